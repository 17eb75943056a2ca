package rules

import (
	"maps"
	"slices"

	"restday"
)

const (
	// mostReturnDays follow the first day without symptoms at most, and after an
	// illness with a red flag (f.11.3, f.12.2).
	mostReturnDays = 7
	// recurringDays is the time within which illnesses are counted (rules.md e.3).
	recurringDays = 90
)

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
	if !isIll(c) {
		return
	}
	today := h.in.Day
	f.IllnessDay = known(float64(today - h.run(today, isIll) + 1))
	same := h.run(today, func(before restday.CheckIn) bool { return lingers(c, before) })
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

// illness is a run of days with symptoms.
type illness struct {
	first, last restday.Day
	fever       int // days on which it was reported
	flagged     bool
}

// returnDays is how long the return period after it lasts: a symptom-free day,
// then as many as there were with fever, one at least (f.11.3).
func (i illness) returnDays() restday.Day {
	if i.flagged {
		return 1 + mostReturnDays
	}
	return 1 + restday.Day(min(mostReturnDays, max(1, i.fever)))
}

// end is the last day of its return period.
func (i illness) end() restday.Day { return i.last + i.returnDays() }

// illnesses are those reported up to today, oldest first. One day without a
// check-in is bridged when the days on both sides report symptoms (f.6).
func (h history) illnesses() []illness {
	var all []illness
	for _, day := range slices.Sorted(maps.Keys(h.checkIns)) {
		c := h.checkIns[day]
		if !isIll(c) {
			continue
		}
		last := len(all) - 1
		if last < 0 || !h.joins(all[last].last, day) {
			all = append(all, illness{first: day})
			last++
		}
		all[last].last = day
		all[last].flagged = all[last].flagged || countIn(c.Symptoms, redFlags) > 0
		if slices.Contains(c.Symptoms, "fever") {
			all[last].fever++
		}
	}
	return all
}

// joins tells whether two days with symptoms belong to one illness.
func (h history) joins(before, day restday.Day) bool {
	_, answered := h.checkIns[day-1]
	return day == before+1 || day == before+2 && !answered
}

// returnFacts finds the return period that today lies in. Every illness keeps
// its own, and the one that ends last counts (f.12.3).
func (h history) returnFacts(f *facts) {
	today := h.in.Day
	all := h.illnesses()
	f.RedFlagRecent = h.redFlagRecent(all)
	var latest illness
	for _, i := range all {
		if i.last > today-recurringDays {
			f.Illnesses++
		}
		if i.last >= today || today > i.end() {
			continue
		}
		if i.flagged {
			f.RedFlagReturnDay = float64(today - i.last)
		}
		if i.end() > latest.end() {
			latest = i
		}
	}
	if latest.last != 0 {
		f.ReturnDay, f.ReturnDays = float64(today-latest.last), float64(latest.returnDays())
	}
}

// redFlagRecent tells whether today lies in an illness that had a red flag
// before today, or in the return period after one.
func (h history) redFlagRecent(all []illness) bool {
	for _, i := range all {
		before := i.flagged && (i.last < h.in.Day || h.flaggedBefore(i))
		if before && h.in.Day <= i.end() {
			return true
		}
	}
	return false
}

// flaggedBefore tells whether an illness of today had a red flag before today.
func (h history) flaggedBefore(i illness) bool {
	for d := i.first; d < h.in.Day; d++ {
		if countIn(h.checkIns[d].Symptoms, redFlags) > 0 {
			return true
		}
	}
	return false
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

// lingers tells whether the symptoms of a check-in were there in one before,
// among others above the neck at most: with one less it is still the same (f.12.14).
func lingers(now, before restday.CheckIn) bool {
	return within(now.Symptoms, before.Symptoms) && within(before.Symptoms, aboveNeck)
}

func within(words, list []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(list, w) })
}

func sorted(words []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(words)))
}
