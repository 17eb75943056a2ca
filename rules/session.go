package rules

import (
	"cmp"
	"slices"

	"restday"
)

// today is what is known once the outcome stands.
type today struct {
	in      Input
	planned restday.Planned
	sport   string
	rows    []row
	outcome Outcome
}

// session returns what to do today: the plan, the plan shortened, or something
// gentler from the catalogue; never longer or harder than the plan.
func (t today) session(c Catalogue) restday.Advised {
	var s restday.Advised
	switch t.outcome {
	case AsPlanned:
		s = t.asPlanned(c)
	case Modified:
		s = t.shortened()
	default:
		s = t.gentler(c)
	}
	t.scale(&s)
	t.limit(&s)
	if s.Options == nil {
		s.Options = []string{}
	}
	return s
}

// scale applies the volume factor and the longest distance (f.11.8, f.12.10).
func (t today) scale(s *restday.Advised) {
	s.VolumeFactor = t.factor()
	if s.VolumeFactor < 1 {
		s.Title += Shortened
		s.Minutes, s.DistanceKM = times(s.Minutes, s.VolumeFactor), times(s.DistanceKM, s.VolumeFactor)
	}
	for _, r := range t.rows {
		if t.cutBy(r) {
			s.DistanceKM = lesser(s.DistanceKM, known(printed(*r.most)))
		}
	}
}

// factor is the smallest of those that hold for what is left of the session:
// recovery and rest are never scaled (f.11.8).
func (t today) factor() float64 {
	factor := 1.0
	for _, r := range t.rows {
		if r.effect.Factor > 0 && t.scalable(r) {
			factor = min(factor, r.effect.Factor)
		}
	}
	return factor
}

// scalable tells whether a row's factor holds: for the session that it
// shortened itself, or for any that is left.
func (t today) scalable(r row) bool {
	switch {
	case !r.fired || r.muted:
		return false
	case !r.effect.Scales:
		return t.outcome == Modified && r.outcome == Modified
	}
	return t.left() == restday.Easy || demanding(t.left())
}

// left is the kind of session that the outcome leaves.
func (t today) left() restday.Kind {
	if t.outcome == AsPlanned || t.outcome == Modified {
		return t.planned.Kind
	}
	return restday.Kind(t.outcome)
}

// scaledBy tells whether it is this row that makes the session as short as it is.
func (t today) scaledBy(r row) bool {
	return r.effect.Scales && t.scalable(r) && r.effect.Factor < 1 && r.effect.Factor <= t.factor()
}

// cutBy tells whether this row takes kilometres off what is left of the plan.
func (t today) cutBy(r row) bool {
	if !r.fired || r.muted || r.most == nil || t.planned.DistanceKM == nil || t.outcome.below(Modified) {
		return false
	}
	return exact(*t.planned.DistanceKM*t.factor()) > *r.most
}

// fromCatalogue asks for a kind in the place of what was planned.
func (t today) fromCatalogue(c Catalogue, kind restday.Kind) restday.Advised {
	var sore []string
	for _, checkIn := range t.in.CheckIns {
		if checkIn.Day == t.in.Day {
			sore = checkIn.Areas
		}
	}
	s := c.Session(kind, t.sport, t.in.Athlete.access(), sore)
	s.Kind = kind
	return s
}

func (t today) asPlanned(c Catalogue) restday.Advised {
	p := t.planned
	s := restday.Advised{
		Kind: p.Kind, Title: p.Title, Minutes: p.Minutes, DistanceKM: p.DistanceKM, RPEMax: p.RPE,
	}
	entry := t.fromCatalogue(c, p.Kind)
	if t.in.Planned == nil {
		return entry
	}
	if s.Title == "" {
		s.Title = cmp.Or(untitled[p.Kind], entry.Title) // a plan's own hard work is never invented
	}
	if p.Kind == restday.Recovery {
		// A recovery day offers its menu and its ceiling even when the plan has neither.
		s.Purpose, s.Options, s.Mobility = entry.Purpose, entry.Options, entry.Mobility
		if s.RPEMax == nil {
			s.RPEMax = entry.RPEMax
		}
	}
	return s
}

// shortened is the planned session with the effort cap of the rules that
// shortened it; scale makes it shorter.
func (t today) shortened() restday.Advised {
	p := t.planned
	s := restday.Advised{Kind: p.Kind, Title: cmp.Or(p.Title, untitled[p.Kind]), Minutes: p.Minutes, DistanceKM: p.DistanceKM, RPEMax: p.RPE}
	for _, r := range t.rows {
		if r.fired && r.outcome == Modified {
			s.RPEMax = lesser(s.RPEMax, r.effect.RPEMax)
		}
	}
	return s
}

// Shortened stands at the end of the title of a session that was made shorter.
const Shortened = ", shortened"

var untitled = map[restday.Kind]string{
	restday.Key: "Hard session", restday.Long: "Long session", restday.Race: "Race",
}

// gentler takes the place of the planned session.
func (t today) gentler(c Catalogue) restday.Advised {
	kind := restday.Kind(t.outcome)
	s := t.fromCatalogue(c, kind)
	if kind == restday.Rest {
		s.Minutes, s.RPEMax = nil, nil
		if t.planned.Kind == restday.Rest && t.planned.Title != "" {
			s.Title = t.planned.Title
		}
		return s
	}
	s.Minutes = lesser(s.Minutes, t.planned.Minutes)
	s.RPEMax = lesser(s.RPEMax, t.planned.RPE)
	return s
}

// limit applies what the safety rules say about minutes and options, whatever
// the plan (f.12.4).
func (t today) limit(s *restday.Advised) {
	for _, r := range t.rows {
		if !r.fired || !r.rule.Safety {
			continue
		}
		s.Purpose, s.Mobility = "", restday.Mobility{} // an ill person is not told what training is for
		if s.Kind != restday.Rest {
			capMinutes(s, r.effect.MinutesMax)
		}
	}
	t.limitOptions(s)
	if t.planned.Kind == restday.Rest && t.in.Planned != nil && t.safetyFired() || t.short() {
		s.Options = nil
	}
}

// longestOption is how long the longest of the options takes.
const longestOption = 40

// short tells whether the plan asks for less time than the options would take.
func (t today) short() bool {
	m := t.planned.Minutes
	return m != nil && *m < longestOption && t.planned.Kind != restday.Recovery
}

// limitOptions sets the options that a rule offers, or those that all of them
// do; a safety rule that offers nothing leaves nothing.
func (t today) limitOptions(s *restday.Advised) {
	limited := false
	for _, r := range t.rows {
		if !r.fired || r.effect.Options == nil {
			continue
		}
		offered := t.offered(r.effect.Options)
		if limited {
			offered = slices.DeleteFunc(offered, func(o string) bool { return !slices.Contains(s.Options, o) })
		}
		s.Options, limited = offered, true
	}
}

func (t today) offered(options []Option) []string {
	texts := []string{}
	for _, o := range options {
		if o.Needs == "" || slices.Contains(t.in.Athlete.access(), o.Needs) {
			texts = append(texts, o.Text)
		}
	}
	return texts
}

// capMinutes shortens a session to a number of minutes, its distance with it.
func capMinutes(s *restday.Advised, limit *float64) {
	switch {
	case limit == nil || s.Minutes != nil && *s.Minutes <= *limit:
		return
	case s.Minutes != nil:
		s.DistanceKM = times(s.DistanceKM, *limit / *s.Minutes)
	}
	s.Minutes = known(*limit)
}

// times scales a number that may be unknown.
func times(v *float64, factor float64) *float64 {
	if v == nil {
		return nil
	}
	return known(printed(*v * factor))
}

// lesser returns the smaller of two numbers that may be unknown.
func lesser(a, b *float64) *float64 {
	if a == nil || b != nil && *b < *a {
		return b
	}
	return a
}
