package storagetest

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var repairPromises = []promise{
	{"statement", "When a message is edited the turn sees what it recorded before, as it was last edited, and nobody else's.", statementOfAMessage},
	{"statement unknown", "Of a message that recorded nothing we know of, an edit shows nothing.", statementUnknown},
	{"statement old", "What messages recorded is forgotten with the messages, and erased with the athlete.", statementForgotten},
	{"edit has no place", "An edit does not move the place up to which a chat was read.", editMovesNoCursor},
	{"told", "A decision knows the message that told it last, also when it is decided again in silence.", decisionKnowsItsMessage},
	{"told after", "A later day that is decided again with an earlier one is the day that is told.", laterDayIsTold},
}

// state records what one typed message said.
func state(t *testing.T, s *storage.Store, id string, from restday.Address, said restday.Statement) {
	t.Helper()
	turn(t, s, restday.Incoming{ID: id, From: from, Event: restday.Said, Message: "7", At: now}, func(restday.Person) restday.Change {
		return restday.Change{Day: said.Day, Said: &said}
	})
}

// edit returns what a turn that handles an edit of message 7 is shown.
func edit(t *testing.T, s *storage.Store, id string, from restday.Address) (shown *restday.Statement) {
	t.Helper()
	turn(t, s, restday.Incoming{ID: id, From: from, Event: restday.Edited, Message: "7", At: now}, func(p restday.Person) restday.Change {
		shown = p.Said
		return restday.Change{}
	})
	return shown
}

func statementOfAMessage(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	enrol(t, s, ben)
	first := restday.Statement{Day: today, Open: restday.SleepH, Unclear: 1}
	second := restday.Statement{Day: today, Open: restday.SleepH, Answers: []restday.Answer{
		{Item: restday.SleepH, Value: 7.5}, {Item: restday.Symptoms, Words: "fever"}, {Item: restday.PainWhere, Words: "knee\x00"},
	}}
	state(t, s, "1", ana, first)
	state(t, s, "1", ben, restday.Statement{Day: today - 1})
	equal(t, "statement", edit(t, s, "2", ana), &first)
	state(t, s, "3", ana, second)
	equal(t, "statement after an edit", edit(t, s, "4", ana), &second)
	turn(t, s, said("5", ana, "other"), func(p restday.Person) restday.Change {
		if p.Said != nil {
			t.Error("a turn that is no edit is shown a statement")
		}
		return restday.Change{}
	})
}

func statementUnknown(t *testing.T, s *storage.Store) {
	if edit(t, s, "1", ana) != nil {
		t.Error("a stranger's edit shows a statement")
	}
	enrol(t, s, ana)
	if edit(t, s, "2", ana) != nil {
		t.Error("an edit of an unknown message shows a statement")
	}
	state(t, s, "3", ana, restday.Statement{Day: today})
	other := restday.Incoming{ID: "4", From: ana, Event: restday.Edited, Message: "8", At: now}
	turn(t, s, other, func(p restday.Person) restday.Change {
		if p.Said != nil {
			t.Error("an edit shows another message's statement")
		}
		return restday.Change{}
	})
}

func statementForgotten(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	state(t, s, "1", ana, restday.Statement{Day: today})
	check(t, s.Prune(context.Background(), now.Add(6*24*time.Hour)))
	if edit(t, s, "2", ana) == nil {
		t.Error("it was forgotten after six days")
	}
	check(t, s.Prune(context.Background(), now.Add(8*24*time.Hour)))
	if edit(t, s, "3", ana) != nil {
		t.Error("it is remembered after eight days")
	}
	state(t, s, "4", ana, restday.Statement{Day: today})
	check(t, s.Erase(context.Background(), ana))
	enrol(t, s, ana)
	if edit(t, s, "5", ana) != nil {
		t.Error("it outlived the athlete")
	}
}

func editMovesNoCursor(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	enrol(t, s, cleo)
	_, err := s.Put(ctx, []restday.Incoming{said("m1", cleo, "7"), {ID: "e1-2", From: cleo, Event: restday.Edited, Message: "1", At: now.Add(time.Minute)}})
	check(t, err)
	cursors, err := s.Cursors(ctx, "discord")
	check(t, err)
	equal(t, "cursors", cursors, []restday.Cursor{{Chat: cleo, Route: "dm-1", ID: "m1"}})
}

func decisionKnowsItsMessage(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	decide := func(outcome string, out ...restday.Outgoing) []restday.Outgoing {
		return change(t, s, ana, restday.Change{Day: today, Outgoing: out, Decided: &restday.Decided{
			Outcome: outcome, Facts: json.RawMessage("{}"), Result: json.RawMessage("{}"),
		}})
	}
	told := func() int64 { return decided(t, look(t, s, ana))[0].Told }
	decide("easy")
	equal(t, "told in silence", told(), int64(0))
	answer := message("Easy day")
	answer.Tells = true
	first := decide("easy", message("line"), answer, message("more"))
	equal(t, "told", told(), first[1].ID)
	decide("rest")
	equal(t, "decided again in silence", told(), first[1].ID)
	second := decide("rest", answer)
	equal(t, "told again", told(), second[0].ID)
}

func laterDayIsTold(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	deciding := func(outcome string) *restday.Decided {
		return &restday.Decided{Outcome: outcome, Facts: json.RawMessage("{}"), Result: json.RawMessage("{}")}
	}
	answer := message("Easy day")
	answer.Tells = true
	moved := restday.Planned{Day: today + 1, Kind: restday.Key, MovedFrom: today}
	out := change(t, s, ana, restday.Change{
		Day: today - 1, Answers: []restday.Answer{{Item: restday.SleepH, Value: 5}}, Decided: deciding("rest"),
		After:    &restday.Change{Day: today, Decided: deciding("easy"), Moved: &moved, Unmove: true},
		Outgoing: []restday.Outgoing{message("late"), answer},
	})
	p := look(t, s, ana)
	h, past := everything(t, p), decided(t, p)
	equal(t, "outcomes", []string{past[0].Outcome, past[1].Outcome}, []string{"rest", "easy"})
	equal(t, "told", []int64{past[0].Told, past[1].Told}, []int64{0, out[1].ID})
	equal(t, "check-ins", len(h.CheckIns), 1)
	equal(t, "moved", h.Plan[0].MovedFrom, today)
}
