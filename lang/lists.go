package lang

import (
	"strings"
	"unicode/utf8"
)

// typed begins the keys of lists: words that people type, separated by commas.
const typed = "typed."

var folding = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// Fold is the form in which a phrase is looked up: with ä or with ae.
func Fold(phrase string) string {
	for i := range len(phrase) {
		if phrase[i] >= utf8.RuneSelf {
			return folding.Replace(phrase)
		}
	}
	return phrase // most are: looking for such letters costs more than all else here
}

// lists are the texts under typed, each as the phrases it holds.
func lists(texts map[string]string) map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for key, text := range texts {
		if name, ok := strings.CutPrefix(key, typed); ok {
			all[name] = phrases(text)
		}
	}
	return all
}

func phrases(text string) map[string]bool {
	all := map[string]bool{}
	for phrase := range strings.SplitSeq(text, ",") {
		all[Fold(strings.TrimSpace(phrase))] = true
	}
	return all
}

// Lists tells whether a list, named without its "typed.", holds a phrase in
// small letters. What a language does not list, English does.
func (s Speaker) Lists(list, phrase string) bool {
	held, ok := s.lists[list]
	if !ok {
		held = phrases(s.Say(typed + list))
	}
	return held[Fold(phrase)]
}
