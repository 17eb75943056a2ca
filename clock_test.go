package restday_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the zones must be the same on every machine

	"restday"
)

// dstYears are years in which the zones changed their clocks in ways that
// break naive schedulers.
var dstYears = []struct {
	zone string
	year int
	why  string
}{
	{"Europe/Berlin", 2026, "02:00 to 03:00 and back"},
	{"America/New_York", 2026, "02:00 to 03:00 and back"},
	{"America/Sao_Paulo", 2017, "midnight is skipped, and 23:00 comes twice"},
	{"Africa/Cairo", 2026, "midnight is skipped"},
	{"Asia/Beirut", 2026, "midnight is skipped"},
	{"America/Havana", 2026, "00:00 comes twice"},
	{"America/Nuuk", 2026, "the last hour of a day is skipped"},
	{"Australia/Lord_Howe", 2026, "half an hour is skipped"},
	{"Pacific/Apia", 2011, "30 December never was"},
	{"Asia/Kolkata", 2026, "never changes"},
	{"UTC", 2024, "a leap year"},
}

var promptTimes = []restday.Clock{0, 30, 90, 150, 420, 1350, 1410, 1439}

func location(t testing.TB, zone string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// due walks a year minute by minute and finds, for every clock time and every
// local day that has minutes, the first minute at which clocks show that time
// or later; failing that, the day's last.
func due(loc *time.Location, year int) map[restday.Clock]map[restday.Day]time.Time {
	found := map[restday.Clock]map[restday.Day]time.Time{}
	for _, c := range promptTimes {
		found[c] = map[restday.Day]time.Time{}
	}
	reached := map[restday.Clock]restday.Day{}
	end := time.Date(year+1, 1, 1, 12, 0, 0, 0, time.UTC)
	for t := time.Date(year-1, 12, 31, 12, 0, 0, 0, time.UTC); t.Before(end); t = t.Add(time.Minute) {
		local := t.In(loc)
		day, minute := restday.DayOf(local), restday.Clock(local.Hour()*60+local.Minute())
		for _, c := range promptTimes {
			if local.Year() != year || reached[c] == day {
				continue
			}
			found[c][day] = t
			if minute >= c {
				reached[c] = day
			}
		}
	}
	return found
}

// Once a morning: waking at each NextPrompt and then asking for the next one
// visits every local day of the year once, at the right minute, and none twice.
func TestPromptsFollowTheWallClockThroughTheYear(t *testing.T) {
	t.Parallel()
	for _, z := range dstYears {
		t.Run(z.zone, func(t *testing.T) {
			t.Parallel()
			loc := location(t, z.zone)
			for c, days := range due(loc, z.year) {
				a := enrolled(z.zone, c)
				newYear := restday.DayOf(time.Date(z.year, 1, 1, 0, 0, 0, 0, time.UTC))
				for wake := a.NextPrompt(newYear); wake.In(loc).Year() == z.year; {
					today := a.Today(wake)
					if !wake.Equal(days[today]) {
						t.Fatalf("%s on %s (%s): got %s, want %s", c, today, z.why, wake.In(loc), days[today].In(loc))
					}
					delete(days, today)
					wake = a.NextPrompt(today + 1)
				}
				if len(days) > 0 {
					t.Errorf("at %s, days without a prompt: %v", c, days)
				}
			}
		})
	}
}

func TestClockOnNamedDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, day, clock, want string }{
		{"Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:00:00+02:00"},
		{"Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"},
		{"Europe/Berlin", "2026-03-29", "07:00", "2026-03-29T07:00:00+02:00"},
		{"America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"},
		{"America/Sao_Paulo", "2017-10-15", "00:00", "2017-10-15T01:00:00-02:00"},
		{"Africa/Cairo", "2026-04-24", "00:00", "2026-04-24T01:00:00+03:00"},
		{"Asia/Beirut", "2026-03-29", "00:00", "2026-03-29T01:00:00+03:00"},
		{"Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30:00+11:00"},
		{"America/Nuuk", "2026-03-28", "23:30", "2026-03-28T22:59:00-02:00"},
		{"Pacific/Apia", "2011-12-31", "07:00", "2011-12-31T07:00:00+14:00"},
		{"Asia/Kolkata", "2026-03-12", "01:30", "2026-03-12T01:30:00+05:30"},
	} {
		day, err := restday.ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		clock, err := restday.ParseClock(c.clock)
		if err != nil {
			t.Fatal(err)
		}
		if got := clock.On(day, location(t, c.zone)).Format(time.RFC3339); got != c.want {
			t.Errorf("%s %s in %s: got %s, want %s", c.day, c.clock, c.zone, got, c.want)
		}
	}
}

func TestParseClock(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"07:00": "07:00", "7:05": "07:05", "23:59": "23:59", "00:00": "00:00"} {
		c, err := restday.ParseClock(in)
		if err != nil || c.String() != want {
			t.Errorf("%q: got %v, %v", in, c, err)
		}
	}
	for _, in := range []string{"", "7", "24:00", "07:60", "7am", "-1:00", "07:00:00"} {
		if c, err := restday.ParseClock(in); err == nil {
			t.Errorf("%q was read as %v", in, c)
		}
	}
}

func TestHoursHas(t *testing.T) {
	t.Parallel()
	night, noon, never := restday.Hours{From: 21*60 + 30, To: 5*60 + 30}, restday.Hours{From: 12 * 60, To: 13 * 60}, restday.Hours{From: 60, To: 60}
	for clock, want := range map[string][2]bool{
		"00:00": {true, false}, "05:29": {true, false}, "05:30": {false, false}, "12:00": {false, true},
		"12:59": {false, true}, "13:00": {false, false}, "21:29": {false, false}, "21:30": {true, false},
	} {
		at, err := time.Parse("15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		if night.Has(at) != want[0] || noon.Has(at) != want[1] || never.Has(at) {
			t.Errorf("%s: night %v, noon %v, never %v", clock, night.Has(at), noon.Has(at), never.Has(at))
		}
	}
}
