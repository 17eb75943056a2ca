package conversation

import (
	"slices"

	"restday"
)

// mostMisses is how often a question is asked again because a reply to it could
// not be read.
const mostMisses = 1

// missed counts a reply that is no answer, and asks again.
func (t *turn) missed(q Question) error {
	t.state.Misses++
	return t.askAnother(q)
}

// askAnother asks a question in its other words, and no more when that was done.
func (t *turn) askAnother(q Question) error {
	if t.state.Misses > mostMisses {
		return t.leaveOpen(q)
	}
	t.askIn(q.asksAgain(t.say))
	return nil
}

// leaveOpen gives up a question whose replies cannot be read, and goes on. At
// the end it is offered once more.
func (t *turn) leaveOpen(q Question) error {
	switch {
	case q.Key == restday.Symptoms:
		return t.tapDone(q.Key) // that they are ill they have said
	case q.Order == 0 || q.Follows != "":
		return t.skip()
	case t.state.Finished:
		return t.cancel()
	}
	t.mention(t.say.Say("checkin.left"))
	t.state.Left = append(t.state.Left, q.Key)
	return t.skip()
}

// left is the first question that was left open and has no answer yet, the zero
// Question when there is none.
func (t *turn) left() Question {
	if t.stale() || t.questions.byKey[restday.Symptoms].urgent(t.answers[restday.Symptoms]) {
		return Question{}
	}
	i := slices.IndexFunc(t.state.Left, func(item restday.Item) bool { return !t.answered(item) })
	if i < 0 {
		return Question{}
	}
	return t.questions.byKey[t.state.Left[i]]
}

// listening is the question that words may answer without naming it: the open
// one, or the one that was offered at the end.
func (t *turn) listening() Question {
	if q := t.question(); q.Key != "" || !t.state.Finished || t.state.Open != "" {
		return q
	}
	return t.left()
}

// outOfRange is the question that a fragment answers with a number it cannot
// take, the zero Question when there is none; a scale about zero takes no numbers.
func (t *turn) outOfRange(words string) Question {
	q, value, numbers := t.listening(), 0.0, 0
	for _, part := range t.lexicon.own.scan(normal(words)) {
		switch {
		case part.role == number:
			value, numbers = part.value, numbers+1
		case part.role == name && !part.complaint:
			q = t.questions.byKey[part.item]
		case part.role == length:
			q, value, numbers = t.questions.byKey[restday.SleepH], part.value, numbers+1
		case !part.light() && !part.stop:
			return Question{}
		}
	}
	if numbers != 1 || !q.numeric() || q.Min < 0 || q.Min <= value && value <= q.Max {
		return Question{}
	}
	return q
}
