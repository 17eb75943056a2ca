package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday/storage/storagetest"
)

const (
	people = "name,platform,chat,timezone,prompt_at,language,sport,team\n" +
		"\"Ana \"\"<b>_*\",telegram,1,Europe/Berlin,06:30,en,run,\n" +
		",discord,7,America/Sao_Paulo,07:00,en,,Tritons\n" +
		"Jo,terminal,me,Asia/Kolkata,05:45,en,tri,Tritons\n"
	answered = "athlete,day,sleep_h,fatigue,soreness,mood,sleep_quality,stress,motivation,rhr,hrv,symptoms,pain_level,pain_kind,pain_where,changes_gait\n" +
		"telegram:1,2026-03-11,7.5,3,2,4,5,1,2,52,65.25,,,,,\n" +
		"telegram:1,2026-03-12,8,,,,,,,,,fever aches,3,dull,\"left \"\"inner\"\"\nknee, 2 days\",false\n" +
		"discord:7,2026-03-12,0,1,1,1,,,,,,,10,bone,,true\n"
	planned = "athlete,day,kind,title,minutes,distance_km,rpe\n" +
		"telegram:1,2026-03-12,key,\"6 × 800 m, relaxed\",60,12,8\n" +
		"telegram:1,2026-03-13,rest,,,,\n"
	done = "athlete,day,kind,minutes,rpe,distance_km\n" +
		"telegram:1,2026-03-10,key,61.5,8,11.25\n" +
		"telegram:1,2026-03-10,easy,20,,\n" +
		"discord:7,2026-03-11,rest,,,\n"
)

// databases runs a test on an empty SQLite file and on PostgreSQL.
func databases(t *testing.T, test func(t *testing.T, db string)) {
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		test(t, newFile(t))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		test(t, storagetest.Postgres(t))
	})
}

func importAll(t testing.TB, db string, athletes, checkins, sessions string) {
	t.Helper()
	must(t, athletes, "import", "athletes", "-", "--db", db)
	must(t, checkins, "import", "checkins", "-", "--db", db)
	must(t, sessions, "import", "sessions", "-", "--db", db)
	must(t, planned, "import", "plan", "-", "--db", db)
}

func TestWhatIsImportedIsExportedByteForByte(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, db string) {
		for range 2 { // importing again doubles nothing
			importAll(t, db, people, answered, done)
			for kind, want := range map[string]string{"athletes": people, "checkins": answered, "sessions": done, "plan": planned} {
				if got := must(t, "", "export", kind, "--db", db); got != want {
					t.Errorf("%s:\n%q\nwant\n%q", kind, got, want)
				}
			}
		}
	})
}

// A season lived in one database is the same in the other: what was exported
// comes out again byte by byte, and its facts lead to the same decisions.
func TestASeasonMovesFromSQLiteToPostgreSQL(t *testing.T) {
	t.Parallel()
	from, to := newFile(t), storagetest.Postgres(t)
	for day, said := range map[string]string{
		"2026-03-10": "3, normal, muscles good, mood good\n", "2026-03-11": "5h, exhausted\n", "2026-03-12": "8\nI am ill\n",
	} {
		must(t, said, "try", "--db", from, "--at", day+"T07:00")
	}
	must(t, "change my week\n5 days\nTue and Fri hard\nMonday\nrace on 19 April, A, 10 km, Spring Run\n",
		"try", "--db", from, "--at", "2026-03-12T12:00")
	kinds := []string{"athletes", "checkins", "sessions", "plan", "races", "weeks"}
	for _, kind := range kinds {
		must(t, must(t, "", "export", kind, "--db", from), "import", kind, "-", "--db", to)
	}
	for _, kind := range kinds {
		if a, b := must(t, "", "export", kind, "--db", from), must(t, "", "export", kind, "--db", to); a != b {
			t.Errorf("%s differ:\n%s\n%s", kind, a, b)
		}
	}
	// And both go on alike.
	goOn := func(db string) string {
		return must(t, "7.5\nnormal\ngood\ngood\nwhy\n", "try", "--db", db, "--at", "2026-03-13T07:00")
	}
	if a, b := goOn(from), goOn(to); a != b || !strings.Contains(a, "• ") {
		t.Errorf("the next morning differs:\n%s\n%s", a, b)
	}
}

func TestExportedDecisionsCanBeReplayed(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, db string) {
		must(t, "7.5\nnormal\nsore\ngood\n", "try", "--db", db, "--at", "2026-03-12T07:00")
		must(t, "4\nnormal\nnormal\ngood\nkeep my plan\n", "try", "--db", db, "--at", "2026-03-13T07:00")
		must(t, "8\ncancel\n", "try", "--db", db, "--at", "2026-03-14T07:00")
		lines := strings.Split(strings.TrimSpace(must(t, "", "export", "decisions", "--db", db)), "\n")
		if len(lines) == 0 {
			t.Fatal("no decision was exported")
		}
		for _, line := range lines {
			var d decision
			if err := json.Unmarshal([]byte(line), &d); err != nil {
				t.Fatal(err)
			}
			now := must(t, string(d.Facts), "decide")
			if diff := cmp.Diff(parsed(t, string(d.Decision)), parsed(t, now)); diff != "" {
				t.Errorf("%s, then and now: %s", d.Day, diff)
			}
			if kept := d.Day.String() == "2026-03-13"; kept != slices.Equal(d.Kept, []string{"N1"}) {
				t.Errorf("%s: kept against %q", d.Day, d.Kept)
			}
		}
	})
}

func parsed(t testing.TB, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestABadFileStoresNothing(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, db string) {
		importAll(t, db, people, answered, done)
		for kind, c := range map[string]struct{ text, want string }{
			"athletes": {people + "Eve,telegram,9,Moon/Base,,,,\n", `line 5: timezone: "Moon/Base"`},
			"checkins": {"athlete,day,mood\ntelegram:1,2026-04-01,3\ntelegram:2,2026-04-01,3\n", "line 3: there is no athlete telegram:2"},
			"plan":     {"athlete,day,kind\ntelegram:1,2026-04-01,easy\ntelegram:1,2026-04-01,key\n", "line 3: telegram:1 on 2026-04-01 is on line 2 already"},
			"sessions": {"athlete,day,kind\ntelegram:1,2026-04-01,easy\n\"telegram:1\",2026-04-02,hard\n", "line 3: "},
		} {
			before := must(t, "", "export", kind, "--db", db)
			r := runRestday(t, c.text, "import", kind, "-", "--db", db)
			if r.code != exitRefused || !strings.Contains(r.stderr, c.want) || !strings.Contains(r.stderr, "nothing was stored") {
				t.Errorf("%s: got %+v", kind, r)
			}
			if after := must(t, "", "export", kind, "--db", db); after != before {
				t.Errorf("%s: a bad file changed\n%s\nto\n%s", kind, before, after)
			}
		}
	})
}

func TestImportingAthletesChangesOnlyWhatTheFileSays(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	must(t, people, "import", "athletes", "-", "--db", file)
	must(t, "chat,platform,prompt_at,team\n1,telegram,08:15,\n", "import", "athletes", "-", "--db", file)
	want := strings.Replace(people, "06:30", "08:15", 1)
	if got := must(t, "", "export", "athletes", "--db", file); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestExportOfNoDatabaseMakesNone(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	for range 2 {
		r := runRestday(t, "", "export", "athletes", "--db", file)
		if r.code != exitRefused || !strings.Contains(r.stderr, "there is no such database") {
			t.Errorf("got %+v", r)
		}
	}
}
