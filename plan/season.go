package plan

import (
	"restday"
)

// Season is everything that one athlete's plan follows from.
type Season struct {
	Sport   string
	Pattern string            // short | long | testing, "" unknown
	Chosen  restday.Season    // the week, and since when lighter weeks are planned
	Races   []restday.RaceDay // by day
	Dated   []restday.Planned // single days; where one day has several the last holds
	Lighter []restday.Spell   // by day, lighter weeks among them
}

// How near to a race the week pattern has nothing hard, in days. All of it is
// our own choice.
const calmBefore = 2

var calmAfter = map[string]restday.Day{"A": 7, "B": 3}

// taperDays is how many days before a race its taper begins (rules.md b.11).
var taperDays = map[string]restday.Day{"A": 14, "B": 7}

// On returns what is planned for a day: what the athlete changed, else a race,
// else what the plan says for that very day, else the week pattern, which has
// nothing hard close to a race.
func (s Season) On(day restday.Day) restday.Planned {
	dated, isDated := s.dated(day)
	race, isRace := s.raceOn(day)
	switch {
	case isDated && dated.Changed != "":
		return dated
	case isRace:
		return racePlan(race, s.Sport)
	case isDated:
		return dated
	}
	planned := pattern(s.Sport, s.Pattern, s.Chosen.Week, day)
	if s.calm(day) && demanding(planned.Kind) {
		return practiceOf(s.Sport).easy.on(day, restday.Easy, s.Sport)
	}
	return planned
}

// Days returns what is planned for n days.
func (s Season) Days(from restday.Day, n int) []restday.Planned {
	days := make([]restday.Planned, n)
	for i := range days {
		days[i] = s.On(from + restday.Day(i))
	}
	return days
}

// dated returns the row of a day; a session that was moved there holds before
// one that stood there.
func (s Season) dated(day restday.Day) (found restday.Planned, ok bool) {
	for _, p := range s.Dated {
		if p.Day == day && (!ok || found.MovedFrom == 0) {
			found, ok = p, true
		}
	}
	return found, ok
}

func (s Season) raceOn(day restday.Day) (restday.RaceDay, bool) {
	for _, r := range s.Races {
		if r.Day == day {
			return r, true
		}
	}
	return restday.RaceDay{}, false
}

func racePlan(r restday.RaceDay, sport string) restday.Planned {
	title := r.Title
	if title == "" {
		title = "Race"
	}
	return restday.Planned{Day: r.Day, Kind: restday.Race, Title: title, DistanceKM: r.DistanceKM, Sport: sport}
}

// calm tells whether a day is so close to an A or B race that nothing hard is due.
func (s Season) calm(day restday.Day) bool {
	for _, r := range s.Races {
		after, counts := calmAfter[r.Priority]
		if counts && day >= r.Day-calmBefore && day <= r.Day+after {
			return true
		}
	}
	return false
}

func demanding(k restday.Kind) bool { return k == restday.Key || k == restday.Long }

// RaceFor returns the race that a day is about: the one of that day, else the
// one whose taper it is in, the most important first, else the next one.
func (s Season) RaceFor(day restday.Day) (race restday.RaceDay, ok bool) {
	rank := func(r restday.RaceDay) int {
		switch {
		case r.Day == day:
			return 0
		case r.Day-day <= taperDays[r.Priority]:
			return 1 + int(r.Priority[0]-'A')
		}
		return 9
	}
	for _, r := range s.Races {
		if r.Day >= day && (!ok || rank(r) < rank(race)) {
			race, ok = r, true
		}
	}
	return race, ok
}
