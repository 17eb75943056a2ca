package storagetest

import (
	"context"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var chatPromises = []promise{
	{"due", "Those whose time has come are due, those who waited longest first.", dueInOrder},
	{"blocked", "A block lasts until the person writes, edits or taps, who is then told to think as blocked.", blockLastsUntilHeard},
	{"ask again", "After an outage everybody with an open question on that platform is woken to be shown it again.", askAgainWakes},
}

func dueInOrder(t *testing.T, s *storage.Store) {
	wakes := map[string]time.Time{"late": now.Add(-time.Minute), "now": now, "soon": now.Add(time.Second), "never": {}, "early": now.Add(-time.Hour)}
	for chat, wake := range wakes {
		a := athleteIn(restday.Address{Platform: "telegram", Chat: chat})
		a.Wake = wake
		turn(t, s, said("", a.Chat, ""), func(restday.Person) restday.Change { return restday.Change{Athlete: &a} })
	}
	due := func(limit int) (chats []string) {
		list, err := s.Due(context.Background(), now, limit)
		check(t, err)
		for _, a := range list {
			chats = append(chats, a.Chat.Chat)
		}
		return chats
	}
	equal(t, "due", due(10), []string{"early", "late", "now"})
	equal(t, "due, at most two", due(2), []string{"early", "late"})
}

func blockLastsUntilHeard(t *testing.T, s *storage.Store) {
	a := enrol(t, s, ana)
	change(t, s, ana, restday.Change{Outgoing: []restday.Outgoing{message("waits")}})
	left := restday.Incoming{ID: "1", From: ana, Event: restday.Left, At: now}
	turn(t, s, left, func(restday.Person) restday.Change { return restday.Change{Athlete: &a, Blocked: true} })
	equal(t, "waiting", waiting(t, s, "telegram"), []string(nil))

	blocked := func(in restday.Incoming, want bool) {
		turn(t, s, in, func(p restday.Person) restday.Change {
			equal(t, "blocked at "+string(in.Event), p.Blocked, want)
			return restday.Change{}
		})
	}
	left.ID = "2"
	blocked(left, true)
	blocked(restday.Incoming{From: ana, Event: restday.Woken}, true)
	blocked(said("3", ana, "I am back"), true)
	blocked(said("4", ana, "hello?"), false)
	turn(t, s, restday.Incoming{ID: "5", From: ana, Event: restday.Left}, func(restday.Person) restday.Change { return restday.Change{Blocked: true} })
	blocked(restday.Incoming{ID: "6", From: ana, Event: restday.Edited, Message: "m"}, true)
	blocked(said("7", ana, "as I wrote"), false)
	due, err := s.Due(context.Background(), now.Add(24*time.Hour), 10)
	check(t, err)
	equal(t, "due again", len(due), 1)
}

func askAgainWakes(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	for _, chat := range []restday.Address{ana, ben, cleo} {
		enrol(t, s, chat)
	}
	for _, chat := range []restday.Address{ana, cleo} {
		change(t, s, chat, restday.Change{State: &restday.State{Open: "mood"}})
	}
	check(t, s.AskAgain(ctx, "telegram"))
	equal(t, "state with an open question", look(t, s, ana).State, restday.State{Open: "mood", Again: true})
	equal(t, "state without", look(t, s, ben).State, restday.State{})
	equal(t, "state on another platform", look(t, s, cleo).State, restday.State{Open: "mood"})
	// The store was opened with a clock that stands at now.
	due, err := s.Due(ctx, now, 10)
	check(t, err)
	if len(due) != 1 || due[0].Chat != ana {
		t.Errorf("due: %v", due)
	}
}
