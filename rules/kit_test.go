package rules

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"restday"
)

// today is a Thursday.
var thursday = mustDay("2026-03-12")

func mustDay(s string) restday.Day {
	d, err := restday.ParseDay(s)
	if err != nil {
		panic(err) // a date in this file
	}
	return d
}

// part adds something to the input of a case; days count from today.
type part func(*Input)

// day makes an input from its parts.
func day(parts ...part) Input {
	in := Input{Day: thursday, Athlete: Athlete{Sport: "run"}}
	for _, p := range parts {
		p(&in)
	}
	return in
}

func planned(kind restday.Kind) part {
	return func(in *Input) {
		in.Planned = &restday.Planned{Kind: kind, Title: "the plan", Minutes: known(60.0), DistanceKM: known(12.0), RPE: known(8.0)}
	}
}

func next(offset int, kind restday.Kind) part {
	return func(in *Input) {
		in.Upcoming = append(in.Upcoming, restday.Planned{Day: in.Day + restday.Day(offset), Kind: kind})
	}
}

func did(offset int, kind restday.Kind, minutes, rpe float64) part {
	return func(in *Input) {
		in.Sessions = append(in.Sessions, restday.Session{Day: in.Day + restday.Day(offset), Kind: kind, Minutes: &minutes, RPE: &rpe})
	}
}

// says adds a check-in from words such as "fatigue=2 soreness=3 symptoms=fever,aches
// pain=4 kind=sharp gait=1 area=calf".
func says(offset int, words string) part {
	c := restday.CheckIn{Values: map[restday.Item]float64{}}
	pain := &restday.Pain{}
	for _, word := range strings.Fields(words) {
		name, value, _ := strings.Cut(word, "=")
		number, _ := strconv.ParseFloat(value, 64)
		switch name {
		case "symptoms":
			c.Symptoms = strings.Split(value, ",")
		case "area":
			c.Areas = strings.Split(value, ",")
		case "pain":
			c.Pain, pain.Level = pain, &number
		case "kind":
			c.Pain, pain.Kind = pain, value
		case "gait":
			c.Pain, pain.ChangesGait = pain, known(number == 1)
		default:
			c.Values[restday.Item(name)] = number
		}
	}
	return func(in *Input) {
		c.Day = in.Day + restday.Day(offset)
		in.CheckIns = append(in.CheckIns, c)
	}
}

// saidFor repeats a check-in on the n days before today.
func saidFor(n int, words string) part {
	return func(in *Input) {
		for i := 1; i <= n; i++ {
			says(-i, words)(in)
		}
	}
}

// racing sets the race so many days from today.
func racing(offset int) part {
	return func(in *Input) { in.Race = &Race{Day: in.Day + restday.Day(offset), Priority: "A"} }
}

func sport(s string) part { return func(in *Input) { in.Athlete.Sport = s } }

func pattern(s string) part { return func(in *Input) { in.Athlete.Pattern = s } }

const fine = "sleep_h=8 fatigue=4 soreness=4 mood=4"

// shelf is a catalogue with one session of each kind.
type shelf struct{}

func (shelf) Session(kind restday.Kind, _ string, _, _ []string) restday.Advised {
	s := restday.Advised{Kind: kind, Title: "from the shelf", Purpose: "Why.", Options: []string{"something else"}}
	if kind != restday.Rest {
		s.Minutes, s.RPEMax = known(40.0), known(3.0)
	}
	return s
}

// loaded is the built-in library, read once for all tests: nothing changes it.
var loaded = sync.OnceValues(func() (*Library, error) { return Builtin() })

func library(t testing.TB) *Library {
	t.Helper()
	l, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// past is the history of an input, with the built-in numbers.
func past(t testing.TB, in Input) history {
	t.Helper()
	return newHistory(in, library(t).limits)
}

func fired(d Decision) []string {
	var ids []string
	for _, c := range d.Checked {
		if c.Fired {
			ids = append(ids, c.Rule)
		}
	}
	return ids
}

func has(d Decision, id string) bool { return slices.Contains(fired(d), id) }

func reasons(d Decision) string {
	var ids []string
	for _, r := range d.Reasons {
		ids = append(ids, r.Rule)
	}
	return strings.Join(ids, " ")
}

func notices(d Decision) string {
	var ids []string
	for _, n := range d.Notices {
		ids = append(ids, n.Rule)
	}
	return strings.Join(ids, " ")
}

// scene is an input and what must come of it: outcome, reasons and notices.
type scene struct {
	name    string
	in      Input
	outcome Outcome
	reasons string
	notices string
}

func play(t *testing.T, scenes []scene) {
	t.Helper()
	l := library(t)
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			d := l.Decide(s.in, shelf{})
			if d.Outcome != s.outcome || reasons(d) != s.reasons || notices(d) != s.notices {
				t.Errorf("got %s because %q, notices %q; want %s because %q, notices %q",
					d.Outcome, reasons(d), notices(d), s.outcome, s.reasons, s.notices)
			}
		})
	}
}

// block sets the phase of the training block and its day, 0 unknown.
func block(phase string, number int) part {
	return func(in *Input) { in.Block = &Block{Phase: phase, Day: number} }
}

// deloaded sets a building block whose last deload ended so many days ago.
func deloaded(ago int) part {
	return func(in *Input) { in.Block = &Block{Phase: "build", LastDeload: in.Day - restday.Day(ago)} }
}
