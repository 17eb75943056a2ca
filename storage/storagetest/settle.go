package storagetest

import (
	"context"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var settlePromises = []promise{
	{"sent", "The platform's id of a message is kept where it can be edited: on its row and on the row it replaced.", sentKeepsMessage},
	{"retry", "A message that failed waits with its attempts counted, until it is due.", retryWaits},
	{"dropped", "A dropped message never comes back, whatever is reported later.", droppedForGood},
	{"unreachable", "A person who takes no messages is left alone: nothing waits, nothing wakes.", unreachableIsLeftAlone},
	{"settle together", "Receipts are stored together or not at all.", settleTogether},
	{"moved", "A chat that moved is the same athlete with everything that waits.", chatMoves},
	{"gone", "A receipt for a message that is gone is no error.", receiptForNothing},
}

func sentKeepsMessage(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	card := change(t, s, ana, restday.Change{Outgoing: []restday.Outgoing{message("card")}})[0].ID
	edit := message("edited")
	edit.Edits = card
	edits := change(t, s, ana, restday.Change{Outgoing: []restday.Outgoing{edit, edit}})
	settle(t, s, restday.Receipt{ID: card, To: ana, Fate: restday.Sent, Message: "m1"})
	settle(t, s, restday.Receipt{ID: edits[0].ID, To: ana, Fate: restday.Sent})
	equal(t, "edited in place", messageOf(t, s, card), "m1")
	equal(t, "the edit", messageOf(t, s, edits[0].ID), "m1")
	settle(t, s, restday.Receipt{ID: edits[1].ID, To: ana, Fate: restday.Sent, Message: "m2"})
	equal(t, "sent anew", messageOf(t, s, card), "m2")
	equal(t, "the new message", messageOf(t, s, edits[1].ID), "m2")
	equal(t, "waiting", waiting(t, s, "telegram"), []string(nil))
}

func retryWaits(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	out := change2(t, s, ana, message("again"))
	settle(t, s, restday.Receipt{ID: out.ID, To: ana, Fate: restday.Retry, Due: now.Add(time.Minute), Why: "502"})
	settle(t, s, restday.Receipt{ID: out.ID, To: ana, Fate: restday.Retry, Due: now.Add(time.Hour), Why: "502"})
	out.Attempts, out.Due = 2, now.Add(time.Hour)
	got, err := s.Waiting(ctx, "telegram")
	check(t, err)
	equal(t, "waiting", got, []restday.Outgoing{out})
}

// change2 enrols the chat's athlete and queues one message to them.
func change2(t *testing.T, s *storage.Store, chat restday.Address, m restday.Outgoing) restday.Outgoing {
	t.Helper()
	enrol(t, s, chat)
	return change(t, s, chat, restday.Change{Outgoing: []restday.Outgoing{m}})[0]
}

func droppedForGood(t *testing.T, s *storage.Store) {
	out := change2(t, s, ana, message("refused"))
	settle(t, s, restday.Receipt{ID: out.ID, To: ana, Fate: restday.Dropped, Why: "refused"})
	settle(t, s, restday.Receipt{ID: out.ID, To: ana, Fate: restday.Retry, Due: now})
	equal(t, "waiting", waiting(t, s, "telegram"), []string(nil))
	equal(t, "message", messageOf(t, s, out.ID), "")
}

func unreachableIsLeftAlone(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	out := change2(t, s, ana, message("first"))
	change(t, s, ana, restday.Change{Outgoing: []restday.Outgoing{message("second")}})
	change2(t, s, ben, message("ben's"))
	settle(t, s, restday.Receipt{ID: out.ID, To: ana, Fate: restday.Unreachable, Why: "blocked"})
	equal(t, "waiting", waiting(t, s, "telegram"), []string{"ben's"})
	due, err := s.Due(ctx, now.Add(24*time.Hour), 10)
	check(t, err)
	equal(t, "due", len(due), 1)
	equal(t, "blocked", look(t, s, ana).Blocked, true)
}

func settleTogether(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	out := change2(t, s, ana, message("one"))
	_, err := s.Settle(ctx, []restday.Receipt{{ID: out.ID, To: ana, Fate: restday.Sent, Message: "m"}, {ID: out.ID, Fate: "no fate"}})
	if err == nil {
		t.Error("an unknown fate was taken")
	}
	equal(t, "waiting", waiting(t, s, "telegram"), []string{"one"})
}

func chatMoves(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	out := change2(t, s, ana, message("to the old chat"))
	_, err := s.Put(ctx, []restday.Incoming{said("1", ana, "from the old chat")})
	check(t, err)
	moved := restday.Address{Platform: "telegram", Chat: "-100"}
	settle(t, s, restday.Receipt{ID: out.ID, To: ana, Fate: restday.Retry, Due: now, Chat: "-100"})

	list, err := s.Waiting(ctx, "telegram")
	check(t, err)
	equal(t, "waiting for", list[0].To, moved)
	left, err := s.Unhandled(ctx, "telegram")
	check(t, err)
	equal(t, "unhandled from", left[0].From, moved)
	equal(t, "known under the old address", look(t, s, ana).Known, false)
	equal(t, "known under the new address", look(t, s, moved).Known, true)

	enrol(t, s, ana)
	settle(t, s, restday.Receipt{ID: out.ID, To: ana, Fate: restday.Dropped, Chat: "-100"})
	equal(t, "an address that is taken", look(t, s, ana).Known, true)
}

func receiptForNothing(t *testing.T, s *storage.Store) {
	for _, fate := range []restday.Fate{restday.Sent, restday.Retry, restday.Dropped, restday.Unreachable} {
		settle(t, s, restday.Receipt{ID: 99, To: ana, Fate: fate, Message: "m", Due: now, Chat: "1"})
	}
}
