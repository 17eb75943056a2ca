// Package team is what can be worked out about a squad: who needs their coach, what
// may be said of everybody without saying it of anybody, and when all of them need
// a lighter week. It is pure.
package team

import (
	"slices"

	"restday"
)

// Need is why somebody needs their coach today; "" they do not.
type Need string

// The needs, most urgent first.
const (
	Ill     Need = "ill"
	Pain    Need = "pain"
	Red     Need = "red"     // or told to rest on a day of training
	Lasting Need = "lasting" // fatigue that lasts
	Silent  Need = "silent"  // three days or more without a check-in
)

var needs = []Need{Ill, Pain, Red, Lasting, Silent}

// silentDays is after how many days without a check-in a coach should ask.
const silentDays = 3

// NeedOf is why somebody needs their coach, from what they share.
func NeedOf(s restday.Seen) Need {
	switch {
	case s.Ill:
		return Ill
	case s.Hurts:
		return Pain
	case s.State == "red" || s.Lowered && s.Outcome == "rest":
		return Red
	case slices.Contains(WhyOf(s.Rules), "lasting"):
		return Lasting
	case !s.Away && s.Last != 0 && s.Today-s.Last >= silentDays:
		return Silent
	}
	return ""
}

// Sorted is a squad as a coach reads it.
type Sorted struct {
	Needs   []restday.Seen // who needs the coach, most urgent first
	Changed []restday.Seen // whose session was lowered
	Fine    []restday.Seen // as planned
	Waiting []restday.Seen // no answer yet
	Away    []restday.Seen
}

// Sort puts everybody who trains where a coach looks for them.
func Sort(members []restday.Seen) (s Sorted) {
	for _, m := range members {
		switch {
		case !m.Trains:
		case NeedOf(m) != "":
			s.Needs = append(s.Needs, m)
		case m.Away:
			s.Away = append(s.Away, m)
		case m.State == "":
			s.Waiting = append(s.Waiting, m)
		case m.Lowered:
			s.Changed = append(s.Changed, m)
		default:
			s.Fine = append(s.Fine, m)
		}
	}
	slices.SortStableFunc(s.Needs, func(a, b restday.Seen) int {
		return slices.Index(needs, NeedOf(a)) - slices.Index(needs, NeedOf(b))
	})
	return s
}

// Answered is how many have checked in today, of how many who were asked.
func (s Sorted) Answered() (n, of int) {
	for _, m := range slices.Concat(s.Needs, s.Changed, s.Fine, s.Waiting) {
		if m.State != "" {
			n++
		}
		of++
	}
	return n, of
}

// whys are the rules by what a coach calls them.
var whys = []struct {
	why   string
	rules []string
}{
	{"ill", []string{"S1", "S2", "S3"}},
	{"pain", []string{"S4"}},
	{"back", []string{"S5"}},
	{"lasting", []string{"F2", "F3"}},
	{"low", []string{"R2", "R3", "A2", "A3", "F1"}},
	{"muscles", []string{"A1"}},
	{"heart", []string{"H1", "H2"}},
	{"sleep", []string{"N1", "N2"}},
	{"spacing", []string{"G1", "G2", "G3"}},
	{"load", []string{"L1", "L2"}},
	{"lighter", []string{"D1"}},
	{"due", []string{"D2"}},
	{"race", []string{"T1", "T2"}},
}

// WhyOf names the reasons behind rules, most serious first. Restrictions and low
// spirits have no name here: they are not for coaches.
func WhyOf(rules []string) (out []string) {
	for _, w := range whys {
		if slices.ContainsFunc(w.rules, func(id string) bool { return slices.Contains(rules, id) }) {
			out = append(out, w.why)
		}
	}
	return out
}
