package discord

import (
	"errors"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

// invited has an admin post the button into the server's channel.
func (r *rig) invited(admin restday.Address) {
	r.t.Helper()
	r.SayInServer(admin, "/"+postName)
	r.await("the button", func() bool { return r.Unanswered() == 0 && len(r.Chat(admin)) > 0 })
}

// pressed has a person press a button and returns what arrives.
func (r *rig) pressed(who restday.Address, label string) restday.Incoming {
	r.t.Helper()
	before := len(r.store.Received())
	if err := r.Tap(who, label); err != nil {
		r.t.Fatal(err)
	}
	return r.arrived(before + 1)[before]
}

// Everybody sees the button, in the server's language, and no conversation
// hears that it was posted.
func TestPostsTheButton(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	admin, other := r.Person(1), r.Person(2)
	r.ready()
	r.invited(admin)
	r.sees(admin, "Hier geht's los.")
	r.sees(other, "Hier geht's los.")
	r.timers.fire()
	if n := len(r.store.Received()); n != 0 {
		t.Errorf("%d updates arrived", n)
	}
}

// A check-in that begins at the button stays there, seen by one person, and
// needs no direct message. The button stays as it is.
func TestChecksInAtTheButton(t *testing.T) {
	t.Parallel()
	for name, late := range map[string]bool{"": false, "deferred": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who, other := r.Person(1), r.Person(2)
			r.CloseMessages(who, true)
			r.ready()
			r.invited(other)
			press := r.pressed(who, "Los")
			if press.Event != restday.Said || press.Text != "/checkin" || !press.Away || press.Route != "" || press.Message != "" {
				t.Errorf("arrived: %+v", press)
			}
			if late {
				r.timers.fire()
			}
			card := r.mustSend(restday.Outgoing{ID: 1, To: who, Ack: press.Ack, Text: words("Mood?"), Choices: choices("Good")})
			tap := r.pressed(who, "Good")
			if tap.Message != card {
				t.Errorf("message %q was tapped, not %q", tap.Message, card)
			}
			if late {
				r.timers.fire()
			}
			r.mustSend(restday.Outgoing{ID: 2, To: who, Ack: tap.Ack, Edits: 1, Target: card, Text: words("Mood good")})
			r.mustSend(restday.Outgoing{ID: 3, To: who, Ack: tap.Ack, Text: words("Easy day")})
			r.nothingSpins()
			r.sees(who, "Hier geht's los.", "Mood good "+secretWord, "Easy day "+secretWord)
			r.sees(other, "Hier geht's los.")
			if n := r.Calls("message") + r.Calls("channel"); n != 0 {
				t.Errorf("%d requests for direct messages", n)
			}
		})
	}
}

// When the answer took longer than Discord lets it be shown there, it goes to
// the private chat; is that closed, the outbox hears so.
func TestAnAnswerTooLateForTheChannel(t *testing.T) {
	t.Parallel()
	for name, closed := range map[string]bool{"open": false, "closed": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who := r.Person(1)
			r.CloseMessages(who, closed)
			r.ready()
			r.invited(r.Person(2))
			press := r.pressed(who, "Los")
			r.timers.fire()
			r.clock.Pass(16 * time.Minute)
			_, err := r.send(restday.Outgoing{ID: 1, To: who, Ack: press.Ack, Text: words("Easy day")})
			var refused *bot.SendError
			if unreachable := errors.As(err, &refused) && refused.Reason == bot.Unreachable; unreachable != closed {
				t.Fatalf("the error is %v", err)
			}
			if !closed {
				r.sees(who, "Hier geht's los.", "Easy day "+secretWord)
			}
		})
	}
}

func TestTheButtonIsForThoseWhoManageTheServer(t *testing.T) {
	t.Parallel()
	p := &Platform{menus: menus()}
	c := p.postingCommand()
	if c.Needs != "32" || len(c.Contexts) != 1 || c.Contexts[0] != 0 || c.DescriptionIn["de"] != "Knopf in den Kanal" {
		t.Errorf("%+v", c)
	}
}

// A direct message that is refused while the person waits in the channel takes
// nothing with it; one that is refused when nobody waits ends the trying.
func TestARefusalLeavesWhoWaitsInTheChannelTheirAnswer(t *testing.T) {
	t.Parallel()
	for name, late := range map[string]bool{"": false, "deferred": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who := r.Person(1)
			r.CloseMessages(who, true)
			r.ready()
			r.invited(r.Person(2))
			press := r.pressed(who, "Los")
			if late {
				r.timers.fire()
			}
			prompt := func(want bot.Reason) {
				t.Helper()
				_, err := r.send(restday.Outgoing{ID: 1, To: who, Class: restday.Prompt, Text: words("Good morning")})
				var refused *bot.SendError
				if !errors.As(err, &refused) || refused.Reason != want {
					t.Errorf("the error is %v", err)
				}
			}
			prompt(bot.Refused)
			r.mustSend(restday.Outgoing{ID: 2, To: who, Ack: press.Ack, Text: words("Mood?")})
			r.nothingSpins()
			prompt(bot.Unreachable)
			r.sees(who, "Hier geht's los.", "Mood? "+secretWord)
		})
	}
}

// A tap answered with a message of its own can still be followed by a change of
// the message that was tapped, which is then shown anew: nothing is overwritten.
func TestAnAnswerIsNotTakenForTheTappedMessage(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	who := r.Person(1)
	r.ready()
	in := r.commanded(who, r.SayInServer)
	card := r.mustSend(restday.Outgoing{ID: 1, To: who, Ack: in.Ack, Text: words("Mood?"), Choices: choices("Good")})
	tap := r.pressed(who, "Good")
	r.mustSend(restday.Outgoing{ID: 2, To: who, Ack: tap.Ack, Text: words("Easy day")})
	r.mustSend(restday.Outgoing{ID: 3, To: who, Ack: tap.Ack, Edits: 1, Target: card, Text: words("Mood good")})
	r.sees(who, "Mood? "+secretWord, "Easy day "+secretWord, "Mood good "+secretWord)
}
