package rules

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// good is a rule that is fine by itself; tests spoil one line of it.
const good = `id: Q1
order: 900
when: sleep_hours > 10
ceiling: modified
factor: 0.8
text: "A very long night, {sleep_hours} h."
cases:
  - name: longer
    when: sleep_hours > 12
    ceiling: easy
    factor: 0.8
source: "[O]"
fires:
  day: 2026-03-12
  checkins: [{day: 2026-03-12, sleep_h: 10.5}]
silent:
  day: 2026-03-12
  checkins: [{day: 2026-03-12, sleep_h: 10}]
`

// well is good without the mistake that a factor on an easy ceiling is.
var well = strings.Replace(good, "    ceiling: easy\n    factor: 0.8\n", "    text: Even longer.\n", 1)

func files(texts ...string) fstest.MapFS {
	fs := fstest.MapFS{}
	for i, text := range texts {
		fs[fmt.Sprintf("%c.yaml", 'a'+i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return fs
}

func TestARuleOfOnesOwn(t *testing.T) {
	t.Parallel()
	l, err := Load(files(well))
	if err != nil {
		t.Fatal(err)
	}
	d := l.Decide(day(planned("key"), says(0, "sleep_h=10.25")), shelf{})
	if d.Outcome != Modified || d.Reasons[0].Text != "A very long night, 10.3 h." || *d.Session.Minutes != 48 {
		t.Errorf("got %+v", d)
	}
	if diff := cmp.Diff(map[string]any{"sleep_hours": 10.25}, d.Reasons[0].Values); diff != "" {
		t.Error(diff)
	}
	d = l.Decide(day(planned("key"), says(0, "sleep_h=13")), shelf{})
	if d.Reasons[0].Text != "Even longer." || d.Reasons[0].Key != "Q1.longer" || *d.Session.Minutes != 48 {
		t.Errorf("got %+v", d.Reasons[0])
	}
}

func TestBadRulesAreRefusedByLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, new, want string }{
		{"id: Q1", "id: q-1", `a.yaml:1: id: "q-1" is not a rule id like G1`},
		{"id: Q1\n", "", `a.yaml:1: id: "" is not a rule id like G1`},
		{"order: 900\n", "", "a.yaml:1: order: is missing"},
		{"order: 900", "order: soon", "a.yaml:2: cannot unmarshal"},
		{"when: sleep_hours > 10\n", "", "a.yaml:1: when: is missing"},
		{"when: sleep_hours > 10\n", "when: slep > 10\n", "a.yaml:3: when: at 1:1 of the condition: unknown fact slep; did you mean sleep_hours?"},
		{"when: sleep_hours > 10\n", "when: sleep_hours > true\n", "a.yaml:3: when: at 1:13 of the condition: invalid operation: > (mismatched types float64 and bool)"},
		{"when: sleep_hours > 12", "when: sleep_hours + 1", "a.yaml:9: cases[0].when: at column 13 of the condition: only"},
		{"ceiling: modified", "ceiling: gentle", `a.yaml:4: ceiling: "gentle" is not one of rest, recovery, easy, modified, as_planned`},
		{"ceiling: modified\n", "", `a.yaml:1: ceiling: "" is not one of`},
		{"ceiling: modified", "ceiling: easy", "a.yaml:5: factor: only a ceiling of modified has a factor"},
		{"factor: 0.8\ntext", "factor: 1.2\ntext", "a.yaml:5: factor: 1.2 is not above 0 and at most 1"},
		{"factor: 0.8\ntext", "rpe_max: 11\ntext", "a.yaml:5: rpe_max: 11 is outside 0–10"},
		{"factor: 0.8\ntext", "minutes_max: 0\ntext", "a.yaml:5: minutes_max: 0 is outside 1–1440"},
		{"factor: 0.8\ntext", "faktor: 0.8\ntext", `a.yaml:5: unknown field "faktor"`},
		{"factor: 0.8\ntext", "options: [{text: x, needs: car}]\ntext", "a.yaml:5: options: each needs a text, and needs is pool or bike"},
		{"factor: 0.8\ntext", "safety: true\ntext", "a.yaml:1: options: is missing; a safety rule says what else would do"},
		{"{sleep_hours} h", "{slept} h", "a.yaml:6: text: {slept} is not a fact"},
		{"  - name: longer\n", "  - named: longer\n", `a.yaml:8: unknown field "named"`},
		{"name: longer", `name: ""`, "a.yaml:8: cases[0].name: each case needs a name of its own"},
		{`source: "[O]"` + "\n", "", "a.yaml:1: source: is missing"},
		{"sleep_h: 10.5}", "sleep_h: 9}", "fires: does not make Q1 fire: sleep hours 9 > 10"},
		{"sleep_h: 10}", "sleep_h: 11}", "silent: makes Q1 fire: sleep hours 11 > 10"},
		{"sleep_h: 10.5}", "sleep_h: 25}", "fires.checkins[0].sleep_h: 25 is outside 0–24"},
		{"sleep_h: 10}", "slept: 10}", "silent.checkins[0].slept: unknown field"},
		{"fires:\n  day: 2026-03-12\n", "fires:\n", "a.yaml:13: fires: input: day is missing"},
		{"source", "source: [", "a.yaml:11: "},
		{"id: Q1", "id: Q1\nid: Q2", "a.yaml:2: mapping key \"id\" already defined at [1:1]"},
		{good, "", "a.yaml:1: the file has to be one YAML document"},
		{good, "--- \n" + good + "---\n" + good, "a.yaml:1: the file has to be one YAML document"},
		{good, "just words", "a.yaml:1: "},
	} {
		source := well
		if c.old == good {
			source = good
		}
		text := strings.Replace(source, c.old, c.new, 1)
		if text == source {
			t.Errorf("%q is not in the rule", c.old)
		}
		_, err := Load(files(text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q\n got %v\nwant %s", c.new, c.old, err, c.want)
		}
	}
}

func TestMissingExamplesAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"fires", "silent"} {
		// With null in its place the example is as good as missing.
		before, _, _ := strings.Cut(well, "fires:")
		other := map[string]string{"fires": "silent", "silent": "fires"}[name]
		text := before + other + ": {day: 2026-03-12}\n" + name + ": null\n"
		want := name + ": is missing; give an input that shows it"
		if _, err := Load(files(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestTwoRulesOfOneKindAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, new, want string }{
		{"order: 900", "order: 901", "b.yaml:1: id: Q1 is already in a.yaml"},
		{"id: Q1", "id: Q2", "b.yaml:2: order: 900 is taken by a.yaml"},
	} {
		if _, err := Load(files(well, strings.Replace(well, c.old, c.new, 1))); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("an empty library is accepted")
	}
}

func TestEveryBadFileIsNamed(t *testing.T) {
	t.Parallel()
	_, err := Load(files(strings.Replace(well, "when:", "whem:", 1), well, "id: 3"))
	if err == nil || !strings.Contains(err.Error(), "a.yaml:3:") || !strings.Contains(err.Error(), "c.yaml:1:") {
		t.Errorf("got %v", err)
	}
}

func TestLibraryFollowsTheTable(t *testing.T) {
	t.Parallel()
	l := library(t)
	var ids []string
	for _, r := range l.Rules() {
		ids = append(ids, r.ID)
	}
	want := strings.Fields("S1 S2 S3 S4 S5 S6 R1 R2 R3 F1 F2 F3 G1 G2 G3 N1 N2 H1 H2 A1 A2 A3 D1 D2 T1 T2 L1 L2 L3 M1 U1 P1 OK")
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Error(diff)
	}
	for _, c := range l.Decide(day(), shelf{}).Checked {
		if c.Rule != want[0] || c.Saw == "" {
			t.Errorf("checked %s (saw %q), want %s", c.Rule, c.Saw, want[0])
		}
		want = want[1:]
	}
	if r, ok := l.Rule("G1"); !ok || r.Source == "" {
		t.Errorf("G1 is %+v", r)
	}
	if _, ok := l.Rule("Z9"); ok {
		t.Error("there is a rule Z9")
	}
}

func TestVersionFollowsTheContent(t *testing.T) {
	t.Parallel()
	version := func(text string) string {
		l, err := Load(files(text))
		if err != nil {
			t.Fatal(err)
		}
		return l.Version()
	}
	first, again, other := version(well), version(well), version(well+"# a word\n")
	if first != again || first == other || len(first) != 12 {
		t.Errorf("versions %s, %s and %s", first, again, other)
	}
}

func TestEveryFactHasATypeThatConditionsKnow(t *testing.T) {
	t.Parallel()
	facts{}.each(func(name string, field reflect.Value, words []string) {
		kind := field.Type()
		if kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
		_, known := factVocabulary(nil).types[name]
		if name == "" || !known && kind != reflect.TypeFor[Lows]() || kind.Kind() == reflect.String && len(words) == 0 {
			t.Errorf("fact %q of type %s", name, field.Type())
		}
	})
}
