package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"restday"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	l := library(t)
	for name, c := range map[string]struct {
		in      Input
		variant Variant
		outcome Outcome // "" none is found
	}{
		"half an hour of sleep":      {day(planned(restday.Key), says(0, "sleep_h=4.5 fatigue=4 soreness=4 mood=4")), Variant{Item: restday.SleepH, Value: 5}, Modified},
		"from between two halves":    {day(planned(restday.Key), says(0, "sleep_h=5.7 fatigue=4 soreness=4 mood=4")), Variant{Item: restday.SleepH, Value: 6}, AsPlanned},
		"one item by one step":       {day(planned(restday.Key), says(0, "sleep_h=8 fatigue=2 soreness=2 mood=4")), Variant{Item: restday.Soreness, Value: 3}, AsPlanned},
		"an item by two":             {day(planned(restday.Key), usually(), says(0, "sleep_h=8 fatigue=3 soreness=1 mood=4")), Variant{Item: restday.Soreness, Value: 3}, Modified},
		"yesterday":                  {day(planned(restday.Key), says(0, fine), did(-1, restday.Key, 60, 8)), Variant{Eased: thursday - 1}, AsPlanned},
		"a rest day":                 {day(append(everyDay(10), planned(restday.Easy), says(0, fine))...), Variant{Rested: thursday - 1}, AsPlanned},
		"a lower pulse":              {day(planned(restday.Key), saidFor(31, fine+" rhr=50"), says(0, fine+" rhr=65")), Variant{Item: restday.RHR, Value: 64}, AsPlanned},
		"the fever, not the sniffle": {day(planned(restday.Key), says(0, fine+" symptoms=runny_nose,fever"), says(-1, fine+" symptoms=runny_nose"), says(-2, fine+" symptoms=runny_nose")), Variant{Gone: []string{"fever"}}, EasyDay},
		"all that is felt":           {day(planned(restday.Key), says(0, fine+" symptoms=fever,aches")), Variant{Gone: []string{"aches", "fever"}}, AsPlanned},
		"pain":                       {day(planned(restday.Key), says(0, fine+" pain=6")), Variant{NoPain: true}, AsPlanned},
		"the plan stands: downwards": {day(planned(restday.Key), says(0, "sleep_h=6.5 fatigue=4 soreness=4 mood=4")), Variant{Item: restday.SleepH, Value: 5.5}, Modified},
		"rest is rest":               {day(planned(restday.Rest), says(0, fine)), Variant{}, ""},
		"a warning sign":             {day(planned(restday.Key), says(0, fine+" symptoms=chest_pain")), Variant{}, ""},
		"two things at once":         {day(planned(restday.Key), says(0, fine+" pain=6 symptoms=fever")), Variant{}, ""},
		"nothing is known":           {day(planned(restday.Key)), Variant{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			flip, found := l.Nearest(c.in, shelf{})
			if found != (c.outcome != "") || flip.Decision.Outcome != c.outcome {
				t.Errorf("found %v: %s by %+v, want %q", found, flip.Decision.Outcome, flip.Variant, c.outcome)
			}
			if diff := cmp.Diff(c.variant, flip.Variant); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// everyDay is an easy session on each of the n days before today.
func everyDay(n int) []part {
	var parts []part
	for back := 1; back <= n; back++ {
		parts = append(parts, did(-back, restday.Easy, 40, 3))
	}
	return parts
}

// TestNearestIsTrue guards: what /why promises is what the rules say of such a
// day, and nothing of fewer steps would have done.
func TestNearestIsTrue(t *testing.T) {
	t.Parallel()
	l := library(t)
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		before := in.With() // a deep enough copy
		is := l.Decide(in, shelf{})
		flip, found := l.Nearest(in, shelf{})
		again, _ := l.Nearest(in, shelf{})
		if diff := cmp.Diff(flip.Variant, again.Variant); diff != "" {
			t.Fatalf("it is another one the second time: %s", diff)
		}
		if diff := cmp.Diff(before, in, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("the input changed: %s", diff)
		}
		if !found {
			return
		}
		would := l.Decide(in.With(flip.Variant), shelf{})
		if would.Outcome != flip.Decision.Outcome || would.Outcome == is.Outcome {
			t.Fatalf("%s, with %+v %s, said was %s", is.Outcome, flip.Variant, would.Outcome, flip.Decision.Outcome)
		}
		if is.Outcome != AsPlanned && !is.Outcome.below(would.Outcome) {
			t.Fatalf("%s is lowered to %s", is.Outcome, would.Outcome)
		}
	})
}

func TestWith(t *testing.T) {
	t.Parallel()
	in := day(planned(restday.Easy), next(1, restday.Key), did(-1, restday.Key, 60, 8), says(0, "sleep_h=5 symptoms=fever pain=3"))
	got := in.With(Variant{Swap: thursday + 1}, Variant{Eased: thursday - 1}, Variant{Item: restday.SleepH, Value: 8},
		Variant{Gone: []string{"fever"}}, Variant{Also: []string{"sneezing"}}, Variant{NoPain: true})
	want := day(planned(restday.Easy), next(1, restday.Easy), did(-1, restday.Easy, 60, 3), says(0, "sleep_h=8 symptoms=sneezing"))
	want.Planned = &restday.Planned{Day: thursday, Kind: restday.Key}
	want.Upcoming[0] = *in.Planned
	want.Upcoming[0].Day = thursday + 1
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	untouched := day(planned(restday.Easy), next(1, restday.Key), did(-1, restday.Key, 60, 8), says(0, "sleep_h=5 symptoms=fever pain=3"))
	rested := in.With(Variant{Rested: thursday - 1})
	if len(rested.Sessions) != 0 || len(in.Sessions) != 1 {
		t.Errorf("a rest day before: %+v", rested.Sessions)
	}
	if diff := cmp.Diff(untouched, in); diff != "" {
		t.Errorf("the input changed:\n%s", diff)
	}
	nothing := day().With(Variant{Swap: thursday + 1}, Variant{Item: restday.Mood, Value: 2}, Variant{Pain: &restday.Pain{Where: "knee"}})
	if c := nothing.CheckIns[0]; c.Values[restday.Mood] != 2 || c.Pain.Where != "knee" || nothing.Planned != nil {
		t.Errorf("supposed of nothing: %+v", nothing)
	}
}
