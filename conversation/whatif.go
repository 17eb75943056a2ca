package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/rules"
)

// whatIf says what the rules would make of today if it were as the words say.
// Nothing is stored.
func (t *turn) whatIf(args string) error {
	is, facts, err := t.decision(t.today())
	if err != nil {
		return err
	}
	if facts.Planned == nil { // training is not for restday to think about
		t.tell(t.reason(is))
		return nil
	}
	variants := t.supposed(args, facts)
	if len(variants) == 0 {
		t.tell(t.say.Say("whatif.how"))
		return nil
	}
	in := facts.With(variants...)
	would := decided{Decision: t.rules.Decide(in, t.sessions), planned: *in.Planned}
	t.tellSupposed(is, would, variants)
	return nil
}

// supposed reads what shall be otherwise, and mentions what was not understood.
func (t *turn) supposed(args string, facts rules.Input) []rules.Variant {
	words := strings.Fields(strings.TrimRight(args, "?!. "))
	all, words := t.supposedDay(words, facts)
	words = slices.DeleteFunc(words, func(w string) bool { return t.isWord(w, "supposing") })
	m := t.understand(strings.Join(words, " "), Question{})
	t.keepAsked(&m)
	t.mentionUnclear(m)
	return append(all, variantsOf(m, facts)...)
}

// supposedDay reads a swap with a day to come, or a day before that was easy or
// of rest, and returns the words that say something else.
func (t *turn) supposedDay(words []string, facts rules.Input) (all []rules.Variant, others []string) {
	says := func(list string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return t.isWord(w, list) })
	}
	if says("swap") {
		day, rest, ok := t.findDay(words, t.dates().readDate)
		planned := func(p restday.Planned) bool { return p.Day == day }
		if ok && slices.ContainsFunc(facts.Upcoming, planned) {
			return []rules.Variant{{Swap: day}}, t.besideDay(rest)
		}
		return nil, words
	}
	day, rest, ok := t.findDay(words, t.dates().readPast)
	switch past := ok && day < facts.Day; {
	case past && says("was_rest"):
		return []rules.Variant{{Rested: day}}, t.besideDay(rest)
	case past && says("was_easy"):
		return []rules.Variant{{Eased: day}}, t.besideDay(rest)
	}
	return nil, words
}

// besideDay drops the words that only speak of the day.
func (t *turn) besideDay(words []string) []string {
	return slices.DeleteFunc(words, func(w string) bool {
		return t.isWord(w, "swap") || t.isWord(w, "was_rest") || t.isWord(w, "was_easy") || t.isWord(w, "beside_day")
	})
}

func (t *turn) isWord(word, list string) bool {
	return t.dates().is(strings.ToLower(strings.Trim(word, ",")), list) || word == list
}

// variantsOf are the changes that a reply names.
func variantsOf(m Meaning, facts rules.Input) []rules.Variant {
	var all []rules.Variant
	for _, a := range m.Answers {
		all = append(all, rules.Variant{Item: a.Item, Value: a.Value})
	}
	if len(m.Well) > 0 {
		all = append(all, rules.Variant{Gone: goneOf(m.Well, facts)})
	}
	if len(m.Symptoms) > 0 {
		all = append(all, rules.Variant{Also: m.Symptoms})
	}
	if m.NoPain {
		all = append(all, rules.Variant{NoPain: true})
	}
	if m.Pain != nil {
		all = append(all, rules.Variant{Pain: m.Pain})
	}
	return all
}

// goneOf are the symptoms of somebody who would be well: "not ill" is without
// all that they have.
func goneOf(well []string, facts rules.Input) []string {
	i := slices.IndexFunc(facts.CheckIns, func(c restday.CheckIn) bool { return c.Day == facts.Day })
	if slices.Contains(well, "malaise") && i >= 0 && len(facts.CheckIns[i].Symptoms) > 0 {
		return facts.CheckIns[i].Symptoms
	}
	return well
}

// tellSupposed begins with the outcome it would be and says what differs.
func (t *turn) tellSupposed(is, would decided, variants []rules.Variant) {
	outcome := t.say.Say("outcome." + string(would.Outcome))
	title := t.say.Say("whatif.would", "outcome", outcome, "with", t.withAll(variants))
	first := t.say.Say("whatif.alone", "title", title)
	if would.Session != nil && would.Session.Kind != restday.Rest {
		first = t.say.Say("whatif.session", "title", title, "session", t.sessionLine(*would.Session))
	}
	lines := []string{strings.TrimPrefix(first, outcome)}
	if is.Outcome != would.Outcome {
		lines = append(lines, t.say.Say("whatif.now", "outcome", t.say.Say("outcome."+string(is.Outcome))))
	}
	if swap := variants[0].Swap; swap != 0 {
		lines = append(lines, t.against(would)...)
		lines = append(lines, t.say.Say("whatif.then", "day", t.say.Weekday(swap), "session", t.shortTitle(is.planned)))
	} else {
		lines = append(lines, t.otherReasons(is, would)...)
	}
	if len(lines) == 1 {
		lines = append(lines, t.say.Say("whatif.same"))
	}
	lines = append(lines, t.say.Say("whatif.stored"))
	t.queue(restday.Outgoing{
		Text: append(t.led(), bold(outcome), restday.Span{Text: strings.Join(lines, "\n")}), Choices: t.doIt(variants[0].Swap),
	})
}

// doIt is the button that makes a supposed swap real; none without a day.
func (t *turn) doIt(swap restday.Day) [][]restday.Choice {
	if swap == 0 {
		return nil
	}
	return [][]restday.Choice{{{Label: t.say.Say("whatif.do"), Data: "do:swap:" + swap.String()}}}
}

// otherReasons are what would no longer speak against the plan, and what would.
func (t *turn) otherReasons(is, would decided) (lines []string) {
	for _, r := range is.Reasons {
		stays := slices.ContainsFunc(would.Reasons, func(o rules.Reason) bool { return o.Rule == r.Rule })
		if is.Outcome != rules.AsPlanned && !stays {
			lines = append(lines, t.say.Say("whatif.gone", "reason", t.ruleWords(r.Key, r.Text, r.Values)))
		}
	}
	return append(lines, t.against(would)...)
}

// against are the reasons of a decision that changes the plan.
func (t *turn) against(d decided) (lines []string) {
	for _, r := range d.Reasons {
		if d.Outcome != rules.AsPlanned {
			lines = append(lines, "• "+t.ruleWords(r.Key, r.Text, r.Values))
		}
	}
	return lines
}

// withAll lists changes: "with sleep 8 h and without the fever".
func (t *turn) withAll(variants []rules.Variant) string {
	var parts []string
	for _, v := range variants {
		parts = append(parts, t.with(v))
	}
	return t.listed(parts)
}

// listed writes "a, b and c".
func (t *turn) listed(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return t.say.Say("change.and", "first", strings.Join(parts[:last], ", "), "last", parts[last])
}

// with names a change: "with muscles normal", "without the fever".
func (t *turn) with(v rules.Variant) string {
	switch {
	case v.Item != "":
		q := t.Flow.questions.byKey[v.Item]
		return t.say.Say("change.answer", "answer", q.says(t.say, restday.Answer{Item: v.Item, Value: v.Value}))
	case len(v.Gone) > 0:
		return t.say.Say("change.without", "answer", t.signs(v.Gone))
	case len(v.Also) > 0:
		return t.say.Say("change.answer", "answer", t.signs(v.Also))
	case v.Pain != nil:
		return t.say.Say("change.answer", "answer", t.painLine(*v.Pain))
	case v.Eased != 0:
		return t.say.Say("change.eased", "day", t.pastDayName(v.Eased))
	case v.Rested != 0:
		return t.say.Say("change.rested", "day", t.pastDayName(v.Rested))
	case v.Swap != 0:
		return t.say.Say("change.swap", "day", t.say.Weekday(v.Swap))
	}
	return t.say.Say("change.no_pain")
}

// signs lists symptoms within a sentence.
func (t *turn) signs(symptoms []string) string {
	q := t.questions.byKey[restday.Symptoms]
	var parts []string
	for _, s := range symptoms {
		if s == "malaise" {
			parts = append(parts, t.say.Say("change.malaise"))
		} else {
			parts = append(parts, q.says(t.say, restday.Answer{Item: restday.Symptoms, Words: s}))
		}
	}
	return t.listed(parts)
}

// pastDayName is "yesterday" or "on Tuesday".
func (t *turn) pastDayName(d restday.Day) string {
	if d == t.today()-1 {
		return t.say.Say("day.yesterday")
	}
	return t.say.Say("day.later", "weekday", t.say.Weekday(d))
}
