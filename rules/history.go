package rules

import (
	"slices"

	"restday"
)

// history answers questions about single days. Days before the first known
// session or check-in are unknown: neither rest nor hard (f.3).
type history struct {
	in       Input
	limits   limits
	first    restday.Day // first day with a record; zero: none
	trained  restday.Day // first day with a session; zero: none
	checkIns map[restday.Day]restday.CheckIn
	sessions map[restday.Day][]restday.Session
	felt     map[restday.Day]wellness // what has been worked out of days so far
}

// days makes a day count of a number that a host may write as any figure.
func days(n float64) restday.Day { return restday.Day(n) }

func newHistory(in Input, l limits) history {
	h := history{
		in: in, limits: l, felt: map[restday.Day]wellness{},
		checkIns: make(map[restday.Day]restday.CheckIn, len(in.CheckIns)), sessions: make(map[restday.Day][]restday.Session, len(in.Sessions)),
	}
	for _, c := range in.CheckIns {
		if c.Day <= in.Day {
			h.checkIns[c.Day] = c
			h.first = earlier(h.first, c.Day)
		}
	}
	for _, s := range in.Sessions {
		if s.Day <= in.Day {
			h.sessions[s.Day] = append(h.sessions[s.Day], s)
			h.trained = earlier(h.trained, s.Day)
		}
	}
	if h.trained != 0 {
		h.first = earlier(h.first, h.trained)
	}
	return h
}

func earlier(a, b restday.Day) restday.Day {
	if a == 0 {
		return b
	}
	return min(a, b)
}

// known tells whether day is on or after the first record.
func (h history) known(day restday.Day) bool { return h.first != 0 && day >= h.first }

// isHard tells whether a known day held a hard session (f.3).
func (h history) isHard(day restday.Day) bool {
	return slices.ContainsFunc(h.sessions[day], h.hard)
}

// Hard tells whether a session is a hard one (f.3).
func (l *Library) Hard(s restday.Session) bool { return history{limits: l.limits}.hard(s) }

func (h history) hard(s restday.Session) bool {
	atLeast := func(v *float64, limit float64) bool { return v != nil && *v >= limit }
	switch {
	case s.Kind == restday.Key, s.Kind == restday.Race:
		return true
	case atLeast(s.RPE, h.limits.HardRPE) && atLeast(s.Minutes, h.limits.HardMinutes):
		return true
	}
	return s.Kind == restday.Long && atLeast(s.Minutes, h.limits.LongHardMinutes)
}

// isEasy tells whether a known day was as easy as G1 wants: no hard session,
// and no easy or recovery session logged at strained_rpe or more (f.3).
func (h history) isEasy(day restday.Day) bool {
	return !slices.ContainsFunc(h.sessions[day], func(s restday.Session) bool {
		gentle := s.Kind == restday.Easy || s.Kind == restday.Recovery
		return h.hard(s) || gentle && s.RPE != nil && *s.RPE >= h.limits.StrainedRPE
	})
}

// isRest tells whether a known day had no session but rest.
func (h history) isRest(day restday.Day) bool {
	return !slices.ContainsFunc(h.sessions[day], func(s restday.Session) bool { return s.Kind != restday.Rest })
}

// lastHard returns the last hard day before day, and whether there was one.
func (h history) lastHard(day restday.Day) (restday.Day, bool) {
	var last restday.Day
	for d := range h.sessions {
		if d < day && d > last && h.isHard(d) {
			last = d
		}
	}
	return last, last != 0
}

// count returns how many of the n days before day are known and hold.
func (h history) count(day restday.Day, n int, holds func(restday.Day) bool) int {
	var count int
	for d := day - restday.Day(n); d < day; d++ {
		if h.known(d) && holds(d) {
			count++
		}
	}
	return count
}

// easySince returns how many easy days lie between two days, both left out.
func (h history) easySince(hard, day restday.Day) int {
	easy := int(day-hard) - 1
	for d := range h.sessions {
		if d > hard && d < day && !h.isEasy(d) {
			easy--
		}
	}
	return easy
}

// values returns the answers to an item in the n days before day, oldest first.
func (h history) values(item restday.Item, day restday.Day, n int) []float64 {
	var out []float64
	for d := day - restday.Day(n); d < day; d++ {
		if v, ok := h.checkIns[d].Value(item); ok {
			out = append(out, v)
		}
	}
	return out
}

// run returns the first day of the run of days up to last whose check-ins hold.
// One day without a check-in is bridged when the days on both sides hold; two
// end the run (f.6, f.11.2). Last itself is taken to hold.
func (h history) run(last restday.Day, holds func(restday.CheckIn) bool) restday.Day {
	at := func(d restday.Day) bool { c, ok := h.checkIns[d]; return ok && holds(c) }
	d := last
	for {
		_, answered := h.checkIns[d-1]
		switch {
		case at(d - 1):
			d--
		case !answered && at(d-2):
			d -= 2
		default:
			return d
		}
	}
}
