package rules

import (
	"math"
	"slices"

	"restday"
)

// TrainingLoad is what training has added up to (rules.md b.2–b.4); nil is unknown.
type TrainingLoad struct {
	Week         *float64 `json:"week"`               // sum of RPE × minutes over the known of seven days
	Monotony     *float64 `json:"monotony"`           // mean / population SD of those days; nil too when every day is the same
	Strain       *float64 `json:"strain"`             // Week × Monotony
	AcuteEWMA    *float64 `json:"acute_ewma"`         // N = 7
	ChronicEWMA  *float64 `json:"chronic_ewma"`       // N = 28
	LongestRunKM *float64 `json:"longest_run_30d_km"` // in the 30 days before today
}

const (
	weekDays    = 7
	weekKnown   = 5 // rules.md b.2: partial logging makes monotony meaningless
	chronicDays = 28
	runDays     = 30 // Frandsen 2025, rules.md b.4
)

func (h history) load() TrainingLoad {
	end := h.loadEnd()
	l := TrainingLoad{LongestRunKM: h.longestRun()}
	l.Week, l.Monotony, l.Strain = h.week(end)
	l.AcuteEWMA, l.ChronicEWMA = h.ewma(end)
	return l
}

// week returns load, monotony and strain of the seven days up to end, nil while
// too few of them are known.
func (h history) week(end restday.Day) (week, monotony, strain *float64) {
	days := h.weekTo(end)
	if len(days) < weekKnown {
		return nil, nil, nil
	}
	return foster(days)
}

// weekTo returns the known daily loads of the seven days up to one.
func (h history) weekTo(end restday.Day) []float64 {
	loads := make([]float64, 0, weekDays)
	for d := end - weekDays + 1; d <= end; d++ {
		if v, ok := h.dayLoad(d); ok {
			loads = append(loads, v)
		}
	}
	return loads
}

// loadFacts are what the load rows look at.
func (h history) loadFacts(f *facts) {
	if longest := h.longestRun(); longest != nil {
		f.LongestRun, f.LongestAllowed = longest, known(exact(*longest*h.limits.LongestShare))
	}
	end := h.loadEnd()
	monotony, strain, ok := h.alike(end)
	if !ok {
		return
	}
	f.Monotony = &monotony
	if h.first != 0 && end-h.first+1 >= days(h.limits.StrainHistory) {
		limit, some := h.usualStrain(end - weekDays)
		f.StrainHigh = known(some && strain > limit)
	}
}

// mostMonotony is where a week is cut off whose days are all alike and whose
// monotony has no end (rules.md b.2, f.12.16).
const mostMonotony = 10

// alike returns monotony and strain of the week up to a day, ok when enough of
// it is known. A week of rest is not monotonous.
func (h history) alike(end restday.Day) (monotony, strain float64, ok bool) {
	week, m, s := h.week(end)
	switch {
	case week == nil:
		return 0, 0, false
	case m != nil:
		return *m, *s, true
	case *week == 0 || len(h.weekTo(end)) < weekDays:
		return 0, 0, true
	}
	return mostMonotony, *week * mostMonotony, true
}

// usualStrain is the strain that strain_percentile of the athlete's days up to
// end stay at or below, by nearest rank (f.11.9, f.12.16).
func (h history) usualStrain(end restday.Day) (limit float64, ok bool) {
	strains := h.strains(end)
	if len(strains) == 0 {
		return 0, false
	}
	slices.Sort(strains)
	rank := int(math.Ceil(h.limits.StrainPercentile / 100 * float64(len(strains))))
	return strains[rank-1], true
}

// strains are those of the weeks up to each day until end, where they are known.
func (h history) strains(end restday.Day) (strains []float64) {
	days := int(end - h.first + 1)
	loads := make([]float64, 0, max(0, days)) // the known ones
	before := make([]int, 0, max(0, days)+1)  // how many of them lie before each day
	for d := h.first; d <= end; d++ {
		before = append(before, len(loads))
		if v, ok := h.dayLoad(d); ok {
			loads = append(loads, v)
		}
		if week := loads[before[max(0, len(before)-weekDays)]:]; len(week) >= weekKnown {
			_, _, strain := foster(week)
			strains = appendKnown(strains, strain)
		}
	}
	return strains
}

// loadEnd is the day load windows end on: yesterday, or today once something
// has been logged today (f.11.9).
func (h history) loadEnd() restday.Day {
	if len(h.sessions[h.in.Day]) > 0 {
		return h.in.Day
	}
	return h.in.Day - 1
}

// dayLoad is Foster's session RPE: RPE × minutes, added up over a day's
// sessions. It is unknown when a session lacks either (f.11.14).
func (h history) dayLoad(day restday.Day) (float64, bool) {
	var load float64
	for _, s := range h.sessions[day] {
		switch {
		case s.Kind == restday.Rest:
		case s.RPE == nil || s.Minutes == nil:
			return 0, false
		default:
			load += *s.RPE * *s.Minutes
		}
	}
	// Sessions of a day have no order: their sum must not depend on one.
	return exact(load), h.known(day)
}

// foster returns the weekly load, monotony and strain of daily loads
// (Foster 1998; population SD, rules.md b.2).
func foster(days []float64) (week, monotony, strain *float64) {
	w := sum(days)
	if sd := populationSD(days); sd > 0 {
		m := mean(days) / sd
		s := w * m
		monotony, strain = &m, &s
	}
	return &w, monotony, strain
}

// ewma returns the acute and chronic averages on a day, from 28 days of
// training on and only when every load of the last 28 days is known (f.12.18).
func (h history) ewma(end restday.Day) (acute, chronic *float64) {
	if h.trained == 0 || end-h.trained+1 < chronicDays {
		return nil, nil
	}
	var loads []float64
	for d := h.trained; d <= end; d++ {
		v, ok := h.dayLoad(d)
		switch {
		case ok:
			loads = append(loads, v)
		case end-d < chronicDays:
			return nil, nil
		}
	}
	a, c := ewma(loads, weekDays), ewma(loads, chronicDays)
	return &a, &c
}

// ewma is Williams 2017: E = λ·L + (1−λ)·E with λ = 2/(n+1), from the first load on.
func ewma(loads []float64, n float64) float64 {
	lambda, e := 2/(n+1), loads[0]
	for _, load := range loads[1:] {
		e = lambda*load + (1-lambda)*e
	}
	return e
}

// longestRun returns the longest run of the 30 days before today in km.
func (h history) longestRun() *float64 {
	var longest *float64
	for d := h.in.Day - runDays; d < h.in.Day; d++ {
		for _, s := range h.sessions[d] {
			ran := s.Kind != restday.Rest && s.DistanceKM != nil && h.in.Athlete.sportOf(s.Sport) == "run"
			if ran && (longest == nil || *s.DistanceKM > *longest) {
				longest = s.DistanceKM
			}
		}
	}
	return longest
}

func (l TrainingLoad) printed() TrainingLoad {
	for _, v := range []**float64{&l.Week, &l.Monotony, &l.Strain, &l.AcuteEWMA, &l.ChronicEWMA, &l.LongestRunKM} {
		if *v != nil {
			p := printed(**v)
			*v = &p
		}
	}
	return l
}
