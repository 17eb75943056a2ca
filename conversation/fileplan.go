package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/plan"
)

// mostNamed is how many bad lines of a plan file are quoted.
const mostNamed = 3

// gotPlan shows what a plan file holds and asks whether it is to be the plan.
// Days that are over are left out.
func (t *turn) gotPlan(data []byte) error {
	rows, err := plan.Read(data, t.location())
	if err != nil {
		lines := strings.Split(err.Error(), "\n")
		t.tell(t.say.Say("file.bad_plan") + "\n" + strings.Join(lines[:min(len(lines), mostNamed)], "\n"))
		t.again()
		return nil
	}
	rows = slices.DeleteFunc(rows, func(p restday.Planned) bool { return p.Day < t.today() })
	if len(rows) == 0 {
		t.tell(t.say.Say("file.plan_past"))
		t.again()
		return nil
	}
	words, err := t.planPreview(rows)
	if err != nil {
		return err
	}
	t.openSetting(askPlan + ":" + importWord)
	if err := t.holdBack(pending{Plan: rows}); err != nil {
		return err
	}
	t.tell(words, t.sureRow())
	return nil
}

// planPreview says how much is planned from when to when, and what that lacks.
func (t *turn) planPreview(rows []restday.Planned) (string, error) {
	h, err := t.history(t.today() - historyDays)
	if err != nil {
		return "", err
	}
	first, last := rows[0].Day, rows[len(rows)-1].Day
	hard, rest := 0, 0
	for _, p := range rows {
		if p.Kind == restday.Rest {
			rest++
		} else if hardDay(p) {
			hard++
		}
	}
	lines := []string{t.say.Say("file.plan", "first", t.dated(first), "last", t.dated(last),
		"n", len(rows)-rest, "hard", hard, "rest", rest)}
	from := monday(first)
	days := t.season(replanned(h, importOf(rows)), 0).Days(from, int(monday(last)-from)+7)
	for _, gap := range plan.Gaps(days) {
		lines = append(lines, t.say.Say("gap."+string(gap)))
	}
	return strings.Join(append(lines, t.say.Say("file.plan_sure")), "\n"), nil
}

// importOf is the change of the plan that a file asks for.
func importOf(rows []restday.Planned) (r restday.Replan) {
	for _, p := range rows {
		r.Days = append(r.Days, p.Day)
	}
	r.Rows = rows
	return r
}

// importStep takes a plan that waits for a yes over.
func (t *turn) importStep(answer string) error {
	rows := t.heldBack().Plan
	switch {
	case answer == "yes" && len(rows) > 0:
		return t.replan(importOf(rows), t.say.Say("file.planned", "first", t.dated(rows[0].Day)))
	case answer != "no":
		return t.closed()
	}
	t.closeSettings()
	t.tell(t.say.Say("checkin.unchanged"))
	return nil
}
