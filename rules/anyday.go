package rules

import (
	"math/rand/v2"
	"slices"

	"restday"
)

// anyDay makes up a day and what lies before it. Days resemble the day before
// them, so that illnesses, sore weeks and heavy weeks last. What is rare in life
// is not rare here, but for every second athlete, who is never ill.
func anyDay(r *rand.Rand) Input {
	const today = restday.Day(20000)
	in := Input{Day: today, Athlete: anyAthlete(r)}
	well := r.IntN(2) == 0
	var c restday.CheckIn
	var trained []restday.Session
	for day := today - restday.Day(r.IntN(80)); day <= today; day++ {
		if c.Values == nil || r.IntN(10) < 3 {
			c = anyCheckIn(r)
		}
		if well {
			c.Symptoms, c.Pain = nil, nil
		}
		if r.IntN(10) < 3 {
			trained = anySessions(r)
		}
		if c.Day = day; r.IntN(10) > 0 {
			in.CheckIns = append(in.CheckIns, c)
		}
		for _, s := range trained {
			if s.Day = day; day < today || r.IntN(8) == 0 {
				in.Sessions = append(in.Sessions, s)
			}
		}
	}
	anyPlan(r, &in)
	return in
}

// oneOf draws an element.
func oneOf[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// atTimes returns v, or nothing as often.
func atTimes[T any](r *rand.Rand, v T) *T {
	if r.IntN(2) == 0 {
		return nil
	}
	return &v
}

func anyAthlete(r *rand.Rand) Athlete {
	a := Athlete{Sport: oneOf(r, "", "run", "run", "bike", "tri"), Pattern: oneOf(r, "", "short", "long"), Irregular: r.IntN(4) == 0}
	if r.IntN(10) == 0 {
		a.Restrictions = []string{oneOf(r, "minor", "pregnant", "heart")}
	}
	return a
}

func anyCheckIn(r *rand.Rand) restday.CheckIn {
	c := restday.CheckIn{Values: map[restday.Item]float64{}}
	number := func(low, high int, items ...restday.Item) {
		for _, item := range items {
			if halves := r.IntN(2*(high-low) + 1); r.IntN(4) > 0 {
				c.Values[item] = float64(low) + float64(halves)/2
			}
		}
	}
	number(1, 5, append(slices.Clone(wellnessItems), restday.Motivation)...)
	number(3, 10, restday.SleepH)
	number(45, 70, restday.RHR)
	number(30, 90, restday.HRV)
	number(-1, 1, restday.Performance)
	if r.IntN(3) == 0 {
		all := slices.Concat(redFlags, general, aboveNeck, aboveNeck)
		for range 1 + r.IntN(3) {
			c.Symptoms = append(c.Symptoms, oneOf(r, all...))
		}
	}
	if r.IntN(3) == 0 {
		c.Pain = &restday.Pain{Level: atTimes(r, float64(r.IntN(21))/2), Kind: oneOf(r, "", "dull", "sharp", "bone"), ChangesGait: atTimes(r, r.IntN(2) == 0)}
	}
	if r.IntN(3) == 0 {
		c.Areas = []string{oneOf(r, "legs", "calf", "back", "arms")}
	}
	return c
}

func anySessions(r *rand.Rand) []restday.Session {
	var out []restday.Session
	for range r.IntN(3) {
		out = append(out, restday.Session{
			Kind: oneOf(r, restday.Kinds...), Minutes: atTimes(r, float64(10+r.IntN(150))), RPE: atTimes(r, float64(r.IntN(21))/2),
			DistanceKM: atTimes(r, float64(r.IntN(30))), Sport: oneOf(r, "", "", "run", "swim"),
		})
	}
	return out
}

func anyPlanned(r *rand.Rand, day restday.Day) restday.Planned {
	return restday.Planned{
		Day: day, Kind: oneOf(r, restday.Kinds...), Minutes: atTimes(r, float64(20+r.IntN(120))), RPE: atTimes(r, float64(r.IntN(11))),
		DistanceKM: atTimes(r, float64(r.IntN(40))), Sport: oneOf(r, "", "", "run", "bike"),
	}
}

func anyPlan(r *rand.Rand, in *Input) {
	if r.IntN(10) > 0 {
		in.Planned = known(anyPlanned(r, in.Day))
	}
	for ahead := range restday.Day(r.IntN(8)) {
		in.Upcoming = append(in.Upcoming, anyPlanned(r, in.Day+1+ahead))
	}
	if r.IntN(2) == 0 {
		in.Block = &Block{Phase: oneOf(r, phases...), Day: r.IntN(15), HeavyWeeks: atTimes(r, float64(r.IntN(9)))}
		if r.IntN(2) == 0 {
			in.Block.LastDeload = in.Day - restday.Day(r.IntN(60))
		}
	}
	if r.IntN(3) == 0 {
		in.Race = &Race{Day: in.Day + restday.Day(r.IntN(24)-4), Priority: oneOf(r, "A", "B", "C", "")}
	}
}
