package conversation

import (
	"slices"
	"strings"

	"restday"
)

// speaksOfPain tells whether a part is about something that hurts: it says so,
// it names a place that is sore or has a number, or it adds to a pain just named.
func (r *reader) speaksOfPain(part []token) bool {
	placed := has(part, place)
	switch {
	case has(part, hurts), has(part, limp):
		return true
	case has(part, painKind):
		return placed || r.open.isPain() || r.Pain != nil || has(r.before, place)
	case placed:
		return has(part, tenth) || rated(part) || soreJoint(part) || (r.inPain || r.open.isPain()) && onlyPlace(part)
	}
	return r.inPain && onlyNumber(part)
}

// soreJoint tells whether something is sore that is no muscle: "left achilles".
func soreJoint(part []token) bool {
	sore := slices.ContainsFunc(part, func(t token) bool { return (t.role == state || t.complaint) && t.item == restday.Soreness })
	return sore && slices.ContainsFunc(part, func(t token) bool { return t.role == place && t.word != muscle })
}

// onlyPlace tells whether a part is nothing but a place.
func onlyPlace(part []token) bool {
	return !slices.ContainsFunc(part, func(t token) bool { return t.role != place && t.role != side && !t.light() })
}

// rated tells whether a number stands right behind a place: "left knee 3", but
// not "back at 7".
func rated(part []token) bool {
	for i, t := range part {
		if t.role == place && at(part, i+1).role == number {
			return true
		}
	}
	return false
}

// readPain records pain: where, how much, what kind, whether it changes the step.
func (r *reader) readPain(part []token) {
	if has(part, negation) || has(part, gone) {
		r.takePainBack(part)
		return
	}
	if count(part, number, tenth) > 1 || suspect(part) {
		r.unclear(part)
		return
	}
	p := restday.Pain{Where: painPlace(part)}
	if p.Where == "" && r.Pain == nil && count(r.before, name, level, state, symptom, negation, hold, others, past) == 0 {
		p.Where = painPlace(r.before) // "kicked in the shin, hurts 5/10"
		if onlyPlace(r.before) && len(r.Unclear) > 0 {
			r.Unclear = r.Unclear[:len(r.Unclear)-1] // "left knee, hurts": it is clear now
		}
	}
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
			strength := t.value
			p.Level = &strength
		case symptom:
			r.addSymptom(t.word)
		}
	}
	if p.Level != nil && *p.Level == 0 {
		r.takePainBack(slices.DeleteFunc(part, func(t token) bool { return t.role == number || t.role == tenth }))
		return
	}
	if p == (restday.Pain{}) && (slices.ContainsFunc(part, token.strange) || has(part, name)) {
		r.unclear(part) // "worked through the pain", "my motivation hurts"
		return
	}
	if p == (restday.Pain{}) && slices.ContainsFunc(part, func(t token) bool { return t.role == hurts && t.word == everywhere }) {
		r.addSymptom("aches")
		return
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
	for i, t := range part {
		if placed(t) || t.role == filler && len(where) > 0 && placed(part[i-1]) && placed(at(part, i+1)) {
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

func placed(t token) bool {
	return t.role == side || t.role == place || t.role == name && t.item == restday.Soreness && !t.complaint
}
