package conversation

import (
	"slices"
	"strings"

	"restday"
)

// said handles words typed by an enrolled athlete.
func (t *turn) said() error {
	if t.p.Blocked && t.in.Away {
		t.mention(t.say.Say("help.away"))
	}
	if t.settingsOpen() && !strings.HasPrefix(t.in.Text, "/") {
		t.saidSettings()
		return nil
	}
	t.closeStale()
	m := t.lexicon.Understand(t.in.Text, t.question())
	if m.Cut {
		t.mention(t.say.Say("checkin.cut"))
	}
	if m.Command != "" {
		return t.command([]string{m.Command, m.Args})
	}
	t.keepAsked(&m)
	t.ownWords(&m)
	if m.Empty() {
		return t.lost(m)
	}
	if t.stale() {
		if err := t.begin(t.today()); err != nil {
			return err
		}
	}
	t.mentionUnclear(m)
	return t.take(m)
}

// mentionUnclear quotes what was not understood, in one line.
func (t *turn) mentionUnclear(m Meaning) {
	if len(m.Unclear) > 0 {
		t.mention(t.say.Say("checkin.unclear", "words", tidy(strings.Join(m.Unclear, ", "), 60)))
	}
}

// closeStale ends an unfinished check-in of a day that is over, with what it
// has: words typed today are about today.
func (t *turn) closeStale() {
	if t.state.Open != "" && t.stale() {
		t.state.Open = ""
		t.retire()
	}
}

// keepAsked drops values of items that this athlete is not asked for: a sum
// with one more item could not be compared with their other days.
func (t *turn) keepAsked(m *Meaning) {
	m.Answers = slices.DeleteFunc(m.Answers, func(a restday.Answer) bool {
		return t.questions.byKey[a.Item].Key == ""
	})
}

// ownWords takes the reply as it stands where the open question wants that.
func (t *turn) ownWords(m *Meaning) {
	q := t.question()
	if q.Kind != kindWords || q.Key != restday.PainWhere || len(m.Answers) > 0 || len(m.Symptoms) > 0 {
		return
	}
	if m.Pain == nil {
		m.Pain = &restday.Pain{}
	}
	if m.Pain.Where == "" {
		m.Pain.Where = tidy(t.in.Text, 60)
	}
	m.Unclear = nil
}

// lost answers a reply of which nothing was understood: the open question is
// shown again, in other words.
func (t *turn) lost(m Meaning) error {
	q := t.question()
	smallTalk := len(m.Unclear) == 0 && t.in.Text != ""
	switch {
	case q.Key == "" && smallTalk:
		t.tell(t.say.Say("help.here"))
		return nil
	case q.Key == "":
		t.mention(t.say.Say("help.lost"))
		t.tell(t.say.Say("help.text"))
		return nil
	case smallTalk:
		t.ask()
		return nil
	}
	t.state.Misses++
	if q.Kind == kindHours && len(m.Unclear) == 1 && digits.FindString(m.Unclear[0]) == m.Unclear[0] {
		t.mention(t.say.Say("checkin.range", "min", q.Min, "max", q.Max))
	} else {
		t.mentionUnclear(m)
	}
	t.askIn(q.asksAgain(t.say))
	return nil
}

// take stores everything a reply says and goes on from there.
func (t *turn) take(m Meaning) error {
	open := t.question()
	answersOpen := false
	for _, a := range m.Answers {
		answersOpen = answersOpen || a.Item == open.Key
		t.mentionChange(a)
		t.store(a)
	}
	if len(m.Symptoms) > 0 {
		t.addSymptoms(m.Symptoms)
		if t.questions.byKey[restday.Symptoms].urgent(t.answers[restday.Symptoms]) {
			return t.finish()
		}
		answersOpen = answersOpen || open.Key == restday.Symptoms
	}
	if m.Pain != nil {
		t.addPain(*m.Pain)
		answersOpen = answersOpen || open.isPain()
		if t.openPain() {
			return nil
		}
	}
	switch {
	case answersOpen:
		return t.advance()
	case t.state.Finished:
		return t.finish()
	}
	return t.resume()
}

func (t *turn) addSymptoms(signs []string) {
	all := strings.Fields(t.answers[restday.Symptoms].Words)
	for _, s := range signs {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	t.store(restday.Answer{Item: restday.Symptoms, Words: strings.Join(all, " ")})
}

// addPain stores what was said of a pain over what is known of it.
func (t *turn) addPain(p restday.Pain) {
	for _, a := range (restday.CheckIn{Pain: &p}).Answers() {
		if a.Item != restday.PainWhere || a.Words != "" {
			t.store(a)
		}
	}
}

// openPain asks for what is still unknown of a pain, and tells whether it did.
func (t *turn) openPain() bool {
	if t.question().isPain() {
		return false // its own chain goes on
	}
	next := t.follow(restday.PainWhere)
	if next == "" {
		return false
	}
	t.enter(string(next))
	t.ask()
	return true
}
