package rules

import "restday"

// Aftermath is how somebody was on the two mornings after a day.
type Aftermath struct {
	Known bool         // there is something to compare
	Worse restday.Item // what was lower then: Soreness, Fatigue or SleepH, the first of them; "" all was fine
}

// felt are the answers in which a hard day shows, the one that tells most first.
var felt = []restday.Item{restday.Soreness, restday.Fatigue, restday.SleepH}

// clearlyLower is how far below the own mean counts: half a point, or half an hour.
const clearlyLower = 0.5

// Aftermath compares the two mornings after a day with the morning of that day
// and with the athlete's own mean before it; only what is below both counts as
// worse. It judges nobody but against themselves, and what was not answered is
// unknown (our own choice).
func (l *Library) Aftermath(checkIns []restday.CheckIn, day restday.Day) Aftermath {
	h := newHistory(Input{Day: day + 2, CheckIns: checkIns}, l.limits)
	var a Aftermath
	for _, item := range felt {
		for _, v := range h.values(item, day+3, 2) {
			worse, known := h.lowerThan(item, day, v)
			a.Known = a.Known || known
			if worse && a.Worse == "" {
				a.Worse = item
			}
		}
	}
	return a
}

// lowerThan tells whether an answer is below what it was on a day and clearly
// below the own mean before that day, as far as either is known.
func (h history) lowerThan(item restday.Item, day restday.Day, v float64) (lower, known bool) {
	then, answered := h.checkIns[day].Value(item)
	usual := h.usual(item, day)
	if !answered && usual == nil {
		return false, false
	}
	return (!answered || v < then) && (usual == nil || v <= *usual-clearlyLower), true
}
