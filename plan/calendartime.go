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

// repetition is a rule of daily or weekly events.
type repetition struct {
	weekly   bool
	interval int
	count    int // 0: no limit
	until    restday.Day
	on       []time.Weekday // of a weekly one; none: that of the first day
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
	for _, value := range e.without {
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
	if !r.weekly {
		return since%r.interval == 0
	}
	sinceMonday := since + (int(first.Weekday())+6)%7
	on := len(r.on) == 0 && d.Weekday() == first.Weekday() || slices.Contains(r.on, d.Weekday())
	return on && sinceMonday/7%r.interval == 0
}

// readRule reads "FREQ=WEEKLY;BYDAY=TU,FR;UNTIL=20260601". Rules by months and
// years are no training plan's.
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
		r.weekly = value == "WEEKLY"
		if !r.weekly && value != "DAILY" {
			return fmt.Errorf("repeats %q; I read DAILY and WEEKLY", tidy(value))
		}
	case "INTERVAL":
		r.interval, err = atLeastOne(value)
	case "COUNT":
		r.count, err = atLeastOne(value)
	case "UNTIL":
		at, _, wrong := moment(value, "", zone)
		r.until, err = restday.DayOf(at), wrong
	case "BYDAY":
		for short := range strings.SplitSeq(value, ",") {
			d, ok := weekdays[short]
			if !ok {
				return fmt.Errorf("%q is no weekday like MO", tidy(short))
			}
			r.on = append(r.on, d)
		}
	case "WKST", "":
	default:
		return fmt.Errorf("%q is a part that I cannot read", tidy(name))
	}
	return err
}

func atLeastOne(value string) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > 1000 {
		return 1, fmt.Errorf("%q is no number from 1 to 1000", tidy(value))
	}
	return n, nil
}
