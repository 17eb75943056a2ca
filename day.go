package restday

import (
	"fmt"
	"time"
)

// Day is a calendar date without a zone, counted in days since 1970-01-01.
// The zero Day means "no day".
type Day int

const dayLayout = "2006-01-02"

// DayOf returns the date that t shows on a clock in t's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads "2026-03-12". Dates before 1970-01-02 and after 9999 are refused.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(dayLayout, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date like 2026-03-12", s)
	}
	d := DayOf(t)
	if d < 1 {
		return 0, fmt.Errorf("%q is before 1970", s)
	}
	return d, nil
}

func (d Day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String returns "2026-03-12", or "" for the zero Day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.time().Format(dayLayout)
}

// Date returns year, month and day of the month.
func (d Day) Date() (year int, month time.Month, day int) { return d.time().Date() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.time().Weekday() }

// MarshalText writes the date as "2026-03-12".
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; an empty text is the zero Day.
func (d *Day) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = 0
		return nil
	}
	*d, err = ParseDay(string(b))
	return err
}
