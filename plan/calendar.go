package plan

import (
	"strings"
	"time"

	"restday"
)

// calendar reads an iCalendar file (RFC 5545): every event is a session. Of two
// on one day the more demanding one stands for it.
func (r *reading) calendar(text string, zone *time.Location) {
	events := r.events(text)
	moved := movedDays(events, zone)
	for _, e := range events {
		if e.instance == "" {
			e.without = append(e.without, moved[e.uid]...)
		}
		r.event(e, zone)
		if len(r.rows) > maxRows || len(r.bad) > maxRows {
			return
		}
	}
}

// movedDays are the days of repeated events, by their UID, in whose place an event
// of its own stands.
func movedDays(events []event, zone *time.Location) map[string][]restday.Day {
	moved := map[string][]restday.Day{}
	for _, e := range events {
		if at, _, err := moment(e.instance, e.instanceParams, zone); err == nil && e.uid != "" {
			moved[e.uid] = append(moved[e.uid], restday.DayOf(at))
		}
	}
	return moved
}

// events cuts a file into its events.
func (r *reading) events(text string) (events []event) {
	var e *event
	depth := 0 // of what stands inside an event, as an alarm does
	ended := false
	for _, l := range unfold(text) {
		name, params, value := property(l.text)
		switch {
		case name == "END" && strings.EqualFold(value, "VCALENDAR"):
			ended = true
		case name == "BEGIN" && strings.EqualFold(value, "VEVENT") && e == nil:
			e = &event{line: l.number}
		case name == "END" && strings.EqualFold(value, "VEVENT") && e != nil && depth == 0:
			events = append(events, *e)
			e = nil
		case e == nil:
		case name == "BEGIN":
			depth++
		case name == "END":
			depth--
		case depth == 0:
			e.set(name, params, value, l.number)
		}
		if len(events) > maxRows {
			return events
		}
	}
	if !ended || e != nil {
		r.badf(strings.Count(text, "\n")+1, "the file breaks off")
	}
	return events
}

// line is a line of the file after its continuations were put back.
type line struct {
	text   string
	number int
}

// unfold puts back together what was folded: a line that begins with a space
// goes on the one before.
func unfold(text string) (lines []line) {
	for i, raw := range strings.Split(text, "\n") {
		raw = strings.TrimSuffix(raw, "\r")
		if folded := strings.HasPrefix(raw, " ") || strings.HasPrefix(raw, "\t"); folded && len(lines) > 0 {
			if last := &lines[len(lines)-1]; len(last.text) < 10*longest {
				last.text += raw[1:] // more of a line than this nobody reads
			}
			continue
		}
		if strings.TrimSpace(raw) != "" {
			lines = append(lines, line{text: raw, number: i + 1})
		}
	}
	return lines
}

// property cuts "DTSTART;VALUE=DATE:20260312" into its parts, the first two in
// capitals. A colon within quotes belongs to a parameter.
func property(text string) (name, params, value string) {
	quoted := false
	for i, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			name, params, _ = strings.Cut(strings.ToUpper(text[:i]), ";")
			return name, params, text[i+1:]
		}
	}
	return strings.ToUpper(text), "", ""
}

// event is one session of a calendar.
type event struct {
	line, repeats             int // lines of its beginning and of its rule
	start, end, duration      string
	startParams, endParams    string
	summary, categories, rule string
	uid                       string
	instance, instanceParams  string        // the day of a repeated event in whose place this one stands
	except                    []string      // days on which it does not repeat, as written
	without                   []restday.Day // other such days
	cancelled                 bool
}

func (e *event) set(name, params, value string, number int) {
	switch name {
	case "DTSTART":
		e.start, e.startParams = value, params
	case "DTEND":
		e.end, e.endParams = value, params
	case "DURATION":
		e.duration = value
	case "SUMMARY":
		e.summary = unescape(value)
	case "CATEGORIES":
		e.categories = unescape(value)
	case "RRULE":
		e.rule, e.repeats = strings.ToUpper(value), number
	case "EXDATE":
		e.except = append(e.except, strings.Split(value, ",")...)
	case "UID":
		e.uid = value
	case "RECURRENCE-ID":
		e.instance, e.instanceParams = value, params
	case "STATUS":
		e.cancelled = strings.EqualFold(value, "CANCELLED")
	}
}

var unescaper = strings.NewReplacer(`\n`, " ", `\N`, " ", `\,`, ",", `\;`, ";", `\\`, `\`)

func unescape(value string) string { return tidy(unescaper.Replace(value)) }

// event adds the sessions of an event.
func (r *reading) event(e event, zone *time.Location) {
	start, timed, err := moment(e.start, e.startParams, zone)
	switch {
	case e.cancelled:
		return
	case err != nil:
		r.badf(e.line, "DTSTART: %v", err)
		return
	}
	kind, ok := kindOf(e.summary + " " + e.categories)
	if !ok {
		r.badf(e.line, "SUMMARY: %q says no kind of session; name it rest, recovery, easy, hard, long or race", e.summary)
		return
	}
	p := restday.Planned{Kind: kind, Title: e.summary, DistanceKM: distanceIn(e.summary)}
	if timed {
		p.Minutes = e.minutes(start, zone)
	}
	days, err := e.days(restday.DayOf(start), zone)
	if err != nil {
		r.badf(e.repeats, "RRULE: %v", err)
		return
	}
	for _, p.Day = range days {
		r.stand(e.line, p)
	}
}

// stand adds a session, unless the day has a more demanding one.
func (r *reading) stand(line int, p restday.Planned) {
	if _, twice := r.line[p.Day]; !twice {
		r.add(line, p)
		return
	}
	for i, old := range r.rows {
		if old.Day == p.Day && rank(p.Kind) > rank(old.Kind) {
			r.rows[i] = p
		}
	}
}

func rank(kind restday.Kind) int {
	for i, k := range restday.Kinds {
		if k == kind {
			return i
		}
	}
	return -1
}

// minutes is how long a timed event lasts; nil unknown.
func (e event) minutes(start time.Time, zone *time.Location) *float64 {
	long := length(e.duration)
	if end, timed, err := moment(e.end, e.endParams, zone); err == nil && timed {
		long = end.Sub(start)
	}
	if minutes := long.Minutes(); minutes > 0 && minutes <= 1440 {
		return &minutes
	}
	return nil
}
