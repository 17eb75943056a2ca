package conversation

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"restday"
	"restday/activity"
)

// fileWord and importWord are the open questions whether what a file holds is to
// be logged, and to be the plan.
const (
	fileWord   = "file"
	importWord = "import"
)

// pending is what a file held, until the athlete says yes.
type pending struct {
	Done []restday.Session `json:",omitempty"`
	Plan []restday.Planned `json:",omitempty"`
}

// fileOpen tells whether a file waits for a yes.
func (t *turn) fileOpen() bool {
	_, step, ok := t.logOpen()
	return ok && step[0] == fileWord || t.open() == askPlan+":"+importWord
}

// holdBack keeps what a file held.
func (t *turn) holdBack(p pending) error {
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("keep what a file held: %w", err)
	}
	t.state.Pending = string(text)
	return nil
}

// heldBack is what holdBack kept.
func (t *turn) heldBack() (p pending) {
	if json.Unmarshal([]byte(t.state.Pending), &p) != nil {
		return pending{}
	}
	return p
}

// gotFile reads a file that was sent: sessions that were done, or a plan.
func (t *turn) gotFile() error {
	f := t.in.File
	switch {
	case f.Gone != "":
		t.tell(t.say.Say("file." + string(f.Gone)))
	case activity.Is(f.Data):
		return t.gotActivity(f.Data)
	case isPlan(*f):
		return t.gotPlan(f.Data)
	default:
		t.tell(t.say.Say("file.unknown"))
	}
	t.again()
	return nil
}

// isPlan tells whether a file is meant to be a plan.
func isPlan(f restday.Upload) bool {
	name, head := strings.ToLower(f.Name), strings.ToUpper(string(f.Data[:min(len(f.Data), 200)]))
	return strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".ics") || strings.Contains(head, "BEGIN:VCALENDAR")
}

// gotActivity shows the sessions of a file and asks whether to log them. What is
// typed beside the file says more of them.
func (t *turn) gotActivity(data []byte) error {
	found, err := activity.Read(data)
	var problem activity.Problem
	if errors.As(err, &problem) {
		t.tell(t.say.Say("file." + string(problem)))
		t.again()
		return nil
	}
	if err != nil {
		return err
	}
	day := restday.DayOf(found[0].Start.In(t.location()))
	for _, a := range found {
		if restday.DayOf(a.Start.In(t.location())) != day {
			t.tell(t.say.Say("file.days"))
			t.again()
			return nil
		}
	}
	if !t.canLog(day) {
		t.again()
		return nil
	}
	sessions, err := t.sessionsOf(found, day)
	if err != nil {
		return err
	}
	return t.offerFile(day, sessions)
}

// sessionsOf makes sessions of a day of what a file says.
func (t *turn) sessionsOf(found []activity.Activity, day restday.Day) (sessions []restday.Session, err error) {
	done, err := t.doneOn(day)
	if err != nil {
		return nil, err
	}
	a, err := t.aimOf(day)
	if err != nil {
		return nil, err
	}
	beside := t.readDone(t.in.Text)
	for i, one := range found {
		d := fromFile(one, day, beside)
		sessions = append(sessions, t.sessionSaid(d, a, i == 0 && len(done) == 0))
	}
	return sessions, nil
}

// fromFile is what a file and the words beside it say of a session.
func fromFile(a activity.Activity, day restday.Day, beside done) done {
	d := done{day: day, sport: a.Sport, minutes: &a.Minutes, km: a.DistanceKM, kind: beside.kind, rpe: beside.rpe}
	if beside.sport != "" {
		d.sport = beside.sport
	}
	return d
}

// offerFile asks whether sessions of a file are to be logged.
func (t *turn) offerFile(day restday.Day, sessions []restday.Session) error {
	t.openLog(day, fileWord)
	if err := t.holdBack(pending{Done: sessions}); err != nil {
		return err
	}
	rows, err := t.fileRows(day)
	if err != nil {
		return err
	}
	lines := []string{t.say.Say("file.found", "day", capital(t.logDayWord(day)))}
	for _, s := range sessions {
		lines = append(lines, capital(t.doneLine(s))+".")
	}
	t.tell(strings.Join(append(lines, t.say.Say("file.sure")), "\n"), rows...)
	return nil
}

// fileRows are the buttons under that question. A session that is logged already
// may be the same one, with its effort.
func (t *turn) fileRows(day restday.Day) ([][]restday.Choice, error) {
	done, err := t.doneOn(day)
	if err != nil {
		return nil, err
	}
	var rows [][]restday.Choice
	for n, s := range done {
		if s.Kind != restday.Rest && len(t.heldBack().Done) == 1 {
			label := tidy(t.say.Say("file.same", "what", t.briefly(s)), 38)
			rows = append(rows, []restday.Choice{{Label: label, Data: logData(day, fileWord, strconv.Itoa(n))}})
		}
	}
	return append(rows, []restday.Choice{
		{Label: t.say.Say("file.log"), Data: logData(day, fileWord, "new")},
		{Label: t.say.Say("plan.no"), Data: logData(day, fileWord, "no")},
	}), nil
}

// takeFile logs what a file held: as new sessions, or as the figures of the one
// with a number.
func (t *turn) takeFile(day restday.Day, how string) error {
	held := t.heldBack().Done
	done, err := t.doneOn(day)
	n, errN := strconv.Atoi(how)
	switch {
	case err != nil:
		return err
	case how == "no":
		t.closeSettings()
		t.answerLog(t.say.Say("checkin.unchanged"))
		t.again()
		return nil
	case len(held) == 0:
		return t.closed()
	case how == "new":
		return t.logMore(day, held)
	case errN != nil || n < 0 || n >= len(done) || len(held) != 1:
		return t.closed()
	}
	done[n].Minutes = held[0].Minutes
	if held[0].DistanceKM != nil {
		done[n].DistanceKM = held[0].DistanceKM
	}
	return t.log(day, done, n)
}
