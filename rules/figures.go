package rules

import (
	"math"
	"slices"

	"restday"
)

func sum(xs []float64) float64 {
	var s float64
	for _, x := range xs {
		s += x
	}
	return s
}

func mean(xs []float64) float64 { return sum(xs) / float64(len(xs)) }

// sampleSD is for baselines and z (rules.md c.5); it needs two values.
func sampleSD(xs []float64) float64 { return math.Sqrt(squares(xs) / float64(len(xs)-1)) }

// populationSD is for monotony (rules.md b.2, c.1, c.3).
func populationSD(xs []float64) float64 { return math.Sqrt(squares(xs) / float64(len(xs))) }

func squares(xs []float64) float64 {
	// Equal values have no spread, whatever rounding does to their mean.
	if len(xs) == 0 || slices.Min(xs) == slices.Max(xs) {
		return 0
	}
	m, s := mean(xs), 0.0
	for _, x := range xs {
		s += (x - m) * (x - m)
	}
	return s
}

// exact takes away what binary fractions add, so that a figure that is -1 on
// paper is not -0.9999999999999996 where it is compared with -1.
func exact(v float64) float64 { return math.Round(v*1e9) / 1e9 }

// printed rounds to the four decimals that figures are printed with (f.11.15).
func printed(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// Baseline compares today's wellness items with the athlete's own 28 days (f.2).
type Baseline struct {
	Items []restday.Item `json:"items"` // those answered today
	N     int            `json:"n"`     // days of the window that have all of them
	Mean  float64        `json:"mean"`  // of their sum, energy counted energy_weight times
	SD    float64        `json:"sd"`    // sample SD, at least sd_floor for each item
	Z     float64        `json:"z"`     // (today's sum - Mean) / SD
}

// baseline returns the comparison for the check-in of a day. N is known even
// while there are too few days; ok tells whether there are enough.
func (h history) baseline(day restday.Day) (b Baseline, ok bool) {
	today := h.checkIns[day]
	b.Items = answered(today)
	if len(b.Items) == 0 {
		return b, false
	}
	sums := make([]float64, 0, int(h.limits.BaselineWindow))
	for d := day - days(h.limits.BaselineWindow); d < day; d++ {
		if s, ok := h.composite(h.checkIns[d], b.Items); ok {
			sums = append(sums, s)
		}
	}
	b.N = len(sums)
	if float64(b.N) < h.limits.BaselineMin {
		return b, false
	}
	s, _ := h.composite(today, b.Items)
	b.Mean = mean(sums)
	b.SD = max(sampleSD(sums), h.limits.SDFloor*float64(len(b.Items)))
	b.Z = exact((s - b.Mean) / b.SD)
	return b, true
}

func (b Baseline) printed() *Baseline {
	b.Mean, b.SD, b.Z = printed(b.Mean), printed(b.SD), printed(b.Z)
	return &b
}

func answered(c restday.CheckIn) []restday.Item {
	items := make([]restday.Item, 0, len(wellnessItems))
	for _, item := range wellnessItems {
		if _, ok := c.Value(item); ok {
			items = append(items, item)
		}
	}
	return items
}

// composite is the sum of the items of a check-in that has all of them (f.2).
// Energy counts energy_weight times, on the scale of the plain sum.
func (h history) composite(c restday.CheckIn, items []restday.Item) (float64, bool) {
	s, ok := total(c, items)
	if energy, asked := c.Value(restday.Fatigue); ok && asked {
		n, more := float64(len(items)), h.limits.EnergyWeight-1
		s = (s + more*energy) * n / (n + more)
	}
	return s, ok
}

// total sums the items of a check-in that has all of them.
func total(c restday.CheckIn, items []restday.Item) (float64, bool) {
	var s float64
	for _, item := range items {
		v, ok := c.Value(item)
		if !ok {
			return 0, false
		}
		s += v
	}
	return s, true
}

// usual returns the athlete's own mean of an item over the baseline window,
// nil while there are too few answers.
func (h history) usual(item restday.Item, day restday.Day) *float64 {
	past := h.values(item, day, int(h.limits.BaselineWindow))
	if float64(len(past)) < h.limits.BaselineMin {
		return nil
	}
	m := exact(mean(past))
	return &m
}
