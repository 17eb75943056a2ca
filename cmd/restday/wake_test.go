package main

import (
	"testing"
	"time"

	"restday"
)

// Somebody who is imported is first prompted at the next of their prompt times,
// never at once; a change of other settings moves no wake.
func TestImportedAthletesWakeAtTheirNextPrompt(t *testing.T) {
	t.Parallel()
	c := defaults()
	c.DefaultTimezone = "Europe/Berlin"
	now := time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC) // 10:00 in Berlin
	wake := time.Date(2026, 3, 12, 10, 12, 0, 0, time.UTC)
	known := restday.Athlete{ID: 7, Zone: "Europe/Berlin", PromptAt: 420, Weekdays: restday.EveryDay, Enrolled: true, Wake: wake}
	for name, test := range map[string]struct {
		a    restday.Athlete
		row  restday.Athlete
		want string
	}{
		"new":                    {restday.Athlete{}, restday.Athlete{PromptAt: noClock}, "2026-03-13T06:00:00Z"},
		"new, later today":       {restday.Athlete{}, restday.Athlete{PromptAt: 630}, "2026-03-12T09:30:00Z"},
		"new, elsewhere":         {restday.Athlete{}, restday.Athlete{PromptAt: 420, Zone: "America/New_York"}, "2026-03-12T11:00:00Z"},
		"known, another name":    {known, restday.Athlete{Name: "Ana", PromptAt: noClock}, "2026-03-12T10:12:00Z"},
		"known, the same time":   {known, restday.Athlete{PromptAt: 420}, "2026-03-12T10:12:00Z"},
		"known, another time":    {known, restday.Athlete{PromptAt: 480}, "2026-03-13T07:00:00Z"},
		"known, not yet said so": {restday.Athlete{ID: 7, Zone: "UTC"}, restday.Athlete{PromptAt: 480}, "0001-01-01T00:00:00Z"},
	} {
		a := test.a
		fillAthlete(&a, test.row, c, now)
		if got := a.Wake.UTC().Format(time.RFC3339); got != test.want {
			t.Errorf("%s: wakes at %s, want %s", name, got, test.want)
		}
	}
}
