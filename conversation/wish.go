package conversation

import (
	"slices"
	"strings"
)

// wish finds the command in a reply that is about the answer and not about how
// the athlete is: "keep my plan", "can I do intervals instead?", "why was
// Tuesday easy?".
func (t *turn) wish() (command []string, is bool) {
	text := strings.TrimRight(strings.ReplaceAll(plainer(t.in.Text), ",", ""), "?!. ")
	for _, name := range []string{"keep", "advice", "harder"} {
		if t.dates().is(text, "wish_"+name) {
			return []string{name, ""}, true
		}
	}
	words := strings.Fields(text)
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
