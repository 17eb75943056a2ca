package storagetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var inboxPromises = []promise{
	{"put", "An update is stored once, and comes back whole until it is handled, oldest first.", putAndUnhandled},
	{"put none", "When one of a batch cannot be stored none is.", putAllOrNone},
	{"park", "A parked update is never handled again.", parkedForGood},
	{"prune inbox", "An update is recognised for 48 hours after it was handled; what waits is never pruned.", pruneInbox},
	{"alive", "Alive returns when a platform was reached before.", aliveReturnsBefore},
	{"cursors", "Reading of a chat goes on after the newest message stored from it.", cursorsFollowMessages},
}

func putAndUnhandled(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	full := restday.Incoming{
		ID: "2", From: ana, Route: "r", Event: restday.Tapped, Name: "Ana", Language: "de", Text: "t", Choice: "c",
		Message: "m", Form: "f", Ack: "a", Away: true, At: now.Add(123456789),
		File: &restday.Upload{Name: "run.fit", Size: 12, Ref: "r"},
	}
	updates := []restday.Incoming{full, said("1", ben, "b"), said("1", cleo, "same id elsewhere"), said("1", ben, "twice")}
	fresh, err := s.Put(ctx, updates)
	check(t, err)
	equal(t, "fresh", fresh, updates[:3])
	fresh, err = s.Put(ctx, append(updates[:1], said("3", ana, "new")))
	check(t, err)
	equal(t, "fresh of the second batch", fresh, []restday.Incoming{said("3", ana, "new")})
	turn(t, s, said("1", ben, "b"), func(restday.Person) restday.Change { return restday.Change{} })
	left, err := s.Unhandled(ctx, "telegram")
	check(t, err)
	equal(t, "unhandled", left, []restday.Incoming{full, said("3", ana, "new")})
	left, err = s.UnhandledOf(ctx, ana, 1)
	check(t, err)
	equal(t, "the first unhandled of one chat", left, []restday.Incoming{full})
	var many []restday.Incoming
	for n := range 150 {
		many = append(many, said(fmt.Sprint("flood ", n), cleo, "flood"))
	}
	_, err = s.Put(ctx, many)
	check(t, err)
	flood, err := s.Unhandled(ctx, "discord")
	check(t, err)
	equal(t, "the first hundred of a chat that floods", len(flood), 100)
	equal(t, "the last of them", flood[99].ID, "flood 98") // after the one at the beginning
	left, err = s.UnhandledOf(ctx, ben, 9)
	check(t, err)
	equal(t, "unhandled of a chat with nothing left", left, []restday.Incoming(nil))
}

func putAllOrNone(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	if _, err := s.Put(ctx, []restday.Incoming{said("1", ana, ""), said("", ana, "")}); err == nil {
		t.Error("an update without an id was stored")
	}
	left, err := s.Unhandled(ctx, "telegram")
	check(t, err)
	equal(t, "unhandled", left, []restday.Incoming(nil))
}

func parkedForGood(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	_, err := s.Put(ctx, []restday.Incoming{said("1", ana, "poison")})
	check(t, err)
	check(t, s.Park(ctx, said("1", ana, "poison"), "it failed five times"))
	check(t, s.Park(ctx, said("2", ana, "never put"), "it failed five times"))
	left, err := s.Unhandled(ctx, "telegram")
	check(t, err)
	equal(t, "unhandled", left, []restday.Incoming(nil))
	for _, id := range []string{"1", "2"} {
		turn(t, s, said(id, ana, "poison"), func(restday.Person) restday.Change {
			t.Error("think was called for a parked update")
			return restday.Change{}
		})
	}
}

func pruneInbox(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	nothing := func(restday.Person) (restday.Change, error) { return restday.Change{}, nil }
	_, err := s.Put(ctx, []restday.Incoming{said("open", ana, "")})
	check(t, err)
	_, err = s.Turn(ctx, said("old", ana, ""), now.Add(-49*time.Hour), nothing)
	check(t, err)
	_, err = s.Turn(ctx, said("recent", ana, ""), now.Add(-47*time.Hour), nothing)
	check(t, err)
	check(t, s.Prune(ctx, now))
	fresh, err := s.Put(ctx, []restday.Incoming{said("open", ana, ""), said("old", ana, ""), said("recent", ana, "")})
	check(t, err)
	equal(t, "no longer recognised", fresh, []restday.Incoming{said("old", ana, "")})
}

func aliveReturnsBefore(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	before, err := s.Alive(ctx, "telegram", now)
	check(t, err)
	equal(t, "before the first time", before, time.Time{})
	_, err = s.Alive(ctx, "discord", now.Add(time.Hour))
	check(t, err)
	before, err = s.Alive(ctx, "telegram", now.Add(time.Minute))
	check(t, err)
	equal(t, "before", before, now)
}

func cursorsFollowMessages(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	turn(t, s, said("10", cleo, "/start"), func(p restday.Person) restday.Change { return restday.Change{Athlete: &p.Athlete} })
	cursor := func() string {
		list, err := s.Cursors(ctx, "discord")
		check(t, err)
		if len(list) != 1 || list[0].Chat != cleo {
			t.Fatalf("cursors: %v", list)
		}
		return list[0].ID
	}
	equal(t, "cursor of the message that made the athlete", cursor(), "10")

	put := func(in restday.Incoming, after time.Duration) {
		in.At = now.Add(after)
		_, err := s.Put(ctx, []restday.Incoming{in})
		check(t, err)
	}
	put(said("30", cleo, "newest"), 3*time.Minute)
	put(said("20", cleo, "late"), 2*time.Minute)
	equal(t, "cursor after a late message", cursor(), "30")
	tap := said("40", cleo, "")
	tap.Event = restday.Tapped
	put(tap, 4*time.Minute)
	equal(t, "cursor after a tap", cursor(), "30")
	put(said("50", ben, "another platform"), 5*time.Minute)
	equal(t, "cursor after another chat", cursor(), "30")
}
