package conversation_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"restday"
	"restday/conversation"
	"restday/storage"
)

func benchmarkPerson() restday.Person {
	return restday.Person{
		Known:   true,
		Athlete: restday.Athlete{Chat: ana, Name: "Ana", Language: "en", Zone: "Europe/Berlin", PromptAt: 420, Weekdays: restday.EveryDay, Enrolled: true},
		State:   restday.State{Open: "fatigue", Day: restday.DayOf(time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)), Card: 1},
		Answers: []restday.Answer{{Item: restday.SleepH, Value: 7.5}},
		History: func(restday.Day) (restday.History, error) { return restday.History{}, nil },
		Decided: func(restday.Day, restday.Day) ([]restday.Decided, error) { return nil, nil },
	}
}

// BenchmarkTap is one answer by a tap, from the person to the change.
func BenchmarkTap(b *testing.B) {
	flow := newFlow(b)
	now := time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)
	in := restday.Incoming{From: ana, Event: restday.Tapped, Choice: "a:2026-03-12:fatigue:3", Message: "1", Ack: "x"}
	for b.Loop() {
		if _, err := flow.Next(benchmarkPerson(), in, now); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLastTap is the answer that completes a check-in: with the decision.
func BenchmarkLastTap(b *testing.B) {
	flow := newFlow(b)
	now := time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)
	p := benchmarkPerson()
	p.State.Open = "mood"
	p.History = func(restday.Day) (h restday.History, err error) {
		for d := p.State.Day - 60; d < p.State.Day; d++ {
			h.CheckIns = append(h.CheckIns, restday.CheckIn{Day: d, Values: map[restday.Item]float64{
				restday.SleepH: 7, restday.Fatigue: 3, restday.Soreness: 3, restday.Mood: float64(3 + d%2),
			}})
		}
		return h, nil
	}
	in := restday.Incoming{From: ana, Event: restday.Tapped, Choice: "a:2026-03-12:mood:3", Message: "1", Ack: "x"}
	for b.Loop() {
		if _, err := flow.Next(p, in, now); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStoredTap is BenchmarkTap with its transaction, durable on a disk.
func BenchmarkStoredTap(b *testing.B) {
	store, err := storage.Open(context.Background(), filepath.Join(b.TempDir(), "b.db"), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)
	engine := conversation.New(store, newFlow(b), func() time.Time { return now })
	for _, in := range []restday.Incoming{{Text: "/start", Event: restday.Said}, {Choice: "start:ok", Event: restday.Tapped}, {Text: "/checkin", Event: restday.Said}} {
		in.From = ana
		if _, err := engine.Handle(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		in := restday.Incoming{From: ana, Event: restday.Tapped, Choice: "a:2026-03-12:soreness:3", Ack: "x"}
		if _, err := engine.Handle(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
}
