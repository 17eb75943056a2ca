package rules

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Tested is what the two examples of one rule showed.
type Tested struct {
	Rule   string
	Layer  string  // "" it came with the program
	Failed []error // each names file and line; none: both showed what they should
}

// Test runs the examples of every rule and returns what they showed, in the
// order of the rules, and what else is wrong with the files.
func Test(over ...Layer) ([]Tested, []error) {
	files, err := builtinFiles()
	if err != nil {
		return nil, []error{err}
	}
	l, bad := read(files, over)
	var tested []Tested
	for _, f := range l.files {
		tested = append(tested, Tested{f.ID, f.Layer, f.failed})
	}
	return tested, bad
}

// Problems returns everything that is wrong with layers over the built-in rules:
// what Load refuses, and what works and is a mistake all the same, namely rules
// and cases that can never come up and rules that always fire together.
// Untried are the rules that were not looked at all the way, because what they
// name has too many combinations.
func Problems(over ...Layer) (bad []error, untried []string) {
	files, err := builtinFiles()
	if err != nil {
		return []error{err}, nil
	}
	l, bad := read(files, over)
	s := l.survey()
	for i, f := range l.files {
		if never := s.never(i); never != nil {
			bad = append(bad, never) // which is why its example fails
			continue
		}
		bad = append(append(bad, f.failed...), s.neverCases(i)...)
		for j := range i {
			bad = append(bad, s.twins(j, i)...)
		}
	}
	if len(bad) == 0 {
		bad = l.speechless()
	}
	return bad, slices.Compact(slices.Sorted(slices.Values(s.untried)))
}

const (
	surveyDays   = 3000
	surveyTwice  = 30 // days on which two rules fire together before that says something
	surveyValues = 30 // values of a fact before what they have in common does
)

// survey is what became of the rules on days that were made up, and in their
// examples.
type survey struct {
	*Library
	v     vocabulary
	days  []surveyed
	spans map[string]span

	untried []string // rules with more combinations than were tried
}

// surveyed is one day: its facts, and for each rule the case that applied.
type surveyed struct {
	values map[string]any
	cases  []int // index of the case, -1 for the rule itself, silent
}

const silent = -2

// survey asks the rules about days drawn from a fixed seed: equal files give
// equal findings.
func (l *Library) survey() *survey {
	s := &survey{Library: l, v: factVocabulary(l.values)}
	r := rand.New(rand.NewPCG(1, 2))
	for range surveyDays {
		s.days = append(s.days, l.surveyed(anyDay(r)))
	}
	for _, f := range l.files {
		s.days = append(s.days, l.surveyed(f.fires), l.surveyed(f.silent))
	}
	s.spans = spansOf(s.days)
	return s
}

func (l *Library) surveyed(in Input) surveyed {
	m := newHistory(in, l.limits).morning()
	t, day := l.judge(m.facts, m.today), surveyed{values: l.known(m.facts)}
	for i, r := range t.rows {
		which := silent
		if r.fired {
			so := t // what was known when the rule was asked
			so.rows = t.rows[:i]
			so.outcome = outcomeOf(t.planned.Kind, so.rows)
			day.values["effects"] = so.effects()
			which = r.rule.caseOf(day.values)
		}
		day.cases = append(day.cases, which)
	}
	return day
}

// spansOf returns what the values of each number have in common.
func spansOf(days []surveyed) map[string]span {
	seen, broken, negative := map[string]int{}, map[string]bool{}, map[string]bool{}
	for _, day := range days {
		for name, value := range day.values {
			if v, ok := value.(float64); ok {
				seen[name]++
				broken[name] = broken[name] || v != math.Trunc(v)
				negative[name] = negative[name] || v < 0
			}
		}
	}
	spans := map[string]span{}
	for name, n := range seen {
		if n >= surveyValues {
			spans[name] = span{whole: !broken[name], positive: !negative[name]}
		}
	}
	return spans
}

func (s *survey) fired(rule int) bool {
	return slices.ContainsFunc(s.days, func(d surveyed) bool { return d.cases[rule] != silent })
}

func (s *survey) applied(rule, which int) bool {
	return slices.ContainsFunc(s.days, func(d surveyed) bool { return d.cases[rule] == which })
}

// never tells that a rule can never fire.
func (s *survey) never(rule int) error {
	f := s.files[rule]
	if f.OnRequest || s.fired(rule) || s.possible(f.ID, f.when) {
		return nil
	}
	return f.doc.errorf("$.when", "can never hold, whatever the facts; %s would never fire", f.ID)
}

// neverCases names the cases of a rule that can never apply.
func (s *survey) neverCases(rule int) (bad []error) {
	f := s.files[rule]
	for i, c := range f.Cases {
		if !s.applied(rule, i) && !s.possible(f.ID, f.when, append(conditionsOf(f.Cases[:i]), c.when)...) {
			bad = append(bad, f.doc.errorf(fmt.Sprintf("$.cases[%d].when", i),
				"can never apply: it contradicts when, or a case above it is always chosen first"))
		}
	}
	return bad
}

func conditionsOf(cases []Case) (out []condition) {
	for _, c := range cases {
		out = append(out, c.when)
	}
	return out
}

// possible tells whether a rule's condition can hold together with the last of
// some cases and none before it. What is too large to be tried is possible.
func (s *survey) possible(id string, when condition, cases ...condition) bool {
	g := s.v.newGrid(s.spans, append(cases, when)...)
	if g.size() > maxGrid {
		s.untried = append(s.untried, id)
		return true
	}
	return g.find(func(values map[string]any) bool {
		if holds(when.root, values) != yes {
			return false
		}
		first := slices.IndexFunc(cases, func(c condition) bool { return holds(c.root, values) == yes })
		return first == len(cases)-1
	})
}

// twins names two rules that always fire together.
func (s *survey) twins(a, b int) []error {
	together := 0
	for _, d := range s.days {
		switch first, second := d.cases[a] != silent, d.cases[b] != silent; {
		case first != second:
			return nil
		case first:
			together++
		}
	}
	if together == 0 {
		return nil // nothing is known of either
	}
	g := s.v.newGrid(s.spans, s.files[a].when, s.files[b].when)
	if g.size() > maxGrid {
		s.untried = append(s.untried, s.files[b].ID)
		return nil
	}
	apart := func(values map[string]any) bool {
		return (holds(s.files[a].when.root, values) == yes) != (holds(s.files[b].when.root, values) == yes)
	}
	met := s.met(g.names)
	switch {
	case !g.find(apart):
	case together < surveyTwice || g.find(func(values map[string]any) bool { return apart(values) && met.all(values) }):
		return nil
	}
	first, second := s.files[a], s.files[b]
	if first.depth > second.depth {
		first, second = second, first
	}
	return []error{second.doc.errorf("$.when", "%s always fires together with %s (%s): one of them is enough", second.ID, first.ID, first.doc.name)}
}

// met tells which states of which facts came up on one day: two that never met
// may exclude each other, as "no check-in" and a known night do.
type met struct {
	names []string
	pairs map[[4]string]bool
}

func (s *survey) met(names []string) met {
	m := met{names, map[[4]string]bool{}}
	for _, d := range s.days {
		for i, a := range names {
			for _, b := range names[:i] {
				m.pairs[[4]string{a, stateOf(d.values[a]), b, stateOf(d.values[b])}] = true
			}
		}
	}
	return m
}

func (m met) all(values map[string]any) bool {
	for i, a := range m.names {
		for _, b := range m.names[:i] {
			if !m.pairs[[4]string{a, stateOf(values[a]), b, stateOf(values[b])}] {
				return false
			}
		}
	}
	return true
}

// stateOf is a word or yes or no, and of a number only that it is known.
func stateOf(value any) string {
	switch value.(type) {
	case nil:
		return ""
	case float64:
		return "known"
	}
	return shown(value)
}
