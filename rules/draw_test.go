package rules

import (
	"slices"

	"pgregory.net/rapid"

	"restday"
)

var symptoms = slices.Concat(redFlags, general, aboveNeck)

func pick[T any](t *rapid.T, values ...T) T { return rapid.SampledFrom(values).Draw(t, "pick") }

// chance holds once in n times.
func chance(t *rapid.T, n int) bool { return rapid.IntRange(1, n).Draw(t, "chance") == n }

func maybe(t *rapid.T, values ...float64) *float64 {
	if chance(t, 3) {
		return nil
	}
	return known(pick(t, values...))
}

// drawInput makes a day and up to 110 days before it. They come in stretches of
// days that are alike, as days do: nobody would be tired for a fortnight, or
// train without a rest day, if every day were drawn by itself.
func drawInput(t *rapid.T) Input {
	in := Input{Day: thursday, Athlete: drawAthlete(t), Block: drawBlock(t), Race: drawRace(t)}
	start := in.Day - restday.Day(rapid.IntRange(0, 110).Draw(t, "days"))
	for start <= in.Day {
		start = drawStretch(t, &in, start)
	}
	if !chance(t, 4) {
		in.Planned = known(drawPlanned(t, 0))
	}
	for range rapid.IntRange(0, 4).Draw(t, "ahead") {
		in.Upcoming = append(in.Upcoming, drawPlanned(t, in.Day+restday.Day(rapid.IntRange(-1, 5).Draw(t, "offset"))))
	}
	return in
}

func drawAthlete(t *rapid.T) Athlete {
	a := Athlete{Sport: pick(t, "", "run", "run", "bike", "tri"), Pattern: pick(t, "", "short", "long", "testing")}
	if chance(t, 15) {
		a.Restrictions = []string{"heart"}
	}
	return a
}

func drawBlock(t *rapid.T) *Block {
	if chance(t, 2) {
		return nil
	}
	b := Block{Phase: pick(t, "", "build", "deload", "taper", "race", "off"), Day: rapid.IntRange(0, 9).Draw(t, "day"), HeavyWeeks: maybe(t, 0, 3, 4, 5.5, 6, 20)}
	if chance(t, 2) {
		b.LastDeload = thursday - restday.Day(rapid.IntRange(0, 30).Draw(t, "deload"))
	}
	return &b
}

func drawRace(t *rapid.T) *Race {
	if chance(t, 2) {
		return nil
	}
	return &Race{Day: thursday + restday.Day(rapid.IntRange(-3, 16).Draw(t, "race")), Priority: pick(t, "", "A", "B", "C")}
}

func drawPlanned(t *rapid.T, day restday.Day) restday.Planned {
	return restday.Planned{
		Day: day, Kind: pick(t, restday.Kinds...), Title: "the plan", Sport: pick(t, "", "", "run", "bike"),
		Minutes: maybe(t, 0, 20, 39, 40, 60, 90, 300), DistanceKM: maybe(t, 0, 5, 11, 12.5, 21, 60), RPE: maybe(t, 0, 2, 5, 7, 8, 10),
	}
}

// drawStretch adds some days that are alike from a day on, and returns the day
// after them.
func drawStretch(t *rapid.T, in *Input, first restday.Day) restday.Day {
	last := min(in.Day, first+restday.Day(pick(t, 0, 0, 1, 2, 4, 8, 15, 30, 60)))
	var answers []*restday.CheckIn // by turns; nil: not a word
	for range rapid.IntRange(1, 3).Draw(t, "moods") {
		answers = append(answers, drawCheckIn(t))
	}
	var training [][]restday.Session // by turns
	for range rapid.IntRange(1, 4).Draw(t, "workouts") {
		training = append(training, drawSessions(t))
	}
	for d := first; d <= last; d++ {
		if c := answers[int(d)%len(answers)]; c != nil {
			said := *c
			said.Day = d
			in.CheckIns = append(in.CheckIns, said)
		}
		for _, s := range training[int(d)%len(training)] {
			s.Day = d
			in.Sessions = append(in.Sessions, s)
		}
	}
	return last + 1
}

func drawSessions(t *rapid.T) []restday.Session {
	var day []restday.Session
	for range pick(t, 0, 0, 1, 1, 1, 2, 3) {
		day = append(day, restday.Session{
			Kind: pick(t, restday.Kinds...), Sport: pick(t, "", "", "run", "bike"),
			Minutes: maybe(t, 19, 20, 33.3, 60, 119, 120), RPE: maybe(t, 2, 4.5, 5.9, 6, 7, 9), DistanceKM: maybe(t, 0, 5, 10, 12.3, 20),
		})
	}
	return day
}

// drawCheckIn returns nil for a morning without a word.
func drawCheckIn(t *rapid.T) *restday.CheckIn {
	if chance(t, 6) {
		return nil
	}
	c := &restday.CheckIn{Values: map[restday.Item]float64{}}
	put := func(item restday.Item, unanswered int, values ...float64) {
		if !chance(t, unanswered) {
			c.Values[item] = pick(t, values...)
		}
	}
	for _, item := range wellnessItems {
		put(item, 4, 1, 2, 3, 3, 3.5, 4, 5)
	}
	put(restday.SleepH, 4, 3, 4.5, 5, 5.5, 6, 7, 8, 8, 10)
	put(restday.RHR, 2, 47, 50, 50, 51, 55, 65, 70)
	put(restday.HRV, 2, 40, 58, 60, 62, 80)
	put(restday.Motivation, 2, 1, 2, 3, 5)
	put(restday.Performance, 2, -1, 0, 1)
	if chance(t, 5) {
		some := rapid.SampledFrom(pick(t, symptoms, aboveNeck)) // sniffles alone have days of their own
		c.Symptoms = rapid.SliceOfNDistinct(some, 1, 3, rapid.ID).Draw(t, "symptoms")
	}
	if chance(t, 6) {
		c.Pain = &restday.Pain{Level: maybe(t, 0, 2, 3.9, 4, 10), Kind: pick(t, "", "dull", "sharp", "bone")}
	}
	c.Areas = rapid.SliceOfN(rapid.SampledFrom([]string{"legs", "calf", "back"}), 0, 2).Draw(t, "areas")
	return c
}
