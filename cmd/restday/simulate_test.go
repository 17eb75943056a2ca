package main

import (
	"strings"
	"testing"
)

// What becomes of synthetic athletes goes to standard output and is the same
// every time; how fast it went does not, and goes to standard error.
func TestSimulate(t *testing.T) {
	t.Parallel()
	args := []string{"simulate", "--athletes", "2", "--days", "6", "--seed", "7"}
	first := runRestday(t, "", args...)
	if first.code != exitDone || !strings.Contains(first.stdout, "days      12  100.0 %") || !strings.Contains(first.stderr, "days a second") {
		t.Fatalf("got %+v", first)
	}
	if again := must(t, "", args...); again != first.stdout {
		t.Errorf("the second time:\n%s\nthe first:\n%s", again, first.stdout)
	}
	db := newFile(t)
	inFile := append([]string{"--db", db}, args...)
	if kept := must(t, "", inFile...); kept != first.stdout {
		t.Errorf("with --db:\n%s\nwithout:\n%s", kept, first.stdout)
	}
	if decisions := must(t, "", "export", "decisions", "--db", db); strings.Count(decisions, "\n") < 6 {
		t.Errorf("--db kept only these decisions: %s", decisions)
	}
	if r := runRestday(t, "", inFile...); r.code != exitRefused || !strings.Contains(r.stderr, "there are athletes in it") {
		t.Errorf("a database with athletes in it: %+v", r)
	}
	if r := runRestday(t, "", "simulate", "--athletes", "0"); r.code != exitUsage {
		t.Errorf("nobody to simulate: %+v", r)
	}
}
