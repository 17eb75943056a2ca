package conversation

import (
	"strings"

	"restday"
)

// language changes the language that the bot speaks with this athlete, or
// offers those there are. Nothing else ever changes it: what the platform said
// when they first wrote was a guess, and this is a choice.
func (t *turn) language(wanted string) {
	switch {
	case wanted == "":
		t.offerLanguages("language.ask")
	case !t.setLanguage(wanted):
		t.offerLanguages("language.unknown")
	}
}

func (t *turn) offerLanguages(words string) {
	t.openSetting(askLanguage)
	t.tell(t.say.Say(words), t.languageChoices()...)
}

// setLanguage takes a language by its name or code, and tells whether it is one
// of ours. What was open is shown again in it.
func (t *turn) setLanguage(name string) bool {
	code := t.book.Find(name)
	if code == "" {
		return false
	}
	t.closeSettings()
	t.athlete.Language, t.say = code, t.book.Speaker(code)
	t.tell(t.say.Say("language.set"))
	if t.athlete.Enrolled {
		t.again()
	} else {
		t.offerSettings()
	}
	return true
}

// languageChoices names each language in itself.
func (t *turn) languageChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, code := range t.book.Languages() {
		choices = append(choices, restday.Choice{Label: t.book.Speaker(code).Say("language.name"), Data: languageTap + code})
	}
	return inRows(choices)
}

// languageTap begins the data of a button that chooses a language.
const languageTap = "do:language:"

// onboardLanguage takes a choice of language by somebody who has not confirmed
// yet, and tells whether it was one.
func (t *turn) onboardLanguage() bool {
	name, isOne := strings.CutPrefix(t.in.Choice, languageTap)
	if !isOne {
		name, isOne = strings.CutPrefix(strings.ToLower(t.in.Text), "/language")
	}
	if isOne {
		t.language(strings.TrimSpace(name))
	}
	return isOne
}
