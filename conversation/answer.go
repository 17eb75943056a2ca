package conversation

import (
	"encoding/json"
	"math"
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
	if d.Reasons[0].Rule == warningSign {
		t.tellWarning(d)
		return
	}
	outcome, rest := t.outcome(d)
	text := append(t.led(), bold(outcome), restday.Span{Text: rest})
	for _, line := range t.lines(d) {
		text = append(text, restday.Span{Text: "\n" + line})
	}
	row := t.answerChoices(d.Day)
	if d.Session == nil || len(d.Session.Options) == 0 {
		row = row[:1]
	}
	t.queue(restday.Outgoing{Text: text, Choices: [][]restday.Choice{row}})
}

// answerChoices are the buttons under a day's answer.
func (t *turn) answerChoices(day restday.Day) []restday.Choice {
	return []restday.Choice{
		{Label: t.say.Say("answer.why"), Data: "do:why:" + day.String()},
		{Label: t.say.Say("answer.options"), Data: "do:options:" + day.String()},
	}
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
	switch {
	case d.MovedTo.To != 0:
		out = append(out, t.say.Say("answer.moved", "day", t.dayName(d.MovedTo.To)))
	case d.MovedTo.Dropped:
		out = append(out, t.say.Say("answer.dropped"))
	}
	for _, n := range d.Notices {
		// A rule that could have lowered the session and did not has nothing to
		// tell in the chat; /why and the stored decision keep it.
		if r, ok := t.rules.Rule(n.Rule); ok && (r.Safety || r.Ceiling == rules.AsPlanned) {
			out = append(out, t.ruleWords(n.Key, n.Text, n.Values))
		}
	}
	return out
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

// nothingFired is the rule that stands for all others being silent: it has
// nothing to show.
const nothingFired = "OK"

// tellWhy names the rules of today's decision, what they saw and where they
// come from.
func (t *turn) tellWhy(day restday.Day) error {
	d, err := t.decidedOn(day)
	if err != nil {
		return err
	}
	lines := []string{t.say.Say("why.head", "outcome", t.say.Say("outcome."+string(d.Outcome)))}
	for _, r := range d.Reasons {
		lines = append(lines, "• "+t.ruleWords(r.Key, r.Text, r.Values))
		if r.Rule != nothingFired {
			lines = append(lines, t.whence(r))
		}
	}
	if d.Baseline != nil {
		lines = append(lines, t.normal(*d.Baseline))
	}
	t.tell(strings.Join(lines, "\n"))
	return nil
}

// whence says what a rule saw and where it comes from.
func (t *turn) whence(r rules.Reason) string {
	source := t.say.Own("source", r.Source)
	saw := t.seen(r.Facts)
	if r.Facts == nil {
		saw = r.Saw // decided by older rules: what is stored is all we have
	}
	if saw != "" {
		return t.say.Say("why.saw", "saw", saw, "source", source)
	}
	return t.say.Say("why.source", "source", source)
}

// normal says what the athlete's own normal is, per item on the scale of 1 to 5.
func (t *turn) normal(b rules.Baseline) string {
	sum := b.Mean + b.Z*b.SD
	per := float64(len(b.Items))
	return t.say.Count("why.normal", b.N, "mean", t.say.Round(b.Mean/per), "today", t.say.Round(sum/per))
}

// decidedOn is a day's decision as it was told, or what it would be now.
func (t *turn) decidedOn(day restday.Day) (rules.Decision, error) {
	h, err := t.p.History(day)
	if err != nil {
		return rules.Decision{}, err
	}
	for _, past := range h.Decided {
		if past.Day != day {
			continue
		}
		if past.Version == t.rules.Version() {
			if in, err := rules.ReadInput(past.Facts); err == nil {
				return t.rules.Decide(in, t.sessions), nil // the same again, and it can be said in any language
			}
		}
		var d rules.Decision
		if json.Unmarshal(past.Result, &d) == nil {
			return d, nil
		}
		// What an older version wrote may be unreadable; the facts still stand.
	}
	d, _, err := t.decision(day)
	return d.Decision, err
}

// tellOptions lists what else would do today.
func (t *turn) tellOptions(day restday.Day) error {
	d, err := t.decidedOn(day)
	if err != nil {
		return err
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
