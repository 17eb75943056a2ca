package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
)

// nightMinutes is from when on a length may be a night rather than a session.
const nightMinutes = 240

// logCommand takes what stands behind /log, or shows the log of today.
func (t *turn) logCommand(args string) error {
	d := t.readDone(args)
	d.bare("min")
	switch {
	case args == "" || !d.any() && d.wrong == "" && len(d.rest) == 0:
		return t.showDoneOf(d.day)
	case !d.any() && d.wrong == "":
		t.mentionUnread(strings.Join(d.rest, " "))
		t.tell(t.say.Say("log.how"))
		return nil
	}
	return t.logSaid(d, nil)
}

// showDoneOf shows the log of a day that was named.
func (t *turn) showDoneOf(day restday.Day) error {
	if !t.canLog(day) {
		return nil
	}
	return t.showDone(day)
}

// canLog tells whether something can be logged for a day, and says so when not.
func (t *turn) canLog(day restday.Day) bool {
	switch {
	case day > t.today():
		t.tell(t.say.Say("log.ahead"))
	case day < t.today()-logDays:
		t.tell(t.say.Say("log.long_ago"))
	default:
		return true
	}
	return false
}

// logSaid stores what words say of a session; on is the number of the one that
// they are about, nil for another one.
func (t *turn) logSaid(d done, on *int) error {
	if !t.canLog(d.day) {
		return nil
	}
	if d.wrong != "" {
		t.tell(t.say.Say("log.wrong_"+d.limit, "words", d.wrong))
		return nil
	}
	t.mentionUnread(strings.Join(d.rest, " "))
	done, err := t.doneOn(d.day)
	if err != nil {
		return err
	}
	a, err := t.aimOf(d.day)
	switch {
	case err != nil:
		return err
	case d.none && len(done) > 0 && on == nil:
		return t.showDone(d.day)
	case d.none:
		return t.log(d.day, []restday.Session{rested(d.day)}, 0)
	case on != nil && *on < len(done):
		d.correct(&done[*on])
		return t.log(d.day, done, *on)
	}
	return t.logAnother(d.day, t.sessionSaid(d, a, len(done) == 0))
}

// sessionSaid is the session that words speak of. Where they leave it open, the
// first of a day is taken to be the one that was planned.
func (t *turn) sessionSaid(d done, a aim, first bool) restday.Session {
	s := restday.Session{Day: d.day, Kind: restday.Easy, Sport: t.otherSport(d.sport)}
	asPlanned := first && a.trains() && (d.sport == "" || t.otherSport(d.sport) == a.Sport)
	if asPlanned && (d.kind == "" || d.kind == restday.Easy && a.Kind == restday.Recovery) {
		s.Kind, s.Sport = a.Kind, a.Sport
	}
	if hardDay(restday.Planned{Kind: s.Kind}) && d.rpe != nil && *d.rpe <= gentleRPE {
		s.Kind = restday.Easy
	}
	if d.planned && asPlanned {
		s = a.Session
	}
	if asPlanned && d.minutes == nil && d.km == nil && d.kind == "" {
		s.Minutes = a.Minutes
	}
	d.correct(&s)
	return s
}

// correct gives a session what words say of it.
func (d done) correct(s *restday.Session) {
	if d.kind != "" && (d.kind != restday.Easy || s.Kind != restday.Recovery) {
		s.Kind = d.kind
	}
	if d.minutes != nil {
		s.Minutes = d.minutes
	}
	if d.km != nil {
		s.DistanceKM = d.km
	}
	if d.rpe != nil {
		s.RPE = d.rpe
	}
}

// saidDone takes a reply that speaks of a session that was done, and of nothing
// else: "ran 10k in 52 minutes, hard".
func (t *turn) saidDone() (is bool, err error) {
	text := t.in.Text
	if strings.HasPrefix(strings.TrimSpace(text), "/") || strings.Contains(text, "?") {
		return false, nil
	}
	d := t.readDone(text)
	told := d.did && (d.any() || d.planned) || d.sport != "" && (d.minutes != nil || d.km != nil) ||
		d.minutes != nil && d.rpe != nil && *d.minutes < nightMinutes // "hard, 50 min"
	if d.none || len(d.rest) == 0 && (told || d.planned) && d.day <= t.today() {
		return true, t.logSaid(d, nil)
	}
	return false, nil
}

// saidOpenDone takes typed words as the answer to the open question about what
// was done.
func (t *turn) saidOpenDone() (is bool, err error) {
	day, step, ok := t.logOpen()
	text := strings.TrimSpace(t.in.Text)
	if !ok || strings.HasPrefix(text, "/") {
		return false, nil
	}
	m := t.lexicon.Understand(text, Question{})
	if m.Command == "skip" || m.Command == "later" {
		t.closeSettings()
		t.tell(t.say.Say("checkin.left"))
		t.again()
		return true, nil
	}
	switch yes := t.typed(text, "yes") || t.typed(text, "keep"); {
	case step[0] == fileWord && (yes || t.typed(text, "no")):
		return true, t.takeFile(day, map[bool]string{true: "new", false: "no"}[yes])
	case step[0] == fileWord:
		return false, nil
	}
	d := t.readOpenDone(text, step[0])
	other := len(d.rest) > 0 && (m.Command != "" || !m.Empty() || !d.measured())
	if other || !d.any() && d.wrong == "" || strings.Contains(text, "?") {
		return false, nil
	}
	on := t.sessionOpen(step)
	if d.day != day || d.did && d.measured() && step[0] == "fix" {
		on = nil // a sentence of its own is another session
	}
	t.closeSettings()
	return true, t.logSaid(d, on)
}

// readOpenDone reads words as the answer to an open question about what was done.
func (t *turn) readOpenDone(text, asked string) done {
	d := t.readDone(text)
	d.bare(asked)
	switch ask := asked == "ask"; {
	case ask && t.typed(text, "no"):
		d.none, d.rest = true, nil
	case ask && (t.typed(text, "yes") || t.typed(text, "keep")): // "done"
		d.planned, d.rest = true, nil
	}
	return d
}

// sessionOpen is the number of the session that the open question is about, nil
// when it is about none that is logged.
func (t *turn) sessionOpen(step []string) *int {
	if len(step) < 2 {
		return nil
	}
	n, err := strconv.Atoi(step[1])
	if err != nil {
		return nil
	}
	return &n
}

// editedDone handles words that logged a session and were changed after.
func (t *turn) editedDone(was restday.Session) error {
	done, err := t.doneOn(was.Day)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(done, func(s restday.Session) bool { return sameSession(s, was) })
	d := t.readDone(strings.TrimPrefix(t.in.Text, "/log"))
	d.bare("min")
	if n < 0 || !d.any() && d.wrong == "" {
		return nil // it was changed since, or the words are about something else now
	}
	d.day = was.Day
	return t.logSaid(d, &n)
}

func sameSession(a, b restday.Session) bool {
	same := func(x, y *float64) bool { return x == y || x != nil && y != nil && *x == *y }
	return a.Day == b.Day && a.Kind == b.Kind && a.Sport == b.Sport &&
		same(a.Minutes, b.Minutes) && same(a.RPE, b.RPE) && same(a.DistanceKM, b.DistanceKM)
}
