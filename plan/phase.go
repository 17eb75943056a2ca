package plan

import "restday"

// The phases of a block.
const (
	Build  = "build"
	Deload = "deload"
	Taper  = "taper"
	Racing = "race"
	Off    = "off" // the days after a race
)

// Phase is where a day lies in its block.
type Phase struct {
	Name       string      // "" unknown: lighter weeks are not planned
	First      restday.Day // of the phase
	Last       restday.Day // of the phase; of a build the day before the lighter week
	HeavyWeeks *float64    // whole weeks of this build that are over; nil in another phase
	LastDeload restday.Day // the last day of the last lighter week; zero none known
	Pattern    string      // how the block recovers: short | long, "" neither

	blocks int // that began since the start of the season
}

// Day returns the day of the phase, from 1.
func (p Phase) Day(day restday.Day) int { return int(day-p.First) + 1 }

// cycle is a block: days that build, and the lighter ones that end it.
type cycle struct{ heavy, light restday.Day }

// cycleOf is by how somebody likes to recover (rules.md a.48, b.10): a lighter
// week after four; four lighter days every three weeks; a lighter week after five.
func cycleOf(pattern string) cycle {
	switch pattern {
	case "short":
		return cycle{heavy: 17, light: 4}
	case "long":
		return cycle{heavy: 35, light: 7}
	}
	return cycle{heavy: 28, light: 7}
}

// patternOf is how a block recovers, counted from 1. Who tests both has one kind
// after the other (rules.md a.49).
func (s Season) patternOf(block int) string {
	switch {
	case s.Pattern == "short" || s.Pattern == "long":
		return s.Pattern
	case s.Pattern != "testing":
		return ""
	case block%2 == 1:
		return "short"
	}
	return "long"
}

// lookBack is how far back phases are counted: no block is longer.
const lookBack = 400

// PhaseOn returns the phase of a day. A taper, the days after a race and a
// lighter week that was agreed to each begin a new block (rules.md b.10).
func (s Season) PhaseOn(day restday.Day) Phase {
	var p Phase
	for d := s.firstKnown(day); d <= day; d++ {
		name, last := s.named(d, p)
		if name == p.Name && (name != Deload || d <= p.Last) {
			continue
		}
		if p.Name == Deload {
			p.LastDeload = d - 1
		}
		if name == Build {
			p.blocks++
			p.Pattern = s.patternOf(p.blocks)
		}
		p.Name, p.First, p.Last = name, d, last
	}
	if p.Name == Build {
		weeks := float64((day - p.First) / 7)
		p.HeavyWeeks = &weeks
	}
	return p
}

// firstKnown is the day from which phases are counted up to a day: the start of
// the season, moved on by whole blocks when that is long ago.
func (s Season) firstKnown(day restday.Day) restday.Day {
	start := s.Chosen.Start
	if start == 0 || start > day {
		return day - lookBack
	}
	first, second := cycleOf(s.patternOf(1)), cycleOf(s.patternOf(2))
	for day-start > lookBack {
		start += first.heavy + first.light + second.heavy + second.light
	}
	return start
}

// named is the phase of a day that follows on p, with the last day that it will have.
func (s Season) named(d restday.Day, p Phase) (name string, last restday.Day) {
	if name, last = s.raced(d); name != "" {
		return name, last
	}
	if s.Chosen.Start == 0 || s.Chosen.Start > d {
		return "", 0
	}
	for _, agreed := range s.Lighter {
		if agreed.Kind == restday.Deload && agreed.Has(d) {
			return Deload, agreed.Last
		}
	}
	c, next := cycleOf(p.Pattern), cycleOf(s.patternOf(p.blocks+1))
	switch {
	case p.Name == Deload && d <= p.Last && !s.agreed(p.First):
		return Deload, p.Last
	case p.Name == Build && d > p.Last && !s.taperWithin(d, c.light):
		return Deload, d + c.light - 1
	case p.Name == Build:
		return Build, p.Last
	}
	return Build, d + next.heavy - 1
}

// agreed tells whether the lighter week that begins on a day was agreed to; such
// a one ends when the athlete ends it.
func (s Season) agreed(first restday.Day) bool {
	for _, l := range s.Lighter {
		if l.Kind == restday.Deload && l.Has(first) {
			return true
		}
	}
	return false
}

// BlockEnding returns the first day of the block whose last day is day: the day
// before the next build begins. It is none when no block ends on it.
func (s Season) BlockEnding(day restday.Day) (first restday.Day, ok bool) {
	if next := s.PhaseOn(day + 1); next.Name != Build || next.First != day+1 {
		return 0, false
	}
	p := s.PhaseOn(day)
	for p.Name != "" && p.Name != Build {
		p = s.PhaseOn(p.First - 1)
	}
	return p.First, p.Name == Build
}

// raced is the phase that races make of a day; "" none.
func (s Season) raced(d restday.Day) (name string, last restday.Day) {
	for _, r := range s.Races {
		taper, counts := taperDays[r.Priority]
		switch {
		case !counts:
		case r.Day == d:
			return Racing, d
		case d < r.Day && r.Day-d <= taper:
			name, last = Taper, r.Day-1
		case name == "" && d > r.Day && d-r.Day <= calmAfter[r.Priority]:
			name, last = Off, r.Day+calmAfter[r.Priority]
		}
	}
	return name, last
}

// taperWithin tells whether a taper begins before a lighter week from d on were
// over: then the taper is that.
func (s Season) taperWithin(d, days restday.Day) bool {
	for ahead := d; ahead < d+days; ahead++ {
		if name, _ := s.raced(ahead); name == Taper {
			return true
		}
	}
	return false
}
