package conversation

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// phrase is one reply of testdata/phrases and what must be recorded from it.
type phrase struct {
	Say     string   `yaml:"say"`
	Want    record   `yaml:"want"`
	Or      []record `yaml:"or"`
	Unclear bool     `yaml:"unclear"`
}

// record is what `restday parse` prints, but for what is unclear.
type record map[string]any

// TestPhrases guards: of what athletes type, at least 95 % is read right, at
// most 0.5 % wrong, and the rest is asked again. Wrong is whatever is recorded
// and was not said.
func TestPhrases(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "de"} {
		phrases := loadPhrases(t, language)
		parser := parsing(t, language)
		var right, wrong, asked float64
		for _, p := range phrases {
			m := parser.Understand(p.Say, Question{})
			switch got := recorded(t, m); {
			case p.accepts(got, len(m.Unclear) > 0):
				right++
			case p.invents(got):
				wrong++
				t.Logf("wrong: %q: %v, want %v", p.Say, got, p.Want)
			default:
				asked++
				t.Logf("asked again: %q: %v, want %v, unclear %q", p.Say, got, p.Want, m.Unclear)
			}
		}
		n := float64(len(phrases))
		t.Logf("%s: %.0f phrases: %.1f %% right, %.1f %% wrong, %.1f %% asked again", language, n, 100*right/n, 100*wrong/n, 100*asked/n)
		if n < 150 || right < 0.95*n || wrong > 0.005*n {
			t.Errorf("%s: too few, too few right, or too many wrong", language)
		}
	}
}

func loadPhrases(t *testing.T, language string) []phrase {
	t.Helper()
	data, err := os.ReadFile("testdata/phrases/" + language + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var phrases []phrase
	if err := yaml.UnmarshalWithOptions(data, &phrases, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return phrases
}

// recorded is a meaning without what is unclear and without what is empty.
func recorded(t *testing.T, m Meaning) record {
	t.Helper()
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var r record
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	delete(r, "unclear")
	for key, value := range r {
		if list, ok := value.([]any); value == nil || value == "" || ok && len(list) == 0 {
			delete(r, key)
		}
	}
	return r.plain()
}

// plain makes two records comparable: numbers of one type, symptoms in one
// order, words small.
func (r record) plain() record {
	data, _ := json.Marshal(r)
	var out record
	_ = json.Unmarshal([]byte(strings.ToLower(string(data))), &out)
	if signs, ok := out["symptoms"].([]any); ok {
		slices.SortFunc(signs, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	}
	return out
}

// accepts tells whether a reading is one of those that are right.
func (p phrase) accepts(got record, unclear bool) bool {
	if p.Want.covers(got) && got.covers(p.Want.plain()) && (unclear || !p.Unclear) {
		return true
	}
	return slices.ContainsFunc(p.Or, func(or record) bool { return or.covers(got) && got.covers(or.plain()) })
}

// invents tells whether a reading holds anything that no right one does.
func (p phrase) invents(got record) bool {
	return !slices.ContainsFunc(append([]record{p.Want}, p.Or...), func(r record) bool { return r.covers(got) })
}

// covers tells whether a record holds all of another; the words behind a
// command count where both have some.
func (r record) covers(other record) bool {
	own := r.plain()
	for key, value := range other {
		if key == "args" && own[key] == nil {
			continue
		}
		if !holds(own[key], value) {
			return false
		}
	}
	return true
}

func holds(own, part any) bool {
	switch part := part.(type) {
	case []any:
		list, _ := own.([]any)
		return !slices.ContainsFunc(part, func(p any) bool { return !slices.Contains(list, p) })
	case map[string]any:
		fields, ok := own.(map[string]any)
		for key, value := range part {
			ok = ok && reflect.DeepEqual(fields[key], value)
		}
		return ok
	}
	return reflect.DeepEqual(own, part)
}
