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

// Decide returns what to do today and why. It never fails: what is unknown
// makes no rule fire.
func (l *Library) Decide(in Input, c Catalogue) Decision {
	return l.decide(newHistory(in, l.limits).morning(), c)
}

// DecideBoth decides a day with two libraries. What the day was is worked out
// once where their numbers agree.
func DecideBoth(first, second *Library, in Input, c Catalogue) (Decision, Decision) {
	m := newHistory(in, first.limits).morning()
	if second.limits == first.limits {
		return first.decide(m, c), second.decide(m, c)
	}
	return first.decide(m, c), second.Decide(in, c)
}

func (l *Library) decide(m morning, c Catalogue) Decision {
	h, f, t := m.history, m.facts, l.judge(m.facts, m.today)
	d := Decision{
		Day: h.in.Day, State: f.State, Outcome: t.outcome, Load: h.load().printed(),
		Reasons: []Reason{}, Notices: []Notice{}, Checked: []Check{}, RulesVersion: l.version,
		MovedTo: h.moved(t),
	}
	if h.in.Planned != nil || !f.Restricted || t.outcome != AsPlanned {
		session := t.session(c)
		d.Session = &session
	}
	if b, ok := h.baseline(h.in.Day); ok {
		d.Baseline = b.printed()
	}
	d.explain(t)
	return d
}

// morning is a day before any rule has been asked.
type morning struct {
	history history
	facts   facts
	today   today
}

func (h history) morning() morning {
	f := h.facts()
	p := h.planned(f)
	sport := h.in.Athlete.sportOf(p.Sport)
	h.planFacts(&f, p, sport)
	return morning{h, f, today{in: h.in, planned: p, sport: sport}}
}

// judged is what every rule makes of a day.
func (l *Library) judged(in Input) today {
	m := newHistory(in, l.limits).morning()
	return l.judge(m.facts, m.today)
}

// explain fills in reasons, notices and what was checked.
func (d *Decision) explain(t today) {
	reasons, notices := t.split()
	for _, r := range reasons {
		d.Reasons = append(d.Reasons, Reason{r.rule.ID, r.text, r.saw, r.rule.Source, r.key, r.values, r.facts})
	}
	for _, r := range notices {
		d.Notices = append(d.Notices, Notice{r.rule.ID, r.text, r.rule.Source, r.key, r.values, r.effect.Doctor != ""})
	}
	for _, r := range t.rows {
		d.Checked = append(d.Checked, Check{r.rule.ID, r.fired, r.saw})
	}
}

// split tells reasons from notices (f.11.5): what fired without effect, or
// found no place among three, is a notice.
func (t today) split() (reasons, notices []row) {
	for _, r := range t.rows {
		switch {
		case t.acts(r):
			reasons = append(reasons, r)
		case r.fired && (!r.muted || r.effect.Doctor != ""):
			notices = append(notices, r)
		}
	}
	if t.planned.Kind == restday.Rest {
		reasons, notices = restReasons(reasons, notices)
	}
	sortReasons(reasons)
	reasons, notices = t.spokenFor(reasons, notices)
	if len(reasons) > maxReasons {
		notices = inOrder(append(slices.Clone(reasons[maxReasons:]), notices...))
		reasons = reasons[:maxReasons]
	}
	return reasons, notices
}

// spokenFor lets U1 or OK speak first where no rule lowered anything: without a
// check-in that comes before what only changed the session (f.11.5).
func (t today) spokenFor(reasons, notices []row) (first, rest []row) {
	lowered := slices.ContainsFunc(reasons, func(r row) bool { return r.place() < changed })
	says := func(r row) bool { return r.rule.Speaks }
	if i := slices.IndexFunc(notices, says); i >= 0 && !lowered {
		return slices.Insert(reasons, 0, notices[i]), slices.Delete(slices.Clone(notices), i, i+1)
	}
	return reasons, notices
}

// The places of reasons (f.11.5, f.12.4). Among equals the table's order stands.
const (
	safety = iota
	lowered
	changed
)

func (r row) place() int {
	switch {
	case r.rule.Safety:
		return safety
	case r.outcome != AsPlanned || r.rule.Alone:
		return lowered
	}
	return changed
}

// sortReasons puts each group in its place and, within it, the row that lowered
// most before the others, which keep the table's order.
func sortReasons(rows []row) {
	if len(rows) == 0 {
		return
	}
	most := slices.MinFunc(rows, func(a, b row) int { return cmp.Compare(a.outcome.rank(), b.outcome.rank()) })
	rest := func(r row) int {
		if r.rule.ID == most.rule.ID {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.place(), b.place()), cmp.Compare(rest(a), rest(b)))
	})
}

// restReasons leaves a planned rest day to the safety rules where one fires,
// else to the first: nothing is left for another to decide (f.11.4).
func restReasons(reasons, notices []row) (decides, rest []row) {
	safety := slices.ContainsFunc(reasons, func(r row) bool { return r.rule.Safety })
	for i, r := range reasons {
		if r.rule.Safety || !safety && i == 0 {
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
