package rules

import (
	"testing"

	"restday"
)

// pattern of the week before today, oldest first: K key, L long of 150 min, E easy, R rest.
func week(days string) part {
	return func(in *Input) {
		for i, kind := range days {
			offset := i - len(days)
			switch kind {
			case 'K':
				did(offset, restday.Key, 60, 8)(in)
			case 'L':
				did(offset, restday.Long, 150, 4)(in)
			case 'E':
				did(offset, restday.Easy, 40, 3)(in)
			case 'R':
				rested(offset)(in)
			}
		}
	}
}

func TestProposal(t *testing.T) {
	t.Parallel()
	l := library(t)
	green := says(0, fine)
	for _, c := range []struct {
		name string
		in   Input
		want restday.Kind
	}{
		{"nothing known", day(), restday.Easy},
		{"green, nothing known", day(green), restday.Easy},
		{"two easy days since", day(green, week("EREEKEE")), restday.Key},
		{"one easy day since", day(green, week("EREEEKE")), restday.Easy},
		{"one is enough for long-occasional", day(green, pattern("long"), week("EREEEKE")), restday.Key},
		{"none since, long-occasional", day(green, pattern("long"), week("EREEEEK")), restday.Easy},
		{"no hard day at all", day(green, week("EREEEEE")), restday.Key},
		{"only six days known", day(green, week("REEKEE")), restday.Easy},
		{"seven by a check-in", day(green, says(-7, fine), week("REEKEE")), restday.Key},
		{"no check-in", day(week("EREEKEE")), restday.Easy},
		{"amber", day(says(0, "sleep_h=5.5"), week("EREEKEE")), restday.Easy},
		{"two hard days in seven", day(green, week("KREKREE")), restday.Key},
		{"three hard days in seven", day(green, week("KRKRKEE")), restday.Easy},
		{"the third was eight days ago", day(green, week("KRKEKERE")), restday.Key},
		{"no rest day in six", day(green, week("REEKEKE")), restday.Rest},
		{"a rest day seven days ago", day(green, week("RKEEEEE")), restday.Rest},
		{"a rest day exactly six days ago", day(green, week("ERKEEEE")), restday.Key},
		{"six days, one unknown", day(green, week("KEKEE")), restday.Easy},
		{"long-occasional waits for nine", day(green, pattern("long"), week("EEEEEEKE")), restday.Key},
		{"long-occasional after nine", day(green, pattern("long"), week("EEEEEEEKE")), restday.Rest},
		{"two days before a race", day(green, racing(2), week("EREEKEE")), restday.Easy},
		{"three days before a race", day(green, racing(3), week("EREEKEE")), restday.Key},
		{"the day after a race", day(green, racing(-1), week("EREEKEE")), restday.Easy},
		{"two days after a race", day(green, racing(-2), week("EREEKEE")), restday.Key},
		{"a race in the plan", day(green, next(1, restday.Race), week("EREEKEE")), restday.Easy},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if d := l.Decide(c.in, shelf{}); d.Session.Kind != c.want {
				t.Errorf("proposed %s, want %s", d.Session.Kind, c.want)
			}
		})
	}
}

func TestProposalIsThenThePlan(t *testing.T) {
	t.Parallel()
	play(t, []scene{
		{"rest proposed", day(says(0, fine), week("REEKEKE")), RestDay, "R1", ""},
		{"key proposed", day(says(0, fine), week("EREEKEE")), AsPlanned, "OK", ""},
		{"easy proposed on an amber morning", day(says(0, "fatigue=2 soreness=2 mood=4")), RecoveryDay, "A3", ""},
		{"key proposed to somebody ill", day(says(0, fine+" symptoms=fever"), week("EREEKEE")), RestDay, "S2", ""},
		{"no check-in", day(), AsPlanned, "U1", ""},
	})
}

func TestMoving(t *testing.T) {
	t.Parallel()
	l := library(t)
	lowered := func(parts ...part) Input {
		return day(append([]part{planned(restday.Key), did(-1, restday.Key, 60, 8)}, parts...)...)
	}
	to := func(offset int) Moved { return Moved{To: thursday + restday.Day(offset)} }
	gone := Moved{Dropped: true}
	for _, c := range []struct {
		name string
		in   Input
		want Moved
	}{
		{"nothing known of the days to come", lowered(), Moved{}},
		{"only the past is known", lowered(next(-1, restday.Easy), next(0, restday.Easy)), Moved{}},
		{"tomorrow is easy", lowered(next(1, restday.Easy), next(4, restday.Key)), to(1)},
		{"tomorrow is recovery", lowered(next(1, restday.Recovery)), to(1)},
		{"tomorrow is rest", lowered(next(1, restday.Rest), next(2, restday.Easy)), to(2)},
		{"tomorrow is not in the plan", lowered(next(2, restday.Easy)), to(2)},
		{"three days ahead", lowered(next(3, restday.Easy)), to(3)},
		{"four days are too far", lowered(next(4, restday.Easy)), gone},
		{"a key two days after", lowered(next(1, restday.Easy), next(3, restday.Key)), to(1)},
		{"a key the day after", lowered(next(1, restday.Easy), next(2, restday.Key), next(3, restday.Easy)), gone},
		{"a long the day after", lowered(next(1, restday.Easy), next(2, restday.Long)), gone},
		{"never behind the next key", lowered(next(1, restday.Key), next(3, restday.Easy)), gone},
		{"a race in the plan", lowered(next(1, restday.Easy), next(2, restday.Race)), gone},
		{"the race the day after", lowered(racing(2), next(1, restday.Easy)), gone},
		{"the race two days after", lowered(racing(3), next(1, restday.Easy)), to(1)},
		{"an easy and a key session that day", lowered(next(1, restday.Easy), next(1, restday.Key), next(2, restday.Easy)), gone},
		{"hard today already", lowered(did(0, restday.Key, 60, 8), next(1, restday.Easy), next(2, restday.Easy)), to(2)},
		{"too hard an easy day today", lowered(did(0, restday.Easy, 60, 6), next(1, restday.Easy), next(2, restday.Easy)), to(2)},
		{"three hard days in the seven before", lowered(did(-3, restday.Key, 60, 8), did(-5, restday.Key, 60, 8),
			next(1, restday.Easy), next(2, restday.Easy), next(3, restday.Easy)), to(3)},
		{"long moves too", day(planned(restday.Long), did(-1, restday.Key, 60, 8), next(1, restday.Easy)), to(1)},
		{"by a short night", day(planned(restday.Key), says(0, "sleep_h=4"), next(1, restday.Easy)), to(1)},
		{"by sore legs", day(planned(restday.Key), says(0, "fatigue=2 soreness=2 mood=4"), next(1, restday.Easy)), to(1)},
		{"by a very low morning", day(planned(restday.Key), says(0, "fatigue=1 soreness=1"), next(1, restday.Easy)), to(1)},
		{"shortened sessions stay", day(planned(restday.Key), says(0, "sleep_h=5"), next(1, restday.Easy)), Moved{}},
		{"easy sessions stay", day(planned(restday.Easy), says(0, "fatigue=1 soreness=1"), next(1, restday.Easy)), Moved{}},
		{"as planned", day(planned(restday.Key), says(0, fine), next(1, restday.Easy)), Moved{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := l.Decide(c.in, shelf{}).MovedTo; got != c.want {
				t.Errorf("moved to %v (dropped %v), want %v (dropped %v)", got.To, got.Dropped, c.want.To, c.want.Dropped)
			}
		})
	}
}
