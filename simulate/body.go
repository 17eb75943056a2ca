package simulate

import (
	"math"
	"math/rand/v2"
	"slices"

	"restday"
)

// body is how an athlete is: what training, nights and life have made of them.
// Load is effort (0–10) times minutes (Foster 2001). Fitness and fatigue are its
// averages over 42 and 7 days, as in Banister's model; how they show in answers
// is our own choice, kept so simple that a surprise in a report is restday's.
type body struct {
	traits
	dice    *rand.Rand
	fitness float64   // load of a day that the body is used to
	fatigue float64   // load of a day of late
	muscles float64   // load that is still felt, half of it gone each day
	stress  float64   // 0–1, slow to come and go
	illness []ailment // what is ahead of an illness, a day each; nil: well
	pain    pain
}

// ailment is the symptoms that an illness brings on one day.
type ailment []string

// pain is something that hurts; Level 0 nothing does.
type pain struct {
	place string
	level float64
	sharp bool
}

// morning is how an athlete feels on waking, as they would say it.
type morning struct {
	values   map[restday.Item]float64
	symptoms []string
	pain     pain
}

const ordinaryLoad = 170 // of a day, over a week of the default plan

func newBody(t traits, dice *rand.Rand) *body {
	return &body{traits: t, dice: dice, fitness: ordinaryLoad, fatigue: ordinaryLoad, muscles: ordinaryLoad, stress: t.strain}
}

func (b *body) chance(p float64) bool { return b.dice.Float64() < p }

// wake ends a night and tells how the morning is.
func (b *body) wake() morning {
	b.stress = between(0, 1, 0.85*b.stress+0.15*b.strain+0.1*b.dice.NormFloat64())
	b.fallIll()
	b.getHurt()
	slept := b.sleep + b.restless*b.dice.NormFloat64() - 0.8*(b.stress-b.strain)
	weak := 0.0
	if len(b.illness) > 0 {
		weak = 1
		slept += b.dice.NormFloat64()
	}
	overload := b.fatigue/b.fitness - 1
	rested := slept - b.sleep
	m := morning{pain: b.pain, values: map[restday.Item]float64{
		restday.SleepH:   hours(slept),
		restday.Fatigue:  b.felt(3.6 - 1.5*overload + 0.3*rested - 0.8*b.stress - weak),
		restday.Soreness: b.felt(4.9 - b.sore*b.muscles/b.fitness - 0.5*weak),
		restday.Mood:     b.felt(4 - 1.2*b.stress + 0.2*rested - 0.6*weak),
	}}
	if len(b.illness) > 0 {
		m.symptoms, b.illness = b.illness[0], b.illness[1:]
	}
	return m
}

// felt is an answer from 1 to 5.
func (b *body) felt(v float64) float64 {
	return between(1, 5, math.Round(v+0.5*b.dice.NormFloat64()))
}

// hours are hours of sleep as the buttons have them.
func hours(slept float64) float64 {
	switch h := math.Round(slept*2) / 2; {
	case h < 5:
		return 4.5
	case h > 8.5:
		return 9.5
	default:
		return h
	}
}

// fallIll begins an illness now and then, more often under stress.
func (b *body) fallIll() {
	if len(b.illness) > 0 || !b.chance(b.frail*(0.5+b.stress)) {
		return
	}
	var course []ailment
	switch kind := b.dice.Float64(); {
	case kind < 0.6:
		course = repeat(ailment{"sore_throat", "runny_nose"}, 1+b.dice.IntN(3))
		course = append(course, repeat(ailment{"runny_nose"}, 1+b.dice.IntN(4))...)
	case kind < 0.85:
		course = repeat(ailment{"fever", "aches"}, 1+b.dice.IntN(4))
		course = append(course, repeat(ailment{"chest_cough"}, 1+b.dice.IntN(5))...)
	case kind < 0.97:
		course = repeat(ailment{"vomiting", "diarrhoea"}, 1+b.dice.IntN(3))
	default:
		course = []ailment{{"palpitations"}}
	}
	b.illness = course
}

func repeat(a ailment, n int) []ailment { return slices.Repeat([]ailment{a}, n) }

var places = []string{"knee", "achilles", "calf", "shin", "foot", "hip", "back"}

// getHurt begins a pain now and then, more often when more is done than the body
// is used to, and lets an old one fade.
func (b *body) getHurt() {
	if b.pain.level > 0 {
		b.pain.level = max(0, b.pain.level-b.dice.Float64())
		return
	}
	if b.chance(b.brittle * max(0.5, b.fatigue/b.fitness)) {
		level := float64(1 + b.dice.IntN(7))
		b.pain = pain{place: places[b.dice.IntN(len(places))], level: level, sharp: level > 4 && b.chance(0.5)}
	}
}

// train is what a day's sessions do to the body; none is a rest day.
func (b *body) train(done []restday.Session) {
	load := 0.0
	for _, s := range done {
		load += *s.Minutes * *s.RPE
	}
	b.fitness += (load - b.fitness) / 42
	b.fitness = max(b.fitness, ordinaryLoad/4)
	b.fatigue += (load - b.fatigue) / 7
	b.muscles = b.muscles/2 + load/2
	if b.pain.level > 0 && load > ordinaryLoad {
		b.pain.level = min(9, b.pain.level+b.dice.Float64())
	}
}

func between(low, high, v float64) float64 { return min(high, max(low, v)) }
