package rules

import (
	"math"
	"slices"

	"restday"
)

// State is how ready an athlete is this morning.
type State string

// The states, from none to the most careful (rules.md e.1).
const (
	Unknown State = "unknown" // no check-in today
	Green   State = "green"
	Amber   State = "amber"
	Red     State = "red"
)

// wellness is what today's wellness items say on their own.
type wellness struct{ amber, red, low bool }

// wellness judges the check-in of a day by its items alone (rules.md e.1, f.2).
func (h history) wellness(day restday.Day) wellness {
	w, known := h.felt[day]
	if !known {
		w = h.feel(day)
		h.felt[day] = w
	}
	return w
}

func (h history) feel(day restday.Day) wellness {
	c := h.checkIns[day]
	items := answered(c)
	b, learned := h.baseline(day)
	s, _ := total(c, items)
	low := func(z float64) bool { return learned && b.Z <= z }
	ones, lows := 0, 0
	for _, item := range items {
		v, _ := c.Value(item)
		if v <= 1 {
			ones++
		}
		if v <= 2 {
			lows++
		}
	}
	return wellness{
		low:   low(h.limits.LowZ),
		amber: low(h.limits.LowZ) || h.unusualOne(day, items) || !learned && lows >= 2,
		red: low(h.limits.VeryLowZ) || low(h.limits.LowZ) && ones > 0 ||
			!learned && len(items) >= 3 && exact(s/float64(len(items))) <= 2 ||
			lowest(c, restday.Fatigue) && lowest(c, restday.Soreness),
	}
}

// unusualOne tells whether an item is 1 for somebody to whom that is not usual:
// a habitual 1 does not make a day amber (f.12.13).
func (h history) unusualOne(day restday.Day, items []restday.Item) bool {
	for _, item := range items {
		if !lowest(h.checkIns[day], item) {
			continue
		}
		if usual := h.usual(item, day); usual == nil || *usual >= 2 {
			return true
		}
	}
	return false
}

func lowest(c restday.CheckIn, item restday.Item) bool {
	v, ok := c.Value(item)
	return ok && v <= 1
}

// state is the first of red, amber and green that applies; sleep, HRV and
// resting pulse alone never make more than amber (rules.md e.1).
func (h history) state(f facts, w wellness) State {
	below := func(v, limit *float64) bool { return v != nil && limit != nil && *v < *limit }
	switch {
	case !f.CheckedIn:
		return Unknown
	case w.red:
		return Red
	case w.amber, below(f.SleepHours, &h.limits.ShortSleep), below(f.SleepThreeNights, &h.limits.ShortSleep),
		below(f.HRVWeek, f.HRVBand), f.RHRThreeDays != nil && !below(f.RHRThreeDays, f.RHRLimit):
		return Amber
	}
	return Green
}

// sleepFacts reads last night and, when all three are known, the last three.
func (h history) sleepFacts(f *facts) {
	today := h.in.Day
	if v, ok := h.checkIns[today].Value(restday.SleepH); ok {
		f.SleepHours = &v
	}
	if nights := h.values(restday.SleepH, today+1, 3); len(nights) == 3 {
		f.SleepThreeNights = known(exact(mean(nights)))
	}
}

// hrvFacts compares the week's mean ln(rMSSD) with the lower edge of the
// athlete's own band (Plews 2014, Vesterinen 2016; f.6, f.11.9).
func (h history) hrvFacts(f *facts) {
	today := h.in.Day
	week := logs(h.values(restday.HRV, today+1, 7))
	before := logs(h.values(restday.HRV, today-6, 60))
	if float64(len(week)) >= h.limits.HRVWeekMin && float64(len(before)) >= h.limits.HRVBaselineMin {
		f.HRVWeek = known(exact(mean(week)))
		f.HRVBand = known(exact(mean(before) - h.limits.HRVBandSD*sampleSD(before)))
	}
}

func logs(xs []float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = math.Log(x)
	}
	return out
}

// rhrFacts compares the last three days' resting pulse with the 28 days before
// them (rules.md b.6, f.11.9).
func (h history) rhrFacts(f *facts) {
	today := h.in.Day
	last := h.values(restday.RHR, today+1, 3)
	before := h.values(restday.RHR, today-2, 28)
	if len(last) < 3 || float64(len(before)) < h.limits.RHRBaselineMin {
		return
	}
	f.RHRThreeDays = known(exact(mean(last)))
	f.RHRLimit = known(exact(mean(before) + max(h.limits.RHRRise, h.limits.RHRRiseSD*sampleSD(before))))
	f.RHRAbove = known(exact(mean(last) - mean(before)))
	f.RHRAboveLeast = known(exact(slices.Min(last) - mean(before)))
}
