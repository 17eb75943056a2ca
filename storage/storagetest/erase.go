package storagetest

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var erasePromises = []promise{
	{"erase", "Erasing deletes everything about an athlete and nothing about anybody else; the goodbye is still sent.", eraseInTurn},
	{"strangers", "Who once wrote and never enrolled is forgotten after 30 days; who enrolled, or told something, never.", pruneStrangers},
	{"erase outside", "The operator can erase an athlete, with what they said that still waits.", eraseOutside},
}

// fill records something of every kind about a chat's athlete.
func fill(t *testing.T, s *storage.Store, chat restday.Address) {
	t.Helper()
	enrol(t, s, chat)
	change(t, s, chat, restday.Change{
		State: &restday.State{Open: "mood", Day: today}, Day: today,
		Answers: []restday.Answer{{Item: restday.Mood, Value: 3}},
		Decided: &restday.Decided{Outcome: "easy", Facts: json.RawMessage("{}"), Result: json.RawMessage("{}")},
		Kept:    &restday.Override{Day: today, Rules: "G1"},
		Moved:   &restday.Planned{Day: today + 1, Kind: restday.Key},
		Replan: &restday.Replan{
			Rows:  []restday.Planned{{Day: today + 2, Kind: restday.Rest, Changed: restday.ChangedSkip}},
			Races: []restday.RaceDay{{Day: today + 9, Priority: "B"}},
		},
		Note:     &restday.Note{Day: today, Words: "slept badly"},
		Block:    &restday.Block{First: today - 35, Last: today - 1},
		Spell:    &restday.Spell{Kind: restday.Shorter, First: today, Last: today + 3},
		Outgoing: []restday.Outgoing{message("waits")},
	})
	ctx := context.Background()
	check(t, s.ImportSessions(ctx, []storage.SessionRow{{Chat: chat, Session: restday.Session{Day: today, Kind: restday.Easy}}}))
	check(t, s.Park(ctx, said("parked "+chat.Chat, chat, "poison"), "why"))
}

func eraseInTurn(t *testing.T, s *storage.Store) {
	fill(t, s, ana)
	fill(t, s, ben)
	before := look(t, s, ben)
	_, err := s.Put(context.Background(), []restday.Incoming{said("1", ana, "/forget"), said("2", ana, "/start")})
	check(t, err)
	turn(t, s, said("1", ana, "/forget"), func(restday.Person) restday.Change {
		return restday.Change{Erase: true, Outgoing: []restday.Outgoing{message("goodbye")}}
	})
	p := look(t, s, ana)
	equal(t, "erased", p, restday.Person{Athlete: restday.Athlete{Chat: ana}})
	equal(t, "somebody else", look(t, s, ben), before)
	equal(t, "messages", waiting(t, s, "telegram"), []string{"waits", "goodbye"})
	left, err := s.Unhandled(context.Background(), "telegram")
	check(t, err)
	equal(t, "said after it", left, []restday.Incoming{said("2", ana, "/start")})

	enrol(t, s, ana)
	equal(t, "a new beginning", everything(t, look(t, s, ana)), restday.History{})
	equal(t, "a new journal", journal(t, s, ana), restday.Journal{})
}

func eraseOutside(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	fill(t, s, ana)
	_, err := s.Put(ctx, []restday.Incoming{said("1", ana, "waits")})
	check(t, err)
	check(t, s.Erase(ctx, ana))
	check(t, s.Erase(ctx, ana))
	equal(t, "erased", look(t, s, ana).Known, false)
	equal(t, "messages", waiting(t, s, "telegram"), []string(nil))
	left, err := s.Unhandled(ctx, "telegram")
	check(t, err)
	equal(t, "unhandled", left, []restday.Incoming(nil))
}

func pruneStrangers(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	greet := func(chat restday.Address, c restday.Change) {
		turn(t, s, said("start "+chat.Chat, chat, "/start"), func(p restday.Person) restday.Change {
			c.Athlete, c.State = &p.Athlete, &restday.State{Open: "start"}
			return c
		})
	}
	greet(ana, restday.Change{})
	greet(cleo, restday.Change{Day: today, Answers: []restday.Answer{{Item: restday.Mood, Value: 3}}})
	enrol(t, s, ben)
	check(t, s.Prune(ctx, now.Add(29*24*time.Hour)))
	equal(t, "a stranger of 29 days", look(t, s, ana).Known, true)
	check(t, s.Prune(ctx, now.Add(31*24*time.Hour)))
	equal(t, "a stranger of 31 days", look(t, s, ana).Known, false)
	equal(t, "somebody enrolled", look(t, s, ben).Known, true)
	equal(t, "somebody with an answer", look(t, s, cleo).Known, true)
}
