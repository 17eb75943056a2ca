package conversation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"restday"
)

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
