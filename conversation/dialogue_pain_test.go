package conversation_test

import (
	"slices"
	"strings"

	"restday"
)

// What the model knows of pain: it is one, at every place that was named, and as
// bad as the worst that was said.

var painItems = []restday.Item{restday.PainWhere, restday.PainLevel, restday.PainKind, restday.ChangesGait}

// places are where it hurts.
func (m *model) places(answers map[restday.Item]restday.Answer) []string {
	if where := answers[restday.PainWhere].Words; where != "" {
		return strings.Split(where, ", ")
	}
	return nil
}

// inGermanToo are the places that the words of the dialogues name and a button too.
var inGermanToo = map[string]string{"knee": "knie", "achilles": "achillessehne", "hip": "hüfte", "shoulder": "schulter"}

// same tells whether two names are of one place.
func (m *model) same(a, b string) bool {
	if m.language == "de" {
		for english, german := range inGermanToo {
			a, b = replaced(a, english, german), replaced(b, english, german)
		}
	}
	return strings.HasSuffix(" "+a, " "+b) || strings.HasSuffix(" "+b, " "+a)
}

func replaced(s, old, by string) string {
	if s == old {
		return by
	}
	return s
}

// placed are the answers of a statement as they are to be stored over others.
func (m *model) placed(answers map[restday.Item]restday.Answer, s statement) []restday.Answer {
	known := m.places(answers)
	where := s.place()
	if where == "" || len(known) == 0 {
		return s.answers
	}
	if s.beside {
		return m.joined(answers, s.answers, where)
	}
	if m.leaves(known, where) {
		for _, item := range painItems {
			delete(answers, item)
		}
	}
	return s.answers
}

// joined adds a place to the known ones. With several the worse level counts.
func (m *model) joined(answers map[restday.Item]restday.Answer, said []restday.Answer, where string) (out []restday.Answer) {
	known := m.places(answers)
	switch i := slices.IndexFunc(known, func(place string) bool { return m.same(place, where) }); {
	case i < 0:
		known = append(known, where)
	case len(where) > len(known[i]):
		known[i] = where
	}
	for _, a := range said {
		old, had := answers[a.Item]
		switch {
		case a.Item == restday.PainWhere:
			a.Words = strings.Join(known, ", ")
		case a.Item == restday.PainLevel && had && len(known) > 1:
			a.Value = max(a.Value, old.Value)
		}
		out = append(out, a)
	}
	return out
}

// moved tells whether two statements are of pain in different places: nothing of
// the one is in the other.
func (m *model) moved(was, is statement) bool {
	return was.place() != "" && is.place() != "" && m.leaves(strings.Split(was.place(), ", "), is.place())
}

// leaves tells whether a place where it did hurt is not among those where it does now.
func (m *model) leaves(before []string, now string) bool {
	return slices.ContainsFunc(before, func(place string) bool {
		return !slices.ContainsFunc(strings.Split(now, ", "), func(other string) bool { return m.same(place, other) })
	})
}

// place is where it hurts, "" when a statement does not say.
func (s statement) place() string {
	for _, a := range s.answers {
		if a.Item == restday.PainWhere {
			return a.Words
		}
	}
	return ""
}

// unplace takes places back, and returns what goes with them: all, where they were the last.
func (m *model) unplace(day restday.Day, where string) []restday.Item {
	known, gone := m.places(m.days[day]), strings.Split(where, ", ")
	left := slices.DeleteFunc(slices.Clone(known), func(place string) bool { return slices.Contains(gone, place) })
	switch {
	case len(left) == len(known):
		return nil
	case len(left) == 0:
		return painItems
	}
	m.days[day][restday.PainWhere] = restday.Answer{Item: restday.PainWhere, Words: strings.Join(left, ", ")}
	return nil
}
