package conversation

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"restday/lang"
)

// FuzzLoadQuestions: whatever a question file holds, it is loaded or refused
// with its name; a loaded one can be asked.
func FuzzLoadQuestions(f *testing.F) {
	seeds, err := fs.Glob(builtinQuestions, "questions/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range seeds {
		data, err := builtinQuestions.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	book, err := lang.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data string) {
		qs, err := LoadQuestions(fstest.MapFS{"mood.yaml": {Data: []byte(data)}})
		if err != nil {
			if msg := err.Error(); !strings.Contains(msg, "mood.yaml") && !strings.Contains(msg, "nothing would be asked") {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		q := qs.byKey["mood"]
		if q.asks(book.Speaker("en")) == "" {
			t.Error("a question without words was loaded")
		}
	})
}

// FuzzLoadLexicon: whatever a vocabulary holds, it is loaded or refused with
// its name, and reading with it never crashes.
func FuzzLoadLexicon(f *testing.F) {
	data, err := builtinVocabulary.ReadFile("vocabulary/en.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data), "7.5h, legs sore")
	f.Add("items: {mood: {states: {1: [low]}}}", "low")
	f.Fuzz(func(t *testing.T, data, text string) {
		lex, err := LoadLexicon(fstest.MapFS{"xx.yaml": {Data: []byte(data)}}, "xx.yaml")
		if err != nil {
			if !strings.Contains(err.Error(), "xx.yaml") {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		lex.Understand(text, Question{})
	})
}
