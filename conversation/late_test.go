package conversation_test

import (
	"testing"
	"time"

	"restday"
)

// morningAfter is somebody whose check-in of the day is done, and told in row 42.
func morningAfter(day restday.Day) restday.Person {
	answers := []restday.Answer{
		{Item: restday.Fatigue, Value: 4}, {Item: restday.Mood, Value: 4}, {Item: restday.SleepH, Value: 8}, {Item: restday.Soreness, Value: 4},
	}
	return restday.Person{
		Known:   true,
		Athlete: restday.Athlete{ID: 1, Chat: ana, Language: "en", Zone: "Europe/Berlin", PromptAt: 420, Weekdays: restday.EveryDay, Enrolled: true},
		State:   restday.State{Day: day, Card: 7, Finished: true},
		Answers: answers,
		History: func(restday.Day) (restday.History, error) {
			return restday.History{
				CheckIns: []restday.CheckIn{restday.CheckInOf(day, answers)},
			}, nil
		},
		Decided: func(from, to restday.Day) ([]restday.Decided, error) {
			if day < from || day > to {
				return nil, nil
			}
			return []restday.Decided{{Day: day, Outcome: "as_planned", Told: 42}}, nil
		},
	}
}

// A correction on the day gets a new answer; the old one keeps no buttons that
// would contradict it.
func TestNewAnswerTakesTheButtonsOffTheOld(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC)
	in := restday.Incoming{From: ana, Event: restday.Said, Text: "actually 4h"}
	change, err := newFlow(t).Next(morningAfter(restday.DayOf(now)), in, now)
	if err != nil {
		t.Fatal(err)
	}
	var tells, strips int
	for _, o := range change.Outgoing {
		if o.Tells && o.Edits == 0 {
			tells++
		}
		if o.Strip && o.Edits == 42 {
			strips++
		}
	}
	if tells != 1 || strips != 1 {
		t.Errorf("%d messages tell the new answer and %d take the old one's buttons: %+v", tells, strips, change.Outgoing)
	}
}

// A late answer changes its own day and the message that told it. Today's
// conversation, and what was moved since, stay where they are.
func TestLateAnswerChangesOnlyItsDay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 13, 6, 0, 0, 0, time.UTC)
	yesterday := restday.DayOf(now) - 1
	p := morningAfter(yesterday)
	p.State = restday.State{Day: yesterday + 1, Open: "mood", Card: 9, Misses: 1, Prompted: yesterday + 1}
	p.Answers = []restday.Answer{{Item: restday.SleepH, Value: 6}}
	in := restday.Incoming{From: ana, Event: restday.Tapped, Choice: "a:" + yesterday.String() + ":sleep_h:1", Message: "m7", Ack: "tap"}
	change, err := newFlow(t).Next(p, in, now)
	if err != nil {
		t.Fatal(err)
	}
	if change.Day != yesterday || len(change.Answers) != 1 || change.Answers[0].Value != 4.5 || change.Decided == nil || change.Decided.Day != yesterday {
		t.Errorf("stored: %+v, decided %+v, of day %s", change.Answers, change.Decided, change.Day)
	}
	if s := change.State; s.Day != p.State.Day || s.Open != "mood" || s.Card != 9 || s.Misses != 1 || change.Moved != nil || change.Unmove {
		t.Errorf("today's conversation: %+v, moved %+v, unmove %t", s, change.Moved, change.Unmove)
	}
	if out := change.Outgoing; len(out) != 2 || out[0].Edits != restday.NoRow || out[0].Target != "m7" || out[1].Edits != 42 {
		t.Errorf("messages: %+v", out)
	}
}
