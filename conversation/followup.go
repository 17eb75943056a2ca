package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/rules"
)

// Who was ill or in pain is asked for that first, with one tap for how it is now.

// followDays is how far back a report is followed up: one silent day may lie
// between, as in the count of an illness (rules.md f.6).
const followDays = 2

// What can be said of what was reported before.
const (
	isGone   = "gone"
	isSame   = "same"
	isBetter = "better"
	isWorse  = "worse"
)

// followUp notes what of the days before t.state.Day is to be asked for.
func (t *turn) followUp(h restday.History) {
	t.reported, t.state.Follows = lastReport(h, t.state.Day), nil
	for _, q := range t.questions.follow {
		if q.Follows == restday.Symptoms && len(t.reported.Symptoms) > 0 || q.Follows == restday.PainWhere && inPain(t.reported) {
			t.state.Follows = append(t.state.Follows, q.Key)
		}
	}
}

// recall reads again what a follow-up is about.
func (t *turn) recall() error {
	if len(t.state.Follows) == 0 {
		return nil
	}
	h, err := t.p.History(t.state.Day - followDays)
	t.reported = lastReport(h, t.state.Day)
	return err
}

// lastReport is the last check-in shortly before a day, the zero CheckIn when there is none.
func lastReport(h restday.History, day restday.Day) (last restday.CheckIn) {
	for _, c := range h.CheckIns {
		if c.Day < day && c.Day >= day-followDays {
			last = c
		}
	}
	return last
}

// inPain tells whether a check-in reports pain; level 0 says that it is gone.
func inPain(c restday.CheckIn) bool {
	return c.Pain != nil && (c.Pain.Level == nil || *c.Pain.Level > 0)
}

// follows tells whether the day's check-in follows up an item of the days before.
func (t *turn) follows(item restday.Item) bool {
	return slices.ContainsFunc(t.state.Follows, func(key restday.Item) bool { return t.questions.byKey[key].Follows == item })
}

// next is the first question behind the one with a key ("": from the start) that
// has no answer: those that follow up, then those of the morning.
func (t *turn) next(after restday.Item) restday.Item {
	from := t.questions.byKey[after].Order
	for _, q := range t.questions.follow {
		if q.Order > from && slices.Contains(t.state.Follows, q.Key) && !t.answered(q.Key) {
			return q.Key
		}
	}
	return t.questions.next(after, t.answers)
}

// filled is a question with what was reported, where it follows that up.
func (t *turn) filled(q Question) Question {
	before := ""
	switch q.Follows {
	case restday.Symptoms:
		before = t.questions.byKey[restday.Symptoms].answerWords(t.say, restday.Answer{Words: strings.Join(t.reported.Symptoms, " ")})
	case restday.PainWhere:
		before = t.painLine(restday.Pain{Where: orNoPain(t.reported.Pain).Where})
	default:
		return q
	}
	q.values = []any{"before", before, "day", t.pastDay(t.reported.Day)}
	return q
}

func orNoPain(p *restday.Pain) restday.Pain {
	if p == nil {
		return restday.Pain{}
	}
	return *p
}

// pastDay is "Yesterday" or "On Thursday".
func (t *turn) pastDay(d restday.Day) string {
	if d == t.state.Day-1 {
		return capital(t.say.Say("day.yesterday"))
	}
	return capital(t.say.Say("day.later", "weekday", t.say.Weekday(d)))
}

// typedChoice reads a short reply to a follow-up: "gone", "the same".
func (t *turn) typedChoice(q Question) (i int, ok bool) {
	i = slices.IndexFunc(q.Choices, func(o option) bool { return t.typed(t.in.Text, "follow_"+o.Words) })
	return i, i >= 0 && q.Follows != ""
}

// choice is what a reply to a follow-up says of it, "" when it says something else.
func (t *turn) choice(q Question) string {
	if i, ok := t.typedChoice(q); ok {
		return q.Choices[i].Words
	}
	for i, o := range q.Choices {
		if q.Follows != "" && t.isTyped(q.label(t.say, i)) {
			return o.Words
		}
	}
	return ""
}

// compare stores what a follow-up is answered with, and goes on: with what is
// still there or new, what a pain is like where that alone may decide, or how
// much it hurts where that was never said.
func (t *turn) compare(q Question, now string) error {
	ask, several := restday.Item(""), len(t.reported.Symptoms) > 1
	p := orNoPain(t.reported.Pain)
	switch {
	case now == isGone || now == isSame:
	case q.Follows == restday.Symptoms && (now == isWorse || several):
		ask = restday.Symptoms
	case q.Follows == restday.Symptoms:
	case p.Level == nil:
		ask = restday.PainLevel
	case now == isBetter && stops(p):
		ask = restday.PainKind
	}
	t.saidOnly(restday.Answer{Item: q.Key, Words: now})
	for _, a := range t.compared(q, now) {
		t.store(a)
	}
	if ask == "" {
		return t.advance()
	}
	t.enter(string(ask))
	if ask == restday.Symptoms {
		t.askIn(t.question().asksAgain(t.say))
	} else {
		t.ask()
	}
	return nil
}

// painStep is by how much less or more pain is less or more, of 10.
const painStep = 2

// compared is what an answer to a follow-up says of today.
func (t *turn) compared(q Question, now string) []restday.Answer {
	if q.Follows == restday.Symptoms {
		words := strings.Join(t.reported.Symptoms, " ")
		if now == isGone {
			words = ""
		}
		return []restday.Answer{{Item: restday.Symptoms, Words: words}}
	}
	was := orNoPain(t.reported.Pain)
	is := was
	switch none := 0.0; {
	case now == isGone:
		is = restday.Pain{Where: was.Where, Level: &none}
	case now == isSame:
	case was.Level == nil:
		is = restday.Pain{Where: was.Where}
	case now == isBetter && stops(was):
		is = restday.Pain{Where: was.Where, Level: stepped(*was.Level, -painStep)}
	case now == isBetter:
		is.Level = stepped(*was.Level, -painStep)
	default:
		is.Level = stepped(*was.Level, painStep)
	}
	return saidOf(restday.CheckIn{Pain: &is}.Answers())
}

// stops tells whether what a pain is like may keep somebody from training,
// whatever its level.
func stops(p restday.Pain) bool {
	return p.Kind == "sharp" || p.Kind == "bone" || p.ChangesGait != nil && *p.ChangesGait
}

// stepped is a level of pain a step away, between 1 and 10.
func stepped(level, by float64) *float64 {
	level = min(10, max(1, level+by))
	return &level
}

// painless stores that nothing hurts: of a pain that is followed up, that it is gone.
func (t *turn) painless() {
	t.clear(painItems...)
	for _, q := range t.questions.follow {
		if q.Follows == restday.PainWhere && slices.Contains(t.state.Follows, q.Key) {
			for _, a := range t.compared(q, isGone) {
				t.store(a)
			}
		}
	}
}

// restIsSure tells whether a safety rule has decided for rest, so that no further
// question can change the day.
func (t *turn) restIsSure() (bool, error) {
	d, _, err := t.decision(t.state.Day)
	return d.safety && d.Outcome == rules.RestDay, err
}

// endedEarly tells whether a check-in is over with nothing of the morning asked.
func (t *turn) endedEarly() bool {
	asked := slices.ContainsFunc(t.questions.morning, func(q Question) bool { return t.answered(q.Key) })
	urgent := t.questions.byKey[restday.Symptoms].urgent(t.answers[restday.Symptoms])
	return t.state.Finished && len(t.state.Follows) > 0 && !asked && !urgent
}

// tellMore goes on with the questions of a check-in that ended early.
func (t *turn) tellMore() error {
	next := t.questions.next("", t.answers)
	if next == "" {
		return t.closed()
	}
	t.state.Finished, t.state.Open = false, string(next)
	t.ask()
	return nil
}
