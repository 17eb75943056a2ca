package rules

import (
	"cmp"
	"slices"

	"restday"
)

// Catalogue knows sessions to put in the place of planned ones.
type Catalogue interface {
	// Session returns a session of a kind for a sport ("" unknown), its Minutes,
	// Purpose and Options set. Access is what else is at hand, sore where the
	// athlete is sore.
	Session(kind restday.Kind, sport string, access, sore []string) restday.Advised
}

// maxReasons is how many reasons are shown (rules.md e.2).
const maxReasons = 3

// row is one rule and what it made of today.
type row struct {
	rule    Rule
	fired   bool
	saw     string
	effect  Effect
	outcome Outcome // what the ceiling makes of today's session; as_planned when it lowers nothing

	text   string
	key    string
	values map[string]any
	facts  []Fact
}

// Decide returns what to do today and why. It never fails: what is unknown
// makes no rule fire.
func (l *Library) Decide(in Input, c Catalogue) Decision {
	h := newHistory(in)
	f := h.facts()
	p := h.planned(f)
	sport := in.Athlete.sportOf(p.Sport)
	f.plan(p, sport)
	rows := l.judge(&f)
	t := today{in: in, planned: p, sport: sport, rows: rows, outcome: outcomeOf(p.Kind, rows)}
	d := Decision{
		Day: in.Day, State: f.State, Outcome: t.outcome, Load: h.load().printed(),
		Reasons: []Reason{}, Notices: []Notice{}, Checked: []Check{}, RulesVersion: l.version,
		MovedTo: h.moved(t),
	}
	session := t.session(c)
	d.Session = &session
	if b, ok := h.baseline(in.Day); ok {
		d.Baseline = b.printed()
	}
	d.explain(p.Kind, rows)
	return d
}

// judge asks every rule in order.
func (l *Library) judge(f *facts) []row {
	values := f.values()
	rows := make([]row, 0, len(l.rules))
	for _, rule := range l.rules {
		values["effects"] = f.Effects
		held, saw := rule.when.evaluate(values)
		r := row{rule: rule, fired: held == yes, saw: saw, outcome: AsPlanned}
		if r.fired {
			r.effect, r.key = rule.effect(values)
			r.facts = rule.when.facts(values)
			r.outcome = r.lowers(f.PlannedKind)
			r.text, r.values = fill(r.effect.words(), values)
			if r.acts() {
				f.Effects++
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// lowers returns what a fired rule makes of the planned kind. A race is left
// alone by all but the safety rules (f.11.7).
func (r row) lowers(kind restday.Kind) Outcome {
	if kind == restday.Race && !r.rule.Safety {
		return AsPlanned
	}
	return lower(kind, r.effect.Ceiling)
}

// acts tells whether a fired rule decides, lowers or changes something. A
// safety rule always has its say (f.12.4).
func (r row) acts() bool { return r.fired && (r.rule.Safety || r.outcome != AsPlanned) }

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

// explain fills in reasons, notices and what was checked.
func (d *Decision) explain(kind restday.Kind, rows []row) {
	reasons, notices := split(kind, rows)
	for _, r := range reasons {
		d.Reasons = append(d.Reasons, Reason{r.rule.ID, r.text, r.saw, r.rule.Source, r.key, r.values, r.facts})
	}
	for _, r := range notices {
		d.Notices = append(d.Notices, Notice{r.rule.ID, r.text, r.rule.Source, r.key, r.values})
	}
	for _, r := range rows {
		d.Checked = append(d.Checked, Check{r.rule.ID, r.fired, r.saw})
	}
}

// split tells reasons from notices (f.11.5): first a safety rule (f.12.4), then
// the rule that lowered most, then the others that lowered, in table order.
// What fired without effect, or found no place among three, is a notice.
func split(kind restday.Kind, rows []row) (reasons, notices []row) {
	for _, r := range rows {
		switch {
		case r.acts():
			reasons = append(reasons, r)
		case r.fired && (kind != restday.Race || r.effect.Ceiling == AsPlanned):
			notices = append(notices, r)
		}
	}
	if kind == restday.Rest {
		reasons, notices = restReasons(reasons, notices)
	}
	if len(reasons) == 0 {
		// U1 and OK lower nothing; they speak when nobody else does.
		says := func(r row) bool { return r.effect.Ceiling == AsPlanned }
		if i := slices.IndexFunc(notices, says); i >= 0 {
			return notices[i : i+1 : i+1], slices.Delete(slices.Clone(notices), i, i+1)
		}
	}
	sortReasons(reasons)
	if len(reasons) > maxReasons {
		notices = inOrder(append(slices.Clone(reasons[maxReasons:]), notices...))
		reasons = reasons[:maxReasons]
	}
	return reasons, notices
}

// restReasons leaves a planned rest day to the safety rules where one fires:
// nothing is left for another to decide (f.11.4).
func restReasons(reasons, notices []row) (decides, rest []row) {
	safety := func(r row) bool { return r.rule.Safety }
	if !slices.ContainsFunc(reasons, safety) {
		return reasons, notices
	}
	for _, r := range reasons {
		if safety(r) {
			decides = append(decides, r)
		} else {
			notices = append(notices, r)
		}
	}
	return decides, inOrder(notices)
}

func inOrder(rows []row) []row {
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.rule.Order, b.rule.Order) })
	return rows
}

// sortReasons puts safety rules before the rest and, within its group, the row
// that lowered most before the others, which keep the table's order.
func sortReasons(rows []row) {
	if len(rows) == 0 {
		return
	}
	most := slices.MinFunc(rows, func(a, b row) int { return cmp.Compare(a.outcome.rank(), b.outcome.rank()) })
	place := func(r row) int {
		place := 0
		if !r.rule.Safety {
			place += 2
		}
		if r.rule.ID != most.rule.ID {
			place++
		}
		return place
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(place(a), place(b)) })
}
