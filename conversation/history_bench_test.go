package conversation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/conversation"
	"restday/storage"
)

// BenchmarkDecision is a whole turn that decides the day anew, durable on a
// disk, for an athlete with a history of check-ins and sessions.
func BenchmarkDecision(b *testing.B) {
	for _, days := range []int{30, 100, 3650} {
		b.Run(fmt.Sprintf("%d-days", days), func(b *testing.B) { decideWith(b, days) })
	}
}

func decideWith(b *testing.B, days int) {
	store, err := storage.Open(context.Background(), filepath.Join(b.TempDir(), "b.db"), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)
	engine := conversation.New(store, newFlow(b), func() time.Time { return now })
	say := func(in restday.Incoming) {
		in.From = ana
		if out, err := engine.Handle(context.Background(), in); err != nil || len(out) == 0 {
			b.Fatalf("%d messages, %v", len(out), err)
		}
	}
	say(restday.Incoming{Text: "/start", Event: restday.Said})
	say(restday.Incoming{Choice: "start:ok", Event: restday.Tapped})
	remember(b, store, restday.DayOf(now), days)
	decideEach(b, store, restday.DayOf(now), min(days, 120)) // older ones are never read
	say(restday.Incoming{Text: "/checkin", Event: restday.Said})
	say(restday.Incoming{Text: "7.5h, energy normal, legs sore", Event: restday.Said})
	for i := 0; b.Loop(); i++ {
		say(restday.Incoming{Event: restday.Tapped, Ack: "x", Choice: fmt.Sprintf("a:2026-03-12:mood:%d", 3+i%2)})
	}
}

// remember stores check-ins and sessions of the days before.
func remember(b *testing.B, store *storage.Store, today restday.Day, days int) {
	b.Helper()
	var checkIns []storage.CheckInRow
	var sessions []storage.SessionRow
	minutes, rpe := 45.0, 4.0
	for d := today - restday.Day(days); d < today; d++ {
		checkIns = append(checkIns, storage.CheckInRow{Chat: ana, CheckIn: restday.CheckIn{Day: d, Values: map[restday.Item]float64{
			restday.SleepH: 7 + float64(d%3)/2, restday.Fatigue: 3, restday.Soreness: float64(3 + d%2), restday.Mood: 4,
		}}})
		sessions = append(sessions, storage.SessionRow{Chat: ana, Session: restday.Session{Day: d, Kind: restday.Easy, Minutes: &minutes, RPE: &rpe}})
	}
	if err := store.ImportCheckIns(context.Background(), checkIns); err != nil {
		b.Fatal(err)
	}
	if err := store.ImportSessions(context.Background(), sessions); err != nil {
		b.Fatal(err)
	}
}

// decideEach stores a decision of each of the days before, as large as they are
// with a history of a hundred days.
func decideEach(b *testing.B, store *storage.Store, today restday.Day, days int) {
	b.Helper()
	checkIn := `{"day":"2026-03-11","sleep_h":7.5,"fatigue":3,"soreness":4,"mood":4},`
	session := `{"day":"2026-03-11","kind":"easy","minutes":45,"rpe":4},`
	facts := `{"day":"2026-03-12","checkins":[` + strings.Repeat(checkIn, 100) + `{}],"sessions":[` + strings.Repeat(session, 100) + `{}]}`
	result := `{"checked":[` + strings.Repeat(`{"rule":"G1","fired":false,"saw":"planned kind key and easy days since hard 0 < 1"},`, 33) + `{}]}`
	for d := today - restday.Day(days); d < today; d++ {
		_, err := store.Turn(context.Background(), restday.Incoming{From: ana, Event: restday.Woken}, time.Unix(0, 0), func(restday.Person) (restday.Change, error) {
			return restday.Change{Day: d, Decided: &restday.Decided{
				Day: d, Outcome: "easy", Version: "v", Facts: json.RawMessage(facts), Result: json.RawMessage(result),
			}}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
