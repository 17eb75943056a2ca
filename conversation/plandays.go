package conversation

import (
	"slices"
	"strings"

	"restday"
)

// daysIn finds the days that words name, in their order.
func (t *turn) daysIn(words []string, read func(string) (restday.Day, bool)) (days []restday.Day) {
	for i := 0; i < len(words); {
		day, n := t.dayAt(words[i:], read)
		if n > 0 {
			days = append(days, day)
		}
		i += max(n, 1)
	}
	return days
}

// dayAt reads the day that the first n words name, as many as can be.
func (t *turn) dayAt(words []string, read func(string) (restday.Day, bool)) (day restday.Day, n int) {
	for n = min(4, len(words)); n > 0; n-- {
		text := strings.ToLower(strings.Trim(plainer(strings.Join(words[:n], " ")), ",?!;: "))
		if n < len(words) && t.dates().mayBeAnother(text) {
			continue
		}
		forms := []string{text, strings.TrimSuffix(text, "."), strings.TrimSuffix(text, "'s")}
		for _, form := range slices.Compact(forms) {
			if day, ok := read(form); ok {
				return day, n
			}
		}
	}
	return 0, 0
}

// readPlanDay reads a day from today on: its date, its weekday, "tomorrow".
func (t *turn) readPlanDay(text string) (restday.Day, bool) {
	c := t.dates()
	switch {
	case c.is(text, "today"):
		return t.today(), true
	case text == strings.ToLower(c.Say("day.tomorrow")):
		return t.today() + 1, true
	case c.is(text, "yesterday"), c.is(text, "before_yesterday"):
		return t.today() - 1, true // over is over
	}
	return c.readDate(text, t.today()-1)
}
