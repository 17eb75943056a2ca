package conversation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"restday"
)

// CheckLanguage refuses a language code that the bot cannot speak; "" is fine.
func (f *Flow) CheckLanguage(code string) error {
	if code == "" || f.book.Speaks(code) {
		return nil
	}
	return fmt.Errorf("there is no language %q; there is: %s", code, strings.Join(f.book.Languages(), ", "))
}

// Parse reads a text as a reply with no question open, in the language that
// fits the code best. Appetite is no item of those that `restday parse` tells
// of: scripts know the check-in's columns.
func (f *Flow) Parse(language, text string) Meaning {
	m := f.reading(f.book.Match(language)).Understand(text, Question{})
	for i, a := range m.Answers {
		if a.Item == restday.Appetite {
			m.Answers, m.Unclear = slices.Delete(m.Answers, i, i+1), append(m.Unclear, text)
			break
		}
	}
	return m
}

// painJSON is contract.md's form of a pain: only what was said.
type painJSON struct {
	Where       string   `json:"where,omitempty"`
	Level       *float64 `json:"level,omitempty"`
	Kind        string   `json:"kind,omitempty"`
	ChangesGait *bool    `json:"changes_gait,omitempty"`
}

// MarshalJSON writes what `restday parse` prints: items that were not said are
// absent, the last five keys are always there.
func (m Meaning) MarshalJSON() ([]byte, error) {
	out := map[string]any{
		"symptoms": orEmpty(m.Symptoms), "pain": nil, "command": nil, "args": m.Args, "unclear": orEmpty(m.Unclear),
	}
	for _, a := range m.Answers {
		out[string(a.Item)] = a.Value
	}
	if m.Pain != nil {
		out["pain"] = painJSON(*m.Pain)
	}
	if m.Command != "" {
		out["command"] = m.Command
	}
	return json.Marshal(out)
}

func orEmpty(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
