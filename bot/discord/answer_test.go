package discord

import (
	"errors"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

// asked posts a question with the button "Good" and returns its message id.
func (r *rig) asked(who restday.Address) string {
	r.t.Helper()
	return r.mustSend(restday.Outgoing{ID: 1, To: who, Text: words("Mood?"), Choices: choices("Good", "Bad")})
}

// tapped has a person press "Good" and returns what arrives.
func (r *rig) tapped(who restday.Address) restday.Incoming {
	r.t.Helper()
	before := len(r.store.Received())
	if err := r.Tap(who, "Good"); err != nil {
		r.t.Fatal(err)
	}
	return r.arrived(before + 1)[before]
}

func (r *rig) commanded(who restday.Address, say func(restday.Address, string)) restday.Incoming {
	r.t.Helper()
	before := len(r.store.Received())
	say(who, "/log 45 min")
	return r.arrived(before + 1)[before]
}

func (r *rig) nothingSpins() {
	r.t.Helper()
	if n := r.Unanswered(); n != 0 {
		r.t.Fatalf("%d taps or commands spin", n)
	}
}

// Each way of answering a tap, on time and after a deferral, takes one request.
func TestAnswersATap(t *testing.T) {
	t.Parallel()
	edit := func(in restday.Incoming) restday.Outgoing {
		return restday.Outgoing{ID: 2, To: in.From, Route: in.Route, Ack: in.Ack, Edits: 1, Target: in.Message, Text: words("Noted")}
	}
	fresh := func(in restday.Incoming) restday.Outgoing {
		return restday.Outgoing{ID: 2, To: in.From, Route: in.Route, Ack: in.Ack, Text: words("Easy")}
	}
	strip := func(in restday.Incoming) restday.Outgoing {
		return restday.Outgoing{ID: 2, To: in.From, Route: in.Route, Ack: in.Ack, Edits: 1, Target: in.Message, Strip: true}
	}
	notice := func(in restday.Incoming) restday.Outgoing {
		return restday.Outgoing{ID: 2, To: in.From, Ack: in.Ack, Notice: "Already " + secretWord}
	}
	bare := func(in restday.Incoming) restday.Outgoing { return restday.Outgoing{ID: 2, To: in.From, Ack: in.Ack} }
	for name, c := range map[string]struct {
		out          func(restday.Incoming) restday.Outgoing
		want         []string
		deferredWith string // the request that follows a deferral
	}{
		"edit":   {edit, []string{"Noted " + secretWord}, "original"},
		"new":    {fresh, []string{"Mood? " + secretWord, "Easy " + secretWord}, "message"},
		"strip":  {strip, []string{"Mood? " + secretWord}, "original"},
		"notice": {notice, []string{"Mood? " + secretWord, "Already " + secretWord}, "followup"},
		"bare":   {bare, []string{"Mood? " + secretWord}, ""},
	} {
		for _, late := range []bool{false, true} {
			t.Run(name+map[bool]string{true: " deferred"}[late], func(t *testing.T) {
				t.Parallel()
				r := newRig(t, bottest.DiscordOptions{})
				who := r.Person(1)
				r.ready()
				r.asked(who)
				in := r.tapped(who)
				if late {
					r.timers.fire()
					r.nothingSpins()
				}
				before := r.Calls(c.deferredWith)
				id := r.mustSend(c.out(in))
				r.nothingSpins()
				r.sees(who, c.want...)
				if got := r.Calls("callback"); got != 1 {
					t.Errorf("%d callbacks", got)
				}
				if got := r.Calls(c.deferredWith) - before; late && c.deferredWith != "" && got != 1 || !late && got != 0 {
					t.Errorf("%d requests %q", got, c.deferredWith)
				}
				if name == "edit" && id != in.Message || name == "new" && id == "" {
					t.Errorf("the message's id is %q", id)
				}
			})
		}
	}
}

func TestAnswersACommand(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]bottest.DiscordOptions{"": {}, "without bodies": {Terse: true}} {
		for _, late := range []bool{false, true} {
			t.Run(name+map[bool]string{true: " deferred"}[late], func(t *testing.T) {
				t.Parallel()
				r := newRig(t, o)
				who := r.Person(1)
				r.ready()
				in := r.commanded(who, r.Say)
				if in.Text != "/log 45 min" || in.Away || in.Route == "" || in.Language != "en-US" || in.Event != restday.Said {
					t.Errorf("arrived: %+v", in)
				}
				if late {
					r.timers.fire()
				}
				first := restday.Outgoing{ID: 1, To: who, Route: in.Route, Ack: in.Ack, Text: words("Saved")}
				id := r.mustSend(first)
				r.mustSend(restday.Outgoing{ID: 2, To: who, Route: in.Route, Ack: in.Ack, Text: words("More")})
				r.mustSend(restday.Outgoing{ID: 3, To: who, Route: in.Route, Edits: 1, Target: id, Text: words("Saved twice")})
				r.nothingSpins()
				r.sees(who, "Saved twice "+secretWord, "More "+secretWord)
			})
		}
	}
}

// A command whose answer is an edit elsewhere in the chat leaves nothing behind.
func TestACommandThatEdits(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		r := newRig(t, bottest.DiscordOptions{})
		who := r.Person(1)
		r.ready()
		card := r.asked(who)
		in := r.commanded(who, r.Say)
		if late {
			r.timers.fire()
		}
		r.mustSend(restday.Outgoing{ID: 2, To: who, Route: in.Route, Ack: in.Ack, Edits: 1, Target: card, Text: words("Skipped")})
		r.nothingSpins()
		r.sees(who, "Skipped "+secretWord)
	}
}

func TestATapOnAnOldMessageEditsTheNewOne(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	who := r.Person(1)
	r.ready()
	r.asked(who)
	card := r.mustSend(restday.Outgoing{ID: 2, To: who, Text: words("Today")})
	in := r.tapped(who)
	r.mustSend(restday.Outgoing{ID: 3, To: who, Route: in.Route, Ack: in.Ack, Edits: 2, Target: card, Text: words("Still today")})
	r.nothingSpins()
	r.sees(who, "Mood? "+secretWord, "Still today "+secretWord)
}

// In a server nobody else sees the answers, and they stay where the person is.
func TestAnswersInAServer(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		r := newRig(t, bottest.DiscordOptions{})
		who, other := r.Person(1), r.Person(2)
		r.CloseMessages(who, true)
		r.ready()
		in := r.commanded(who, r.SayInServer)
		if !in.Away || in.Route != "" {
			t.Errorf("arrived: %+v", in)
		}
		if late {
			r.timers.fire()
		}
		r.mustSend(restday.Outgoing{ID: 1, To: who, Ack: in.Ack, Text: words("Hello"), Choices: choices("Good")})
		r.mustSend(restday.Outgoing{ID: 2, To: who, Ack: in.Ack, Text: words("More")})
		tap := r.tapped(who)
		if !tap.Away {
			t.Errorf("the tap in the server arrived as %+v", tap)
		}
		if late {
			r.timers.fire()
		}
		r.mustSend(restday.Outgoing{ID: 3, To: who, Ack: tap.Ack, Edits: 1, Target: tap.Message, Text: words("Enrolled")})
		r.nothingSpins()
		r.sees(who, "Enrolled "+secretWord, "More "+secretWord)
		r.sees(other)
	}
}

func TestTellsHowToOpenDirectMessages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		wait time.Duration
		told bool
	}{"minutes later": {10 * time.Minute, true}, "an hour later": {time.Hour, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who := r.Person(1)
			r.CloseMessages(who, true)
			r.ready()
			in := r.commanded(who, r.SayInServer)
			r.mustSend(restday.Outgoing{ID: 1, To: who, Ack: in.Ack, Text: words("Hello")})
			r.clock.Pass(c.wait)
			_, err := r.send(restday.Outgoing{ID: 2, To: who, Text: words("Good morning"), Closed: words("Open your messages")})
			var refused *bot.SendError
			if !errors.As(err, &refused) || refused.Reason != bot.Unreachable {
				t.Fatalf("the error is %v", err)
			}
			chat := r.Chat(who)
			if told := strings.HasPrefix(chat[len(chat)-1].Text, "Open your messages"); told != c.told {
				t.Errorf("told: %t; the person sees %+v", told, chat)
			}
		})
	}
}

// Who enrols in a server learns at once whether the prompts will reach them.
func TestEnrolsInAServer(t *testing.T) {
	t.Parallel()
	for _, closed := range []bool{false, true} {
		r := newRig(t, bottest.DiscordOptions{})
		who := r.Person(1)
		r.CloseMessages(who, closed)
		r.ready()
		in := r.commanded(who, r.SayInServer)
		r.mustSend(restday.Outgoing{ID: 1, To: who, Ack: in.Ack, Text: words("Hello"), Choices: choices("Good")})
		tap := r.tapped(who)
		done := restday.Outgoing{ID: 2, To: who, Ack: tap.Ack, Edits: 1, Target: tap.Message, Text: words("Done"), Closed: words("Open")}
		if !closed {
			r.Reply("message", 1, 500, "", nil)
			if _, err := r.send(done); err == nil {
				t.Error("the private chat was not reached, but there is no error")
			}
			id := r.mustSend(done)
			r.mustSend(restday.Outgoing{ID: 3, To: who, Edits: 2, Target: id, Text: words("Morning")})
			r.sees(who, "Done "+secretWord, "Morning "+secretWord)
			continue
		}
		_, err := r.send(done)
		var refused *bot.SendError
		if !errors.As(err, &refused) || refused.Reason != bot.Unreachable {
			t.Errorf("the error is %v", err)
		}
		r.sees(who, "Done "+secretWord, "Open "+secretWord)
	}
}

// An answer whose arrival is unknown is repeated without a second message.
func TestRepeatedAnswers(t *testing.T) {
	t.Parallel()
	for _, fault := range []bottest.Fault{bottest.HangUp, bottest.HangUpAccepted, bottest.ServerError, bottest.BadGateway} {
		r := newRig(t, bottest.DiscordOptions{})
		who := r.Person(1)
		r.ready()
		r.asked(who)
		tap := r.tapped(who)
		command := r.commanded(who, r.Say)
		for _, out := range []restday.Outgoing{
			{ID: 2, To: who, Route: tap.Route, Ack: tap.Ack, Text: words("Easy")},
			{ID: 3, To: who, Route: tap.Route, Ack: command.Ack, Text: words("Saved")},
		} {
			r.Fail(fault, 1)
			if _, err := r.send(out); err == nil {
				t.Fatal("a lost answer is said to be sent")
			}
			if id := r.mustSend(out); id == "" {
				t.Error("the message has no id")
			}
		}
		r.nothingSpins()
		r.sees(who, "Mood? "+secretWord, "Easy "+secretWord, "Saved "+secretWord)
	}
}

// After three seconds, or a restart, an interaction cannot be answered: the
// answer goes into the chat.
func TestAnswersThatComeTooLate(t *testing.T) {
	t.Parallel()
	for name, late := range map[string]func(*rig){
		"three seconds":  func(r *rig) { r.clock.Pass(4 * time.Second) },
		"a restart":      func(r *rig) { r.halt(); r.clock.Pass(4 * time.Second); r.ready() },
		"a slow network": func(r *rig) { r.Reply("callback", 1, 404, `{"code":10062}`, nil) },
		"an hour":        func(r *rig) { r.clock.Pass(time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who := r.Person(1)
			r.ready()
			card := r.asked(who)
			tap := r.tapped(who)
			late(r)
			r.mustSend(restday.Outgoing{ID: 2, To: who, Route: tap.Route, Ack: tap.Ack, Edits: 1, Target: card, Text: words("Noted")})
			r.mustSend(restday.Outgoing{ID: 3, To: who, Route: tap.Route, Ack: tap.Ack, Text: words("Easy")})
			r.mustSend(restday.Outgoing{ID: 4, To: who, Route: tap.Route, Ack: tap.Ack})
			r.sees(who, "Noted "+secretWord, "Easy "+secretWord)
		})
	}
}

// A command that was deferred before a restart still shows its answer.
func TestADeferredCommandSurvivesARestart(t *testing.T) {
	t.Parallel()
	for name, say := range map[string]func(*rig) func(restday.Address, string){
		"private": func(r *rig) func(restday.Address, string) { return r.Say },
		"server":  func(r *rig) func(restday.Address, string) { return r.SayInServer },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who := r.Person(1)
			r.ready()
			in := r.commanded(who, say(r))
			r.timers.fire()
			r.halt()
			r.clock.Pass(time.Minute)
			r.ready()
			r.mustSend(restday.Outgoing{ID: 1, To: who, Route: in.Route, Ack: in.Ack, Text: words("Saved")})
			r.nothingSpins()
			r.sees(who, "Saved "+secretWord)
		})
	}
}
