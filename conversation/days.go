package conversation

import (
	"regexp"
	"strings"
	"time"

	"restday"
)

// monday to sunday, as people count a week.
var week = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

const (
	workdays = restday.Weekdays(1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday)
	weekend  = restday.EveryDay &^ workdays
)

// days writes a set of weekdays: "every day", "Monday to Friday", "Mon and Wed".
func (c calendar) days(set restday.Weekdays) string {
	switch set {
	case restday.EveryDay:
		return c.Say("days.every")
	case workdays:
		return c.Say("days.work")
	case weekend:
		return c.Say("days.weekend")
	}
	var names []string
	for _, d := range week {
		if set.Has(d) {
			names = append(names, c.short(d))
		}
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return c.Say("days.several", "days", strings.Join(names[:last], ", "), "last", names[last])
}

// readWeekday reads the beginning of a weekday's name: "mo", "thurs", "Mondays".
func (c calendar) readWeekday(word string) (time.Weekday, bool) {
	for _, form := range []string{word, strings.TrimSuffix(word, "s")} {
		for _, d := range week {
			if len([]rune(form)) >= 2 && strings.HasPrefix(strings.ToLower(c.weekday(d)), form) {
				return d, true
			}
		}
	}
	return 0, false
}

var (
	notInDays = regexp.MustCompile(`[,;.!&+/]+`)
	dashes    = regexp.MustCompile(`\s*[-–—]\s*`)
)

// readDays reads a set of weekdays: "Mon Wed Fri", "Monday to Friday", "every
// day but Sunday". "No weekends" takes away from have. A word that is none of
// this makes the whole text none of it.
func (c calendar) readDays(text string, have restday.Weekdays) (set restday.Weekdays, ok bool) {
	text = dashes.ReplaceAllString(notInDays.ReplaceAllString(strings.ToLower(text), " "), " - ")
	words := strings.Fields(text)
	var less restday.Weekdays
	without, from := false, -1 // from: the first day of a span that waits for its last
	last := -1
	for len(words) > 0 {
		some, n := c.someDays(words)
		switch {
		case some != 0 && from >= 0:
			some, from = span(time.Weekday(from), some), -1
		case n == 0 && c.is(words[0], "without"):
			without, n = true, 1
		case n == 0 && c.is(words[0], "to") && last >= 0:
			from, n = last, 1
		case n == 0 && c.is(words[0], "beside_days"):
			n = 1
		case n == 0:
			return 0, false
		}
		if without {
			less |= some
		} else {
			set |= some
		}
		last, words = single(some), words[n:]
	}
	if without && less == 0 { // "Wednesday not", as German has it
		set, less = 0, set
	}
	switch {
	case from >= 0 || without && less == 0 || set|less == 0:
		return 0, false
	case set == 0:
		set = have
	}
	return set &^ less, true
}

// someDays reads the days that the first n words name.
func (c calendar) someDays(words []string) (set restday.Weekdays, n int) {
	for n = min(3, len(words)); n > 0; n-- {
		switch phrase := strings.Join(words[:n], " "); {
		case c.is(phrase, "every_day"):
			return restday.EveryDay, n
		case c.is(phrase, "workdays"):
			return workdays, n
		case c.is(phrase, "weekend"):
			return weekend, n
		}
	}
	if d, ok := c.readWeekday(words[0]); ok {
		return 1 << d, 1
	}
	return 0, 0
}

// single is the day of a set that has only one, -1 for any other set.
func single(set restday.Weekdays) int {
	for _, d := range week {
		if set == 1<<d {
			return int(d)
		}
	}
	return -1
}

// span is all days from one to the last, over Sunday if need be.
func span(from time.Weekday, last restday.Weekdays) restday.Weekdays {
	set := last
	for d := from; !last.Has(d); d = (d + 1) % 7 {
		set |= 1 << d
	}
	return set
}
