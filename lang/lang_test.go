package lang_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"restday/lang"
)

func TestSay(t *testing.T) {
	t.Parallel()
	book, err := lang.Load(fstest.MapFS{
		"en.yaml": {Data: []byte("hello: \"Hello {{.name}}\"\nonly: English\n")},
		"de.yaml": {Data: []byte("hello: \"Hallo {{.name}}\"\nquestion: {mood: {ask: Und die Laune?}}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	german, english := book.Speaker("de-AT"), book.Speaker("fr")
	for _, c := range []struct{ got, want string }{
		{german.Language, "de"}, {english.Language, "en"},
		{german.Say("hello", "name", "<b>_*"), "Hallo <b>_*"},
		{german.Say("only"), "English"},
		{english.Say("no.such.key"), "no.such.key"},
		{german.Or("question.mood.ask", "And your mood?"), "Und die Laune?"},
		{english.Or("question.mood.ask", "And your mood?"), "And your mood?"},
		{english.Or("question.x.said", "energy {{.answer}}", "answer", "low"), "energy low"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	for code, want := range map[string]bool{"de": true, "de-AT": true, "en-US": true, "fr": false, "xx": false, "??": false} {
		if book.Speaks(code) != want {
			t.Errorf("speaks %s: %v", code, !want)
		}
	}
	if !book.Has("hello") || book.Has("question.mood.ask") {
		t.Error("Has must know English keys, and only those")
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"no English": {fstest.MapFS{"de.yaml": {Data: []byte("a: b\n")}}, "en.yaml is missing"},
		"not YAML":   {fstest.MapFS{"en.yaml": {Data: []byte("a: [b\n")}}, "language file en.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := lang.Load(c.files); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want an error with %q, got %v", c.want, err)
			}
		})
	}
}

func builtin(t *testing.T) *lang.Book {
	t.Helper()
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return book
}
