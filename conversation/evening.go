package conversation

import (
	"strconv"
	"strings"
	"time"

	"restday"
)

// eveningAt is when today's evening question is due; zero: there is none any more.
// It keeps to the quiet hours.
func (t *turn) eveningAt(day restday.Day) time.Time {
	if t.athlete.Evening == 0 || t.state.Evening >= day || !t.athlete.Asks(day) {
		return time.Time{}
	}
	at := t.athlete.Evening.On(day, t.location())
	if t.athlete.Quiet.Has(at) || restday.DayOf(at) != day {
		return time.Time{}
	}
	return at
}

// nextEvening is when the scheduler must look for the next one; zero: never.
func (t *turn) nextEvening() time.Time {
	first := max(t.today(), t.athlete.PausedTo)
	for day := first; day <= first+7 && first != forGood; day++ {
		if at := t.eveningAt(day); !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// evening asks how today's session went, once and without a reminder.
func (t *turn) evening() error {
	day := t.today()
	at := t.eveningAt(day)
	if at.IsZero() || at.After(t.now) {
		return nil
	}
	t.state.Evening = day
	if t.now.Sub(at) > t.settings.Late || t.athlete.Quiet.Has(t.local()) {
		return nil
	}
	a, err := t.worthAsking(day)
	if err != nil || !a.trains() {
		return err
	}
	words, rows := t.askDone(a)
	t.openLog(day, "ask")
	t.queue(restday.Outgoing{
		Class: restday.Prompt, Text: plain(words), Choices: rows,
		Key: "evening:" + strconv.FormatInt(t.athlete.ID, 10) + ":" + day.String(),
	})
	return nil
}

// eveningOpen tells whether the evening question is open.
func (t *turn) eveningOpen() bool {
	_, step, ok := t.logOpen()
	return ok && step[0] == "ask"
}

// worthAsking is what the athlete was to do today, the zero aim when it is logged
// already, or when they are ill or in pain.
func (t *turn) worthAsking(day restday.Day) (aim, error) {
	h, err := t.history(day - followDays)
	if err != nil {
		return aim{}, err
	}
	report := lastReport(h, day)
	if c := t.checkIn(); t.state.Day == day && !c.Empty() {
		report = c
	}
	if len(report.Symptoms) > 0 || inPain(report) {
		return aim{}, nil
	}
	done, err := t.doneOn(day)
	if err != nil || len(done) > 0 {
		return aim{}, err
	}
	return t.aimOf(day)
}

var offeredEvenings = []restday.Clock{17 * 60, 18 * 60, 19 * 60, 20 * 60, 21 * 60}

func (t *turn) offerEvening(words string) {
	t.openSetting(askEvening)
	t.card(restday.Outgoing{Text: plain(t.eveningWords() + " " + t.say.Say(words)), Choices: t.eveningChoices(), Unnumbered: true})
}

// eveningWords say whether and when the evening question comes.
func (t *turn) eveningWords() string {
	switch at := t.athlete.Evening; {
	case at == 0:
		return t.say.Say("evening.never")
	case t.athlete.Quiet.Has(at.On(t.today(), t.location())):
		return t.say.Say("evening.in_quiet", "time", t.say.Clock(at))
	default:
		return t.say.Say("evening.at", "time", t.say.Clock(at))
	}
}

func (t *turn) eveningChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, c := range offeredEvenings {
		choices = append(choices, restday.Choice{Label: c.String(), Data: askEvening + ":" + c.String()})
	}
	return append(inRows(choices), []restday.Choice{{Label: t.say.Say("evening.none"), Data: askEvening + ":off"}})
}

// setEvening takes a time of day, or never, and tells whether it was one.
func (t *turn) setEvening(text string) bool {
	text = strings.TrimSpace(text)
	at, ok := readClock(text)
	switch {
	case text == "off" || t.typed(text, "no"):
		at, ok = 0, true
	case text == "on" || t.typed(text, "yes"):
		at, ok = restday.NewPreferences().Evening, true
	case !ok:
		at, ok = t.lexicon.clock(text)
	}
	if !ok {
		return false
	}
	t.athlete.Evening = at
	t.settled()
	return true
}

// askDoneAgain asks the open evening question once more: the answer to it may have
// been lost while the platform was out of reach.
func (t *turn) askDoneAgain() error {
	day, _, _ := t.logOpen()
	a, err := t.aimOf(day)
	if err != nil || day != t.today() {
		return err
	}
	words, rows := t.askDone(a)
	t.queue(restday.Outgoing{Text: plain(t.say.Say("greeting.again", "ask", words)), Choices: rows})
	return nil
}
