package plan

import (
	"time"

	"restday"
)

// template is a session of the default week. All of it is our own choice,
// kept modest because nothing is known of the person.
type template struct {
	title   string
	minutes float64
	rpe     float64
}

// practice is what the default week of one sport is made of.
type practice struct {
	easy, longer, long, recovery template
	hard, harder                 template
}

var practices = map[string]practice{
	"run": {
		easy:     template{"Easy run", 40, 3},
		longer:   template{"Easy run, a little longer", 60, 3},
		long:     template{"Long easy run", 80, 3},
		recovery: template{"Recovery jog or brisk walk", 30, 2},
		hard:     template{"6 × 3 min steady-hard, 2 min easy between", 50, 7},
		harder:   template{"3 × 8 min comfortably hard, 3 min easy between", 55, 6},
	},
	"bike": {
		easy:     template{"Easy ride", 60, 3},
		longer:   template{"Easy ride, a little longer", 90, 3},
		long:     template{"Long easy ride", 110, 3},
		recovery: template{"Recovery spin", 35, 2},
		hard:     template{"6 × 4 min steady-hard, 3 min easy between", 65, 7},
		harder:   template{"3 × 10 min comfortably hard, 4 min easy between", 70, 6},
	},
	"swim": {
		easy:     template{"Easy swim", 40, 3},
		longer:   template{"Easy swim, a little longer", 50, 3},
		long:     template{"Long easy swim", 60, 3},
		recovery: template{"Recovery swim", 25, 2},
		hard:     template{"10 × 100 m steady-hard, 30 s rest", 45, 7},
		harder:   template{"5 × 200 m comfortably hard, 30 s rest", 45, 6},
	},
	"tri": {
		easy:     template{"Easy run or swim", 40, 3},
		longer:   template{"Easy ride, a little longer", 75, 3},
		long:     template{"Long easy ride", 110, 3},
		recovery: template{"Recovery swim or spin", 30, 2},
		hard:     template{"6 × 3 min steady-hard run, 2 min easy between", 50, 7},
		harder:   template{"3 × 10 min comfortably hard on the bike, 4 min easy between", 65, 6},
	},
	"other": {
		easy:     template{"Easy session", 40, 3},
		longer:   template{"Easy session, a little longer", 55, 3},
		long:     template{"Long easy session", 75, 3},
		recovery: template{"Recovery session or brisk walk", 30, 2},
		hard:     template{"6 × 3 min steady-hard, 2 min easy between", 50, 7},
		harder:   template{"3 × 8 min comfortably hard, 3 min easy between", 55, 6},
	},
}

func practiceOf(sport string) practice {
	if p, ok := practices[sport]; ok {
		return p
	}
	return practices["other"]
}

// Default returns what the week pattern says for a day until there is a plan:
// hard–easy–easy, twice, and one rest day in seven (rules.md f.9); with pattern
// short one of the easy days is recovery (founding article, claim 48). Two of
// six sessions are hard and no hard day touches another.
func Default(sport, pattern string, day restday.Day) restday.Planned {
	p := practiceOf(sport)
	switch day.Weekday() {
	case time.Monday:
		return restday.Planned{Day: day, Kind: restday.Rest, Title: "Rest day", Sport: sport}
	case time.Tuesday:
		return p.hard.on(day, restday.Key, sport)
	case time.Wednesday:
		if pattern == "short" {
			return p.recovery.on(day, restday.Recovery, sport)
		}
	case time.Friday:
		return p.harder.on(day, restday.Key, sport)
	case time.Sunday:
		return p.longer.on(day, restday.Easy, sport)
	}
	return p.easy.on(day, restday.Easy, sport)
}

// pattern returns what a week pattern says for a day; without one, the default week.
func pattern(sport, recovers string, week restday.Week, day restday.Day) restday.Planned {
	if !week.Chosen() {
		return Default(sport, recovers, day)
	}
	p := practiceOf(sport)
	switch kind := week[day.Weekday()]; kind {
	case restday.Key:
		if secondHard(week, day) {
			return p.harder.on(day, kind, sport)
		}
		return p.hard.on(day, kind, sport)
	case restday.Long:
		return p.long.on(day, kind, sport)
	case restday.Recovery:
		return p.recovery.on(day, kind, sport)
	case restday.Easy:
		return p.easy.on(day, kind, sport)
	}
	return restday.Planned{Day: day, Kind: restday.Rest, Title: "Rest day", Sport: sport}
}

// secondHard tells whether the week has a hard day before this one, from Monday on.
func secondHard(week restday.Week, day restday.Day) bool {
	for d := day - 1; d.Weekday() != time.Sunday; d-- {
		if week[d.Weekday()] == restday.Key {
			return true
		}
	}
	return false
}

func (t template) on(day restday.Day, kind restday.Kind, sport string) restday.Planned {
	return restday.Planned{Day: day, Kind: kind, Title: t.title, Minutes: &t.minutes, RPE: &t.rpe, Sport: sport}
}

// hardSession is the default week's hard session, as advice.
func hardSession(kind restday.Kind, sport string) restday.Advised {
	t := practiceOf(sport).hard
	return restday.Advised{
		Kind: kind, Title: t.title, Minutes: &t.minutes, RPEMax: &t.rpe, VolumeFactor: 1, Options: []string{},
	}
}

// Easy is the easy session of the default week, on a day.
func Easy(sport string, day restday.Day) restday.Planned {
	return practiceOf(sport).easy.on(day, restday.Easy, sport)
}
