package team

import (
	"time"

	"restday"
)

const (
	deloadDays = 7   // rules.md b.10
	lowDays    = 3   // days in a row on which a squad must be low; our own choice
	lowShare   = 0.5 // of those who answered; our own choice
	heavyWeeks = 4   // rules.md D2
	hardInWeek = 2   // hard days that make a week a heavy one
	pause      = 21  // days after the last lighter week, or the last no, before the next is proposed
	raceSoon   = 14  // days before a race in which an athlete's own taper goes first (rules.md b.11)
)

// Low is how many of those who answered on a day were below their own normal.
type Low struct {
	Day           restday.Day
	Low, Answered int
}

// Case is what speaks for a lighter week.
type Case struct {
	Why   string // calendar | signals
	Days  []Low  // signals: the days, oldest first
	Weeks int    // calendar: heavy weeks in the team's plan since the last lighter one; 0 there is no plan
	Due   Low    // calendar: how many have had four heavy weeks or more
}

// Looked is what a Case is made from.
type Looked struct {
	Today    restday.Day
	Mornings []restday.Morning // today and the days before
	Plan     []restday.Planned // the team's, of the last weeks
	Last     restday.TeamDeload
}

// CaseFor finds what speaks for a lighter week now; ok is false when nothing does, or
// when one has just been, is on its way or was declined.
func CaseFor(l Looked) (c Case, ok bool) {
	if open(l.Last) || l.Last.Proposed != 0 && l.Today-max(l.Last.Last, l.Last.Proposed) < pause && l.Last.State == restday.DeloadOver ||
		l.Last.State == restday.DeloadCancelled && l.Today-l.Last.Proposed < pause {
		return c, false
	}
	if days, low := lowMornings(l); low {
		return Case{Why: "signals", Days: days}, true
	}
	if weeks := planWeeks(l); weeks >= heavyWeeks {
		return Case{Why: "calendar", Weeks: weeks}, true
	}
	due := count(l.Mornings, l.Today, func(m restday.Morning) bool { return m.Due })
	return Case{Why: "calendar", Due: due}, most(due)
}

// open tells whether a lighter week is proposed or under way.
func open(d restday.TeamDeload) bool {
	return d.State != "" && d.State != restday.DeloadCancelled && d.State != restday.DeloadOver
}

// lowMornings looks whether the squad was low on each of the last days.
func lowMornings(l Looked) (days []Low, low bool) {
	for day := l.Today - lowDays + 1; day <= l.Today; day++ {
		on := count(l.Mornings, day, func(m restday.Morning) bool { return m.State == "amber" || m.State == "red" })
		if !most(on) {
			return nil, false
		}
		days = append(days, on)
	}
	return days, true
}

func count(mornings []restday.Morning, day restday.Day, is func(restday.Morning) bool) Low {
	l := Low{Day: day}
	for _, m := range mornings {
		if m.Day != day {
			continue
		}
		l.Answered++
		if is(m) {
			l.Low++
		}
	}
	return l
}

func most(l Low) bool { return l.Answered >= Fewest && float64(l.Low) >= lowShare*float64(l.Answered) }

// planWeeks counts the heavy weeks in the team's plan up to yesterday, back to the last
// lighter one.
func planWeeks(l Looked) (weeks int) {
	since := restday.Day(0)
	if l.Last.State == restday.DeloadOver {
		since = l.Last.Last
	}
	for end := l.Today - 1; end-6 > since; end -= 7 {
		hard := 0
		for _, p := range l.Plan {
			if end-6 <= p.Day && p.Day <= end && (p.Kind == restday.Key || p.Kind == restday.Long || p.Kind == restday.Race) {
				hard++
			}
		}
		if hard < hardInWeek {
			break
		}
		weeks++
	}
	return weeks
}

// Propose is a lighter week from the next Monday on.
func Propose(today restday.Day, why string) restday.TeamDeload {
	first := today + 1
	for first.Weekday() != time.Monday {
		first++
	}
	return From(restday.TeamDeload{Proposed: today, State: restday.DeloadProposed, Why: why}, first)
}

// From is a lighter week that begins on another day.
func From(d restday.TeamDeload, first restday.Day) restday.TeamDeload {
	d.First, d.Last = first, first+deloadDays-1
	return d
}

// Exempt says why an athlete's plan stays when their team's gets lighter: "race" with
// its day, "lighter" with the last day of the lighter week they have, "away" with
// the day they are back; "" it does not stay.
func Exempt(s restday.TeamSeason, d restday.TeamDeload) (why string, day restday.Day) {
	for _, r := range s.Races {
		if r.Priority != "C" && d.First <= r.Day && r.Day <= d.Last+raceSoon {
			return "race", r.Day
		}
	}
	for _, spell := range s.Spells {
		if spell.Kind == restday.Deload && spell.First <= d.Last && spell.Last >= d.First {
			return "lighter", spell.Last
		}
	}
	if s.PausedTo > d.First {
		return "away", s.PausedTo
	}
	return "", 0
}
