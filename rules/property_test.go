package rules

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"restday"
	"restday/plan"
)

// TestProperties is what holds on every day: docs/decisions/0018-properties.md.
func TestProperties(t *testing.T) {
	t.Parallel()
	l := library(t)
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		d := l.Decide(in, sessions)
		neverAboveThePlan(t, in, d)
		explained(t, d)
		if diff := differs(d, l.Decide(shuffled(t, in), sessions)); diff != "" {
			t.Fatalf("another order of the input: %s", diff)
		}
		worse := drawWorse(t, in)
		neverRaised(t, in, d, l.Decide(worse, sessions))
	})
}

func neverAboveThePlan(t *rapid.T, in Input, d Decision) {
	if in.Planned == nil {
		return
	}
	p, s := *in.Planned, *d.Session
	if slices.Index(restday.Kinds, s.Kind) > slices.Index(restday.Kinds, p.Kind) ||
		!atMostOf(s.Minutes, p.Minutes) || !atMostOf(s.DistanceKM, p.DistanceKM) || !atMostOf(s.RPEMax, p.RPE) || s.VolumeFactor > 1 {
		t.Fatalf("planned %+v, advised %+v", p, s)
	}
}

// atMostOf tells whether a figure is not above another; unknown ones are neither.
func atMostOf(a, b *float64) bool { return a == nil || b == nil || *a <= *b+1e-9 }

// explained tells whether a decision says why, in whole words, each rule once.
func explained(t *rapid.T, d Decision) {
	if len(d.Reasons) < 1 || len(d.Reasons) > maxReasons {
		t.Fatalf("%d reasons for %s", len(d.Reasons), d.Outcome)
	}
	told := map[string]bool{}
	tell := func(rule, text, source string, values map[string]any) {
		if text == "" || source == "" || placeholder.MatchString(text) || told[rule] {
			t.Fatalf("%s says %q (%s), told already: %v", rule, text, source, told[rule])
		}
		for name, value := range values {
			if value == nil {
				t.Fatalf("%s mentions %s, which is unknown", rule, name)
			}
		}
		told[rule] = true
	}
	for _, r := range d.Reasons {
		tell(r.Rule, r.Text, r.Source, r.Values)
	}
	for _, n := range d.Notices {
		tell(n.Rule, n.Text, n.Source, n.Values)
	}
	for _, c := range d.Checked {
		if c.Fired && c.Rule[0] == 'S' && !told[c.Rule] || c.Saw == "" {
			t.Fatalf("%s fired and is not told, saw %q", c.Rule, c.Saw)
		}
	}
}

// shuffled is the same input in another order.
func shuffled(t *rapid.T, in Input) Input {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0))
	in.CheckIns = mixed(random, in.CheckIns)
	for i := range in.CheckIns {
		in.CheckIns[i].Symptoms = mixed(random, in.CheckIns[i].Symptoms)
	}
	in.Sessions, in.Upcoming = mixed(random, in.Sessions), mixed(random, in.Upcoming)
	return in
}

func mixed[T any](random *rand.Rand, values []T) []T {
	values = slices.Clone(values)
	random.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
	return values
}

// differs says how two decisions differ, "" not at all.
func differs(a, b Decision) string {
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return cmp.Diff(a, b)
}

// drawWorse makes one thing about today worse, or yesterday harder.
func drawWorse(t *rapid.T, in Input) Input {
	i := slices.IndexFunc(in.CheckIns, func(c restday.CheckIn) bool { return c.Day == in.Day })
	what := rapid.IntRange(0, 4).Draw(t, "worse")
	switch {
	case i < 0 || what == 0:
		in.Sessions = append(slices.Clone(in.Sessions), restday.Session{
			Day: in.Day - 1, Kind: pick(t, restday.Key, restday.Race, restday.Long), Minutes: known(120.0), RPE: known(8.0),
		})
		return in
	case what == 1:
		return in.With(Variant{Also: []string{pick(t, pick(t, symptoms, aboveNeck)...)}})
	case what == 2:
		return in.With(Variant{Pain: &restday.Pain{Level: known(10.0)}})
	}
	said := in.CheckIns[i].Values
	if len(said) == 0 {
		return in
	}
	item := pick(t, slices.Sorted(maps.Keys(said))...)
	return in.With(Variant{Item: item, Value: lessGood(item, said[item])})
}

// lessGood is the next worse answer.
func lessGood(item restday.Item, value float64) float64 {
	switch item {
	case restday.SleepH:
		return max(0, value-0.5)
	case restday.RHR:
		return value + 3
	case restday.HRV:
		return value - 5
	case restday.Performance:
		return max(-1, value-1)
	}
	return max(1, value-1)
}

// neverRaised compares a decision with that of a worse day. Where the plan is
// our own proposal, it is the session that must not become more.
func neverRaised(t *rapid.T, in Input, before, after Decision) {
	// One more hard session makes days less alike: the only row that more
	// training silences.
	if has(before, "L2") && !has(after, "L2") {
		return
	}
	if in.Planned != nil && before.Outcome.below(after.Outcome) {
		t.Fatalf("%s because of %s became %s", before.Outcome, reasons(before), after.Outcome)
	}
	was, is := demand(before), demand(after)
	if is > was || is == was && before.Outcome == after.Outcome && !shorterOrSame(before.Session, after.Session) {
		t.Fatalf("%s became %s", asked(before), asked(after))
	}
}

// demand is how much a decision asks for, by kind and whether it was shortened.
func demand(d Decision) int {
	if d.Session == nil {
		return 2 * slices.Index(restday.Kinds, restday.Easy)
	}
	level := 2 * slices.Index(restday.Kinds, d.Session.Kind)
	if d.Outcome != Modified {
		level++
	}
	return level
}

func shorterOrSame(before, after *restday.Advised) bool {
	return before == nil || after == nil || after.VolumeFactor <= before.VolumeFactor &&
		atMostOf(after.Minutes, before.Minutes) && atMostOf(after.DistanceKM, before.DistanceKM) && atMostOf(after.RPEMax, before.RPEMax)
}

func asked(d Decision) string {
	text, _ := json.Marshal(d.Session)
	return fmt.Sprintf("%s because of %s: %s", d.Outcome, reasons(d), text)
}

func TestStoredInputGivesTheSameDecision(t *testing.T) {
	t.Parallel()
	l := library(t)
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadInput(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := differs(l.Decide(in, shelf{}), l.Decide(again, shelf{})); diff != "" {
			t.Fatal(diff)
		}
	})
}
