package conversation

import (
	"slices"

	"restday"
	"restday/plan"
	"restday/rules"
)

// replanned is a history with a change of the plan.
func replanned(h restday.History, r restday.Replan) restday.History {
	h.Plan = slices.DeleteFunc(slices.Clone(h.Plan), func(p restday.Planned) bool { return slices.Contains(r.Days, p.Day) })
	h.Plan = append(h.Plan, r.Rows...)
	h.Races = slices.DeleteFunc(slices.Clone(h.Races), func(race restday.RaceDay) bool { return slices.Contains(r.RaceDays, race.Day) })
	h.Races = append(h.Races, r.Races...)
	slices.SortFunc(h.Races, func(a, b restday.RaceDay) int { return int(a.Day - b.Day) })
	return h
}

// season is what the athlete's plan follows from. What an earlier answer of the
// day being decided moved does not count: it is about to be decided anew.
func (t *turn) season(h restday.History, decided restday.Day) plan.Season {
	movedAnew := func(p restday.Planned) bool { return p.MovedFrom == decided && decided != 0 }
	return plan.Season{
		Sport: t.athlete.Sport, Pattern: t.athlete.Pattern, Chosen: t.athlete.Season,
		Races: h.Races, Dated: slices.DeleteFunc(slices.Clone(h.Plan), movedAnew), Lighter: h.Spells,
	}
}

// seasonFacts tells the rules where a day lies between races and lighter weeks
// that are planned; without any, what is known of lighter weeks stands.
func seasonFacts(in *rules.Input, s plan.Season) {
	if race, ok := s.RaceFor(in.Day); ok {
		in.Race = &rules.Race{Day: race.Day, Priority: race.Priority}
	}
	if phase := s.PhaseOn(in.Day); phase.Name != "" {
		in.Block = &rules.Block{
			Phase: phase.Name, Day: phase.Day(in.Day), HeavyWeeks: phase.HeavyWeeks, LastDeload: phase.LastDeload,
		}
	}
}
