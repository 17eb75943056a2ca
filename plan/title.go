package plan

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"restday"
)

// What the words of a title say about its session, the most telling first:
// "recovery run" is no "run", "easy long run" is long. English and German.
var titleWords = []struct {
	kind  restday.Kind
	words *regexp.Regexp
}{
	{restday.Key, regexp.MustCompile(`(?i)\b(race|marathon|goal)[- ]pace\b|\b(renn|wettkampf|marathon)tempo\b`)},
	{restday.Rest, regexp.MustCompile(`(?i)\b(rest(ing)?( ?day)?|day off|off|ruhetag|ruhe|pause|frei)\b`)},
	{restday.Race, regexp.MustCompile(`(?i)\b(race( ?day)?|parkrun|time trial|wettkampf|rennen|competition)\b`)},
	{restday.Recovery, regexp.MustCompile(`(?i)\b(recovery|regeneration\w*|reg\.? ?lauf|yoga|mobility|mobilit\w+|stretch\w*|walk|spaziergang|rollen)\b`)},
	{restday.Key, regexp.MustCompile(`(?i)\b(key|hard|hart\w*|intervals?|intervall\w*|tempo\w*|threshold|schwelle\w*|hills?|berg\w*|fartlek|fahrtspiel|speed|track|bahn|reps|repeats|vo2\w*|progression|quality|\d+ ?[x×] ?\d+\w*)\b|\d ?× ?\d`)},
	{restday.Long, regexp.MustCompile(`(?i)\b(long|lange?r?|longrun|langer lauf)\b`)},
	{restday.Race, regexp.MustCompile(`(?i)\b(half[- ]?marathon|marathon|halbmarathon|triathlon)\b`)},
	{restday.Easy, regexp.MustCompile(`(?i)\b(easy|base|aerobic|endurance|steady|run|runs|jog\w*|ride|bike|cycling|swim\w*|cross[- ]?training|strength|gym|locker\w*|dauerlauf|grundlage\w*|ga ?1|lauf\w*|rad\w*|ausfahrt|schwimmen|kraft\w*|strides)\b`)},
}

// kindOf reads the kind of a session from its title.
func kindOf(title string) (restday.Kind, bool) {
	for _, t := range titleWords {
		if t.words.MatchString(title) {
			return t.kind, true
		}
	}
	return "", false
}

// repeated is how repetitions are written, whose length is not the session's.
var repeated = regexp.MustCompile(`\d ?[x×] ?\d`)

var distanceForm = regexp.MustCompile(`(?i)(?:^|[^\d.,×x])(\d{1,3}(?:[.,]\d{1,2})?) ?(km|mi|miles?)\b`)

const kmPerMile = 1.609344

// distanceIn reads a distance from a title: "Easy 10 km". In km; nil without one.
func distanceIn(title string) *float64 {
	m := distanceForm.FindStringSubmatch(title)
	if m == nil || repeated.MatchString(title) {
		return nil
	}
	km, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
	if strings.HasPrefix(strings.ToLower(m[2]), "m") {
		km = math.Round(km*kmPerMile*10) / 10
	}
	if err != nil || km == 0 || km > 500 {
		return nil
	}
	return &km
}
