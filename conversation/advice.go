package conversation

import (
	"encoding/json"
	"fmt"

	"restday"
	"restday/plan"
	"restday/rules"
)

// historyDays is how far back a decision looks: 60 days of heart rate
// variability before the last 7 (rules.md f.6), and some room.
const historyDays = 100

// decide works out the day's session, stores the decision and tells it.
func (t *turn) decide() error {
	d, err := t.decision(true)
	if err != nil {
		return err
	}
	t.tellDecision(d, "")
	return nil
}

// decision applies the rules to the check-in's day; keep stores the result.
func (t *turn) decision(keep bool) (decided, error) {
	day := t.today()
	if t.state.Finished {
		day = t.state.Day
	}
	h, err := t.p.History(day - historyDays)
	if err != nil {
		return decided{}, err
	}
	facts := t.facts(h, day)
	d := decided{Decision: t.rules.Decide(facts, t.sessions), planned: *facts.Planned}
	if !keep {
		return d, nil
	}
	return d, t.keep(facts, d)
}

// decided is a decision with the plan it started from.
type decided struct {
	rules.Decision
	planned restday.Planned
}

// facts is everything the rules may look at for a day.
func (t *turn) facts(h restday.History, day restday.Day) rules.Input {
	in := rules.Input{
		Day:      day,
		Athlete:  rules.Athlete{Sport: t.athlete.Sport, Pattern: t.athlete.Pattern},
		Sessions: h.Sessions,
	}
	planned := t.plannedFor(h, day)
	in.Planned = &planned
	for ahead := restday.Day(1); ahead <= 7; ahead++ {
		in.Upcoming = append(in.Upcoming, t.plannedFor(h, day+ahead))
	}
	for _, c := range h.CheckIns {
		if c.Day < day {
			in.CheckIns = append(in.CheckIns, c)
		}
	}
	// Today's answers as this turn leaves them; the stored ones are older.
	if c := t.checkIn(); t.state.Finished && t.state.Day == day && !c.Empty() {
		in.CheckIns = append(in.CheckIns, c)
	}
	return in
}

// plannedFor is what the plan says for a day: a dated row, a session that was
// moved there, or the week pattern.
func (t *turn) plannedFor(h restday.History, day restday.Day) restday.Planned {
	for _, p := range h.Plan {
		if p.Day == day && p.MovedFrom != t.state.Day {
			return p
		}
	}
	return plan.Default(t.athlete.Sport, t.athlete.Pattern, day)
}

// keep stores the decision so that it can be explained and replayed, and puts
// a session that moves into its new place.
func (t *turn) keep(facts rules.Input, d decided) error {
	in, err := json.Marshal(facts)
	if err != nil {
		return fmt.Errorf("keep the facts of a decision: %w", err)
	}
	out, err := json.Marshal(d.Decision)
	if err != nil {
		return fmt.Errorf("keep a decision: %w", err)
	}
	t.change.Decided = &restday.Decided{
		Day: facts.Day, Outcome: string(d.Outcome), Version: t.rules.Version(), Facts: in, Result: out,
	}
	t.change.Unmove = true
	if to := d.MovedTo.To; to != 0 {
		moved := d.planned
		moved.Day, moved.MovedFrom = to, facts.Day
		t.change.Moved = &moved
	}
	return nil
}
