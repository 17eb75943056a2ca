package conversation

import (
	"strconv"
	"strings"

	"restday"
)

// askDone asks how the session of a day went.
func (t *turn) askDone(a aim) (words string, rows [][]restday.Choice) {
	session := t.sessionLine(restday.Advised{Title: a.title, Minutes: a.Minutes, VolumeFactor: 1})
	words = t.say.Say("log.ask", "session", session)
	if a.Day != t.today() {
		words = t.say.Say("log.ask_on", "day", t.pastDayWord(a.Day), "session", session)
	}
	return words, t.askRows(a.Day)
}

// askRows are the buttons of that question.
func (t *turn) askRows(day restday.Day) [][]restday.Choice {
	rows := [][]restday.Choice{{{Label: t.say.Say("log.planned"), Data: logData(day, "planned")}}}
	rows = append(rows, t.effortRows(day, "felt")...)
	return append(rows, []restday.Choice{
		{Label: t.say.Say("log.not_done"), Data: logData(day, "no")},
		{Label: t.say.Say("log.else"), Data: logData(day, "else")},
	})
}

// askSport asks what was done in place of the plan, or besides it.
func (t *turn) askSport(day restday.Day) {
	t.openLog(day, "else")
	t.answerLog(t.say.Say("log.which"), t.sportRows(day)...)
}

func (t *turn) sportRows(day restday.Day) [][]restday.Choice {
	var choices []restday.Choice
	for _, sport := range restday.Sports {
		if sport != "tri" {
			choices = append(choices, restday.Choice{Label: t.say.Say("start.sport_" + sport), Data: logData(day, "sport", sport)})
		}
	}
	return inRows(choices)
}

// askFigure asks for one number of a session.
func (t *turn) askFigure(s restday.Session, word, at string) {
	switch word {
	case "rpe":
		t.openLog(s.Day, word, at)
		t.answerLog(t.say.Say("log.how_hard"), t.effortRows(s.Day, word, at)...)
	case "min":
		t.openLog(s.Day, word, at)
		t.answerLog(t.say.Say("log.how_long"), t.minuteRows(s, at)...)
	case "km":
		t.openLog(s.Day, word, at)
		t.answerLog(t.say.Say("log.how_far"), []restday.Choice{{Label: t.say.Say("checkin.pass"), Data: logData(s.Day, "show")}})
	}
}

// changeDone offers what can be changed about a session.
func (t *turn) changeDone(s restday.Session, n int) {
	at := strconv.Itoa(n)
	t.openLog(s.Day, changing, at)
	rows := t.changeDoneRows(s.Day, at)
	if s.Kind == restday.Rest {
		rows = rows[1:] // a rest has no figures
	}
	t.answerLog(capital(t.doneLine(s))+".\n"+t.say.Say("checkin.change_what"), rows...)
}

func (t *turn) changeDoneRows(day restday.Day, at string) [][]restday.Choice {
	return [][]restday.Choice{{
		{Label: t.say.Say("log.effort"), Data: logData(day, "rpe", at)},
		{Label: t.say.Say("log.length"), Data: logData(day, "min", at)},
		{Label: t.say.Say("log.distance"), Data: logData(day, "km", at)},
	}, {
		{Label: t.say.Say("log.remove"), Data: logData(day, "drop", at)},
		{Label: t.say.Say("log.add"), Data: logData(day, "else")},
	}}
}

// showDone shows what is logged of a day, each session a button, or asks for it.
func (t *turn) showDone(day restday.Day) error {
	done, err := t.doneOn(day)
	if err != nil {
		return err
	}
	if len(done) == 0 {
		return t.offerLog(day)
	}
	var lines []string
	var rows [][]restday.Choice
	for n, s := range done {
		lines = append(lines, capital(t.doneLine(s))+".")
		label := tidy(t.say.Say("log.change", "what", t.briefly(s)), 38)
		if len(done) == 1 {
			label = t.say.Say("checkin.change")
		}
		rows = append(rows, []restday.Choice{{Label: label, Data: logData(day, changing, strconv.Itoa(n))}})
	}
	rows = append(rows, []restday.Choice{{Label: t.say.Say("log.add"), Data: logData(day, "else")}})
	t.openLog(day, "show")
	head := t.say.Say("log.have", "day", capital(t.logDayWord(day)))
	t.answerLog(head+"\n"+strings.Join(lines, "\n"), rows...)
	return nil
}

func (t *turn) logDayWord(day restday.Day) string {
	if day == t.today() {
		return t.say.Say("day.today")
	}
	return t.pastDayWord(day)
}

// offerLog asks what was done on a day of which nothing is logged.
func (t *turn) offerLog(day restday.Day) error {
	a, err := t.aimOf(day)
	if err != nil {
		return err
	}
	if !a.trains() {
		t.askSport(day)
		return nil
	}
	words, rows := t.askDone(a)
	t.openLog(day, "ask")
	t.answerLog(words, rows...)
	return nil
}

// logRows are the buttons of the open question about what was done.
func (t *turn) logRows() [][]restday.Choice {
	day, step, _ := t.logOpen()
	step = append(step, "")
	switch step[0] {
	case "ask":
		return t.askRows(day)
	case "else":
		return t.sportRows(day)
	case "rpe":
		return t.effortRows(day, "rpe", step[1])
	case changing:
		return t.changeDoneRows(day, step[1])
	case fileWord:
		rows, _ := t.fileRows(day) // an error comes again when the words are read
		return rows
	case "fix":
		return [][]restday.Choice{{{Label: t.say.Say("checkin.change"), Data: logData(day, changing, step[1])}}}
	}
	return nil
}
