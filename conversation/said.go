package conversation

import (
	"slices"
	"strings"
	"unicode"

	"restday"
)

// said handles words typed by an enrolled athlete.
func (t *turn) said() error {
	if t.p.Blocked && t.in.Away {
		t.mention(t.say.Say("help.away"))
	}
	t.closeStale()
	if t.in.File != nil {
		return t.gotFile()
	}
	if data, ok := t.typedButton(); ok {
		if strings.HasPrefix(data, "a:") {
			t.hear(Meaning{}, t.listening())
		}
		t.in.Choice = data
		return t.tapped()
	}
	if q := t.question(); q.Follows != "" {
		if i, ok := t.typedChoice(q); ok {
			t.hear(Meaning{}, q)
			return t.compare(q, q.Choices[i].Words)
		}
	}
	if t.settingsOpen() {
		if t.saidSettings() {
			return nil
		}
		if is, err := t.saidPlan(); is || err != nil {
			return err
		}
		if is, err := t.saidTeam(); is || err != nil {
			return err
		}
		if is, err := t.saidOpenDone(); is || err != nil {
			return err
		}
		unasked := t.eveningOpen()
		t.leaveSettings() // other words belong to the conversation, but not to the question behind
		if unasked {      // unless restday came in between by itself
			return t.read(t.listening())
		}
		return t.read(Question{})
	}
	return t.read(t.listening())
}

// typedButton finds the button in sight whose label was typed.
func (t *turn) typedButton() (data string, ok bool) {
	rows := t.offered()
	if slices.Contains(ofMenu, t.open()) {
		rows = append(rows, t.menuRows()...) // from one setting to the next
	}
	for _, row := range rows {
		for _, c := range row {
			if t.isTyped(c.Label) {
				return c.Data, true
			}
		}
	}
	return "", false
}

// isTyped tells whether the words of this turn are the label of a button.
func (t *turn) isTyped(label string) bool {
	typed := strings.TrimRight(plainer(t.in.Text), ".! ")
	label = strings.TrimSuffix(plainer(label), picked)
	short, _, _ := strings.Cut(label, " (")
	return typed != "" && (typed == label || typed == short)
}

// read does what a reply means. open is the question it may answer without
// naming it, the zero Question when there is none.
func (t *turn) read(open Question) error {
	if is, err := t.saidLighter(); is || err != nil {
		return err
	}
	if t.saidRestriction() || t.saidInPassing() {
		return nil
	}
	if command, is := t.wish(); is {
		return t.command(command)
	}
	if is, err := t.saidDone(); is || err != nil {
		return err
	}
	if open.Key != "" && open.Key == t.question().Key && t.typed(t.in.Text, "unsure") {
		t.hear(Meaning{}, open)
		return t.missed(open)
	}
	m := t.understand(t.in.Text, open)
	if m.Cut {
		t.mention(t.say.Say("checkin.cut"))
	}
	if other, is := t.noPause(m); is {
		m = other
	}
	if m.Command != "" && m.Empty() {
		return t.command([]string{m.Command, m.Args})
	}
	t.hear(m, open)
	t.ownWords(&m, open)
	if open.Key == restday.Symptoms && m.Empty() && t.typed(t.in.Text, "no") {
		m.Well, m.Unclear = []string{"malaise"}, nil // as the button does: not ill
	}
	others := t.keepAsked(&m)
	if m.Empty() && t.typed(t.in.Text, "is_gone") {
		m.Well, m.NoPain, m.Unclear = t.goneNow()
	}
	if m.Empty() {
		return t.lost(m, others)
	}
	if t.stale() {
		if err := t.begin(t.today()); err != nil {
			return err
		}
	}
	t.mentionUnclear(m)
	return t.takeAll(m)
}

// goneNow is what somebody means who says that it is gone: what was reported
// today, when that is either an illness or pain.
func (t *turn) goneNow() (well []string, noPain bool, unclear []string) {
	ill, pain := t.answers[restday.Symptoms].Words != "", inPain(t.checkIn())
	switch {
	case ill && !pain:
		return []string{"malaise"}, false, nil
	case pain && !ill:
		return nil, true, nil
	}
	return nil, false, []string{t.in.Text}
}

// takeAll takes what a reply says, and does what it asks for beside: "slept 7h,
// what's on today?". The question that follows comes last, and once.
func (t *turn) takeAll(m Meaning) error {
	t.asksBeside = m.Command != ""
	err := t.take(m)
	told := t.change.Decided != nil && m.Command == "today"
	if err != nil || !t.asksBeside || told {
		return err
	}
	t.asksBeside = false
	return t.command([]string{m.Command, m.Args})
}

// mentionUnclear quotes what was not understood, in one line, and returns it.
// Where a number is out of its range it tells the range.
func (t *turn) mentionUnclear(m Meaning) (lost []string) {
	for _, words := range m.Unclear {
		words = asTyped(words, t.in.Text)
		if q := t.outOfRange(words); q.Key != "" {
			t.mention(t.say.Say("checkin.range", "words", words, "min", q.Min, "max", q.Max, "scale", q.Kind == kindScale && q.Max <= 5))
		} else {
			lost = append(lost, words)
		}
	}
	t.mentionUnread(strings.Join(lost, ", "))
	return lost
}

// mentionUnread quotes words of which nothing was understood, if there are any.
func (t *turn) mentionUnread(words string) {
	if words = tidy(words, 60); words != "" {
		t.mention(t.say.Say("checkin.unclear", "words", words))
	}
}

// closeStale ends an unfinished check-in of a day that is over, with what it
// has: words typed today are about today.
func (t *turn) closeStale() {
	if t.state.Open != "" && !t.settingsOpen() && t.stale() {
		t.state.Open, t.state.Card, t.state.Left = "", 0, nil
	}
}

// leaveSettings closes an open setting, and with it what waited behind it for
// longer than its day.
func (t *turn) leaveSettings() {
	if t.settingsOpen() {
		t.closeSettings()
		t.closeStale()
	}
}

// keepAsked drops values of items that this athlete is not asked for, and
// returns their questions: a sum with one more item could not be compared with
// their other days.
func (t *turn) keepAsked(m *Meaning) (others []Question) {
	m.Answers = slices.DeleteFunc(m.Answers, func(a restday.Answer) bool {
		if !t.asks(a.Item) {
			others = append(others, t.Flow.questions.byKey[a.Item])
		}
		return !t.asks(a.Item)
	})
	return others
}

// ownWords takes a short reply as the place that hurts, as it stands. A
// question, a "no", a number or "mood 7" is no place.
func (t *turn) ownWords(m *Meaning, open Question) {
	words := strings.Fields(tidy(t.in.Text, 60))
	switch {
	case open.Key != restday.PainWhere || len(m.Answers)+len(m.Symptoms)+len(m.Well) > 0 || m.NoPain:
		return
	case m.Pain == nil && t.lexicon.denies(t.in.Text):
		m.NoPain = len(words) <= 2 // "nothing", "no pain"
		return
	case m.Pain == nil && (t.lexicon.levelOnly(t.in.Text) || t.lexicon.noPlace(t.in.Text)):
		return
	case m.Pain == nil && !strings.ContainsFunc(t.in.Text, unicode.IsLetter):
		return
	case m.Pain == nil && (len(words) > 5 || len(words) == 0 || strings.Contains(t.in.Text, "?")):
		return
	case m.Pain == nil:
		m.Pain = &restday.Pain{}
	}
	if m.Pain.Where == "" {
		m.Pain.Where = strings.Join(words, " ")
	}
	m.Unclear = nil
}

// lost answers a reply of which nothing was understood, or only what belongs to
// questions that are not asked: the open one is shown again, in other words
// where that helps.
func (t *turn) lost(m Meaning, others []Question) error {
	q := t.question()
	smallTalk := t.in.Text != "" && len(others) == 0 && (len(m.Unclear) == 0 || q.Key == "" && t.lexicon.levelOnly(t.in.Text))
	switch {
	case q.Key == "":
		t.lostBetween(m, others, smallTalk)
		return nil
	case smallTalk:
		t.ask()
		return nil
	}
	switch {
	case m.Fixes:
		t.mention(t.say.Say("help.which"))
	case len(t.mentionUnclear(m)) > 0 || len(m.Unclear) == 0: // else it was read, and is out of its range
		if t.heard.Open == q.Key { // else it was said to something before it
			t.state.Misses++
		}
	}
	return t.askAnother(q)
}

// lostBetween answers such a reply while no question of the check-in is open.
func (t *turn) lostBetween(m Meaning, others []Question, smallTalk bool) {
	switch {
	case smallTalk:
		t.tell(t.say.Say("help.here"))
	case len(others) > 0:
		t.tell(t.say.Say("ask.not_yet", "question", others[0].title(t.say)),
			[]restday.Choice{t.opens("questions_button", askQuestions)})
	default:
		t.mentionUnclear(m)
		t.tell(t.say.Say("help.which"))
	}
	t.again() // what was to be changed
}

// take stores everything a reply says and goes on from there.
func (t *turn) take(m Meaning) error {
	if t.state.Finished && t.nothingNew(m) {
		t.tell(t.say.Say("checkin.known"))
		t.again()
		return nil
	}
	open := t.question()
	answersOpen := false
	for _, a := range m.Answers {
		answersOpen = answersOpen || a.Item == open.Key
		t.mentionChange(a)
		t.store(a)
	}
	answersOpen = t.takeBack(m) || answersOpen
	if t.state.Finished && len(t.answers) == 0 {
		t.state.Finished = false // all that was said is taken back: the questions are still to come
		if len(m.Symptoms) == 0 && m.Pain == nil {
			return t.resume()
		}
	}
	if len(m.Symptoms) > 0 {
		t.addSymptoms(m.Symptoms)
		answersOpen = answersOpen || open.Key == restday.Symptoms
	}
	if m.Pain != nil {
		t.joinPlaces(m.Pain, m.Fixes)
		t.addPain(*m.Pain)
		answersOpen = answersOpen || t.justSaid(open.Key) || open.Key == restday.PainKind && t.justSaid(restday.ChangesGait)
	}
	answersOpen = answersOpen || open.Follows != "" && t.answered(open.Key)
	switch {
	case len(m.Symptoms) > 0 && t.questions.byKey[restday.Symptoms].urgent(t.answers[restday.Symptoms]):
		return t.finish()
	case m.NoPain && open.isPain():
		t.leave()
		return t.goOn(open)
	case m.Pain != nil && t.openPain():
		return nil
	case answersOpen:
		return t.advance()
	case m.Pain != nil && open.isPain():
		t.leave()
		if t.openPain() { // what is still unknown of it
			return nil
		}
		return t.goOn(open)
	case t.state.Finished:
		return t.finish()
	}
	return t.resume()
}

// nothingNew tells whether a reply only repeats what is stored.
func (t *turn) nothingNew(m Meaning) bool {
	known := func(a restday.Answer) bool { return t.answers[a.Item] == a }
	signs := strings.Fields(t.answers[restday.Symptoms].Words)
	painless := !inPain(t.checkIn()) && !t.question().isPain() && (!t.follows(restday.PainWhere) || t.checkIn().Pain != nil)
	well := len(signs) == 0 && t.question().Key != restday.Symptoms && (!t.follows(restday.Symptoms) || t.answered(restday.Symptoms))
	painKnown := m.Pain == nil || t.knowsPain(*m.Pain) && !t.question().isPain()
	return painKnown && (!m.NoPain || painless) && (len(m.Well) == 0 || well) &&
		!slices.ContainsFunc(m.Answers, func(a restday.Answer) bool { return !known(a) }) &&
		!slices.ContainsFunc(m.Symptoms, func(s string) bool { return !slices.Contains(signs, s) })
}

// takeBack removes symptoms and pain that are no more, and tells whether that
// answers the open question.
func (t *turn) takeBack(m Meaning) (answersOpen bool) {
	old := strings.Fields(t.answers[restday.Symptoms].Words)
	if t.follows(restday.Symptoms) && !t.answered(restday.Symptoms) {
		old = t.reported.Symptoms
	}
	left := slices.DeleteFunc(slices.Clone(old), func(s string) bool {
		return slices.Contains(m.Well, s) || slices.Contains(m.Well, "malaise") // "not ill"
	})
	if len(left) < len(old) {
		t.store(restday.Answer{Item: restday.Symptoms, Words: strings.Join(left, " ")})
		t.mention(t.say.Say("checkin.well"))
	}
	if m.NoPain && (inPain(t.checkIn()) || t.follows(restday.PainWhere) && t.checkIn().Pain == nil) {
		t.painless()
		t.mention(t.say.Say("checkin.painless"))
	}
	return m.NoPain && t.question().isPain() || len(m.Well) > 0 && t.question().Key == restday.Symptoms
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
