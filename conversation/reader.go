package conversation

import (
	"slices"
	"strings"

	"restday"
)

// reader collects the meaning of a reply part by part.
type reader struct {
	Meaning
	open    Question
	text    string       // the whole reply, normalised
	last    restday.Item // the item the part before spoke of
	inPain  bool         // the part before spoke of pain
	crowded bool         // several bare numbers: nobody can say which is the open question's
}

// read takes one statement of a reply.
func (r *reader) read(part []token) {
	if has(part, fix) {
		r.Fixes = true
	}
	part = withoutCause(part)
	speaksOfPain := r.speaksOfPain(part)
	switch {
	case !meaningful(part):
		r.leftOver(part)
	case r.crowded && onlyNumber(part) && !speaksOfPain:
		r.unclear(part)
	case has(part, hold) || has(part, past) || asks(part) || ofAnother(part):
		r.unclear(part)
	case speaksOfPain:
		r.readPain(part)
	default:
		r.readItems(part)
	}
	r.inPain = speaksOfPain
}

// speaksOfPain tells whether a part is about something that hurts: it says so,
// it names a place that is sore or has a number, or it adds to a pain just named.
func (r *reader) speaksOfPain(part []token) bool {
	placed := has(part, place)
	switch {
	case has(part, hurts), has(part, limp):
		return true
	case has(part, painKind):
		return placed || r.open.isPain() || r.Pain != nil
	case placed:
		return has(part, number) || has(part, tenth) || slices.ContainsFunc(part, func(t token) bool {
			return t.role == state && t.item == restday.Soreness
		})
	}
	return r.inPain && onlyNumber(part)
}

func (q Question) isPain() bool { return strings.HasPrefix(string(q.Key), "pain_") }

func has(part []token, want role) bool {
	return slices.ContainsFunc(part, func(t token) bool { return t.role == want })
}

func asks(part []token) bool { return slices.ContainsFunc(part, func(t token) bool { return t.asked }) }

// ofAnother tells whether the part is about something of the athlete's that is
// no part of a check-in: "my boss is horrible", "my dog is sick".
func ofAnother(part []token) bool {
	for i, t := range part[:max(len(part)-1, 0)] {
		if t.text == "my" && part[i+1].strange() {
			return !has(part, hurts)
		}
	}
	return false
}

// strange tells whether nobody knows what a token means.
func (t token) strange() bool {
	return t.role == unknown && !t.stop && !t.asked && !slices.Contains([]string{"'", ":", "="}, t.text)
}

func onlyNumber(part []token) bool {
	return (has(part, number) || has(part, tenth)) && !slices.ContainsFunc(part, func(t token) bool {
		return t.role != number && t.role != tenth && t.role != filler && t.role != about
	})
}

// withoutCause drops what only explains: "legs sore from yesterday's run".
func withoutCause(part []token) []token {
	for i, t := range part {
		if t.role == cause && meaningful(part[:i]) {
			return part[:i]
		}
	}
	return part
}

// meaningful tells whether the part speaks of anything a check-in could record.
func meaningful(part []token) bool {
	return slices.ContainsFunc(part, func(t token) bool {
		switch t.role {
		case name, level, state, symptom, hurts, painKind, limp, number, clock, tenth, place:
			return true
		}
		return false
	})
}

// leftOver keeps words that nobody knows, so that the athlete hears of them.
func (r *reader) leftOver(part []token) {
	if slices.ContainsFunc(part, token.strange) {
		r.unclear(part)
	}
}

func (r *reader) unclear(part []token) {
	words := r.text[part[0].from:part[len(part)-1].to]
	r.Unclear = append(r.Unclear, strings.TrimSpace(words))
}

// readPain records pain: where, how much, what kind, whether it changes the step.
func (r *reader) readPain(part []token) {
	if has(part, negation) || has(part, gone) {
		r.takePainBack(part)
		return
	}
	p := restday.Pain{Where: painPlace(part)}
	for _, t := range part {
		switch t.role {
		case painKind:
			p.Kind = t.word
		case limp:
			yes := true
			p.ChangesGait = &yes
		case number, tenth:
			if t.value > 10 {
				r.unclear(part)
				return
			}
			level := t.value
			p.Level = &level
		case symptom:
			r.addSymptom(t.word)
		}
	}
	r.addPain(&p)
}

// takePainBack reads "no pain", "nothing hurts", "the pain is gone". With a
// place, a number or a limp in it, it may mean something else.
func (r *reader) takePainBack(part []token) {
	if has(part, number) || has(part, tenth) || has(part, limp) && !has(part, gone) || has(part, place) && !has(part, gone) {
		r.unclear(part)
		return
	}
	r.NoPain = true
}

// painPlace is where it hurts in the athlete's own words: the places they name,
// or the unknown word beside the one that says it hurts ("ear hurts").
func painPlace(part []token) string {
	var where []string
	for _, t := range part {
		if t.role == side || t.role == place || t.role == name {
			where = append(where, t.text)
		}
	}
	if len(where) > 0 {
		return strings.Join(where, " ")
	}
	for i, t := range part {
		if t.role == hurts && i > 0 && part[i-1].strange() {
			return part[i-1].text
		}
		if t.strange() && i > 1 && part[i-1].role == filler && has(part[:i], hurts) {
			return t.text // "pain in my tooth"
		}
	}
	return ""
}

func (r *reader) addSymptom(s string) {
	if !slices.Contains(r.Symptoms, s) {
		r.Symptoms = append(r.Symptoms, s)
	}
}

// readItems records symptoms, and items with their values.
func (r *reader) readItems(part []token) {
	c := clause{reader: r, part: part}
	for i := range part {
		c.take(i)
	}
	c.finish()
}
