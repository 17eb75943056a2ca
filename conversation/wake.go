package conversation

import (
	"strconv"
	"time"

	"restday"
)

// justAsked is how recently a question must have been shown to need no repeat.
const justAsked = 2 * time.Minute

// wake does what has become due: show a question again after an outage, send
// the day's prompt, ask what was put off, nudge once.
func (t *turn) wake() error {
	again := t.state.Again
	t.state.Again = false
	if again && t.open() == askStart {
		t.offerSettings()
	}
	if !t.athlete.Enrolled {
		return nil
	}
	t.remindBed()
	if err := t.lookBack(); err != nil {
		return err
	}
	quiet := t.athlete.Quiet.Has(t.local())
	if again && !quiet {
		if err := t.askAgain(); err != nil {
			return err
		}
	}
	snoozed := !t.state.Snoozed.IsZero() && !t.state.Snoozed.After(t.now)
	if snoozed {
		t.state.Snoozed = time.Time{}
	}
	day := t.today()
	if due := t.athlete.PromptAt.On(day, t.location()); t.state.Prompted < day && t.athlete.Asks(day) && !due.After(t.now) {
		t.state.Prompted = day
		// A prompt hours late would only ask about a day already under way. Quiet
		// hours keep a late one back, but not one that was wished for their time.
		if t.now.Sub(due) <= t.settings.Late && (!quiet || t.athlete.Quiet.Has(due)) {
			return t.prompt(day)
		}
	}
	if err := t.evening(); err != nil {
		return err
	}
	if snoozed {
		t.askSnoozed()
	}
	if at := t.nudgeAt(); !at.IsZero() && !at.After(t.now) {
		t.state.Nudged = t.state.Day
		if t.now.Sub(at) < t.settings.Window/5 && !quiet {
			t.nudge()
		}
	}
	return nil
}

// askAgain shows the open question to somebody whose answer may have been lost
// while the platform was out of reach.
func (t *turn) askAgain() error {
	if t.now.Sub(t.state.Asked) < justAsked {
		return nil
	}
	if t.eveningOpen() {
		return t.askDoneAgain()
	}
	if t.stale() {
		return nil
	}
	t.to.Platform = t.state.CardOn // where the person saw it
	defer func() { t.to = restday.Address{} }()
	if t.open() == changing {
		t.offerChange()
	}
	if t.question().Key == "" {
		return nil
	}
	t.show(restday.Outgoing{Text: plain(t.say.Say("greeting.again", "ask", t.question().asks(t.say)))})
	return nil
}

// promptKey begins the keys of the messages that ask a day's first question.
const promptKey = "prompt:"

// prompt asks the day's first question, unless the athlete was faster.
func (t *turn) prompt(day restday.Day) error {
	if err := t.begin(day); err != nil || t.state.Finished {
		return err
	}
	if t.question().Key == "" {
		t.state.Open = string(t.next(""))
	}
	if t.question().Key == "" {
		return t.finish() // everything is known already
	}
	out := restday.Outgoing{Class: restday.Prompt, Text: plain(t.greeting()), Key: promptKey + strconv.FormatInt(t.athlete.ID, 10) + ":" + day.String()}
	t.show(out)
	t.underPrompt(&t.change.Outgoing[len(t.change.Outgoing)-1])
	return nil
}

// silentMornings is after how many prompts without a word a break is offered.
const silentMornings = 3

// underPrompt adds what only a prompt has: the buttons to put it off and, once
// in a row of silent mornings, the offer of a break.
func (t *turn) underPrompt(prompt *restday.Outgoing) {
	prompt.Choices = append(prompt.Choices, t.snoozeChoices()...)
	if t.state.Silent == silentMornings {
		prompt.Text = append(prompt.Text, restday.Span{Text: "\n\n" + t.say.Say("greeting.silent")})
		prompt.Choices = append(prompt.Choices, []restday.Choice{{Label: t.say.Say("settings.pause"), Data: "do:pause"}})
	}
	t.state.Silent++
}

// nudge reminds once, in the same words as the open question.
func (t *turn) nudge() {
	words := t.say.Say("greeting.nudge", "name", t.athlete.Name, "ask", t.question().asks(t.say))
	t.show(restday.Outgoing{Class: restday.Prompt, Text: plain(words)})
}

// nudgeAt is when the open check-in deserves its one nudge: when four fifths
// of the window have passed without a word. Zero: never, also not when it has
// been silent for days.
func (t *turn) nudgeAt() time.Time {
	s := t.state
	if !t.settings.Nudge || t.athlete.NoNudge || s.Silent > silentMornings || !t.athlete.Asks(s.Day) || t.question().Key == "" || s.Finished || s.Day != s.Prompted || s.Day != t.today() || s.Nudged == s.Day {
		return time.Time{}
	}
	return s.Asked.Add(t.settings.Window * 4 / 5)
}

// nextWake is when the scheduler must look again; zero: never.
func (t *turn) nextWake() time.Time {
	var next time.Time
	switch {
	case !t.athlete.Enrolled:
		return next
	case t.athlete.PausedTo == forGood: // a question can still be put off
	case t.state.Again:
		return t.now
	default:
		next = t.athlete.NextPromptIn(t.location(), max(t.state.Prompted+1, t.today()))
	}
	for _, at := range []time.Time{t.nudgeAt(), t.state.Snoozed, t.nextBed(), t.nextEvening(), t.nextLook()} {
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}
