package rules

import (
	"strings"
	"testing"

	"restday"
)

// illOn says symptoms on the days from first to last back.
func illOn(first, last int, symptoms string) part {
	return func(in *Input) {
		for back := first; back >= last; back-- {
			says(-back, "symptoms="+symptoms)(in)
		}
	}
}

func TestTheWayBack(t *testing.T) {
	t.Parallel()
	key, well := planned(restday.Key), says(0, fine)
	play(t, []scene{
		{"the day after a fever", day(key, well, illOn(1, 1, "fever")), EasyDay, "S5", ""},
		{"a second day", day(key, well, illOn(2, 2, "fever")), EasyDay, "S5", ""},
		{"a third", day(key, well, illOn(3, 3, "fever")), AsPlanned, "OK", ""},
		{"three days of fever: four days", day(key, well, illOn(6, 4, "fever")), EasyDay, "S5", ""},
		{"and no more", day(key, well, illOn(7, 5, "fever")), AsPlanned, "OK", ""},
		{"nine days of fever: eight days", day(key, well, illOn(16, 8, "fever")), EasyDay, "S5", ""},
		{"and no more than eight", day(key, well, illOn(17, 9, "fever")), AsPlanned, "OK", ""},
		{"only the days with fever count", day(key, well, illOn(6, 6, "fever"), illOn(5, 3, "sneezing")), AsPlanned, "OK", ""},
		{"sniffles: two days", day(key, well, illOn(5, 2, "sneezing")), EasyDay, "S5", ""},
		{"and no more than two", day(key, well, illOn(6, 3, "sneezing")), AsPlanned, "OK", ""},
		{"a day without a word inside belongs to it", day(key, well, illOn(7, 7, "fever"), illOn(5, 4, "fever")), EasyDay, "S5", ""},
		{"two end it: two illnesses", day(key, well, illOn(8, 8, "fever"), illOn(5, 4, "fever")), AsPlanned, "OK", ""},
		{"a sniffle shortens no way back", day(key, well, illOn(11, 6, "fever"), illOn(4, 4, "sneezing")), EasyDay, "S5", ""},
		{"rest and silence count", day(key, well, illOn(3, 3, "fever"), rested(-2), rested(-1)), AsPlanned, "OK", ""},
		{"no word on the second day", day(key, illOn(2, 2, "fever"), says(-1, fine)), EasyDay, "S5", "U1"},
		{"easy", day(planned(restday.Easy), well, illOn(1, 1, "fever")), AsPlanned, "S5", ""},
		{"recovery", day(planned(restday.Recovery), well, illOn(1, 1, "fever")), AsPlanned, "S5", ""},
		{"rest", day(planned(restday.Rest), well, illOn(1, 1, "fever")), RestDay, "S5", "R1"},
		{"race", day(planned(restday.Race), well, illOn(1, 1, "fever")), EasyDay, "S5", "T2"},
		{"hard the day before, and a short night", day(key, says(0, "sleep_h=4"), illOn(2, 2, "fever"), hardOn(1)), EasyDay, "S5 G1 N1", ""},
		{"a very low morning", day(key, says(0, "fatigue=1 soreness=1"), illOn(1, 1, "fever")), RecoveryDay, "S5 R3", ""},
		{"hurt", day(key, says(0, "pain=5"), illOn(1, 1, "fever")), RestDay, "S4 S5", ""},
	})
}

func TestTheWayBackAfterAWarningSign(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		name    string
		in      Input
		outcome Outcome
		says    string // of the first reason
	}{
		{"first day", day(says(0, fine), illOn(1, 1, "fainting")), RestDay, "The first day without symptoms: rest. After a warning sign, train only once a doctor has seen you."},
		{"second day", day(says(0, fine), illOn(2, 2, "fainting")), EasyDay, "Day 2 of 8 after being ill: easy at most. And that only once a doctor has seen you."},
		{"eighth day", day(says(0, fine), illOn(8, 8, "fainting")), EasyDay, "Day 8 of 8"},
		{"ninth day", day(says(0, fine), illOn(9, 9, "fainting")), AsPlanned, "Nothing speaks against it"},
		{"it ended with a fever", day(says(0, fine), illOn(3, 3, "fainting"), illOn(2, 1, "fever")), RestDay, "The first day without symptoms"},
		{"after another illness within the eight days", day(says(0, fine), illOn(5, 5, "fainting"), says(-4, fine), says(-3, fine), illOn(2, 1, "fever")), EasyDay, "Day 5 of 8 after being ill"},
		{"no word on the first day", day(illOn(1, 1, "fainting")), RestDay, "Stop."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			planned(restday.Key)(&c.in)
			d := l.Decide(c.in, shelf{})
			if text := d.Reasons[0].Text; d.Outcome != c.outcome || !strings.HasPrefix(text, c.says) {
				t.Errorf("%s because %q, want %s because %q", d.Outcome, text, c.outcome, c.says)
			}
		})
	}
}

func TestIllAgainAndAgain(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		name    string
		in      Input
		fired   bool
		outcome Outcome
	}{
		{"three in 90 days", day(says(0, fine), illOn(89, 89, "fever"), illOn(50, 48, "aches"), illOn(20, 20, "sneezing")), true, AsPlanned},
		{"the first just outside", day(says(0, fine), illOn(90, 90, "fever"), illOn(50, 48, "aches"), illOn(20, 20, "sneezing")), false, AsPlanned},
		{"the first reaches in", day(says(0, fine), illOn(95, 89, "fever"), illOn(50, 48, "aches"), illOn(20, 20, "sneezing")), true, AsPlanned},
		{"ill now", day(says(0, "symptoms=fever"), illOn(50, 48, "aches"), illOn(20, 20, "sneezing")), true, RestDay},
		{"on the way back", day(says(0, fine), illOn(50, 48, "aches"), illOn(20, 20, "sneezing"), illOn(1, 1, "fever")), true, EasyDay},
		{"one long illness", day(says(0, fine), illOn(60, 40, "aches")), false, AsPlanned},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			planned(restday.Key)(&c.in)
			d := l.Decide(c.in, shelf{})
			told := ""
			for _, r := range d.Reasons {
				if r.Rule == "S5" {
					told = r.Text
				}
			}
			if has(d, "S5") != c.fired || strings.Contains(told, "in 90 days") != c.fired || strings.Contains(told, "doctor") != c.fired || d.Outcome != c.outcome {
				t.Errorf("%s, S5 fired %v and says %q", d.Outcome, has(d, "S5"), told)
			}
		})
	}
}

func TestSnifflesThatStay(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		name    string
		in      Input
		outcome Outcome
		doctor  bool
	}{
		{"ten days", day(illOn(9, 1, "runny_nose"), says(0, "symptoms=runny_nose")), RestDay, true},
		{"eleven days", day(illOn(10, 1, "runny_nose"), says(0, "symptoms=runny_nose")), EasyDay, true},
		{"twelve days", day(illOn(11, 1, "runny_nose"), says(0, "symptoms=runny_nose")), EasyDay, false},
		{"one symptom less", day(illOn(10, 1, "runny_nose,sore_throat"), says(0, "symptoms=runny_nose")), EasyDay, true},
		{"one symptom more", day(illOn(10, 1, "runny_nose"), says(0, "symptoms=runny_nose,sore_throat")), RestDay, true},
		{"it was a fever before", day(illOn(10, 6, "runny_nose,fever"), illOn(5, 1, "runny_nose"), says(0, "symptoms=runny_nose")), RestDay, true},
		{"a day without a word inside", day(illOn(10, 6, "runny_nose"), illOn(4, 1, "runny_nose"), says(0, "symptoms=runny_nose")), EasyDay, true},
		{"no word on the eleventh day", day(illOn(10, 1, "runny_nose")), EasyDay, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			planned(restday.Key)(&c.in)
			d := l.Decide(c.in, shelf{})
			if r := d.Reasons[0]; d.Outcome != c.outcome || r.Rule != "S3" || strings.Contains(r.Text, "doctor") != c.doctor {
				t.Errorf("%s because of %s: %q", d.Outcome, r.Rule, r.Text)
			}
		})
	}
}

// restrictedTo is somebody whom only people who know them can advise.
func restrictedTo(words ...string) part {
	return func(in *Input) { in.Athlete.Restrictions = words }
}

func TestRemindersAndLogOnly(t *testing.T) {
	t.Parallel()
	key, heart := planned(restday.Key), restrictedTo("heart")
	play(t, []scene{
		{"everything else at once", day(key, heart, says(-1, "fatigue=1 soreness=1"), says(0, "sleep_h=3 fatigue=1 soreness=1"), hardOn(1, 3, 5), race(5, "A")), AsPlanned, "S6", ""},
		{"no word", day(key, restrictedTo("minor")), AsPlanned, "S6", ""},
		{"rest", day(planned(restday.Rest), restrictedTo("pregnant"), says(0, fine)), RestDay, "S6", ""},
		{"race day", day(planned(restday.Race), heart, race(0, "A"), says(0, fine)), AsPlanned, "S6", ""},
		{"the eve", day(key, heart, race(1, "A"), says(0, fine)), AsPlanned, "S6", ""},
		{"a warning sign", day(key, heart, says(0, "symptoms=chest_pain")), RestDay, "S1 S6", ""},
		{"fever and pain", day(key, heart, says(0, "symptoms=fever pain=6")), RestDay, "S2 S4 S6", ""},
		{"four safety rules", day(key, heart, says(0, "symptoms=fever,fainting pain=6")), RestDay, "S1 S2 S4", "S6"},
		{"on the way back", day(key, heart, says(0, fine), says(-1, "symptoms=fever")), EasyDay, "S5 S6", ""},
		{"tired too", day(key, heart, says(0, "fatigue=1 soreness=1"), says(-1, "symptoms=fever")), EasyDay, "S5 S6", ""},
	})
	l := library(t)
	d := l.Decide(day(heart, says(0, fine), week("EREEKEE")), shelf{})
	if d.Session != nil || d.MovedTo != (Moved{}) || d.Outcome != AsPlanned || d.State != Green {
		t.Errorf("without a plan: %+v", d)
	}
	if d := l.Decide(day(heart, says(0, "symptoms=fever")), shelf{}); d.Session == nil || d.Session.Kind != restday.Rest {
		t.Errorf("without a plan, ill: %+v", d.Session)
	}
}
