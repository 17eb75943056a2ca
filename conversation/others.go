package conversation

import "slices"

// ofOthers tells whether the part names somebody else. A "they" may be what was
// just spoken of: "legs were dead, they're good now".
func (r *reader) ofOthers(part []token) bool {
	level := has(part, level) && count(part, name, state, symptom, length, place) == 0
	return slices.ContainsFunc(part, func(t token) bool {
		return t.role == others && (t.link&linkThey == 0 || !level || r.topic == "")
	})
}

// ofAnother tells whether the part is about something of the athlete's that is
// no part of a check-in: "my boss is horrible", "my dog is sick".
func ofAnother(part []token) bool {
	for i, t := range part[:max(len(part)-1, 0)] {
		if t.role == mine && part[i+1].strange() {
			return !has(part, hurts)
		}
	}
	return false
}

// ofStranger tells whether somebody is spoken of whom nobody knows: an unknown
// word is the subject ("Jonas has a fever", "the whole squad is coughing"), or
// begins what has a place on the body ("Sarah's knee").
func ofStranger(part []token) bool {
	if !slices.ContainsFunc(part, token.personal) {
		return false
	}
	for i, t := range part[:max(len(part)-1, 0)] {
		next := part[i+1]
		if t.strange() && (next.link&linkIs != 0 || i == 0 && (next.role == place || next.role == side)) {
			return true
		}
	}
	return false
}

// personal tells whether a token says how somebody is.
func (t token) personal() bool {
	switch t.role {
	case symptom, hurts, limp, state, name, place, length:
		return true
	}
	return false
}

// dangerous tells whether a symptom is a red flag (rules.md e.2, S1).
func dangerous(symptom string) bool {
	switch symptom {
	case "chest_pain", "fainting", "palpitations", "breathless_at_rest", "heat_collapse", "head_injury", "dark_urine":
		return true
	}
	return false
}

// ofThing tells whether an unknown word beside the i-th token, a symptom, may
// make it something else: "race fever", "a sick concert". Of the dangerous ones
// nothing does.
func ofThing(part []token, i int) bool {
	t := part[i]
	if dangerous(t.word) {
		return false
	}
	if t.word == "malaise" && i > 1 && part[i-1].link&linkIs != 0 && part[i-2].role == beside {
		return true // "the movie is sick"
	}
	return !t.plain && (i > 0 && part[i-1].strange() || t.word == "malaise" && at(part, i+1).strange())
}

// suspect tells whether a part about pain has an unknown word before its limp
// or symptom: "Jonas limps".
func suspect(part []token) bool {
	for i, t := range part {
		if t.role == symptom && ofThing(part, i) || t.role == limp && i > 0 && part[i-1].strange() {
			return true
		}
	}
	return false
}
