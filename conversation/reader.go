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
		telling := has(rest, gone) || has(rest, symptom) || has(rest, hurts) || has(rest, limp) || hours || has(rest, tenth)
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
