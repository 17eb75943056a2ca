package conversation

import (
	"slices"
	"strings"
)

// wish finds the command in a reply that is about the answer and not about how
// the athlete is: "keep my plan", "can I do intervals instead?", "why was
// Tuesday easy?".
func (t *turn) wish() (command []string, is bool) {
	words := t.lexicon.own.impolite(strings.FieldsFunc(plainer(t.in.Text), func(r rune) bool { return strings.ContainsRune(" ,.!?;:", r) }))
	text := strings.Join(words, " ")
	for _, name := range []string{"keep", "advice", "harder"} {
		if t.dates().is(text, "wish_"+name) {
			return []string{name, ""}, true
		}
	}
	if len(words) < 2 || !t.dates().is(words[0], "why") {
		return nil, false
	}
	day, rest, ok := t.findDay(words[1:], t.dates().readPast)
	other := func(w string) bool { return !t.dates().is(w, "why_beside") }
	if !ok || slices.ContainsFunc(rest, other) {
		return nil, false
	}
	return []string{"why", day.String()}, true
}

// impolite takes the polite words off both ends: "ok, keep my plan please".
func (l *Lexicon) impolite(words []string) []string {
	for len(words) > 0 && l.orders.polite[words[0]] {
		words = words[1:]
	}
	for len(words) > 0 && l.orders.polite[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return words
}
