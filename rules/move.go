package rules

import (
	"slices"

	"restday"
)

// gapToNext leaves a day between the moved session and the next hard one (f.8).
const gapToNext = 2

// moved tells where today's key or long session goes when it was lowered to
// easy or less (f.8, f.11.11, f.12.12).
func (h history) moved(t today) Moved {
	if !demanding(t.planned.Kind) || !t.outcome.below(Modified) {
		return Moved{}
	}
	upcoming := h.upcoming()
	switch {
	case t.safetyFired():
		return Moved{Dropped: true}
	case len(upcoming) == 0:
		return Moved{}
	}
	first := h.in.Day + 1
	if slices.ContainsFunc(t.rows, func(r row) bool { return r.fired && r.effect.RestNext }) {
		first++ // tomorrow is kept free (f.11.11)
	}
	for day := first; day <= h.in.Day+days(h.limits.MoveWithin); day++ {
		if h.takes(day, upcoming) {
			return Moved{To: day}
		}
	}
	return Moved{Dropped: true}
}

// upcoming returns the kinds planned for the days after today.
func (h history) upcoming() map[restday.Day][]restday.Kind {
	plan := map[restday.Day][]restday.Kind{}
	for _, p := range h.in.Upcoming {
		if p.Day > h.in.Day {
			plan[p.Day] = append(plan[p.Day], p.Kind)
		}
	}
	if r := h.in.Race; r != nil && r.Day > h.in.Day && len(plan) > 0 {
		plan[r.Day] = append(plan[r.Day], restday.Race)
	}
	return plan
}

// takes tells whether a day can take a moved session.
func (h history) takes(day restday.Day, upcoming map[restday.Day][]restday.Kind) bool {
	gentle := len(upcoming[day]) > 0 && !slices.ContainsFunc(upcoming[day], func(k restday.Kind) bool {
		return k != restday.Easy && k != restday.Recovery
	})
	return gentle && h.clear(day, upcoming) && h.rested(day)
}

// clear tells whether no key, long or race lies before the day or within a day after it.
func (h history) clear(day restday.Day, upcoming map[restday.Day][]restday.Kind) bool {
	for d := h.in.Day + 1; d < day+gapToNext; d++ {
		if slices.ContainsFunc(upcoming[d], func(k restday.Kind) bool {
			return demanding(k) || k == restday.Race
		}) {
			return false
		}
	}
	return true
}

// rested tells whether enough easy days lie between the last hard day and the
// day, and not too many hard days in its week. Days from today on are as easy as
// advised or planned, unless a hard session has been logged today.
func (h history) rested(day restday.Day) bool {
	last, ok := h.lastHard(h.in.Day + 1)
	return (!ok || float64(h.easySince(last, day)) >= h.limits.EasyDaysBetween) &&
		float64(h.count(day, 7, h.isHard)) < h.limits.HardDaysWeek
}
