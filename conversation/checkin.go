package conversation

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"restday"
)

// begin starts the check-in of a day, with what is already stored for it.
// What was open before is closed with what it has.
func (t *turn) begin(day restday.Day) error {
	if t.state.Day == day {
		return nil
	}
	h, err := t.p.History(day - followDays)
	if err != nil {
		return err
	}
	t.state.Day, t.state.Finished, t.state.Open, t.state.Misses = day, false, "", 0
	t.state.Card, t.state.Left = 0, nil // the old card can still be answered, for its day
	t.change.Day = day
	t.answers = answersOf(h, day)
	t.followUp(h)
	return nil
}

// resume opens the first question that has no answer, or finishes.
func (t *turn) resume() error {
	if t.question().Key == "" {
		t.state.Open = string(t.next(""))
	}
	if t.state.Open == "" {
		return t.finish()
	}
	t.ask()
	return nil
}

// store keeps one answer of the day.
func (t *turn) store(a restday.Answer) {
	t.change.Cleared = slices.DeleteFunc(t.change.Cleared, func(i restday.Item) bool { return i == a.Item })
	t.change.Answers = slices.DeleteFunc(t.change.Answers, func(b restday.Answer) bool { return b.Item == a.Item })
	if a.Item == restday.Symptoms && a.Words == "" && !t.follows(a.Item) { // else it says that they are gone
		delete(t.answers, a.Item)
		t.change.Cleared = append(t.change.Cleared, a.Item)
		return
	}
	t.answers[a.Item] = a
	t.change.Answers = append(t.change.Answers, a)
	t.state.Misses = 0
}

func (t *turn) clear(items ...restday.Item) {
	for _, i := range items {
		if _, had := t.answers[i]; had {
			delete(t.answers, i)
			t.change.Cleared = append(t.change.Cleared, i)
		}
	}
}

// advance goes on from the open question to the one that follows.
func (t *turn) advance() error {
	q := t.question()
	t.leave()
	if next := t.follow(q.Then, t.justSaid); next != "" {
		t.enter(string(next))
		t.ask()
		return nil
	}
	return t.goOn(q)
}

// goOn returns to the question that waited, or moves to the next of the morning.
func (t *turn) goOn(from Question) error {
	if t.open() == changing {
		t.leave()
	}
	if t.state.Finished {
		return t.finish()
	}
	waiting := t.question()
	if waiting.Key == "" {
		t.state.Open = string(t.next(from.Key))
		over, err := t.over(from)
		if err != nil {
			return err
		}
		if over {
			return t.finish()
		}
	} else if t.answered(waiting.Key) {
		return t.advance()
	}
	t.ask()
	return nil
}

// over tells whether nothing is left to ask behind a question.
func (t *turn) over(from Question) (bool, error) {
	next := t.question()
	if next.Key != "" && from.Follows != "" && next.Follows == "" && t.answered(from.Key) {
		return t.restIsSure()
	}
	return next.Key == "", nil
}

// follow returns the first question in a chain of follow-ups that known says
// nothing of. A limp says what the pain is like.
func (t *turn) follow(key restday.Item, known func(restday.Item) bool) restday.Item {
	for key != "" {
		if !known(key) && (key != restday.PainKind || !known(restday.ChangesGait)) {
			return key
		}
		key = t.questions.byKey[key].Then
	}
	return ""
}

// answered tells whether the day has an answer; justSaid whether this reply gave it.
func (t *turn) answered(item restday.Item) bool {
	switch t.questions.byKey[item].Follows {
	case restday.Symptoms:
		item = restday.Symptoms
	case restday.PainWhere:
		return t.checkIn().Pain != nil
	}
	_, ok := t.answers[item]
	return ok
}

func (t *turn) justSaid(item restday.Item) bool {
	return slices.ContainsFunc(t.change.Answers, func(a restday.Answer) bool { return a.Item == item })
}

// ask shows the open question.
func (t *turn) ask() { t.askIn(t.question().asks(t.say)) }

// askIn shows the open question in the words given.
func (t *turn) askIn(words string) {
	if t.asksBeside {
		return // shown after the answer to what was asked beside
	}
	if line := t.line(); line != "" {
		words = capital(line) + " · " + words
	}
	t.show(restday.Outgoing{Text: plain(words)})
}

// show puts the open question's buttons under a message and makes it the card:
// in place when the card was tapped or its form filled in, else as a new message
// at the bottom, where the eyes are.
func (t *turn) show(out restday.Outgoing) {
	q := t.question()
	out.Form = t.say.Language
	out.Choices, out.Unnumbered = t.buttons(q), q.Kind == kindHours || q.Max > 5
	t.card(out)
	t.state.Asked = t.now
}

func (t *turn) card(out restday.Outgoing) {
	out.Text = append(t.led(), out.Text...)
	onCard := t.in.Event == restday.Tapped || t.in.Form != ""
	if onCard && t.state.Card != 0 && t.cardHere() && !t.fresh {
		out.Edits, out.Target = t.state.Card, t.target()
		t.queue(out)
		return
	}
	out.Card = true
	t.queue(out)
	t.strip(t.state.Card)
}

// target is the tapped message when its button asked for the question that
// was open: then it is the card, and the platform need not be asked again.
func (t *turn) target() string {
	if t.in.Event != restday.Tapped || !t.cardHere() {
		return ""
	}
	was := t.p.State.Open[strings.LastIndex(t.p.State.Open, "/")+1:]
	if tap := strings.Split(t.in.Choice, ":"); len(tap) == 4 && tap[2] == was {
		return t.in.Message
	}
	return ""
}

// picked marks a choice among several that is taken.
const picked = " ✓"

// buttons lays out a question's choices in rows that fit a phone.
func (t *turn) buttons(q Question) [][]restday.Choice {
	if q.Key == "" {
		return nil
	}
	chosen := strings.Fields(t.answers[q.Key].Words)
	choices := make([]restday.Choice, len(q.Choices))
	for i, o := range q.Choices {
		label := q.label(t.say, i)
		if q.Kind == kindSeveral && slices.Contains(chosen, o.Words) {
			label += picked
		}
		choices[i] = restday.Choice{Label: label, Data: t.data("a", string(q.Key), strconv.Itoa(i+1))}
	}
	rows := inRows(choices)
	var more []restday.Choice
	for i, e := range q.Exceptions {
		label := t.say.Or(q.id("exception."+strconv.Itoa(i+1)), e.Label)
		more = append(more, restday.Choice{Label: label, Data: t.data("open", string(e.Opens))})
	}
	if q.Kind == kindNumber {
		more = append(more, restday.Choice{Label: t.say.Say("checkin.pass"), Data: t.data("pass", string(q.Key))})
	}
	switch q.Key {
	case restday.Symptoms:
		more = append(more, restday.Choice{Label: t.say.Say("checkin.done"), Data: t.data("done", string(q.Key))},
			restday.Choice{Label: t.say.Say("checkin.not_ill"), Data: t.data("none", string(q.Key))})
	case restday.PainWhere:
		more = append(more, restday.Choice{Label: t.say.Say("checkin.no_pain"), Data: t.data("none", string(q.Key))})
	}
	if more != nil {
		rows = append(rows, more)
	}
	return rows
}

// data is what comes back from a button of the check-in: a word, the day it
// belongs to, and what it is about.
func (t *turn) data(word string, about ...string) string {
	return strings.Join(append([]string{word, t.state.Day.String()}, about...), ":")
}

// rowWidth is how many letters fit side by side on a phone's buttons; the
// buttons of a row are equally wide.
const rowWidth = 36

func inRows(choices []restday.Choice) [][]restday.Choice {
	if len(choices) == 0 {
		return nil
	}
	longest := 1
	for _, c := range choices {
		longest = max(longest, utf8.RuneCountInString(c.Label))
	}
	perRow := max(1, min(5, rowWidth/longest))
	lines := (len(choices) + perRow - 1) / perRow
	perRow = (len(choices) + lines - 1) / lines // 3 and 2 rather than 4 and 1
	var rows [][]restday.Choice
	for row := range slices.Chunk(choices, perRow) {
		rows = append(rows, row)
	}
	return rows
}

// line is the check-in so far: "sleep 7½ h · energy normal".
func (t *turn) line() string {
	var parts []string
	for _, q := range t.questions.morning {
		if a, ok := t.answers[q.Key]; ok {
			parts = append(parts, q.says(t.say, a))
		}
	}
	if a, ok := t.answers[restday.Symptoms]; ok && a.Words == "" {
		parts = append(parts, t.say.Say("checkin.no_signs"))
	} else if ok {
		parts = append(parts, t.questions.byKey[restday.Symptoms].says(t.say, a))
	}
	if p := t.checkIn().Pain; p != nil {
		parts = append(parts, t.painLine(*p))
	}
	return strings.Join(parts, " · ")
}

// checkIn is the day's check-in as it now stands.
func (t *turn) checkIn() restday.CheckIn {
	answers := make([]restday.Answer, 0, len(t.answers))
	for _, a := range t.answers {
		answers = append(answers, a)
	}
	return restday.CheckInOf(t.state.Day, answers)
}

// finish closes the check-in and answers with the day's session.
func (t *turn) finish() error {
	again := t.state.Finished
	t.state.Open, t.state.Finished = "", true
	if left := t.left(); left.Key != "" && !again {
		t.summarise(left)
	} else {
		t.state.Left = nil
		t.summarise(Question{})
	}
	return t.decide()
}

// summarise shrinks the card to one line, and offers a question that was left
// open if there is one.
func (t *turn) summarise(left Question) {
	text := t.say.Say("checkin.empty")
	if line := t.line(); line != "" {
		text = capital(line)
	}
	out := restday.Outgoing{Text: plain(text), Choices: [][]restday.Choice{{
		{Label: t.say.Say("checkin.change"), Data: t.data(changing)},
	}}}
	if t.endedEarly() {
		out.Choices[0] = append(out.Choices[0], restday.Choice{Label: t.say.Say("checkin.more"), Data: t.data("more")})
	}
	if left.Key != "" {
		left.Exceptions = nil
		out.Text = plain(text + "\n" + t.say.Say("checkin.still_open", "ask", left.asks(t.say)))
		if len(left.Choices) > 0 {
			out.Choices = append(t.buttons(left), out.Choices...)
		}
		out.Unnumbered = left.Kind == kindHours || left.Max > 5
	}
	if t.state.Card == 0 || !t.cardHere() {
		out.Card = true
		t.queue(out)
		t.strip(t.state.Card)
		return
	}
	out.Edits, out.Target = t.state.Card, t.target()
	t.queue(out)
}
