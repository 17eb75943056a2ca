package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readBack reads a file, writes what was read and reads that again: whatever
// is accepted comes out as it went in.
func readBack[T any](t *testing.T, f format[T], text string) {
	t.Helper()
	rows, lines, err := f.rows(strings.NewReader(text))
	if err != nil {
		return
	}
	if len(rows) != len(lines) {
		t.Fatalf("%d rows, %d lines", len(rows), len(lines))
	}
	first := written(t, f, rows)
	again, _, err := f.rows(strings.NewReader(first))
	if err != nil {
		t.Fatalf("cannot read back %q: %v", first, err)
	}
	if second := written(t, f, again); second != first {
		t.Errorf("written %q, then %q", first, second)
	}
}

func FuzzCheckInFile(f *testing.F) {
	f.Add("athlete,day,sleep_h,symptoms,pain_where\ntelegram:1,2026-03-12,7.5,fever,\"left\nknee\"\n")
	f.Add("\ufeffathlete,day\r\nterminal:me,2026-03-12\r\n")
	f.Add("athlete,day,mood\n\"\",\"\"\"\n")
	f.Fuzz(func(t *testing.T, text string) { readBack(t, checkInFormat, text) })
}

func FuzzSessionFile(f *testing.F) {
	f.Add(done)
	f.Add("athlete,day,kind,rpe\nterminal:me,2026-03-12,key,11\n")
	f.Fuzz(func(t *testing.T, text string) { readBack(t, sessionFormat, text) })
}

func FuzzPlanFile(f *testing.F) {
	f.Add(planned)
	f.Add("athlete,day,kind,title\nterminal:me,2026-03-12,key,\"a\n\"\"b\"\"\"\n")
	f.Fuzz(func(t *testing.T, text string) { readBack(t, planFormat, text) })
}

// FuzzAthleteFile does not write back: a time that is left out is the host's.
func FuzzAthleteFile(f *testing.F) {
	f.Add(people)
	f.Add("platform,chat,prompt_at\ntelegram,1,7:00\nsignal,x,25:00\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, _, err := athleteFormat.rows(strings.NewReader(text))
		for _, a := range rows {
			if err == nil && validChat(a.Chat) != nil {
				t.Errorf("nobody can be reached at %s", a.Chat)
			}
		}
	})
}

// FuzzConfig: whatever a config file holds, it is read or refused, and its
// tokens never stand in the error.
func FuzzConfig(f *testing.F) {
	f.Add("telegram:\n  token: 123:SECRETSECRET\n  tokn: x\n")
	f.Add("database: [\n")
	f.Add("checkin: {window: 99h}\ndiscord: {token: \"a b SECRETSECRET\"}\n")
	f.Fuzz(func(t *testing.T, text string) {
		file := filepath.Join(t.TempDir(), "config.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := loadConfig(file, func(string) string { return "" })
		if err != nil && strings.Contains(err.Error(), "SECRETSECRET") {
			t.Errorf("the error shows a token: %v", err)
		}
	})
}
