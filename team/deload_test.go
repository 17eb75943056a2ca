package team_test

import (
	"testing"

	"restday"
	"restday/team"
)

// mornings are those of n people on a day, of whom some were low.
func mornings(day restday.Day, n, low int, due bool) (out []restday.Morning) {
	for i := range n {
		m := restday.Morning{Who: i, Day: day, State: "green", Due: due}
		if i < low {
			m.State = "amber"
		}
		out = append(out, m)
	}
	return out
}

func TestWhatSpeaksForALighterWeek(t *testing.T) {
	t.Parallel()
	low := func(n, of int) (out []restday.Morning) {
		for day := today - 2; day <= today; day++ {
			out = append(out, mornings(day, of, n, false)...)
		}
		return out
	}
	heavy := func(weeks int) (out []restday.Planned) {
		for d := today - restday.Day(7*weeks); d < today; d++ {
			kind := restday.Easy
			if (today-d)%7 == 1 || (today-d)%7 == 4 {
				kind = restday.Key
			}
			out = append(out, restday.Planned{Day: d, Kind: kind})
		}
		return out
	}
	for name, c := range map[string]struct {
		looked team.Looked
		why    string
	}{
		"half low for three days":    {team.Looked{Mornings: low(4, 8)}, "signals"},
		"fewer than half":            {team.Looked{Mornings: low(3, 8)}, ""},
		"all of four":                {team.Looked{Mornings: low(4, 4)}, ""},
		"only today":                 {team.Looked{Mornings: mornings(today, 8, 8, false)}, ""},
		"most have trained long":     {team.Looked{Mornings: mornings(today, 8, 0, true)}, "calendar"},
		"all of four trained long":   {team.Looked{Mornings: mornings(today, 4, 0, true)}, ""},
		"four heavy weeks planned":   {team.Looked{Plan: heavy(4)}, "calendar"},
		"three heavy weeks planned":  {team.Looked{Plan: heavy(3)}, ""},
		"one is on its way":          {team.Looked{Mornings: low(8, 8), Last: restday.TeamDeload{Proposed: today - 1, State: restday.DeloadAgreed}}, ""},
		"it was declined yesterday":  {team.Looked{Mornings: low(8, 8), Last: restday.TeamDeload{Proposed: today - 1, State: restday.DeloadCancelled}}, ""},
		"it was declined long ago":   {team.Looked{Mornings: low(8, 8), Last: restday.TeamDeload{Proposed: today - 21, State: restday.DeloadCancelled}}, "signals"},
		"one has just been":          {team.Looked{Mornings: low(8, 8), Last: restday.TeamDeload{Proposed: today - 30, State: restday.DeloadOver, Last: today - 3}}, ""},
		"the plan was lighter since": {team.Looked{Plan: heavy(6), Last: restday.TeamDeload{Proposed: today - 40, State: restday.DeloadOver, Last: today - 22}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.looked.Today = today
			got, ok := team.CaseFor(c.looked)
			if ok != (c.why != "") || ok && got.Why != c.why {
				t.Errorf("%v %+v, want %q", ok, got, c.why)
			}
		})
	}
}

func TestALighterWeekBeginsOnMonday(t *testing.T) {
	t.Parallel()
	for offset := range restday.Day(7) {
		d := team.Propose(today+offset, "coach")
		if d.First.Weekday() != 1 || d.First <= today+offset || d.First > today+offset+7 || d.Last != d.First+6 {
			t.Errorf("proposed on %s it goes from %s to %s", today+offset, d.First, d.Last)
		}
	}
}

func TestWhosePlanStays(t *testing.T) {
	t.Parallel()
	d := team.From(restday.TeamDeload{}, today+4) // to today+10
	for name, c := range map[string]struct {
		season restday.TeamSeason
		why    string
	}{
		"nobody's":              {restday.TeamSeason{}, ""},
		"a race a fortnight on": {restday.TeamSeason{Races: []restday.RaceDay{{Day: today + 24, Priority: "A"}}}, "race"},
		"a race after that":     {restday.TeamSeason{Races: []restday.RaceDay{{Day: today + 25, Priority: "A"}}}, ""},
		"a race for training":   {restday.TeamSeason{Races: []restday.RaceDay{{Day: today + 6, Priority: "C"}}}, ""},
		"a lighter week":        {restday.TeamSeason{Spells: []restday.Spell{{Kind: restday.Deload, First: today, Last: today + 6}}}, "lighter"},
		"a small step":          {restday.TeamSeason{Spells: []restday.Spell{{Kind: restday.Shorter, First: today, Last: today + 6}}}, ""},
		"a holiday":             {restday.TeamSeason{PausedTo: today + 6}, "away"},
		"back before":           {restday.TeamSeason{PausedTo: today + 4}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if why, _ := team.Exempt(c.season, d); why != c.why {
				t.Errorf("%q, want %q", why, c.why)
			}
		})
	}
}
