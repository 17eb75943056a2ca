package storagetest

import (
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var seasonPromises = []promise{
	{"season", "The week that an athlete chose is kept with them.", seasonIsKept},
	{"replan", "A change of the plan replaces what stood on its days, and can be taken back.", replanAndBack},
	{"races", "Races are kept one a day, and shown from a day on.", racesAreKept},
}

func seasonIsKept(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	a := look(t, s, ana).Athlete
	a.Week[time.Monday], a.Week[time.Tuesday], a.Week[time.Sunday] = restday.Rest, restday.Key, restday.Long
	for _, d := range []time.Weekday{time.Wednesday, time.Thursday, time.Friday, time.Saturday} {
		a.Week[d] = restday.Easy
	}
	a.Start = today
	change(t, s, ana, restday.Change{Athlete: &a})
	equal(t, "season", look(t, s, ana).Athlete.Season, a.Season)
	a.Season = restday.Season{}
	change(t, s, ana, restday.Change{Athlete: &a})
	equal(t, "season set back", look(t, s, ana).Athlete.Season, a.Season)
}

func replanAndBack(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	plan := func() []restday.Planned { return everything(t, look(t, s, ana)).Plan }
	moved := restday.Planned{Day: today + 1, Kind: restday.Key, Title: "6 × 800 m", Minutes: number(60), MovedFrom: today}
	change(t, s, ana, restday.Change{Day: today, Moved: &moved})
	rows := []restday.Planned{
		{Day: today + 1, Kind: restday.Easy, Changed: restday.ChangedMove, With: today + 3},
		{Day: today + 3, Kind: restday.Key, Title: "6 × 800 m", Changed: restday.ChangedMove, With: today + 1},
	}
	days := []restday.Day{today + 1, today + 3}
	change(t, s, ana, restday.Change{Replan: &restday.Replan{Days: days, Rows: rows}})
	equal(t, "changed", plan(), rows)
	change(t, s, ana, restday.Change{Replan: &restday.Replan{Days: days, Rows: []restday.Planned{moved}}})
	equal(t, "taken back", plan(), []restday.Planned{moved})
}

func racesAreKept(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	races := func(from restday.Day) []restday.RaceDay {
		h, err := look(t, s, ana).History(from)
		check(t, err)
		return h.Races
	}
	ten := restday.RaceDay{Day: today + 38, Priority: "A", Title: "Spring run", DistanceKM: number(10)}
	old := restday.RaceDay{Day: today - 50, Priority: "C"}
	change(t, s, ana, restday.Change{Replan: &restday.Replan{Races: []restday.RaceDay{ten, old}}})
	equal(t, "races", races(1), []restday.RaceDay{old, ten})
	equal(t, "races to come", races(today), []restday.RaceDay{ten})
	ten.Priority = "B"
	change(t, s, ana, restday.Change{Replan: &restday.Replan{RaceDays: []restday.Day{ten.Day}, Races: []restday.RaceDay{ten}}})
	equal(t, "another priority", races(today), []restday.RaceDay{ten})
	change(t, s, ana, restday.Change{Replan: &restday.Replan{RaceDays: []restday.Day{ten.Day}}})
	equal(t, "taken back", races(today), []restday.RaceDay(nil))
}
