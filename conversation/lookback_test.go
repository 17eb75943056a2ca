package conversation

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/plan"
	"restday/rules"
)

// TestSpiritsFall guards claim 45 of the founding article: two of mood,
// motivation and performance falling over a fortnight are named, one is not.
func TestSpiritsFall(t *testing.T) {
	t.Parallel()
	const day = restday.Day(20600)
	falls := map[restday.Item]float64{restday.Mood: 3, restday.Motivation: 2.5, restday.Performance: -1}
	stays := map[restday.Item]float64{restday.Mood: 4, restday.Motivation: 4, restday.Performance: 0}
	for _, c := range []struct {
		name  string
		lower []restday.Item
		want  bool
	}{
		{"none", nil, false},
		{"one", []restday.Item{restday.Mood}, false},
		{"two", []restday.Item{restday.Mood, restday.Motivation}, true},
		{"performance and mood", []restday.Item{restday.Mood, restday.Performance}, true},
	} {
		var h restday.History
		for d := day - 27; d <= day; d++ {
			values := map[restday.Item]float64{}
			for item, v := range stays {
				values[item] = v
			}
			for _, item := range c.lower {
				if d > day-14 {
					values[item] = falls[item]
				}
			}
			h.CheckIns = append(h.CheckIns, restday.CheckIn{Day: d, Values: values})
		}
		if got := (&turn{}).spiritsFall(h, day); got != c.want {
			t.Errorf("%s fall: got %v", c.name, got)
		}
	}
}

func TestLowItems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		values map[restday.Item]float64
		want   []restday.Item
	}{
		{map[restday.Item]float64{restday.SleepH: 7, restday.Mood: 3}, nil},
		{map[restday.Item]float64{restday.SleepH: 6.5, restday.Mood: 1}, []restday.Item{restday.Mood, restday.SleepH}},
		{map[restday.Item]float64{restday.SleepH: 5, restday.Mood: 2, restday.Soreness: 2}, []restday.Item{restday.SleepH, restday.Soreness, restday.Mood}},
	} {
		if diff := cmp.Diff(c.want, lowItems(restday.CheckIn{Values: c.values})); diff != "" {
			t.Errorf("%v (-want +got): %s", c.values, diff)
		}
	}
}

// TestDaysAreCountedByWhatWasDone guards: who logs is judged by the log, who does
// not by what was advised.
func TestDaysAreCountedByWhatWasDone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		outcome string
		planned restday.Kind
		want    restday.Kind
	}{
		{"rest", restday.Key, restday.Rest},
		{"as_planned", restday.Rest, restday.Rest},
		{"as_planned", restday.Key, restday.Key},
		{"modified", restday.Key, restday.Key},
		{"easy", restday.Key, restday.Easy},
		{"recovery", restday.Easy, restday.Easy},
		{"as_planned", restday.Long, restday.Easy},
		{"as_planned", restday.Race, restday.Key},
	} {
		if got := advisedKind(c.outcome, c.planned); got != c.want {
			t.Errorf("%s of %s: got %s, want %s", c.outcome, c.planned, got, c.want)
		}
	}
}

// TestWarningsOfAWeek guards: what is worth a thought on Sunday is said once it
// shows on several mornings, and not before.
func TestWarningsOfAWeek(t *testing.T) {
	t.Parallel()
	library, err1 := rules.Builtin()
	sessions, err2 := plan.Builtin()
	flow, err3 := NewFlow(Settings{Zone: "UTC", Language: "en"}, library, sessions)
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	const day = restday.Day(20525) // a Friday; the week is what is handed over
	for _, c := range []struct {
		name            string
		hours, appetite float64
		mornings        int
		want            string
	}{
		{"long nights", 9.5, 3, 3, "Long nights, and little energy or mood all the same: something to keep an eye on."},
		{"two long nights", 9.5, 3, 2, ""},
		{"little appetite", 7.5, 1, 4, "Little appetite and little energy through the week: that is worth talking over with a doctor."},
		{"little appetite on three mornings", 7.5, 1, 3, ""},
	} {
		turn := flow.turn(restday.Person{}, restday.Incoming{}, time.Unix(1773300000, 0))
		var h restday.History
		for d := day - restday.Day(c.mornings) + 1; d <= day; d++ {
			h.CheckIns = append(h.CheckIns, restday.CheckIn{Day: d, Values: map[restday.Item]float64{
				restday.SleepH: c.hours, restday.Fatigue: 2, restday.Appetite: c.appetite,
			}})
		}
		got := strings.Join(turn.warnings(h, turn.lookAt(h, day-6, day), day), "\n")
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
