package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// result is what one run of the program did.
type result struct {
	code           int
	stdout, stderr string
}

// restdayWith runs the program with an environment of pairs.
func restdayWith(t testing.TB, stdin string, env []string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, strings.NewReader(stdin), &stdout, &stderr, envOf(env...))
	return result{code, stdout.String(), stderr.String()}
}

func runRestday(t testing.TB, stdin string, args ...string) result {
	t.Helper()
	return restdayWith(t, stdin, []string{"RESTDAY_DEFAULT_TIMEZONE", "Europe/Berlin"}, args...)
}

// must is runRestday where nothing may go wrong; it returns standard output.
func must(t testing.TB, stdin string, args ...string) string {
	t.Helper()
	r := runRestday(t, stdin, args...)
	if r.code != exitDone {
		t.Fatalf("%q: exit code %d\n%s", args, r.code, r.stderr)
	}
	return r.stdout
}

func newFile(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "restday.db")
}

func TestWrongUsageIsExitCode2(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"nothing":              {},
		"no such command":      {"dance"},
		"no such flag":         {"decide", "--fast"},
		"no such kind":         {"export", "shoes"},
		"file is missing":      {"import", "athletes"},
		"not a time":           {"try", "--at", "7 o'clock"},
		"a flag without value": {"check", "--db"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := runRestday(t, "", args...)
			if r.code != exitUsage || r.stdout != "" || !strings.Contains(r.stderr, "--help") {
				t.Errorf("got %+v", r)
			}
		})
	}
}

func TestHelpIsEverywhere(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"", "try", "serve", "check", "decide", "rules", "rules list", "import", "import checkins", "export", "export plan", "simulate"} {
		got := must(t, "", append(strings.Fields(args), "--help")...)
		for _, want := range []string{"Usage: restday", "--db", "--config"} {
			if !strings.Contains(got, want) {
				t.Errorf("%q --help does not show %s", args, want)
			}
		}
	}
}

func TestGlobalFlagsMayStandBeforeOrAfterTheCommand(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	const people = "platform,chat\ntelegram,1\n"
	must(t, people, "--db", file, "import", "athletes", "-")
	for _, args := range [][]string{
		{"--db", file, "export", "athletes"}, {"export", "--db", file, "athletes"}, {"export", "athletes", "--db=" + file},
	} {
		if got := must(t, "", args...); !strings.Contains(got, "telegram,1,Europe/Berlin,07:00,en") {
			t.Errorf("%q: got %q", args, got)
		}
	}
}

func TestABadConfigStopsEveryCommandThatNeedsOne(t *testing.T) {
	t.Parallel()
	file := fileWith(t, "databse: x\n")
	for _, args := range []string{"try", "serve", "check", "decide", "rules list", "rules check", "export athletes", "import athletes -"} {
		r := runRestday(t, "", append(strings.Fields(args), "--config", file)...)
		if r.code != exitRefused || !strings.Contains(r.stderr+r.stdout, `config.yaml:1: unknown field "databse"`) {
			t.Errorf("%s: got %+v", args, r)
		}
	}
}

func TestACancelledRunEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	code := run(ctx, []string{"try", "--db", newFile(t)}, strings.NewReader("8\n"), &out, &errs, noEnv)
	if code != exitRefused || !strings.Contains(errs.String(), "canceled") {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
}
