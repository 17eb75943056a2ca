package conversation

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"restday"
)

// findZone reads a zone's name, a city we offer, or the time of day it is there
// now. "" when it is none of these.
func findZone(text string, now time.Time) string {
	if at, ok := readClock(text); ok && strings.Contains(text, ":") {
		return zoneAt(at, now)
	}
	if zone := findCity(text); zone != "" {
		return zone
	}
	name := strings.ReplaceAll(text, " ", "_")
	return firstZone(name, titled(name))
}

// findCity reads a city after which a zone is called: "Paris", "new york".
func findCity(text string) string {
	city := titled(strings.ReplaceAll(strings.TrimRight(text, ".! "), " ", "_"))
	if city == "" || strings.Contains(city, "/") {
		return ""
	}
	var names []string
	for _, region := range []string{"Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian"} {
		names = append(names, region+"/"+city)
	}
	return firstZone(names...)
}

// firstZone returns the first name that is a zone's. "Local" would be the
// server's zone, not the athlete's.
func firstZone(names ...string) string {
	for _, n := range names {
		if loc, err := time.LoadLocation(n); err == nil && n != "" && loc != time.Local {
			return loc.String()
		}
	}
	return ""
}

// cityOf names a zone by its city: "New York".
func cityOf(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}

// city is cityOf in the athlete's language: "Wien".
func (t *turn) city(zone string) string { return t.say.Own("city", cityOf(zone)) }

// inEnglish gives the name that a zone has for a city, where a language has
// another: people say "Wien" in any. What is no such city is returned as it is.
func (t *turn) inEnglish(city string) string {
	typed := plainer(strings.TrimRight(city, ".! "))
	for _, code := range t.book.Languages() {
		for _, key := range t.book.Keys(code) {
			if english, ok := strings.CutPrefix(key, "city."); ok && plainer(t.book.Speaker(code).Say(key)) == typed {
				return english
			}
		}
	}
	return city
}

// titled writes a zone the way its name is written: "europe/paris" as Europe/Paris.
func titled(zone string) string {
	parts := strings.FieldsFunc(strings.ToLower(zone), func(r rune) bool { return r == '/' || r == '_' })
	for i, p := range parts {
		parts[i] = capital(p)
	}
	if len(parts) < 2 || !strings.Contains(zone, "/") {
		return strings.Join(parts, "_")
	}
	region, city := parts[0], strings.Join(parts[1:], "_")
	return region + "/" + city
}

var clockForms = regexp.MustCompile(`^(\d{1,2})(?:[:.h]?(\d{2}))? ?(am|pm|h|uhr)?$`)

// readClock reads a time of day in its usual shapes: 6:45, 6.45, 645, 7, 7am, 7 Uhr.
func readClock(text string) (restday.Clock, bool) {
	m := clockForms.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1]) // the expression lets only digits through
	minute, _ := strconv.Atoi(m[2])
	switch {
	case m[3] == "pm" && hour < 12:
		hour += 12
	case m[3] == "am" && hour == 12:
		hour = 0
	}
	return restday.Clock(hour*60 + minute), hour < 24 && minute < 60
}

// zoneAt returns an offered zone whose clocks show at now, give or take a
// quarter of an hour, for people read their clock roughly.
func zoneAt(at restday.Clock, now time.Time) string {
	for _, z := range offeredZones {
		loc, err := time.LoadLocation(z)
		if err != nil {
			continue
		}
		local := now.In(loc)
		apart := (int(at) - local.Hour()*60 - local.Minute() + 36*60) % (24 * 60) // 720: equal
		if apart >= 12*60-15 && apart <= 12*60+15 {
			return z
		}
	}
	return ""
}
