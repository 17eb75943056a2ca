package conversation

import "restday"

func (t *turn) offerForget() {
	t.enter(askForget)
	t.tell(t.say.Say("forget.ask"), t.forgetChoices()...)
}

func (t *turn) forgetChoices() [][]restday.Choice {
	return [][]restday.Choice{{
		{Label: t.say.Say("forget.no"), Data: "forget:no"}, {Label: t.say.Say("forget.yes"), Data: "forget:yes"},
	}}
}

// saidForget reads a plain yes or no. Words that say nothing have it asked again:
// whoever wants to be forgotten must not have to look for how.
func (t *turn) saidForget(text string) bool {
	for list, answer := range map[string]string{"yes": "yes", "no": "no", "keep": "no"} {
		if t.typed(text, list) {
			t.tapForget([]string{askForget, answer})
			return true
		}
	}
	if t.saysAnything() {
		return false
	}
	t.mentionUnread(text)
	t.offerForget()
	return true
}

func (t *turn) tapForget(tap []string) {
	if t.open() != askForget {
		t.notice(t.say.Say("checkin.closed"))
		return
	}
	t.leave()
	switch tap[len(tap)-1] {
	case "yes":
		t.change.Erase = true
		t.tell(t.say.Say("forget.done"))
	default:
		t.tell(t.say.Say("forget.kept"))
		t.again()
	}
}
