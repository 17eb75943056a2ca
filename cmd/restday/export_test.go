package main

import "testing"

func TestNotesAreExported(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, db string) {
		must(t, "/journal Late coffee, \"never again\"\n", "try", "--db", db, "--at", "2026-03-12T07:00")
		want := "athlete,day,note\nterminal:me,2026-03-12,\"Late coffee, \"\"never again\"\"\"\n"
		if got := must(t, "", "export", "notes", "--db", db); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
