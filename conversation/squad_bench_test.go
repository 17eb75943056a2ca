package conversation_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"restday"
	"restday/conversation"
	"restday/storage"
)

// BenchmarkSquad holds that a coach of five hundred, each with a year behind them,
// is answered within 100 ms at the median.
func BenchmarkSquad(b *testing.B) {
	const athletes, days = 500, 365
	now := time.Date(2026, 3, 12, 7, 30, 0, 0, time.UTC)
	store, err := storage.Open(context.Background(), filepath.Join(b.TempDir(), "squad.db"), storage.Options{Now: func() time.Time { return now }})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	engine := conversation.New(store, newFlow(b), func() time.Time { return now })
	fillSquad(b, store, engine, now, athletes, days)
	n := 0
	var took []time.Duration
	for b.Loop() {
		n++
		began := time.Now()
		out, err := engine.Handle(context.Background(), restday.Incoming{ID: fmt.Sprint("squad", n), From: chatOf("coach"), Event: restday.Said, Text: "/squad", At: now})
		if err != nil || len(out) == 0 {
			b.Fatal(err, len(out))
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
	if median := took[len(took)/2]; median > 100*time.Millisecond {
		b.Errorf("the median is %v", median)
	}
}

// fillSquad has a coach and athletes in a team, with their check-ins and today's
// decisions.
func fillSquad(b *testing.B, store *storage.Store, engine *conversation.Engine, now time.Time, athletes, days int) {
	b.Helper()
	ctx, today := context.Background(), restday.DayOf(now)
	chats := []restday.Address{chatOf("coach")}
	for i := range athletes {
		chats = append(chats, chatOf(fmt.Sprint("athlete", i)))
	}
	err := store.ImportAthletes(ctx, chats, func(i int, a *restday.Athlete) error {
		*a = restday.Athlete{ID: a.ID, Name: fmt.Sprint("Athlete ", i), Chat: chats[i], Language: "en", Zone: "Europe/Berlin", PromptAt: 420,
			Weekdays: restday.EveryDay, Enrolled: true, Preferences: restday.NewPreferences()}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	say := func(chat restday.Address, step restday.Change) {
		_, err := store.Turn(ctx, restday.Incoming{From: chat, Event: restday.Woken}, now, func(p restday.Person) (restday.Change, error) {
			step.Athlete = &p.Athlete
			return step, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	say(chats[0], restday.Change{Team: &restday.Teaming{Create: &restday.Team{Name: "Harriers", Zone: "Europe/Berlin", Language: "en"}}})
	for i, chat := range chats[1:] {
		share := restday.Shares[i%len(restday.Shares)]
		say(chat, restday.Change{Team: &restday.Teaming{Team: 1, Join: &restday.Membership{Trains: true, Share: share}}})
		var rows []storage.CheckInRow
		for d := range restday.Day(days) {
			rows = append(rows, storage.CheckInRow{Chat: chat, CheckIn: restday.CheckIn{Day: today - d - 1, Values: map[restday.Item]float64{
				restday.SleepH: 7.5, restday.Fatigue: 3, restday.Soreness: 3, restday.Mood: 4}}})
		}
		if err := store.ImportCheckIns(ctx, rows); err != nil {
			b.Fatal(err)
		}
		in := restday.Incoming{ID: fmt.Sprint("in", i), From: chat, Event: restday.Said, Text: "/checkin 7.5h, energy normal, legs sore, mood good", At: now}
		if _, err := engine.Handle(ctx, in); err != nil {
			b.Fatal(err)
		}
	}
}
