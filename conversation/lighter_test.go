package conversation

import (
	"testing"

	"pgregory.net/rapid"

	"restday"
	"restday/rules"
)

// someDay is a Thursday.
const someDay restday.Day = 20524

func lightTurn(t testing.TB) *turn {
	t.Helper()
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return &turn{Flow: &Flow{rules: library}, athlete: restday.Athlete{Sport: "run"}}
}

// TestTheWayBackGoesInSteps guards: a day is at most a tenth more than the one
// before, and soon the plan is whole again (rules.md a.41).
func TestTheWayBackGoesInSteps(t *testing.T) {
	t.Parallel()
	s := restday.Spell{Kind: restday.Shorter, First: someDay, Last: someDay + 3}
	for day := s.First; day < s.Last+10; day++ {
		is, next := share(s, day), share(s, day+1)
		if is < 0.8 || is > 1 || next > is*1.1+1e-9 {
			t.Errorf("day %d: %.3f, then %.3f", day-s.First+1, is, next)
		}
	}
	if whole := share(s, s.Last+3); whole != 1 {
		t.Errorf("three days after its end: %.3f of the plan", whole)
	}
}

// TestLighterDaysNeverAddAnything guards: whatever was agreed to, no day is longer
// or harder than its plan, and a race or a rest day stays as it is.
func TestLighterDaysNeverAddAnything(t *testing.T) {
	t.Parallel()
	turn := lightTurn(t)
	rapid.Check(t, func(rt *rapid.T) {
		number := rapid.Ptr(rapid.Float64Range(0, 10), true)
		p := restday.Planned{
			Day: someDay + restday.Day(rapid.IntRange(0, 20).Draw(rt, "day")), Kind: rapid.SampledFrom(restday.Kinds).Draw(rt, "kind"),
			Minutes: number.Draw(rt, "minutes"), DistanceKM: number.Draw(rt, "km"), RPE: number.Draw(rt, "rpe"),
		}
		var h restday.History
		for range rapid.IntRange(0, 3).Draw(rt, "spells") {
			first := someDay + restday.Day(rapid.IntRange(0, 15).Draw(rt, "first"))
			kind := rapid.SampledFrom([]restday.Lighter{restday.Shorter, restday.Gentler, restday.Fewer, restday.Deload}).Draw(rt, "lighter")
			h.Spells = append(h.Spells, restday.Spell{Kind: kind, First: first, Last: first + restday.Day(rapid.IntRange(0, 6).Draw(rt, "more"))})
		}
		is := turn.lightened(h, p.Day, p)
		more := func(is, was *float64) bool { return was != nil && (is == nil || *is > *was) }
		kept := is.Kind == p.Kind && !more(is.Minutes, p.Minutes) && !more(is.DistanceKM, p.DistanceKM) && !more(is.RPE, p.RPE)
		fixed := p.Kind == restday.Rest || p.Kind == restday.Race
		if !kept && (is.Kind != restday.Rest || fixed) {
			rt.Fatalf("%+v became %+v by %+v", p, is, h.Spells)
		}
	})
}

func TestHeavyWeeksAreCountedSinceTheLastLighterOne(t *testing.T) {
	t.Parallel()
	turn := lightTurn(t)
	weeks := func(hard ...int) (h restday.History) { // hard days in each week before someDay, the last week first
		for back, n := range hard {
			for i := range n {
				day := someDay - 1 - restday.Day(7*back+2*i)
				h.Sessions = append(h.Sessions, restday.Session{Day: day, Kind: restday.Key})
			}
			h.Sessions = append(h.Sessions, restday.Session{Day: someDay - 7 - restday.Day(7*back), Kind: restday.Easy})
		}
		return h
	}
	planned := restday.History{}
	for back := restday.Day(1); back <= 21; back++ {
		planned.Decided = append(planned.Decided, restday.Decided{Day: someDay - back, Outcome: string(rules.AsPlanned)})
	}
	lowered := restday.History{Decided: []restday.Decided{{Day: someDay - 1, Outcome: string(rules.EasyDay)}}}
	for _, c := range []struct {
		name   string
		h      restday.History
		deload restday.Day
		want   float64
		known  bool
	}{
		{"nothing is known", restday.History{}, 0, 0, false},
		{"five heavy weeks", weeks(2, 2, 3, 2, 2), 0, 5, true},
		{"a lighter week ends the count", weeks(2, 2, 1, 2, 2), 0, 2, true},
		{"this week is lighter", weeks(1, 2, 2), 0, 0, true},
		{"a deload ends it", weeks(2, 2, 2, 2), someDay - 15, 2, true},
		{"a week that the deload reaches into", weeks(2, 2, 2, 2), someDay - 14, 1, true},
		{"by the plan that was followed", planned, 0, 3, true},
		{"by a plan that was lowered", lowered, 0, 0, true},
	} {
		if got, known := turn.heavyWeeks(c.h, someDay, c.deload); got != c.want || known != c.known {
			t.Errorf("%s: %v (known %v), want %v (%v)", c.name, got, known, c.want, c.known)
		}
	}
}
