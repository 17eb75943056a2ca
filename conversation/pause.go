package conversation

import (
	"strings"
	"time"

	"restday"
)

// forGood is a day that never comes.
const forGood restday.Day = 1 << 21

// longestPause is how many days ahead an end of a pause can lie.
const longestPause = 366

// pause stops prompts: for a time, up to a day, or without a word until the
// athlete comes back; then an end is offered.
func (t *turn) pause(args string) {
	t.closeSettings()
	if args == "" || t.dates().is(args, "for_good") {
		t.pauseTo(forGood)
		t.openSetting(askPause)
		t.tell(t.say.Say("pause.for_good"), t.pauseChoices()...)
		return
	}
	until, ok := t.dates().readUntil(args, t.today())
	switch {
	case !ok:
		t.tell(t.say.Say("pause.bad"))
		return
	case until > t.today()+longestPause:
		t.tell(t.say.Say("pause.too_long"))
		return
	}
	t.pauseTo(until)
	day, at := t.nextPrompt()
	t.tell(t.say.Say("pause.until", "day", day, "time", at), []restday.Choice{{Label: t.say.Say("pause.resume"), Data: "do:resume"}})
}

// noPause reads a reply that begins like a pause and goes on otherwise: "holiday
// was great, slept 8h". Nothing of it may be lost.
func (t *turn) noPause(m Meaning) (other Meaning, is bool) {
	if m.Command != "pause" || m.Args == "" || strings.HasPrefix(t.in.Text, "/") {
		return Meaning{}, false
	}
	if _, isPause := t.dates().readUntil(m.Args, t.today()); isPause {
		return Meaning{}, false
	}
	other = t.lexicon.Understand(m.Args, Question{}) // a number in it answers no question
	return other, other.Command == "" && !other.Empty()
}

// pauseTo begins a pause up to a day. A question that was put off waits with it.
func (t *turn) pauseTo(day restday.Day) {
	t.athlete.PausedTo, t.state.Snoozed = day, time.Time{}
}

func (t *turn) pauseChoices() [][]restday.Choice {
	choices := []restday.Choice{
		{Label: t.say.Say("pause.days"), Data: "do:pause:3d"},
		{Label: t.say.Say("pause.week"), Data: "do:pause:7d"},
		{Label: t.say.Say("pause.weeks"), Data: "do:pause:14d"},
		{Label: t.say.Say("pause.resume"), Data: "do:resume"},
	}
	return inRows(choices)
}

// saidPause reads how long a pause that has begun shall be.
func (t *turn) saidPause(text string) bool {
	_, ok := t.dates().readUntil(text, t.today())
	if ok {
		t.pause(text)
		t.again()
	}
	return ok
}

func (t *turn) comeBack() {
	t.closeSettings()
	t.athlete.PausedTo = 0
	t.skipPast()
	day, at := t.nextPrompt()
	t.tell(t.say.Say("pause.back", "day", day, "time", at))
}
