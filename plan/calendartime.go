package plan

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"restday"
)

// moment reads a date or a date and time. A time in UTC is read on the clock of
// zone; one of a named zone, or of none, is a wall clock's and stays as it is.
func moment(value, params string, zone *time.Location) (at time.Time, timed bool, err error) {
	switch {
	case value == "":
		return at, false, errors.New("is missing")
	case strings.Contains(params, "VALUE=DATE") && !strings.Contains(params, "VALUE=DATE-TIME") || len(value) == 8:
		at, err = time.Parse("20060102", value)
	case strings.HasSuffix(value, "Z"):
		at, err = time.Parse("20060102T150405Z", value)
		at, timed = at.In(zone), true
	default:
		at, err = time.Parse("20060102T150405", value)
		timed = true
	}
	if err != nil || at.Year() < 1971 || at.Year() > 9000 {
		return at, false, fmt.Errorf("%q is no date like 20260312 or 20260312T070000Z", tidy(value))
	}
	return at, timed, nil
}

var durationForm = regexp.MustCompile(`^PT?(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?$`)

// length reads a duration of hours and minutes; 0 for any other.
func length(value string) time.Duration {
	m := durationForm.FindStringSubmatch(strings.TrimSpace(value))
	if m == nil {
		return 0
	}
	hours, _ := strconv.Atoi(m[1]) // "" is 0
	minutes, _ := strconv.Atoi(m[2])
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
}

// furthest is how many days ahead of its first a session is repeated.
const furthest = 366

var weekdays = map[string]time.Weekday{
	"SU": time.Sunday, "MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday, "TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday,
}

// repetition is a rule of daily, weekly or monthly events.
type repetition struct {
	every    string // DAILY | WEEKLY | MONTHLY
	interval int
	count    int // 0: no limit
	until    restday.Day
	on       []ordinal // none: as the first day
	dates    []int     // of the month
}

// ordinal is a weekday: every one (0), or the n-th of the month, counted from its
// end when negative.
type ordinal struct {
	n   int
	day time.Weekday
}

// days are those on which an event takes place, from its first on.
func (e event) days(first restday.Day, zone *time.Location) (days []restday.Day, err error) {
	if e.rule == "" {
		return []restday.Day{first}, nil
	}
	rule, err := readRule(e.rule, zone)
	if err != nil {
		return nil, err
	}
	without := map[restday.Day]bool{}
	for _, day := range e.without {
		without[day] = true
	}
	for _, value := range e.except {
		if at, _, err := moment(value, "", zone); err == nil {
			without[restday.DayOf(at)] = true
		}
	}
	n := 0
	for d := first; d <= first+furthest && (rule.until == 0 || d <= rule.until) && (rule.count == 0 || n < rule.count); d++ {
		if !rule.has(d, first) {
			continue
		}
		n++
		if !without[d] {
			days = append(days, d)
		}
	}
	return days, nil
}

// has tells whether a day is one of the rule's, as counted from the first.
func (r repetition) has(d, first restday.Day) bool {
	since := int(d - first)
	switch r.every {
	case "WEEKLY":
		sinceMonday := since + (int(first.Weekday())+6)%7
		on := len(r.on) == 0 && d.Weekday() == first.Weekday() || slices.Contains(r.on, ordinal{day: d.Weekday()})
		return on && sinceMonday/7%r.interval == 0
	case "MONTHLY":
		year, month, date := d.Date()
		firstYear, firstMonth, firstDate := first.Date()
		months := (year-firstYear)*12 + int(month-firstMonth)
		asFirst := len(r.on)+len(r.dates) == 0 && date == firstDate
		return months%r.interval == 0 && (asFirst || slices.Contains(r.dates, date) || r.nth(d))
	}
	return since%r.interval == 0 && (len(r.on) == 0 || slices.Contains(r.on, ordinal{day: d.Weekday()}))
}

// nth tells whether a day is one of the rule's weekdays, as counted in its month.
func (r repetition) nth(d restday.Day) bool {
	_, month, date := d.Date()
	left := 0 // such weekdays that are still to come in the month
	for next := d + 7; ; next += 7 {
		if _, m, _ := next.Date(); m != month {
			break
		}
		left++
	}
	return slices.ContainsFunc(r.on, func(o ordinal) bool {
		return o.day == d.Weekday() && (o.n == 0 || o.n == (date+6)/7 || o.n == -left-1)
	})
}

// readRule reads "FREQ=WEEKLY;BYDAY=TU,FR;UNTIL=20260601". Rules by years are no
// training plan's.
func readRule(text string, zone *time.Location) (repetition, error) {
	r := repetition{interval: 1}
	for part := range strings.SplitSeq(text, ";") {
		name, value, _ := strings.Cut(part, "=")
		if err := r.set(name, value, zone); err != nil {
			return r, err
		}
	}
	return r, nil
}

func (r *repetition) set(name, value string, zone *time.Location) (err error) {
	switch name {
	case "FREQ":
		r.every = value
		if !slices.Contains([]string{"DAILY", "WEEKLY", "MONTHLY"}, value) {
			return fmt.Errorf("repeats %q; I read DAILY, WEEKLY and MONTHLY", tidy(value))
		}
	case "INTERVAL":
		r.interval, err = atLeastOne(value)
	case "COUNT":
		r.count, err = atLeastOne(value)
	case "UNTIL":
		at, _, wrong := moment(value, "", zone)
		r.until, err = restday.DayOf(at), wrong
	case "BYDAY":
		r.on, err = readOrdinals(value)
	case "BYMONTHDAY":
		for date := range strings.SplitSeq(value, ",") {
			n, wrong := strconv.Atoi(date)
			if wrong != nil || n < 1 || n > 31 {
				return fmt.Errorf("%q is no day of the month", tidy(date))
			}
			r.dates = append(r.dates, n)
		}
	case "WKST", "":
	default:
		return fmt.Errorf("%q is a part that I cannot read", tidy(name))
	}
	return err
}

var ordinalForm = regexp.MustCompile(`^([+-]?[1-5])?([A-Z]{2})$`)

// readOrdinals reads "TU,FR" and, of a month, "1MO,-1SU".
func readOrdinals(value string) (on []ordinal, err error) {
	for short := range strings.SplitSeq(value, ",") {
		m := ordinalForm.FindStringSubmatch(short)
		if m == nil {
			return nil, fmt.Errorf("%q is no weekday like MO", tidy(short))
		}
		d, ok := weekdays[m[2]]
		if !ok {
			return nil, fmt.Errorf("%q is no weekday like MO", tidy(short))
		}
		n, _ := strconv.Atoi(m[1]) // "" is 0
		on = append(on, ordinal{n, d})
	}
	return on, nil
}

func atLeastOne(value string) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > 1000 {
		return 1, fmt.Errorf("%q is no number from 1 to 1000", tidy(value))
	}
	return n, nil
}
