package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
)

func TestSymptomsOutrankEverything(t *testing.T) {
	t.Parallel()
	play(t, []scene{
		{"red flag", day(planned(restday.Key), says(0, fine+" symptoms=chest_pain")), RestDay, "S1", ""},
		{"red flag and fever", day(planned(restday.Key), says(0, fine+" symptoms=fever,palpitations")), RestDay, "S1 S2", ""},
		{"fever", day(planned(restday.Easy), says(0, fine+" symptoms=fever")), RestDay, "S2", ""},
		{"fever with sniffles is not above the neck only", day(planned(restday.Key), says(0, fine+" symptoms=fever,sneezing")), RestDay, "S2", ""},
		{"fever on a rest day", day(planned(restday.Rest), says(0, fine+" symptoms=fever")), RestDay, "S2", "R1"},
		{"fever before a race", day(planned(restday.Race), says(0, fine+" symptoms=fever")), RestDay, "S2", "T2"},
		{"sniffles stand before a very low morning", day(planned(restday.Key), says(-2, "symptoms=sneezing"), says(-1, "symptoms=sneezing"),
			says(0, "fatigue=1 soreness=1 mood=1 symptoms=sneezing")), RecoveryDay, "S3 R3", ""},
	})
}

func TestAboveTheNeckDayByDay(t *testing.T) {
	t.Parallel()
	l := library(t)
	sniffles := func(days int) part { return saidFor(days, "symptoms=runny_nose") }
	now := says(0, fine+" symptoms=runny_nose")
	more := says(0, fine+" symptoms=runny_nose,sneezing")
	for _, c := range []struct {
		name    string
		in      Input
		outcome Outcome
		minutes float64 // of the session; 0 none
		doctor  bool
	}{
		{"day 1", day(planned(restday.Key), now), RestDay, 0, false},
		{"day 2", day(planned(restday.Key), sniffles(1), now), RecoveryDay, 40, false},
		{"day 2, more", day(planned(restday.Key), sniffles(1), more), RestDay, 0, false},
		{"day 3", day(planned(restday.Key), sniffles(2), now), EasyDay, 40, false},
		{"day 3, more", day(planned(restday.Key), sniffles(2), more), RecoveryDay, 40, false},
		{"day 3, easy planned", day(planned(restday.Easy), sniffles(2), now), AsPlanned, 60, false},
		{"day 2, easy planned", day(planned(restday.Easy), sniffles(1), now), RecoveryDay, 40, false},
		{"day 2, recovery planned", day(planned(restday.Recovery), sniffles(1), now), AsPlanned, 45, false},
		{"day 4", day(planned(restday.Key), sniffles(3), now), RestDay, 0, true},
		{"day 10", day(planned(restday.Key), sniffles(9), now), RestDay, 0, true},
		{"day 11, the same", day(planned(restday.Key), sniffles(10), now), EasyDay, 40, true},
		{"day 11, another", day(planned(restday.Key), sniffles(10), more), RestDay, 0, true},
		{"day 12, the same", day(planned(restday.Key), sniffles(11), now), EasyDay, 40, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := l.Decide(c.in, shelf{})
			var minutes float64
			if d.Session.Minutes != nil {
				minutes = *d.Session.Minutes
			}
			doctor := strings.Contains(d.Reasons[0].Text, "doctor")
			if d.Outcome != c.outcome || minutes != c.minutes || doctor != c.doctor || d.Reasons[0].Rule != "S3" {
				t.Errorf("got %s, %v min, doctor %v (%s); want %s, %v min, doctor %v",
					d.Outcome, minutes, doctor, d.Reasons[0].Text, c.outcome, c.minutes, c.doctor)
			}
		})
	}
}

func TestIllnessDaysAreCountedOverOneMissingDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		in   Input
		want float64
	}{
		{"first day", day(says(0, "symptoms=fever")), 1},
		{"second day", day(says(-1, "symptoms=fever"), says(0, "symptoms=sneezing")), 2},
		{"a missing day counts", day(says(-2, "symptoms=fever"), says(0, "symptoms=fever")), 3},
		{"two missing days end it", day(says(-3, "symptoms=fever"), says(0, "symptoms=fever")), 1},
		{"a day without symptoms ends it", day(says(-2, "symptoms=fever"), says(-1, fine), says(0, "symptoms=fever")), 1},
		{"a red flag counts", day(says(-1, "symptoms=head_injury"), says(0, "symptoms=fever")), 2},
		{"no check-in today", day(says(-1, "symptoms=fever")), 2},
		{"none for two days", day(says(-2, "symptoms=fever")), 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := past(t, c.in).facts()
			if f.IllnessDay == nil || *f.IllnessDay != c.want {
				t.Errorf("illness day is %s, want %v", shownPointer(f.IllnessDay), c.want)
			}
		})
	}
}

func shownPointer(v *float64) string {
	if v == nil {
		return "unknown"
	}
	return figure(*v)
}

func TestDoctorAfterLongFever(t *testing.T) {
	t.Parallel()
	l := library(t)
	for days, doctor := range map[int]bool{0: false, 1: false, 2: true, 9: true} {
		d := l.Decide(day(planned(restday.Easy), saidFor(days, "symptoms=aches"), says(0, "symptoms=aches")), shelf{})
		if got := strings.Contains(d.Reasons[0].Text, "doctor"); got != doctor {
			t.Errorf("day %d: %q names a doctor: %v, want %v", days+1, d.Reasons[0].Text, got, doctor)
		}
	}
}

func TestSilenceCarriesIllnessAndPainForTwoDays(t *testing.T) {
	t.Parallel()
	play(t, []scene{
		{"fever yesterday", day(planned(restday.Key), says(-1, "symptoms=fever")), RestDay, "S2 S5", "U1"},
		{"fever two days ago", day(planned(restday.Key), says(-2, "symptoms=fever")), RestDay, "S2 S5", "U1"},
		{"fever three days ago", day(planned(restday.Key), says(-3, "symptoms=fever")), AsPlanned, "U1", ""},
		{"well since", day(planned(restday.Key), says(-2, "symptoms=fever"), says(-1, fine)), EasyDay, "S5", "U1"},
		{"pain yesterday", day(planned(restday.Easy), says(-1, "pain=5")), RestDay, "S4", "U1"},
		{"little pain yesterday", day(planned(restday.Easy), says(-1, "pain=3")), AsPlanned, "U1", ""},
		{"pain yesterday, none today", day(planned(restday.Easy), says(-1, "pain=5"), says(0, fine)), AsPlanned, "OK", ""},
	})
}

func TestAfterARedFlagSnifflesMeanRest(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		name   string
		in     Input
		recent bool
	}{
		{"next day", day(says(-1, "symptoms=chest_pain"), says(0, "symptoms=sneezing")), true},
		{"in its return period", day(says(-8, "symptoms=chest_pain"), says(-2, "symptoms=sneezing"), says(-1, "symptoms=sneezing"), says(0, "symptoms=sneezing")), true},
		{"after its return period", day(says(-9, "symptoms=chest_pain"), says(-2, "symptoms=sneezing"), says(-1, "symptoms=sneezing"), says(0, "symptoms=sneezing")), false},
		{"the illness lasted on", day(says(-10, "symptoms=chest_pain"), says(-9, "symptoms=fever"), says(-8, "symptoms=fever"),
			says(-2, "symptoms=sneezing"), says(-1, "symptoms=sneezing"), says(0, "symptoms=sneezing")), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			planned(restday.Key)(&c.in)
			d := l.Decide(c.in, shelf{})
			told := strings.Contains(d.Reasons[0].Text, "only once a doctor has seen you")
			if told != c.recent || (d.Outcome == RestDay) != c.recent {
				t.Errorf("got %s, %q", d.Outcome, d.Reasons[0].Text)
			}
		})
	}
}

func TestAfterARedFlagTheFirstReasonNamesTheDoctor(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, words := range []string{"symptoms=fever", "symptoms=sneezing", "pain=5", "symptoms=fever pain=5"} {
		d := l.Decide(day(planned(restday.Easy), says(-8, "symptoms=dark_urine"), says(0, words)), shelf{})
		if !strings.Contains(d.Reasons[0].Text, "only once a doctor has seen you") {
			t.Errorf("%s: %q", words, d.Reasons[0].Text)
		}
	}
}

func TestPainBoundaries(t *testing.T) {
	t.Parallel()
	l := library(t)
	for words, stops := range map[string]bool{
		"pain=3": false, "pain=3.9": false, "pain=4": true, "pain=10": true,
		"pain=1 kind=dull gait=0": false, "pain=1 kind=sharp": true, "kind=sharp": true, "kind=bone": true,
		"gait=1": true, "gait=0": false, "pain=2 gait=1": true, "pain=0 kind=dull": false,
	} {
		d := l.Decide(day(planned(restday.Easy), says(0, fine+" "+words)), shelf{})
		if has(d, "S4") != stops || (d.Outcome == RestDay) != stops {
			t.Errorf("%s: S4 fired %v, outcome %s", words, has(d, "S4"), d.Outcome)
		}
	}
}

func TestPainNamesADoctor(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		name   string
		in     Input
		doctor bool
	}{
		{"once", day(says(0, "pain=5")), false},
		{"limping once", day(says(0, "gait=1")), false},
		{"seven days", day(saidFor(6, "pain=5"), says(0, "pain=5")), false},
		{"eight days", day(saidFor(7, "pain=5"), says(0, "pain=5")), true},
		{"eight days, mild before", day(saidFor(7, "pain=2"), says(0, "pain=5")), true},
		{"bone", day(says(0, "pain=2 kind=bone")), true},
		{"bone and limping", day(says(0, "pain=2 kind=bone gait=1")), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := l.Decide(c.in, shelf{})
			if got := strings.Contains(d.Reasons[0].Text, "doctor"); got != c.doctor || d.Reasons[0].Rule != "S4" {
				t.Errorf("%s: %q", d.Reasons[0].Rule, d.Reasons[0].Text)
			}
		})
	}
}

func TestWhatElseWouldDoWhenIllOrHurt(t *testing.T) {
	t.Parallel()
	l := library(t)
	pool, bike := "20–40 min easy in the pool, only if it is free of pain", "20–40 min easy bike, only if it is free of pain"
	for _, c := range []struct {
		name   string
		words  string
		access []string
		want   []string
	}{
		{"fever", "symptoms=fever", nil, []string{}},
		{"red flag", "symptoms=fainting", nil, []string{}},
		{"sniffles", "symptoms=sneezing", nil, []string{"a short easy walk"}},
		{"pain", "pain=5", nil, []string{pool, bike}},
		{"pain, only a bike", "pain=5", []string{"bike"}, []string{bike}},
		{"pain, nothing at hand", "pain=5", []string{}, []string{}},
		{"sniffles and pain", "pain=5 symptoms=sneezing", nil, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := day(planned(restday.Key), says(0, c.words))
			in.Athlete.Access = c.access
			d := l.Decide(in, shelf{})
			if diff := cmp.Diff(c.want, d.Session.Options); diff != "" {
				t.Error(diff)
			}
			if d.Session.Purpose != "" {
				t.Errorf("an ill person is told %q", d.Session.Purpose)
			}
		})
	}
}

func TestSickSessionsAreDroppedNotMoved(t *testing.T) {
	t.Parallel()
	l := library(t)
	for kind, want := range map[restday.Kind]Moved{
		restday.Key: {Dropped: true}, restday.Long: {Dropped: true}, restday.Race: {}, restday.Easy: {}, restday.Rest: {},
	} {
		for _, upcoming := range [][]part{nil, {next(1, restday.Easy)}} {
			in := day(append(slices.Clone(upcoming), planned(kind), says(0, "symptoms=fever"))...)
			if got := l.Decide(in, shelf{}).MovedTo; got != want {
				t.Errorf("%s with %d days ahead: %+v, want %+v", kind, len(upcoming), got, want)
			}
		}
	}
}

func TestSafetyCapsMinutesWhateverThePlan(t *testing.T) {
	t.Parallel()
	l := library(t)
	in := day(says(-2, "symptoms=sneezing"), says(-1, "symptoms=sneezing"), says(0, "symptoms=sneezing"))
	for _, c := range []struct {
		minutes, distance, wantMinutes, wantDistance *float64
	}{
		{known(90.0), known(18.0), known(60.0), known(12.0)},
		{known(60.0), known(12.0), known(60.0), known(12.0)},
		{known(45.0), nil, known(45.0), nil},
		{nil, known(12.0), known(60.0), known(12.0)},
	} {
		in.Planned = &restday.Planned{Kind: restday.Easy, Minutes: c.minutes, DistanceKM: c.distance}
		s := l.Decide(in, shelf{}).Session
		if diff := cmp.Diff([]*float64{c.wantMinutes, c.wantDistance}, []*float64{s.Minutes, s.DistanceKM}); diff != "" {
			t.Error(diff)
		}
	}
}
