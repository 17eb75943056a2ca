package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260309\r\nRRULE:FREQ=DAILY;COUNT=7\r\n" +
	"SUMMARY:Tempo run\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportCalendar(t *testing.T) {
	t.Parallel()
	db := newFile(t)
	must(t, people, "import", "athletes", "-", "--db", db)
	file := writeFile(t, "plan.ics", calendar)

	r := runRestday(t, "", "import", "plan", file, "--db", db)
	if r.code != exitRefused || !strings.Contains(r.stderr, "add --athlete") {
		t.Errorf("without an athlete: %d, %s", r.code, r.stderr)
	}
	r = runRestday(t, "", "import", "plan", file, "--athlete", "team:Tritons", "--db", db)
	if r.code != exitDone || !strings.Contains(r.stderr, "rows stored: 14") || !strings.Contains(r.stderr, "a week has no rest day") {
		t.Errorf("for a team of two: %d, %s", r.code, r.stderr)
	}
	exported := must(t, "", "export", "plan", "--db", db)
	for _, want := range []string{"discord:7,2026-03-15,key,Tempo run", "terminal:me,2026-03-09,key,Tempo run"} {
		if !strings.Contains(exported, want) {
			t.Errorf("%s is missing:\n%s", want, exported)
		}
	}
	broken := writeFile(t, "broken.ics", strings.Replace(calendar, "Tempo run", "Dentist", 1))
	r = runRestday(t, "", "import", "plan", broken, "--athlete", "telegram:1", "--db", db)
	if r.code != exitRefused || !strings.Contains(r.stderr, "line 3: SUMMARY") || !strings.Contains(r.stderr, "nothing was stored") {
		t.Errorf("a bad one: %d, %s", r.code, r.stderr)
	}
	if again := must(t, "", "export", "plan", "--db", db); again != exported {
		t.Errorf("a refused file changed the plan:\n%s", again)
	}
}

func TestImportPlanOfATeam(t *testing.T) {
	t.Parallel()
	db := newFile(t)
	must(t, people, "import", "athletes", "-", "--db", db)
	must(t, "athlete,day,kind\nteam:Tritons,2026-03-12,easy\n", "import", "plan", "-", "--db", db)
	exported := must(t, "", "export", "plan", "--db", db)
	if strings.Count(exported, "2026-03-12,easy") != 2 || strings.Contains(exported, "telegram:1") {
		t.Errorf("exported:\n%s", exported)
	}
	r := runRestday(t, "athlete,day,kind\nteam:Nobody,2026-03-12,easy\n", "import", "plan", "-", "--db", db)
	if r.code != exitRefused || !strings.Contains(r.stderr, "there is no athlete team:Nobody") {
		t.Errorf("an unknown team: %d, %s", r.code, r.stderr)
	}
}
