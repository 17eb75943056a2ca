package lang

import "testing"

func TestLists(t *testing.T) {
	t.Parallel()
	book, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	de := book.Speaker("de")
	for _, c := range []struct {
		list, phrase string
		want         bool
	}{
		{"plan_undo", "rückgängig", true},
		{"plan_undo", "rueckgaengig", true},
		{"plan_undo", "undo it", false}, // English
		{"plan_undo", "rück", false},
		{"nothing_of_that_name", "rückgängig", false},
	} {
		if got := de.Lists(c.list, c.phrase); got != c.want {
			t.Errorf("%s holds %q: %v, want %v", c.list, c.phrase, got, c.want)
		}
	}
}
