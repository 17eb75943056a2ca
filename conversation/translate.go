package conversation

import (
	"fmt"
	"strings"

	"restday"
	"restday/rules"
)

// English words of rules and sessions stand beside the thing they describe and
// arrive here finished. Other languages say them with the same values; what
// they lack stays English.

// ruleWords says a reason or notice: key "S3.lasting" goes by rule.S3.lasting,
// or by rule.S3 where the case has no words of its own.
func (t *turn) ruleWords(key, english string, values map[string]any) string {
	var pairs []any
	for name, v := range values {
		switch v := v.(type) {
		case rules.Lows:
			pairs = append(pairs, name, t.lows(v))
		case float64:
			pairs = append(pairs, name, t.say.Round(v))
		default:
			pairs = append(pairs, name, v)
		}
	}
	rule, _, isCase := strings.Cut(key, ".")
	words := t.say.Or("rule."+rule, english, pairs...)
	if isCase {
		words = t.say.Or("rule."+key, words, pairs...)
	}
	return words
}

// lows lists the items that stand out: "low energy (2, you are usually 3.4)".
func (t *turn) lows(l rules.Lows) string {
	parts := make([]string, len(l))
	for i, low := range l {
		parts[i] = t.say.Or(fmt.Sprintf("low.%s.%d", low.Item, low.Step()), low.Words())
		if low.Usual != nil {
			parts[i] = t.say.Say("why.usual", "words", parts[i], "value", t.say.Round(low.Value), "usual", t.say.Round(*low.Usual))
		}
	}
	return strings.Join(parts, ", ")
}

// seen lists what a rule saw, without what is not so: "sleep hours 5".
func (t *turn) seen(facts []rules.Fact) string {
	var parts []string
	for _, f := range facts {
		name := t.say.Say("fact." + f.Name)
		switch v := f.Value.(type) {
		case bool:
			if v {
				parts = append(parts, name)
			}
		case string:
			parts = append(parts, t.say.Say("why.fact", "name", name, "value", t.say.Say("value."+v)))
		default:
			parts = append(parts, t.say.Say("why.fact", "name", name, "value", v))
		}
	}
	return strings.Join(parts, ", ")
}

// title names a session. A plan's own titles stay as they were written.
func (t *turn) title(english string) string {
	base, shortened := strings.CutSuffix(english, rules.Shortened)
	title := t.say.Own("session", base)
	if shortened {
		title = t.say.Say("answer.shortened", "title", title)
	}
	return title
}

// purpose says what a session is for, and how it ends.
func (t *turn) purpose(s restday.Advised) string {
	purpose := t.say.Own("session", s.Purpose)
	if m := s.Mobility; m.Minutes > 0 {
		purpose += " " + t.say.Say("answer.mobility",
			"minutes", m.Minutes, "regions", strings.Join(t.sessionWords(m.Regions), ", "), "sore", m.Sore)
	}
	return purpose
}

// sessionWords says options or regions of the body.
func (t *turn) sessionWords(english []string) []string {
	words := make([]string, len(english))
	for i, e := range english {
		words[i] = t.say.Own("session", e)
	}
	return words
}

// understand reads a reply. Where it hurts is kept as it was typed: a German
// knee has a capital.
func (t *turn) understand(text string, open Question) Meaning {
	if m, ok := t.inOrder(text, open); ok {
		return m
	}
	m := t.lexicon.Understand(text, open)
	if m.Pain != nil {
		m.Pain.Where = asTyped(m.Pain.Where, text)
	}
	return m
}

// asTyped finds words, which are in small letters, in a text and returns them
// as they stand there.
func asTyped(words, text string) string {
	small := strings.ToLower(text)
	if at := strings.Index(small, words); at >= 0 && len(small) == len(text) {
		return text[at : at+len(words)]
	}
	return words
}
