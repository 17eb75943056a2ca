package conversation

import (
	"math"
	"slices"

	"restday"
	"restday/rules"
)

// Lighter days that an athlete agreed to change what the plan says, not the plan:
// it stands as it was when they are over.

const (
	spellDays  = 4   // a small step is looked at again after these (rules.md a.41)
	deloadDays = 7   // rules.md b.10
	deloadMin  = 4   // days after which a week that was ended early counts as lighter (rules.md a.48)
	shareLess  = 0.8 // volume −20 %, within steps of 10–20 % (rules.md a.41)
	shareStep  = 1.1 // a day at most is more than the one before, on the way back (rules.md a.41)
	effortMost = 6.0 // RPE (rules.md e.2, F1)
)

// lightened is a planned session as the lighter days that a decision knew of leave it.
func (t *turn) lightened(h restday.History, decided restday.Day, p restday.Planned) restday.Planned {
	s := spellOn(h, decided, p.Day)
	switch {
	case p.Kind == restday.Rest || p.Kind == restday.Race:
	case s.Kind == restday.Shorter:
		p.Minutes, p.DistanceKM = rounded(p.Minutes, share(s, p.Day)), rounded(p.DistanceKM, share(s, p.Day))
	case !s.Has(p.Day):
	case s.Kind == restday.Gentler:
		p.RPE = atMost(p.RPE, effortMost)
	case s.Kind == restday.Fewer && p.Day == t.leftOut(h, decided, s):
		p = restday.Planned{Day: p.Day, Kind: restday.Rest, Title: "Rest day", Sport: p.Sport}
	}
	return p
}

// spellOn is the spell that a day belongs to, or the last one before it. In a
// lighter week nothing else counts.
func spellOn(h restday.History, decided, day restday.Day) (on restday.Spell) {
	for _, s := range h.Spells {
		week := on.Kind == restday.Deload && on.Has(day)
		if s.First <= decided && s.First <= day && !week {
			on = s
		}
	}
	return on
}

// share is how much of its volume a session keeps: less on the days of the spell,
// and more by a tenth a day when it is over.
func share(s restday.Spell, day restday.Day) float64 {
	if s.Has(day) {
		return shareLess
	}
	return min(1, shareLess*math.Pow(shareStep, float64(day-s.Last)))
}

func rounded(v *float64, share float64) *float64 {
	if v == nil || share == 1 {
		return v
	}
	less := math.Round(*v*share*10) / 10
	return &less
}

func atMost(v *float64, most float64) *float64 {
	if v != nil && *v <= most {
		return v
	}
	return &most
}

// leftOut is the day whose session a spell of fewer leaves out: the first easy
// one after its first day, else the first hard one; 0 none.
func (t *turn) leftOut(h restday.History, decided restday.Day, s restday.Spell) restday.Day {
	for _, kinds := range [][]restday.Kind{{restday.Easy, restday.Recovery}, {restday.Key, restday.Long}} {
		for day := s.First + 1; day <= s.Last; day++ {
			if slices.Contains(kinds, t.standing(h, decided, day).Kind) {
				return day
			}
		}
	}
	return 0
}

// block is where the athlete stands between lighter weeks; nil when nothing is
// known of that.
func (t *turn) block(h restday.History, day restday.Day) *rules.Block {
	b := rules.Block{Phase: "build"}
	for _, s := range h.Spells {
		switch {
		case s.Kind != restday.Deload || s.First > day:
		case s.Has(day):
			return &rules.Block{Phase: "deload", Day: int(day-s.First) + 1, LastDeload: b.LastDeload}
		case s.Last-s.First+1 >= deloadMin:
			b.LastDeload = s.Last
		}
	}
	weeks, known := t.heavyWeeks(h, day, b.LastDeload)
	if known {
		b.HeavyWeeks = &weeks
	}
	if !known && b.LastDeload == 0 {
		return nil
	}
	return &b
}

// hardInWeek is how many hard days make a week a heavy one.
const hardInWeek = 2

// heavyWeeks counts the weeks running up to yesterday that held two hard days,
// back to the last lighter one. Any other week, with an illness or a holiday as
// well, is a lighter one.
func (t *turn) heavyWeeks(h restday.History, day, deload restday.Day) (weeks float64, known bool) {
	for end := day - 1; end-7 >= deload; end -= 7 {
		hard, any := t.hardDays(h, end-6, end)
		known = known || any
		if hard < hardInWeek {
			break
		}
		weeks++
	}
	return weeks, known
}

// hardDays counts the hard days from one to another: by what was logged, or where
// nothing was by what was planned and not lowered. It tells whether anything is known.
func (t *turn) hardDays(h restday.History, from, to restday.Day) (n int, known bool) {
	within := func(d restday.Day) bool { return from <= d && d <= to }
	hard, logged := map[restday.Day]bool{}, false
	for _, s := range h.Sessions {
		logged = logged || within(s.Day)
		if within(s.Day) && t.rules.Hard(s) {
			hard[s.Day] = true
		}
	}
	if logged {
		return len(hard), true
	}
	for _, d := range h.Decided {
		if !within(d.Day) {
			continue
		}
		kind := t.standing(h, d.Day, d.Day).Kind
		done := d.Outcome == string(rules.AsPlanned) || d.Outcome == string(rules.Modified)
		if known = true; done && (kind == restday.Key || kind == restday.Race) {
			n++
		}
	}
	return n, known
}
