package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/rules"
)

const (
	ledgerDays = 365 // how far back the plans that were kept are counted
	ledgerMin  = 3   // of them known, before a tap is answered with what came of them
)

// lowered tells whether less is advised than was planned, by rules that the
// athlete can overrule.
func (d decided) lowered() bool {
	return d.Outcome != rules.AsPlanned && d.planned.Kind != restday.Rest && !d.safety
}

// stands tells whether the athlete keeps the plan: they said so, and nothing
// speaks against it that they had not heard then.
func (d decided) stands() bool {
	heard := strings.Fields(d.kept)
	return d.lowered() && !slices.ContainsFunc(d.Reasons, func(r rules.Reason) bool { return !slices.Contains(heard, r.Rule) })
}

// against are the rules that speak against the plan, the deciding one first.
func (d decided) against() string {
	var ids []string
	for _, r := range d.Reasons {
		ids = append(ids, r.Rule)
	}
	return strings.Join(ids, " ")
}

func (t *turn) safetyFired(d rules.Decision) bool {
	for _, c := range d.Checked {
		if r, ok := t.rules.Rule(c.Rule); ok && c.Fired && r.Safety {
			return true
		}
	}
	return false
}

// keepPlan lets the plan of today stand against the rules that lowered it. The
// stored decision stays what the rules say.
func (t *turn) keepPlan(day restday.Day) error {
	if t.dayIsOver(day) {
		t.remark(t.say.Say("checkin.old_day"))
		return nil
	}
	d, facts, err := t.decision(day)
	switch {
	case err != nil:
		return err
	case d.safety && d.Outcome != rules.AsPlanned:
		t.refuse(d)
	case d.planned.Kind == restday.Rest:
		t.remark(t.say.Say("kept.rest"))
	case !d.lowered():
		t.remark(t.say.Say("kept.as_planned"))
	case d.stands():
		t.remark(t.say.Say("kept.already"))
	default:
		return t.letStand(d, facts)
	}
	return nil
}

func (t *turn) letStand(d decided, facts rules.Input) error {
	ledger, err := t.ledger(d.Day, ledgerMin)
	if err != nil {
		return err
	}
	d.kept = d.against()
	t.change.Day = d.Day
	if err := t.keep(facts, d); err != nil {
		return err
	}
	t.change.Kept = &restday.Override{Day: d.Day, Rules: d.kept}
	t.retell(d, t.keptAnswer(d, ledger))
	return nil
}

// takeAdvice takes back that the plan stands.
func (t *turn) takeAdvice(day restday.Day) error {
	if t.dayIsOver(day) {
		t.remark(t.say.Say("checkin.old_day"))
		return nil
	}
	d, facts, err := t.decision(day)
	if err != nil {
		return err
	}
	if !d.stands() {
		t.remark(t.say.Say("kept.not"))
		return nil
	}
	d.kept = ""
	t.change.Day = day
	if err := t.keep(facts, d); err != nil {
		return err
	}
	t.change.Kept = &restday.Override{Day: day}
	t.retell(d, t.answer(d))
	return nil
}

// dayIsOver tells whether the plan of a day cannot be chosen any more. A turn
// that changes the answers of another day leaves the plan as it is.
func (t *turn) dayIsOver(day restday.Day) bool {
	other := t.change.Day != day && len(t.change.Answers)+len(t.change.Cleared) > 0
	return day != t.today() || other
}

// retell puts another answer of the day in the place of the tapped one, or below
// what was typed.
func (t *turn) retell(d decided, out restday.Outgoing) {
	out.Text = append(t.led(), out.Text...)
	if t.in.Event == restday.Tapped {
		out.Edits, out.Target = restday.NoRow, t.in.Message
	} else {
		out.Tells = true
		t.strip(d.told)
	}
	t.queue(out)
}

// keptAnswer says that the plan stands, and what came of it before.
func (t *turn) keptAnswer(d decided, ledger string) restday.Outgoing {
	planned := t.sessionLine(restday.Advised{
		Title: d.planned.Title, Minutes: d.planned.Minutes, RPEMax: d.planned.RPE, VolumeFactor: 1,
	})
	stands := t.say.Say("kept.stands", "planned", planned)
	head, rest, _ := strings.Cut(stands, ":")
	text := append(t.led(), bold(head), restday.Span{Text: ":" + rest + "\n" + t.say.Say("kept.calm")})
	if ledger != "" {
		text = append(text, restday.Span{Text: "\n" + ledger})
	}
	return restday.Outgoing{Text: text, Choices: [][]restday.Choice{{
		t.about(d.Day, "why"), t.about(d.Day, "advice"),
	}}}
}

// ledger says what came of the plans that were kept before a day, in the answers
// of the two mornings after each: "Plan kept 6 times: 4 fine, 2 followed by
// sorer muscles." It is "" when of fewer than least anything is known.
func (t *turn) ledger(before restday.Day, least int) (string, error) {
	h, err := t.p.History(before - ledgerDays)
	if err != nil {
		return "", err
	}
	n, known := 0, 0
	came := map[string]int{}
	for _, o := range h.Kept {
		if o.Day >= before {
			continue
		}
		a := t.rules.Aftermath(h.CheckIns, o.Day)
		n++
		if a.Known {
			known++
		}
		came[cameOf(a)]++
	}
	if n == 0 || known < least {
		return "", nil
	}
	var parts []string
	for _, what := range []string{"fine", "soreness", "fatigue", "sleep_h", "unknown"} {
		if came[what] > 0 {
			parts = append(parts, t.say.Say("kept."+what, "n", came[what]))
		}
	}
	return t.say.Count("kept.ledger", n, "what", strings.Join(parts, ", ")), nil
}

func cameOf(a rules.Aftermath) string {
	switch {
	case !a.Known:
		return "unknown"
	case a.Worse == "":
		return "fine"
	}
	return string(a.Worse)
}

// refuse says why a safety rule is not overruled; a warning sign gets its whole
// answer again.
func (t *turn) refuse(d decided) {
	if d.Reasons[0].Rule == warningSign {
		t.queue(t.answer(d))
		return
	}
	t.tell(t.say.Say("kept.safety", "reason", t.reason(d)))
}

// reason is the first reason in words.
func (t *turn) reason(d decided) string {
	r := d.Reasons[0]
	return t.ruleWords(r.Key, r.Text, r.Values)
}

// remark answers a tap with a few words that pass, and words with a message.
func (t *turn) remark(text string) {
	if t.in.Event == restday.Tapped {
		t.notice(text)
		return
	}
	t.tell(text)
}
