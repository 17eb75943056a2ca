package restday_test

import (
	"slices"
	"testing"
	"time"

	"restday"
)

func day(t testing.TB, s string) restday.Day {
	t.Helper()
	d, err := restday.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func enrolled(zone string, at restday.Clock) restday.Athlete {
	return restday.Athlete{Zone: zone, PromptAt: at, Weekdays: restday.EveryDay, Enrolled: true}
}

func TestNextPromptRespectsWeekdaysAndPause(t *testing.T) {
	t.Parallel()
	thursday := day(t, "2026-03-12")
	a := enrolled("Europe/Berlin", 420)
	cases := []struct {
		name   string
		change func(*restday.Athlete)
		want   string
	}{
		{"every day", func(*restday.Athlete) {}, "2026-03-12T07:00:00+01:00"},
		{"Mondays only", func(a *restday.Athlete) { a.Weekdays = 1 << time.Monday }, "2026-03-16T07:00:00+01:00"},
		{"paused", func(a *restday.Athlete) { a.PausedTo = thursday + 20 }, "2026-04-01T07:00:00+02:00"},
		{"a pause that is over", func(a *restday.Athlete) { a.PausedTo = thursday - 3 }, "2026-03-12T07:00:00+01:00"},
		{"no weekday", func(a *restday.Athlete) { a.Weekdays = 0 }, "never"},
		{"not enrolled", func(a *restday.Athlete) { a.Enrolled = false }, "never"},
	}
	for _, c := range cases {
		changed := a
		c.change(&changed)
		got := "never"
		if at := changed.NextPrompt(thursday); !at.IsZero() {
			got = at.Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTodayIsTheAthletesDate(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 12, 11, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"Pacific/Kiritimati": "2026-03-13", "Europe/Berlin": "2026-03-12",
		"Pacific/Pago_Pago": "2026-03-12", "Etc/GMT+12": "2026-03-11", "No/Such": "2026-03-12",
	} {
		if got := (restday.Athlete{Zone: zone}).Today(now).String(); got != want {
			t.Errorf("%s: got %s, want %s", zone, got, want)
		}
	}
}

func TestParseAddress(t *testing.T) {
	t.Parallel()
	a, err := restday.ParseAddress(" telegram:-100:7 ")
	if err != nil || a != (restday.Address{Platform: "telegram", Chat: "-100:7"}) || a.String() != "telegram:-100:7" {
		t.Errorf("got %#v, %v", a, err)
	}
	for _, in := range []string{"", "telegram", ":1", "telegram:"} {
		if a, err := restday.ParseAddress(in); err == nil {
			t.Errorf("%q was read as %v", in, a)
		}
	}
}

func TestAccessIsAllThatIsNotLacking(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lacks, want []string }{
		{nil, nil}, // the default: all of it
		{[]string{"pool"}, []string{"bike"}},
		{[]string{"bike", "pool"}, []string{}},
	} {
		if got := (restday.About{Lacks: c.lacks}).Access(); !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("without %v: %v, want %v", c.lacks, got, c.want)
		}
	}
}
