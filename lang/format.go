package lang

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"restday"
)

// Number writes a number as the language does, with two decimals at most: 7.25, 7,25.
func (s Speaker) Number(v float64) string {
	written := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	return strings.Replace(written, ".", s.Say("format.decimal"), 1)
}

// Round is Number with one decimal at most: 3.4, 4.
func (s Speaker) Round(v float64) string { return s.Number(math.Round(v*10) / 10) }

// Hours is Number for what people count in halves: 7, 7½, 7.25.
func (s Speaker) Hours(h float64) string {
	whole, part := math.Modf(h)
	switch {
	case part == 0.5 && whole == 0:
		return "½"
	case part == 0.5:
		return strconv.Itoa(int(whole)) + "½"
	}
	return s.Number(h)
}

// Date writes a day without its year: "3 May", "3. Mai".
func (s Speaker) Date(d restday.Day) string {
	_, month, day := d.Date()
	return s.Say("format.date", "day", day, "month", s.Say(fmt.Sprintf("month.%d", month)))
}

// Weekday names the day of the week: "Thursday", "Donnerstag".
func (s Speaker) Weekday(d restday.Day) string {
	return s.Say(fmt.Sprintf("weekday.%d", d.Weekday()))
}

// Clock writes a time of day: "07:00", "7:00 Uhr".
func (s Speaker) Clock(c restday.Clock) string {
	hh, mm, _ := strings.Cut(c.String(), ":")
	return s.Say("format.clock", "h", strings.TrimPrefix(hh, "0"), "hh", hh, "mm", mm)
}

// lower is {{lower .word}} in the language files: it makes labels and titles
// fit into a sentence. A second capital, in the word or in one behind it, shows a
// name or an abbreviation, which stays as it is: "Spring Run", but not "Am Boden".
func lower(list string) string {
	parts := strings.Split(list, ", ")
	for i, part := range parts {
		first, _, _ := strings.Cut(part, " ")
		name := part
		if utf8.RuneCountInString(first) < 3 {
			name = first
		}
		if r := []rune(part); len(r) > 1 && unicode.IsUpper(r[0]) && !slices.ContainsFunc([]rune(name)[1:], unicode.IsUpper) {
			r[0] = unicode.ToLower(r[0])
			parts[i] = string(r)
		}
	}
	return strings.Join(parts, ", ")
}
