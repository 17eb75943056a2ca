package conversation

import (
	"slices"
	"strings"

	"restday"
)

// What is kept of pain is one pain: every place that hurts, and of what was said
// of them the worst.

// painItems are all that is stored of a pain.
var painItems = []restday.Item{restday.PainWhere, restday.PainLevel, restday.PainKind, restday.ChangesGait}

// betweenPlaces stands between places that hurt.
const betweenPlaces = ", "

func placesIn(where string) []string {
	if where == "" {
		return nil
	}
	return strings.Split(where, betweenPlaces)
}

// placeName is what athletes call a place: a button's label, or their own words.
func (t *turn) placeName(place string) string {
	return t.questions.byKey[restday.PainWhere].wordsLabel(t.say, place)
}

// samePlace tells whether two names are of one place, one of them perhaps
// closer: "knee" and "left knee".
func (t *turn) samePlace(a, b string) bool {
	a, b = " "+plainer(t.placeName(a)), " "+plainer(t.placeName(b))
	return strings.HasSuffix(a, b) || strings.HasSuffix(b, a)
}

// placeAmong is where a place stands among others, -1 when it does not.
func (t *turn) placeAmong(place string, others []string) int {
	return slices.IndexFunc(others, func(o string) bool { return t.samePlace(o, place) })
}

// elsewhere tells whether it now hurts elsewhere: a place where it did is not
// among those where it does.
func (t *turn) elsewhere(now, before string) bool {
	return now != "" && slices.ContainsFunc(placesIn(before), func(p string) bool {
		return t.placeAmong(p, placesIn(now)) < 0
	})
}

// joinPlaces has a place that is named beside those that are known stand with
// them: neither is lost. Where it answers the question, or takes back what was
// said, it replaces them.
func (t *turn) joinPlaces(p *restday.Pain, fixes bool) {
	known := placesIn(t.answers[restday.PainWhere].Words)
	answers := t.heard != nil && t.heard.Open == restday.PainWhere && t.in.Event != restday.Edited
	if p.Where == "" || len(known) == 0 || answers || !inPain(t.checkIn()) {
		return
	}
	i := t.placeAmong(p.Where, known)
	switch {
	case i < 0 && fixes:
		return
	case i < 0:
		known = append(known, p.Where)
	case len(p.Where) > len(t.placeName(known[i])):
		known[i] = p.Where
	case p.Where != known[i]:
		t.saidOnly(restday.Answer{Item: restday.PainWhere, Words: p.Where})
	}
	if len(known) > 1 && !fixes {
		t.keepWorse(p)
	}
	p.Where = strings.Join(known, betweenPlaces)
}

// keepWorse leaves out what is milder than what is known of another place.
func (t *turn) keepWorse(p *restday.Pain) {
	was := t.checkIn().Pain
	if was.Level != nil && p.Level != nil && *p.Level < *was.Level {
		t.saidOnly(restday.Answer{Item: restday.PainLevel, Value: *p.Level})
		p.Level = nil
	}
	if was.Kind != "" && p.Kind == "dull" {
		t.saidOnly(restday.Answer{Item: restday.PainKind, Words: p.Kind})
		p.Kind = ""
	}
	if was.ChangesGait != nil && *was.ChangesGait {
		p.ChangesGait = nil
	}
}

// saidOnly notes what was said and is not stored, so that an edit of the message
// that says it still does not count as news.
func (t *turn) saidOnly(a restday.Answer) {
	if t.heard != nil && t.in.Event != restday.Edited {
		t.heard.Answers = append(t.heard.Answers, a)
	}
}

// knowsPain tells whether all that is said of a pain is stored, and that it is
// not gone.
func (t *turn) knowsPain(p restday.Pain) bool {
	return inPain(t.checkIn()) && !slices.ContainsFunc((restday.CheckIn{Pain: &p}).Answers(), func(a restday.Answer) bool {
		if a.Item == restday.PainWhere {
			return a.Words != "" && !slices.Contains(placesIn(t.answers[a.Item].Words), a.Words)
		}
		return t.answers[a.Item] != a
	})
}

// addPain stores what was said of a pain over what is known of it.
func (t *turn) addPain(p restday.Pain) {
	t.outdate(restday.Answer{Item: restday.PainWhere, Words: p.Where})
	for _, a := range saidOf(restday.CheckIn{Pain: &p}.Answers()) {
		t.store(a)
	}
}

// saidOf leaves out the place of a pain that has none.
func saidOf(pain []restday.Answer) []restday.Answer {
	return slices.DeleteFunc(pain, func(a restday.Answer) bool { return a == restday.Answer{Item: restday.PainWhere} })
}

// outdate clears what no longer holds once an answer is given: the strength of a
// pain that was elsewhere, a limp where the pain is of another kind.
func (t *turn) outdate(a restday.Answer) {
	switch {
	case a.Item == restday.PainKind:
		t.clear(restday.ChangesGait)
	case a.Item == restday.PainWhere && a.Words != "" && !inPain(t.checkIn()):
		t.clear(painItems...) // of a pain that is gone nothing holds
	case a.Item == restday.PainWhere && t.elsewhere(a.Words, t.answers[restday.PainWhere].Words):
		t.clear(painItems...)
	}
}

// openPain asks for what is still unknown of a pain, and tells whether it did.
func (t *turn) openPain() bool {
	if t.question().isPain() {
		return false // its own chain goes on
	}
	next := t.follow(restday.PainWhere, t.answered)
	if next == "" {
		return false
	}
	t.enter(string(next))
	t.ask()
	return true
}

// takeOutPlaces takes places back, and returns what was said of them. With the
// last one all of the pain goes.
func (t *turn) takeOutPlaces(where string) (said string, had bool) {
	known := placesIn(t.answers[restday.PainWhere].Words)
	left := without(known, placesIn(where))
	switch {
	case len(left) == len(known):
		return "", false
	case len(left) == 0:
		said = t.painLine(*t.checkIn().Pain)
		t.clear(painItems...)
	default:
		said = t.painLine(restday.Pain{Where: where})
		t.store(restday.Answer{Item: restday.PainWhere, Words: strings.Join(left, betweenPlaces)})
	}
	return said, true
}

// painLine is a pain as the card shows it: "left knee hurts, 6/10, dull".
func (t *turn) painLine(p restday.Pain) string {
	level, kind := "", ""
	if p.Level != nil {
		level = t.say.Number(*p.Level)
	}
	if p.Kind != "" {
		kind = t.questions.byKey[restday.PainKind].wordsLabel(t.say, p.Kind)
	}
	var names []string
	for _, place := range placesIn(p.Where) {
		names = append(names, t.placeName(place))
	}
	where, several := strings.Join(names, betweenPlaces), len(names) > 1
	many := several || slices.ContainsFunc(strings.Fields(where), func(word string) bool { return t.typed(word, "plural") })
	if p.Level != nil && *p.Level == 0 {
		return t.say.Say("checkin.pain_gone", "where", where, "many", many)
	}
	return t.say.Say("checkin.pain", "where", where, "many", many, "several", several, "level", level, "kind", kind,
		"limp", p.ChangesGait != nil && *p.ChangesGait)
}
