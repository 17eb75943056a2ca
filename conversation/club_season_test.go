package conversation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"restday"
)

// morning has most of the athletes check in; in the third week they are low.
func (c *club) morning(day int) {
	c.t.Helper()
	for _, s := range c.squads {
		for _, a := range s.athletes {
			if c.random.IntN(10) < 2 {
				continue
			}
			sleep, rest := 6.5+c.random.Float64()*2, "energy good, muscles good, mood good"
			if day >= 14 && day < 18 && c.random.IntN(10) < 8 {
				sleep, rest = 4.5, "no energy, legs very sore, mood very low"
			}
			switch c.random.IntN(20) {
			case 0:
				rest += ", my left knee hurts, 5 of 10, dull"
			case 1:
				rest += ", I have a fever"
			}
			c.say(a, fmt.Sprintf("/checkin %.1fh, %s", sleep, rest))
		}
	}
}

// forenoon has people change what they share, and coaches look and decide.
func (c *club) forenoon() {
	c.t.Helper()
	for _, s := range c.squads {
		a := s.athletes[c.random.IntN(len(s.athletes))]
		share := restday.Shares[c.random.IntN(3)]
		c.say(a, "/team share "+string(share))
		c.shares[nameOf(a)] = share
		for range 3 {
			c.say(s.coach, "/squad "+nameOf(s.athletes[c.random.IntN(len(s.athletes))]))
		}
		c.say(s.coach, "/squad")
	}
}

// agree has a coach say yes to a lighter week that is proposed.
func (c *club) agree() {
	c.t.Helper()
	teams, err := c.store.Teams(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	for i, team := range teams {
		if d := team.Deload; d.State == restday.DeloadProposed {
			c.handle(restday.Incoming{From: c.squads[i].coach, Event: restday.Tapped, Ack: "tap", Choice: fmt.Sprint("deload:", team.ID, ":", d.Proposed, ":yes")})
		}
	}
}

// A season of two squads, across the night in which clocks go forward and with a restart a
// day: whatever happens no group reads a name or an answer, no coach reads more than is
// shared, and what is told comes once each on its local day.
func TestTwoSquadsForFiveWeeks(t *testing.T) {
	t.Parallel()
	const days = 35
	c := newClub(t)
	for day := range days {
		at := func(hour, minute int) {
			c.now = time.Date(2026, 3, 5+day, hour, minute, 0, 0, c.zone)
			c.tick()
		}
		c.start()
		at(7, 0)
		c.morning(day)
		at(8, 29)
		at(8, 30)
		c.forenoon()
		at(8, 45)
		c.agree()
		at(8, 46)
		at(18, 0)
		at(18, 1)
	}
	for _, s := range c.squads {
		if n := len(c.lists[s.coach]); n != days {
			t.Errorf("%s: %d lists in %d days", s.channel.Platform, n, days)
		}
		c.once(s, "have checked in.", days, 8*60+30)
		c.once(s, "Last week: ", 5, 8*60+30)
		c.once(s, "Tomorrow a lighter week begins", 1, 18*60)
		c.once(s, "The lighter week begins today", 1, 8*60+30)
		c.once(s, "The lighter week is over", 1, 8*60+30)
	}
}

// once holds that a post came that many times, on as many days and at its time.
func (c *club) once(s *clubSquad, begins string, times int, clock restday.Clock) {
	c.t.Helper()
	seen := map[restday.Day]bool{}
	for _, p := range c.posts[s.channel] {
		if !strings.Contains(p.text, begins) {
			continue
		}
		local := p.at.In(c.zone)
		if day := restday.DayOf(local); seen[day] || restday.ClockOf(local) != clock {
			c.t.Errorf("%s: %q comes at %s", s.channel.Platform, begins, local)
		}
		seen[restday.DayOf(local)] = true
	}
	if len(seen) != times {
		c.t.Errorf("%s: %q came on %d days, want %d", s.channel.Platform, begins, len(seen), times)
	}
}
