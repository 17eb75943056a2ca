package conversation

import (
	"slices"
	"strings"

	"restday"
)

// What athletes may tell about themselves, in the settings or in a sentence of their
// own. Nobody is asked for it, and the menu does not show it: it may lie open on a table.

// The things that can be told: restrictions, what is not at hand, and how the
// athlete lives and rests.
var abouts = []string{"minor", "pregnant", "heart", "pool", "bike", "irregular", "short", "long", "testing"}

func (t *turn) offerAbout() {
	t.openSetting(askAbout)
	t.card(restday.Outgoing{Text: plain(t.say.Say("about.ask")), Choices: t.aboutChoices()})
}

func (t *turn) aboutChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, about := range abouts {
		label, data := t.say.Say("about."+about), "about:"+about+":on"
		if t.toldAbout(about) {
			label, data = label+picked, "about:"+about+":off"
		}
		choices = append(choices, restday.Choice{Label: label, Data: data})
	}
	return append(inRows(choices), []restday.Choice{{Label: t.say.Say("settings.keep"), Data: "about:ok"}})
}

func (t *turn) toldAbout(about string) bool {
	a := t.athlete
	switch about {
	case "irregular":
		return a.Irregular
	case "short", "long", "testing":
		return a.Pattern == about
	}
	return slices.Contains(a.Restrictions, about) || slices.Contains(a.Lacks, about)
}

func (t *turn) tapAbout(value string) {
	about, on, _ := strings.Cut(value, ":")
	switch {
	case value == "ok":
		t.settled()
	case slices.Contains(abouts, about) && (on == "on" || on == "off"):
		t.setAbout(about, on == "on")
	}
}

// saidAbout reads one of the things in the athlete's words: "I am pregnant", "no pool".
func (t *turn) saidAbout(text string) bool {
	for _, about := range abouts {
		switch {
		case t.typed(text, "about_"+about):
			t.setAbout(about, true)
		case t.typed(text, "about_not_"+about):
			t.setAbout(about, false)
		default:
			continue
		}
		return true
	}
	return false
}

// saidRestriction reads a sentence that restricts what may be advised, said at
// any time: "I am pregnant".
func (t *turn) saidRestriction() bool {
	said := func(about string) bool { return t.typed(t.in.Text, "about_"+about) }
	i := slices.IndexFunc(restday.Restrictions, said)
	if i < 0 || len(strings.Fields(t.in.Text)) < 2 {
		return false
	}
	t.athlete.Restrictions = switched(t.athlete.Restrictions, restday.Restrictions[i], true)
	t.tell(t.say.Say("about.restricted"), []restday.Choice{t.opens("about", askAbout)})
	t.again()
	return true
}

// setAbout keeps one thing in mind, or no longer, and goes on asking.
func (t *turn) setAbout(about string, on bool) {
	a := &t.athlete
	switch {
	case about == "irregular":
		a.Irregular = on
	case about == "short" || about == "long" || about == "testing":
		if on {
			a.Pattern = about
		} else if a.Pattern == about {
			a.Pattern = ""
		}
	case slices.Contains(restday.Restrictions, about):
		a.Restrictions = switched(a.Restrictions, about, on)
		if on {
			t.mention(t.say.Say("about.restricted"))
		}
	default:
		a.Lacks = switched(a.Lacks, about, on)
	}
	t.offerAbout()
}

// switched returns words with one of them in or out.
func switched(words []string, word string, in bool) []string {
	words = without(words, []string{word})
	if in {
		words = append(words, word)
	}
	return words
}
