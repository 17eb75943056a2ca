package rules

import (
	"testing"

	"restday"
)

func TestATaperForgivesNerves(t *testing.T) {
	t.Parallel()
	l := library(t)
	nervous := "fatigue=3 soreness=3 mood=1"
	for name, c := range map[string]struct {
		block *Block
		race  *Race
		words string
		want  Outcome
	}{
		"no taper":                {nil, nil, nervous, Modified},
		"by the block":            {&Block{Phase: "taper"}, nil, nervous, AsPlanned},
		"the block says build":    {&Block{Phase: "build"}, &Race{Day: thursday + 5, Priority: "A"}, nervous, Modified},
		"A race in 14 days":       {nil, &Race{Day: thursday + 14, Priority: "A"}, nervous, AsPlanned},
		"A race in 15 days":       {nil, &Race{Day: thursday + 15, Priority: "A"}, nervous, Modified},
		"B race in 7 days":        {nil, &Race{Day: thursday + 7, Priority: "B"}, nervous, AsPlanned},
		"B race in 8 days":        {nil, &Race{Day: thursday + 8, Priority: "B"}, nervous, Modified},
		"C race":                  {nil, &Race{Day: thursday + 3, Priority: "C"}, nervous, Modified},
		"tired: no nerves":        {&Block{Phase: "taper"}, nil, "fatigue=2 soreness=4 mood=1", Modified},
		"energy was not answered": {&Block{Phase: "taper"}, nil, "soreness=3 mood=1 stress=4", Modified},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := day(planned(restday.Key), says(0, c.words))
			in.Block, in.Race = c.block, c.race
			if got := l.Decide(in, shelf{}).Outcome; got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestAPlansOwnHardWorkIsNeverInvented(t *testing.T) {
	t.Parallel()
	l := library(t)
	for kind, want := range map[restday.Kind]string{restday.Key: "Hard session", restday.Long: "Long session", restday.Race: "Race"} {
		in := day(says(0, "fatigue=4 soreness=4 mood=4"))
		in.Planned = &restday.Planned{Kind: kind}
		if got := l.Decide(in, shelf{}).Session.Title; got != want {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
	}
}

func TestNoOptionsWhereTheyWouldBeMoreThanThePlan(t *testing.T) {
	t.Parallel()
	l := library(t)
	rest := day(planned(restday.Rest), says(0, "pain=6"))
	if got := l.Decide(rest, shelf{}).Session.Options; len(got) > 0 {
		t.Errorf("a planned rest day offers %q", got)
	}
	for minutes, want := range map[float64]bool{39: false, 40: true} {
		in := day(says(0, "sleep_h=4"))
		in.Planned = &restday.Planned{Kind: restday.Key, Minutes: &minutes}
		if got := l.Decide(in, shelf{}).Session.Options; (len(got) > 0) != want {
			t.Errorf("a plan of %v minutes offers %q", minutes, got)
		}
	}
	flagged := day(planned(restday.Easy), says(-3, "symptoms=fainting"), says(-2, ""), says(-1, ""), says(0, "pain=5"))
	if got := l.Decide(flagged, shelf{}).Session.Options; len(got) > 0 {
		t.Errorf("soon after a warning sign it offers %q", got)
	}
}
