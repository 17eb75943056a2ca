package conversation

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"restday"
)

// hours writes a number as people say it: 7, 7½, 7.25.
func hours(h float64) string {
	whole, part := math.Modf(h)
	switch {
	case part == 0.5 && whole == 0:
		return "½"
	case part == 0.5:
		return strconv.Itoa(int(whole)) + "½"
	}
	return strconv.FormatFloat(math.Round(h*100)/100, 'f', -1, 64)
}

// capital makes the first letter a capital.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// plain and bold make a Text of one run.
func plain(s string) restday.Text { return restday.Text{{Text: s}} }

func bold(s string) restday.Span { return restday.Span{Text: s, Bold: true} }

// tidy makes what somebody typed or calls themselves fit to be shown or
// stored: one line, no control or direction characters, at most max runes.
func tidy(s string, max int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200d' || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > max {
		return string(runes[:max]) + "…"
	}
	return s
}

// lowerFirst makes a title fit into a sentence, unless its second letter shows
// that it begins with a name or an abbreviation.
func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsUpper(r[0]) && unicode.IsLower(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}
