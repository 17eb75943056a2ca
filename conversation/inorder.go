package conversation

import (
	"slices"
	"strings"
)

// inOrder reads one word for each question from the open one to the last, in
// the order in which they are asked: "7.5 good sore ok". Anything else is not
// in order, and read as people talk.
func (t *turn) inOrder(text string, open Question) (m Meaning, ok bool) {
	from := slices.IndexFunc(t.questions.morning, func(q Question) bool { return q.Key == open.Key })
	if from < 0 {
		return m, false
	}
	asked := t.questions.morning[from:]
	words := strings.Split(text, ", ")
	if len(words) != len(asked) {
		words = strings.Fields(text)
	}
	if len(words) != len(asked) || len(asked) < 2 {
		return m, false
	}
	for i, q := range asked {
		one := t.lexicon.Understand(words[i], q)
		if len(one.Answers) != 1 || one.Answers[0].Item != q.Key || !one.only() || i > 0 && t.rates(words[i], words[i-1]) {
			return m, false
		}
		m.add(one.Answers[0])
	}
	return m, true
}

// rates tells whether a number may belong to the word before it, which says of
// itself what it is about: "sore 4".
func (t *turn) rates(number, before string) bool {
	return number[0] >= '0' && number[0] <= '9' && len(t.lexicon.Understand(before, Question{}).Answers) > 0
}

// only tells whether a reply holds nothing beside its answers.
func (m Meaning) only() bool {
	beside := Meaning{Symptoms: m.Symptoms, Well: m.Well, Pain: m.Pain, NoPain: m.NoPain}
	return beside.Empty() && m.Command == "" && len(m.Unclear) == 0 && !m.Fixes
}
