package conversation

import (
	"slices"
	"strings"

	"restday"
)

// Meaning is what a reply says, as far as it is clear.
type Meaning struct {
	Answers  []restday.Answer // numbers, one an item
	Symptoms []string
	Well     []string // symptoms that are no more
	Pain     *restday.Pain
	NoPain   bool   // nothing hurts any more
	Command  string // a command's name without the slash
	Args     string
	Unclear  []string // fragments that carry meaning and were not understood
	Fixes    bool     // the words take something back: "actually"
	Cut      bool     // the text was longer than MaxText; only its start was read
}

// Empty tells whether nothing at all was recorded.
func (m Meaning) Empty() bool {
	return len(m.Answers) == 0 && len(m.Symptoms) == 0 && len(m.Well) == 0 && m.Pain == nil && !m.NoPain
}

// Understand reads a reply. open is the question it may answer without naming
// it, or the zero Question. What is not clear is left in Unclear, never guessed.
func (l *Lexicon) Understand(text string, open Question) Meaning {
	runes := []rune(text)
	cut := len(runes) > restday.MaxText
	if cut {
		text = string(runes[:restday.MaxText])
	}
	m := Meaning{Cut: cut}
	trimmed := strings.TrimSpace(text)
	if command, ok := strings.CutPrefix(trimmed, "/"); ok {
		m.Command, m.Args, _ = strings.Cut(command, " ")
		m.Command, m.Args = strings.ToLower(m.Command), strings.TrimSpace(m.Args)
		return m
	}
	flat := normal(trimmed)
	if m.Command, m.Args = l.command(trimmed, flat); m.Command != "" {
		return m
	}
	if a, ok := open.choice(flat); ok {
		m.add(a)
		return m
	}
	r := reader{Meaning: m, open: open, text: flat, lexicon: l}
	r.readAll(statements(measured(opened(l.parts(flat)))))
	return r.Meaning
}

// choice finds the open question's button whose label was typed.
func (q Question) choice(flat string) (restday.Answer, bool) {
	if q.Kind == kindSeveral {
		return restday.Answer{}, false
	}
	flat = strings.TrimRight(flat, ".! ")
	for i, o := range q.Choices {
		label := plainer(o.Label)
		short, _, _ := strings.Cut(label, " (")
		if flat == label || flat == short {
			return q.answer(i), true
		}
	}
	return restday.Answer{}, false
}

func (m *Meaning) add(a restday.Answer) {
	if slices.Contains([]restday.Item{restday.PainKind, restday.PainWhere, restday.PainLevel, restday.ChangesGait}, a.Item) {
		m.addPain(restday.CheckInOf(0, []restday.Answer{a}).Pain)
		return
	}
	for i, old := range m.Answers {
		if old.Item == a.Item {
			m.Answers[i] = a
			return
		}
	}
	m.Answers = append(m.Answers, a)
}

// addPain adds what p says to what is known of the pain.
func (m *Meaning) addPain(p *restday.Pain) {
	if m.Pain == nil {
		m.Pain = &restday.Pain{}
	}
	if p.Where != "" {
		m.Pain.Where = p.Where
	}
	if p.Level != nil {
		m.Pain.Level = p.Level
	}
	if p.Kind != "" {
		m.Pain.Kind = p.Kind
	}
	if p.ChangesGait != nil {
		m.Pain.ChangesGait = p.ChangesGait
	}
}

func (m *Meaning) value(i restday.Item) (float64, bool) {
	for _, a := range m.Answers {
		if a.Item == i {
			return a.Value, true
		}
	}
	return 0, false
}
