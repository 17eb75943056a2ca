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
	return c.Lists(list, phrase)
}

func (c calendar) readMonth(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if len([]rune(word)) >= 3 && strings.HasPrefix(lang.Fold(strings.ToLower(c.month(m))), lang.Fold(word)) {
			return m, true
		}
	}
	return 0, false
}

var (
	gluedUnit  = regexp.MustCompile(`(\d)(\pL)`)
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
	return until, ok && until > today
}

// readLength reads "7d", "two weeks", "a month".
func (c calendar) readLength(text string, today restday.Day) (restday.Day, bool) {
	number, unit, _ := strings.Cut(text, " ")
	if m := lengthForm.FindStringSubmatch(text); m != nil {
		number, unit = m[1], m[2]
	}
	n, ok := c.readCount(number)
	length := restday.Day(n)
	switch {
	case !ok:
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

// readCount reads a number in digits, or one of the first in words.
func (c calendar) readCount(word string) (int, bool) {
	if n, err := strconv.Atoi(word); err == nil {
		return n, true
	}
	for n := 1; n <= 6; n++ {
		if c.is(word, "number_"+strconv.Itoa(n)) {
			return n, true
		}
	}
	return 0, false
}

// readWait finds how long to wait in a reply: "in 20 minutes", "in half an hour".
func (c calendar) readWait(text string) (time.Duration, bool) {
	text = gluedUnit.ReplaceAllString(strings.ToLower(notInDays.ReplaceAllString(text, " ")), "$1 $2")
	wait, half := time.Duration(0), false
	for _, word := range strings.Fields(text) {
		n, isCount := c.readCount(word)
		switch {
		case isCount:
			wait = time.Duration(n)
		case c.is(word, "half"):
			half = true
		case c.is(word, "hour") && half:
			return 30 * time.Minute, true
		case c.is(word, "hour"):
			return wait * time.Hour, wait > 0 && wait <= 4
		case c.is(word, "minute"):
			return wait * time.Minute, wait >= 5 && wait <= 240
		}
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
	if !strings.ContainsAny(text, "0123456789") {
		return 0, false // a date has a number
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
