package rules

import "restday"

// fatigueFacts tells for how long mornings have been low (f.6, f.11.6).
func (h history) fatigueFacts(f *facts) {
	today := h.in.Day
	for h.wellness(today - restday.Day(f.RedMornings)).red {
		f.RedMornings++
	}
	if v, ok := h.checkIns[today].Value(restday.Performance); ok {
		f.Performance = &v
	}
	if f.LowToday = h.isLow(today); !f.LowToday {
		return
	}
	f.LowCheckIns = known(h.lowRunning(today))
	f.LowDaysWeek = known(h.lowDays(today, 7))
	f.LowDaysFortnight = known(h.lowDays(today, 14))
	f.FatigueEpisodes = known(h.episodes(today))
}

// isLow tells whether the wellness items make a day amber or red.
func (h history) isLow(day restday.Day) bool {
	w := h.wellness(day)
	return w.amber || w.red
}

// lowDays counts the low ones of the n days up to a day.
func (h history) lowDays(day restday.Day, n int) float64 {
	return float64(h.count(day+1, n, h.isLow))
}

// lowRunning counts the check-ins running, that of the day the last, whose z is
// low and which lie within lasting_span days, both ends counted.
func (h history) lowRunning(day restday.Day) float64 {
	n := 0.0
	for d := day; d > day-days(h.limits.LastingSpan); d-- {
		_, answered := h.checkIns[d]
		switch {
		case answered && !h.wellness(d).low:
			return n
		case answered:
			n++
		}
	}
	return n
}

// lasting tells whether fatigue lasts on a day, which is F1's condition.
func (h history) lasting(day restday.Day) bool {
	return h.isLow(day) && (h.lowRunning(day) >= h.limits.LastingCheckIns || h.lowDays(day, 7) >= h.limits.LastingDays)
}

// episodes counts the stretches of lasting fatigue in the episode_window days
// before a day and on it; episode_gap days without end one (f.11.6, f.12.18).
func (h history) episodes(day restday.Day) float64 {
	episodes, since := 0.0, h.limits.EpisodeGap
	for d := day - days(h.limits.EpisodeWindow); d <= day; d++ {
		if !h.lasting(d) {
			since++
			continue
		}
		if since >= h.limits.EpisodeGap {
			episodes++
		}
		since = 0
	}
	return episodes
}

// moodFacts counts days of low mood or motivation, a day once (f.11.12).
func (h history) moodFacts(f *facts) {
	today := h.in.Day
	low := func(day restday.Day) bool {
		c := h.checkIns[day]
		return atMost(c, restday.Mood, 2) || atMost(c, restday.Motivation, 2)
	}
	lowest := func(c restday.CheckIn) bool { return atMost(c, restday.Mood, 1) }
	f.LowMoodDays = float64(h.count(today+1, 7, low))
	if lowest(h.checkIns[today]) {
		f.LowestMoodDays = float64(today - h.run(today, lowest) + 1)
	}
}

func atMost(c restday.CheckIn, item restday.Item, most float64) bool {
	v, ok := c.Value(item)
	return ok && v <= most
}
