package conversation

import (
	"slices"
	"strings"
)

// wish finds the command in a reply that is about the answer and not about how
// the athlete is: "keep my plan", "can I do intervals instead?", "why was
// Tuesday easy?", "should I train today?", "thanks".
func (t *turn) wish() (command []string, is bool) {
	words := t.lexicon.own.impolite(strings.FieldsFunc(plainer(t.in.Text), func(r rune) bool { return strings.ContainsRune(" ,.!?;:", r) }))
	text := strings.Join(words, " ")
	for _, name := range []string{"keep", "advice", "harder", "quiet"} {
		if t.dates().is(text, "wish_"+name) {
			return []string{name, ""}, true
		}
	}
	if t.dates().is(text, "evening_off") {
		return []string{"settings", t.say.Say("settings.evening") + " off"}, true
	}
	if command, is := t.planWish(words); is {
		return command, true
	}
	if command, is := t.ideaWish(words); is {
		return command, true
	}
	switch {
	case t.typed(t.in.Text, "thanks"):
		return []string{"thanks", ""}, true
	case t.asksToTrain(words):
		return []string{"today", ""}, true
	case t.dates().is(text, "wish_options") && (len(words) > 1 || t.state.Finished): // the bare word means the settings too
		return []string{"options", ""}, true
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

// asksToTrain tells whether words ask if there is training today: "can I run
// anyway".
func (t *turn) asksToTrain(words []string) bool {
	for n := min(len(words)-1, 4); n > 0; n-- {
		if t.dates().is(strings.Join(words[:n], " "), "may_i") {
			return !slices.ContainsFunc(words[n:], func(w string) bool { return !t.dates().is(w, "train") })
		}
	}
	return false
}

// thank answers thanks in passing.
func (t *turn) thank() {
	if t.question().Key == "" && t.open() != changing {
		t.tell(t.say.Say("help.welcome"))
		return
	}
	t.mention(t.say.Say("help.welcome"))
}
