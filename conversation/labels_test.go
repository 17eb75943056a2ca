package conversation

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/lang"
)

// TestWordsOnTheCardAreUnderstood guards: whoever types what stands in the line
// of the card, or on the button of a symptom, says that, in every language and
// whatever is open. (What stands on a button in sight is found by its label.)
func TestWordsOnTheCardAreUnderstood(t *testing.T) {
	t.Parallel()
	questions, err := BuiltinQuestions()
	if err != nil {
		t.Fatal(err)
	}
	lexicons, err := BuiltinLexicons()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions.morning {
		lexicons[lang.English].AddNames(q)
	}
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(book.Languages())), slices.Sorted(maps.Keys(lexicons))); diff != "" {
		t.Fatalf("a language has words to say and words to understand (-said +understood):\n%s", diff)
	}
	for _, code := range book.Languages() {
		for _, q := range questions.byKey {
			understands(t, lexicons[code], book.Speaker(code), q)
		}
	}
}

func understands(t *testing.T, l *Lexicon, s lang.Speaker, q Question) {
	t.Helper()
	for i, o := range q.Choices {
		want, label := q.answer(i), q.label(s, i)
		switch {
		case q.Kind == kindScale && q.Max <= 5:
			reads(t, l, s.Language, q.says(s, want), want)
		case q.Kind == kindSeveral:
			if m := l.Understand(label, Question{}); strings.Join(m.Symptoms, " ") != o.Words {
				t.Errorf("%s: %q is read as %+v", s.Language, label, m)
			}
		}
	}
}

func reads(t *testing.T, l *Lexicon, code, words string, want restday.Answer) {
	t.Helper()
	if m := l.Understand(words, Question{}); len(m.Answers) != 1 || m.Answers[0] != want {
		t.Errorf("%s: %q is read as %+v, want %+v", code, words, m, want)
	}
}

func TestAsTyped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, text, want string }{
		{"linkes knie", "mein linkes Knie zwickt", "linkes Knie"},
		{"left itb", "Left ITB hurts", "Left ITB"},
		{"knie", "was?", "knie"},
		{"", "Knie", ""},
		{"knie", "İ Knie", "knie"}, // small letters that are longer than the capital
	} {
		if got := asTyped(c.words, c.text); got != c.want {
			t.Errorf("%q in %q: got %q, want %q", c.words, c.text, got, c.want)
		}
	}
}
