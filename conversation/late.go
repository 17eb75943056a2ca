package conversation

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"restday"
	"restday/rules"
)

// mostLate is how many days after it was asked a question can be answered. The
// messages of a day are known for one day more.
const mostLate = 6

// lateTurn is a turn about a day that is over. Today's check-in stays where it is.
type lateTurn struct {
	*turn
	before restday.Decided // for that day; zero: nothing was decided
	begun  bool            // today's check-in has begun
}

// tapLate handles a button of a day that is over: the answer belongs to the day
// it was asked. But whoever taps "I am ill" under an old card is ill now.
func (t *turn) tapLate(day restday.Day, word string, about []string) error {
	var q Question
	if len(about) > 0 {
		q = t.questions.byKey[restday.Item(about[0])]
	}
	answers := word == "a" && len(about) == 2 && q.Kind != kindSeveral
	switch {
	case day < t.today()-mostLate || word == "snooze":
		t.notice(t.say.Say("checkin.old_day"))
		return nil
	case q.Follows != "" || word == "more":
		t.notice(t.say.Say("checkin.old_day"))
		return nil
	case len(about) > 0 && q.Key == "":
		return nil // no button of ours, or one of a question that is asked no more
	case answers:
		return t.onDay(day, func(l lateTurn) error { return l.answer(q, about[1]) })
	case word == "open" && q.Order > 0:
		return t.onDay(day, func(l lateTurn) error { l.ask(q); return nil })
	case word == "pass" && q.Key != "":
		return t.onDay(day, func(l lateTurn) error { return l.pass(q) })
	case word == changing:
		return t.onDay(day, func(l lateTurn) error { l.offerChange(); return nil })
	case word == "keep":
		return t.onDay(day, func(l lateTurn) error { l.summarise(""); return nil })
	}
	return t.tapToday(word, about)
}

// onDay does something about a day that is over.
func (t *turn) onDay(day restday.Day, do func(lateTurn) error) error {
	h, err := t.p.History(day)
	if err != nil {
		return err
	}
	state, answers := t.state, t.answers
	t.state, t.answers, t.change.Day = restday.State{Day: day}, answersOf(h, day), day
	l := lateTurn{turn: t, begun: state.Day >= t.today()}
	if l.before, _, err = t.decidedOn(day); err != nil {
		return err
	}
	err = do(l)
	t.restated = t.checkIn()
	t.state, t.answers = state, answers
	if err != nil || t.change.Decided == nil || !t.state.Finished || t.stale() {
		return err
	}
	return t.ripple()
}

// ripple decides today again, for which a day before it has changed since. What is
// another advice then, or another reason for it, is told.
func (t *turn) ripple() error {
	late := t.change
	t.change = restday.Change{Day: t.state.Day}
	if err := t.decideAgain(); err != nil {
		return err
	}
	today := t.change
	t.change = late
	t.change.Outgoing = append(t.change.Outgoing, today.Outgoing...)
	today.Outgoing = nil
	t.change.After = &today
	return nil
}

// decideAgain decides today anew, and tells it when it is another advice now.
func (t *turn) decideAgain() error {
	d, facts, err := t.decision(t.state.Day)
	if err != nil {
		return err
	}
	if d.isAnother() {
		t.mention(t.say.Say("late.today"))
		t.tellDecision(d)
		t.change.Outgoing[len(t.change.Outgoing)-1].Tells = true
		t.strip(d.told)
	}
	return t.keep(facts, d)
}

// isAnother tells whether the outcome or the reason that decides is not the one
// decided before.
func (d decided) isAnother() bool {
	var was rules.Decision
	if json.Unmarshal(d.was, &was) != nil || len(was.Reasons) == 0 || len(d.Reasons) == 0 {
		return true
	}
	return was.Outcome != d.Outcome || was.Reasons[0].Rule != d.Reasons[0].Rule
}

// history is what is stored from a day on, with what this turn says of a day that
// is over, and the plan as it leaves it.
func (t *turn) history(from restday.Day) (restday.History, error) {
	h, err := t.p.History(from)
	t.useRules(h.Rules)
	if t.change.Replan != nil {
		h = replanned(h, *t.change.Replan)
	}
	if t.change.Log != nil {
		h = logged(h, from, *t.change.Log)
	}
	c := t.restated
	if err != nil || c.Day < from || c.Day == 0 {
		return h, err
	}
	h.CheckIns = slices.DeleteFunc(slices.Clone(h.CheckIns), func(old restday.CheckIn) bool { return old.Day == c.Day })
	if !c.Empty() {
		i := slices.IndexFunc(h.CheckIns, func(other restday.CheckIn) bool { return other.Day > c.Day })
		if i < 0 {
			i = len(h.CheckIns)
		}
		h.CheckIns = slices.Insert(h.CheckIns, i, c)
	}
	return h, nil
}

// answer stores the answer of a button, and shows what follows it on the same card.
func (l lateTurn) answer(q Question, number string) error {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(q.Choices) {
		return nil // no button of ours
	}
	a := q.answer(n - 1)
	shift, isNew := l.shift(a)
	if isNew {
		l.outdate(a)
		l.store(a)
	}
	next := l.follow(q.Then, l.answered)
	if next == "" && l.before.Told == 0 {
		next = l.questions.next(q.Key, l.answers)
	}
	if next != "" {
		l.ask(l.questions.byKey[next])
	}
	if !isNew {
		if next == "" {
			l.summarise("")
		}
		return nil
	}
	return l.decide(next == "", shift)
}

// pass leaves a question without an answer.
func (l lateTurn) pass(q Question) error {
	if l.before.Told != 0 {
		l.summarise("")
		return nil
	}
	if next := l.questions.next(q.Key, l.answers); next != "" {
		l.ask(l.questions.byKey[next])
		return nil
	}
	return l.decide(true)
}

// decide decides the day again and says so where its answer stands: in the old
// message, or for a day that never had one on the card.
func (l lateTurn) decide(complete bool, shifts ...shift) error {
	d, facts, err := l.decision(l.state.Day)
	if err != nil {
		return err
	}
	if err := l.keep(facts, d); err != nil {
		return err
	}
	l.change.Unmove, l.change.Moved, l.change.Kept = false, nil, nil // what was moved or kept then may have been done
	would := l.say.Say("late.would_" + string(d.Outcome))
	if l.before.Told == 0 {
		if complete {
			l.summarise(would)
		}
		return nil
	}
	if l.before.Outcome == string(d.Outcome) {
		would = l.say.Say("late.same")
	}
	if complete {
		l.summarise("")
	}
	l.queue(restday.Outgoing{
		Edits: l.before.Told, Text: plain(l.tells("late", shifts) + " " + would), Choices: [][]restday.Choice{l.why()},
	})
	return nil
}

// ask shows a question on the tapped card.
func (l lateTurn) ask(q Question) {
	q.Exceptions = nil // those are about now
	l.edit(restday.Outgoing{
		Text: plain(l.named(q.asks(l.say))), Choices: l.buttons(q), Unnumbered: q.Kind == kindHours || q.Max > 5,
	})
}

// offerChange shows the day's answers, each a button.
func (l lateTurn) offerChange() {
	rows := l.changes()
	rows = append(rows[:len(rows)-2], rows[len(rows)-1]) // without "I am ill", which is about now
	l.edit(restday.Outgoing{Text: plain(l.named(l.say.Say("checkin.change_what"))), Choices: rows})
}

// summarise shrinks the card to one line; a day without an answer of its own
// has it on the card.
func (l lateTurn) summarise(would string) {
	row := []restday.Choice{{Label: l.say.Say("checkin.change"), Data: l.data(changing)}}
	text := l.named("")
	if would != "" {
		text += "\n" + would
		row = append(row, l.why()...)
	}
	l.edit(restday.Outgoing{Text: plain(text), Choices: [][]restday.Choice{row}})
}

// named puts the day and what is known of it before a text.
func (l lateTurn) named(text string) string {
	parts := []string{l.say.Weekday(l.state.Day), l.line(), text}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

func (l lateTurn) why() []restday.Choice { return []restday.Choice{l.about(l.state.Day, "why")} }

// edit changes the tapped message. While today's check-in has not begun, it
// offers that too.
func (l lateTurn) edit(out restday.Outgoing) {
	if !l.begun {
		out.Choices = append(out.Choices, []restday.Choice{{Label: l.say.Say("start.check_now"), Data: "do:checkin"}})
	}
	out.Edits, out.Target = restday.NoRow, l.in.Message
	l.queue(out)
}

// answersOf returns what is stored of a day.
func answersOf(h restday.History, day restday.Day) map[restday.Item]restday.Answer {
	answers := map[restday.Item]restday.Answer{}
	for _, c := range h.CheckIns {
		if c.Day != day {
			continue
		}
		for _, a := range c.Answers() {
			if a.Item != restday.PainWhere || a.Words != "" { // the place may not be known
				answers[a.Item] = a
			}
		}
	}
	return answers
}
