package conversation

import (
	"slices"
	"strconv"

	"restday"
)

// tapLog handles a button about what was done: log:day:word:about….
func (t *turn) tapLog(tap []string) error {
	if len(tap) < 3 {
		return nil
	}
	day, err := restday.ParseDay(tap[1])
	if err != nil {
		return nil // no button of ours
	}
	if day > t.today() || day < t.today()-logDays {
		t.notice(t.say.Say("checkin.old_day"))
		return nil
	}
	about := append(slices.Clone(tap[3:]), "", "")
	switch word := tap[2]; word {
	case "planned", "felt", "no", "rested":
		t.fresh = word == "rested" // it stands under the day's answer, which stays
		return t.logFirst(day, word, about[0])
	case "else":
		t.askSport(day)
		return nil
	case "sport":
		if t.open() != logData(day, "else") || !slices.Contains(restday.Sports, about[0]) {
			return t.closed()
		}
		return t.logAnother(day, restday.Session{Kind: restday.Easy, Sport: t.otherSport(about[0])})
	case "show":
		return t.showDone(day)
	case fileWord:
		if t.open() != logData(day, fileWord) {
			return t.closed()
		}
		return t.takeFile(day, about[0])
	}
	return t.tapDoneSession(day, tap[2], about)
}

// otherSport is a session's sport, "" for the athlete's own.
func (t *turn) otherSport(sport string) string {
	if sport == t.athlete.Sport {
		return ""
	}
	return sport
}

// logFirst logs the first session of a day: the one that was planned, with an
// effort of its own or that of the plan, or none. When there is one already, that
// is shown: the button may have been tapped twice.
func (t *turn) logFirst(day restday.Day, word, effort string) error {
	done, err := t.doneOn(day)
	if err != nil {
		return err
	}
	if len(done) > 0 {
		return t.showDone(day)
	}
	a, err := t.aimOf(day)
	if err != nil {
		return err
	}
	s := a.Session
	if !a.trains() { // the plan has changed since
		s.Kind, s.Minutes, s.RPE, s.DistanceKM = restday.Easy, nil, nil, nil
	}
	if word == "felt" {
		rpe, err := strconv.ParseFloat(effort, 64)
		if err != nil || !slices.Contains(efforts, rpe) {
			return nil // no button of ours
		}
		s.RPE = &rpe
	}
	if word == "no" || word != "felt" && !a.trains() {
		s = rested(day)
	}
	if err := t.log(day, []restday.Session{s}, 0); err != nil {
		return err
	}
	if word == "felt" && s.Minutes != nil {
		t.offerMinutes(s)
	}
	return nil
}

// rested is a day without training.
func rested(day restday.Day) restday.Session {
	none := 0.0
	return restday.Session{Day: day, Kind: restday.Rest, Minutes: &none}
}

// offerMinutes puts other lengths under what was just logged with those of the plan.
func (t *turn) offerMinutes(s restday.Session) {
	out := &t.change.Outgoing[0]
	rows := t.minuteRows(s, "0")
	out.Text = append(out.Text, restday.Span{Text: "\n" + t.say.Say("log.how_long")})
	out.Choices = append(rows, out.Choices...)
}

// logAnother logs one more session of a day. A rest that was logged before is over.
func (t *turn) logAnother(day restday.Day, s restday.Session) error {
	s.Day = day
	return t.logMore(day, []restday.Session{s})
}

// logMore logs further sessions of a day, and goes on with the last of them.
func (t *turn) logMore(day restday.Day, more []restday.Session) error {
	done, err := t.doneOn(day)
	if err != nil {
		return err
	}
	done = slices.DeleteFunc(done, func(s restday.Session) bool { return s.Kind == restday.Rest })
	done = append(done, more...)
	return t.log(day, done, len(done)-1)
}

// tapDoneSession handles a button about one of the sessions of a day.
func (t *turn) tapDoneSession(day restday.Day, word string, about []string) error {
	done, err := t.doneOn(day)
	n, errN := strconv.Atoi(about[0])
	switch {
	case err != nil:
		return err
	case errN != nil || n < 0 || n >= len(done):
		return t.closed()
	case word == changing:
		t.changeDone(done[n], n)
		return nil
	case word == "drop" && t.open() == logData(day, changing, about[0]):
		return t.log(day, slices.Delete(slices.Clone(done), n, n+1), len(done))
	case word == "drop":
		return t.closed()
	case about[1] == "":
		t.askFigure(done[n], word, about[0])
		return nil
	}
	value, err := strconv.ParseFloat(about[1], 64)
	if err != nil || !setFigure(&done[n], word, value) {
		return nil // no button of ours
	}
	return t.log(day, done, n)
}

// setFigure changes a number of a session, and tells whether it can be.
func setFigure(s *restday.Session, word string, value float64) bool {
	switch {
	case word == "rpe" && value >= 0 && value <= mostRPE:
		s.RPE = &value
	case word == "min" && value > 0 && value <= mostMinutes:
		s.Minutes = &value
	case word == "km" && value > 0 && value <= mostKM:
		s.DistanceKM = &value
	default:
		return false
	}
	return true
}
