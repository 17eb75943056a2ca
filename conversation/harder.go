package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/rules"
)

// refuseHarder answers somebody who would like to train harder than planned:
// what they would lose, and what can be moved (founding article, claim 35).
func (t *turn) refuseHarder() error {
	d, facts, err := t.decision(t.today())
	if err != nil {
		return err
	}
	hard := isHard(d.planned)
	switch {
	case d.safety && d.Outcome != rules.AsPlanned:
		t.refuse(d)
	case d.safety:
		t.tell(t.say.Say("harder.no", "why", t.reason(d)))
	case hard && d.lowered() && !d.stands():
		t.tell(t.say.Say("harder.lowered"), t.answerChoices(d))
	case hard:
		t.tell(t.say.Say("harder.is", "planned", t.shortTitle(d.planned)))
	default:
		t.tellLoss(facts)
	}
	return nil
}

// tellLoss names the next hard session, which a hard day today would spoil.
func (t *turn) tellLoss(facts rules.Input) {
	lines := []string{strings.TrimSpace(t.say.Say("harder.no", "why", t.onRequest("P1")))}
	i := slices.IndexFunc(facts.Upcoming, isHard)
	if i < 0 {
		t.tell(lines[0])
		return
	}
	next := facts.Upcoming[i]
	lines = append(lines, t.say.Say("harder.next", "session", t.shortTitle(next), "day", t.onDayName(next.Day)))
	t.tell(strings.Join(lines, "\n"), []restday.Choice{
		{Label: t.say.Say("harder.swap"), Data: "do:whatif:swap " + next.Day.String()},
	})
}

// onDayName is "tomorrow" or "on Friday".
func (t *turn) onDayName(d restday.Day) string {
	if d == t.today()+1 {
		return t.say.Say("day.tomorrow")
	}
	return t.say.Say("day.later", "weekday", t.say.Weekday(d))
}

func isHard(p restday.Planned) bool {
	return p.Kind == restday.Key || p.Kind == restday.Long || p.Kind == restday.Race
}
