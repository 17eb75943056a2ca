package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/plan"
)

func TestTyped(t *testing.T) {
	t.Parallel()
	n := func(v float64) *float64 { return &v }
	for words, want := range map[string]restday.Planned{
		"6 × 800 m, 60 min":    {Kind: restday.Key, Title: "6 × 800 m", Minutes: n(60)},
		"4 x 8 min":            {Kind: restday.Key, Title: "4 x 8 min"},
		"easy run 8 km":        {Kind: restday.Easy, Title: "Easy run 8 km", DistanceKM: n(8)},
		"long run, 2 h":        {Kind: restday.Long, Title: "Long run", Minutes: n(120)},
		"rest":                 {Kind: restday.Rest, Title: "Rest day"},
		"45 min lockerer Lauf": {Kind: restday.Easy, Title: "Lockerer Lauf", Minutes: n(45)},
		"Ruhetag.":             {Kind: restday.Rest, Title: "Rest day"},
	} {
		got, ok := plan.Typed(words)
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%q: %t %s", words, ok, diff)
		}
	}
	if p, ok := plan.Typed("dentist at 3"); ok {
		t.Errorf("a dentist is %+v", p)
	}
}
