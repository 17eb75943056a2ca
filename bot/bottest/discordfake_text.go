package bottest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// DiscordText returns what a person reads of a message: Discord's markup is
// gone, and what a backslash guards stands there as it is.
func DiscordText(markdown string) string {
	var b strings.Builder
	for _, line := range strings.SplitAfter(markdown, "\n") {
		b.WriteString(discordBlock.ReplaceAllStringFunc(line, func(mark string) string {
			if strings.ContainsAny(mark, "-*") && !strings.Contains(mark, "#") {
				return "• "
			}
			return ""
		}))
	}
	return discordInline(b.String())
}

// discordBlock is what makes a line a heading, a quotation or a list.
var discordBlock = regexp.MustCompile(`^[ \t]*(>>> |> |#{1,3} |-# |[-*] )`)

// discordSpans are what is drawn as a whole: addresses, mentions and the like,
// and addresses behind a word.
var discordSpans = []struct {
	pattern *regexp.Regexp
	shown   string
}{
	{regexp.MustCompile(`^https?://[^\s<]*[^\s<.,:;"'\])]`), "$0"},
	{regexp.MustCompile(`^<(?:@[!&]?|#|a?:\w+:|t:|/)[^\s>]*>`), "‹mention›"},
	{regexp.MustCompile(`^<(https?://[^\s>]+)>`), "$1"},
	{regexp.MustCompile(`^\[([^\]]+)\]\(https?://[^\s)]+\)`), "$1"},
	{regexp.MustCompile("^```(?s:(.+?))```"), "$1"},
	{regexp.MustCompile("^`([^`]+)`"), "$1"},
}

var discordStyles = []string{"**", "__", "~~", "||", "*", "_"}

func discordInline(s string) string {
	var b strings.Builder
	for s != "" {
		if shown, rest, ok := discordSpan(s); ok {
			b.WriteString(shown)
			s = rest
			continue
		}
		if inner, rest, ok := discordStyle(s); ok {
			b.WriteString(discordInline(inner))
			s = rest
			continue
		}
		if len(s) > 1 && s[0] == '\\' && discordEscapable(s[1:]) {
			s = s[1:]
		}
		_, n := utf8.DecodeRuneInString(s)
		b.WriteString(s[:n])
		s = s[n:]
	}
	return b.String()
}

func discordEscapable(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsSpace(r)
}

func discordSpan(s string) (shown, rest string, ok bool) {
	if !strings.ContainsRune("h<[`", rune(s[0])) {
		return "", s, false // no span begins like this; most letters do not
	}
	for _, span := range discordSpans {
		if found := span.pattern.FindString(s); found != "" {
			return span.pattern.ReplaceAllString(found, span.shown), s[len(found):], true
		}
	}
	return "", s, false
}

// discordStyle splits "**bold** rest".
func discordStyle(s string) (inner, rest string, ok bool) {
	for _, mark := range discordStyles {
		if !strings.HasPrefix(s, mark) {
			continue
		}
		for i := len(mark); i < len(s); i++ {
			if s[i] == '\\' {
				i++
				continue
			}
			if i > len(mark) && discordCloses(s, i, mark) {
				return s[len(mark):i], s[i+len(mark):], true
			}
		}
	}
	return "", s, false
}

func discordCloses(s string, i int, mark string) bool {
	if !strings.HasPrefix(s[i:], mark) {
		return false
	}
	after, _ := utf8.DecodeRuneInString(s[i+len(mark):])
	if mark == "_" {
		return !unicode.IsLetter(after) && !unicode.IsDigit(after)
	}
	return !strings.HasPrefix(s[i+len(mark):], mark[:1])
}
