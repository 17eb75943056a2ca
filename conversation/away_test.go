package conversation_test

import (
	"testing"
	"time"

	"restday"
)

// Whoever checks in outside the private chat reads everything there: the card
// and the answer to it.
func TestAnswersWhereThePersonIs(t *testing.T) {
	t.Parallel()
	flow := newFlow(t)
	now := time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC)
	day := restday.DayOf(now)
	for name, away := range map[string]bool{"in a server": true, "in the private chat": false} {
		p := restday.Person{
			Known:   true,
			Athlete: restday.Athlete{ID: 1, Chat: ana, Language: "en", Zone: "Europe/Berlin", PromptAt: 420, Weekdays: restday.EveryDay, Enrolled: true},
			State:   restday.State{Open: "mood", Day: day, Card: 7},
			Answers: []restday.Answer{{Item: restday.SleepH, Value: 8}, {Item: restday.Fatigue, Value: 4}, {Item: restday.Soreness, Value: 4}},
			History: func(restday.Day) (restday.History, error) { return restday.History{}, nil },
		}
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
