package discord

import (
	"strings"
	"testing"
	"time"

	"restday/bot/bottest"
)

func TestConnectsInSpiteOf(t *testing.T) {
	t.Parallel()
	for name, greetings := range map[string][]bottest.DiscordGreeting{
		"no Hello":                       {{Silent: true}},
		"op 7 instead of READY":          {{Reconnect: true}},
		"op 9 instead of READY":          {{Invalid: true}},
		"op 9 three times":               {{Invalid: true}, {Invalid: true}, {Invalid: true}},
		"a close code that may pass":     {{Close: 4000}, {Close: 4009}},
		"all of it, one after the other": {{Silent: true}, {Reconnect: true}, {Invalid: true}, {Close: 1001}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			r.pace.handshake = 100 * time.Millisecond
			r.Greet(greetings...)
			r.ready()
			r.Say(r.Person(1), secretWord)
			r.arrived(1)
		})
	}
}

func TestIdentifiesAreScarce(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.pace.identify = 150 * time.Millisecond
	r.Greet(bottest.DiscordGreeting{Invalid: true}, bottest.DiscordGreeting{Invalid: true})
	r.ready()
	// discordgo answers the first refusal on each connection by itself; after
	// that the connection is given up, and the next one waits.
	arrivals := r.Arrivals()
	if len(arrivals) > 5 {
		t.Errorf("%d identifies for two refusals", len(arrivals))
	}
	// Two pauses, less what the first identify may have come late on a busy machine.
	if took := arrivals[len(arrivals)-1].Sub(arrivals[0]); took < r.pace.identify {
		t.Errorf("three connections identified within %s; Discord asks for a pause", took)
	}
}

func TestWaitsWhenTodaysSessionsRunOut(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.IdentifiesLeft(3)
	r.run()
	r.await("a word to the operator", func() bool {
		return strings.Contains(r.log.String(), "few Discord sessions are left today")
	})
	if n := r.Identifies(); n != 0 {
		t.Errorf("identified %d times with 3 left for a minute", n)
	}
}

func TestResumesWithoutLosingTaps(t *testing.T) {
	t.Parallel()
	for name, interrupt := range map[string]func(*bottest.Discord){
		"op 7":              (*bottest.Discord).Reconnect,
		"a dropped network": (*bottest.Discord).Drop,
		"a zombie":          (*bottest.Discord).Zombie,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{Heartbeat: 50 * time.Millisecond})
			r.pace.quiet = 300 * time.Millisecond
			r.ready()
			interrupt(r.Discord)
			r.SayInServer(r.Person(1), "/today") // an interaction: no history has it
			got := r.arrived(1)
			if got[0].Text != "/today" {
				t.Errorf("arrived: %q", got[0].Text)
			}
			if n := len(r.store.Asked()); n != 0 {
				t.Errorf("asked again %d times though nothing was lost", n)
			}
		})
	}
}

func TestAsksAgainWhenTheSessionIsGone(t *testing.T) {
	t.Parallel()
	for name, interrupt := range map[string]func(*bottest.Discord){
		"op 9":                     (*bottest.Discord).Invalidate,
		"a resume that is refused": func(d *bottest.Discord) { d.Forget(); d.Drop() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who := r.Person(1)
			r.ready()
			r.Say(who, "before "+secretWord)
			r.arrived(1)
			interrupt(r.Discord)
			r.Say(who, "meanwhile "+secretWord)
			r.await("the open questions", func() bool { return len(r.store.Asked()) > 0 })
			if got := r.arrived(2); got[1].Text != "meanwhile "+secretWord {
				t.Errorf("arrived second: %q", got[1].Text)
			}
			if n := r.Identifies(); n > 3 {
				t.Errorf("%d identifies for one lost session", n)
			}
		})
	}
}

func TestTellsTheOperator(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code int
		want string
	}{
		{4004, "RESTDAY_DISCORD_TOKEN"},
		{4014, "Bot page"},
	} {
		r := newRig(t, bottest.DiscordOptions{})
		r.Greet(bottest.DiscordGreeting{Close: c.code})
		r.run()
		if err := r.end(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("after close code %d Run returned %v", c.code, err)
		}
	}
}

func TestAliveWhileTheGatewaySpeaks(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{Heartbeat: 20 * time.Millisecond})
	r.ready()
	r.await("signs of life", func() bool { return r.store.Heartbeats() > 3 })
}
