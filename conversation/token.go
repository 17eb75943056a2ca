package conversation

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// token is a word, a number or a mark of punctuation of a reply, and what it means.
type token struct {
	sense
	text  string // in lower case
	from  int    // where it stands in the normalised reply, in bytes
	to    int
	stop  bool // punctuation that ends a part of the reply
	asked bool // a question mark
}

var (
	numberParts = regexp.MustCompile(`^(?:` +
		`(?P<span>\d{1,2}[:.h]\d{2} ?(?:-|to|till|until) ?\d{1,2}[:.h]\d{2})(?:\D|$)|` +
		`(?P<clock>\d{1,2}:\d{2} ?h?)(?:[^\d]|$)|` +
		`(?P<hm>\d{1,2} ?(?:h|hrs?|hours?) ?(?:and )?\d{1,2} ?(?:m|min|mins|minutes)?)(?:[^\da-z]|$)|` +
		`(?P<tenth>\d{1,2}(?:\.\d+)? ?(?:/|out of) ?10)(?:\D|$)|` +
		`(?P<range>\d{1,2}(?:\.\d+)? ?(?:-|to|or) ?\d{1,2}(?:\.\d+)?)(?:[^\d.:]|$)|` +
		`(?P<plus>\d{1,2}(?:\.\d+)?\+)|` +
		`(?P<number>\d{1,4}(?:\.\d+)?)(?:[^\d:/]|$))`)
	word         = regexp.MustCompile(`^[\p{L}][\p{L}\p{M}'-]*`)
	decimalComma = regexp.MustCompile(`(^|[^\d,])(\d{1,2}),(\d{1,2})($|[^\d,])`)
	between      = regexp.MustCompile(`\bbetween (\d+(?:\.\d+)?) and (\d)`)
	digits       = regexp.MustCompile(`\d+(?:\.\d+)?`)
)

// normal makes the many ways of typing the same thing one, number words too.
func (l *Lexicon) normal(text string) string {
	words := strings.Split(plainer(text), " ")
	for i, w := range words {
		if s, ok := l.phrases[w]; ok && s.role == number {
			words[i] = strconv.FormatFloat(s.value, 'f', -1, 64)
		}
	}
	return between.ReplaceAllString(strings.Join(words, " "), "$1-$2")
}

// plainer writes letters small and punctuation in its simplest form.
func plainer(text string) string {
	text = strings.ToLower(tidy(text, len(text)))
	text = strings.NewReplacer("’", "'", "‘", "'", "–", "-", "—", "-", "−", "-", "½", ".5", "¼", ".25", "¾", ".75").Replace(text)
	text = strings.ReplaceAll(text, " .5", ".5")
	return decimalComma.ReplaceAllString(text, "$1$2.$3$4")
}

// scan cuts a normalised text into tokens, each with its meaning.
func (l *Lexicon) scan(text string) []token {
	var tokens []token
	for at := 0; at < len(text); {
		t, size := l.first(text[at:])
		t.from, t.to = at, at+size
		if t.text != "" {
			tokens = append(tokens, t)
		}
		at += size
	}
	return l.phrasesIn(tokens)
}

// first returns the token at the start of text and how many bytes it takes.
func (l *Lexicon) first(text string) (token, int) {
	if m := numberParts.FindStringSubmatchIndex(text); m != nil {
		return numberToken(text, m)
	}
	if w := word.FindString(text); w != "" {
		return token{text: w}, len(w)
	}
	if strings.HasPrefix(text, ".5") {
		return token{text: ".5", sense: sense{role: number, value: 0.5}}, 2
	}
	size := 1
	for size < len(text) && text[size]&0xC0 == 0x80 { // the rest of one UTF-8 character
		size++
	}
	mark := strings.TrimSpace(text[:size])
	return token{text: mark, stop: strings.Contains(",;.!\n?", mark) && mark != "", asked: mark == "?"}, size
}

// numberToken reads the group of numberParts that matched.
func numberToken(text string, m []int) (token, int) {
	for i, group := range numberParts.SubexpNames() {
		if group == "" || m[2*i] < 0 {
			continue
		}
		raw := text[m[2*i]:m[2*i+1]]
		t := token{text: strings.TrimSpace(raw)}
		t.sense = numberSense(group, digits.FindAllString(raw, -1), raw)
		return t, len(raw)
	}
	return token{}, len(text)
}

func numberSense(group string, parts []string, raw string) sense {
	n := make([]float64, len(parts))
	for i, p := range parts {
		n[i], _ = strconv.ParseFloat(p, 64) // the expression lets only digits through
	}
	switch group {
	case "span":
		return spanSense(digits.FindAllString(strings.ReplaceAll(raw, ".", ":"), -1))
	case "clock", "hm":
		colon := group == "clock" && !strings.HasSuffix(raw, "h")
		return sense{role: clock, value: round2(n[0] + n[1]/60), colon: colon}
	case "tenth":
		return sense{role: tenth, value: n[0]}
	case "range":
		if n[0] > n[1] {
			return sense{}
		}
		return sense{role: number, value: (n[0] + n[1]) / 2}
	case "plus":
		return sense{role: number, value: n[0] + 0.5}
	}
	return sense{role: number, value: n[0]}
}

// spanSense is the time from one clock time to another, over midnight too.
func spanSense(parts []string) sense {
	var n [4]float64
	for i, p := range parts[:min(len(parts), 4)] {
		n[i], _ = strconv.ParseFloat(p, 64)
	}
	minutes := math.Mod(n[2]*60+n[3]-n[0]*60-n[1]+24*60, 24*60)
	return sense{role: clock, value: round2(minutes / 60)}
}

func round2(v float64) float64 { return math.Round(v*100) / 100 }

// phrasesIn joins words into the longest phrases that the lexicon knows;
// symptoms first, so that a sore throat is not a sore muscle.
func (l *Lexicon) phrasesIn(tokens []token) []token {
	tokens = l.join(tokens, func(s sense) bool { return s.role == symptom })
	return l.join(tokens, func(sense) bool { return true })
}

func (l *Lexicon) join(tokens []token, wanted func(sense) bool) []token {
	var out []token
	for i := 0; i < len(tokens); {
		t, taken := l.longestAt(tokens[i:], wanted)
		out = append(out, t)
		i += taken
	}
	return out
}

// longestAt returns the longest phrase that begins the tokens, and how many of
// them it takes. Words without weight may stand inside: "throat is a bit sore".
func (l *Lexicon) longestAt(tokens []token, wanted func(sense) bool) (token, int) {
	best, taken := tokens[0], 1
	if best.role != unknown {
		return best, taken
	}
	phrase, light := "", ""
	for i, t := range tokens[:min(len(tokens), 2*l.longest)] {
		if t.stop || t.role != unknown {
			break
		}
		weightless := i > 0 && l.phrases[t.text].role == filler
		phrase = strings.TrimSpace(phrase + " " + t.text)
		if !weightless {
			light = strings.TrimSpace(light + " " + t.text)
		}
		s, ok := l.phrases[phrase]
		if !ok && !weightless {
			s, ok = l.phrases[light]
		}
		if ok && wanted(s) {
			best, taken = token{sense: s, text: phrase, from: tokens[0].from, to: t.to}, i+1
		}
	}
	return best, taken
}
