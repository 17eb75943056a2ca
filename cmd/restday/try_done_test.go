package main

import (
	"strings"
	"testing"
)

// What was done is exported, whether it was typed or came as a file.
func TestTryLogsWhatWasDone(t *testing.T) {
	t.Parallel()
	db := newFile(t)
	run := func(stdin string) string { return must(t, stdin, "try", "--db", db, "--at", "2026-03-12T18:00") }
	if got := run("/file ../../activity/testdata/run.tcx 7/10\nyes\n"); !strings.Contains(got, "from your file") || !strings.Contains(got, "30 min, 5 km, effort 7 of 10") {
		t.Errorf("the file:\n%s", got)
	}
	if got := run("/file nowhere.fit\n"); !strings.Contains(got, "could not get that file") {
		t.Errorf("a file that is not there:\n%s", got)
	}
	run("/log yesterday 45 min bike, easy\n")
	want := "terminal:me,2026-03-11,easy,45,2,\nterminal:me,2026-03-12,easy,30,7,5\n"
	if got := must(t, "", "export", "sessions", "--db", db); !strings.HasSuffix(got, want) {
		t.Errorf("exported:\n%s", got)
	}
}
