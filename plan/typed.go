package plan

import (
	"regexp"
	"strconv"
	"strings"

	"restday"
)

var minutesForm = regexp.MustCompile(`(?i)(?:^|[^\d.,×x])(\d{1,3}) ?(min|minutes?|minuten|m|'|h|hours?|stunden?)(?:$|[^\pL\d])`)

// Typed reads a session as a coach types it: "6 × 800 m, 60 min", "easy run 8 km",
// "rest". ok is false for words that say no kind of session. Its Day is not set.
func Typed(words string) (p restday.Planned, ok bool) {
	title := strings.Trim(strings.Join(strings.Fields(words), " "), ".,:; ")
	kind, ok := kindOf(title)
	if !ok {
		return p, false
	}
	if kind == restday.Rest {
		return restday.Planned{Kind: kind, Title: "Rest day"}, true
	}
	p = restday.Planned{Kind: kind, DistanceKM: distanceIn(title)}
	p.Minutes, title = minutesIn(title)
	p.Title = strings.ToUpper(title[:1]) + title[1:] // as the catalogue's titles are
	return p, true
}

// minutesIn takes the length of the whole session off a title; nil without one.
func minutesIn(title string) (*float64, string) {
	all := minutesForm.FindAllStringSubmatchIndex(title, -1)
	if len(all) == 0 {
		return nil, title
	}
	m := all[len(all)-1] // the last one is the whole session's: "4 × 8 min, 60 min"
	if unit := strings.ToLower(title[m[4]:m[5]]); unit == "m" || len(all) == 1 && repeated.MatchString(title) {
		return nil, title // metres, or the length of a repetition
	}
	n, err := strconv.ParseFloat(title[m[2]:m[3]], 64)
	if unit := strings.ToLower(title[m[4]:m[5]]); strings.HasPrefix(unit, "h") || strings.HasPrefix(unit, "st") {
		n *= 60
	}
	rest := strings.Trim(title[:m[2]]+title[m[5]:], ".,:; ")
	if err != nil || n <= 0 || n > 1440 || rest == "" {
		return nil, title
	}
	return &n, strings.Join(strings.Fields(rest), " ")
}
