package conversation

import (
	"encoding/json"
	"slices"
	"strings"

	"restday"
	"restday/rules"
)

// nothingFired is the rule that stands for all others being silent: it has
// nothing to show.
const nothingFired = "OK"

// account is a day's decision with all that explains it.
type account struct {
	rules.Decision
	facts *rules.Input // what today's rules can be asked about; nil: they say something else now
	none  bool         // nothing was decided
	older bool         // decided by a set of rules that is not the present one
	kept  bool         // the plan was kept
}

// why explains a day that the words name, today without any.
func (t *turn) why(args string) error {
	day, ok := t.today(), true
	if args != "" {
		day, _, ok = t.findDay(strings.Fields(args), t.dates().readPast)
	}
	if !ok {
		t.tell(t.say.Say("why.which"))
		return nil
	}
	return t.tellWhy(day)
}

// tellWhy names the rules of a day's decision, what they saw and where they come
// from, and the smallest single change that would have flipped it.
func (t *turn) tellWhy(day restday.Day) error {
	if day > t.today() {
		t.tell(t.say.Say("why.ahead"))
		return nil
	}
	a, err := t.account(day)
	if err != nil {
		return err
	}
	if a.none {
		t.tell(t.say.Say("why.none", "day", t.say.Weekday(day), "date", t.say.Date(day)))
		return nil
	}
	lines := []string{t.whyHead(a)}
	for _, r := range a.Reasons {
		lines = append(lines, "• "+t.ruleWords(r.Key, r.Text, r.Values))
		if r.Rule != nothingFired {
			lines = append(lines, t.whence(r))
		}
	}
	if a.Baseline != nil {
		lines = append(lines, t.normal(day, *a.Baseline))
	}
	lines = appendLine(lines, t.age(a))
	lines = appendLine(lines, t.flip(a))
	if a.kept {
		ledger, err := t.ledger(t.today(), 1)
		if err != nil {
			return err
		}
		lines = appendLine(append(lines, t.say.Say("kept.why")), ledger)
	}
	t.tell(strings.Join(lines, "\n"))
	return nil
}

func (t *turn) whyHead(a account) string {
	outcome := t.say.Say("outcome." + string(a.Outcome))
	if a.Day == t.today() {
		return t.say.Say("why.head", "outcome", outcome)
	}
	return t.say.Say("why.head_on", "day", t.say.Weekday(a.Day), "date", t.say.Date(a.Day), "outcome", outcome)
}

// age says that the rules have changed since a decision.
func (t *turn) age(a account) string {
	switch {
	case !a.older:
		return ""
	case a.facts == nil:
		return t.say.Say("why.older")
	}
	return t.say.Say("why.same")
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
func (t *turn) normal(day restday.Day, b rules.Baseline) string {
	sum := b.Mean + b.Z*b.SD
	per := float64(len(b.Items))
	key := "why.normal"
	if day != t.today() {
		key = "why.normal_on"
	}
	return t.say.Count(key, b.N, "mean", t.say.Round(b.Mean/per), "today", t.say.Round(sum/per))
}

// flip says which single change would have led to another outcome, if one would:
// "With muscles normal you would have had 6 × 3 min steady-hard."
func (t *turn) flip(a account) string {
	if a.facts == nil {
		return ""
	}
	f, ok := t.rules.Nearest(*a.facts, t.sessions)
	if !ok || f.Decision.Session == nil {
		return ""
	}
	with := capital(t.with(f.Variant))
	if f.Decision.Outcome != rules.AsPlanned {
		return t.say.Say("flip."+string(f.Decision.Outcome), "with", with)
	}
	return t.say.Say("flip.as_planned", "with", with, "planned", t.brief(f.Decision.Session.Title))
}

// brief is a session's title up to its first comma.
func (t *turn) brief(title string) string {
	short, _, _ := strings.Cut(t.title(title), ",")
	return short
}

// account is a day's decision as it was told, or for today what it would be now.
// What was decided is decided again from the same facts, so that it can be said
// in any language; where newer rules say something else, what is stored stands.
func (t *turn) account(day restday.Day) (account, error) {
	h, err := t.p.History(day)
	if err != nil {
		return account{}, err
	}
	t.useRules(h.Rules)
	a := account{kept: slices.ContainsFunc(h.Kept, func(o restday.Override) bool { return o.Day == day })}
	past, ok, err := t.decidedOn(day)
	switch {
	case err != nil:
		return account{}, err
	case !ok:
		return t.undecided(day)
	}
	in, err := rules.ReadInput(past.Facts)
	if err == nil {
		a.Decision, a.facts = t.rules.Decide(in, t.sessions), &in
	}
	if a.older = past.Version != t.rules.Version(); !a.older && err == nil {
		return a, nil
	}
	var told rules.Decision
	if json.Unmarshal(past.Result, &told) == nil && (err != nil || !sameAnswer(told, a.Decision)) {
		a.Decision, a.facts = told, nil
	}
	return a, nil
}

// undecided is the account of a day on which nothing was decided.
func (t *turn) undecided(day restday.Day) (account, error) {
	if day != t.today() {
		return account{none: true}, nil
	}
	d, facts, err := t.decision(day)
	return account{Decision: d.Decision, facts: &facts}, err
}

// sameAnswer tells whether two decisions were told alike.
func sameAnswer(a, b rules.Decision) bool {
	return a.Outcome == b.Outcome && slices.EqualFunc(a.Reasons, b.Reasons, func(r, s rules.Reason) bool {
		return r.Rule == s.Rule && r.Text == s.Text
	})
}
