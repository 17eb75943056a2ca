package conversation

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"restday"
	"restday/lang"
	"restday/rules"
)

// TestEveryKeyHasWords guards: nobody is ever answered with the name of a key.
func TestEveryKeyHasWords(t *testing.T) {
	t.Parallel()
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{"greeting.day", "greeting.morning"}
	for _, o := range rules.Outcomes {
		keys = append(keys, "outcome."+string(o))
	}
	for d := range 7 {
		keys = append(keys, "weekday."+string(rune('0'+d)))
	}
	for _, s := range restday.Sports {
		keys = append(keys, "start.sport_"+s)
	}
	for _, name := range menu {
		keys = append(keys, "command."+name)
	}
	literal := regexp.MustCompile(`(?:Say|Count|Languages|Times|Zones|Days|Quiet)\("([^"]+)"[,)]|key :?= "([a-z_]+\.[a-z_]*[a-z])"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range literal.FindAllStringSubmatch(string(data), -1) {
			keys = append(keys, m[1]+m[2])
		}
	}
	if len(keys) < 60 {
		t.Fatalf("found only %d keys: has the way words are looked up changed?", len(keys))
	}
	for _, key := range keys {
		if !book.Has(key) {
			t.Errorf("lang/en.yaml lacks %s", key)
		}
	}
}

func TestTidy(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"<b>_*":                  "<b>_*",
		" a\n\tb ":               "a b",
		"a\u202eb\x00c\x1b[31md": "abc[31md",
		"\xff\xfe":               "",
		"👩\u200d🚀 zoë":           "👩\u200d🚀 zoë",
		strings.Repeat("é", 40):  strings.Repeat("é", 30) + "…",
	} {
		if got := tidy(in, 30); got != want || !utf8.ValidString(got) {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestQuestionFilesRefused guards: a bad question file is refused with its
// name, and with the line where it cannot be read.
func TestQuestionFilesRefused(t *testing.T) {
	t.Parallel()
	good := "key: hunger\ntitle: hunger\norder: 50\nkind: scale\nmin: 1\nmax: 5\nask: Hungry?\nagain: Are you hungry?\nsaid: \"hunger {{.answer}}\"\nchoices: [{value: 1, label: A lot}]\n"
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown key":       {"ask:", "asks:", "[7:1] unknown field"},
		"kind":              {"kind: scale", "kind: slider", "kind is \"slider\""},
		"no words":          {"again: Are you hungry?", "again: \"\"", "must all have words"},
		"no title":          {"title: hunger\n", "", "title is missing"},
		"range":             {"max: 5", "max: 1", "must be below"},
		"choice outside":    {"value: 1", "value: 6", "outside 1–5"},
		"no label":          {"label: A lot", "label: \"\"", "no label"},
		"another name":      {"key: hunger", "key: thirst", "must be the file's name"},
		"opens nothing":     {"order: 50", "order: 50\nthen: thirst", "which has no file"},
		"never asked":       {"order: 50", "order: 0", "nothing would be asked"},
		"choices missing":   {"choices: [{value: 1, label: A lot}]", "choices: []", "choices are missing"},
		"not YAML any more": {"ask: Hungry?", "ask: [", "hunger.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bad := fstest.MapFS{"hunger.yaml": {Data: []byte(strings.Replace(good, c.old, c.new, 1))}}
			if _, err := LoadQuestions(bad); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want an error with %q, got %v", c.want, err)
			}
		})
	}
	if _, err := LoadQuestions(fstest.MapFS{"hunger.yaml": {Data: []byte(good)}}); err != nil {
		t.Errorf("the good file is refused: %v", err)
	}
}
