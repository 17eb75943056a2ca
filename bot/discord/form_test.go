package discord

import (
	"testing"

	"restday"
	"restday/bot/bottest"
)

// opened has a person press the button under a question and waits for the form.
func (r *rig) opened(who restday.Address, label string) {
	r.t.Helper()
	if err := r.Tap(who, label); err != nil {
		r.t.Fatal(err)
	}
	r.await("the form", func() bool { return r.FormOpen(who) })
}

// filled has a person send the form and returns what arrives.
func (r *rig) filled(who restday.Address, words string) restday.Incoming {
	r.t.Helper()
	before := len(r.store.Received())
	if err := r.Fill(who, words); err != nil {
		r.t.Fatal(err)
	}
	return r.arrived(before + 1)[before]
}

// What is typed into the form comes in as words, and the answer takes the place
// of the question, in the private chat as in a server, on time or late.
func TestAnswersAForm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ server, late bool }{
		"": {}, "late": {late: true}, "in a server": {server: true}, "in a server, late": {server: true, late: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who := r.Person(1)
			r.ready()
			say := r.Say
			if c.server {
				say = r.SayInServer
			}
			asked := r.commanded(who, say)
			card := r.mustSend(restday.Outgoing{ID: 1, To: who, Route: asked.Route, Ack: asked.Ack, Text: words("Mood?"), Choices: choices("Good"), Form: "de"})
			r.opened(who, "Tippen")
			in := r.filled(who, secretWord)
			if in.Event != restday.Said || in.Text != secretWord || in.Form != card || in.Away != c.server || in.Message != "" {
				t.Errorf("arrived: %+v", in)
			}
			if c.late {
				r.timers.fire()
			}
			id := r.mustSend(restday.Outgoing{ID: 2, To: who, Route: in.Route, Ack: in.Ack, Edits: 1, Target: card, Text: words("Mood good")})
			if id != card {
				t.Errorf("the card's id is %q", id)
			}
			r.nothingSpins()
			r.sees(who, "Mood good "+secretWord)
		})
	}
}

// A form needs nothing from before a restart.
func TestAFormOutlivesARestart(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	who := r.Person(1)
	r.ready()
	r.mustSend(restday.Outgoing{ID: 1, To: who, Text: words("Mood?"), Choices: choices("Good"), Form: "en"})
	r.opened(who, "Type it")
	r.halt()
	r.ready()
	if in := r.filled(who, secretWord); in.Text != secretWord {
		t.Errorf("arrived: %+v", in)
	}
}

func TestTheFormsButtonStandsBelowWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	p := &Platform{menus: menus()}
	for _, c := range []struct {
		given int
		form  string
		want  int
	}{{0, "en", 1}, {2, "fr", 3}, {4, "de-AT", 5}, {5, "en", 5}, {2, "", 2}} {
		given := rows(make([]int, c.given)...)
		if got := len(p.withForm(restday.Outgoing{Choices: given, Form: c.form})); got != c.want {
			t.Errorf("%d rows with form %q became %d", c.given, c.form, got)
		}
	}
}
