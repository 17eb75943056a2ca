package conversation

import (
	"slices"
	"strings"

	"restday"
)

// saidInPassing reads a setting said in a sentence of its own: "write to me at
// 6:30", "only on weekdays", "I moved to Lisbon", "ask me about stress". It shows
// the settings as they are now, and the morning goes on below.
func (t *turn) saidInPassing() bool {
	words := t.lexicon.own.impolite(strings.Fields(strings.TrimRight(t.in.Text, ".!? ")))
	t.passing = true
	if t.passing = t.setInPassing(words); t.passing {
		t.closeSettings()
		t.askWhatIsLeft()
		t.again()
	}
	return t.passing
}

func (t *turn) setInPassing(words []string) bool {
	if n := t.begins(words, "set_lead"); t.namesDays(words[n:]) {
		return t.saidDays(strings.Join(words[n:], " "))
	}
	if len(words) > 1 && t.saidExtras(strings.Join(words, " ")) {
		return true
	}
	for _, s := range []struct {
		list string
		set  func(string) bool
	}{
		{"set_time", t.setTime}, {"set_zone", t.saidCity},
		{"set_question", func(title string) bool { return t.switchQuestion(title, true) }},
		{"set_no_question", func(title string) bool { return t.switchQuestion(title, false) }},
	} {
		if n := t.begins(words, s.list); n > 0 && s.set(t.withoutAfter(words[n:])) {
			return true
		}
	}
	return false
}

// namesDays tells whether words narrow down on which days to write: "only on
// weekdays". Days alone are asked about the plan.
func (t *turn) namesDays(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return t.isWord(strings.ToLower(w), "set_days") })
}

// withoutAfter drops what may stand behind a setting: "6:30 from now on".
func (t *turn) withoutAfter(words []string) string {
	for n := range words {
		if n > 0 && t.dates().is(strings.Join(words[n:], " "), "set_after") {
			return strings.Join(words[:n], " ")
		}
	}
	return strings.Join(words, " ")
}

// switchQuestion has one of the further questions asked, or no longer.
func (t *turn) switchQuestion(title string, on bool) bool {
	for _, q := range t.Flow.questions.optional() {
		if plainer(title) == plainer(q.title(t.say)) {
			t.setQuestion(q.Key, on)
			t.settled()
			return true
		}
	}
	return false
}

// confirmBriefly says how things are now, for somebody in the middle of a morning.
func (t *turn) confirmBriefly() {
	lines := strings.SplitN(t.settingsWords(), "\n", 3)
	t.tell(strings.Join(lines[:2], "\n"), []restday.Choice{{Label: t.say.Say("settings.all"), Data: "do:settings"}})
}
