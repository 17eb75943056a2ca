package conversation_test

import (
	"strings"
	"testing"
	"time"

	"restday"
)

// inTheMorning is somebody who has answered all but the last question, and the
// time and day of that.
func inTheMorning() (restday.Person, time.Time, restday.Day) {
	now := time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC)
	day := restday.DayOf(now)
	return restday.Person{
		Known:   true,
		Athlete: restday.Athlete{ID: 1, Chat: ana, Language: "en", Zone: "Europe/Berlin", PromptAt: 420, Weekdays: restday.EveryDay, Enrolled: true},
		State:   restday.State{Open: "mood", Day: day, Card: 7},
		Answers: []restday.Answer{{Item: restday.SleepH, Value: 8}, {Item: restday.Fatigue, Value: 4}, {Item: restday.Soreness, Value: 4}},
		History: func(restday.Day) (restday.History, error) { return restday.History{}, nil },
		Decided: func(restday.Day, restday.Day) ([]restday.Decided, error) { return nil, nil },
	}, now, day
}

// Whoever checks in outside the private chat reads everything there: the card
// and the answer to it.
func TestAnswersWhereThePersonIs(t *testing.T) {
	t.Parallel()
	flow := newFlow(t)
	p, now, day := inTheMorning()
	for name, away := range map[string]bool{"in a server": true, "in the private chat": false} {
		in := restday.Incoming{From: ana, Event: restday.Tapped, Choice: "a:" + day.String() + ":mood:4", Message: "m7", Ack: "tap", Away: away}
		change, err := flow.Next(p, in, now)
		if err != nil {
			t.Fatal(err)
		}
		if len(change.Outgoing) != 2 || change.Outgoing[0].Ack != "tap" || (change.Outgoing[1].Ack == "tap") != away {
			t.Errorf("%s: %+v", name, change.Outgoing)
		}
	}
}

// Words typed into a form are not seen in the chat, so the card from which it
// was opened shows what they said, and offers the form for the next question.
func TestAFormIsAnsweredOnItsCard(t *testing.T) {
	t.Parallel()
	flow := newFlow(t)
	p, now, _ := inTheMorning()
	in := restday.Incoming{From: ana, Event: restday.Said, Text: "hmm", Form: "m7", Ack: "form"}
	change, err := flow.Next(p, in, now)
	if err != nil {
		t.Fatal(err)
	}
	if len(change.Outgoing) != 1 || change.Outgoing[0].Edits != 7 || change.Outgoing[0].Form != "en" {
		t.Errorf("%+v", change.Outgoing)
	}
	in.Text = "mood good"
	if change, err = flow.Next(p, in, now); err != nil {
		t.Fatal(err)
	}
	if len(change.Outgoing) != 2 || change.Outgoing[0].Edits != 7 || change.Outgoing[0].Form != "" || change.Outgoing[1].Edits != 0 {
		t.Errorf("%+v", change.Outgoing)
	}
}

// Whoever could not be reached learns why where they turn up, and how to end it.
func TestSaysWhyNothingCame(t *testing.T) {
	t.Parallel()
	flow := newFlow(t)
	p, now, _ := inTheMorning()
	for name, c := range map[string]struct{ blocked, away, told bool }{
		"blocked, in a server": {true, true, true}, "blocked, back in the private chat": {blocked: true}, "in a server": {away: true},
	} {
		p.Blocked = c.blocked
		change, err := flow.Next(p, restday.Incoming{From: ana, Event: restday.Said, Text: "/checkin", Ack: "a", Away: c.away}, now)
		if err != nil {
			t.Fatal(err)
		}
		said := change.Outgoing[0].Text.Plain()
		if strings.Contains(said, "your direct messages are closed to me") != c.told || strings.Contains(said, "/pause") != c.told {
			t.Errorf("%s: %q", name, said)
		}
	}
}
