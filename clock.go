package restday

import (
	"fmt"
	"time"
)

// Clock is a time of day in minutes after midnight, 0 to 1439.
type Clock int

// ParseClock reads "07:00" or "7:00".
func ParseClock(s string) (Clock, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time like 07:00", s)
	}
	return Clock(t.Hour()*60 + t.Minute()), nil
}

// String returns "07:00".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// On returns the instant at which clocks in loc show c on day. A time that
// summer time skips becomes the first instant after the gap, or the last minute
// before it where the gap runs into the next day; a time that comes twice is
// its first coming. For a date that loc left out, crossing the date line, the
// result lies on another day.
func (c Clock) On(day Day, loc *time.Location) time.Time {
	y, m, d := day.time().Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	wanted := midnight.Add(time.Duration(c) * time.Minute)
	// A zone is at most 15 hours from UTC, so the two offsets that can apply
	// are those in force a day before and a day after.
	before := offset(wanted.Add(-24*time.Hour), loc)
	after := offset(wanted.Add(24*time.Hour), loc)
	first := wanted.Add(-max(before, after))
	last := wanted.Add(-min(before, after))
	for _, t := range []time.Time{first, last} {
		if local := t.In(loc); DayOf(local) == day && ClockOf(local) == c {
			return local
		}
	}
	end := gapEnd(first, last, loc)
	if DayOf(end) != day {
		return end.Add(-time.Minute)
	}
	return end
}

// gapEnd returns the instant between lo and hi at which the offset changes.
func gapEnd(lo, hi time.Time, loc *time.Location) time.Time {
	old := offset(lo, loc)
	for hi.Sub(lo) > time.Second {
		mid := lo.Add(hi.Sub(lo) / 2).Truncate(time.Second)
		if offset(mid, loc) == old {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi.In(loc)
}

func offset(t time.Time, loc *time.Location) time.Duration {
	_, seconds := t.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}

// ClockOf returns the time of day that t shows on a clock in t's own location.
func ClockOf(t time.Time) Clock { return Clock(t.Hour()*60 + t.Minute()) }

// Hours are the part of each day from one time up to another, over midnight when
// To is the earlier one, and no part of it when both are equal.
type Hours struct{ From, To Clock }

// Has tells whether t shows a time of them, on the clock of its location.
func (h Hours) Has(t time.Time) bool {
	at := ClockOf(t)
	if h.From <= h.To {
		return h.From <= at && at < h.To
	}
	return at >= h.From || at < h.To
}
