package conversation

import (
	"slices"

	"restday"
	"restday/rules"
)

// When fatigue lasts, or many heavy weeks have passed, the answer offers lighter
// days: one small step, or a whole week. They begin at a tap and end by themselves.

// The rules that offer something.
const (
	fatigueLasts = "F1"
	fatigueAgain = "F2"
	deloadDue    = "D2"
	inTaper      = "T1"
)

// offerAgain is after how many days a lighter week is proposed once more.
const offerAgain = 7

// What the buttons of lighter days say besides their kinds.
const (
	lighterNo   = "no"
	lighterBack = "back"
)

var levers = []restday.Lighter{restday.Shorter, restday.Gentler, restday.Fewer}

// easing is what lighter days have to do with a decision.
type easing struct {
	under  restday.Spell     // the day is one of these; zero: of none
	since  restday.Spell     // these ended, and nothing was told since; zero: none
	share  float64           // of the plan, on the way back; 1: all of it
	free   restday.Day       // the day to come whose session is left out; 0 none
	offers []restday.Lighter // what the athlete may begin
}

func (t *turn) easing(h restday.History, d decided) (easing, error) {
	e := easing{share: 1}
	last := spellOn(h, d.Day, d.Day)
	switch {
	case last.Kind == "":
	case last.Has(d.Day):
		e.under = last
	case d.Day-last.Last <= deloadDays && t.change.Spell == nil:
		since, err := t.p.Decided(last.Last+1, d.Day-1)
		if err != nil {
			return e, err
		}
		if !slices.ContainsFunc(since, func(p restday.Decided) bool { return p.Told != 0 }) {
			e.since = last
		}
	}
	if last.Kind == restday.Shorter && !last.Has(d.Day) {
		e.share = share(last, d.Day)
	}
	if free := t.leftOut(h, d.Day, last); last.Kind == restday.Fewer && free >= d.Day {
		e.free = free
	}
	e.offers = t.offersOf(d, e.under)
	return e, nil
}

// offersOf are the lighter days that fit a decision: a week where one is due, once
// in offerAgain days, else one of the small steps.
func (t *turn) offersOf(d decided, under restday.Spell) []restday.Lighter {
	fired := func(rule string) bool {
		return slices.ContainsFunc(d.Checked, func(c rules.Check) bool { return c.Rule == rule && c.Fired })
	}
	week := fired(fatigueAgain) || slices.ContainsFunc(d.Notices, func(n rules.Notice) bool {
		return n.Rule == deloadDue && t.worthTelling(n, d)
	})
	switch since := d.Day - t.state.Offered; {
	case d.safety || d.Day != t.today() || under.Kind == restday.Deload:
		return nil
	case week && !fired(inTaper) && (since == 0 || since >= offerAgain):
		return []restday.Lighter{restday.Deload}
	case fired(fatigueLasts) && under.Kind == "":
		return levers
	}
	return nil
}

// withSpell is a list of spells as a change leaves it.
func withSpell(spells []restday.Spell, changed *restday.Spell) []restday.Spell {
	if changed == nil {
		return spells
	}
	spells = slices.DeleteFunc(slices.Clone(spells), func(s restday.Spell) bool { return s.First == changed.First })
	if changed.Last >= changed.First {
		spells = append(spells, *changed)
	}
	return spells
}

// lighterLines say what lighter days the day belongs to, or that they are over.
func (t *turn) lighterLines(d decided) (lines []string) {
	e := d.easing
	if d.safety {
		return nil
	}
	switch {
	case e.since.Kind == restday.Deload:
		lines = append(lines, t.say.Say("lighter.over_week"))
	case e.since.Kind != "":
		lines = append(lines, t.say.Say("lighter.over"))
	}
	if slices.Equal(e.offers, levers) && e.since.Kind != "" {
		lines = append(lines, t.say.Say("lighter.again"))
	}
	if e.share < 1 && d.Outcome != rules.RestDay {
		lines = append(lines, t.say.Say("lighter.rising", "percent", int(e.share*100)))
	}
	if e.under.Kind != "" && e.under.Kind != restday.Deload {
		lines = append(lines, t.say.Say("lighter.day_"+string(e.under.Kind),
			"n", int(d.Day-e.under.First)+1, "of", int(e.under.Last-e.under.First)+1, "free", t.freeDay(e.free)))
	}
	return lines
}

func (t *turn) freeDay(day restday.Day) string {
	if day == 0 {
		return ""
	}
	return t.say.Weekday(day)
}

// lighterRows are the buttons that begin lighter days, or end them.
func (t *turn) lighterRows(d decided) (rows [][]restday.Choice) {
	var words []string
	for _, kind := range d.easing.offers {
		words = append(words, string(kind))
	}
	switch {
	case d.safety:
		return nil
	case slices.Contains(words, string(restday.Deload)):
		words = append(words, lighterNo)
	case d.easing.under.Kind != "":
		words = append(words, lighterBack)
	}
	for _, word := range words {
		rows = append(rows, []restday.Choice{{Label: t.say.Say("lighter." + word), Data: "lighter:" + d.Day.String() + ":" + word}})
	}
	return rows
}

// tapLighter begins lighter days, ends them, or lets them be.
func (t *turn) tapLighter(tap []string) error {
	day, err := restday.ParseDay(tap[min(1, len(tap)-1)])
	if err != nil || len(tap) != 3 {
		return nil // no button of ours
	}
	if t.dayIsOver(day) {
		t.notice(t.say.Say("checkin.old_day"))
		return nil
	}
	done, err := t.lighten(tap[2])
	if err == nil && !done {
		return t.closed()
	}
	return err
}

// saidLighter reads what a button of lighter days says, in words.
func (t *turn) saidLighter() (is bool, err error) {
	for _, word := range []string{"shorter", "gentler", "fewer", "deload", lighterNo, lighterBack} {
		if t.typed(t.in.Text, "lighter_"+word) || t.isTyped(t.say.Say("lighter."+word)) {
			return t.lighten(word)
		}
	}
	return false, nil
}

// lighten does what a word about lighter days says, and tells whether it was offered.
func (t *turn) lighten(word string) (done bool, err error) {
	d, _, err := t.decision(t.today())
	if err != nil {
		return false, err
	}
	kind, under := restday.Lighter(word), d.easing.under
	switch {
	case d.safety:
		return false, nil
	case word == lighterNo && t.state.Offered == d.Day && slices.Contains(d.easing.offers, restday.Deload):
		t.state.Offered = d.Day - 1 // the proposal no longer stands
		t.mention(t.say.Say("lighter.declined"))
	case word == lighterBack && under.Kind != "":
		under.Last = d.Day - 1
		t.change.Spell = &under
		t.mention(t.say.Say("lighter.taken_back"))
	case slices.Contains(d.easing.offers, kind), kind == restday.Deload && under.Kind != restday.Deload:
		t.beginSpell(kind) // a lighter week needs no offer
	default:
		return false, nil
	}
	return true, t.tellLighter()
}

func (t *turn) beginSpell(kind restday.Lighter) {
	s := restday.Spell{Kind: kind, First: t.today(), Last: t.today() + spellDays - 1}
	if kind == restday.Deload {
		s.Last = s.First + deloadDays - 1
	}
	t.change.Spell = &s
	t.mention(t.say.Say("lighter.set_"+string(kind), "day", t.say.Weekday(s.Last)))
}

// tellLighter decides today anew, with what has just been chosen.
func (t *turn) tellLighter() error {
	d, facts, err := t.decision(t.today())
	if err != nil {
		return err
	}
	t.change.Day = d.Day
	if err := t.keep(facts, d); err != nil {
		return err
	}
	t.retell(d, t.answer(d))
	if t.in.Event == restday.Said {
		t.again()
	}
	return nil
}
