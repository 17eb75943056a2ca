package rules

import (
	"fmt"
	"strings"
	"testing"

	"restday"
)

// race sets one so many days from today.
func race(offset int, priority string) part {
	return func(in *Input) { in.Race = &Race{Day: in.Day + restday.Day(offset), Priority: priority} }
}

// heavy sets a phase and the weeks since the last lighter one.
func heavy(phase string, weeks float64) part {
	return func(in *Input) { in.Block = &Block{Phase: phase, HeavyWeeks: &weeks} }
}

func TestALighterWeek(t *testing.T) {
	t.Parallel()
	well, third := says(0, fine), block("deload", 3)
	play(t, []scene{
		{"key", day(planned(restday.Key), third, well), Modified, "D1", ""},
		{"long", day(planned(restday.Long), third, well), Modified, "D1", ""},
		{"easy", day(planned(restday.Easy), third, well), AsPlanned, "D1", ""},
		{"recovery", day(planned(restday.Recovery), third, well), AsPlanned, "OK", "D1"},
		{"rest", day(planned(restday.Rest), third, well), RestDay, "R1", "D1"},
		{"race", day(planned(restday.Race), third, well), AsPlanned, "T2", ""},
		{"building", day(planned(restday.Key), block("build", 3), well), AsPlanned, "OK", ""},
		{"off", day(planned(restday.Key), block("off", 3), well), AsPlanned, "OK", ""},
		{"no word, key", day(planned(restday.Key), third), Modified, "D1", "U1"},
		{"no word, easy", day(planned(restday.Easy), third), AsPlanned, "U1 D1", ""},
		{"a bit low", day(planned(restday.Key), third, says(0, "fatigue=2 soreness=4 stress=2")), Modified, "A2 D1", ""},
		{"hard yesterday", day(planned(restday.Key), third, well, hardOn(1)), EasyDay, "G1 D1", ""},
		{"very low", day(planned(restday.Key), third, says(0, "fatigue=1 soreness=1")), RecoveryDay, "R3 D1", ""},
		{"ill", day(planned(restday.Key), third, says(0, "symptoms=fever")), RestDay, "S2 D1", ""},
	})
}

func TestHowMuchIsLeft(t *testing.T) {
	t.Parallel()
	l := library(t)
	well, low := says(0, fine), says(0, "fatigue=2 soreness=4 stress=2")
	for _, c := range []struct {
		name                 string
		in                   Input
		factor, minutes, rpe float64
	}{
		{"deload, key", day(planned(restday.Key), block("deload", 1), well), 0.6, 36, 7},
		{"deload, easy keeps its effort", day(planned(restday.Easy), block("deload", 1), well), 0.6, 36, 8},
		{"deload and low: the smaller one", day(planned(restday.Key), block("deload", 1), low), 0.6, 36, 7},
		{"deload, a key made easy", day(planned(restday.Key), block("deload", 1), well, hardOn(1)), 0.6, 24, 3},
		{"deload, a key made recovery", day(planned(restday.Key), block("deload", 1), says(0, "fatigue=1 soreness=1")), 1, 40, 3},
		{"deload, recovery", day(planned(restday.Recovery), block("deload", 1), well), 1, 60, 8},
		{"taper keeps the effort", day(planned(restday.Key), race(5, "A"), well), 0.4, 24, 8},
		{"taper and low: the effort too", day(planned(restday.Key), race(5, "A"), low), 0.4, 24, 7},
		{"taper of 0.7 and low", day(planned(restday.Key), race(14, "A"), low), 0.65, 39, 7},
		{"taper, a key made easy", day(planned(restday.Key), race(5, "A"), well, hardOn(1)), 0.4, 16, 3},
		{"taper, easy", day(planned(restday.Easy), race(5, "A"), well), 0.4, 24, 8},
		{"taper, recovery", day(planned(restday.Recovery), race(5, "A"), well), 1, 60, 8},
		{"a high pulse", day(planned(restday.Key), measured("rhr", 16, 3, 50), measured("rhr", 2, 0, 55)), 0.65, 39, 8},
		{"the eve of a race", day(planned(restday.Key), race(1, "A"), block("deload", 1), well), 1, 60, 8},
		{"an easy day after a fever, in a deload", day(planned(restday.Easy), block("deload", 1), well, says(-1, "symptoms=fever")), 0.6, 36, 8},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := l.Decide(c.in, shelf{}).Session
			if s.VolumeFactor != c.factor || *s.Minutes != c.minutes || *s.RPEMax != c.rpe {
				t.Errorf("factor %v, %v min, effort %v; want %v, %v, %v", s.VolumeFactor, *s.Minutes, *s.RPEMax, c.factor, c.minutes, c.rpe)
			}
		})
	}
}

func TestALighterWeekIsDue(t *testing.T) {
	t.Parallel()
	easy, well := planned(restday.Easy), says(0, fine)
	since := func(days int) part {
		return func(in *Input) { in.Block.LastDeload = in.Day - restday.Day(days) }
	}
	play(t, []scene{
		{"four weeks", day(easy, well, heavy("build", 4)), AsPlanned, "OK", "D2"},
		{"nearly four", day(easy, well, heavy("build", 3.9)), AsPlanned, "OK", ""},
		{"not building", day(easy, well, heavy("off", 9)), AsPlanned, "OK", ""},
		{"the last one seven days ago", day(easy, well, heavy("build", 4), since(7)), AsPlanned, "OK", ""},
		{"eight days ago", day(easy, well, heavy("build", 4), since(8)), AsPlanned, "OK", "D2"},
		{"weeks not known", day(easy, well, block("build", 30)), AsPlanned, "OK", ""},
		{"no word today", day(easy, heavy("build", 4)), AsPlanned, "U1", "D2"},
		{"rest", day(planned(restday.Rest), well, heavy("build", 4)), RestDay, "R1", "D2"},
		{"race day", day(planned(restday.Race), well, heavy("build", 4)), AsPlanned, "T2", ""},
		{"with low mood", day(easy, saidFor(2, "mood=2"), says(0, fine+" mood=2"), heavy("build", 4)), AsPlanned, "OK", "D2 M1"},
	})
	l := library(t)
	for weeks, want := range map[float64]string{4: "time to plan", 5.9: "time to plan", 6: "take a lighter week now"} {
		d := l.Decide(day(easy, well, heavy("build", weeks)), shelf{})
		if text := d.Notices[0].Text; !strings.Contains(text, want) || !strings.HasPrefix(text, figure(weeks)+" heavy weeks") {
			t.Errorf("%v weeks: %q", weeks, text)
		}
	}
}

func TestTheCurveOfATaper(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		offset   int
		priority string
		phase    string
		want     float64
	}{
		{15, "A", "", 1}, {14, "A", "", 0.7}, {11, "A", "", 0.7}, {10, "A", "", 0.55}, {7, "A", "", 0.55},
		{6, "A", "", 0.4}, {3, "A", "", 0.4}, {2, "A", "", 0.3}, {1, "A", "", 1}, {0, "A", "", 1}, {-1, "A", "", 1},
		{8, "B", "", 1}, {7, "B", "", 0.55}, {2, "B", "", 0.3}, {1, "B", "", 1},
		{3, "C", "", 1}, {1, "C", "", 1}, {3, "", "", 1},
		{20, "A", "taper", 0.7}, {10, "B", "taper", 0.55}, {3, "C", "taper", 0.4}, {1, "C", "taper", 0.3}, {-1, "A", "taper", 0.55},
		{5, "A", "build", 1}, {5, "A", "race", 1}, {5, "A", "off", 1},
	} {
		in := day(planned(restday.Key), says(0, fine), race(c.offset, c.priority), block(c.phase, 0))
		if got := l.Decide(in, shelf{}).Session.VolumeFactor; got != c.want {
			t.Errorf("%s race in %d days, phase %q: %v, want %v", c.priority, c.offset, c.phase, got, c.want)
		}
	}
	in := day(planned(restday.Key), says(0, fine), block("taper", 4))
	if got := l.Decide(in, shelf{}).Session.VolumeFactor; got != 0.55 {
		t.Errorf("no race known: %v", got)
	}
}

func TestTaperBesideOthers(t *testing.T) {
	t.Parallel()
	key, well := planned(restday.Key), says(0, fine)
	play(t, []scene{
		{"key", day(key, race(5, "A"), well), AsPlanned, "T1", ""},
		{"no word", day(key, race(5, "A")), AsPlanned, "U1 T1", ""},
		{"recovery", day(planned(restday.Recovery), race(5, "A"), well), AsPlanned, "OK", "T1"},
		{"rest", day(planned(restday.Rest), race(5, "A"), well), RestDay, "R1", "T1"},
		{"tired", day(key, race(5, "A"), says(0, "fatigue=2 soreness=4 stress=2")), Modified, "A2 T1", ""},
		{"nervous", day(key, race(5, "A"), says(0, "fatigue=3 soreness=3 mood=1")), AsPlanned, "T1", ""},
		{"early, and a short night: that is the shorter", day(key, race(14, "A"), says(0, "sleep_h=5")), Modified, "N2", "T1"},
		{"hard yesterday", day(key, race(5, "A"), well, hardOn(1)), EasyDay, "G1 T1", ""},
		{"very low", day(key, race(5, "A"), says(0, "fatigue=1 soreness=1")), RecoveryDay, "R3", "T1"},
		{"ill", day(key, race(5, "A"), says(0, "symptoms=fever")), RestDay, "S2", "T1"},
	})
}

func TestTheEveOfARace(t *testing.T) {
	t.Parallel()
	key, well := planned(restday.Key), says(0, fine)
	red := says(0, "fatigue=1 soreness=1")
	play(t, []scene{
		{"A", day(key, race(1, "A"), well), AsPlanned, "T2", ""},
		{"B", day(key, race(1, "B"), well), AsPlanned, "T2", ""},
		{"C is no eve", day(key, race(1, "C"), well), AsPlanned, "OK", ""},
		{"two days before", day(key, race(2, "A"), well), AsPlanned, "T1", ""},
		{"no word", day(key, race(1, "A")), AsPlanned, "T2", ""},
		{"rest planned", day(planned(restday.Rest), race(1, "A"), well), RestDay, "T2", ""},
		{"very low, key", day(key, race(1, "A"), red), RecoveryDay, "R3", "T2"},
		{"very low twice, key", day(key, race(1, "A"), says(-1, "fatigue=1 soreness=1"), red), RestDay, "R2 R3", "T2"},
		{"very low, easy", day(planned(restday.Easy), race(1, "A"), red), AsPlanned, "T2", ""},
		{"hard yesterday", day(key, race(1, "A"), well, hardOn(1)), EasyDay, "G1", "T2"},
		{"hard yesterday, long", day(planned(restday.Long), race(1, "A"), well, hardOn(1)), EasyDay, "G1", "T2"},
		{"three hard days", day(key, race(1, "A"), well, hardOn(3, 5, 7)), AsPlanned, "T2", ""},
		{"ten days without rest", day(planned(restday.Easy), race(1, "A"), well, week("EEEEEEEEEE")), AsPlanned, "T2", ""},
		{"a short night", day(key, race(1, "A"), says(0, "sleep_h=3")), AsPlanned, "T2", ""},
		{"a bit low", day(key, race(1, "A"), says(0, "fatigue=2 soreness=2")), AsPlanned, "T2", ""},
		{"in a lighter week", day(key, race(1, "A"), well, block("deload", 2)), AsPlanned, "T2", ""},
		{"ill", day(key, race(1, "A"), says(0, "symptoms=fever")), RestDay, "S2", "T2"},
		{"hurt, easy", day(planned(restday.Easy), race(1, "A"), says(0, "pain=4")), RestDay, "S4", "T2"},
	})
}

func TestRaceDay(t *testing.T) {
	t.Parallel()
	well := says(0, fine)
	play(t, []scene{
		{"a race planned, no date", day(planned(restday.Race), well), AsPlanned, "T2", ""},
		{"a race planned, another date", day(planned(restday.Race), race(9, "A"), well), AsPlanned, "T2", ""},
		{"the date, a key planned", day(planned(restday.Key), race(0, "C"), well), AsPlanned, "T2", ""},
		{"very low", day(planned(restday.Race), race(0, "A"), says(0, "fatigue=1 soreness=1")), AsPlanned, "T2", ""},
		{"very low, a key planned", day(planned(restday.Key), race(0, "A"), says(0, "fatigue=1 soreness=1")), AsPlanned, "T2", ""},
		{"everything at once", day(planned(restday.Race), says(0, "sleep_h=3 fatigue=1 soreness=1"), hardOn(1, 3, 5), week("EEEEEEEEEE")), AsPlanned, "T2", ""},
		{"the day after a fever", day(planned(restday.Race), well, says(-1, "symptoms=fever")), EasyDay, "S5", "T2"},
		{"hurt", day(planned(restday.Race), says(0, "kind=bone")), RestDay, "S4", "T2"},
		{"the day after", day(planned(restday.Easy), race(-1, "A"), well), AsPlanned, "OK", ""},
	})
	l := library(t)
	for words, want := range map[string]string{"fatigue=1 soreness=1": "not your brightest", "sleep_h=5": "not your brightest", fine: "nothing new"} {
		for _, kind := range []restday.Kind{restday.Race, restday.Key} {
			text := l.Decide(day(planned(kind), race(0, "A"), says(0, words)), shelf{}).Reasons[0].Text
			if !strings.Contains(text, want) {
				t.Error(fmt.Sprint(kind, " ", words), text)
			}
		}
	}
}
