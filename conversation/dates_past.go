package conversation

import (
	"slices"
	"strings"

	"restday"
)

// readPast reads one day that has been, today, or tomorrow: its date, its
// weekday, "yesterday". A weekday is its last one, today included.
func (c calendar) readPast(text string, today restday.Day) (restday.Day, bool) {
	for back, list := range []string{"today", "yesterday", "before_yesterday"} {
		if c.is(text, list) {
			return today - restday.Day(back), true
		}
	}
	if text == strings.ToLower(c.Say("day.tomorrow")) {
		return today + 1, true
	}
	if _, isWeekday := c.readWeekday(text); isWeekday {
		return c.readDate(text, today-7)
	}
	return c.readDate(text, today-notAllYear)
}

// findDay finds the words among others that name a day, and returns the words
// without them.
func (t *turn) findDay(words []string, read func(text string, today restday.Day) (restday.Day, bool)) (day restday.Day, rest []string, ok bool) {
	for n := min(4, len(words)); n > 0; n-- {
		for i := range len(words) - n + 1 {
			text := strings.ToLower(strings.Trim(strings.Join(words[i:i+n], " "), ",?!;:"))
			if n < len(words) && t.dates().mayBeAnother(text) {
				continue
			}
			if day, ok := read(text, t.today()); ok {
				return day, slices.Concat(words[:i], words[i+n:]), true
			}
		}
	}
	return 0, nil, false
}

// mayBeAnother tells whether a word among others is too short for a weekday:
// German "so" and "mit" begin one.
func (c calendar) mayBeAnother(word string) bool {
	d, isWeekday := c.readWeekday(word)
	short := strings.ToLower(c.short(d))
	return isWeekday && len(word) < 5 && (word != short || len(word) < 3)
}
