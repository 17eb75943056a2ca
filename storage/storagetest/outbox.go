package storagetest

import (
	"context"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var outboxPromises = []promise{
	{"queue", "A message waits whole and in order until it is settled, and goes to the chat it answers unless it names another.", queuedWhole},
	{"key", "A second message with the same key is never queued, and does not disturb the turn it came in.", keyOnce},
	{"card", "The state names the row of the newest card.", cardIsNamed},
	{"prune outbox", "A settled message is kept for seven days, a card for as long as it can be edited, what waits for ever.", pruneOutbox},
}

func queuedWhole(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	full := restday.Outgoing{
		Class: restday.Prompt, Key: "prompt 1", Due: now.Add(time.Minute), Text: restday.Text{{Text: "a"}, {Text: "b", Bold: true}},
		Choices: [][]restday.Choice{{{Label: "l", Data: "d"}}}, Unnumbered: true, Form: "de", Edits: 3, Target: "t", Strip: true,
		Ack: "a", Notice: "n", Closed: restday.Text{{Text: "closed"}},
	}
	other := message("to ben")
	other.To, other.Class = ben, restday.Bulk
	out := change(t, s, ana, restday.Change{Outgoing: []restday.Outgoing{full, other, message("last")}})

	full.To, full.Route, other.Route = ana, "dm-1", ""
	last := message("last")
	last.To, last.Route = ana, "dm-1"
	want := []restday.Outgoing{full, other, last}
	for i := range want {
		want[i].ID = out[i].ID
	}
	equal(t, "returned", out, want)
	stored, err := s.Waiting(context.Background(), "telegram")
	check(t, err)
	equal(t, "stored", stored, want)
	equal(t, "another platform", waiting(t, s, "discord"), []string(nil))
}

func keyOnce(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	keyed := message("prompt")
	keyed.Key = "prompt 2026-03-12"
	c := restday.Change{State: &restday.State{Day: today}, Day: today,
		Answers:  []restday.Answer{{Item: restday.Mood, Value: 2}},
		Outgoing: []restday.Outgoing{keyed, message("other"), message("other")}}
	equal(t, "queued first", len(change(t, s, ana, c)), 3)
	c.Answers[0].Value = 5
	equal(t, "queued again", len(change(t, s, ana, c)), 2)
	equal(t, "messages", waiting(t, s, "telegram"), []string{"prompt", "other", "other", "other", "other"})
	equal(t, "answer stored with the duplicate", look(t, s, ana).Answers[0].Value, 5.0)
}

func cardIsNamed(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	card := message("how did you sleep?")
	card.Card = true
	out := change(t, s, ana, restday.Change{State: &restday.State{Open: "sleep"}, Outgoing: []restday.Outgoing{message("hi"), card}})
	equal(t, "state", look(t, s, ana).State, restday.State{Open: "sleep", Card: out[1].ID, CardOn: "telegram"})
	out = change(t, s, ana, restday.Change{Outgoing: []restday.Outgoing{card}})
	equal(t, "state after a card alone", look(t, s, ana).State, restday.State{Open: "sleep", Card: out[0].ID, CardOn: "telegram"})
}

func pruneOutbox(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	enrol(t, s, ana)
	card := message("card")
	card.Card = true
	old := change(t, s, ana, restday.Change{Outgoing: []restday.Outgoing{card, message("settled"), message("waits")}})
	settle(t, s, restday.Receipt{ID: old[0].ID, To: ana, Fate: restday.Sent, Message: "m0"},
		restday.Receipt{ID: old[1].ID, To: ana, Fate: restday.Sent, Message: "m1"})
	check(t, s.Prune(ctx, now.Add(6*24*time.Hour)))
	equal(t, "after six days", messageOf(t, s, old[1].ID), "m1")
	check(t, s.Prune(ctx, now.Add(8*24*time.Hour)))
	equal(t, "after eight days", messageOf(t, s, old[1].ID), "")
	equal(t, "card", messageOf(t, s, old[0].ID), "m0")
	equal(t, "waiting", waiting(t, s, "telegram"), []string{"waits"})
}

func messageOf(t *testing.T, s *storage.Store, id int64) string {
	t.Helper()
	m, err := s.MessageOf(context.Background(), id)
	check(t, err)
	return m
}
