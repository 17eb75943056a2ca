package conversation

import (
	"slices"
	"strings"

	"restday"
)

// hear notes that the words of this turn belong to a check-in, so that an edit
// of them can be understood as they were.
func (t *turn) hear(m Meaning, open Question) {
	day := t.state.Day
	if t.stale() || day == 0 {
		day = t.today()
	}
	t.heard = &restday.Statement{Day: day, Open: open.Key, Unclear: len(m.Unclear)}
	if t.state.Finished {
		t.state.Left = nil // it was offered for one reply
	}
}

// statement is what the words of this turn recorded.
func (t *turn) statement() *restday.Statement {
	if t.heard == nil || t.in.Event == restday.Edited {
		return t.heard
	}
	before := map[restday.Item]string{}
	for _, a := range t.p.Answers {
		if t.change.Day == t.p.State.Day {
			before[a.Item] = a.Words
		}
	}
	for _, a := range t.change.Answers {
		switch a.Item {
		case restday.Symptoms:
			a.Words = strings.Join(without(strings.Fields(a.Words), strings.Fields(before[a.Item])), " ")
		case restday.PainWhere:
			a.Words = strings.Join(without(placesIn(a.Words), placesIn(before[a.Item])), betweenPlaces)
		}
		if a.Item != restday.PainWhere || a.Words != "" {
			t.heard.Answers = append(t.heard.Answers, a)
		}
	}
	return t.heard
}

// edited handles words that were changed after they were said. What they no
// longer say is taken back, what they now say is recorded, for the day that they
// were about. What they said all along may have been corrected since and stays.
func (t *turn) edited() error {
	was := *t.p.Said
	if was.Logged != nil {
		return t.editedDone(*was.Logged)
	}
	open := t.questions.byKey[was.Open]
	if open.Follows != "" {
		h, err := t.p.History(was.Day - followDays)
		if err != nil {
			return err
		}
		t.reported = lastReport(h, was.Day)
	}
	choice := restday.Answer{Item: open.Key, Words: t.choice(open)}
	if choice.Words != "" && slices.Contains(was.Answers, choice) {
		return nil // the same still, whatever has become known of the days before
	}
	m := t.readAs(open)
	t.ownWords(&m, open)
	t.keepAsked(&m)
	now := restday.Statement{Day: was.Day, Open: was.Open, Answers: m.recorded(), Unclear: len(m.Unclear)}
	before, after := was.Answers, now.Answers
	if t.elsewhere(placeIn(after), placeIn(before)) { // another place is another pain: nothing of it stays as it was
		before, after = withoutPain(before), withoutPain(after)
	}
	fresh, gone := differences(before, now.Answers), differences(after, was.Answers)
	gone = slices.DeleteFunc(gone, func(a restday.Answer) bool { return a.Item != restday.Symptoms && says(after, a.Item) })
	slices.SortStableFunc(gone, func(a, b restday.Answer) int { // the place first: it takes the rest of a pain with it
		return strings.Compare(string(b.Item), string(a.Item))
	})
	if len(fresh)+len(gone) == 0 && now.Unclear <= was.Unclear {
		return nil
	}
	if choice.Words != "" {
		now.Answers = append(now.Answers, choice)
	}
	t.heard = &now
	m = meaningOf(fresh, m.Unclear)
	switch over := was.Day < t.today() && (was.Day != t.state.Day || t.stale()); {
	case over && was.Day < t.today()-mostLate:
		return nil
	case over:
		if err := t.onDay(was.Day, func(l lateTurn) error { return l.restate(m, gone) }); err != nil {
			return err
		}
		if err := t.recall(); err != nil { // today's follow-up is about another report
			return err
		}
		if len(t.change.Outgoing) > 0 && t.change.Outgoing[0].Edits == 0 {
			t.again()
		}
		return nil
	}
	return t.restate(m, gone)
}

// readAs reads the words of this turn as a reply to a question, or as the label
// of one of its buttons.
func (t *turn) readAs(q Question) Meaning {
	if choice := t.choice(q); choice != "" {
		return meaningOf(t.compared(q, choice), nil)
	}
	for i, o := range q.Choices {
		switch {
		case !t.isTyped(q.label(t.say, i)):
			continue
		case q.Kind == kindSeveral:
			return Meaning{Symptoms: []string{o.Words}}
		}
		var m Meaning
		m.add(q.answer(i))
		return m
	}
	return t.understand(t.in.Text, q)
}

// restate takes back what an edit no longer says, and takes what it now says.
func (t *turn) restate(m Meaning, gone []restday.Answer) error {
	state, answers, day := t.state, t.answers, t.change.Day
	if err := t.begin(t.heard.Day); err != nil {
		return err
	}
	shifts, isNew := t.takeOut(gone), !m.Empty() && !t.nothingNew(m)
	if len(shifts) == 0 && len(m.Unclear) == 0 && !isNew {
		t.state, t.answers, t.change.Day = state, answers, day // nothing has changed
		return nil
	}
	t.closeSettings()
	t.mentionUnclear(m)
	if len(shifts) > 0 {
		t.mention(t.tells("checkin", shifts))
		for t.question().isPain() && t.checkIn().Pain == nil {
			t.leave()
		}
	}
	switch {
	case isNew:
		return t.take(m)
	case len(shifts) == 0:
		t.tellUnclear()
		return nil
	case t.state.Finished && len(t.answers) > 0:
		return t.finish()
	}
	t.state.Finished = false
	return t.resume()
}

// restate does the same for a day that is over.
func (l lateTurn) restate(m Meaning, gone []restday.Answer) error {
	shifts := l.takeOut(gone)
	if m.Pain != nil {
		l.joinPlaces(m.Pain, m.Fixes)
		l.outdate(restday.Answer{Item: restday.PainWhere, Words: m.Pain.Where})
	}
	for _, a := range m.recorded() {
		s, isNew := l.shift(a)
		if !isNew {
			continue
		}
		shifts = append(shifts, s)
		if a.Item == restday.Symptoms {
			l.addSymptoms(strings.Fields(a.Words))
		} else {
			l.store(a)
		}
	}
	if len(shifts) == 0 {
		return nil
	}
	if l.before.Told == 0 {
		l.tell(l.say.Weekday(l.state.Day) + " · " + l.tells("late", shifts))
	}
	return l.decide(false, shifts...)
}

// tellUnclear says what was not understood, with the open question if there is one.
func (t *turn) tellUnclear() {
	if t.question().Key == "" {
		t.tell(t.say.Say("help.which"))
	}
	t.again()
}

// takeOut takes answers back, unless they were replaced since. A pain that was
// only said by mistake goes with all that was asked about it.
func (t *turn) takeOut(gone []restday.Answer) (shifts []shift) {
	for _, a := range gone {
		q, stored := t.questionFor(a.Item), t.answers[a.Item]
		now := q.says(t.say, a)
		switch {
		case a.Item == restday.Symptoms:
			left := without(strings.Fields(stored.Words), strings.Fields(a.Words))
			if len(left) == len(strings.Fields(stored.Words)) {
				continue
			}
			t.clear(a.Item) // with none left, nothing is said of them any more
			if len(left) > 0 {
				t.store(restday.Answer{Item: a.Item, Words: strings.Join(left, " ")})
			}
		case a.Item == restday.PainWhere:
			said, had := t.takeOutPlaces(a.Words)
			if !had {
				continue
			}
			now = said
		case stored != a:
			continue
		default:
			t.clear(a.Item)
		}
		if q.Order > 0 && !t.state.Finished {
			t.state.Left = append(t.state.Left, q.Key)
		}
		if q.Key != "" {
			shifts = append(shifts, shift{kind: "gone", now: now})
		}
	}
	return shifts
}

// recorded is what a check-in keeps of what a reply says.
func (m Meaning) recorded() []restday.Answer {
	out := slices.Clone(m.Answers)
	if len(m.Symptoms) > 0 {
		out = append(out, restday.Answer{Item: restday.Symptoms, Words: strings.Join(m.Symptoms, " ")})
	}
	return append(out, saidOf(restday.CheckIn{Pain: m.Pain}.Answers())...)
}

// meaningOf is a reply that says what was recorded, and no more.
func meaningOf(recorded []restday.Answer, unclear []string) Meaning {
	c := restday.CheckInOf(0, recorded)
	m := Meaning{Symptoms: c.Symptoms, Pain: c.Pain, Unclear: unclear}
	for _, a := range recorded {
		if !a.Item.HasWords() && a.Item != restday.PainLevel && a.Item != restday.ChangesGait {
			m.Answers = append(m.Answers, a)
		}
	}
	return m
}

// differences returns what new says and old does not; of symptoms only those.
func differences(old, new []restday.Answer) (out []restday.Answer) {
	for _, a := range new {
		if a.Item == restday.Symptoms {
			for _, o := range old {
				if o.Item == a.Item {
					a.Words = strings.Join(without(strings.Fields(a.Words), strings.Fields(o.Words)), " ")
				}
			}
			if a.Words == "" {
				continue
			}
		}
		if !slices.Contains(old, a) {
			out = append(out, a)
		}
	}
	return out
}

// placeIn is where it hurts, "" when answers do not say.
func placeIn(answers []restday.Answer) string {
	for _, a := range answers {
		if a.Item == restday.PainWhere {
			return a.Words
		}
	}
	return ""
}

func withoutPain(answers []restday.Answer) []restday.Answer {
	return slices.DeleteFunc(slices.Clone(answers), func(a restday.Answer) bool { return slices.Contains(painItems, a.Item) })
}

func says(answers []restday.Answer, item restday.Item) bool {
	return slices.ContainsFunc(answers, func(a restday.Answer) bool { return a.Item == item })
}

// without returns the words that are not among others.
func without(words, others []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(others, w) })
}
