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
func crowd(b *testing.B, s *storage.Store, athletes int) {
	b.Helper()
	err := s.DB().Exec(`WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < CAST(? AS INTEGER) - 1)
		INSERT INTO athletes (platform, chat, zone, prompt_at, weekdays, enrolled, wake)
		SELECT 'telegram', CAST(i AS TEXT), 'Europe/Berlin', 420, 127, TRUE, CAST(? AS BIGINT) + i % 100 * 60000 FROM n`,
		athletes, now.UnixMilli()).Error
	if err != nil {
		b.Fatal(err)
	}
}

func chat(i int) restday.Address {
	return restday.Address{Platform: "telegram", Chat: fmt.Sprint(i)}
}

// on runs a benchmark on a crowd in a file and on PostgreSQL.
func on(b *testing.B, athletes int, bench func(b *testing.B, s *storage.Store)) {
	b.Run("sqlite", func(b *testing.B) {
		s := open(b, file(b))
		crowd(b, s, athletes)
		bench(b, s)
	})
	b.Run("postgres", func(b *testing.B) {
		s := open(b, storagetest.Postgres(b))
		crowd(b, s, athletes)
		bench(b, s)
	})
}

// BenchmarkTurn is one answered question: the update was put before, the reply
// is queued. It reports the median and the 99th percentile of a turn.
func BenchmarkTurn(b *testing.B) {
	on(b, manyAthletes, func(b *testing.B, s *storage.Store) {
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

// BenchmarkDue is one look of the scheduler at a million athletes, of whom
// 10,000 are due.
func BenchmarkDue(b *testing.B) {
	if testing.Short() {
		b.Skip("a million athletes take some seconds to store")
	}
	on(b, 1_000_000, func(b *testing.B, s *storage.Store) {
		for b.Loop() {
			due, err := s.Due(context.Background(), now, 500)
			if err != nil || len(due) != 500 {
				b.Fatalf("%d are due: %v", len(due), err)
			}
		}
	})
}

// BenchmarkPoll stores a hundred updates, as one poll brings them.
func BenchmarkPoll(b *testing.B) {
	on(b, manyAthletes, func(b *testing.B, s *storage.Store) {
		poll := make([]restday.Incoming, 100)
		for n := 0; b.Loop(); n++ {
			for i := range poll {
				poll[i] = restday.Incoming{ID: fmt.Sprint(n, ".", i), From: chat(i * 997), Event: restday.Said, Text: "7.5", At: now}
			}
			if _, err := s.Put(context.Background(), poll); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkSettle stores what became of sixty-four messages, as the courier
// hands them over.
func BenchmarkSettle(b *testing.B) {
	on(b, manyAthletes, func(b *testing.B, s *storage.Store) {
		for n := 0; b.Loop(); n++ {
			b.StopTimer()
			receipts := queued(b, s, chat(n%manyAthletes), 64)
			b.StartTimer()
			if _, err := s.Settle(context.Background(), receipts); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// queued puts messages into the outbox and returns the receipts of having sent them.
func queued(b *testing.B, s *storage.Store, to restday.Address, n int) []restday.Receipt {
	b.Helper()
	out, err := s.Turn(context.Background(), restday.Incoming{From: to, Event: restday.Woken}, now,
		func(restday.Person) (restday.Change, error) {
			messages := make([]restday.Outgoing, n)
			for i := range messages {
				messages[i].Text = restday.Text{{Text: "Good morning"}}
			}
			return restday.Change{Outgoing: messages}, nil
		})
	if err != nil {
		b.Fatal(err)
	}
	receipts := make([]restday.Receipt, n)
	for i, o := range out {
		receipts[i] = restday.Receipt{ID: o.ID, To: to, Fate: restday.Sent, Message: fmt.Sprint(o.ID)}
	}
	return receipts
}
