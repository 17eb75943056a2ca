package conversation

import (
	"slices"
	"strings"
	"unicode/utf8"

	"restday/lang"
)

// folding writes letters that people type in two ways in one.
// speller finds the word that somebody meant to type: words by first letter
// and length.
type speller struct {
	words  map[bucket][]string
	beside map[[2]rune]bool // keys that a finger or an ear takes for one another
}

type bucket struct {
	first  rune
	length int
}

const (
	shortestTypo = 4 // a word of three letters is too near to every other
)

// newSpeller takes the rows of letters on a keyboard, top to bottom, and the
// letters that sound alike.
func newSpeller(rows, alike []string) speller {
	s := speller{words: map[bucket][]string{}, beside: map[[2]rune]bool{}}
	for y, row := range rows {
		for x, key := range row {
			s.pair(key, row, x+1)
			if y+1 < len(rows) {
				s.pair(key, rows[y+1], x-1)
				s.pair(key, rows[y+1], x)
			}
		}
	}
	for _, letters := range alike {
		s.pair(rune(letters[0]), letters, 1)
	}
	return s
}

func (s speller) pair(key rune, row string, x int) {
	if x >= 0 && x < len(row) {
		other := rune(row[x])
		s.beside[[2]rune{key, other}], s.beside[[2]rune{other, key}] = true, true
	}
}

func (s speller) add(word string) {
	first, _ := utf8.DecodeRuneInString(word)
	n := utf8.RuneCountInString(word)
	if n >= shortestTypo-1 {
		s.words[bucket{first, n}] = append(s.words[bucket{first, n}], word)
	}
}

func (s speller) has(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return slices.Contains(s.words[bucket{first, utf8.RuneCountInString(word)}], word)
}

// nearest returns the words that are fewest slips of a finger away from a word,
// at most two for a long word and one for a short one.
func (s speller) nearest(word string) []string {
	letters := []rune(word)
	n := len(letters)
	if n < shortestTypo {
		return s.swappedEnd(letters)
	}
	most := 1
	var best []string
	for _, first := range []rune{letters[0], letters[1]} { // the second one, where the two are swapped
		for length := max(n-most, shortestTypo); length <= n+most; length++ {
			for _, candidate := range s.words[bucket{first, length}] {
				if first != letters[0] && !swapped(letters, []rune(candidate)) {
					continue
				}
				switch d := s.distance(letters, []rune(candidate), most); {
				case d < most || d == most && len(best) == 0:
					best, most = []string{candidate}, d
				case d == most && !slices.Contains(best, candidate):
					best = append(best, candidate)
				}
			}
		}
	}
	return best
}

// swappedEnd mends the only slip that is sure in a word of three letters: "gtu".
func (s speller) swappedEnd(letters []rune) []string {
	if len(letters) == 3 {
		if w := string([]rune{letters[0], letters[2], letters[1]}); s.has(w) {
			return []string{w}
		}
	}
	return nil
}

func swapped(a, b []rune) bool { return len(b) > 1 && a[0] == b[1] && a[1] == b[0] }

// distance counts the letters to add, drop, change or swap with their
// neighbour to make b of a (Damerau 1964, CACM 7:171); more than most is most+1.
// A letter is changed to one beside it on the keyboard, or a vowel to a vowel;
// with any other it is most likely another word, and counts twice.
func (s speller) distance(a, b []rune, most int) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			cost := 1
			switch {
			case a[i] == b[j]:
				cost = 0
			case s.beside[[2]rune{a[i], b[j]}], len(a) > shortestTypo+1 && vowel(a[i]) && vowel(b[j]):
			default:
				cost = 2
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func vowel(r rune) bool { return strings.ContainsRune("aeiou", r) }

// known returns the word of the vocabulary that was typed: as it stands, with
// its letters held too long ("sooo"), or with a slip of the finger. A slip that
// could be of two words with different meanings is of none.
func (l *Lexicon) known(word string) string {
	word = lang.Fold(word)
	if l.words[word] {
		return word
	}
	if owner, ok := strings.CutSuffix(word, "'s"); ok && l.words[owner] {
		return owner // "mood's good"
	}
	if item, ok := l.topic(word); ok {
		return item
	}
	for _, run := range []int{2, 1} {
		if w := shortened(word, run); w != word && l.words[w] {
			return w
		}
	}
	if w, ok := l.single(word); ok {
		return w
	}
	near := l.near.nearest(shortened(word, 2))
	if turned := slices.DeleteFunc(slices.Clone(near), func(w string) bool { return !sameLetters(w, word) }); len(turned) > 0 {
		near = turned // two letters swapped is the commonest slip
	}
	if len(near) == 0 {
		return word
	}
	for _, other := range near[1:] {
		if l.phrases[other] != l.phrases[near[0]] || l.phrases[other].role == unknown {
			return word
		}
	}
	return near[0]
}

func sameLetters(a, b string) bool {
	return slices.Equal(slices.Sorted(slices.Values([]rune(a))), slices.Sorted(slices.Values([]rune(b))))
}

// single finds a longer word that was typed with letters too often: "verry".
func (l *Lexicon) single(word string) (string, bool) {
	letters := []rune(word)
	if len(letters) < 5 {
		return "", false
	}
	for i := 1; i < len(letters); i++ {
		if letters[i] != letters[i-1] {
			continue
		}
		less := string(letters[:i]) + string(letters[i+1:])
		if l.words[less] {
			return less, true
		}
		if w, ok := l.single(less); ok {
			return w, true
		}
	}
	return "", false
}

// shortened leaves at most run of the same letter in a row, where there are
// three and more.
func shortened(word string, run int) string {
	var b strings.Builder
	letters := []rune(word)
	for i := 0; i < len(letters); {
		n := 1
		for i+n < len(letters) && letters[i+n] == letters[i] {
			n++
		}
		keep := n
		if n > 2 {
			keep = run
		}
		b.WriteString(strings.Repeat(string(letters[i]), keep))
		i += n
	}
	return b.String()
}
