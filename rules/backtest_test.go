package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
)

func TestBacktestCountsByTheDecidingRule(t *testing.T) {
	t.Parallel()
	now := layered(t)
	would := layered(t, over(builtinText(t, "N2", "factor: shorter_volume", "factor: 0.5"), builtinText(t, "N1", "ceiling: easy", "ceiling: recovery"), "id: A1\noff: true\n"))
	var b Backtest
	for _, words := range []string{
		"sleep_h=5.5 fatigue=4 soreness=4 mood=4", // N2 shortens it more
		"sleep_h=4 fatigue=4 soreness=4 mood=4",   // N1 lowers it more
		"sleep_h=5.5 fatigue=2 soreness=2 mood=4", // N2 in the place of A1
		"sleep_h=8 fatigue=2 soreness=2 mood=4",   // OK in the place of A1
		"sleep_h=8 fatigue=1 soreness=1 mood=4",   // the same, red
		fine,
	} {
		in := day(planned(restday.Key), says(0, words))
		b.Add("somebody", now.Decide(in, shelf{}), would.Decide(in, shelf{}))
	}
	type change struct {
		Rule                                       string
		Now, New, Gained, Lost, Changed, Exemplary int
	}
	var got []change
	for _, c := range b.Changes(now, would) {
		got = append(got, change{c.Rule, c.Now, c.New, c.Gained, c.Lost, c.Changed, len(c.Examples)})
	}
	want := []change{{"N1", 1, 1, 0, 0, 1, 1}, {"N2", 1, 2, 1, 0, 1, 2}, {"OK", 1, 2, 1, 0, 0, 0}, {"A1", 2, 0, 0, 2, 0, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if b.Days != 6 || b.Differ != 4 || b.Lowered != 1 || b.Raised != 2 {
		t.Errorf("got %+v", b)
	}
	if b.Now.Red != 1 || b.Now.Amber != 4 || b.Now.Lowered != 5 || b.New.Lowered != 4 {
		t.Errorf("now %+v, new %+v", b.Now, b.New)
	}
}

func TestBacktestKeepsAFewExamples(t *testing.T) {
	t.Parallel()
	now, would := layered(t), layered(t, over("id: N1\noff: true\n"))
	var b Backtest
	for range 10 {
		in := day(planned(restday.Key), says(0, "sleep_h=4"))
		b.Add("somebody", now.Decide(in, shelf{}), would.Decide(in, shelf{}))
	}
	if c := b.Changes(now, would); len(c) != 2 || len(c[1].Examples) != maxExamples || c[1].Lost != 10 {
		t.Errorf("got %+v", c)
	}
}
