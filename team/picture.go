package team

import (
	"slices"

	"restday"
)

// Fewest is how many people must have answered before anything is said of all of
// them: of fewer, somebody could be read out.
const Fewest = 5

// Range is where the middle half of a squad lies.
type Range struct{ Low, High float64 }

// Picture is what may be said of a squad's answers. Only PictureOf makes one, of
// five people or more.
type Picture struct {
	people        int
	answers       int
	sleep, energy *Range
}

// PictureOf looks at what was answered; ok is false with fewer than five people. An
// item that fewer than five answered is not in it.
func PictureOf(mornings []restday.Morning) (p Picture, ok bool) {
	p = Picture{people: people(mornings), answers: len(mornings)}
	if p.people < Fewest {
		return Picture{}, false
	}
	p.sleep, p.energy = rangeOf(mornings, restday.SleepH), rangeOf(mornings, restday.Fatigue)
	return p, true
}

// people is how many different ones answered.
func people(mornings []restday.Morning) int {
	seen := map[int]bool{}
	for _, m := range mornings {
		seen[m.Who] = true
	}
	return len(seen)
}

// rangeOf is where the middle half of the people's means lies, nil with fewer than five.
func rangeOf(mornings []restday.Morning, item restday.Item) *Range {
	sum, n := map[int]float64{}, map[int]float64{}
	for _, m := range mornings {
		if v, ok := m.Values[item]; ok {
			sum[m.Who] += v
			n[m.Who]++
		}
	}
	if len(n) < Fewest {
		return nil
	}
	var means []float64
	for who := range n {
		means = append(means, sum[who]/n[who])
	}
	slices.Sort(means)
	at := func(share float64) float64 { return means[int(share*float64(len(means)-1)+0.5)] }
	return &Range{at(0.25), at(0.75)}
}
