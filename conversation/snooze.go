package conversation

import (
	"strconv"
	"time"

	"restday"
)

// soon is how long a question waits that is answered with "later".
const soon = 30 * time.Minute

// snoozeChoices stand under a prompt.
func (t *turn) snoozeChoices() [][]restday.Choice {
	return [][]restday.Choice{{
		{Label: t.say.Say("snooze.soon"), Data: t.data("snooze", "30")},
		{Label: t.say.Say("snooze.later"), Data: t.data("snooze", "120")},
	}}
}

func (t *turn) tapSnooze(minutes string) error {
	n, err := strconv.Atoi(minutes)
	if err != nil || n < 1 || n > 240 || t.question().Key == "" || t.state.Finished {
		return t.closed()
	}
	t.snooze(time.Duration(n) * time.Minute)
	return nil
}

// later puts the open question off: "later", "remind me in an hour".
func (t *turn) later() {
	if t.question().Key == "" {
		t.tell(t.say.Say("checkin.nothing_open"))
		t.again()
		return
	}
	wait, ok := t.dates().readWait(t.in.Text)
	if !ok {
		wait = soon
	}
	t.snooze(wait)
}

// snooze has the open question asked once more after a while, unless the
// morning is over by then. It is what a nudge would be.
func (t *turn) snooze(wait time.Duration) {
	at := t.now.Add(wait)
	if t.stale() || at.After(t.morningEnds()) {
		t.mention(t.say.Say("checkin.later"))
		t.ask()
		return
	}
	t.state.Snoozed, t.state.Nudged = at, t.state.Day
	t.mention(t.say.Say("snooze.set", "time", t.clock(at)))
	t.ask()
}

// morningEnds is when it is too late to bring the day's questions up again.
func (t *turn) morningEnds() time.Time {
	return t.athlete.PromptAt.On(t.state.Day, t.location()).Add(t.settings.Window)
}

// askSnoozed shows the question that was put off, unless it has been answered.
func (t *turn) askSnoozed() {
	switch {
	case t.question().Key == "" || t.state.Finished || t.state.Day != t.today() || t.now.After(t.morningEnds()):
	case len(t.answers) == 0:
		t.show(restday.Outgoing{Class: restday.Prompt, Text: plain(t.greeting())})
	default:
		t.show(restday.Outgoing{Class: restday.Prompt, Text: plain(capital(t.line()) + " · " + t.question().asks(t.say))})
	}
}
