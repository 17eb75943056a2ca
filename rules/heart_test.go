package rules

import (
	"fmt"
	"strings"
	"testing"

	"restday"
)

// measured says an item on the days from first to last back; the values take turns.
func measured(item string, first, last int, values ...float64) part {
	return func(in *Input) {
		for back := first; back >= last; back-- {
			answer(in, back, restday.Item(item), values[(first-back)%len(values)])
		}
	}
}

// answer adds one to what was said on a day.
func answer(in *Input, back int, item restday.Item, value float64) {
	for _, c := range in.CheckIns {
		if c.Day == in.Day-restday.Day(back) {
			c.Values[item] = value
			return
		}
	}
	says(-back, fmt.Sprintf("%s=%v", item, value))(in)
}

func TestHeartRateVariability(t *testing.T) {
	t.Parallel()
	key, usual := planned(restday.Key), measured("hrv", 20, 7, 60) // 14 values, SD 0: the band begins at 60
	play(t, []scene{
		{"below the band", day(key, usual, measured("hrv", 2, 0, 59.9)), EasyDay, "H1", ""},
		{"at its edge", day(key, usual, measured("hrv", 2, 0, 60)), AsPlanned, "OK", ""},
		{"above", day(key, usual, measured("hrv", 2, 0, 90)), AsPlanned, "OK", ""},
		{"the mean counts, not today", day(key, usual, measured("hrv", 2, 1, 70), measured("hrv", 0, 0, 55)), AsPlanned, "OK", ""},
		{"two values in the week", day(key, usual, measured("hrv", 1, 0, 50)), AsPlanned, "OK", ""},
		{"the third is a week old", day(key, usual, measured("hrv", 7, 7, 60), measured("hrv", 6, 6, 50), measured("hrv", 1, 0, 50)), EasyDay, "H1", ""},
		{"thirteen before", day(key, measured("hrv", 19, 7, 60), measured("hrv", 2, 0, 50)), AsPlanned, "OK", ""},
		{"fourteen, the oldest 66 days ago", day(key, measured("hrv", 66, 66, 60), measured("hrv", 19, 7, 60), measured("hrv", 2, 0, 50)), EasyDay, "H1", ""},
		{"fourteen, the oldest 67 days ago", day(key, measured("hrv", 67, 67, 60), measured("hrv", 19, 7, 60), measured("hrv", 2, 0, 50)), AsPlanned, "OK", ""},
		{"not measured today", day(key, usual, measured("hrv", 3, 1, 50), says(0, fine)), EasyDay, "H1", ""},
		{"no word today", day(key, usual, measured("hrv", 3, 1, 50)), AsPlanned, "U1", ""},
		{"long", day(planned(restday.Long), usual, measured("hrv", 2, 0, 50)), EasyDay, "H1", ""},
		{"easy", day(planned(restday.Easy), usual, measured("hrv", 2, 0, 50)), AsPlanned, "OK", "H1"},
		{"race", day(planned(restday.Race), usual, measured("hrv", 2, 0, 50)), AsPlanned, "T2", ""},
		{"and sore", day(key, usual, says(0, "fatigue=2 soreness=2"), measured("hrv", 2, 0, 50)), EasyDay, "H1 A1", ""},
		{"and a short night", day(key, usual, says(0, "sleep_h=5"), measured("hrv", 2, 0, 50)), EasyDay, "H1 N2", ""},
	})
}

func TestRestingPulse(t *testing.T) {
	t.Parallel()
	key, usual := planned(restday.Key), measured("rhr", 16, 3, 50) // 14 values, SD 0: five beats count
	wide := measured("rhr", 18, 3, 40, 60)                         // mean 50, SD 10.33: 15.49 beats count
	play(t, []scene{
		{"five above", day(key, usual, measured("rhr", 2, 0, 55)), Modified, "H2", ""},
		{"not quite five", day(key, usual, measured("rhr", 2, 1, 55), measured("rhr", 0, 0, 54.9)), AsPlanned, "OK", ""},
		{"the mean of three", day(key, usual, measured("rhr", 2, 1, 50), measured("rhr", 0, 0, 65)), Modified, "H2", ""},
		{"one of three missing", day(key, usual, measured("rhr", 1, 0, 70)), AsPlanned, "OK", ""},
		{"thirteen before", day(key, measured("rhr", 15, 3, 50), measured("rhr", 2, 0, 70)), AsPlanned, "OK", ""},
		{"fourteen, the oldest 30 days ago", day(key, measured("rhr", 30, 30, 50), measured("rhr", 15, 3, 50), measured("rhr", 2, 0, 70)), Modified, "H2", ""},
		{"fourteen, the oldest 31 days ago", day(key, measured("rhr", 31, 31, 50), measured("rhr", 15, 3, 50), measured("rhr", 2, 0, 70)), AsPlanned, "OK", ""},
		{"1.5 SD are more than five", day(key, wide, measured("rhr", 2, 0, 65)), AsPlanned, "OK", ""},
		{"beyond 1.5 SD", day(key, wide, measured("rhr", 2, 0, 65.5)), Modified, "H2", ""},
		{"easy", day(planned(restday.Easy), usual, measured("rhr", 2, 0, 55)), AsPlanned, "OK", "H2"},
		{"rest", day(planned(restday.Rest), usual, measured("rhr", 2, 0, 55)), RestDay, "R1", "H2"},
		{"no word today", day(key, usual, measured("rhr", 3, 1, 70)), AsPlanned, "U1", ""},
		{"and a short night, hard yesterday", day(key, usual, hardOn(1), says(0, "sleep_h=5"), measured("rhr", 2, 0, 55)), EasyDay, "G1 N2 H2", ""},
		{"low HRV as well", day(key, usual, measured("hrv", 20, 7, 60), measured("hrv", 2, 0, 50), measured("rhr", 2, 0, 55)), EasyDay, "H1 H2", ""},
	})
}

func TestPulseAndIllness(t *testing.T) {
	t.Parallel()
	l := library(t)
	usual, wide := measured("rhr", 16, 3, 50), measured("rhr", 18, 3, 38, 62) // SD of wide: 12.4
	for name, c := range map[string]struct {
		in            Input
		fired, doctor bool
	}{
		"fifteen above on three days, ill":    {day(usual, says(0, "symptoms=sneezing"), measured("rhr", 2, 0, 65)), true, true},
		"fifteen above, well":                 {day(usual, says(0, fine), measured("rhr", 2, 0, 65)), true, false},
		"one of them fourteen, ill":           {day(usual, says(0, "symptoms=sneezing"), measured("rhr", 2, 1, 70), measured("rhr", 0, 0, 64)), true, false},
		"within the spread, but fifteen":      {day(wide, says(0, "symptoms=sneezing"), measured("rhr", 2, 0, 65)), true, true},
		"within the spread, fifteen, well":    {day(wide, says(0, fine), measured("rhr", 2, 0, 65)), false, false},
		"within the spread, fourteen and ill": {day(wide, says(0, "symptoms=sneezing"), measured("rhr", 2, 0, 64)), false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			planned(restday.Key)(&c.in)
			d := l.Decide(c.in, shelf{})
			told := ""
			for _, r := range d.Reasons {
				if r.Rule == "H2" {
					told = r.Text
				}
			}
			if has(d, "H2") != c.fired || strings.Contains(told, "doctor") != c.doctor {
				t.Errorf("fired %v, says %q", has(d, "H2"), told)
			}
		})
	}
}
