package conversation

import (
	"slices"

	"restday"
	"restday/plan"
	"restday/rules"
)

// pickTip chooses the day's one tip when its check-in is done, and remembers it
// for a fortnight. Who is ill or in pain, or trains with a coach or doctor, gets
// none.
func (t *turn) pickTip(d decided) {
	if t.athlete.NoTips || d.safety || !t.state.Finished || d.Day != t.today() || t.state.Day != d.Day || t.tipOf(d.Day) != "" {
		return
	}
	told := slices.DeleteFunc(slices.Clone(t.state.Told), func(old restday.Told) bool { return d.Day-old.Day >= plan.Fortnight })
	d.tips.Told, d.tips.Hour = told, t.local().Hour()
	if tip, ok := t.sessions.Tip(d.tips); ok {
		told = append(told, restday.Told{ID: tip.ID, Day: d.Day})
		t.state.Told = told
	}
}

// tipOf is the ID of the tip told on a day; "" none.
func (t *turn) tipOf(day restday.Day) string {
	for _, told := range t.state.Told {
		if told.Day == day {
			return told.ID
		}
	}
	return ""
}

// tipLine is the day's tip in words; "" none.
func (t *turn) tipLine(d decided) string {
	id := t.tipOf(d.Day)
	english := t.sessions.TipText(id)
	if english == "" || d.safety || t.athlete.NoTips {
		return ""
	}
	return t.say.Say("tips.line", "tip", t.say.Or("tip."+id, english))
}

// tipDay is what tips are chosen by, but for what is known only when one is told.
func (t *turn) tipDay(d rules.Decision, facts rules.Input) plan.Day {
	day := plan.Day{Day: facts.Day, Irregular: t.athlete.Irregular}
	today := dayIn(facts)
	day.Low = lowItems(today)
	hours, known := today.Value(restday.SleepH)
	day.Short = known && hours < shortNight
	if facts.Block != nil {
		day.Phase = facts.Block.Phase
	}
	if s := d.Session; s != nil {
		day.Today = s.Kind
		if s.Minutes != nil {
			day.Minutes = *s.Minutes
		}
	}
	if t.hardOn(facts, facts.Day-1) {
		day.Yesterday = restday.Key
	}
	for _, p := range facts.Upcoming {
		if p.Day == facts.Day+1 {
			day.Tomorrow = p.Kind
		}
	}
	return day
}
