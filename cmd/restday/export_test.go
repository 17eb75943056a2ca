package main

import (
	"strings"
	"testing"
)

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

func TestTheSeasonIsExportedAndRead(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, db string) {
		must(t, "change my week\n5 days\nTue and Fri hard\nMonday\nrace on 19 April, A, 10 km, Spring Run\n", "try", "--db", db, "--at", "2026-03-12T07:00")
		for kind, want := range map[string]string{
			"races": "athlete,day,priority,title,distance_km\nterminal:me,2026-04-19,A,Spring Run,10\n",
			"weeks": "athlete,week,start\nterminal:me,rest key easy easy key rest easy,2026-03-09\n",
		} {
			if got := must(t, "", "export", kind, "--db", db); got != want {
				t.Errorf("%s: got %q, want %q", kind, got, want)
			}
		}
		for kind, bad := range map[string]string{
			"races": "athlete,day,priority\nterminal:me,2026-04-19,D\n",
			"weeks": "athlete,week\nterminal:me,rest key\n",
		} {
			r := runRestday(t, bad, "import", kind, "-", "--db", db)
			if r.code != exitRefused || !strings.Contains(r.stderr, "line 2") {
				t.Errorf("%s: exit %d, %s", kind, r.code, r.stderr)
			}
		}
	})
}
