// Package storagetest holds the contract that restday's storage keeps on every
// database.
package storagetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"restday"
	"restday/storage"
)

// promise is one case of the contract: the sentence it guards and its test.
type promise struct {
	name, sentence string
	keep           func(t *testing.T, s *storage.Store)
}

// Run tests that storage keeps its promises. open returns an empty database
// that is closed by the end of the test.
func Run(t *testing.T, open func(t *testing.T) *storage.Store) {
	t.Helper()
	for _, p := range slices.Concat(turnPromises, dayPromises, seasonPromises, donePromises, inboxPromises, outboxPromises, settlePromises, chatPromises,
		linkPromises, recordPromises, journalPromises, repairPromises, erasePromises, teamPromises) {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			t.Log(p.sentence)
			p.keep(t, open(t))
		})
	}
}

var (
	now  = time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC)
	ana  = restday.Address{Platform: "telegram", Chat: "101"}
	ben  = restday.Address{Platform: "telegram", Chat: "102"}
	cleo = restday.Address{Platform: "discord", Chat: "103"}
)

const today = restday.Day(20524) // 2026-03-12

var errThink = errors.New("no thought")

// said is an update in which somebody types text.
func said(id string, from restday.Address, text string) restday.Incoming {
	return restday.Incoming{ID: id, From: from, Event: restday.Said, Text: text, At: now}
}

// athleteIn is an athlete with every setting set.
func athleteIn(chat restday.Address) restday.Athlete {
	return restday.Athlete{
		Name: "Ana <b>_*", Chat: chat, Route: "dm-1", Language: "de", Zone: "Europe/Berlin", PromptAt: 7 * 60,
		Weekdays: restday.EveryDay, Enrolled: true, Sport: "run", Pattern: "short", Team: "juniors",
		PausedTo: today + 3, Wake: now.Add(time.Hour),
		Preferences: restday.Preferences{
			Questions: []restday.Item{restday.Stress, restday.HRV}, NoNudge: true, Quiet: restday.Hours{From: 22 * 60, To: 6 * 60},
			NoTips: true, NoDigest: true, Bedtime: 24 * 60, Evening: 20 * 60,
		},
		About: restday.About{Restrictions: []string{"minor", "heart"}, Lacks: []string{"pool"}, Irregular: true},
	}
}

// turn runs one turn that must succeed.
func turn(t *testing.T, s *storage.Store, in restday.Incoming, think func(restday.Person) restday.Change) []restday.Outgoing {
	t.Helper()
	out, err := s.Turn(context.Background(), in, now, func(p restday.Person) (restday.Change, error) { return think(p), nil })
	if err != nil {
		t.Fatalf("turn: %v", err)
	}
	return out
}

// change runs one turn of no update that stores c.
func change(t *testing.T, s *storage.Store, from restday.Address, c restday.Change) []restday.Outgoing {
	t.Helper()
	return turn(t, s, restday.Incoming{From: from, Event: restday.Woken}, func(restday.Person) restday.Change { return c })
}

// enrol stores an athlete for a chat and returns them.
func enrol(t *testing.T, s *storage.Store, chat restday.Address) restday.Athlete {
	t.Helper()
	a := athleteIn(chat)
	turn(t, s, restday.Incoming{From: chat, Event: restday.Said, At: now}, func(restday.Person) restday.Change {
		return restday.Change{Athlete: &a}
	})
	return a
}

// settle stores receipts and returns what goes to another chat because of them.
func settle(t *testing.T, s *storage.Store, receipts ...restday.Receipt) []restday.Outgoing {
	t.Helper()
	moved, err := s.Settle(context.Background(), receipts)
	check(t, err)
	return moved
}

// look returns what is stored about a chat.
func look(t *testing.T, s *storage.Store, chat restday.Address) restday.Person {
	t.Helper()
	p, err := s.Person(context.Background(), chat)
	check(t, err)
	return p
}

// everything returns all that was recorded of a person.
func everything(t *testing.T, p restday.Person) restday.History {
	t.Helper()
	h, err := p.History(0)
	check(t, err)
	return h
}

// decided returns every decision about a person, oldest first.
func decided(t *testing.T, p restday.Person) []restday.Decided {
	t.Helper()
	all, err := p.Decided(1, today+1000)
	check(t, err)
	return all
}

// waiting returns the plain texts that wait on a platform, in order.
func waiting(t *testing.T, s *storage.Store, platform string) []string {
	t.Helper()
	out, err := s.Waiting(context.Background(), platform)
	check(t, err)
	var texts []string
	for _, m := range out {
		texts = append(texts, m.Text.Plain())
	}
	return texts
}

func message(text string) restday.Outgoing { return restday.Outgoing{Text: restday.Text{{Text: text}}} }

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(restday.Person{}, "History", "Decided", "Journal", "Links", "Teams")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func number(v float64) *float64 { return &v }

func name(format string, args ...any) string { return fmt.Sprintf(format, args...) }
