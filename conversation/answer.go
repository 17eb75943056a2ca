package conversation

import (
	"math"
	"slices"
	"strings"

	"restday"
	"restday/rules"
)

// tellDecision answers with the day's session: outcome first, then why, then
// what to do.
func (t *turn) tellDecision(d decided) {
	if d.Day != t.today() {
		t.mention(t.say.Say("answer.for_day", "day", t.say.Weekday(d.Day)))
	}
	t.pickTip(d)
	t.queue(t.answer(d))
	t.noteTold(d)
}

// answer is the message that tells a decision.
func (t *turn) answer(d decided) restday.Outgoing {
	switch {
	case d.Reasons[0].Rule == warningSign:
		return t.warning(d)
	case d.stands():
		return t.keptAnswer(d, "")
	}
	outcome, rest := t.outcome(d)
	text := append(t.led(), bold(outcome), restday.Span{Text: rest})
	for _, line := range t.lines(d) {
		text = append(text, restday.Span{Text: "\n" + line})
	}
	return restday.Outgoing{Text: text, Choices: append([][]restday.Choice{t.answerChoices(d)}, t.lighterRows(d)...)}
}

// answerChoices are the buttons under a day's answer.
func (t *turn) answerChoices(d decided) []restday.Choice {
	row := []restday.Choice{t.about(d.Day, "why")}
	if d.lowered() && d.Day == t.today() {
		row = append(row, t.about(d.Day, "keep"))
	}
	switch {
	case d.gentle():
		row = append(row, t.about(d.Day, "ideas"))
	case d.Session != nil && len(d.Session.Options) > 0:
		row = append(row, t.about(d.Day, "options"))
	case d.headTired() && !d.safety:
		row = append(row, t.about(d.Day, "ideas"))
	}
	if d.gentle() {
		row = append(row, restday.Choice{Label: t.say.Say("log.done"), Data: logData(d.Day, "rested")})
	}
	return row
}

// gentle tells whether it is a day of rest or recovery for somebody who is well.
func (d decided) gentle() bool {
	return d.Session != nil && !d.safety && (d.Session.Kind == restday.Rest || d.Session.Kind == restday.Recovery)
}

// headTired tells whether mood or drive were low on several days (founding
// article, claim 36).
func (d decided) headTired() bool {
	return slices.ContainsFunc(d.Notices, func(n rules.Notice) bool { return n.Rule == "M1" })
}

// about is a button under the answer of a day: why | keep | advice | options | ideas.
func (t *turn) about(day restday.Day, command string) restday.Choice {
	return restday.Choice{Label: t.say.Say("answer." + command), Data: "do:" + command + ":" + day.String()}
}

// outcome names the outcome, and what was planned.
func (t *turn) outcome(d decided) (name, rest string) {
	name = t.say.Say("outcome." + string(d.Outcome))
	key := "answer.instead"
	switch {
	case d.planned.Title == "" || d.planned.Kind == restday.Rest:
		key = "answer.alone"
	case d.Outcome == rules.AsPlanned && d.Session != nil:
		sentence := t.say.Say("answer.plan", "outcome", name, "planned", t.sessionLine(*d.Session))
		return name, strings.TrimPrefix(sentence, name)
	case d.Outcome == rules.Modified:
		key = "answer.plan"
	}
	sentence := t.say.Say(key, "outcome", name, "planned", t.shortTitle(d.planned))
	return name, strings.TrimPrefix(sentence, name)
}

// shortTitle names a session in passing: what stands before the first comma.
func (t *turn) shortTitle(p restday.Planned) string {
	short, _, _ := strings.Cut(t.title(p.Title), ",")
	return short
}

// lines are the reasons, the session, where the planned one went, and notices.
func (t *turn) lines(d decided) []string {
	var out []string
	for _, r := range d.Reasons {
		out = append(out, "• "+t.ruleWords(r.Key, r.Text, r.Values))
	}
	if s := d.Session; s != nil && (d.Outcome == rules.AsPlanned || s.Kind == restday.Rest) {
		out = appendLine(out, t.purpose(*s)) // the first line has named the session
	} else if s != nil {
		out = appendLine(out, strings.TrimSpace(t.say.Say("answer.today", "session", t.sessionLine(*s))+" "+t.purpose(*s)))
	}
	out = appendLine(out, t.backLine(d))
	switch {
	case d.MovedTo.To != 0:
		out = append(out, t.say.Say("answer.moved", "day", t.dayName(d.MovedTo.To)))
	case d.MovedTo.Dropped:
		out = append(out, t.say.Say("answer.dropped"))
	}
	for _, n := range d.Notices {
		if t.worthTelling(n, d) {
			out = appendLine(out, t.noticeLine(d, n))
		}
	}
	return appendLine(append(out, t.lighterLines(d)...), t.tipLine(d))
}

// sessionLine is a session in one phrase: "Easy run, 40 min, effort 3 of 10 at most".
func (t *turn) sessionLine(s restday.Advised) string {
	what := t.title(s.Title)
	if s.Minutes != nil && *s.Minutes > 0 {
		what = t.say.Say("answer.minutes", "title", what, "minutes", math.Round(*s.Minutes))
	}
	if s.VolumeFactor < 1 {
		what += ", " + t.say.Say("answer.share", "percent", math.Round(s.VolumeFactor*100))
	}
	if s.RPEMax != nil {
		what += ", " + t.say.Say("answer.effort", "rpe", *s.RPEMax)
	}
	return what
}

// dayName is "tomorrow" or "Thursday".
func (t *turn) dayName(d restday.Day) string {
	if d == t.today()+1 {
		return t.say.Say("day.tomorrow")
	}
	return t.say.Weekday(d)
}

// tellToday says today's session: the one decided, or the plan's.
func (t *turn) tellToday() error {
	done := t.state.Finished && t.state.Day == t.today()
	d, _, err := t.decision(t.today())
	if err != nil {
		return err
	}
	t.tellDecision(d)
	if !done && t.question().Key == "" {
		last := &t.change.Outgoing[len(t.change.Outgoing)-1]
		last.Choices = append(last.Choices, []restday.Choice{{Label: t.say.Say("start.check_now"), Data: "do:checkin"}})
	}
	return nil
}

// tellOptions lists what else would do today.
func (t *turn) tellOptions(day restday.Day) error {
	d, err := t.account(day)
	if err != nil {
		return err
	}
	if d.Session != nil && day == t.today() && (d.Session.Kind == restday.Rest || d.Session.Kind == restday.Recovery) {
		return t.tellIdeas()
	}
	if d.Session == nil || len(d.Session.Options) == 0 {
		t.tell(t.say.Say("answer.no_options"))
		return nil
	}
	t.tell(t.say.Say("answer.also", "options", strings.Join(t.sessionWords(d.Session.Options), "; ")))
	return nil
}

func appendLine(lines []string, line string) []string {
	if line == "" {
		return lines
	}
	return append(lines, line)
}
