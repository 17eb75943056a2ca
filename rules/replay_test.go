package rules

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"restday"
)

// person reads one athlete of PMData (CC BY 4.0, Thambawita 2020) as check-ins.
// Of several answers on one UTC day the last counts, or with first the first;
// 0 is outside the scale and left out.
func person(t *testing.T, name string, first bool) []restday.CheckIn {
	t.Helper()
	columns := map[restday.Item]int{
		restday.Fatigue: 1, restday.Mood: 2, restday.SleepQuality: 5, restday.Soreness: 6, restday.Stress: 8,
	}
	rows := rowsOf(t, shared(t, "pmdata/"+name+"/wellness.csv"))
	rows = inOrderOfTime(t, rows)
	if first {
		slices.Reverse(rows)
	}
	byDay := map[restday.Day]restday.CheckIn{}
	for _, row := range rows {
		c := restday.CheckIn{Day: restday.DayOf(instant(t, row[0])), Values: map[restday.Item]float64{}}
		for item, column := range columns {
			if v := number(t, row[column]); v > 0 {
				c.Values[item] = v
			}
		}
		byDay[c.Day] = c
	}
	var out []restday.CheckIn
	for _, c := range byDay {
		out = append(out, c)
	}
	return out
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func inOrderOfTime(t *testing.T, rows [][]string) [][]string {
	t.Helper()
	slices.SortStableFunc(rows, func(a, b []string) int { return instant(t, a[0]).Compare(instant(t, b[0])) })
	return rows
}

// only keeps some items of every check-in.
func only(checkIns []restday.CheckIn, items ...restday.Item) []restday.CheckIn {
	var out []restday.CheckIn
	for _, c := range checkIns {
		kept := restday.CheckIn{Day: c.Day, Values: map[restday.Item]float64{}}
		for _, item := range items {
			if v, ok := c.Value(item); ok {
				kept.Values[item] = v
			}
		}
		out = append(out, kept)
	}
	return out
}

func TestRealZ(t *testing.T) { // rules.md c.9, f.11.15
	t.Parallel()
	l := library(t)
	checkIns := person(t, "p04", true)
	for _, c := range []struct {
		day         string
		n           int
		mean, sd, z float64
		items       int
	}{
		{"2019-12-10", 28, 15.7857, 2.7265, -1.7553, 5},
		{"2019-12-27", 26, 0, 0, -2.2116, 4},
	} {
		in := Input{Day: mustDay(c.day), CheckIns: checkIns}
		b := l.Decide(in, shelf{}).Baseline
		if b == nil || b.N != c.n || len(b.Items) != c.items {
			t.Fatalf("%s: got %+v", c.day, b)
		}
		near(t, c.day+" z", b.Z, c.z, 4)
		if c.mean > 0 {
			near(t, c.day+" mean", b.Mean, c.mean, 4)
			near(t, c.day+" SD", b.SD, c.sd, 4)
		}
	}
}

func TestAlertRatesOnRealMornings(t *testing.T) { // rules.md f.2
	t.Parallel()
	var days, low, veryLow int
	limits := library(t).limits
	for i := 1; i <= 8; i++ {
		checkIns := only(person(t, fmt.Sprintf("p%02d", i), false), restday.Fatigue, restday.Soreness, restday.Mood)
		for _, c := range checkIns {
			b, ok := newHistory(Input{Day: c.Day, CheckIns: checkIns}, limits).baseline(c.Day)
			if !ok || len(b.Items) < 3 {
				continue
			}
			days++
			if b.Z <= -1 {
				low++
			}
			if b.Z <= -2 {
				veryLow++
			}
		}
	}
	rate := func(n int) float64 { return math.Round(1000*float64(n)/float64(days)) / 10 }
	if rate(low) != 15.2 || rate(veryLow) != 3.0 {
		t.Errorf("of %d mornings %.1f%% are at z −1 or less and %.1f%% at −2; want 15.2%% and 3.0%%", days, rate(low), rate(veryLow))
	}
}

// TestRealSeasons decides every real morning as if a key session were planned:
// nothing may panic, and no outcome may lack a reason.
func TestRealSeasons(t *testing.T) {
	t.Parallel()
	l := library(t)
	for i := 1; i <= 8; i++ {
		checkIns := person(t, fmt.Sprintf("p%02d", i), false)
		for _, c := range checkIns {
			in := Input{Day: c.Day, CheckIns: checkIns, Planned: &restday.Planned{Kind: restday.Key}}
			if d := l.Decide(in, shelf{}); len(d.Reasons) == 0 || len(d.Reasons) > 3 {
				t.Errorf("p%02d %s: %d reasons for %s", i, c.Day, len(d.Reasons), d.Outcome)
			}
		}
	}
}
