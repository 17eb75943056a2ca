package simulate

import (
	"math/rand/v2"

	"restday"
)

// traits are what differs between people. Chances are from 0 to 1, of a day.
type traits struct {
	zone     string
	promptAt restday.Clock
	pattern  string // short | long, "" not said
	plan     week   // nil: the default week
	blocks   bool   // heavy weeks end in a lighter one
	race     int    // days until a race; 0 none
	talks    bool   // answers in words rather than by taps

	sleep    float64 // hours of an ordinary night
	restless float64 // spread of the nights, in hours
	strain   float64 // how stressed life is, 0–1
	sore     float64 // how much load shows in the muscles
	frail    float64 // chance of an illness
	brittle  float64 // chance of a pain

	answers float64 // chance to answer a prompt
	follows float64 // chance to do what is advised
	keeps   float64 // chance to say so when not
	eager   float64 // chance to run an easy day too hard
}

// zones have summer time, none, half hours, and lie far apart.
var zones = []string{
	"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Sao_Paulo", "Asia/Kathmandu", "UTC",
}

// newTraits draws a person. One in four answers every prompt and does what is
// advised: what restday promises can be seen best with them.
func newTraits(dice *rand.Rand) traits {
	span := func(low, high float64) float64 { return low + (high-low)*dice.Float64() }
	t := traits{
		zone: zones[dice.IntN(len(zones))], promptAt: restday.Clock(5*60 + 15*dice.IntN(20)),
		pattern: []string{"", "", "short", "long"}[dice.IntN(4)], plan: weeks[dice.IntN(len(weeks))], talks: dice.IntN(2) == 0,
		sleep: span(6.3, 8.3), restless: span(0.3, 1), strain: span(0.1, 0.6), sore: span(0.8, 1.6),
		frail: span(0.003, 0.015), brittle: span(0.002, 0.012),
		answers: span(0.4, 1), follows: span(0.5, 1), keeps: span(0, 1), eager: span(0, 0.2),
	}
	if t.plan == nil && dice.IntN(2) == 0 {
		t.blocks, t.race = true, 20+dice.IntN(60)
	}
	if dice.IntN(4) == 0 {
		t.answers, t.follows, t.eager = 1, 1, 0
	}
	return t
}

// week is what a plan of one's own says for the days from Monday on.
type week []template

type template struct {
	kind    restday.Kind
	minutes float64
	rpe     float64
	km      float64 // 0: not said
}

// weeks are plans that people come with: none, two sensible ones, and one that
// never rests and puts hard days side by side.
var weeks = []week{
	nil,
	nil,
	{
		{kind: restday.Rest}, {restday.Key, 60, 8, 11}, {restday.Easy, 45, 3, 8}, {restday.Easy, 50, 3, 9},
		{kind: restday.Rest}, {restday.Key, 55, 7, 10}, {restday.Long, 90, 4, 15},
	},
	{
		{restday.Recovery, 30, 2, 0}, {restday.Key, 75, 7, 0}, {restday.Easy, 60, 3, 0}, {restday.Key, 60, 8, 0},
		{kind: restday.Rest}, {restday.Long, 130, 4, 0}, {restday.Easy, 60, 3, 0},
	},
	{
		{restday.Easy, 50, 3, 0}, {restday.Key, 60, 8, 0}, {restday.Key, 60, 7, 0}, {restday.Easy, 50, 3, 0},
		{restday.Key, 60, 8, 0}, {restday.Long, 130, 5, 22}, {restday.Easy, 60, 4, 0},
	},
}

// on is what the plan says for a day, n days into it: each week a little more,
// every fourth a good deal less.
func (w week) on(day restday.Day, n int) restday.Planned {
	t := w[(int(day.Weekday())+6)%7]
	grown := 1 + 0.04*float64(n/7%4)
	if n/7%4 == 3 {
		grown = 0.7
	}
	minutes, km := t.minutes*grown, t.km*grown
	p := restday.Planned{Day: day, Kind: t.kind, Title: "My " + string(t.kind) + " session", Minutes: &minutes, RPE: &t.rpe, Sport: "run"}
	if t.km > 0 {
		p.DistanceKM = &km
	}
	return p
}
