package main

import (
	"os/exec"
	"path/filepath"
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

// A watch's own file, an example of the FIT library's, becomes a session with an
// effort of its own.
func TestTryReadsAFITFile(t *testing.T) {
	t.Parallel()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/muktihari/fit").Output()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(strings.TrimSpace(string(dir)), "testdata", "from_official_sdk", "activity_lowbattery.fit")
	if strings.Contains(file, " ") {
		t.Fatalf("a path with a blank cannot be typed: %s", file)
	}
	db := newFile(t)
	must(t, "/file "+file+"\nyes\nhard\n", "try", "--db", db, "--at", "2020-05-29T20:00")
	want := "terminal:me,2020-05-29,easy,66,5,28.16\n"
	if got := must(t, "", "export", "sessions", "--db", db); !strings.HasSuffix(got, want) {
		t.Errorf("exported:\n%s", got)
	}
}
