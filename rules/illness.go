package rules

import (
	"slices"

	"restday"
)

// returnDays is how long after the last symptom of an illness with a red flag
// its return period lasts: a symptom-free day, then seven more (f.11.3, f.12.2).
const returnDays = 8

// reported returns the check-in whose symptoms and pain hold today: today's,
// or without one the last of the two days before (f.12.1).
func (h history) reported() (restday.CheckIn, bool) {
	for d := h.in.Day; d >= h.in.Day-2; d-- {
		if c, ok := h.checkIns[d]; ok {
			return c, true
		}
	}
	return restday.CheckIn{}, false
}

func (h history) symptomFacts(f *facts) {
	c, ok := h.reported()
	if !ok {
		return
	}
	f.RedFlags = known(countIn(c.Symptoms, redFlags))
	f.GeneralSymptoms = known(countIn(c.Symptoms, general))
	f.AboveNeckSymptoms = known(countIn(c.Symptoms, aboveNeck))
	f.RedFlagRecent = known(h.redFlagRecent(isIll(c)))
	if !isIll(c) {
		return
	}
	today := h.in.Day
	f.IllnessDay = known(float64(today - h.run(today, isIll) + 1))
	same := h.run(today, func(other restday.CheckIn) bool { return sameSymptoms(c, other) })
	f.SameSymptomDays = known(float64(today - same + 1))
	f.MoreSymptoms, f.SameSymptomDaysBefore = known(false), known(0.0)
	if last, ok := h.lastOf(h.run(today, isIll)); ok {
		f.MoreSymptoms = known(distinct(c.Symptoms) > distinct(last.Symptoms))
		f.SameSymptomDaysBefore = known(max(0, float64(last.Day-same+1)))
	}
}

func isIll(c restday.CheckIn) bool { return len(c.Symptoms) > 0 }

// lastOf returns the last check-in before today that is part of the run that
// began on start.
func (h history) lastOf(start restday.Day) (restday.CheckIn, bool) {
	for d := h.in.Day - 1; d >= start; d-- {
		if c, ok := h.checkIns[d]; ok {
			// Carried over to a silent day, the last check-in is today's word
			// and cannot be more than itself.
			return c, true
		}
	}
	return restday.CheckIn{}, false
}

// redFlagRecent tells whether today lies in an illness that had a red flag
// before today, or in the return period after one.
func (h history) redFlagRecent(illToday bool) bool {
	for day, c := range h.checkIns {
		if day == h.in.Day || countIn(c.Symptoms, redFlags) == 0 {
			continue
		}
		end := h.illnessEnd(day, illToday)
		if h.in.Day <= end+returnDays {
			return true
		}
	}
	return false
}

// illnessEnd follows an illness forward from one of its days to its last.
func (h history) illnessEnd(day restday.Day, illToday bool) restday.Day {
	at := func(d restday.Day) bool { return isIll(h.checkIns[d]) || d == h.in.Day && illToday }
	for day < h.in.Day {
		_, answered := h.checkIns[day+1]
		switch {
		case at(day + 1):
			day++
		case !answered && at(day+2):
			day += 2
		default:
			return day
		}
	}
	return day
}

func (h history) painFacts(f *facts) {
	c, ok := h.reported()
	if !ok || c.Pain == nil {
		return
	}
	f.PainLevel, f.PainKind, f.ChangesGait = c.Pain.Level, c.Pain.Kind, c.Pain.ChangesGait
	if hurts(c) {
		f.PainDays = known(float64(h.in.Day - h.run(h.in.Day, hurts) + 1))
	}
}

// hurts tells whether a check-in reports pain; level 0 alone is none.
func hurts(c restday.CheckIn) bool {
	return c.Pain != nil && (c.Pain.Level == nil || *c.Pain.Level > 0)
}

func countIn(words, list []string) float64 {
	var n float64
	for _, w := range list {
		if slices.Contains(words, w) {
			n++
		}
	}
	return n
}

func distinct(words []string) int { return len(sorted(words)) }

func sameSymptoms(a, b restday.CheckIn) bool {
	return isIll(b) && slices.Equal(sorted(a.Symptoms), sorted(b.Symptoms))
}

func sorted(words []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(words)))
}
