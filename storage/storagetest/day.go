package storagetest

import (
	"context"
	"encoding/json"
	"testing"

	"restday"
	"restday/storage"
)

var dayPromises = []promise{
	{"answers", "An answer is stored over what was there, may be taken back, and is shown with the day it belongs to.", answersReplace},
	{"answer twice", "Of two answers to one question in one change the last counts.", answerTwice},
	{"decision", "A decision is kept once a day, byte for byte, so that it can be replayed.", decisionIsKept},
	{"history", "History shows what is stored from a day on, oldest first, and nobody else's.", historyFromADay},
	{"history today", "A turn sees in History what earlier turns stored today.", historyInTurn},
	{"spells", "Lighter days begin, end earlier and are taken back; those that were over before are not shown.", spellsChange},
	{"override", "That a plan was kept is known from then on, once a day, until it is taken back.", overrideIsKept},
	{"move", "A session moves to one place at a time, and back.", sessionMoves},
}

func answersReplace(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	change(t, s, ana, restday.Change{State: &restday.State{Day: today}, Day: today, Answers: []restday.Answer{
		{Item: restday.SleepH, Value: 7.5}, {Item: restday.Mood, Value: 4}, {Item: restday.Symptoms},
	}})
	change(t, s, ana, restday.Change{Day: today, Cleared: []restday.Item{restday.Mood, restday.Stress}, Answers: []restday.Answer{
		{Item: restday.SleepH, Value: 5}, {Item: "new_question", Value: 2}, {Item: restday.Symptoms, Words: "fever aches"},
	}})
	change(t, s, ana, restday.Change{Day: today - 1, Answers: []restday.Answer{{Item: restday.SleepH, Value: 9}}})
	want := []restday.Answer{
		{Item: "new_question", Value: 2}, {Item: restday.SleepH, Value: 5}, {Item: restday.Symptoms, Words: "fever aches"},
	}
	equal(t, "answers outside a turn", look(t, s, ana).Answers, want)
	turn(t, s, said("9", ana, ""), func(p restday.Person) restday.Change {
		equal(t, "answers in a turn", p.Answers, want)
		return restday.Change{}
	})
}

func answerTwice(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	change(t, s, ana, restday.Change{State: &restday.State{Day: today}, Day: today, Answers: []restday.Answer{
		{Item: restday.Mood, Value: 1}, {Item: restday.Mood, Value: 2},
	}})
	equal(t, "answers", look(t, s, ana).Answers, []restday.Answer{{Item: restday.Mood, Value: 2}})
}

func decisionIsKept(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	facts := json.RawMessage(`{"b": 1,  "a": 7.50, "s": "é"}`)
	for _, outcome := range []string{"rest", "easy"} {
		change(t, s, ana, restday.Change{Day: today, Decided: &restday.Decided{
			Outcome: outcome, Version: "v1", Facts: facts, Result: json.RawMessage(`{"z":1,"a":2}`),
		}})
	}
	equal(t, "decisions", decided(t, look(t, s, ana)), []restday.Decided{
		{Day: today, Outcome: "easy", Version: "v1", Facts: facts, Result: json.RawMessage(`{"z":1,"a":2}`)},
	})
}

func historyFromADay(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	enrol(t, s, ben)
	for _, chat := range []restday.Address{ana, ben} {
		for _, d := range []restday.Day{today, today - 60, today - 1} {
			change(t, s, chat, restday.Change{Day: d, Answers: []restday.Answer{{Item: restday.Mood, Value: 3}}})
		}
	}
	h, err := look(t, s, ana).History(today - 42)
	check(t, err)
	mood := map[restday.Item]float64{restday.Mood: 3}
	equal(t, "check-ins", h.CheckIns, []restday.CheckIn{{Day: today - 1, Values: mood}, {Day: today, Values: mood}})
}

func historyInTurn(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	change(t, s, ana, restday.Change{Day: today, Answers: []restday.Answer{{Item: restday.Mood, Value: 3}}})
	turn(t, s, said("1", ana, ""), func(p restday.Person) restday.Change {
		equal(t, "check-ins", len(everything(t, p).CheckIns), 1)
		return restday.Change{}
	})
}

func sessionMoves(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	plan := func() []restday.Planned { return everything(t, look(t, s, ana)).Plan }
	moved := restday.Planned{
		Day: today + 1, Kind: restday.Key, Title: "6 × 800 m", Minutes: number(60), DistanceKM: number(12),
		RPE: number(8), Sport: "run", MovedFrom: today,
	}
	change(t, s, ana, restday.Change{Day: today, Moved: &moved})
	equal(t, "plan", plan(), []restday.Planned{moved})
	moved.Day = today + 2
	change(t, s, ana, restday.Change{Day: today, Moved: &moved})
	equal(t, "plan after a second move", plan(), []restday.Planned{moved})
	change(t, s, ana, restday.Change{Day: today, Unmove: true})
	equal(t, "plan after the move was taken back", plan(), []restday.Planned(nil))
}

func spellsChange(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	week := restday.Spell{Kind: restday.Deload, First: today - 40, Last: today - 34}
	shorter := restday.Spell{Kind: restday.Shorter, First: today, Last: today + 3}
	change(t, s, ana, restday.Change{Spell: &week})
	change(t, s, ana, restday.Change{Spell: &shorter})
	equal(t, "both", everything(t, look(t, s, ana)).Spells, []restday.Spell{week, shorter})
	h, err := look(t, s, ana).History(week.Last + 1)
	check(t, err)
	equal(t, "since the week", h.Spells, []restday.Spell{shorter})

	shorter.Last = today + 1
	change(t, s, ana, restday.Change{Spell: &shorter})
	equal(t, "ended earlier", everything(t, look(t, s, ana)).Spells, []restday.Spell{week, shorter})
	shorter.Last = today - 1
	change(t, s, ana, restday.Change{Spell: &shorter})
	equal(t, "taken back", everything(t, look(t, s, ana)).Spells, []restday.Spell{week})
}

func overrideIsKept(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	kept := func() []restday.Override { return everything(t, look(t, s, ana)).Kept }
	keep := func(day restday.Day, rule string) {
		change(t, s, ana, restday.Change{Day: today, Kept: &restday.Override{Day: day, Rules: rule}})
	}
	keep(today, "G1")
	keep(today-1, "N1")
	keep(today, "A2")
	equal(t, "kept", kept(), []restday.Override{{Day: today - 1, Rules: "N1"}, {Day: today, Rules: "A2"}})
	h, err := look(t, s, ana).History(today)
	check(t, err)
	equal(t, "from a day on", h.Kept, []restday.Override{{Day: today, Rules: "A2"}})
	all := map[string]restday.Override{}
	check(t, s.Overrides(context.Background(), func(a restday.Athlete, o restday.Override) error {
		all[name("%s %s", a.Chat.Chat, o.Day)] = o
		return nil
	}))
	equal(t, "exported", len(all), 2)
	keep(today, "")
	equal(t, "after it was taken back", kept(), []restday.Override{{Day: today - 1, Rules: "N1"}})
}
