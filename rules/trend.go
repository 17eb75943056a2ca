package rules

import "restday"

// Trend is how training and the answers went lately, beside the athlete's own
// weeks before; nil is unknown.
type Trend struct {
	Load    TrainingLoad // as in a decision
	Before  TrainingLoad // mean of Week, Monotony and Strain over the four weeks before, those that are known
	Answers []Course     // of SleepH and Fatigue
}

// Course is how one answer went over the last fortnight.
type Course struct {
	Item  restday.Item
	Days  int      // answered in the 14 days up to today
	Mean  float64  // of those
	Usual *float64 // mean of the 28 days before them, at least 14 of them known
}

const (
	fortnight   = 14
	weeksBefore = 4
)

// Trend works out the trend up to the input's day.
func (l *Library) Trend(in Input) Trend {
	h := newHistory(in, l.limits)
	t := Trend{Load: h.load().printed(), Before: h.weeksBefore().printed()}
	for _, item := range []restday.Item{restday.SleepH, restday.Fatigue} {
		lately := h.values(item, in.Day+1, fortnight)
		if len(lately) > 0 {
			t.Answers = append(t.Answers, Course{item, len(lately), mean(lately), h.usual(item, in.Day+1-fortnight)})
		}
	}
	return t
}

// weeksBefore is the mean load of the weeks before the last seven days.
func (h history) weeksBefore() TrainingLoad {
	var weeks, monotonies, strains []float64
	for n := 1; n <= weeksBefore; n++ {
		week, monotony, strain := h.week(h.loadEnd() - restday.Day(n*weekDays))
		weeks, monotonies, strains = appendKnown(weeks, week), appendKnown(monotonies, monotony), appendKnown(strains, strain)
	}
	return TrainingLoad{Week: meanOf(weeks), Monotony: meanOf(monotonies), Strain: meanOf(strains)}
}

func appendKnown(values []float64, v *float64) []float64 {
	if v == nil {
		return values
	}
	return append(values, *v)
}

func meanOf(values []float64) *float64 {
	if len(values) == 0 {
		return nil
	}
	return known(mean(values))
}
