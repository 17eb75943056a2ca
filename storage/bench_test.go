package storage_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"restday"
	"restday/storage"
	"restday/storage/storagetest"
)

const (
	manyAthletes = 100_000
	today        = restday.Day(20524)
)

// crowd fills a store with athletes; one in a hundred is due.
func crowd(b *testing.B, s *storage.Store) {
	b.Helper()
	chats := make([]restday.Address, manyAthletes)
	for i := range chats {
		chats[i] = chat(i)
	}
	err := s.ImportAthletes(context.Background(), chats, func(i int, a *restday.Athlete) error {
		a.Enrolled, a.Weekdays, a.Zone, a.PromptAt = true, restday.EveryDay, "Europe/Berlin", 7*60
		a.Wake = now.Add(time.Duration(i%100) * time.Minute)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func chat(i int) restday.Address {
	return restday.Address{Platform: "telegram", Chat: fmt.Sprint(i)}
}

// on runs a benchmark on a crowd in a file and on PostgreSQL.
func on(b *testing.B, bench func(b *testing.B, s *storage.Store)) {
	b.Run("sqlite", func(b *testing.B) {
		s := open(b, file(b))
		crowd(b, s)
		bench(b, s)
	})
	b.Run("postgres", func(b *testing.B) {
		s := open(b, storagetest.Postgres(b))
		crowd(b, s)
		bench(b, s)
	})
}

// BenchmarkTurn is one answered question: the update was put before, the reply
// is queued. It reports the median and the 99th percentile of a turn.
func BenchmarkTurn(b *testing.B) {
	on(b, func(b *testing.B, s *storage.Store) {
		ctx := context.Background()
		took := make([]time.Duration, 0, b.N)
		for i := 0; b.Loop(); i++ {
			in := restday.Incoming{ID: fmt.Sprint(i), From: chat(i * 7919 % manyAthletes), Event: restday.Said, Text: "7.5", At: now}
			b.StopTimer()
			if _, err := s.Put(ctx, []restday.Incoming{in}); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			start := time.Now()
			if _, err := s.Turn(ctx, in, now, answer); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	})
}

func answer(p restday.Person) (restday.Change, error) {
	p.State.Open, p.State.Day = "mood", today
	p.Athlete.Wake = now.Add(time.Hour)
	return restday.Change{
		Athlete: &p.Athlete, State: &p.State, Day: today,
		Answers:  []restday.Answer{{Item: restday.SleepH, Value: 7.5}},
		Outgoing: []restday.Outgoing{{Text: restday.Text{{Text: "Sleep 7½ h · How much energy do you have?"}}, Edits: 1}},
	}, nil
}

// BenchmarkDue is one look of the scheduler.
func BenchmarkDue(b *testing.B) {
	on(b, func(b *testing.B, s *storage.Store) {
		for b.Loop() {
			due, err := s.Due(context.Background(), now, 500)
			if err != nil || len(due) != 500 {
				b.Fatalf("%d are due: %v", len(due), err)
			}
		}
	})
}
