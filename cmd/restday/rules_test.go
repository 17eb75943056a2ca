package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// longNight is a rule of one's own.
const longNight = `id: Q1
order: 900
when: sleep_hours > 10
ceiling: modified
factor: 0.8
text: "A very long night, {sleep_hours} h."
source: "[O]"
fires:
  day: 2026-03-12
  checkins: [{day: 2026-03-12, sleep_h: 10.5}]
silent:
  day: 2026-03-12
  checkins: [{day: 2026-03-12, sleep_h: 10}]
`

const longNightFacts = `{"day":"2026-03-12","planned":{"kind":"key"},"checkins":[{"day":"2026-03-12","sleep_h":11}]}`

// folderWith writes pairs of a file's name and its text.
func folderWith(t testing.TB, pairs ...string) string {
	t.Helper()
	folder := t.TempDir()
	for i := 0; i < len(pairs); i += 2 {
		if err := os.WriteFile(filepath.Join(folder, pairs[i]), []byte(pairs[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestRulesOfOnesOwnDecide(t *testing.T) {
	t.Parallel()
	folder := folderWith(t, "Q1.yaml", longNight, "N1.yaml", "id: N1\noff: true\n")
	config := fileWith(t, "rules: "+folder+"\n")
	for _, c := range []struct {
		name string
		env  []string
		args []string
		want string
	}{
		{"none", nil, nil, "as_planned"},
		{"by flag", nil, []string{"--rules", folder}, "modified"},
		{"by file", nil, []string{"--rules", filepath.Join(folder, "Q1.yaml")}, "modified"},
		{"by variable", []string{"RESTDAY_RULES", folder}, nil, "modified"},
		{"by config", nil, []string{"--config", config}, "modified"},
		{"only the file that is named", nil, []string{"--rules", filepath.Join(folderWith(t, "Q1.yaml", longNight, "numbers.yaml", "nonsense"), "Q1.yaml")}, "modified"},
		{"several", nil, []string{"--rules", folder + ", " + folderWith(t, "Q1.yaml", "id: Q1\noff: true\n")}, "as_planned"},
		{"the flag in place of the config", nil, []string{"--config", config, "--rules", filepath.Join(folder, "N1.yaml")}, "as_planned"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := restdayWith(t, longNightFacts, c.env, append([]string{"decide"}, c.args...)...)
			if got := strings.Join(outcomes(t, r.stdout), " "); got != c.want || r.code != exitDone {
				t.Errorf("got %s, want %s: %s", got, c.want, r.stderr)
			}
		})
	}
	list := must(t, "", "rules", "list", "--rules", folder)
	if !strings.Contains(list, "\nQ1    modified") || strings.Contains(list, "\nN1 ") || strings.Count(list, "built-in") < 10 || strings.Count(list, folder) != 1 {
		t.Errorf("listed as\n%s", list)
	}
	if r := runRestday(t, "8\n", "try", "--db", ":memory:", "--rules", folder); r.code != exitDone {
		t.Errorf("try: %+v", r)
	}
	if r := runRestday(t, "", "check", "--rules", folder, "--db", newFile(t)); !strings.Contains(r.stdout, "ok   rules: ") {
		t.Errorf("check: %+v", r)
	}
}

func TestBadRulesStopWhatNeedsThem(t *testing.T) {
	t.Parallel()
	folder := folderWith(t, "S1.yaml", "id: S1\noff: true\n")
	want := "S1.yaml:1: id: S1 is a safety rule"
	for _, command := range []string{"try", "serve", "decide", "rules list", "rules check", "rules test", "check"} {
		r := runRestday(t, longNightFacts, append(strings.Fields(command), "--rules", folder, "--db", newFile(t))...)
		if r.code != exitRefused || !strings.Contains(r.stdout+r.stderr, filepath.ToSlash(folder)+"/"+want) {
			t.Errorf("%s: got %+v", command, r)
		}
	}
	for name, args := range map[string][]string{
		"no such folder":        {"--rules", filepath.Join(folder, "none")},
		"a folder without rule": {"--rules", t.TempDir()},
	} {
		if r := runRestday(t, longNightFacts, append([]string{"decide"}, args...)...); r.code != exitRefused || !strings.Contains(r.stderr, args[1]) {
			t.Errorf("%s: got %+v", name, r)
		}
	}
}

func TestRulesCheckNamesEverythingAtOnce(t *testing.T) {
	t.Parallel()
	folder := folderWith(t,
		"A.yaml", strings.Replace(longNight, "sleep_hours > 10", "slep > 10", 1),
		"B.yaml", strings.NewReplacer("Q1", "Q2", `source: "[O]"`+"\n", "", "900", "901").Replace(longNight),
		"C.yaml", strings.NewReplacer("Q1", "Q3", "sleep_h: 10.5", "sleep_h: 9", "900", "902").Replace(longNight))
	r := runRestday(t, "", "rules", "check", folder)
	for _, want := range []string{
		"/A.yaml:3: when: at 1:1 of the condition: unknown fact slep; did you mean sleep_hours?",
		"/B.yaml:1: source: is missing",
		"/C.yaml:9: fires: does not make Q3 fire: sleep hours 9 > 10",
		"restday: to mend in the rules: 3\n",
	} {
		if r.code != exitRefused || !strings.Contains(r.stderr, want) {
			t.Errorf("no %q in\n%s", want, r.stderr)
		}
	}
	if got := must(t, "", "rules", "check"); !strings.HasPrefix(got, "ok: ") {
		t.Errorf("the built-in rules: %s", got)
	}
}

func TestRulesTestRunsTheExamples(t *testing.T) {
	t.Parallel()
	folder := folderWith(t, "Q1.yaml", longNight,
		"Q2.yaml", strings.NewReplacer("Q1", "Q2", "sleep_h: 10}", "sleep_h: 11}", "900", "901").Replace(longNight))
	r := runRestday(t, "", "rules", "test", folder)
	if r.code != exitRefused || !strings.Contains(r.stdout, "ok   G1\n") || !strings.Contains(r.stdout, "ok   Q1\n") ||
		!strings.Contains(r.stdout, "bad  Q2: ") || !strings.Contains(r.stdout, "silent: makes Q2 fire: sleep hours 11 > 10") {
		t.Errorf("got %+v", r)
	}
	if got := must(t, "", "rules", "test"); strings.Contains(got, "bad") || !strings.Contains(got, "ok   S1\n") {
		t.Errorf("the built-in rules: %s", got)
	}
}
