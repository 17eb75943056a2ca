package conversation_test

import (
	"strings"
	"testing"
	"time"

	"restday"
)

// A yes late in the evening tells nobody of the lighter week before the morning.
func TestALighterWeekIsToldAfterTheQuietHours(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	quiet := restday.Hours{From: 21*60 + 30, To: 5*60 + 30}
	team := restday.Team{ID: 7, Name: "Harriers", Zone: "Europe/Berlin", Language: "en", Coaches: 1, MorningAt: 510, Told: 20524,
		Deload: restday.TeamDeload{Proposed: 20524, State: restday.DeloadApproved, First: 20528, Last: 20534}}
	day := restday.TeamDay{
		Squad: restday.Squad{Team: team, Members: []restday.Seen{{ID: 1, Name: "Ben", Coach: true}}},
		Seasons: func(restday.Day) ([]restday.TeamSeason, error) {
			return []restday.TeamSeason{
				{Athlete: 2, Zone: "Europe/Berlin", Quiet: quiet}, {Athlete: 3, Zone: "America/New_York", Quiet: quiet},
			}, nil
		},
	}
	for hour, want := range map[int]string{23: "2026-03-13 05:30", 3: "2026-03-12 05:30", 12: ""} {
		now := time.Date(2026, 3, 12, hour, 0, 0, 0, zone)
		change, err := newFlow(t).Team(day, now)
		if err != nil {
			t.Fatal(err)
		}
		var due []string
		for _, o := range change.Outgoing {
			if strings.Contains(o.Key, ":lighter:") && o.For == 2 && !o.Due.IsZero() {
				due = append(due, o.Due.In(zone).Format("2006-01-02 15:04"))
			}
			if o.For == 3 && hour == 23 && !o.Due.IsZero() {
				t.Errorf("in New York it is afternoon, and they wait until %s", o.Due)
			}
		}
		if got := strings.Join(due, " "); got != want {
			t.Errorf("agreed at %d, told at %q, want %q", hour, got, want)
		}
		if len(change.Spells) != 2 || change.Deload.State != restday.DeloadAgreed {
			t.Errorf("the plans have not moved: %+v", change)
		}
	}
}
