package conversation_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"restday"
	"restday/conversation"
	"restday/storage"
)

// Each prompt that was due is reported once, with what became of it.
func TestMorningsAreReported(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 12, 6, 30, 0, 0, time.UTC)
	store, err := storage.Open(t.Context(), ":memory:", storage.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	engine := conversation.New(store, newFlow(t), func() time.Time { return now })
	var got []conversation.Morning
	engine.ReportTo(func(m conversation.Morning) { got = append(got, m) })
	ana := restday.Address{Platform: "telegram", Chat: "1"}
	handle := func(in restday.Incoming) {
		t.Helper()
		in.From, in.At = ana, now
		if _, err := engine.Handle(context.Background(), in); err != nil {
			t.Fatal(err)
		}
	}
	athlete := restday.Athlete{
		Chat: ana, Zone: "UTC", PromptAt: 7 * 60, Weekdays: restday.EveryDay, Enrolled: true, Language: "en",
	}
	_, err = store.Turn(context.Background(), restday.Incoming{From: ana, Event: restday.Said}, now,
		func(restday.Person) (restday.Change, error) {
			return restday.Change{Athlete: &athlete, State: &restday.State{}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	wake := restday.Incoming{Event: restday.Woken}
	handle(wake) // half an hour early: nothing is due
	now = now.Add(30 * time.Minute)
	handle(wake)
	handle(wake) // has been asked
	now = now.Add(34 * time.Hour)
	handle(wake) // ten hours late
	now = now.Add(13 * time.Hour)
	handle(restday.Incoming{ID: "1", Event: restday.Said, Text: "/checkin"})
	handle(restday.Incoming{ID: "2", Event: restday.Said, Text: "slept 7.5h, energy normal, legs fresh, mood good"})
	now = now.Add(time.Hour)
	handle(wake) // the athlete was faster
	want := []conversation.Morning{conversation.Queued, conversation.Missed, conversation.Needless}
	if !slices.Equal(got, want) {
		t.Errorf("reported %q, want %q", got, want)
	}
}
