package rules

import (
	"strings"
	"testing"

	"restday"
)

// normal is so many mornings that sum to 11, SD 0: the floor of 0.6 applies, so
// that a sum of 10 is amber.
func normal(n int) part { return saidFor(n, "fatigue=3 soreness=4 mood=4") }

const low = "fatigue=3 soreness=4 mood=3"

// lowOn says a low morning on days that count back from today, 0 being today.
func lowOn(back ...int) part {
	return func(in *Input) {
		for _, n := range back {
			says(-n, low)(in)
		}
	}
}

// silentOn takes check-ins back.
func silentOn(back ...int) part {
	return func(in *Input) {
		for _, n := range back {
			says(-n, "")(in)
			in.CheckIns = without(in.CheckIns, in.Day-restday.Day(n))
		}
	}
}

func without(all []restday.CheckIn, day restday.Day) []restday.CheckIn {
	var others []restday.CheckIn
	for _, c := range all {
		if c.Day != day {
			others = append(others, c)
		}
	}
	return others
}

func TestTwoRedMornings(t *testing.T) {
	t.Parallel()
	key, red := planned(restday.Key), "fatigue=1 soreness=1 mood=4"
	play(t, []scene{
		{"red twice", day(key, says(-1, red), says(0, red)), RestDay, "R2 R3", ""},
		{"red twice, easy planned", day(planned(restday.Easy), says(-1, red), says(0, red)), RestDay, "R2 R3", ""},
		{"red twice, recovery planned", day(planned(restday.Recovery), says(-1, red), says(0, red)), RestDay, "R2", "R3"},
		{"red twice, rest planned", day(planned(restday.Rest), says(-1, red), says(0, red)), RestDay, "R1", "R2 R3"},
		{"red once", day(key, says(-1, fine), says(0, red)), RecoveryDay, "R3", ""},
		{"red yesterday only", day(key, says(-1, red), says(0, fine)), AsPlanned, "OK", ""},
		{"a morning without a word between", day(key, says(-2, red), says(0, red)), RecoveryDay, "R3", ""},
		{"no word today", day(key, says(-2, red), says(-1, red)), AsPlanned, "U1", ""},
		{"ill as well", day(key, says(-1, red), says(0, red+" symptoms=fever")), RestDay, "S2 R2 R3", ""},
		{"and a short night after a hard day", day(key, did(-1, restday.Key, 60, 8), says(-1, red), says(0, "sleep_h=4 "+red)), RestDay, "R2 R3 G1", "N1"},
	})
}

func TestFatigueThatLasts(t *testing.T) {
	t.Parallel()
	key := planned(restday.Key)
	play(t, []scene{
		{"three running", day(key, normal(30), lowOn(2, 1, 0)), EasyDay, "F1 A2", ""},
		{"two running", day(key, normal(30), lowOn(1, 0)), Modified, "A2", ""},
		{"a better one between", day(key, normal(30), lowOn(3, 2, 0)), Modified, "A2", ""},
		{"silence between, within five days", day(key, normal(30), lowOn(4, 2, 0), silentOn(3, 1)), EasyDay, "F1 A2", ""},
		{"silence between, over six days", day(key, normal(30), lowOn(5, 2, 0), silentOn(4, 3, 1)), Modified, "A2", ""},
		{"four of seven", day(key, normal(30), lowOn(6, 5, 3, 0)), EasyDay, "F1 A2", ""},
		{"the fourth was eight days ago", day(key, normal(30), lowOn(7, 5, 3, 0)), Modified, "A2", ""},
		{"better today", day(key, normal(30), lowOn(4, 3, 2, 1), says(0, "fatigue=3 soreness=4 mood=4")), AsPlanned, "OK", ""},
		{"no word today", day(key, normal(30), lowOn(3, 2, 1), silentOn(0)), AsPlanned, "U1", ""},
		{"easy planned", day(planned(restday.Easy), normal(30), lowOn(2, 1, 0)), RecoveryDay, "A3", "F1"},
		{"recovery planned", day(planned(restday.Recovery), normal(30), lowOn(2, 1, 0)), AsPlanned, "OK", "F1"},
		{"rest planned", day(planned(restday.Rest), normal(30), lowOn(2, 1, 0)), RestDay, "R1", "F1"},
		{"red today", day(key, normal(30), lowOn(2, 1), says(0, "fatigue=2 soreness=3 mood=2")), RecoveryDay, "R3 F1", ""},
		{"after a hard day and a short night", day(key, normal(30), did(-1, restday.Key, 60, 8), lowOn(2, 1), says(0, "sleep_h=4 "+low)), EasyDay, "F1 G1 N1", "A2"},
		{"while learning, by two items", day(key, saidFor(3, "fatigue=2 soreness=4 stress=2"), says(0, "fatigue=2 soreness=4 stress=2")), EasyDay, "F1 A2", ""},
		{"while learning, three days", day(key, saidFor(2, "fatigue=2 soreness=4 stress=2"), says(0, "fatigue=2 soreness=4 stress=2")), Modified, "A2", ""},
	})
}

func TestASecondTime(t *testing.T) {
	t.Parallel()
	key := planned(restday.Key)
	play(t, []scene{
		{"two episodes", day(key, normal(50), lowOn(12, 11, 10, 2, 1, 0)), EasyDay, "F1 F2 A2", ""},
		{"the first ended 14 days ago", day(key, normal(50), lowOn(16, 15, 14, 2, 1, 0)), EasyDay, "F1 F2 A2", ""},
		{"the first ended 15 days ago", day(key, normal(50), lowOn(17, 16, 15, 2, 1, 0)), EasyDay, "F1 A2", ""},
		{"one day without is no end", day(key, normal(50), lowOn(4, 3, 2, 0)), EasyDay, "F1 A2", ""},
		{"two days without are", day(key, normal(50), lowOn(5, 4, 3, 0)), EasyDay, "F1 F2 A2", ""},
		{"one long episode", day(key, normal(50), lowOn(5, 4, 3, 2, 1, 0)), EasyDay, "F1 A2", ""},
		{"worse than expected", day(key, normal(50), lowOn(2, 1), says(0, low+" performance=-1")), EasyDay, "F1 F2 A2", ""},
		{"as expected", day(key, normal(50), lowOn(2, 1), says(0, low+" performance=0")), EasyDay, "F1 A2", ""},
		{"worse than expected once", day(key, normal(50), says(0, low+" performance=-1")), Modified, "A2", ""},
		{"easy planned", day(planned(restday.Easy), normal(50), lowOn(2, 1), says(0, low+" performance=-1")), RecoveryDay, "A3", "F1 F2"},
	})
}

func TestFatigueInSpiteOfALighterWeek(t *testing.T) {
	t.Parallel()
	key := planned(restday.Key)
	tired := "fatigue=2 soreness=4 stress=2"
	ten := func(in *Input) { saidFor(9, tired)(in); says(0, tired)(in) }
	play(t, []scene{
		{"it ended 21 days ago", day(key, ten, deloaded(21)), EasyDay, "F1 F3 A2", ""},
		{"22 days ago", day(key, ten, deloaded(22)), EasyDay, "F1 A2", ""},
		{"today", day(key, ten, deloaded(0)), EasyDay, "F1 F3 A2", ""},
		{"its fifth day", day(key, ten, block("deload", 5)), EasyDay, "F1 F3 A2", "D1"},
		{"its fourth day", day(key, ten, block("deload", 4)), EasyDay, "F1 A2 D1", ""},
		{"its day is not known", day(key, ten, block("deload", 0)), EasyDay, "F1 A2 D1", ""},
		{"a building block's fifth day", day(key, ten, block("build", 5)), EasyDay, "F1 A2", ""},
		{"nine days", day(key, saidFor(8, tired), says(0, tired), deloaded(10)), EasyDay, "F1 A2", ""},
		{"ten of fourteen", day(key, saidFor(13, tired), says(0, tired), silentOn(12, 9, 7, 2), deloaded(10)), EasyDay, "F1 F3 A2", ""},
		{"the tenth was fifteen days ago", day(key, saidFor(14, tired), says(0, tired), silentOn(13, 12, 9, 7, 2), deloaded(10)), EasyDay, "F1 A2", ""},
		{"better today", day(key, saidFor(12, tired), says(0, fine), deloaded(10)), AsPlanned, "OK", ""},
		{"hidden before a race, but for the doctor", day(key, ten, deloaded(10), racing(1)), AsPlanned, "T2", "F3"},
	})
	d := library(t).Decide(day(key, ten, deloaded(10)), shelf{})
	if text := d.Reasons[1].Text; !strings.Contains(text, "10 of 14") || !strings.Contains(text, "doctor") {
		t.Errorf("F3 says %q", text)
	}
}

func TestLowMood(t *testing.T) {
	t.Parallel()
	down := fine + " mood=2"
	play(t, []scene{
		{"three of seven", day(planned(restday.Key), says(-6, down), says(-3, down), says(0, down)), AsPlanned, "OK", "M1"},
		{"the third was eight days ago", day(planned(restday.Key), says(-7, down), says(-3, down), says(0, down)), AsPlanned, "OK", ""},
		{"mood or motivation", day(planned(restday.Easy), says(-2, fine+" motivation=2"), says(-1, down), says(0, fine+" motivation=1")), AsPlanned, "OK", "M1"},
		{"both on one day count once", day(planned(restday.Easy), says(-1, down+" motivation=1"), says(0, down+" motivation=2")), AsPlanned, "OK", ""},
		{"better today", day(planned(restday.Easy), says(-3, down), says(-2, down), says(-1, down), says(0, fine)), AsPlanned, "OK", "M1"},
		{"no word today", day(planned(restday.Easy), says(-3, down), says(-2, down), says(-1, down)), AsPlanned, "U1", ""},
		{"a short night besides", day(planned(restday.Key), says(-2, down), says(-1, down), says(0, "sleep_h=4 mood=2")), EasyDay, "N1", "M1"},
	})
	l := library(t)
	for days, want := range map[int]bool{13: false, 14: true} {
		d := l.Decide(day(planned(restday.Key), saidFor(days-1, "mood=1"), says(0, "mood=1")), shelf{})
		got := d.Notices[len(d.Notices)-1]
		if got.Rule != "M1" || strings.Contains(got.Text, "professional") != want || got.Doctor != want {
			t.Errorf("%d days of very low mood: %s says %q", days, got.Rule, got.Text)
		}
	}
	for kind, want := range map[restday.Kind]string{restday.Key: "swapping", restday.Long: "swapping", restday.Easy: "a short walk"} {
		d := l.Decide(day(planned(kind), saidFor(2, down), says(0, down)), shelf{})
		if text := d.Notices[0].Text; !strings.Contains(text, want) {
			t.Errorf("%s: %q", kind, text)
		}
	}
}
