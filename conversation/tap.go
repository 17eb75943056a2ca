package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
)

// changing is the open question of somebody who chooses what to change, and
// the word of the button that leads there.
const changing = "change"

// tapped handles a button of an enrolled athlete.
func (t *turn) tapped() error {
	tap := strings.Split(t.in.Choice, ":")
	switch tap[0] {
	case "do":
		t.leaveSettings()
		return t.command(append(tap[1:], "", "")[:2])
	case askForget:
		t.tapForget(tap)
		return nil
	case askLink:
		return t.tapLink(tap[len(tap)-1])
	case askChats:
		return t.tapChats(tap[len(tap)-1])
	case askTeam:
		return t.tapTeam(tap)
	case askDeload:
		return t.tapDeload(tap)
	case askSquad:
		return t.tapSquad(tap)
	case "lighter":
		return t.tapLighter(tap)
	case askPlan:
		return t.tapPlan(tap[1:])
	case askTravel:
		t.tapTravel()
		return nil
	case askLog:
		return t.tapLog(tap)
	}
	if slices.Contains(settingTaps, tap[0]) {
		t.tapSettings(tap)
		return nil
	}
	return t.tapCheckIn(tap)
}

// tapCheckIn handles the buttons that carry a day: word:day:about….
func (t *turn) tapCheckIn(tap []string) error {
	if len(tap) < 2 {
		return nil
	}
	day, err := restday.ParseDay(tap[1])
	if err != nil {
		return nil // no button of ours
	}
	about := tap[2:]
	if err := t.beginAgain(day); err != nil {
		return err
	}
	switch open := day == t.state.Day && !t.stale(); {
	case !open && day < t.today():
		return t.tapLate(day, tap[0], about)
	case !open:
		t.notice(t.say.Say("checkin.old_day"))
		return nil
	case tap[0] == "a" && len(about) == 2:
		return t.tapAnswer(restday.Item(about[0]), about[1])
	case tap[0] == "open" && len(about) == 1:
		t.tapOpen(restday.Item(about[0]))
	case tap[0] == "done" && len(about) == 1:
		return t.tapDone(restday.Item(about[0]))
	case tap[0] == "none" && len(about) == 1:
		return t.tapNone(restday.Item(about[0]))
	case tap[0] == "pass" && len(about) == 1:
		if t.open() != about[0] {
			return t.closed()
		}
		return t.skip()
	case tap[0] == "snooze" && len(about) == 1:
		return t.tapSnooze(about[0])
	case tap[0] == "more" && t.state.Finished:
		return t.tellMore()
	case tap[0] == changing:
		t.leaveSettings()
		t.offerChange()
	case tap[0] == "keep" && t.open() == changing:
		t.leave()
		t.keepAll()
	default:
		return t.closed()
	}
	return nil
}

// beginAgain takes today's check-in in hand where it was begun before: who travels
// west has the day once more.
func (t *turn) beginAgain(day restday.Day) error {
	if day != t.today() || t.state.Day >= day {
		return nil
	}
	h, err := t.p.History(day)
	if err != nil || len(answersOf(h, day)) == 0 {
		return err
	}
	t.leaveSettings()
	return t.begin(day)
}

// tapToday takes a button under a card of a day that is over as meant for today.
func (t *turn) tapToday(word string, about []string) error {
	t.leaveSettings()
	if word != "open" || len(about) != 1 {
		return t.startCheckIn()
	}
	if !t.asks(restday.Item(about[0])) {
		return nil // no button of ours any more
	}
	if err := t.begin(t.today()); err != nil {
		return err
	}
	if t.question().Key == "" && !t.state.Finished {
		t.state.Open = string(t.next(""))
	}
	t.tapOpen(restday.Item(about[0]))
	return nil
}

// tapAnswer stores the answer that a button stands for.
func (t *turn) tapAnswer(item restday.Item, number string) error {
	q, ok := t.questions.byKey[item]
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n < 1 || n > len(q.Choices) {
		return nil
	}
	isOpen := restday.Item(t.open()) == item
	if (q.Kind == kindSeveral || q.Follows != "") && !isOpen {
		return t.closed()
	}
	if q.Follows != "" {
		return t.compare(q, q.Choices[n-1].Words)
	}
	if q.Kind == kindSeveral {
		return t.toggle(q, q.Choices[n-1].Words)
	}
	a := q.answer(n - 1)
	old, had := t.answers[a.Item]
	switch {
	case isOpen:
		return t.answerOpen(a)
	case had && old == a:
		t.redraw()
		return nil
	case q.Order == 0:
		return t.closed()
	}
	return t.correct([]restday.Answer{a})
}

// answerOpen stores an answer to the open question and goes on.
func (t *turn) answerOpen(a restday.Answer) error {
	if t.state.Finished && t.questions.byKey[a.Item].Order > 0 {
		t.mentionChange(a)
	}
	t.outdate(a)
	t.store(a)
	return t.advance()
}

// redraw has the message whose button was used before show where the check-in
// stands. It is the card, tapped twice, or a copy of it: what was under way when
// the program was killed may be delivered a second time.
func (t *turn) redraw() {
	switch {
	case t.state.Card == 0:
		return
	case t.question().Key != "":
		t.ask()
	case t.open() == changing:
		t.offerChange()
	case t.state.Finished && t.state.Open == "":
		t.summarise(Question{})
	default:
		return
	}
	if last := &t.change.Outgoing[len(t.change.Outgoing)-1]; last.Edits != 0 && t.in.Event == restday.Tapped {
		last.Target = t.in.Message
	}
}

// stale tells whether the check-in belongs to a day that is over. Until four
// in the morning a late answer still belongs to the evening before.
func (t *turn) stale() bool {
	today := t.today()
	if t.state.Day == today-1 && t.local().Hour() < 4 {
		return false
	}
	return t.state.Day < today
}

// toggle marks or unmarks one of several choices.
func (t *turn) toggle(q Question, words string) error {
	picked := strings.Fields(t.answers[q.Key].Words)
	switch i := slices.Index(picked, words); {
	case i < 0:
		picked = append(picked, words)
	case t.in.Event == restday.Tapped: // typed twice it is still so
		picked = slices.Delete(picked, i, i+1)
	}
	t.store(restday.Answer{Item: q.Key, Words: strings.Join(picked, " ")})
	if q.urgent(t.answers[q.Key]) {
		return t.finish()
	}
	t.askIn(q.asksAgain(t.say))
	return nil
}

// tapOpen opens a question from a button: an exception, or a change.
func (t *turn) tapOpen(key restday.Item) {
	if _, ok := t.questions.byKey[key]; !ok {
		return
	}
	t.leaveSettings()
	t.enter(string(key))
	t.state.Misses = 0
	t.ask()
}

// tapDone ends a question of several choices. Nothing picked by somebody who
// is ill means that they just feel unwell.
func (t *turn) tapDone(key restday.Item) error {
	if restday.Item(t.open()) != key {
		return t.closed()
	}
	if key == restday.Symptoms && !t.answered(key) {
		t.store(restday.Answer{Item: key, Words: "malaise"})
	}
	return t.advance()
}

// tapNone takes back that one is ill or that something hurts.
func (t *turn) tapNone(key restday.Item) error {
	if restday.Item(t.open()) != key {
		return t.closed()
	}
	q := t.question()
	if q.isPain() {
		t.painless()
	} else {
		t.store(restday.Answer{Item: restday.Symptoms})
	}
	t.leave()
	return t.goOn(q)
}

// closed tells that a button's question is over.
func (t *turn) closed() error {
	t.notice(t.say.Say("checkin.closed"))
	return nil
}

// offerChange shows what was answered, each a button.
func (t *turn) offerChange() {
	t.enter(changing)
	t.card(restday.Outgoing{Text: plain(t.say.Say("checkin.change_what")), Choices: t.changes()})
	t.state.Asked = t.now
}

func (t *turn) changes() [][]restday.Choice {
	var picks []restday.Choice
	for _, q := range t.questions.morning {
		label := q.asks(t.say)
		if a, ok := t.answers[q.Key]; ok {
			label = capital(q.says(t.say, a))
		}
		picks = append(picks, restday.Choice{Label: label, Data: t.data("open", string(q.Key))})
	}
	return append(inRows(picks), []restday.Choice{
		{Label: t.say.Say("checkin.ill"), Data: t.data("open", string(restday.Symptoms))},
		{Label: t.say.Say("checkin.hurts"), Data: t.data("open", string(restday.PainWhere))},
	}, []restday.Choice{{Label: t.say.Say("checkin.change_nothing"), Data: t.data("keep")}})
}

// keepAll goes back from the offer to change something.
func (t *turn) keepAll() {
	if t.question().Key != "" {
		t.ask()
		return
	}
	t.summarise(Question{})
}

// correct changes answers that are not the open question.
func (t *turn) correct(answers []restday.Answer) error {
	for _, a := range answers {
		t.mentionChange(a)
		t.store(a)
	}
	if t.state.Finished {
		return t.finish()
	}
	if t.answered(t.question().Key) {
		return t.advance()
	}
	return t.resume()
}

// mentionChange says what an answer was and is, before the next message.
func (t *turn) mentionChange(a restday.Answer) {
	if s, isNew := t.shift(a); isNew && (s.kind == "changed" || t.state.Finished) {
		t.mention(t.tells("checkin", []shift{s}))
	}
}

// shift is how an answer changed, in words.
type shift struct{ kind, now, was string } // kind: changed | added | gone

// shift tells what an answer changes, and whether it changes anything that the
// athlete is asked for.
func (t *turn) shift(a restday.Answer) (s shift, isNew bool) {
	q := t.questionFor(a.Item)
	old, had := t.answers[a.Item]
	if q.Key == "" || had && old == a {
		return s, false
	}
	s = shift{kind: "added", now: q.says(t.say, a)}
	if had {
		s.kind, s.was = "changed", q.answerWords(t.say, old)
	}
	return s, true
}

// questionFor is the question to which an item is an answer: a limp is one to
// what a pain is like.
func (t *turn) questionFor(item restday.Item) Question {
	if item == restday.ChangesGait {
		item = restday.PainKind
	}
	return t.questions.byKey[item]
}

// tells puts changes into words: "Changed: sleep 5 h (was 7½)."
func (t *turn) tells(place string, shifts []shift) string {
	var lines []string
	for _, s := range shifts {
		lines = append(lines, t.say.Say(place+"."+s.kind, "now", s.now, "was", s.was))
	}
	return strings.Join(lines, " ")
}
