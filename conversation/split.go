package conversation

import (
	"slices"

	"restday"
)

// statement is a part of a reply that says one thing.
type statement struct {
	tokens []token
	joined bool // an "and", or nothing at all, joins it to the one before
	turned bool // a "but" sets it against the one before
}

// opened drops the word with which somebody only begins to speak: "okay so I
// slept 7h", but not "ok legs".
func opened(tokens []token) []token {
	next := slices.IndexFunc(tokens, func(t token) bool { return !t.light() && t.role != level })
	if at(tokens, 0).role != level || tokens[0].value != 3 || next < 1 {
		return tokens
	}
	if tokens[next].role == name && valued(sentence(tokens[next+1:])) && !has(sentence(tokens[next+1:]), name) {
		return tokens[1:] // "okay legs are sore"
	}
	switch t := tokens[next]; {
	case t.stop, t.role == contrast, t.role == join, next == 1 && t.role != number && t.item != restday.SleepH:
		return tokens
	}
	if tokens[1].link&linkVery != 0 {
		return tokens[2:] // "ok so tired" is no more than tired
	}
	return tokens[1:]
}

// statements cuts a reply where one statement ends and the next begins.
func statements(tokens []token) []statement {
	var out []statement
	var s statement
	next := func(by role) {
		if len(s.tokens) > 0 {
			out = append(out, s)
		}
		s = statement{joined: by == join, turned: by == contrast}
	}
	for i, t := range tokens {
		rest := sentence(tokens[i+1:])
		if t.stop && !t.asked {
			rest = sentence(pastStops(tokens[i+1:]))
		}
		switch {
		case (t.stop || t.role == contrast) && awaits(s.tokens) && onlyValue(rest):
			continue // "legs ... sore", "mood still good"
		case t.text == "-" && namesLast(s.tokens):
			continue // "mood - good"
		case t.asked:
			s.tokens = append(s.tokens, t)
			next(unknown)
			continue
		case t.stop || t.role == contrast || t.role == join:
			next(t.role)
			continue
		case t.role == today && has(s.tokens, past), // "yesterday 6h today 8h"
			endsInValue(s.tokens) && takesBack(tokens[i:]):
			next(unknown)
		case complete(s.tokens) && begins(s.tokens, t, rest):
			next(join)
		}
		s.tokens = append(s.tokens, t)
	}
	next(unknown)
	return out
}

// sentence is what stands before the next mark or word that ends a statement; a
// question mark is part of it.
func sentence(tokens []token) []token {
	for i, t := range tokens {
		switch {
		case t.asked:
			return tokens[:i+1]
		case t.stop || t.role == contrast || t.role == join:
			return tokens[:i]
		}
	}
	return tokens
}

// pastStops drops the marks that tokens begin with: "legs ... sore".
func pastStops(tokens []token) []token {
	for len(tokens) > 0 && tokens[0].stop {
		tokens = tokens[1:]
	}
	return tokens
}

// awaits tells whether a statement is a lone item that waits for its value.
func awaits(said []token) bool {
	heavy := weighty(said)
	return len(heavy) == 1 && heavy[0].role == name
}

// namesLast tells whether the last word with weight names an item or a place.
func namesLast(said []token) bool {
	heavy := weighty(said)
	return len(heavy) > 0 && (heavy[len(heavy)-1].role == name || heavy[len(heavy)-1].role == place)
}

// onlyValue tells whether a statement is a bare value.
func onlyValue(said []token) bool {
	heavy := weighty(said)
	return len(heavy) == 1 && (heavy[0].carries() || heavy[0].role == emoji)
}

func weighty(said []token) []token {
	return slices.DeleteFunc(slices.Clone(said), token.light)
}

// complete tells whether every item of a statement has its value, and every
// value its item.
func complete(said []token) bool {
	var done, item, value bool
	for i, t := range said {
		switch {
		case t.role == name && t.item == restday.SleepH && i > 0 && said[i-1].role == length: // "7h sleep"
		case t.role == name && value, t.carries() && item, t.role == emoji && item:
			done, item, value = true, false, false
		case t.role == name:
			item = true
		case t.role == state, t.role == length, t.role == symptom, t.carries() && has(said[:i], hurts):
			done, item = true, false
		case t.carries(), t.role == emoji:
			value = true
		case t.role == hurts:
			done = true
		}
	}
	return done && !item && !value
}

// begins tells whether a token, and the rest of its sentence, say something new
// behind a complete statement: of another item, of a pain, of the athlete or of
// somebody else. Where a word of the rest may be about all of it, nothing is cut.
func begins(said []token, t token, rest []token) bool {
	last := said[len(said)-1]
	heavy := weighty(said)
	switch {
	case asks(rest):
		return false
	case t.role == self:
		return last.carries() && meaningful(rest)
	case t.role == others:
		return last.carries() || last.role == mine && len(said) > 1 && said[len(said)-2].carries()
	case has(rest, past) || has(rest, hold) || has(rest, must) || has(rest, others):
		return false
	case t.role == name && has(said, hurts):
		return carriesFirst(rest) && (t.item != restday.Soreness || has(rest, level))
	case t.role == name:
		night := t.item == restday.SleepH && heavy[len(heavy)-1].role == length // "7h sleep"
		return (valued(rest) || has(rest, emoji)) && last.role != state && !night
	case t.role == side || t.role == place || t.role == hurts:
		return (t.role == hurts || has(rest, hurts)) && !has(said, hurts) && !has(said, place)
	}
	return false
}

// carriesFirst tells whether the first token with weight is a value.
func carriesFirst(tokens []token) bool {
	heavy := weighty(tokens)
	return len(heavy) > 0 && (heavy[0].carries() || heavy[0].role == emoji)
}
