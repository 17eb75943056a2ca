package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/lang"
)

// reading is how one athlete's words are read: in their language, and in
// English where theirs means nothing. Athletes mix the two.
type reading struct{ own, english *Lexicon }

func (f *Flow) reading(language string) reading {
	r := reading{own: f.lexicons[language], english: f.lexicons[lang.English]}
	if r.own == nil {
		r.own = r.english
	}
	return r
}

// Understand reads a reply; see Lexicon.Understand. The English reading counts
// only when the athlete's own language makes nothing of the reply and English
// knows its every word.
func (r reading) Understand(text string, open Question) Meaning {
	m := r.own.Understand(text, open)
	if r.own == r.english || m.Command != "" || !m.Empty() || len(m.Unclear) == 0 || !r.english.speaks(text) || r.own.refuses(text) {
		return m
	}
	if e := r.english.Understand(text, open); len(e.Unclear) == 0 {
		return e
	}
	return m
}

// clock reads a time of day in words: "half past six", "halb sieben".
func (r reading) clock(text string) (restday.Clock, bool) {
	for _, l := range []*Lexicon{r.own, r.english} {
		tokens := l.parts(normal(text))
		if m := momentAt(tokens); m.taken > 0 && m.taken == len(tokens) && m.minutes < 24*60 {
			return restday.Clock(m.minutes), true
		}
	}
	return 0, false
}

func (r reading) denies(text string) bool {
	return r.own.denies(text) || r.english.speaks(text) && r.english.denies(text)
}

func (r reading) levelOnly(text string) bool {
	return r.own.levelOnly(text) || r.english.levelOnly(text)
}

// noPlace tells whether a text can be no place of a body: it is about somebody
// or something else, or holds a figure.
func (r reading) noPlace(text string) bool {
	figure := func(t token) bool { return slices.Contains([]role{number, length, tenth, oddity}, t.role) }
	return r.own.refuses(text) || slices.ContainsFunc(r.own.scan(normal(text)), figure)
}

// speaks tells whether every word of a text is one of the language, rightly spelled.
func (l *Lexicon) speaks(text string) bool {
	return !slices.ContainsFunc(l.scan(normal(text)), func(t token) bool {
		return t.strange() || slices.ContainsFunc(strings.Fields(t.text), func(w string) bool {
			return word.MatchString(w) && !l.words[lang.Fold(w)]
		})
	})
}

// refuses tells whether a language knows why a text is no answer.
func (l *Lexicon) refuses(text string) bool {
	tokens := l.scan(normal(text))
	return has(tokens, hold) || has(tokens, past) || has(tokens, others) || has(tokens, negation)
}
