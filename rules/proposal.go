package rules

import "restday"

// planned returns today's session: the plan's, or without a plan a proposal,
// which is then the plan (f.9).
func (h history) planned(f facts) restday.Planned {
	if h.in.Planned != nil {
		return *h.in.Planned
	}
	return restday.Planned{Day: h.in.Day, Kind: h.propose(f)}
}

// propose follows hard–easy–easy with one rest day in seven (f.9, f.11.12, f.12.5).
func (h history) propose(f facts) restday.Kind {
	restWithin, easyDays := 6, 2.0
	if h.in.Athlete.Pattern == "long" {
		restWithin, easyDays = 9, 1
	}
	today := h.in.Day
	switch {
	case f.Restricted:
		return restday.Easy // nothing is proposed; the safety rules still speak (f.12.5)
	case h.known(today-restday.Day(restWithin)) && h.count(today, restWithin, h.isRest) == 0:
		return restday.Rest
	case f.State == Green && h.known(today-7) && !h.nearRace() && h.count(today, 7, h.isHard) <= 2 &&
		(f.EasyDaysSinceHard == nil || *f.EasyDaysSinceHard >= easyDays):
		return restday.Key
	}
	return restday.Easy
}

// nearRace tells whether today lies between two days before a race and the day after it.
func (h history) nearRace() bool {
	for _, race := range h.races() {
		if h.in.Day >= race-2 && h.in.Day <= race+1 {
			return true
		}
	}
	return false
}

// races are the days of the races that are known to come or to have been.
func (h history) races() []restday.Day {
	var days []restday.Day
	if h.in.Race != nil {
		days = append(days, h.in.Race.Day)
	}
	for _, p := range h.in.Upcoming {
		if p.Kind == restday.Race {
			days = append(days, p.Day)
		}
	}
	for _, s := range h.in.Sessions {
		if s.Kind == restday.Race {
			days = append(days, s.Day)
		}
	}
	return days
}
