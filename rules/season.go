package rules

import "restday"

// seasonFacts tells where today lies in block, taper and race.
func (h history) seasonFacts(f *facts) {
	if b := h.in.Block; b != nil {
		f.Phase, f.HeavyWeeks = b.Phase, b.HeavyWeeks
		if b.Day > 0 {
			f.PhaseDay = known(float64(b.Day))
		}
		if b.LastDeload != 0 {
			since := float64(h.in.Day - b.LastDeload)
			f.SinceDeload, f.DeloadRecent = &since, since <= h.limits.DeloadNear
		}
	}
	if r := h.in.Race; r != nil && r.Day >= h.in.Day {
		f.DaysToRace = known(float64(r.Day - h.in.Day))
		f.RaceDay = r.Day == h.in.Day
		f.RaceEve = r.Day == h.in.Day+1 && (r.Priority == "A" || r.Priority == "B")
	}
	f.InTaper = h.taper()
}

// taper tells whether today is in a taper: by the block where it names its
// phase, else by the race (f.11.10).
func (h history) taper() bool {
	race := h.in.Race
	switch {
	case race != nil && race.Day == h.in.Day:
		return false
	case h.in.Block != nil && h.in.Block.Phase != "":
		return h.in.Block.Phase == "taper"
	case race == nil || race.Day < h.in.Day:
		return false
	}
	long := map[string]restday.Day{"A": days(h.limits.TaperDaysA), "B": days(h.limits.TaperDaysB)}
	return race.Day-h.in.Day <= long[race.Priority]
}
