package rules

import (
	"math"
	"slices"

	"restday"
)

// Flip is the smallest single change of a day that would have led to another
// outcome.
type Flip struct {
	Variant  Variant
	Decision Decision // what would have been decided
}

// furthest is how many steps a change may have.
const furthest = 12

// scales are the answers that could be otherwise, how far a step goes and where
// the last one ends. Nobody is told that they slept too little at nine hours.
var scales = []struct {
	item              restday.Item
	step, least, most float64
}{
	{restday.SleepH, 0.5, 3, 9},
	{restday.Soreness, 1, 1, 5},
	{restday.Fatigue, 1, 1, 5},
	{restday.Mood, 1, 1, 5},
	{restday.SleepQuality, 1, 1, 5},
	{restday.Stress, 1, 1, 5},
	{restday.RHR, 1, 30, 120},
	{restday.HRV, 5, 10, 200},
}

// Nearest returns the smallest single change of today's answers, or of the week
// before, that would have led to a higher outcome, or where the plan stands to a
// lower one. There is none where nothing single changes it, and none is looked
// for behind a warning sign. Equal inputs give equal answers.
func (l *Library) Nearest(in Input, c Catalogue) (Flip, bool) {
	h := newHistory(in, l.limits)
	reported, _ := h.reported()
	if countIn(reported.Symptoms, redFlags) > 0 || in.Planned != nil && in.Planned.Kind == restday.Rest {
		return Flip{}, false // planned rest is rest, whatever else is so
	}
	is := l.outcome(in)
	for step := 1; step <= furthest; step++ {
		for _, v := range h.variants(step, is == AsPlanned) {
			other := in.With(v)
			if would := l.outcome(other); is.below(would) || is == AsPlanned && would.below(is) {
				return Flip{v, l.Decide(other, c)}, true
			}
		}
	}
	return Flip{}, false
}

// outcome is that of Decide, without all that explains it.
func (l *Library) outcome(in Input) Outcome {
	t := l.judged(in)
	return t.outcome
}

// variants are the changes of so many steps, downwards or upwards, in the order
// in which they are preferred: answers, then symptoms and pain, then the days before.
func (h history) variants(step int, down bool) []Variant {
	today := h.checkIns[h.in.Day]
	var all []Variant
	for _, s := range scales {
		v, ok := today.Value(s.item)
		worse := (s.item == restday.RHR) != down
		to := math.Floor(v/s.step)*s.step + float64(step)*s.step
		if worse {
			to = math.Ceil(v/s.step)*s.step - float64(step)*s.step
		}
		if ok && to >= s.least && to <= s.most {
			all = append(all, Variant{Item: s.item, Value: to})
		}
	}
	if down {
		return all
	}
	all = append(all, better(today, step)...)
	return append(all, h.gentler(h.in.Day-restday.Day(step))...)
}

// gentler are the changes by which a day of the last week asked less.
func (h history) gentler(day restday.Day) []Variant {
	var all []Variant
	if day <= h.in.Day-weekDays {
		return nil
	}
	if h.isHard(day) {
		all = append(all, Variant{Eased: day})
	}
	if !h.isRest(day) {
		all = append(all, Variant{Rested: day})
	}
	return all
}

// better are the changes by which somebody is less ill or hurt: a symptom is a
// step, and so is a pain.
func better(c restday.CheckIn, step int) []Variant {
	var all []Variant
	signs := sorted(c.Symptoms)
	if step == 1 {
		for _, sign := range signs {
			all = append(all, Variant{Gone: []string{sign}})
		}
		if c.Pain != nil {
			all = append(all, Variant{NoPain: true})
		}
	}
	if step > 1 && step == len(signs) {
		all = append(all, Variant{Gone: slices.Clone(signs)})
	}
	return all
}
