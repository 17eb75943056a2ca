package main

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
	"testing"
)

const (
	goodFacts = `{"day":"2026-03-12","planned":{"kind":"easy"},"checkins":[{"day":"2026-03-12","sleep_h":8,"mood":4}]}`
	badFacts  = `{"day":"2026-03-12","checkins":[{"day":"2026-03-12","mood":7}]}`
	illFacts  = `{"day":"2026-03-12","planned":{"kind":"key"},"checkins":[{"day":"2026-03-12","symptoms":["fever"]}]}`
)

func outcomes(t testing.TB, text string) (out []string) {
	t.Helper()
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		var got *struct{ Outcome string }
		err := d.Decode(&got)
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		if got == nil {
			got = &struct{ Outcome string }{"null"}
		}
		out = append(out, got.Outcome)
	}
}

func TestDecideWritesOneObject(t *testing.T) {
	t.Parallel()
	got := must(t, illFacts, "decide")
	if o := outcomes(t, got); len(o) != 1 || o[0] != "rest" {
		t.Errorf("got %v", o)
	}
	if !strings.HasPrefix(got, "{\n  \"day\": \"2026-03-12\",\n  \"state\": ") || !strings.HasSuffix(got, "\n}\n") {
		t.Errorf("the object is not indented, or not in contract.md's order: %q", got)
	}
	if strings.Contains(got, `\u00`) {
		t.Error("signs are escaped that need not be")
	}
}

func TestDecideNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for facts, want := range map[string]string{
		badFacts:                          "checkins[0].mood: 7 is outside 1–5",
		`{"day":"2026-03-12","moon":1}`:   "moon",
		`{"day":"2026-03-12"`:             "",
		``:                                "",
		goodFacts + goodFacts:             "",
		`[` + goodFacts + `]`:             "",
		`{"planned":null}`:                "day is missing",
		strings.Repeat("[", 100_000):      "",
		`{"day":"2026-03-12","day":null}`: "",
	} {
		r := runRestday(t, facts, "decide")
		if r.code != exitRefused || r.stdout != "" || !strings.Contains(r.stderr, want) {
			t.Errorf("%.40q: got %+v", facts, r)
		}
	}
}

func TestDecideLinesGivesALineForEachLine(t *testing.T) {
	t.Parallel()
	r := runRestday(t, goodFacts+"\r\n\n"+illFacts+"\n"+badFacts+"\n  \n"+goodFacts, "decide", "--lines")
	if got, want := strings.Join(outcomes(t, r.stdout), " "), "as_planned rest null as_planned"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if n := strings.Count(r.stdout, "\n"); n != 4 {
		t.Errorf("%d lines", n)
	}
	if r.code != exitRefused || !strings.Contains(r.stderr, "line 4: checkins[0].mood: 7") {
		t.Errorf("got %d: %s", r.code, r.stderr)
	}
	if out := must(t, goodFacts+"\n", "decide", "--lines"); strings.Count(out, "\n") != 1 {
		t.Errorf("got %q", out)
	}
	if out := must(t, "", "decide", "--lines"); out != "" {
		t.Errorf("got %q from nothing", out)
	}
}

// Another program may hand over a line and wait for its answer.
func TestDecideLinesAnswersBeforeItWaits(t *testing.T) {
	t.Parallel()
	in, say := io.Pipe()
	hear, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(t.Context(), []string{"decide", "--lines"}, in, out, io.Discard, noEnv)
		out.Close()
	}()
	answers := bufio.NewScanner(hear)
	for range 3 {
		io.WriteString(say, illFacts+"\n")
		if !answers.Scan() || !strings.Contains(answers.Text(), `"outcome":"rest"`) {
			t.Fatalf("got %q", answers.Text())
		}
	}
	say.Close()
	if c := <-code; c != exitDone {
		t.Errorf("exit code %d", c)
	}
}

func TestRulesListShowsEveryRule(t *testing.T) {
	t.Parallel()
	got := must(t, "", "rules", "list")
	lines := strings.Split(strings.TrimSpace(got), "\n")
	if !strings.HasPrefix(lines[0], "RULE") || !strings.HasPrefix(lines[1], "S1") || !strings.HasPrefix(lines[len(lines)-1], "OK") {
		t.Errorf("got\n%s", got)
	}
	for _, id := range []string{"S4", "R3", "G1", "N2", "A1", "U1"} {
		if !strings.Contains(got, "\n"+id+" ") {
			t.Errorf("%s is missing", id)
		}
	}
}
