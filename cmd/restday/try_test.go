package main

import (
	"strings"
	"testing"
)

const morning = "7.5\nnormal\nsore\ngood\n"

var outcomesInWords = []string{"Rest day", "Recovery day", "Easy day", "Shorter today", "As planned"}

func mentionsOutcome(text string) bool {
	for _, o := range outcomesInWords {
		if strings.Contains(text, o) {
			return true
		}
	}
	return false
}

func TestTryEndsWithASessionAndAReason(t *testing.T) {
	t.Parallel()
	r := runRestday(t, morning, "try", "--db", ":memory:", "--at", "2026-03-12T07:00")
	if r.code != exitDone || r.stderr != "" {
		t.Fatalf("exit code %d: %s", r.code, r.stderr)
	}
	for _, want := range []string{
		"Good morning", "[<5] [5]", "[1] None", "[1] Very sore", "[1] Very low", "I am ill", "\n     • ", " min",
	} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("no %q in\n%s", want, r.stdout)
		}
	}
	if !mentionsOutcome(r.stdout) {
		t.Errorf("no outcome in\n%s", r.stdout)
	}
	if strings.Contains(r.stdout, "\x1b") {
		t.Error("colour in a pipe")
	}
}

func TestTryTakesTheNumbersOfChoices(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	must(t, "7.5\n3\n2\n4\n", "try", "--db", file, "--at", "2026-03-12T07:00")
	if got, want := must(t, "", "export", "checkins", "--db", file), "terminal:me,2026-03-12,7.5,3,2,4,,,,,,,,,,\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got %q", got)
	}
}

// What was said is not asked again, whenever the program ended.
func TestTryGoesOnWhereItEnded(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	at := func(day, stdin string) string { return must(t, stdin, "try", "--db", file, "--at", day+"T07:00") }

	if got := at("2026-03-12", "7.5\n"); !strings.HasPrefix(got, "bot> Good morning") || !strings.Contains(got, "[1] None") {
		t.Errorf("begun:\n%s", got)
	}
	if got := at("2026-03-12", ""); !strings.Contains(got, "[1] None") || strings.Contains(got, "[<5]") {
		t.Errorf("the open question again:\n%s", got)
	}
	if got := at("2026-03-12", "normal\nsore\ngood\n"); !mentionsOutcome(got) {
		t.Errorf("finished:\n%s", got)
	}
	if got := at("2026-03-12", "slept 5h\n"); !strings.Contains(got, "5 h (was 7") {
		t.Errorf("corrected:\n%s", got)
	}
	if got := at("2026-03-13", "/quit\n8\n"); !strings.Contains(got, "[<5]") || strings.Contains(got, "[1] None") {
		t.Errorf("the next day:\n%s", got)
	}
	if got := must(t, "", "export", "checkins", "--db", file); strings.Count(got, "\n") != 2 || !strings.Contains(got, "2026-03-12,5,3,2,4") {
		t.Errorf("stored:\n%s", got)
	}
}

func TestTryKeepsItsClockInTheAthletesZone(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]string{"Pacific/Kiritimati": "2026-03-12", "America/Los_Angeles": "2026-03-12"} {
		file := newFile(t)
		r := restdayWith(t, "8\n", []string{"RESTDAY_DEFAULT_TIMEZONE", zone, "RESTDAY_DATABASE", file}, "try", "--at", "2026-03-12T23:30")
		if r.code != exitDone {
			t.Fatal(r.stderr)
		}
		if got := must(t, "", "export", "checkins", "--db", file); !strings.Contains(got, "terminal:me,"+want+",8,") {
			t.Errorf("%s: got %q", zone, got)
		}
	}
}

func TestTryRefusesWhatItCannotUse(t *testing.T) {
	t.Parallel()
	if r := runRestday(t, "", "try", "--db", t.TempDir()); r.code != exitRefused || !strings.Contains(r.stderr, "database") {
		t.Errorf("a folder as database: %+v", r)
	}
	if r := runRestday(t, "", "try", "--db", ":memory:", "--lang", "Klingon"); r.code != exitRefused || !strings.Contains(r.stderr, "--lang") {
		t.Errorf("a language that is none: %+v", r)
	}
}

func TestTrySpeaksGerman(t *testing.T) {
	t.Parallel()
	said := must(t, "7,5\n3\nschwer\n4\n/why\n", "try", "--db", ":memory:", "--at", "2026-03-12T07:00", "--lang", "de")
	for _, want := range []string{"Guten Morgen", "[1] Keine", "[1] Sehr schwer", "Schlaf 7½ h · Energie normal · Muskeln schwer · Stimmung gut", "Wie geplant: Lockere Einheit", "weil:"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}
