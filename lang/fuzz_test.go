package lang_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"restday/lang"
)

// FuzzLoad: whatever a language file holds, it is loaded or refused with its name.
func FuzzLoad(f *testing.F) {
	for _, s := range []string{"a: b\n", "day: {one: x, other: y}\n", "a: \"{{.n\"\n", "a: [", "other: x\nb: y\n", "a: 1\n", "- id: a\n  other: b\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		book, err := lang.Load(fstest.MapFS{"en.yaml": {Data: []byte(data)}})
		if err != nil {
			if !strings.Contains(err.Error(), "en.yaml") {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		book.Speaker("en").Say("a", "n", 1)
	})
}
