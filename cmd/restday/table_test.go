package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/storage"
)

func ptr[T any](v T) *T { return &v }

func mustDay(t testing.TB, s string) restday.Day {
	t.Helper()
	d, err := restday.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var ana = restday.Address{Platform: "telegram", Chat: "1"}

func TestCheckInsAreReadWithColumnsInAnyOrder(t *testing.T) {
	t.Parallel()
	day := mustDay(t, "2026-03-12")
	want := []storage.CheckInRow{
		{Chat: ana, CheckIn: restday.CheckIn{
			Day:      day,
			Values:   map[restday.Item]float64{restday.SleepH: 7.5, restday.Mood: 4},
			Symptoms: []string{"fever", "aches"},
			Pain:     &restday.Pain{Where: "left\nknee, \"inner\"", Level: ptr(3.0), ChangesGait: ptr(true)},
		}},
		{Chat: ana, CheckIn: restday.CheckIn{Day: day + 1, Values: map[restday.Item]float64{}}},
	}
	const header = "mood,athlete,day,sleep_h,pain_level,pain_where,symptoms,changes_gait"
	const row = "4,telegram:1,2026-03-12, 7.5 ,3,\"left\nknee, \"\"inner\"\"\",fever  aches,yes"
	const empty = ",telegram:1,2026-03-13,,,,,"
	for name, text := range map[string]string{
		"plain":       header + "\n" + row + "\n" + empty + "\n",
		"no last end": header + "\n" + row + "\n" + empty,
		"CRLF":        strings.ReplaceAll(header+"\n"+row+"\n"+empty+"\n", "\n", "\r\n"),
		"BOM":         "\ufeff" + header + "\n" + row + "\n" + empty + "\n",
		"blank lines": header + "\n\n" + row + "\n\n" + empty + "\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, _, err := checkInFormat.rows(iotest.OneByteReader(strings.NewReader(text)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBadRowsAreNamedWithTheirLines(t *testing.T) {
	t.Parallel()
	const checkins = "athlete,day,sleep_h,mood,symptoms,pain_level,pain_kind,changes_gait,pain_where\n"
	const good = "telegram:1,2026-03-01,7,,,,,,\"two\nlines\"\n" // lines 2 and 3
	for name, c := range map[string]struct{ row, want string }{
		"range":          {"telegram:1,2026-03-12,25,,,,,,\n", "line 4: sleep_h: 25 is outside 0–24"},
		"scale":          {"telegram:1,2026-03-12,,7,,,,,\n", "line 4: mood: 7 is outside 1–5"},
		"not a number":   {"telegram:1,2026-03-12,,good,,,,,\n", `line 4: mood: "good" is not a number`},
		"not any number": {"telegram:1,2026-03-12,,NaN,,,,,\n", `line 4: mood: "NaN" is not a number`},
		"symptom":        {"telegram:1,2026-03-12,,,fever cold,,,,\n", "cold"},
		"pain level":     {"telegram:1,2026-03-12,,,,11,,,\n", "line 4: pain.level: 11 is outside 0–10"},
		"pain kind":      {"telegram:1,2026-03-12,,,,,burning,,\n", "burning"},
		"gait":           {"telegram:1,2026-03-12,,,,,,maybe,\n", `line 4: changes_gait: "maybe" is none of`},
		"day":            {"telegram:1,12.03.2026,,,,,,,\n", `line 4: day: "12.03.2026" is not a date`},
		"no day":         {"telegram:1,,,,,,,,\n", "line 4: day: is empty"},
		"athlete":        {"ana,2026-03-12,,,,,,,\n", `line 4: athlete: "ana" is not an address`},
		"no athlete":     {",2026-03-12,,,,,,,\n", "line 4: athlete: is empty"},
		"fields":         {"telegram:1,2026-03-12\n", "line 4: has 2 fields, the header 9"},
		"quote":          {"telegram:1,2026-03-12,7\",,,,,,\n", "line 4: "},
		"twice":          {"telegram:1,2026-03-01,,,,,,,\n", "line 4: telegram:1 2026-03-01 is on line 2 already"},
		"not text":       {"telegram:1,2026-03-12,,,,,,,\xff\n", "line 4: pain_where: is not UTF-8 text"},
		"NUL":            {"telegram:1,2026-03-12,,,,,,,a\x00b\n", "line 4: pain_where: is not UTF-8 text"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := checkInFormat.rows(strings.NewReader(checkins + good + c.row))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestBadHeadersAreRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                          "the file is empty",
		"\ufeff":                    "the file is empty",
		"athlete,day,slep_h\n":      `line 1: unknown column "slep_h"`,
		"athlete;day;mood\n":        `line 1: unknown column "athlete;day;mood"; there are`,
		"athlete,day,mood,mood\n":   `line 1: column "mood" is there twice`,
		"athlete,mood\n":            `line 1: column "day" is missing`,
		"athlete,day,\"mood\n":      "read the header",
		"telegram:1,2026-03-12,7\n": "unknown column",
	} {
		_, _, err := checkInFormat.rows(strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	if rows, _, err := checkInFormat.rows(strings.NewReader("athlete,day\n")); err != nil || len(rows) != 0 {
		t.Errorf("a header alone: %v, %v", rows, err)
	}
}

func TestAllBadRowsAreNamedUpToTwenty(t *testing.T) {
	t.Parallel()
	text := "athlete,day,kind\n" + strings.Repeat("telegram:1,2026-03-12,hard\n", 25)
	_, _, err := sessionFormat.rows(strings.NewReader(text))
	if err == nil {
		t.Fatal("bad rows were accepted")
	}
	for n := range 20 {
		if want := fmt.Sprintf("line %d: ", n+2); !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
	if !strings.Contains(err.Error(), "and 5 more") || strings.Contains(err.Error(), "line 22: ") {
		t.Errorf("got %v", err)
	}
}

func TestBadAthletesAndSessionsAreNamed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"platform,chat,timezone\ntelegram,1,Europe/Berln\n": `line 2: timezone: "Europe/Berln" is not`,
		"platform,chat,timezone\ntelegram,1,Local\n":        `line 2: timezone: "Local" is not`,
		"platform,chat,prompt_at\ntelegram,1,7 am\n":        `line 2: prompt_at: "7 am" is not a time`,
		"platform,chat,sport\ntelegram,1,chess\n":           `line 2: sport: "chess" is none of run`,
		"platform,chat,language\ntelegram,1,English\n":      `line 2: language: "English" is not`,
		"platform,chat\ntelegram,\n":                        `line 2: chat: is empty`,
		"platform,chat\ntelegram,1\ntelegram, 1\n":          `line 3: telegram:1 is on line 2 already`,
		"name,platform\nAna,telegram\n":                     `column "chat" is missing`,
	} {
		if _, _, err := athleteFormat.rows(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	for row, want := range map[string]string{
		"telegram:1,2026-03-12,,,,":        "kind: is empty",
		"telegram:1,2026-03-12,hard,,,":    "hard",
		"telegram:1,2026-03-12,key,1441,,": "minutes: 1441 is outside 0–1440",
		"telegram:1,2026-03-12,key,,11,":   "rpe: 11 is outside 0–10",
		"telegram:1,2026-03-12,key,,,-1":   "distance_km: -1 is outside",
	} {
		text := strings.Join(sessionFormat.columns, ",") + "\n" + row + "\n"
		if _, _, err := sessionFormat.rows(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", row, err, want)
		}
	}
}

// What is written can be read, and is written the same again.
func TestRowsSurviveAFile(t *testing.T) {
	t.Parallel()
	day := mustDay(t, "2026-03-12")
	rows := []storage.CheckInRow{
		{Chat: ana, CheckIn: restday.CheckIn{Day: day, Values: map[restday.Item]float64{restday.SleepH: 7.1, restday.HRV: 61.25}}},
		{Chat: ana, CheckIn: restday.CheckIn{Day: day + 1, Values: map[restday.Item]float64{}, Symptoms: []string{"fever"}}},
		{Chat: ana, CheckIn: restday.CheckIn{Day: day + 2, Values: map[restday.Item]float64{}, Pain: &restday.Pain{
			Where: " \"left\", knee\nand; back ", Level: ptr(0.0), Kind: "dull", ChangesGait: ptr(false),
		}}},
	}
	text := written(t, checkInFormat, rows)
	read, _, err := checkInFormat.rows(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, read); diff != "" {
		t.Error(diff)
	}
	windows := rows[2]
	windows.CheckIn.Pain = &restday.Pain{Where: "left\r\nknee"}
	first := written(t, checkInFormat, []storage.CheckInRow{windows})
	read, _, err = checkInFormat.rows(strings.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if second := written(t, checkInFormat, read); second != first {
		t.Errorf("written %q, then %q", first, second)
	}
}

func written[T any](t testing.TB, f format[T], rows []T) string {
	t.Helper()
	var out bytes.Buffer
	write, end := f.writer(&out)
	for _, row := range rows {
		if err := write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
