package conversation

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"restday/lang"
)

// token is a word, a number or a mark of punctuation of a reply, and what it means.
type token struct {
	sense
	text  string // in lower case
	key   string // as the vocabulary spells it
	link  link
	from  int  // where it stands in the normalised reply, in bytes
	to    int  // where it ends
	stop  bool // punctuation that ends a part of the reply
	asked bool // a question mark
}

var (
	numeral      = regexp.MustCompile(`^(?:\d+(?:[:.]\d+)?|\.5|\.25|\.75)`)
	clockShape   = regexp.MustCompile(`^\d{1,2}:[0-5]\d$`)
	numberShape  = regexp.MustCompile(`^\d{0,4}(?:\.\d+)?$`)
	mixed        = regexp.MustCompile(`^(?:\d+\p{L}|\p{L}+\d)[\p{L}\d]*`)
	word         = regexp.MustCompile(`^\p{L}[\p{L}\p{M}']*(?:-\p{L}[\p{L}\p{M}']*)*`)
	decimalComma = regexp.MustCompile(`(^|[^\d,])(\d{1,2}),(\d{1,2})($|[^\d,]|,\D|,$)`)
)

// simpler writes punctuation in its simplest form, and no skin tones.
var simpler = strings.NewReplacer(
	"’", "'", "‘", "'", "`", "'", "´", "'", "–", "-", "—", "-", "−", "-", "½", ".5", "¼", ".25", "¾", ".75", "\u200d", "", "\ufe0f", "",
	"\U0001F3FB", "", "\U0001F3FC", "", "\U0001F3FD", "", "\U0001F3FE", "", "\U0001F3FF", "", "“", "\"", "”", "\"", "„", "\"",
)

// normal makes the many ways of typing the same thing one; a new line ends a
// statement.
func normal(text string) string { return plainer(strings.ReplaceAll(text, "\n", " ; ")) }

// plainer writes letters small and punctuation in its simplest form.
func plainer(text string) string {
	text = simpler.Replace(strings.ToLower(tidy(text, len(text))))
	for _, part := range []string{".5", ".25", ".75"} {
		text = strings.ReplaceAll(text, " "+part, part)
	}
	return decimalComma.ReplaceAllString(text, "$1$2.$3$4")
}

// scan cuts a normalised text into tokens, each with its meaning.
func (l *Lexicon) scan(text string) []token { return measured(l.parts(text)) }

// parts are the tokens of a text before those that make one quantity are joined.
func (l *Lexicon) parts(text string) []token {
	var tokens []token
	for at := 0; at < len(text); {
		found := l.first(text[at:])
		for _, t := range found {
			t.from, t.to = t.from+at, t.to+at
			if t.text != "" {
				tokens = append(tokens, t)
			}
		}
		at += found[len(found)-1].to
	}
	return l.phrasesIn(tokens)
}

// first returns what stands at the start of text: one token, or the two of a
// compound word. One without text is a space.
func (l *Lexicon) first(text string) []token {
	if w := mixed.FindString(text); l.words[w] {
		return []token{l.wordToken(w, 0, len(w))} // "gr8"
	}
	if n := numeral.FindString(text); n != "" {
		return []token{numberToken(n)}
	}
	if m := l.mark(text); m != "" {
		return []token{{text: m, key: m, to: len(m), sense: l.phrases[m]}}
	}
	if w := word.FindString(text); w != "" {
		tokens := l.wordTokens(w)
		if strings.HasPrefix(text[len(w):], ".") && l.words[lang.Fold(w)+"."] {
			tokens[len(tokens)-1].to++ // "7 Std. geschlafen"
		}
		return tokens
	}
	return []token{punctuation(text)}
}

// mark returns the emoji of the vocabulary at the start of text.
func (l *Lexicon) mark(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	longest := ""
	for _, m := range l.marks[first] {
		if len(m) > len(longest) && strings.HasPrefix(text, m) {
			longest = m
		}
	}
	return longest
}

func numberToken(text string) token {
	t := token{text: text, key: text, to: len(text), sense: sense{role: oddity}}
	switch {
	case clockShape.MatchString(text):
		hour, minute, _ := strings.Cut(text, ":")
		t.sense = sense{role: length, value: round2(float(hour) + float(minute)/60), colon: true}
	case numberShape.MatchString(text):
		t.sense = sense{role: number, value: float(text)}
	}
	return t
}

// float reads digits that an expression has let through.
func float(digits string) float64 {
	v, _ := strconv.ParseFloat(digits, 64)
	return v
}

// wordTokens reads one word, mending its spelling. One that nobody knows may be
// two in one.
func (l *Lexicon) wordTokens(w string) []token {
	if l.words[lang.Fold(w)] {
		return []token{l.wordToken(w, 0, len(w))}
	}
	if owner, ok := strings.CutSuffix(w, owners); ok && l.words[owners] {
		return []token{l.wordToken(owner, 0, len(owner)), l.wordToken(owners, len(owner), len(w))}
	}
	if before, after, ok := strings.Cut(w, "-"); ok {
		first := l.wordToken(before, 0, len(before))
		return append([]token{first}, shifted(l.wordTokens(after), len(before)+1)...)
	}
	if _, about := l.topic(lang.Fold(w)); !about {
		if parts := l.compound(w); parts != nil {
			return parts
		}
	}
	return []token{l.wordToken(w, 0, len(w))}
}

const owners = "'s" // "Sarah's knee", "mood's good"

func shifted(tokens []token, by int) []token {
	for i := range tokens {
		tokens[i].from += by
		tokens[i].to += by
	}
	return tokens
}

func (l *Lexicon) wordToken(w string, from, to int) token {
	key := l.known(w)
	t := token{text: w, key: key, link: l.links[key], from: from, to: to}
	if !l.words[key] && l.isAdverb(key) {
		t.role = filler
	}
	return t
}

// punctuation reads one character that is neither letter nor digit. A dash is
// part of a number when it touches one, and otherwise between two words.
func punctuation(text string) token {
	r, size := utf8.DecodeRuneInString(text)
	mark := text[:size]
	t := token{text: strings.TrimSpace(mark), key: mark, to: size}
	touching := size < len(text) && text[size] >= '0' && text[size] <= '9'
	switch {
	case strings.ContainsRune(",;.!?()&|•*\"", r):
		t.stop, t.asked = true, r == '?'
	case strings.ContainsRune(":='", r), strings.ContainsRune("-_", r) && !touching:
		t.role = filler
	case r == '/' && !touching, r == '+' && !touching:
		t.stop = true
	case unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r):
		t.role = emoji
	}
	if r == '-' {
		t.link, t.stop = linkTo, strings.HasPrefix(text, "- ")
	}
	return t
}

// phrasesIn joins words into the longest phrases that the lexicon knows;
// symptoms first, so that a sore throat is not a sore muscle.
func (l *Lexicon) phrasesIn(tokens []token) []token {
	tokens = l.join(tokens, func(s sense) bool { return s.role == symptom })
	return l.join(tokens, func(sense) bool { return true })
}

func (l *Lexicon) join(tokens []token, wanted func(sense) bool) []token {
	var out []token
	for i := 0; i < len(tokens); {
		t, taken := l.longestAt(tokens[i:])
		if !wanted(t.sense) && l.reaches(tokens[i:], taken, wanted) {
			t, taken = tokens[i], 1
		}
		out = append(out, t)
		i += max(taken, 1)
	}
	return out
}

// reaches tells whether a wanted phrase begins within the first tokens and goes
// on behind them: "sore throat" in "very sore throat", but not the last word of
// "zum kotzen".
func (l *Lexicon) reaches(tokens []token, taken int, wanted func(sense) bool) bool {
	for i := 1; i < taken; i++ {
		if t, n := l.longestAt(tokens[i:]); wanted(t.sense) && i+n > taken {
			return true
		}
	}
	return taken == 1
}

// longestAt returns the longest phrase that begins the tokens, and how many of
// them it takes. Words without weight may stand inside: "throat is a bit sore".
func (l *Lexicon) longestAt(tokens []token) (token, int) {
	best, taken := tokens[0], 1
	if best.role != unknown {
		return best, taken
	}
	first := l.phrases[tokens[0].key]
	phrase, light := "", ""
	var by link // of the words left out: "slept very well"
	for i, t := range tokens[:min(len(tokens), 2*l.longest)] {
		if i > 0 && t.role == filler {
			continue // the colon of "energy: none"
		}
		if t.stop || t.role != unknown || i > 0 && l.phrases[t.key].role == source {
			break
		}
		weightless := i > 0 && token{sense: l.phrases[t.key]}.light()
		phrase = strings.TrimSpace(phrase + " " + t.key)
		lighter := strings.TrimSpace(light + " " + t.key)
		s, ok := l.phrases[phrase]
		if !ok && bridged(first, by) {
			s, ok = l.phrases[lighter]
			ok = ok && (!weightless || s.role == state) // "legs feel light"
			if first.role != negation {                 // "not so tired" is no more than "not tired"
				s = s.shifted(by)
			}
		}
		if weightless {
			by |= t.link
		} else {
			light = lighter
		}
		if ok {
			best, taken = merged(tokens[:i+1], s), i+1
			best.link |= l.links[best.key]
			if first.role == negation && i > 0 {
				best.link |= linkNot
			}
		}
	}
	return best, taken
}

// bridged tells whether a phrase may have words left out behind its first: not
// in "dog is tired" for "dog tired", nor in "ok so sleep" for "ok sleep".
func bridged(first sense, by link) bool {
	return first.role != others && (first.role != level || by&linkVery == 0)
}

// light tells whether a token has no weight of its own.
func (t token) light() bool {
	return t.role == filler || t.role == self || t.role == today || t.role == mine || t.role == source
}

// merged makes one token of several.
func merged(tokens []token, s sense) token {
	t := tokens[0]
	t.sense = s
	for _, next := range tokens[1:] {
		t.text, t.key, t.link, t.to = t.text+" "+next.text, t.key+" "+next.key, 0, next.to
	}
	return t
}
