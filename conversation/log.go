package conversation

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"restday"
)

// askLog begins the keys of the open questions about what was done, and the data
// of their buttons: "log:2026-03-12:ask" asks how the session went,
// "log:2026-03-12:min:0" how long that day's first session was.
const askLog = "log"

// logDays is how far back something can be logged.
const logDays = 28

// logOpen returns the open question about what was done: its day, and which it is.
func (t *turn) logOpen() (day restday.Day, step []string, ok bool) {
	parts := strings.Split(t.open(), ":")
	if len(parts) < 3 || parts[0] != askLog {
		return 0, nil, false
	}
	day, err := restday.ParseDay(parts[1])
	return day, parts[2:], err == nil
}

// openLog opens a question about what was done on a day.
func (t *turn) openLog(day restday.Day, step ...string) {
	t.openSetting(logData(day, step...))
	t.state.Asked = t.now
}

// logData is what comes back from a button about what was done on a day.
func logData(day restday.Day, step ...string) string {
	return strings.Join(append([]string{askLog, day.String()}, step...), ":")
}

// aim is what the athlete was to do on a day: the session that was decided, or
// the plan that they kept. A zero Kind: nothing is known of it.
type aim struct {
	restday.Session
	title string
}

func (t *turn) aimOf(day restday.Day) (aim, error) {
	told, err := t.account(day)
	if err == nil && told.none {
		d, _, err2 := t.decision(day)
		told.Decision, err = d.Decision, err2
	}
	if err != nil || told.Session == nil {
		return aim{Session: restday.Session{Day: day}}, err
	}
	s, sport := *told.Session, ""
	if told.facts != nil && told.facts.Planned != nil {
		p := *told.facts.Planned
		if told.kept {
			s = restday.Advised{Kind: p.Kind, Title: p.Title, Minutes: p.Minutes, DistanceKM: p.DistanceKM, RPEMax: p.RPE}
		}
		if s.Kind == p.Kind && p.Sport != t.athlete.Sport {
			sport = p.Sport
		}
	}
	return aim{title: s.Title, Session: restday.Session{
		Day: day, Kind: s.Kind, Minutes: whole(s.Minutes), RPE: s.RPEMax, DistanceKM: s.DistanceKM, Sport: sport,
	}}, nil
}

// whole rounds minutes, which may be unknown.
func whole(minutes *float64) *float64 {
	if minutes == nil {
		return nil
	}
	m := math.Round(*minutes)
	return &m
}

// trains tells whether there was anything to do but rest.
func (a aim) trains() bool { return a.Kind != "" && a.Kind != restday.Rest }

// doneOn is what is logged of a day.
func (t *turn) doneOn(day restday.Day) ([]restday.Session, error) {
	h, err := t.history(day)
	return slices.DeleteFunc(slices.Clone(h.Sessions), func(s restday.Session) bool { return s.Day != day }), err
}

// logged is a history with another log of one day.
func logged(h restday.History, from restday.Day, l restday.Log) restday.History {
	h.Sessions = slices.DeleteFunc(slices.Clone(h.Sessions), func(s restday.Session) bool { return s.Day == l.Day })
	if l.Day >= from {
		h.Sessions = append(h.Sessions, l.Sessions...)
	}
	slices.SortStableFunc(h.Sessions, func(a, b restday.Session) int { return int(a.Day - b.Day) })
	return h
}

// log stores what was done on a day in place of what was logged of it before, in
// a way that can be undone; number n is what the turn is about, which is told.
func (t *turn) log(day restday.Day, sessions []restday.Session, n int) error {
	before, err := t.doneOn(day)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(before, sessions) {
		t.note(restday.Undo{Log: &restday.Log{Day: day, Sessions: before}})
		t.change.Log = &restday.Log{Day: day, Sessions: sessions}
	}
	if n >= len(sessions) {
		t.closeSettings()
		t.answerLog(t.say.Say("log.removed"), t.undoRow())
		t.again()
		return t.logRipples(day)
	}
	if t.in.Event != restday.Tapped {
		t.heard = &restday.Statement{Day: day, Logged: &sessions[n]}
	}
	news := n >= len(before) || !reflect.DeepEqual(before[n].RPE, sessions[n].RPE)
	if err := t.tellDone(sessions[n], n, news); err != nil {
		return err
	}
	return t.logRipples(day)
}

// logRipples decides today again when a day before it has another log.
func (t *turn) logRipples(day restday.Day) error {
	if day >= t.today() || t.change.Log == nil || !t.state.Finished || t.state.Day != t.today() {
		return nil
	}
	return t.decideAgain()
}

// tellDone says what is logged now, when it is news what is to be said of it, and
// asks for what is missing.
func (t *turn) tellDone(s restday.Session, n int, news bool) error {
	a, err := t.aimOf(s.Day)
	if err != nil {
		return err
	}
	lines := []string{t.notedWords(s, a)}
	if news {
		lines = append(lines, t.remarksOn(s, a)...)
	}
	question, rows := t.missingOf(s, n)
	lines = appendLine(lines, question)
	t.answerLog(strings.Join(lines, "\n"), append(rows, t.doneRow(s, n))...)
	if s.Kind == restday.Rest {
		t.again() // what waited behind it
	}
	return nil
}

// missingOf asks for what is not known of a session: its effort, then its minutes.
// Of one that is complete it offers other minutes.
func (t *turn) missingOf(s restday.Session, n int) (question string, rows [][]restday.Choice) {
	at := strconv.Itoa(n)
	switch {
	case s.Kind == restday.Rest:
		t.closeSettings()
		return "", nil
	case s.RPE == nil:
		t.openLog(s.Day, "rpe", at)
		return t.say.Say("log.how_hard"), t.effortRows(s.Day, "rpe", at)
	case s.Minutes == nil:
		t.openLog(s.Day, "min", at)
		return t.say.Say("log.how_long"), t.minuteRows(s, at)
	}
	t.openLog(s.Day, "fix", at)
	return "", nil
}

// answerLog says something about what was done: in place of the tapped question,
// below what was typed.
func (t *turn) answerLog(text string, rows ...[]restday.Choice) {
	out := restday.Outgoing{Text: append(t.led(), restday.Span{Text: text}), Choices: rows}
	if t.in.Event == restday.Tapped && !t.fresh {
		out.Edits, out.Target = restday.NoRow, t.in.Message
	}
	t.queue(out)
}

// doneRow are the buttons under what is logged.
func (t *turn) doneRow(s restday.Session, n int) []restday.Choice {
	var row []restday.Choice
	at := strconv.Itoa(n)
	if s.Kind != restday.Rest {
		row = append(row, restday.Choice{Label: t.say.Say("checkin.change"), Data: logData(s.Day, changing, at)})
	}
	if s.Kind != restday.Rest && s.Minutes != nil && s.DistanceKM == nil {
		row = append(row, restday.Choice{Label: t.say.Say("log.distance"), Data: logData(s.Day, "km", at)})
	}
	return append(row, t.undoRow()...)
}

// undoRow is the button that takes the last change back, if there is one.
func (t *turn) undoRow() []restday.Choice {
	if n := len(t.state.Undos); n > 0 && t.state.Undos[n-1].Made == t.today() {
		return t.afterChange()[:1]
	}
	return nil
}

// effortRows are the words for an effort, as buttons.
func (t *turn) effortRows(day restday.Day, step ...string) [][]restday.Choice {
	var choices []restday.Choice
	for _, rpe := range efforts {
		v := strconv.Itoa(int(rpe))
		choices = append(choices, restday.Choice{Label: t.say.Say("log.effort_" + v), Data: logData(day, append(slices.Clone(step), v)...)})
	}
	return inRows(choices)
}

// usualMinutes are offered where no plan says how long a session was to be.
var usualMinutes = []float64{20, 30, 45, 60, 90}

// minuteRows are lengths near what is logged or usual ones, and any other.
func (t *turn) minuteRows(s restday.Session, at string) [][]restday.Choice {
	lengths := usualMinutes
	if s.Minutes != nil {
		m := *s.Minutes
		lengths = []float64{m, m - 10, m + 10}
	}
	var choices []restday.Choice
	for _, m := range lengths {
		if m > 0 {
			v := t.say.Number(m)
			choices = append(choices, restday.Choice{Label: t.say.Say("log.minutes", "n", m), Data: logData(s.Day, "min", at, strings.Replace(v, ",", ".", 1))})
		}
	}
	return inRows(append(choices, restday.Choice{Label: t.say.Say("log.type"), Data: logData(s.Day, "min", at)}))
}
