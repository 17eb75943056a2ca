package conversation

import (
	"time"

	"restday"
)

const (
	oddMornings = 3             // check-ins in a row at an odd hour, before the zone is asked again
	fortnight   = 14            // days in which it is asked once
	early       = 2 * time.Hour // before the prompt is early, not odd
)

// watchClock counts check-ins that begin at an odd hour of the athlete's clock,
// before five in the morning or after the window of their prompt has closed.
// People who do so three times running may be travelling: they are asked, once,
// when the check-in is done.
func (t *turn) watchClock() {
	if t.in.Event == restday.Woken || !t.athlete.Enrolled || t.change.Erase {
		return
	}
	if t.began() {
		t.state.Odd++
		if !t.oddHour() {
			t.state.Odd = 0
		}
	}
	wasDone := t.p.State.Finished && t.p.State.Day == t.state.Day
	if t.state.Finished && !wasDone && t.state.Odd == oddMornings && t.today()-t.state.Placed > fortnight && t.state.Open == "" {
		t.offerTravel()
	}
}

// began tells whether this turn stored the first answers of a day's check-in.
func (t *turn) began() bool {
	had := t.p.State.Day == t.change.Day && len(t.p.Answers) > 0
	return len(t.change.Answers) > 0 && t.change.Day == t.state.Day && !had
}

// oddHour tells whether now is an hour at which nobody begins the day's check-in
// who lives by their clock. Early risers are early by their prompt.
func (t *turn) oddHour() bool {
	since := t.now.Sub(t.athlete.PromptAt.On(t.state.Day, t.location()))
	switch {
	case since > -early && since <= t.settings.Window:
		return false
	case since > 0 && t.state.Prompted == t.state.Day:
		return true
	}
	return t.local().Hour() < 5
}

// offerTravel asks whether the athlete is still where their clock is.
func (t *turn) offerTravel() {
	t.state.Placed = t.today()
	t.enter(askTravel)
	t.tell(t.say.Say("travel.ask", "zone", t.city(t.athlete.Zone), "time", t.clock(t.now)), t.travelChoices()...)
}

func (t *turn) travelChoices() [][]restday.Choice {
	return [][]restday.Choice{{
		{Label: t.say.Say("travel.stay", "zone", t.city(t.athlete.Zone)), Data: "travel:stay"},
		{Label: t.say.Say("travel.moved"), Data: "start:zone"},
	}}
}

// saidTravel reads where the athlete is; other words are no answer to that.
func (t *turn) saidTravel(text string) bool {
	switch {
	case t.typed(text, "yes") || t.typed(text, "keep"):
		t.stay()
	case t.typed(text, "no"):
		t.offerZones("start.ask_zone")
	case !t.setZone(text):
		return false
	}
	return true
}

func (t *turn) tapTravel() {
	if t.open() != askTravel {
		t.notice(t.say.Say("checkin.closed"))
		return
	}
	t.stay()
}

func (t *turn) stay() {
	t.closeSettings()
	t.tell(t.say.Say("travel.stays", "zone", t.city(t.athlete.Zone)))
}
