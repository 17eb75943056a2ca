package rules

import (
	"strings"
	"testing"

	"restday"
)

// ran is a run so many days ago.
func ran(ago int, km float64) part {
	return func(in *Input) {
		in.Sessions = append(in.Sessions, restday.Session{Day: in.Day - restday.Day(ago), Kind: restday.Easy, DistanceKM: &km})
	}
}

// plannedRun is a run of 60 minutes and some kilometres.
func plannedRun(kind restday.Kind, km float64) part {
	return func(in *Input) {
		in.Planned = &restday.Planned{Kind: kind, Minutes: known(60.0), DistanceKM: &km, Sport: "run"}
	}
}

func TestSpikeClasses(t *testing.T) { // rules.md c.8; Frandsen 2025
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		km   float64
		says string // of the reason; "" none
	}{
		{5, ""}, {11.0, ""}, {11.1, "Your longest run in 30 days is 10 km: today up to 11 km."},
		{13.0, "Your longest run in 30 days is 10 km"}, {13.1, "Well beyond your longest run in 30 days (10 km): today up to 11 km."},
		{20.0, "Well beyond"}, {20.1, "More than twice your longest run in 30 days (10 km): today up to 11 km."},
	} {
		d := l.Decide(day(plannedRun(restday.Long, c.km), says(0, fine), ran(7, 10), ran(9, 8)), shelf{})
		want := min(c.km, 11)
		if d.Outcome != AsPlanned || *d.Session.DistanceKM != want || *d.Session.Minutes != 60 || d.Session.VolumeFactor != 1 {
			t.Errorf("%v km: %s of %v km", c.km, d.Outcome, *d.Session.DistanceKM)
		}
		if told := d.Reasons[0].Rule == "L1"; told != (c.says != "") || !strings.HasPrefix(d.Reasons[0].Text, c.says) {
			t.Errorf("%v km: %s says %q", c.km, d.Reasons[0].Rule, d.Reasons[0].Text)
		}
	}
}

func TestLongestRunBesideOthers(t *testing.T) {
	t.Parallel()
	key, well, ten := plannedRun(restday.Key, 20), says(0, fine), ran(7, 10)
	play(t, []scene{
		{"key", day(key, well, ten), AsPlanned, "L1", ""},
		{"recovery", day(plannedRun(restday.Recovery, 20), well, ten), AsPlanned, "L1", ""},
		{"no word", day(key, ten), AsPlanned, "U1 L1", ""},
		{"the longest is 31 days old", day(key, well, ran(31, 10)), AsPlanned, "OK", ""},
		{"30 days old", day(key, well, ran(30, 10)), AsPlanned, "L1", ""},
		{"the longest is today's", day(key, well, ten, ran(0, 20)), AsPlanned, "L1", ""},
		{"no distance planned", day(well, ten, func(in *Input) { in.Planned = &restday.Planned{Kind: restday.Long, Sport: "run"} }), AsPlanned, "OK", ""},
		{"a ride is planned", day(key, well, ten, func(in *Input) { in.Planned.Sport = "bike" }), AsPlanned, "OK", ""},
		{"rest", day(plannedRun(restday.Rest, 20), well, ten), RestDay, "R1", ""},
		{"race", day(plannedRun(restday.Race, 20), well, ten), AsPlanned, "T2", ""},
		{"made easy: nothing left to cut", day(key, well, ten, hardOn(1)), EasyDay, "G1", "L1"},
		{"shortened, and still too far", day(key, says(0, "sleep_h=5"), ten), Modified, "N2 L1", ""},
		{"shortened enough", day(plannedRun(restday.Key, 16), says(0, "sleep_h=5"), ten), Modified, "N2", "L1"},
		{"in a taper, and still too far", day(key, well, ten, race(14, "A")), AsPlanned, "T1 L1", ""},
		{"in a taper, exactly far enough", day(key, well, ten, race(10, "A")), AsPlanned, "T1", "L1"},
	})
	s := library(t).Decide(day(key, well, ten, race(14, "A")), shelf{}).Session
	if *s.DistanceKM != 11 || *s.Minutes != 42 {
		t.Errorf("a taper of 0.7 and ten kilometres leave %v km in %v min", *s.DistanceKM, *s.Minutes)
	}
}

// loads are the loads of the days up to yesterday, at RPE 5; 0 is a rest day.
func loads(perDay ...float64) part {
	return func(in *Input) {
		for i, load := range perDay {
			if load > 0 {
				did(i-len(perDay), restday.Easy, load/5, 5)(in)
			}
		}
	}
}

// eight weeks that end with a week: the 49 days before it take turns between 60
// and 300 and end with a rest day, strain 2300 at most.
func eightWeeks(week ...float64) part { return daysBefore(49, week...) }

func daysBefore(days int, week ...float64) part {
	var all []float64
	for i := range days - 1 {
		all = append(all, 60+240*float64(i%2))
	}
	return loads(append(append(all, 0), week...)...)
}

func TestDaysTooAlike(t *testing.T) {
	t.Parallel()
	easy, well := planned(restday.Easy), says(0, fine)
	// Deviations of −3 −3 1 1 2 2 0 from 4, times 50: SD 2, monotony exactly 2, strain 2800.
	two := []float64{50, 50, 250, 250, 300, 300, 200}
	below := []float64{45, 50, 250, 250, 300, 300, 200}
	alike := []float64{300, 300, 300, 300, 300, 300, 300}
	play(t, []scene{
		{"monotony of two", day(easy, well, eightWeeks(two...)), RecoveryDay, "L2", ""},
		{"just below", day(easy, well, eightWeeks(below...)), AsPlanned, "OK", ""},
		{"seven days the same", day(easy, well, eightWeeks(alike...)), RecoveryDay, "L2", ""},
		{"the same, but light for them", day(easy, well, eightWeeks(20, 20, 20, 20, 20, 20, 20)), AsPlanned, "OK", ""},
		{"a week of rest is not monotonous", day(easy, well, eightWeeks(0, 0, 0, 0, 0, 0, 0)), AsPlanned, "OK", ""},
		{"55 days known", day(easy, well, daysBefore(48, two...)), AsPlanned, "OK", ""},
		{"56 with a check-in before", day(easy, well, daysBefore(48, two...), says(-56, fine)), RecoveryDay, "L2", ""},
		{"key", day(planned(restday.Key), well, eightWeeks(two...)), AsPlanned, "OK", "L2"},
		{"recovery", day(planned(restday.Recovery), well, eightWeeks(two...)), AsPlanned, "OK", "L2"},
		{"rest", day(planned(restday.Rest), well, eightWeeks(two...)), RestDay, "R1", "L2"},
		{"race", day(planned(restday.Race), well, eightWeeks(two...)), AsPlanned, "T2", ""},
		{"no word", day(easy, eightWeeks(two...)), RecoveryDay, "L2", "U1"},
		{"a bit low too", day(easy, says(0, "fatigue=2 soreness=2"), eightWeeks(two...)), RecoveryDay, "A3 L2", ""},
		{"in a lighter week", day(easy, well, block("deload", 2), eightWeeks(two...)), RecoveryDay, "L2", "D1"},
		{"two loads not known: five are enough, but not alike", day(easy, well, eightWeeks(0, 0, 250, 250, 300, 300, 200), unlogged(-6), unlogged(-7)), RecoveryDay, "L2", ""},
		{"three loads not known", day(easy, well, eightWeeks(0, 0, 0, 300, 300, 300, 300), unlogged(-5), unlogged(-6), unlogged(-7)), AsPlanned, "OK", ""},
		{"today's session counts with the week", day(easy, well, eightWeeks(two...), did(0, restday.Easy, 200, 5)), AsPlanned, "OK", ""},
	})
}
