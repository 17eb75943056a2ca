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
	lexicon *Lexicon
	text    string       // the whole reply, normalised
	last    restday.Item // the item the part before spoke of
	inPain  bool         // the part before spoke of pain
	telling bool         // some part tells how the athlete is
	crowded bool         // several bare numbers: nobody can say which is the open question's

	turned   bool    // a "but" begins the statement
	before   []token // the statement before
	fixing   bool    // the part takes something back: "no wait, 6"
	pending  bool    // the part before was nothing but a "no wait"
	answered bool    // the part gave an answer
	badly    bool    // the last value was said of a complaint: "stress low"

	elsewhere role         // by which the part before was not about the athlete this morning
	empty     bool         // it told nothing of how the athlete is
	back      bool         // it was about another day
	topic     restday.Item // the one item it named
}

// readAll takes every statement of a reply.
func (r *reader) readAll(said []statement) {
	numbers := 0
	for i := range said {
		r.telling = r.telling || meaningful(said[i].tokens)
		said[i].tokens = undecorated(said[i].tokens, len(said) == 1)
		if onlyNumber(said[i].tokens) {
			numbers++
		}
	}
	r.crowded = numbers > 1
	for _, s := range said {
		if len(s.tokens) > 0 && !r.isCommand(s.tokens) {
			r.read(s)
		}
	}
}

// isCommand tells whether one statement among others is a command: "slept 7h,
// what's on today?". A single word is more likely to belong to what is said.
func (r *reader) isCommand(part []token) bool {
	var words []string
	for _, t := range part {
		if !t.stop {
			words = append(words, strings.Fields(t.key)...)
		}
	}
	command := r.lexicon.order(words)
	if name, args := r.lexicon.commandWith(words); command == "" && name == "later" {
		command = name + " " + args // "court at 9, remind me in an hour"
	}
	switch {
	case command == "" && !meaningful(part):
		command = r.lexicon.orderIn(words)
	case len(words) < 2 && (r.telling || part[0].light()):
		return false
	}
	if command == "" || r.Command != "" && r.Command != "repeat" {
		return false
	}
	name, args, _ := strings.Cut(command, " ")
	if name != "checkin" || !r.telling { // "energy 5, let's go"
		r.Command, r.Args = name, args
	}
	return true
}

// read takes one statement of a reply. One that takes something back, and of
// which nothing was understood, takes the last value with it.
func (r *reader) read(s statement) {
	part, fixing := r.withoutMarks(s.tokens)
	r.Fixes = r.Fixes || fixing || has(s.tokens, fix)
	if fixing && !meaningful(part) {
		r.leftOver(part)
		r.pending = !slices.ContainsFunc(part, token.strange)
		return
	}
	r.fixing, r.pending = fixing || r.pending, false
	unread := len(r.Unclear)
	r.readPart(withoutCause(part), s)
	if r.fixing && meaningful(part) && len(r.Unclear) > unread && !r.answered {
		r.drop(r.last)
	}
	if meaningful(part) && !r.answered {
		r.last = "" // a "no, good" has nothing to take back
	}
	r.before = part
}

// readPart takes a statement without the marks of a correction.
func (r *reader) readPart(part []token, s statement) {
	r.answered = false
	r.turned = s.turned
	r.elsewhere = r.leaves(part, s.joined, asks(s.tokens))
	speaksOfPain := r.speaksOfPain(part)
	switch {
	case !meaningful(part):
		r.leftOver(part)
	case r.crowded && onlyNumber(part) && !speaksOfPain:
		r.unclear(part)
	case r.elsewhere != unknown:
		r.unclear(part)
	case speaksOfPain:
		r.readPain(part)
	default:
		r.readItems(part)
	}
	r.inPain = speaksOfPain || r.inPain && !meaningful(part)
	r.empty, r.back = !tells(part), r.elsewhere == past
	if i := slices.IndexFunc(part, func(t token) bool { return t.item != "" }); i >= 0 {
		r.topic = part[i].item
	}
}

// leaves tells by which role a statement is not about the athlete this
// morning: a wish or question, another day, somebody else. What is joined to
// such a statement goes with it, until words lead back.
func (r *reader) leaves(part []token, joined, asked bool) role {
	switch {
	case r.ofOthers(part) || ofAnother(part) || ofStranger(part):
		return others
	case has(part, past):
		return past
	case has(part, hold) || asked && at(part, 0).role != about, has(part, must) && !has(part, symptom) && !has(part, limp):
		return hold
	case r.elsewhere == unknown || has(part, today):
		return unknown
	case r.elsewhere != past && (has(part, self) || has(part, mine)):
		return unknown
	case joined:
		return r.elsewhere
	case !r.empty && (r.elsewhere == past || r.elsewhere == others && !has(part, name)):
		return r.elsewhere
	}
	return unknown
}

// undecorated drops emoji that only decorate words. Alone, or behind an item's
// name, they stand for a value.
func undecorated(part []token, alone bool) []token {
	sick := has(part, symptom) || has(part, hurts)
	bare := alone || has(part, name)
	var out []token
	for i, t := range part {
		repeated := i > 0 && part[i-1].sense == t.sense
		decorates := t.word == illness && sick || t.word != illness && (valued(part) || !bare || repeated)
		if t.role != emoji || !decorates {
			out = append(out, t)
		}
	}
	return out
}

func valued(part []token) bool {
	return slices.ContainsFunc(part, func(t token) bool {
		return t.role != emoji && t.role != name && t.meaningful()
	})
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
		return has(part, tenth) || rated(part) || soreJoint(part) || (r.inPain || r.open.isPain()) && onlyPlace(part)
	}
	return r.inPain && onlyNumber(part)
}

// soreJoint tells whether something is sore that is no muscle: "left achilles".
func soreJoint(part []token) bool {
	sore := slices.ContainsFunc(part, func(t token) bool { return t.role == state && t.item == restday.Soreness })
	return sore && slices.ContainsFunc(part, func(t token) bool { return t.role == place && t.word != muscle })
}

// onlyPlace tells whether a part is nothing but a place.
func onlyPlace(part []token) bool {
	return !slices.ContainsFunc(part, func(t token) bool { return t.role != place && t.role != side && !t.light() })
}

// muscular makes items of the muscles in a part that says how they are:
// "shoulders sore", "back destroyed".
func muscular(part []token) []token {
	if !has(part, state) {
		return part
	}
	part = slices.Clone(part)
	for i, t := range part {
		if t.role == place && t.word == muscle {
			part[i].sense = sense{role: name, item: restday.Soreness}
		}
	}
	return part
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

func (q Question) isPain() bool { return strings.HasPrefix(string(q.Key), "pain_") }

func has(part []token, want role) bool {
	return slices.ContainsFunc(part, func(t token) bool { return t.role == want })
}

func count(part []token, roles ...role) int {
	n := 0
	for _, t := range part {
		if slices.Contains(roles, t.role) {
			n++
		}
	}
	return n
}

func asks(part []token) bool { return slices.ContainsFunc(part, func(t token) bool { return t.asked }) }

// strange tells whether nobody knows what a token means.
func (t token) strange() bool { return t.role == unknown && !t.stop && t.text != "" }

func onlyNumber(part []token) bool {
	return (has(part, number) || has(part, tenth)) && !slices.ContainsFunc(part, func(t token) bool {
		return t.role != number && t.role != tenth && !t.light() && t.role != about
	})
}

// withoutCause drops what only explains: "legs sore from yesterday's run". A
// symptom, a pain or the night's length is more than a reason.
func withoutCause(part []token) []token {
	for i, t := range part {
		rest := part[i:]
		hours := has(rest, length) && !has(rest, beside) && !slices.ContainsFunc(rest, token.strange)
		telling := has(rest, symptom) || has(rest, hurts) || has(rest, limp) || hours || has(rest, tenth)
		if t.role == cause && meaningful(part[:i]) && !telling {
			return part[:i]
		}
	}
	return part
}

// meaningful tells whether the part speaks of anything a check-in could record.
func meaningful(part []token) bool { return slices.ContainsFunc(part, token.meaningful) }

func (t token) meaningful() bool {
	switch t.role {
	case name, level, state, emoji, symptom, hurts, painKind, limp, number, length, tenth, oddity, place:
		return true
	}
	return false
}

// tells tells whether a part says how somebody is, not only how far they ran.
func tells(part []token) bool {
	return slices.ContainsFunc(part, func(t token) bool { return t.role != number && t.role != oddity && t.meaningful() })
}

// leftOver keeps words that nobody knows, so that the athlete hears of them.
func (r *reader) leftOver(part []token) {
	if slices.ContainsFunc(part, token.strange) {
		r.unclear(part)
	}
}

func (r *reader) unclear(part []token) {
	if len(part) > 0 {
		r.Unclear = append(r.Unclear, strings.TrimSpace(r.text[part[0].from:part[len(part)-1].to]))
	}
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
	return t.role == side || t.role == place || t.role == name && t.item == restday.Soreness
}

func (r *reader) addSymptom(s string) {
	if !slices.Contains(r.Symptoms, s) {
		r.Symptoms = append(r.Symptoms, s)
	}
}

// readItems records symptoms, and items with their values.
func (r *reader) readItems(part []token) {
	c := clause{reader: r, part: muscular(part)}
	for i := range part {
		c.take(i)
	}
	c.finish()
}
