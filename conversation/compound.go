package conversation

import (
	"strings"

	"restday/lang"
)

// fillGlued learns parts of words.
func (l *Lexicon) fillGlued(parts gluedWords) {
	for _, p := range parts.Very {
		l.glued[lang.Fold(p)] = token{sense: sense{role: filler}, link: linkVery}
	}
	for _, p := range parts.Severe {
		l.glued[lang.Fold(p)] = token{sense: sense{role: level, value: 5, word: severe}}
	}
	for value, words := range parts.Levels {
		for _, p := range words {
			l.glued[lang.Fold(p)] = token{sense: sense{role: level, value: value}}
		}
	}
	for _, p := range parts.Topics {
		l.topics = append(l.topics, lang.Fold(p))
	}
	for _, p := range parts.Adverbs {
		l.adverbs = append(l.adverbs, lang.Fold(p))
	}
}

// compound cuts a word that nobody knows where it makes sense as two: a name or
// a place and what is said of it ("legssore", "Knieschmerzen"), or a word made
// stronger or valued ("hundemüde", "Topstimmung").
func (l *Lexicon) compound(w string) []token {
	for i := range w {
		if i < 2 || len(w)-i < 2 {
			continue
		}
		before, after := w[:i], w[i:]
		said := l.phrases[lang.Fold(after)].role
		first, glued := l.glued[lang.Fold(before)]
		switch named := l.phrases[lang.Fold(before)].role; {
		case (named == name || named == place) && i > 2 && (said == hurts || said == level || said == state):
			first = l.wordToken(before, 0, i)
		case !glued || said != name && said != level && said != state:
			continue
		}
		first.text, first.key, first.to = before, before, i
		return []token{first, l.wordToken(after, i, len(w))}
	}
	return nil
}

// topic finds the item in "energiemäßig", "mood-wise".
func (l *Lexicon) topic(word string) (string, bool) {
	for _, ending := range l.topics {
		stem, found := strings.CutSuffix(word, ending)
		for _, w := range []string{stem, strings.TrimSuffix(stem, "s"), strings.TrimSuffix(stem, "-")} {
			if found && l.phrases[w].role == name {
				return w, true
			}
		}
	}
	return "", false
}

// shortestAdverb keeps "family" and "Emily" from being adverbs.
const shortestAdverb = 7

// isAdverb tells whether an unknown word only colours another: "strangely".
func (l *Lexicon) isAdverb(word string) bool {
	for _, ending := range l.adverbs {
		if len(word) >= shortestAdverb && strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}
