package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Four Tuesdays, hard days of the default week.
const someMornings = `athlete,day,sleep_h,fatigue,soreness,mood
telegram:1,2026-03-03,4.5,4,4,4
telegram:1,2026-03-10,5.5,4,4,4
telegram:1,2026-03-17,8,4,4,4
telegram:2,2026-03-10,11,4,4,4
`

func TestBacktestNamesTheDaysThatWouldDiffer(t *testing.T) {
	t.Parallel()
	mornings := filepath.Join(folderWith(t, "mornings.csv", someMornings), "mornings.csv")
	folder := folderWith(t, "Q1.yaml", longNight, "N1.yaml", "id: N1\noff: true\n")
	got := must(t, "", "rules", "backtest", "--rules", folder, "--checkins", mornings)
	_, got, _ = strings.Cut(got, "\n\n")
	want := `2 of 4 days (50.0 %) would differ: 1 with more care, 1 with less, 0 in details.

SHARE OF DAYS               NOW     NEW
amber                       50.0 %  50.0 %
red                         0.0 %   0.0 %
lowered                     50.0 %  50.0 %
z ≤ −1, of 0 with a normal  –       –
z ≤ −2, of the same         –       –

RULE  DECIDES NOW  NEW  GAINED  LOST  OTHERWISE
OK    2            2    1       1     0
Q1    0            1    1       0     0
N1    1            0    0       1     0

Q1: telegram:2 on 2026-03-10
  now  as_planned, 50 min; OK: Nothing speaks against it today. Learning your normal: 0 of 14 mornings. (checked in yes and effects 0 == 0)
  new  modified, 40 min; Q1: A very long night, 11 h. (sleep hours 11 > 10)

N1: telegram:1 on 2026-03-03
  now  easy, 40 min; N1: Only 4.5 h of sleep: hard work waits. (sleep hours 4.5 < 5)
  new  as_planned, 50 min; OK: Short on sleep, and today's plan leaves room for that. (checked in yes and effects 0 == 0)
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBacktestComparesWithTheRulesInUse(t *testing.T) {
	t.Parallel()
	mornings := filepath.Join(folderWith(t, "mornings.csv", someMornings), "mornings.csv")
	inUse := folderWith(t, "Q1.yaml", longNight)
	r := restdayWith(t, "", []string{"RESTDAY_RULES", inUse}, "rules", "backtest", "--rules", inUse, "--checkins", mornings)
	if r.code != exitDone || !strings.Contains(r.stdout, "\n0 of 4 days (0.0 %) would differ") || strings.Contains(r.stdout, "RULE") {
		t.Errorf("the rules in use differ from themselves: %+v", r)
	}
	if n := strings.Count(r.stdout, "built-in, "+inUse); n != 2 {
		t.Errorf("%d of the two sides name their rules:\n%s", n, r.stdout)
	}
}

// Both ways in give the same days.
func TestBacktestOfTheDatabaseAndOfFiles(t *testing.T) {
	t.Parallel()
	const plan = "athlete,day,kind\ntelegram:1,2026-03-03,easy\ntelegram:1,2026-03-18,key\n"
	const done = "athlete,day,kind,minutes,rpe\ntelegram:1,2026-03-16,key,60,8\ntelegram:2,2026-03-10,key,60,8\n"
	mornings := someMornings + "telegram:1,2026-03-18,8,4,4,4\n"
	folder := folderWith(t, "checkins.csv", mornings, "sessions.csv", done, "plan.csv", plan)
	file := newFile(t)
	must(t, "platform,chat\ntelegram,1\ntelegram,2\n", "import", "athletes", "-", "--db", file)
	backtest := []string{"rules", "backtest", "--rules", folderWith(t, "G1.yaml", "id: G1\noff: true\n")}
	for _, kind := range []string{"checkins", "sessions", "plan"} {
		must(t, "", "import", kind, filepath.Join(folder, kind+".csv"), "--db", file)
		backtest = append(backtest, "--"+kind, filepath.Join(folder, kind+".csv"))
	}
	fromFiles := must(t, "", backtest...)
	if diff := cmp.Diff(fromFiles, must(t, "", append(backtest[:4:4], "--db", file)...)); diff != "" {
		t.Errorf("files and database differ:\n%s", diff)
	}
	// What was done on the morning's own day lay still before it.
	if !strings.Contains(fromFiles, "G1: telegram:1 on 2026-03-17\n") || strings.Contains(fromFiles, "on 2026-03-10\n") {
		t.Errorf("got\n%s", fromFiles)
	}
}

// What was decided is replayed from the facts it was decided on.
func TestBacktestReplaysDecisions(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	must(t, "4.5h, energy good, legs good, mood good\nskip\nskip\n", "try", "--db", file, "--at", "2026-03-10T07:00")
	must(t, "athlete,day,kind\nterminal:me,2026-03-10,rest\n", "import", "plan", "-", "--db", file)
	got := must(t, "", "rules", "backtest", "--rules", folderWith(t, "N1.yaml", "id: N1\noff: true\n"), "--db", file)
	for _, want := range []string{"\n1 of 1 days", "N1: terminal:me on 2026-03-10\n  now  easy"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestBacktestReadsPMData(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"p01/wellness.csv": "effective_time_frame,fatigue,mood,readiness,sleep_duration_h,sleep_quality,soreness,soreness_area,stress\n" +
			"2020-03-03T07:00:00.000Z,4,4,9,4,3,4,[],3\n" + // a later answer of the day takes its place
			"2020-03-03T09:00:00.000Z,4,4,9,8,3,4,[],3\n2020-03-10T07:00:00.000Z,0,0,0,0,0,0,[],0\n",
		"p01/srpe.csv":           "end_date_time,activity_names,perceived_exertion,duration_min\n2020-03-02T18:00:00.000Z,\"['individual', 'running']\",8,40\n",
		"p02/pmsys/wellness.csv": "effective_time_frame,fatigue,mood,readiness,sleep_duration_h,sleep_quality,soreness,soreness_area,stress\n2020-03-03T07:00:00.000Z,4,4,9,4,3,4,[],3\n",
	} {
		if err := os.MkdirAll(filepath.Join(folder, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := must(t, "", "rules", "backtest", "--rules", folderWith(t, "G1.yaml", "id: G1\noff: true\n", "N1.yaml", "id: N1\noff: true\n"), "--pmdata", folder)
	for _, want := range []string{"2 of 3 days", "G1    1            0", "p01 on 2020-03-03\n", "N1: p02 on 2020-03-03\n", "sleep hours 4 < 5"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestBacktestOfRealSeasons(t *testing.T) { // rules.md f.2
	t.Parallel()
	shared := os.Getenv("RESTDAY_SHARED")
	if shared == "" {
		t.Skip("RESTDAY_SHARED names no folder with the shared data")
	}
	got := must(t, "", "rules", "backtest", "--rules", folderWith(t, "N1.yaml", "id: N1\noff: true\n"), "--pmdata", filepath.Join(shared, "data", "pmdata"))
	for _, want := range []string{" of 975 days", "z ≤ −1, of 841 with a normal  15.2 %", "z ≤ −2, of the same           3.0 %"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestBacktestRefusals(t *testing.T) {
	t.Parallel()
	folder := folderWith(t, "N1.yaml", "id: N1\noff: true\n", "bad.csv", "athlete,day,mood\ntelegram:1,2026-03-03,7\n", "none.csv", "athlete,day\n")
	own := filepath.Join(folder, "N1.yaml")
	for _, c := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no rules", nil, exitRefused, "--rules DIR"},
		{"bad rules", []string{"--rules", folderWith(t, "S1.yaml", "id: S1\noff: true\n")}, exitRefused, "S1.yaml:1: id: S1 is a safety rule"},
		{"no such rules", []string{"--rules", "nowhere"}, exitRefused, "--rules: "},
		{"no database", []string{"--rules", own, "--db", newFile(t)}, exitRefused, "there is no such database"},
		{"a bad row", []string{"--rules", own, "--checkins", filepath.Join(folder, "bad.csv")}, exitRefused, "bad.csv:\nline 2: mood: 7 is outside 1–5\n"},
		{"no check-ins", []string{"--rules", own, "--checkins", filepath.Join(folder, "none.csv")}, exitRefused, "there are no check-ins to replay"},
		{"no PMData", []string{"--rules", own, "--pmdata", folder}, exitRefused, fmt.Sprintf("%s: there is no */wellness.csv", folder)},
		{"two sources", []string{"--rules", own, "--pmdata", folder, "--checkins", "x"}, exitUsage, "--help"},
		{"sessions without check-ins", []string{"--rules", own, "--sessions", "x"}, exitUsage, "belong to --checkins"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := runRestday(t, "", append([]string{"rules", "backtest"}, c.args...)...)
			if r.code != c.code || r.stdout != "" || !strings.Contains(r.stderr, c.want) {
				t.Errorf("got %+v", r)
			}
		})
	}
}
