package rules

import (
	"reflect"
	"slices"

	"restday"
)

// maxExamples is how many days are kept for each rule.
const maxExamples = 3

// Backtest adds up what other rules would have made of days that have been.
type Backtest struct {
	Days    int // compared
	Differ  int // decided by another rule, or with another outcome or session
	Raised  int // of these with a higher outcome
	Lowered int // and with a lower one

	Now, New Rates

	rules map[string]*Change // by the rule that decides
}

// Rates count days by what stood out.
type Rates struct {
	Amber, Red int
	Lowered    int // the outcome was below as_planned, on another day than a planned rest day
	Normal     int // three wellness items or more could be compared with the own normal
	Low        int // of these at z ≤ −1
	VeryLow    int // and at z ≤ −2
}

// Change is what became of the days that one rule decides.
type Change struct {
	Rule     string
	Now, New int // days that it decides
	Gained   int // of New those that another rule decides now
	Lost     int // of Now those that another rule would decide
	Changed  int // days that it decides both times, otherwise
	Examples []Difference
}

// Difference is one day that would have come out differently.
type Difference struct {
	Who      string
	Now, New Decision
}

// Add compares the two decisions of one day of somebody.
func (b *Backtest) Add(who string, now, would Decision) {
	b.Days++
	b.Now.add(now)
	b.New.add(would)
	before, after := b.of(now), b.of(would)
	before.Now++
	after.New++
	if before == after && same(now, would) {
		return
	}
	b.Differ++
	switch {
	case would.Outcome.below(now.Outcome):
		b.Lowered++
	case now.Outcome.below(would.Outcome):
		b.Raised++
	}
	shown := after
	if before == after {
		after.Changed++
	} else {
		before.Lost++
		after.Gained++
		if after.Rule == fallback {
			shown = before // a rule that is gone says more than that nothing else fired
		}
	}
	if len(shown.Examples) < maxExamples {
		shown.Examples = append(shown.Examples, Difference{who, now, would})
	}
}

// fallback is the rule that stands for all others being silent.
const fallback = "OK"

// of returns the change of the rule that decides.
func (b *Backtest) of(d Decision) *Change {
	id := ""
	if len(d.Reasons) > 0 {
		id = d.Reasons[0].Rule
	}
	if b.rules[id] == nil {
		if b.rules == nil {
			b.rules = map[string]*Change{}
		}
		b.rules[id] = &Change{Rule: id}
	}
	return b.rules[id]
}

// Changes returns the rules that decide other days than before, or the same
// days otherwise: those of the new library in its order, then those it lacks.
func (b *Backtest) Changes(now, would *Library) []Change {
	var out []Change
	for _, r := range slices.Concat(would.rules, now.rules) {
		listed := slices.ContainsFunc(out, func(c Change) bool { return c.Rule == r.ID })
		if c := b.rules[r.ID]; c != nil && !listed && c.Gained+c.Lost+c.Changed > 0 {
			out = append(out, *c)
		}
	}
	return out
}

func (r *Rates) add(d Decision) {
	count := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	planned := len(d.Reasons) > 0 && d.Reasons[0].Rule == "R1"
	count(&r.Amber, d.State == Amber)
	count(&r.Red, d.State == Red)
	count(&r.Lowered, d.Outcome != AsPlanned && !planned)
	normal := d.Baseline != nil && len(d.Baseline.Items) >= 3
	count(&r.Normal, normal)
	count(&r.Low, normal && d.Baseline.Z <= -1)
	count(&r.VeryLow, normal && d.Baseline.Z <= -2)
}

// same tells whether an athlete would have been told the same, but for words.
func same(now, would Decision) bool {
	return now.Outcome == would.Outcome && now.MovedTo == would.MovedTo &&
		reflect.DeepEqual(numbersOf(now.Session), numbersOf(would.Session))
}

func numbersOf(s *restday.Advised) []any {
	if s == nil {
		return nil
	}
	return []any{s.Kind, s.Minutes, s.DistanceKM, s.RPEMax, s.VolumeFactor}
}
