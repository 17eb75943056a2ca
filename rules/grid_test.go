package rules

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawCondition writes a condition over a few facts of each kind.
func drawCondition(t *rapid.T, depth int) string {
	number := func(name string) string {
		limit := rapid.SampledFrom([]string{"0", "1", "2", "2.5", "3", name, "soreness_usual", "soreness"}).Draw(t, "limit")
		return fmt.Sprintf("%s %s %s", name, rapid.SampledFrom([]string{"<", "<=", ">", ">=", "==", "!="}).Draw(t, "operator"), limit)
	}
	kinds := 6
	if depth == 0 {
		kinds = 3
	}
	switch rapid.IntRange(0, kinds).Draw(t, "kind") {
	case 0:
		return rapid.SampledFrom([]string{"checked_in", "sore_legs", `pain_kind == "bone"`, `pain_kind in ["dull", "sharp"]`}).Draw(t, "word")
	case 1:
		return number("illness_day")
	case 2, 3:
		return number(rapid.SampledFrom([]string{"soreness", "soreness_usual", "sleep_hours"}).Draw(t, "fact"))
	case 4:
		return "not (" + drawCondition(t, depth-1) + ")"
	case 5:
		return "(" + drawCondition(t, depth-1) + ") or (" + drawCondition(t, depth-1) + ")"
	}
	return "(" + drawCondition(t, depth-1) + ") and (" + drawCondition(t, depth-1) + ")"
}

func drawValues(t *rapid.T) map[string]any {
	values := map[string]any{"checked_in": rapid.Bool().Draw(t, "checked in")}
	for _, name := range []string{"soreness", "soreness_usual", "sleep_hours", "illness_day"} {
		if v := float64(rapid.IntRange(-1, 40).Draw(t, name)) / 8; v >= 0 {
			values[name] = v
		}
	}
	if v, ok := values["illness_day"].(float64); ok {
		values["illness_day"] = math.Trunc(v)
	}
	if rapid.Bool().Draw(t, "sore") {
		values["sore_legs"] = rapid.Bool().Draw(t, "sore legs")
	}
	if kind := rapid.SampledFrom([]string{"", "dull", "sharp", "bone"}).Draw(t, "kind"); kind != "" {
		values["pain_kind"] = kind
	}
	return values
}

// TestTheGridHasAPointForEveryDay guards: what can hold is never said never to.
func TestTheGridHasAPointForEveryDay(t *testing.T) {
	t.Parallel()
	v := factVocabulary(nil)
	spans := map[string]span{"illness_day": {whole: true, positive: true}, "sleep_hours": {positive: true}, "soreness": {positive: true}}
	rapid.Check(t, func(t *rapid.T) {
		first, err := v.compile(drawCondition(t, 3))
		if err != nil {
			t.Fatal(err)
		}
		second, err := v.compile(drawCondition(t, 2))
		if err != nil {
			t.Fatal(err)
		}
		day := drawValues(t)
		want := [2]truth{holds(first.root, day), holds(second.root, day)}
		g := v.newGrid(spans, first, second)
		if !g.find(func(values map[string]any) bool {
			return want == [2]truth{holds(first.root, values), holds(second.root, values)}
		}) {
			t.Fatalf("no point is like %v for\n%s\n%s", day, first.text, second.text)
		}
	})
}

func TestTooManyCombinationsAreNamed(t *testing.T) {
	t.Parallel()
	when := `checked_in and not checked_in and red_flag_recent and more_symptoms and changes_gait and sore_legs and planned_run and ` +
		`taper_nerves and wellness_low and state == "red" and planned_kind == "key" and pain_kind == "bone" and soreness > 3 and sleep_hours > 3`
	s := library(t).survey()
	c, err := s.v.compile(when)
	if err != nil {
		t.Fatal(err)
	}
	if !s.possible("Q1", c) || len(s.untried) != 1 || s.untried[0] != "Q1" {
		t.Errorf("untried %v", s.untried)
	}
}
