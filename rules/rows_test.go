package rules

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
)

// usually is 28 days of a normal that sums to 11, SD 0: the floor of 0.6 applies.
func usually() part { return saidFor(28, "sleep_h=8 fatigue=3 soreness=4 mood=4") }

func TestRestIsAlwaysRest(t *testing.T) {
	t.Parallel()
	play(t, []scene{
		{"all well", day(planned(restday.Rest), says(0, fine)), RestDay, "R1", ""},
		{"very low", day(planned(restday.Rest), says(0, "fatigue=1 soreness=1 mood=1")), RestDay, "R1", "R3"},
		{"no check-in", day(planned(restday.Rest)), RestDay, "R1", "U1"},
		{"short night", day(planned(restday.Rest), says(0, "sleep_h=4")), RestDay, "R1", "N1"},
		{"hurt", day(planned(restday.Rest), says(0, "pain=6")), RestDay, "S4", "R1"},
	})
}

func TestRedWithoutABaseline(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]State{
		"fatigue=2 soreness=2 mood=2":                          Red, // mean 2.0
		"fatigue=2 soreness=2 mood=3":                          Amber,
		"fatigue=1 soreness=2 mood=3":                          Red, // mean 2.0
		"fatigue=1 soreness=3 mood=3":                          Amber,
		"fatigue=2 soreness=2":                                 Amber, // two items are too few for a mean
		"fatigue=1 soreness=1":                                 Red,
		"fatigue=1 soreness=1 mood=5 stress=5 sleep_quality=5": Red,
		"fatigue=1 mood=1":                                     Amber,
		"fatigue=2 soreness=3 mood=3":                          Green,
		"fatigue=2 motivation=1":                               Green, // motivation is not part of it
		"stress=2 sleep_quality=2":                             Amber,
		"fatigue=2 soreness=2 mood=2 stress=2 sleep_quality=2": Red,
		"fatigue=2 soreness=2 mood=2 stress=2 sleep_quality=3": Amber,
		"sleep_h=6": Green, "sleep_h=5.9": Amber, "sleep_h=3": Amber,
	} {
		if got := past(t, day(says(0, words))).facts().State; got != want {
			t.Errorf("%s: %s, want %s", words, got, want)
		}
	}
}

func TestStateAgainstTheOwnNormal(t *testing.T) {
	t.Parallel()
	// A normal of 12 on average, half of the days 10, half 14: SD 2.0367.
	spread := func(in *Input) {
		for i := 1; i <= 28; i++ {
			words := "fatigue=4 soreness=3 mood=3"
			if i%2 == 0 {
				words = "fatigue=5 soreness=5 mood=4"
			}
			says(-i, words)(in)
		}
	}
	for _, c := range []struct {
		name string
		in   Input
		want State
	}{
		{"one point below a steady normal", day(usually(), says(0, "fatigue=3 soreness=4 mood=3")), Amber}, // z −1.6667
		{"half a point below", day(usually(), says(0, "fatigue=3 soreness=4 mood=3.5")), Green},            // z −0.8333
		{"exactly −1", day(usually(), says(0, "fatigue=3 soreness=4 mood=3.4")), Amber},
		{"exactly −2", day(usually(), says(0, "fatigue=3 soreness=4 mood=2.8")), Red},
		{"just above −2", day(usually(), says(0, "fatigue=3 soreness=4 mood=2.9")), Amber},
		{"z −0.98", day(spread, says(0, "fatigue=4 soreness=3 mood=3")), Green},
		{"z −1.47", day(spread, says(0, "fatigue=3 soreness=3 mood=3")), Amber},
		{"z −1.47 with a 1", day(spread, says(0, "fatigue=1 soreness=4 mood=4")), Red},
		{"a 1 within the normal", day(spread, says(0, "fatigue=1 soreness=5 mood=5")), Amber},
		{"two items of 2, but normal", day(saidFor(14, "fatigue=2 soreness=2 mood=5"), says(0, "fatigue=2 soreness=2 mood=5")), Green},
		{"the same with 13 days", day(saidFor(13, "fatigue=2 soreness=2 mood=5"), says(0, "fatigue=2 soreness=2 mood=5")), Amber},
		{"a mean of 2, but normal", day(saidFor(14, "fatigue=2 soreness=2 mood=2"), says(0, "fatigue=2 soreness=2 mood=2")), Green},
		{"a habitual 1", day(saidFor(14, "fatigue=1 soreness=4 mood=4"), says(0, "fatigue=1 soreness=4 mood=4")), Green},
		{"an unusual 1", day(saidFor(14, "fatigue=2 soreness=4 mood=4"), says(0, "fatigue=1 soreness=5 mood=4")), Amber},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := past(t, c.in).facts().State; got != c.want {
				b, _ := past(t, c.in).baseline(thursday)
				t.Errorf("%s, want %s (z %v)", got, c.want, b.Z)
			}
		})
	}
}

func TestObjectiveSignalsMakeAmberOnly(t *testing.T) {
	t.Parallel()
	pulse := func(values ...float64) part { // oldest first, today last, 14 days of 50 before
		return func(in *Input) {
			for i, v := range values {
				says(i-len(values)+1, fmt.Sprintf("rhr=%v hrv=60", v))(in)
			}
			for i := len(values); i < len(values)+14; i++ {
				says(-i, "rhr=50 hrv=60")(in)
			}
		}
	}
	for _, c := range []struct {
		name string
		in   Input
		want State
	}{
		{"pulse five above for three days", day(pulse(55, 55, 55)), Amber},
		{"not quite five", day(pulse(55, 55, 54)), Green},
		{"a day missing", day(says(0, "rhr=60"), says(-2, "rhr=60"), saidFor(20, "")), Green},
		{"HRV week below the band", day(hrv(7, 40)), Amber},
		{"HRV of two days only", day(hrv(2, 40)), Green},
		{"HRV of three days", day(hrv(3, 40)), Amber},
		{"HRV within the band", day(hrv(7, 60)), Green},
		{"HRV above the band", day(hrv(7, 90)), Green},
		{"three short nights", day(says(-2, "sleep_h=5.9"), says(-1, "sleep_h=5.9"), says(0, "sleep_h=6.1")), Amber},
		{"three nights of six", day(says(-2, "sleep_h=5.9"), says(-1, "sleep_h=6"), says(0, "sleep_h=6.1")), Green},
		{"a night missing", day(says(-2, "sleep_h=4"), says(0, "sleep_h=6.1")), Green},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := past(t, c.in).facts().State; got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// hrv is so many days up to today of one value, after 20 days around 60 that
// lie before the last seven.
func hrv(days int, value float64) part {
	return func(in *Input) {
		for i := range days {
			says(-i, fmt.Sprintf("hrv=%v", value))(in)
		}
		for i := 7; i < 27; i++ {
			says(-i, fmt.Sprintf("hrv=%v", 55+10*(i%2)))(in)
		}
	}
}

func TestAnEasyDayBetweenHardDays(t *testing.T) {
	t.Parallel()
	key := planned(restday.Key)
	play(t, []scene{
		{"hard yesterday", day(key, says(0, fine), did(-1, restday.Key, 60, 8)), EasyDay, "G1", ""},
		{"race yesterday", day(key, says(0, fine), did(-1, restday.Race, 60, 8)), EasyDay, "G1", ""},
		{"long planned", day(planned(restday.Long), says(0, fine), did(-1, restday.Key, 60, 8)), EasyDay, "G1", ""},
		{"race planned", day(planned(restday.Race), says(0, fine), did(-1, restday.Key, 60, 8)), AsPlanned, "T2", ""},
		{"easy planned", day(planned(restday.Easy), says(0, fine), did(-1, restday.Key, 60, 8)), AsPlanned, "OK", ""},
		{"no check-in", day(key, did(-1, restday.Key, 60, 8)), EasyDay, "G1", "U1"},
		{"rest since", day(key, says(0, fine), did(-2, restday.Key, 60, 8)), AsPlanned, "OK", ""},
		{"easy since", day(key, says(0, fine), did(-2, restday.Key, 60, 8), did(-1, restday.Easy, 40, 5.9)), AsPlanned, "OK", ""},
		{"too hard an easy day since", day(key, says(0, fine), did(-2, restday.Key, 60, 8), did(-1, restday.Easy, 40, 6)), EasyDay, "G1", ""},
		{"too hard a recovery since", day(key, says(0, fine), did(-2, restday.Key, 60, 8), did(-1, restday.Recovery, 20, 6)), EasyDay, "G1", ""},
		{"an easy run at RPE 7", day(key, says(0, fine), did(-1, restday.Easy, 20, 7)), EasyDay, "G1", ""},
		{"RPE 7, too short to be hard", day(key, says(0, fine), did(-1, restday.Easy, 19, 7)), AsPlanned, "OK", ""},
		{"RPE 6.9 is not hard", day(key, says(0, fine), did(-1, restday.Easy, 60, 6.9)), AsPlanned, "OK", ""},
		{"two hours of long", day(key, says(0, fine), did(-1, restday.Long, 120, 4)), EasyDay, "G1", ""},
		{"a shorter long", day(key, says(0, fine), did(-1, restday.Long, 119, 4)), AsPlanned, "OK", ""},
		{"hard today only", day(key, says(0, fine), did(0, restday.Key, 60, 8)), AsPlanned, "OK", ""},
		{"a hard and an easy session", day(key, says(0, fine), did(-1, restday.Easy, 30, 3), did(-1, restday.Key, 60, 8)), EasyDay, "G1", ""},
	})
}

func TestShortNights(t *testing.T) {
	t.Parallel()
	key := planned(restday.Key)
	night := func(h string) part { return says(0, "sleep_h="+h+" fatigue=4 soreness=4 mood=4") }
	play(t, []scene{
		{"4.9", day(key, night("4.9")), EasyDay, "N1", ""},
		{"5", day(key, night("5")), Modified, "N2", ""},
		{"5.9", day(key, night("5.9")), Modified, "N2", ""},
		{"6", day(key, night("6")), AsPlanned, "OK", ""},
		{"0", day(key, night("0")), EasyDay, "N1", ""},
		{"long", day(planned(restday.Long), night("5.5")), Modified, "N2", ""},
		{"easy", day(planned(restday.Easy), night("4")), AsPlanned, "OK", "N1"},
		{"recovery", day(planned(restday.Recovery), night("4")), AsPlanned, "OK", "N1"},
		{"easy, 5.5", day(planned(restday.Easy), night("5.5")), AsPlanned, "OK", "N2"},
		{"race", day(planned(restday.Race), night("4")), AsPlanned, "T2", ""},
		{"three nights", day(key, says(-2, "sleep_h=5"), says(-1, "sleep_h=5"), night("7.9")), Modified, "N2", ""},
		{"three nights of six", day(key, says(-2, "sleep_h=5"), says(-1, "sleep_h=5"), night("8")), AsPlanned, "OK", ""},
		{"three nights beside N1", day(key, says(-2, "sleep_h=5"), says(-1, "sleep_h=5"), night("4.9")), EasyDay, "N1", ""},
		{"a night missing", day(key, says(-2, "sleep_h=3"), night("6")), AsPlanned, "OK", ""},
		{"sleep not said", day(key, says(-1, "sleep_h=3"), says(0, "fatigue=4")), AsPlanned, "OK", ""},
	})
}

func TestAmberByWellness(t *testing.T) {
	t.Parallel()
	key, easy := planned(restday.Key), planned(restday.Easy)
	sore := "fatigue=2 soreness=2 mood=4"
	play(t, []scene{
		{"sore legs", day(key, says(0, sore)), EasyDay, "A1", ""},
		{"sore legs, long", day(planned(restday.Long), says(0, sore)), EasyDay, "A1", ""},
		{"sore calf", day(key, says(0, sore+" area=Calf")), EasyDay, "A1", ""},
		{"back and foot", day(key, says(0, sore+" area=back,foot")), EasyDay, "A1", ""},
		{"sore back", day(key, says(0, sore+" area=back")), Modified, "A2", ""},
		{"not that sore", day(key, says(0, "fatigue=2 soreness=3 mood=2")), Modified, "A2", ""},
		{"soreness not said", day(key, says(0, "fatigue=2 mood=2")), Modified, "A2", ""},
		{"a swimmer", day(key, sport("swim"), says(0, sore)), Modified, "A2", ""},
		{"tri without a sport", day(key, sport("tri"), says(0, sore)), Modified, "A2", ""},
		{"no sport known", day(key, sport(""), says(0, sore)), Modified, "A2", ""},
		{"easy", day(easy, says(0, sore)), RecoveryDay, "A3", ""},
		{"recovery", day(planned(restday.Recovery), says(0, sore)), AsPlanned, "OK", ""},
		{"race", day(planned(restday.Race), says(0, sore)), AsPlanned, "T2", ""},
		{"red, key", day(key, says(0, "fatigue=2 soreness=2 mood=2")), RecoveryDay, "R3", ""},
		{"red, easy", day(easy, says(0, "fatigue=2 soreness=2 mood=2")), RecoveryDay, "R3", ""},
		{"red, recovery", day(planned(restday.Recovery), says(0, "fatigue=2 soreness=2 mood=2")), AsPlanned, "OK", "R3"},
		{"red, race", day(planned(restday.Race), says(0, "fatigue=2 soreness=2 mood=2")), AsPlanned, "T2", ""},
		{"amber by sleep only", day(easy, says(0, "sleep_h=5 fatigue=3 soreness=2 mood=4")), AsPlanned, "OK", "N2"},
	})
}

func TestReasonsInOrder(t *testing.T) {
	t.Parallel()
	key, sore := planned(restday.Key), "fatigue=2 soreness=2 mood=4"
	play(t, []scene{
		{"short and sore", day(key, says(0, "sleep_h=5 "+sore)), EasyDay, "A1 N2", ""},
		{"everything at once", day(key, did(-1, restday.Key, 60, 8), says(0, "sleep_h=4 "+sore)), EasyDay, "G1 N1 A1", ""},
		{"four reasons", day(key, did(-1, restday.Key, 60, 8), says(0, "sleep_h=5 pain=5 "+sore)), RestDay, "S4 G1 N2", "A1"},
		{"red first, then the table", day(key, did(-1, restday.Key, 60, 8), says(0, "sleep_h=4 fatigue=1 soreness=1")), RecoveryDay, "R3 G1 N1", ""},
	})
}

func TestPlannedSportWinsOverTheAthletes(t *testing.T) {
	t.Parallel()
	l := library(t)
	in := day(planned(restday.Key), sport("tri"), says(0, "fatigue=2 soreness=2 mood=4"))
	in.Planned.Sport = "run"
	if d := l.Decide(in, shelf{}); !has(d, "A1") || has(d, "A2") {
		t.Errorf("a planned run fires %v", fired(d))
	}
}

func TestShortenedSession(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		name  string
		words string
		rpe   float64
	}{
		{"short night keeps the effort", "sleep_h=5", 8},
		{"amber caps it", "fatigue=2 soreness=4 mood=2", 7},
		{"both", "sleep_h=5 fatigue=2 soreness=4 mood=2", 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := l.Decide(day(planned(restday.Key), says(0, c.words)), shelf{}).Session
			want := &restday.Advised{
				Kind: restday.Key, Title: "the plan, shortened", Minutes: known(39.0), DistanceKM: known(7.8),
				RPEMax: &c.rpe, VolumeFactor: 0.65, Options: []string{},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGentlerSessionIsNeverMoreThanThePlan(t *testing.T) {
	t.Parallel()
	l := library(t)
	in := day(planned(restday.Key), did(-1, restday.Key, 60, 8))
	in.Planned.Minutes, in.Planned.RPE = known(20.0), known(2.0)
	s := l.Decide(in, shelf{}).Session
	if *s.Minutes != 20 || *s.RPEMax != 2 || s.VolumeFactor != 1 || s.DistanceKM != nil || s.Title != "from the shelf" {
		t.Errorf("got %+v", s)
	}
}
