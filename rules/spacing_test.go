package rules

import (
	"strings"
	"testing"

	"restday"
)

// hardOn are hard sessions on days that count back from today.
func hardOn(back ...int) part {
	return func(in *Input) {
		for _, n := range back {
			did(-n, restday.Key, 60, 8)(in)
		}
	}
}

func TestHardDaysInAWeek(t *testing.T) {
	t.Parallel()
	key, well := planned(restday.Key), says(0, fine)
	play(t, []scene{
		{"three in seven", day(key, well, hardOn(3, 5, 7)), EasyDay, "G2", ""},
		{"the third was eight days ago", day(key, well, hardOn(3, 5, 8)), AsPlanned, "OK", ""},
		{"four in seven", day(key, well, hardOn(2, 4, 5, 7)), EasyDay, "G2", ""},
		{"the third is today's own", day(key, well, hardOn(0, 3, 5)), AsPlanned, "OK", ""},
		{"twice on a day is one hard day", day(key, well, hardOn(3, 3, 5)), AsPlanned, "OK", ""},
		{"races and hard efforts", day(key, well, did(-3, restday.Race, 20, 9), did(-5, restday.Easy, 20, 7), did(-7, restday.Long, 120, 3)), EasyDay, "G2", ""},
		{"efforts just below", day(key, well, hardOn(3), did(-5, restday.Easy, 19, 7), did(-6, restday.Easy, 60, 6.9), did(-7, restday.Long, 119, 3)), AsPlanned, "OK", ""},
		{"and hard yesterday", day(key, well, hardOn(1, 3, 5)), EasyDay, "G1 G2", ""},
		{"long", day(planned(restday.Long), well, hardOn(3, 5, 7)), EasyDay, "G2", ""},
		{"easy", day(planned(restday.Easy), well, hardOn(3, 5, 7)), AsPlanned, "OK", "G2"},
		{"rest", day(planned(restday.Rest), well, hardOn(3, 5, 7)), RestDay, "R1", "G2"},
		{"race", day(planned(restday.Race), well, hardOn(3, 5, 7)), AsPlanned, "T2", ""},
		{"no word today", day(key, hardOn(3, 5, 7)), EasyDay, "G2", "U1"},
		{"a very low morning", day(key, says(0, "fatigue=1 soreness=1"), hardOn(3, 5, 7)), RecoveryDay, "R3 G2", ""},
		{"a short night and sore legs", day(key, says(0, "sleep_h=4 fatigue=2 soreness=2"), hardOn(3, 5, 7)), EasyDay, "G2 N1 A1", ""},
	})
}

func TestDaysWithoutARestDay(t *testing.T) {
	t.Parallel()
	easy, well := planned(restday.Easy), says(0, fine)
	days := func(n int) part { return week(strings.Repeat("E", n)) }
	play(t, []scene{
		{"ten", day(easy, well, days(10)), RestDay, "G3", ""},
		{"nine", day(easy, well, days(9)), AsPlanned, "OK", ""},
		{"ten, one of them at rest", day(easy, well, week("EEEEREEEEE")), AsPlanned, "OK", ""},
		{"ten, one of them with nothing", day(easy, well, week("EEEE EEEEE")), AsPlanned, "OK", ""},
		{"ten after a rest day", day(easy, well, week("REEEEEEEEEE")), RestDay, "G3", ""},
		{"nine after a rest day", day(easy, well, week("REEEEEEEEE")), AsPlanned, "OK", ""},
		{"rest and a run on one day is no rest day", day(easy, well, days(10), rested(-4)), RestDay, "G3", ""},
		{"seven, short-frequent", day(easy, pattern("short"), well, days(7)), RestDay, "G3", ""},
		{"six, short-frequent", day(easy, pattern("short"), well, days(6)), AsPlanned, "OK", ""},
		{"seven, long-occasional", day(easy, pattern("long"), well, days(7)), AsPlanned, "OK", ""},
		{"key", day(planned(restday.Key), well, days(10)), EasyDay, "G3", ""},
		{"long", day(planned(restday.Long), well, days(10)), EasyDay, "G3", ""},
		{"recovery is left alone", day(planned(restday.Recovery), well, days(10)), AsPlanned, "OK", "G3"},
		{"rest", day(planned(restday.Rest), well, days(10)), RestDay, "R1", "G3"},
		{"race", day(planned(restday.Race), well, days(10)), AsPlanned, "T2", ""},
		{"no word today", day(easy, days(10)), RestDay, "G3", "U1"},
		{"sore as well", day(easy, says(0, "fatigue=2 soreness=2"), days(10)), RestDay, "G3 A3", ""},
		{"key after a hard day and a short night", day(planned(restday.Key), says(0, "sleep_h=4"), days(9), hardOn(1), week("E         ")), EasyDay, "G1 G3 N1", ""},
		{"in the return period", day(easy, well, days(10), says(-2, "symptoms=fever")), RestDay, "S5 G3", ""},
		{"a check-in does not make a day of training", day(easy, well, says(-10, fine), days(9)), AsPlanned, "OK", ""},
	})
}

// TestTheDayAfterIsKeptFree: a session that G3 lowered does not move to
// tomorrow, whatever else fired.
func TestTheDayAfterIsKeptFree(t *testing.T) {
	t.Parallel()
	l := library(t)
	ten := week("EEEEEEEEEE")
	ahead := func(in *Input) { next(1, restday.Easy)(in); next(2, restday.Easy)(in) }
	for name, c := range map[string]struct {
		in   Input
		want Moved
	}{
		"by G3":                {day(planned(restday.Key), says(0, fine), ten, ahead), Moved{To: thursday + 2}},
		"by R3 above it":       {day(planned(restday.Key), says(0, "fatigue=1 soreness=1"), ten, ahead), Moved{To: thursday + 2}},
		"nothing after":        {day(planned(restday.Key), says(0, fine), ten, next(1, restday.Easy)), Moved{Dropped: true}},
		"one day fewer":        {day(planned(restday.Key), says(0, "sleep_h=4"), week("EEEEEEEEE"), ahead), Moved{To: thursday + 1}},
		"ill":                  {day(planned(restday.Key), says(0, "symptoms=fever"), ten, ahead), Moved{Dropped: true}},
		"easy sessions do not": {day(planned(restday.Easy), says(0, fine), ten, ahead), Moved{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := l.Decide(c.in, shelf{}).MovedTo; got != c.want {
				t.Errorf("moved to %v (dropped %v), want %v (dropped %v)", got.To, got.Dropped, c.want.To, c.want.Dropped)
			}
		})
	}
}
