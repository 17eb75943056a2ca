package conversation

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"restday"
)

// done is what words say of a session that was done.
type done struct {
	none    bool // nothing was done
	planned bool // it went as planned
	did     bool // they speak of something done
	day     restday.Day
	kind    restday.Kind // "" not said
	sport   string       // "" not said
	minutes *float64
	km      *float64
	rpe     *float64
	wrong   string   // a number that cannot be, as it was typed; "" none
	limit   string   // the name of the limit that it breaks
	rest    []string // words that mean nothing here
}

// any tells whether anything is said of a session.
func (d done) any() bool {
	return d.none || d.planned || d.measured() || d.kind != "" || d.sport != ""
}

// measured tells whether a number of the session is said.
func (d done) measured() bool { return d.minutes != nil || d.km != nil || d.rpe != nil }

// What a session can be at most (rules.md f.11.14).
const (
	mostMinutes = 1440
	mostKM      = 500
	mostRPE     = 10
)

// figures are the ways to write a length, a distance or an effort, the longest
// first. Metres are told from minutes by how many there are.
var figures = []struct {
	form *regexp.Regexp
	take func(d *done, m []string, f float64)
}{
	{regexp.MustCompile(`\b\d{1,2} ?[x×*] ?\d+(?:[.,]\d+)? ?(?:km|m|min|minutes|minuten|s|sec)?\b`), func(d *done, _ []string, _ float64) { d.kind = restday.Key }},
	{regexp.MustCompile(`\b(\d{1,2}):(\d\d):\d\d\b`), func(d *done, m []string, f float64) { d.lasted(f*60+number2(m[2]), m) }},
	{regexp.MustCompile(`\b(\d{1,2})h(\d\d)\b`), func(d *done, m []string, f float64) { d.lasted(f*60+number2(m[2]), m) }},
	{regexp.MustCompile(`\b(\d{1,3}):(\d\d)(?: ?(?:h|hours?|std|stunden)\b)?`), (*done).clocked},
	{regexp.MustCompile(`(-?\d+(?:[.,]\d+)?) ?(?:h|hrs?|hours?|std|stunden?)\b\.? ?(?:and |und )?(\d{1,2})? ?(?:m|min|mins|minutes?|minuten)?\b`), func(d *done, m []string, f float64) { d.lasted(f*60+number2(m[2]), m) }},
	{regexp.MustCompile(`(-?\d+(?:[.,]\d+)?) ?(?:km|kms|k|kilometers?|kilometres?|kilometern?)\b`), func(d *done, m []string, f float64) { d.went(f, m) }},
	{regexp.MustCompile(`(-?\d+(?:[.,]\d+)?) ?(?:mi|miles?|meilen)\b`), func(d *done, m []string, f float64) { d.went(round2(f*kmPerMile), m) }},
	{regexp.MustCompile(`(-?\d+(?:[.,]\d+)?) ?(?:meters?|metres?|metern?)\b`), func(d *done, m []string, f float64) { d.went(f/1000, m) }},
	{regexp.MustCompile(`(-?\d+(?:[.,]\d+)?) ?m\b`), func(d *done, m []string, f float64) {
		if f >= leastMetres {
			d.went(f/1000, m)
			return
		}
		d.lasted(f, m)
	}},
	{regexp.MustCompile(`(-?\d+(?:[.,]\d+)?) ?(?:(?:mins?|minutes?|minuten?)\b|'|′)`), func(d *done, m []string, f float64) { d.lasted(f, m) }},
	{regexp.MustCompile(`(?:\b(?:effort|rpe|anstrengung|belastung) ?(?:of|von|:|=)? ?)?(-?\d+(?:[.,]\d+)?) ?(?:/|of|out of|von) ?10\b`), func(d *done, m []string, f float64) { d.felt(f, m) }},
	{regexp.MustCompile(`\b(?:effort|rpe|anstrengung|belastung) ?(?:of|von|:|=|was|war)? ?(-?\d+(?:[.,]\d+)?)`), func(d *done, m []string, f float64) { d.felt(f, m) }},
}

// leastMetres is what a bare "m" is metres from: nobody trains 200 minutes and
// writes them so.
const leastMetres = 200

// number2 reads the digits that an expression found; none is 0.
func number2(s string) float64 {
	f, _ := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return f
}

// clocked reads "1:05" as an hour and five minutes, "52:30" as minutes and seconds.
func (d *done) clocked(m []string, f float64) {
	if hours := f < 10; hours {
		d.lasted(f*60+number2(m[2]), m)
		return
	}
	d.lasted(f, m)
}

func (d *done) lasted(minutes float64, m []string) {
	d.take(&d.minutes, minutes, mostMinutes, "minutes", m)
}

func (d *done) went(km float64, m []string) { d.take(&d.km, km, mostKM, "km", m) }

func (d *done) felt(rpe float64, m []string) {
	if rpe == 0 && d.wrong == "" {
		d.rpe = &rpe
		return
	}
	d.take(&d.rpe, rpe, mostRPE, "rpe", m)
}

// take sets a number, or notes that it cannot be.
func (d *done) take(to **float64, value, most float64, limit string, m []string) {
	if value <= 0 || value > most {
		d.wrong, d.limit = strings.TrimSpace(m[0]), limit
		return
	}
	*to = &value
}

// efforts are the words of Foster's scale with their numbers (rules.md b.2),
// each with a list of words that people type.
var efforts = []float64{1, 2, 3, 4, 5, 7, 10}

// readDone reads what words say of a session that was done.
func (t *turn) readDone(text string) done {
	d := done{day: t.doneDay()}
	text = " " + strings.NewReplacer("\u00a0", " ", "’", "'", ";", ",", "\n", ", ").Replace(strings.ToLower(tidy(text, restday.MaxText))) + " "
	if t.readWhole(&d, text) {
		return d
	}
	for _, f := range figures {
		text = f.form.ReplaceAllStringFunc(text, func(found string) string {
			m := append(f.form.FindStringSubmatch(found), "", "")
			f.take(&d, m, number2(m[1]))
			return " , "
		})
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,!()", r) })
	if day, rest, ok := t.findDay(words, t.dates().readPast); ok {
		d.day, words = day, rest
	}
	if !t.readWhole(&d, strings.Join(words, " ")) {
		t.readDoneWords(&d, words)
	}
	return d
}

// readWhole reads a reply that is one phrase: "did nothing", "as planned".
func (t *turn) readWhole(d *done, text string) bool {
	text = strings.Trim(text, " .!,")
	d.none, d.planned = t.dates().is(text, "log_none"), t.dates().is(text, "log_planned")
	return d.none || d.planned
}

// doneDay is the day that words are about which name none: the one of the open
// question, else today.
func (t *turn) doneDay() restday.Day {
	if day, _, ok := t.logOpen(); ok {
		return day
	}
	return t.today()
}

// readDoneWords reads the words of a session between its numbers, the longest
// phrase first.
func (t *turn) readDoneWords(d *done, words []string) {
	for i := 0; i < len(words); {
		n := min(4, len(words)-i)
		for n > 0 && !t.doneWord(d, strings.Trim(strings.Join(words[i:i+n], " "), ".:")) {
			n--
		}
		if n == 0 {
			d.rest = append(d.rest, words[i])
		}
		i += max(n, 1)
	}
}

// doneWord reads one phrase and tells whether it means anything.
func (t *turn) doneWord(d *done, phrase string) bool {
	c := t.dates()
	for _, rpe := range efforts {
		if c.is(phrase, "log_effort_"+strconv.Itoa(int(rpe))) {
			if d.rpe == nil {
				d.rpe = &rpe
			}
			if c.is(phrase, "log_easy") && d.kind == "" {
				d.kind = restday.Easy
			}
			return true
		}
	}
	for _, kind := range []restday.Kind{restday.Key, restday.Long, restday.Race, restday.Recovery} {
		if c.is(phrase, "log_"+string(kind)) {
			d.kind = kind
			t.sportsIn(d, strings.Fields(phrase))
			return true
		}
	}
	if t.sportsIn(d, []string{phrase}) {
		return true
	}
	for _, length := range []float64{30, 60, 90} {
		if c.is(phrase, "log_length_"+strconv.Itoa(int(length))) {
			d.minutes = &length
			return true
		}
	}
	if c.is(phrase, "log_planned") {
		d.planned = true
		return true
	}
	did := c.is(phrase, "log_did")
	d.did = d.did || did
	return did || c.is(phrase, "log_beside")
}

// sportsIn reads the sport that one of some phrases names, and tells whether one does.
func (t *turn) sportsIn(d *done, phrases []string) (any bool) {
	for _, phrase := range phrases {
		for _, sport := range restday.Sports {
			did := t.dates().is(phrase, "log_did_"+sport)
			if did || t.dates().is(phrase, "log_"+sport) {
				d.did, d.sport, any = d.did || did, sport, true
			}
		}
	}
	return any
}

// bare takes a number that stands alone as what was asked for, or as minutes.
func (d *done) bare(asked string) {
	i := slices.IndexFunc(d.rest, func(w string) bool {
		_, err := strconv.ParseFloat(strings.Replace(w, ",", ".", 1), 64)
		return err == nil
	})
	if i < 0 {
		return
	}
	m, f := []string{d.rest[i]}, number2(d.rest[i])
	switch {
	case asked == "rpe" && d.rpe == nil:
		d.felt(f, m)
	case asked == "km" && d.km == nil:
		d.went(f, m)
	case d.minutes == nil && (asked == "min" || f >= 10 || f <= 0):
		d.lasted(f, m)
	default:
		return
	}
	d.rest = slices.Delete(d.rest, i, i+1)
}
