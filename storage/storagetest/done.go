package storagetest

import (
	"testing"

	"restday"
	"restday/storage"
)

var donePromises = []promise{
	{"log", "What was done on a day replaces what was logged of it before, and other days stay.", logReplaces},
	{"logged by words", "A typed message that logged a session is known by it.", loggedByWords},
}

func logReplaces(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	sessions := func() []restday.Session { return everything(t, look(t, s, ana)).Sessions }
	run := restday.Session{Day: today, Kind: restday.Easy, Minutes: number(40), RPE: number(3), DistanceKM: number(7.5)}
	ride := restday.Session{Day: today, Kind: restday.Key, Minutes: number(60), Sport: "bike"}
	before := restday.Session{Day: today - 1, Kind: restday.Rest, Minutes: number(0)}
	change(t, s, ana, restday.Change{Log: &restday.Log{Day: today - 1, Sessions: []restday.Session{before}}})
	change(t, s, ana, restday.Change{Log: &restday.Log{Day: today, Sessions: []restday.Session{run, ride}}})
	equal(t, "logged", sessions(), []restday.Session{before, run, ride})
	change(t, s, ana, restday.Change{Log: &restday.Log{Day: today, Sessions: []restday.Session{ride}}})
	equal(t, "one taken off", sessions(), []restday.Session{before, ride})
	change(t, s, ana, restday.Change{Log: &restday.Log{Day: today}})
	equal(t, "all taken off", sessions(), []restday.Session{before})
}

func loggedByWords(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	run := restday.Session{Day: today, Kind: restday.Easy, Minutes: number(40)}
	_, err := s.Turn(t.Context(), restday.Incoming{ID: "log1", From: ana, Event: restday.Said, Message: "m1"}, now,
		func(restday.Person) (restday.Change, error) {
			return restday.Change{Said: &restday.Statement{Day: today, Logged: &run}}, nil
		})
	check(t, err)
	_, err = s.Turn(t.Context(), restday.Incoming{ID: "log2", From: ana, Event: restday.Edited, Message: "m1"}, now,
		func(p restday.Person) (restday.Change, error) {
			if p.Said == nil {
				t.Fatal("the message is not known")
			}
			equal(t, "logged by it", p.Said.Logged, &run)
			return restday.Change{}, nil
		})
	check(t, err)
}
