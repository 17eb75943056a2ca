package conversation

import (
	"encoding/json"
	"fmt"
	"slices"

	"restday"
	"restday/plan"
	"restday/rules"
)

// historyDays is how far back a decision looks: 60 days of heart rate
// variability before the last 7 (rules.md f.6), and some room.
const historyDays = 100

// decide works out the day's session, stores the decision and tells it.
func (t *turn) decide() error {
	d, facts, err := t.decision(t.state.Day)
	if err != nil {
		return err
	}
	t.tellDecision(d)
	t.change.Outgoing[len(t.change.Outgoing)-1].Tells = true
	t.strip(d.told)
	return t.keep(facts, d)
}

// redecide keeps what is decided in step with what is answered, also while a
// follow-up of a finished check-in is still open.
func (t *turn) redecide() error {
	changed := len(t.change.Answers)+len(t.change.Cleared) > 0
	if !t.state.Finished || !changed || t.change.Decided != nil || t.change.Day != t.state.Day {
		return nil
	}
	d, facts, err := t.decision(t.state.Day)
	if err != nil {
		return err
	}
	return t.keep(facts, d)
}

// decision applies the rules to a day, with what has been answered of it so far.
func (t *turn) decision(day restday.Day) (decided, rules.Input, error) {
	h, err := t.history(day - historyDays)
	if err != nil {
		return decided{}, rules.Input{}, err
	}
	h.Spells = withSpell(h.Spells, t.change.Spell)
	facts := t.facts(h, day)
	d := decided{Decision: t.rules.Decide(facts, t.sessions), planned: plannedIn(facts), stood: t.standing(h, day, day)}
	d.safety = t.safetyFired(d.Decision)
	for _, o := range h.Kept {
		if o.Day == day {
			d.kept = o.Rules
		}
	}
	before, _, err := t.decidedOn(day)
	if err != nil {
		return decided{}, rules.Input{}, err
	}
	d.told, d.was = before.Told, before.Result
	d.tips = t.tipDay(d.Decision, facts)
	if len(d.Notices) > 0 {
		if d.lately, err = t.p.Decided(monday(day), day-1); err != nil {
			return decided{}, rules.Input{}, err
		}
	}
	d.easing, err = t.easing(h, d)
	return d, facts, err
}

// decidedOn is what is stored as decided for a day, and whether anything is.
func (t *turn) decidedOn(day restday.Day) (past restday.Decided, ok bool, err error) {
	stored, err := t.p.Decided(day, day)
	if err != nil || len(stored) == 0 {
		return restday.Decided{}, false, err
	}
	return stored[0], true, nil
}

// decided is a decision with the plan it started from.
type decided struct {
	rules.Decision
	planned restday.Planned
	stood   restday.Planned   // the plan before it was made lighter
	safety  bool              // a rule fired that no athlete can overrule
	kept    string            // the rules against which the plan was kept before; "" none
	lately  []restday.Decided // on the days of this week before
	told    int64             // outbox row of the message that told the day's decision before; 0 none
	was     []byte            // what was decided before, as it is stored
	easing  easing            // what lighter days have to do with it
	tips    plan.Day          // what its tip is chosen by
}

// facts is everything the rules may look at for a day.
func (t *turn) facts(h restday.History, day restday.Day) rules.Input {
	in := rules.Input{
		Day: day,
		Athlete: rules.Athlete{
			Sport: t.athlete.Sport, Pattern: t.athlete.Pattern, Irregular: t.athlete.Irregular,
			Restrictions: t.athlete.Restrictions, Access: t.athlete.Access(),
		},
	}
	for _, s := range h.Sessions {
		if s.Day <= day { // a late answer is about what was known then
			in.Sessions = append(in.Sessions, s)
		}
	}
	in.Block = t.block(h, day)
	if planned := t.plannedFor(h, day, day); len(t.athlete.Restrictions) == 0 || ownPlan(h, day) {
		in.Planned = &planned // else a week of ours would be advice on training
	}
	for ahead := restday.Day(1); ahead <= 7; ahead++ {
		in.Upcoming = append(in.Upcoming, t.plannedFor(h, day, day+ahead))
	}
	seasonFacts(&in, t.season(h, day))
	for _, c := range h.CheckIns {
		if c.Day < day {
			in.CheckIns = append(in.CheckIns, c)
		}
	}
	// The day's answers as this turn leaves them; the stored ones are older.
	if c := t.checkIn(); t.state.Day == day && !c.Empty() {
		in.CheckIns = append(in.CheckIns, c)
	}
	return in
}

// plannedIn is the day's session in some facts, of no kind where they have none.
func plannedIn(in rules.Input) restday.Planned {
	if in.Planned == nil {
		return restday.Planned{Day: in.Day}
	}
	return *in.Planned
}

// ownPlan tells whether somebody planned a day for the athlete.
func ownPlan(h restday.History, day restday.Day) bool {
	return slices.ContainsFunc(h.Plan, func(p restday.Planned) bool { return p.Day == day })
}

// plannedFor is what the athlete is to do on a day by the plan and the lighter
// days that they agreed to.
func (t *turn) plannedFor(h restday.History, decided, day restday.Day) restday.Planned {
	return t.lightened(h, decided, t.standing(h, decided, day))
}

// standing is what the plan says for a day.
func (t *turn) standing(h restday.History, decided, day restday.Day) restday.Planned {
	return t.season(h, decided).On(day)
}

// keep stores the decision so that it can be explained and replayed, and puts
// a session that moves into its new place.
func (t *turn) keep(facts rules.Input, d decided) error {
	in, err := facts.MarshalJSON() // json.Marshal would read it all once more
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
	if d.kept != "" && !d.stands() {
		t.change.Kept = &restday.Override{Day: facts.Day} // it was about other reasons
	}
	if to := d.MovedTo.To; to != 0 && !d.stands() {
		moved := d.stood
		moved.Day, moved.MovedFrom = to, facts.Day
		t.change.Moved = &moved
	}
	return nil
}
