package rules

import (
	"slices"

	"restday"
)

// row is one rule and what it made of today.
type row struct {
	rule    *Rule // the library owns it, and nobody changes it
	fired   bool
	muted   bool // another rule stands alone: this one lowers and tells nothing
	saw     string
	effect  Effect
	outcome Outcome  // what the ceiling makes of today's session; as_planned when it lowers nothing
	most    *float64 // the most kilometres that the effect leaves; nil no limit

	text   string
	key    string
	values map[string]any
	facts  []Fact
}

// What a rule saw that was not asked.
const (
	notAsked  = "only on request"
	notLooked = "not looked at"
)

// judge asks every rule in order.
func (l *Library) judge(f facts, t today) today {
	values := l.known(f)
	alone := l.alone(values)
	over := false // a rule has had the last word
	t.rows, t.outcome = make([]row, 0, len(l.rules)), outcomeOf(t.planned.Kind, nil)
	for i := range l.rules {
		rule := &l.rules[i]
		r := row{rule: rule, outcome: AsPlanned}
		switch {
		case rule.OnRequest:
			r.saw = notAsked
		case over:
			r.saw = notLooked
		default:
			values["effects"] = t.effects()
			r.ask(values)
			r.muted = t.mutes(alone, rule, f.RaceDay)
			r.lower(t.planned.Kind)
		}
		over = over || r.fired && rule.Last
		t.rows = append(t.rows, r)
		if r.fired && r.outcome.below(t.outcome) {
			t.outcome = r.outcome
		}
	}
	return t
}

// known returns facts and numbers by name.
func (l *Library) known(f facts) map[string]any {
	values := f.values()
	for name, number := range l.values {
		values[name] = number
	}
	return values
}

// alone returns the rule that stands alone today, "" none.
func (l *Library) alone(values map[string]any) string {
	for _, rule := range l.rules {
		if !rule.Alone {
			continue
		}
		if held, _ := rule.when.evaluate(values); held == yes {
			return rule.ID
		}
	}
	return ""
}

// mutes tells whether a rule that stands alone leaves another without a say.
func (t today) mutes(alone string, rule *Rule, racing bool) bool {
	if alone == "" || alone == rule.ID || rule.Safety {
		return false
	}
	return !rule.BeforeRace || !demanding(t.planned.Kind) || racing
}

// demanding tells whether a session is one that hard rules are about.
func demanding(kind restday.Kind) bool { return kind == restday.Key || kind == restday.Long }

// ask evaluates the rule.
func (r *row) ask(values map[string]any) {
	held, saw := r.rule.when.evaluate(values)
	r.saw, r.fired = saw, held == yes
	if !r.fired {
		return
	}
	r.effect, r.key = r.rule.effect(values)
	r.facts = r.rule.when.facts(values)
	r.text, r.values = fill(r.effect.words(), values)
	if most, ok := values[r.effect.DistanceMax].(float64); ok {
		r.most = &most
	}
}

// lower works out what a fired rule makes of the planned kind.
func (r *row) lower(kind restday.Kind) {
	if r.fired && !r.muted {
		r.outcome = lower(kind, r.effect.Ceiling)
	}
}

// effects is how many of the rules so far decided, lowered or changed something.
func (t today) effects() float64 {
	n := 0.0
	for i := range t.rows {
		if r := &t.rows[i]; r.fired && t.acts(*r) {
			n++
		}
	}
	return n
}

// acts tells whether a fired rule decides, lowers or changes something. A safety
// rule always has its say (f.12.4); one that stands alone has it where nothing lowers (f.12.6).
func (t today) acts(r row) bool {
	switch {
	case !r.fired || r.muted:
		return false
	case r.rule.Alone:
		return !t.safetyFired() && !slices.ContainsFunc(t.rows, func(r row) bool { return r.outcome != AsPlanned })
	}
	return r.rule.Safety || r.outcome != AsPlanned || t.scaledBy(r) || t.cutBy(r)
}

func (t today) safetyFired() bool {
	return slices.ContainsFunc(t.rows, func(r row) bool { return r.fired && r.rule.Safety })
}

// outcomeOf is the lowest of what the rules make of the plan, never above it.
func outcomeOf(kind restday.Kind, rows []row) Outcome {
	outcome := AsPlanned
	if kind == restday.Rest {
		outcome = RestDay
	}
	for _, r := range rows {
		if r.fired && r.outcome.below(outcome) {
			outcome = r.outcome
		}
	}
	return outcome
}
