package team_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/team"
)

const today = restday.Day(20524) // 2026-03-12, a Thursday

func TestWhoNeedsTheCoachComesFirst(t *testing.T) {
	t.Parallel()
	seen := func(name string, change func(*restday.Seen)) restday.Seen {
		s := restday.Seen{Name: name, Trains: true, Today: today, Last: today, State: "green", Outcome: "as_planned"}
		change(&s)
		return s
	}
	sorted := team.Sort([]restday.Seen{
		seen("fine", func(*restday.Seen) {}),
		seen("coach", func(s *restday.Seen) { s.Trains = false }),
		seen("silent", func(s *restday.Seen) { s.State, s.Last = "", today-3 }),
		seen("late", func(s *restday.Seen) { s.State, s.Last = "", today-2 }),
		seen("new", func(s *restday.Seen) { s.State, s.Last = "", 0 }),
		seen("away", func(s *restday.Seen) { s.State, s.Away, s.Last = "", true, today-9 }),
		seen("easier", func(s *restday.Seen) { s.State, s.Outcome, s.Lowered = "amber", "easy", true }),
		seen("tired", func(s *restday.Seen) { s.State, s.Rules = "amber", []string{"A2", "F3"} }),
		seen("stopped", func(s *restday.Seen) { s.Outcome, s.Lowered = "rest", true }),
		seen("hurt", func(s *restday.Seen) { s.Hurts = true }),
		seen("ill", func(s *restday.Seen) { s.Ill = true }),
	})
	got := map[string][]string{
		"needs": names(sorted.Needs), "changed": names(sorted.Changed), "fine": names(sorted.Fine),
		"waiting": names(sorted.Waiting), "away": names(sorted.Away),
	}
	want := map[string][]string{
		"needs": {"ill", "hurt", "stopped", "tired", "silent"}, "changed": {"easier"}, "fine": {"fine"},
		"waiting": {"late", "new"}, "away": {"away"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n, of := sorted.Answered(); n != 6 || of != 9 {
		t.Errorf("%d of %d have answered, want 6 of 9", n, of)
	}
}

func names(all []restday.Seen) (out []string) {
	for _, s := range all {
		out = append(out, s.Name)
	}
	return out
}

func TestNothingIsSaidOfFewerThanFive(t *testing.T) {
	t.Parallel()
	var four []restday.Morning
	for i := range 12 { // three mornings of four people
		four = append(four, restday.Morning{Who: i % 4, Values: map[restday.Item]float64{restday.SleepH: 7}})
	}
	if _, ok := team.PictureOf(four); ok {
		t.Error("there is a picture of four people")
	}
	five := slices.Concat(four, []restday.Morning{{Who: 5, Values: map[restday.Item]float64{restday.Fatigue: 3}}})
	picture, ok := team.PictureOf(five)
	if !ok {
		t.Fatal("there is no picture of five people")
	}
	if sleep, energy := team.Week(picture).Ranges(); sleep != nil || energy != nil {
		t.Errorf("four told their sleep and one their energy, and the group reads %v and %v", sleep, energy)
	}
	if n, _ := team.Checked(4, 20).Counts(); n != 0 {
		t.Errorf("the group reads that %d have checked in", n)
	}
}

func TestTheMiddleHalfIsTold(t *testing.T) {
	t.Parallel()
	var all []restday.Morning
	for i, sleep := range []float64{4, 6.5, 7, 7.5, 9} {
		all = append(all, restday.Morning{Who: i, Values: map[restday.Item]float64{restday.SleepH: sleep}},
			restday.Morning{Who: i, Values: map[restday.Item]float64{restday.SleepH: sleep + 0.5}})
	}
	picture, _ := team.PictureOf(all)
	sleep, _ := team.Week(picture).Ranges()
	if diff := cmp.Diff(&team.Range{Low: 6.75, High: 7.75}, sleep); diff != "" {
		t.Error(diff)
	}
}
