package rules

import (
	"fmt"
	"math"
	"testing"

	"restday"
)

// rated is what the composite made of a real day, and how ready the athlete
// felt on it.
type rated struct {
	z   float64
	low bool // readiness at least 1 SD below the own normal
}

// mornings pairs the composite of energy, muscles and mood with the athlete's
// own readiness rating, both against their previous 28 days (f.1). A readiness
// of 0 counts as it was exported, a 0 elsewhere is left out.
func mornings(t *testing.T, energyWeight float64, people ...int) []rated {
	t.Helper()
	ours := library(t).limits
	weighted := ours
	weighted.EnergyWeight = energyWeight
	var all []rated
	for _, p := range people {
		name := fmt.Sprintf("p%02d", p)
		feels, ratings := only(person(t, name, false), restday.Fatigue, restday.Soreness, restday.Mood), readiness(t, name)
		for _, c := range feels {
			b, learned := newHistory(Input{Day: c.Day, CheckIns: feels}, weighted).baseline(c.Day)
			r, rates := newHistory(Input{Day: c.Day, CheckIns: ratings}, ours).baseline(c.Day)
			if learned && len(b.Items) == 3 && rates {
				all = append(all, rated{b.Z, r.Z <= -1})
			}
		}
	}
	return all
}

// readiness reads how ready an athlete of PMData felt, 0–10, as the only item of
// a check-in: the baseline of one item is all that is asked of it.
func readiness(t *testing.T, name string) []restday.CheckIn {
	t.Helper()
	byDay := map[restday.Day]restday.CheckIn{}
	for _, row := range inOrderOfTime(t, rowsOf(t, shared(t, "pmdata/"+name+"/wellness.csv"))) {
		day := restday.DayOf(instant(t, row[0]))
		byDay[day] = restday.CheckIn{Day: day, Values: map[restday.Item]float64{restday.Mood: number(t, row[3])}}
	}
	var out []restday.CheckIn
	for _, c := range byDay {
		out = append(out, c)
	}
	return out
}

// agreement is the area under the ROC curve: how often a low morning has the
// lower z of a low and another one, ties counting half.
func agreement(all []rated) float64 {
	var pairs, right float64
	for _, a := range all {
		for _, b := range all {
			if !a.low || b.low {
				continue
			}
			pairs++
			switch {
			case a.z < b.z:
				right++
			case a.z == b.z:
				right += 0.5
			}
		}
	}
	return right / pairs
}

func TestTheCompositeAgreesWithReadiness(t *testing.T) { // rules.md f.1
	t.Parallel()
	all := mornings(t, 1, 1, 2, 3, 4, 5, 6, 7, 8)
	low := 0
	for _, m := range all {
		if m.low {
			low++
		}
	}
	if len(all) != 841 || low != 137 {
		t.Errorf("%d mornings, %d of them low; want 841 and 137", len(all), low)
	}
	if got := agreement(all); math.Abs(got-0.732) > 0.01 {
		t.Errorf("agreement %.4f, want 0.732 ± 0.01", got)
	}
}

// TestEnergyCountsTwice reports the figures of docs/decisions/0017-readiness.md:
// chosen on the first four people, looked at once on the other four.
func TestEnergyCountsTwice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		people       []int
		plain, twice float64
	}{
		{[]int{1, 2, 3, 4}, 0.755, 0.785},
		{[]int{5, 6, 7, 8}, 0.709, 0.726},
	} {
		plain, twice := agreement(mornings(t, 1, c.people...)), agreement(mornings(t, 2, c.people...))
		t.Logf("p%02d–p%02d: plain %.3f, energy twice %.3f", c.people[0], c.people[3], plain, twice)
		near(t, "plain", plain, c.plain, 3)
		near(t, "energy twice", twice, c.twice, 3)
	}
}
