package conversation

import (
	"slices"
	"strings"

	"restday"
)

// reader collects the meaning of a reply part by part.
type reader struct {
	Meaning
	open Question
	text string       // the whole reply, normalised
	last restday.Item // the item the part before spoke of
}

// read takes one statement of a reply.
func (r *reader) read(part []token) {
	if has(part, fix) {
		r.Fixes = true
	}
	switch {
	case !meaningful(part):
		r.leftOver(part)
	case has(part, hold) || slices.ContainsFunc(part, func(t token) bool { return t.asked }):
		r.unclear(part)
	case has(part, hurts) || has(part, limp) || has(part, painKind) && (has(part, place) || r.open.isPain() || r.Pain != nil):
		r.readPain(part)
	default:
		r.readItems(part)
	}
}

func (q Question) isPain() bool { return strings.HasPrefix(string(q.Key), "pain_") }

func has(part []token, want role) bool {
	return slices.ContainsFunc(part, func(t token) bool { return t.role == want })
}

// meaningful tells whether the part speaks of anything a check-in could record.
func meaningful(part []token) bool {
	return slices.ContainsFunc(part, func(t token) bool {
		switch t.role {
		case name, level, state, symptom, hurts, painKind, limp, number, clock, tenth:
			return true
		}
		return false
	})
}

// leftOver keeps words that nobody knows, so that the athlete hears of them.
func (r *reader) leftOver(part []token) {
	if slices.ContainsFunc(part, func(t token) bool { return t.role == unknown && t.text != "" && !t.stop }) {
		r.unclear(part)
	}
}

func (r *reader) unclear(part []token) {
	words := r.text[part[0].from:part[len(part)-1].to]
	r.Unclear = append(r.Unclear, strings.TrimSpace(words))
}

// readPain records pain: where, how much, what kind, whether it changes the step.
func (r *reader) readPain(part []token) {
	if has(part, negation) { // "no pain", but also "can't say it hurts": silent only when plain
		if !has(part, place) && !has(part, number) && !has(part, tenth) {
			return
		}
		r.unclear(part)
		return
	}
	p := restday.Pain{}
	var where []string
	for _, t := range part {
		switch t.role {
		case side, place, name:
			where = append(where, t.text)
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
	p.Where = strings.Join(where, " ")
	r.addPain(&p)
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
