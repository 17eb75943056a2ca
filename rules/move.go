package rules

import (
	"slices"

	"restday"
)

const (
	moveWithin  = 3 // days after today that are looked at (f.8)
	hardBefore  = 2 // hard days that the seven before a candidate may have (f.12.12)
	gapToNext   = 2 // a day between the moved session and the next hard one (f.8)
	easyBetween = 1 // easy days wanted after the last hard day (f.8)
)

// moved tells where today's key or long session goes when it was lowered to
// easy or less (f.8, f.11.11, f.12.12).
func (h history) moved(t today) Moved {
	demanding := t.planned.Kind == restday.Key || t.planned.Kind == restday.Long
	if !demanding || !t.outcome.below(Modified) {
		return Moved{}
	}
	sick := slices.ContainsFunc(t.rows, func(r row) bool { return r.fired && r.rule.Safety })
	upcoming := h.upcoming()
	switch {
	case sick:
		return Moved{Dropped: true}
	case len(upcoming) == 0:
		return Moved{}
	}
	for day := h.in.Day + 1; day <= h.in.Day+moveWithin; day++ {
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
			return k == restday.Key || k == restday.Long || k == restday.Race
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
	return (!ok || h.easySince(last, day) >= easyBetween) && h.count(day, 7, h.isHard) <= hardBefore
}
