package conversation

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"restday"
	"restday/lang"
)

// calendar reads and writes weekdays and dates in one language. The words that
// people type stand under "typed" in its file.
type calendar struct{ lang.Speaker }

func (c calendar) month(m time.Month) string { return c.Say("month." + strconv.Itoa(int(m))) }

func (c calendar) weekday(d time.Weekday) string {
	return c.Say("weekday." + strconv.Itoa(int(d)))
}

func (c calendar) short(d time.Weekday) string {
	return c.Say("weekday_short." + strconv.Itoa(int(d)))
}

// is tells whether a phrase is among the words of a list in the language's file.
func (c calendar) is(phrase, list string) bool {
	for word := range strings.SplitSeq(c.Say("typed."+list), ",") {
		if strings.TrimSpace(word) == phrase {
			return true
		}
	}
	return false
}

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

func (c calendar) readMonth(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if len([]rune(word)) >= 3 && strings.HasPrefix(strings.ToLower(c.month(m)), word) {
			return m, true
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

var (
	lengthForm = regexp.MustCompile(`^(\d{1,3}) ?(\pL+)$`)
	dayMonth   = regexp.MustCompile(`^(\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?(\pL+)\.?,?(?: (\d{4}))?$`)
	monthDay   = regexp.MustCompile(`^(\pL+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$`)
	dotted     = regexp.MustCompile(`^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})?$`)
)

// notAllYear is how many days ahead a date without a year can be: one further
// off was meant for a day that is over.
const notAllYear = 200

// readUntil reads when a pause ends, as the first day that is no part of it:
// "7d", "for two weeks", "until 3 May", "until Friday", "2026-05-03".
func (c calendar) readUntil(text string, today restday.Day) (restday.Day, bool) {
	words := strings.Fields(strings.ToLower(text))
	for len(words) > 0 && c.is(words[0], "until") {
		words = words[1:]
	}
	text = strings.TrimRight(strings.Join(words, " "), "!")
	until, ok := c.readLength(text, today)
	if !ok {
		until, ok = c.readDate(text, today)
	}
	return until, ok && until > today && until <= today+366
}

// readLength reads "7d", "two weeks", "a month".
func (c calendar) readLength(text string, today restday.Day) (restday.Day, bool) {
	number, unit, _ := strings.Cut(text, " ")
	if m := lengthForm.FindStringSubmatch(text); m != nil {
		number, unit = m[1], m[2]
	}
	n, err := strconv.Atoi(number)
	for i := 1; i <= 6 && err != nil; i++ {
		if c.is(number, "number_"+strconv.Itoa(i)) {
			n, err = i, nil
		}
	}
	length := restday.Day(n)
	switch {
	case err != nil:
		return 0, false
	case c.is(unit, "day"):
		return today + length, true
	case c.is(unit, "week"):
		return today + 7*length, true
	case c.is(unit, "month"):
		return restday.DayOf(restday.Clock(0).On(today, time.UTC).AddDate(0, n, 0)), true
	}
	return 0, false
}

// readDate reads one day: its date, its weekday, or tomorrow.
func (c calendar) readDate(text string, today restday.Day) (restday.Day, bool) {
	if day, err := restday.ParseDay(text); err == nil {
		return day, true
	}
	if text == strings.ToLower(c.Say("day.tomorrow")) {
		return today + 1, true
	}
	if d, ok := c.readWeekday(text); ok {
		return today + 1 + restday.Day((int(d)-int((today+1).Weekday())+7)%7), true
	}
	if m := dotted.FindStringSubmatch(text); m != nil {
		month, _ := strconv.Atoi(m[2]) // the expression lets only digits through
		return comingDate(m[1], time.Month(month), m[3], today)
	}
	if m := dayMonth.FindStringSubmatch(text); m != nil {
		if month, ok := c.readMonth(m[2]); ok {
			return comingDate(m[1], month, m[3], today)
		}
	}
	if m := monthDay.FindStringSubmatch(text); m != nil {
		if month, ok := c.readMonth(m[1]); ok {
			return comingDate(m[2], month, m[3], today)
		}
	}
	return 0, false
}

// comingDate is the date in its year, or the next such date from today.
func comingDate(day string, month time.Month, year string, today restday.Day) (restday.Day, bool) {
	d, _ := strconv.Atoi(day) // the expressions let only digits through
	y, _ := strconv.Atoi(year)
	named := y != 0
	if !named {
		y = restday.Clock(0).On(today, time.UTC).Year()
	}
	at := time.Date(y, month, d, 0, 0, 0, 0, time.UTC)
	if !named && restday.DayOf(at) <= today {
		at = time.Date(y+1, month, d, 0, 0, 0, 0, time.UTC)
	}
	valid := at.Day() == d && at.Month() == month
	return restday.DayOf(at), valid && (named || restday.DayOf(at) <= today+notAllYear)
}

// readHours reads a span of the day, "22-6:30", "from 10pm to 6am", or none: "off".
func (c calendar) readHours(text string) (restday.Hours, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if c.is(text, "no") || text == "off" {
		return restday.Hours{}, true
	}
	words := strings.Fields(dashes.ReplaceAllString(text, " - "))
	for i, word := range words {
		if !c.is(word, "to") {
			continue
		}
		start := words[:i]
		if len(start) > 0 && c.is(start[0], "from") {
			start = start[1:]
		}
		from, ok := readClock(strings.Join(start, " "))
		to, ok2 := readClock(strings.Join(words[i+1:], " "))
		return restday.Hours{From: from, To: to}, ok && ok2 && from != to
	}
	return restday.Hours{}, false
}
