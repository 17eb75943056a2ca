package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/plan"
	"restday/rules"
)

// week shows this week, or the next: "/week next".
func (t *turn) week(args string) error {
	if args != "" && t.isWord(strings.ToLower(strings.Fields(args)[0]), "week_next") {
		return t.tellWeek(t.today() + 7)
	}
	if t.typed(args, "week_team") {
		return t.tellTeamWeek(t.today())
	}
	if t.typed(args, "week_choose") || args == chooseWord {
		return t.chooseStep("", "", "")
	}
	return t.tellWeek(t.dayIn(args))
}

// tellWeek shows the week of a day: what is planned, what changed and why, and
// what was done.
func (t *turn) tellWeek(day restday.Day) error {
	first := monday(day)
	h, err := t.history(min(first, t.today()) - historyDays)
	if err != nil {
		return err
	}
	if h.Decided, err = t.p.Decided(first, first+6); err != nil {
		return err
	}
	s := t.season(h, 0)
	lines := []string{t.say.Say("week.head", "first", t.say.Date(first), "last", t.say.Date(first+6))}
	lines = appendLine(lines, t.phaseWords(s, max(first, min(t.today(), first+6))))
	for d := first; d < first+7; d++ {
		lines = append(lines, t.weekLine(h, s, d))
	}
	t.tell(strings.Join(lines, "\n"), t.weekRows(first)...)
	return nil
}

func (t *turn) weekRows(first restday.Day) [][]restday.Choice {
	other := restday.Choice{Label: t.say.Say("week.next"), Data: "do:week:" + (first + 7).String()}
	if first > t.today() || first+6 < t.today() {
		other = restday.Choice{Label: t.say.Say("week.this"), Data: "do:week"}
	}
	rows := [][]restday.Choice{{other}, {
		{Label: t.say.Say("week.move"), Data: "do:move"}, {Label: t.say.Say("week.swap"), Data: "do:swap"},
	}, {{Label: t.say.Say("week.choose"), Data: "do:week:choose"}}}
	if n := len(t.state.Undos); n > 0 && t.state.Undos[n-1].Made == t.today() {
		rows = append(rows, t.afterChange()[:1])
	}
	return rows
}

// phaseWords say where a day lies between lighter weeks and races; "" unknown.
func (t *turn) phaseWords(s plan.Season, day restday.Day) string {
	p := s.PhaseOn(day)
	switch p.Name {
	case plan.Build:
		return t.say.Say("week.build", "n", p.Day(day)/7+1, "until", t.dated(p.Last+1))
	case plan.Deload:
		return t.say.Say("week.deload", "n", p.Day(day), "of", p.Day(p.Last))
	case plan.Taper:
		race, _ := s.RaceFor(day)
		return t.say.Count("week.taper", int(race.Day-day), "race", t.raceName(race), "date", t.dated(race.Day))
	case plan.Racing:
		return t.say.Say("week.race")
	case plan.Off:
		return t.say.Say("week.off", "until", t.dated(p.Last))
	}
	return ""
}

// weekLine is one day of the week in one line.
func (t *turn) weekLine(h restday.History, s plan.Season, d restday.Day) string {
	key := "week.line"
	if d == t.today() {
		key = "week.line_today"
	}
	return t.say.Say(key, "day", t.say.Weekday(d), "what", t.dayWords(h, s, d))
}

// dayWords say what is planned on a day, what changed and what was done.
func (t *turn) dayWords(h restday.History, s plan.Season, d restday.Day) string {
	planned := t.scaled(h, s, t.lightened(h, t.today(), s.On(d)))
	notes := []string{t.plannedWords(planned)}
	notes = appendLine(notes, t.changedWords(planned))
	notes = appendLine(notes, t.advisedWords(h, d))
	notes = appendLine(notes, t.doneWords(h, d))
	return strings.Join(notes, " ")
}

// scaled is a planned session with the length that the rules leave it where it
// lies in a lighter week or a taper. Nothing else is known of a day to come.
func (t *turn) scaled(h restday.History, s plan.Season, p restday.Planned) restday.Planned {
	in := rules.Input{Day: p.Day, Planned: &p, Athlete: rules.Athlete{Sport: t.athlete.Sport}, Block: t.block(h, p.Day)}
	seasonFacts(&in, s)
	decision := t.rules.Decide(in, t.sessions)
	if a := decision.Session; a != nil && a.Kind == p.Kind && a.VolumeFactor < 1 {
		p.Minutes, p.DistanceKM = whole(a.Minutes), a.DistanceKM
	}
	return p
}

// plannedWords name a session with its length: "Easy run, 40 min."
func (t *turn) plannedWords(p restday.Planned) string {
	what := t.sessionLine(restday.Advised{Title: p.Title, Minutes: p.Minutes, VolumeFactor: 1})
	if p.Title == "" {
		what = t.sessionLine(restday.Advised{Title: t.say.Say("week.kind_" + string(p.Kind)), Minutes: p.Minutes, VolumeFactor: 1})
	}
	if p.DistanceKM != nil {
		what = t.say.Say("week.distance", "title", what, "km", t.say.Round(*p.DistanceKM))
	}
	return what + "."
}

// changedWords say how a day came to be other than it was planned.
func (t *turn) changedWords(p restday.Planned) string {
	switch {
	case p.Changed != "" && p.With != 0:
		return t.say.Say("week.changed_swap", "day", t.say.Weekday(p.With))
	case p.Changed != "":
		return t.say.Say("week.changed_" + p.Changed)
	case p.MovedFrom != 0:
		return t.say.Say("week.moved", "day", t.say.Weekday(p.MovedFrom))
	}
	return ""
}

// advisedWords say what was advised in place of the plan, and why.
func (t *turn) advisedWords(h restday.History, d restday.Day) string {
	if slices.ContainsFunc(h.Kept, func(o restday.Override) bool { return o.Day == d }) {
		return t.say.Say("week.kept")
	}
	i := slices.IndexFunc(h.Decided, func(past restday.Decided) bool { return past.Day == d })
	if i < 0 || h.Decided[i].Outcome == string(rules.AsPlanned) {
		return ""
	}
	in, err := rules.ReadInput(h.Decided[i].Facts)
	if err != nil || in.Planned != nil && in.Planned.Kind == restday.Rest {
		return ""
	}
	decision := t.rules.Decide(in, t.sessions)
	r := decision.Reasons[0]
	outcome := t.say.Say("outcome." + h.Decided[i].Outcome)
	if string(decision.Outcome) != h.Decided[i].Outcome {
		return t.say.Say("week.advised", "outcome", outcome) // the rules have changed since
	}
	return t.say.Say("week.advised_why", "outcome", outcome, "reason", t.ruleWords(r.Key, r.Text, r.Values))
}

// doneWords say what was done on a day.
func (t *turn) doneWords(h restday.History, d restday.Day) string {
	var done []string
	for _, s := range h.Sessions {
		if s.Day != d {
			continue
		}
		done = append(done, t.withFigures(t.sportly(t.say.Say("week.kind_"+string(s.Kind)), s), s))
	}
	if len(done) == 0 {
		return ""
	}
	return t.say.Say("week.done", "what", strings.Join(done, "; "))
}
