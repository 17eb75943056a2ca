package restday_test

import (
	"encoding/json"
	"testing"
	"time"

	"restday"
)

func TestParseDayIsTheInverseOfString(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"1970-01-02", "2024-02-29", "2026-03-12", "9999-12-31"} {
		if got := day(t, s).String(); got != s {
			t.Errorf("got %s, want %s", got, s)
		}
	}
	for _, s := range []string{"", "1970-01-01", "1969-12-31", "2026-02-30", "2026-3-1", "12.03.2026", "2026-03-12T07:00", "10000-01-01"} {
		if d, err := restday.ParseDay(s); err == nil {
			t.Errorf("%q was read as %s", s, d)
		}
	}
}

func TestDayOfReadsTheClockOfItsOwnLocation(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, 3, 12, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{"UTC": "2026-03-12", "Asia/Kolkata": "2026-03-13", "America/New_York": "2026-03-12"} {
		if got := restday.DayOf(late.In(location(t, zone))).String(); got != want {
			t.Errorf("%s: got %s, want %s", zone, got, want)
		}
	}
	if got := day(t, "2026-03-12").Weekday(); got != time.Thursday {
		t.Errorf("2026-03-12 is a Thursday, got %s", got)
	}
}

func TestDayInJSON(t *testing.T) {
	t.Parallel()
	type both struct{ Some, None restday.Day }
	in := both{Some: day(t, "2026-03-12")}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"Some":"2026-03-12","None":""}` {
		t.Fatalf("got %s, %v", text, err)
	}
	var out both
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Errorf("got %+v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"Some":"tomorrow"}`), &out); err == nil {
		t.Error("a word was read as a date")
	}
}
