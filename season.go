package restday

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Week is a week pattern: the kind of each day's session, by time.Weekday. The
// zero Week was not chosen.
type Week [7]Kind

// Chosen tells whether there is a pattern at all.
func (w Week) Chosen() bool { return w != Week{} }

// String writes the kinds from Monday on, separated by spaces; "" when none was
// chosen.
func (w Week) String() string {
	if !w.Chosen() {
		return ""
	}
	kinds := make([]string, len(w))
	for i := range w {
		kinds[i] = string(w[fromMonday(i)])
	}
	return strings.Join(kinds, " ")
}

// ParseWeek reads what String writes.
func ParseWeek(s string) (w Week, err error) {
	kinds := strings.Fields(s)
	if len(kinds) == 0 {
		return w, nil
	}
	if len(kinds) != len(w) {
		return w, fmt.Errorf("a week has 7 days, not %d", len(kinds))
	}
	for i, kind := range kinds {
		if !slices.Contains(Kinds, Kind(kind)) || Kind(kind) == Race {
			return Week{}, fmt.Errorf("%q is no kind of session in a week pattern", kind)
		}
		w[fromMonday(i)] = Kind(kind)
	}
	return w, nil
}

// fromMonday is the weekday that many days after a Monday.
func fromMonday(n int) time.Weekday { return time.Weekday((n + 1) % 7) }

// Season is what an athlete chose for the weeks to come.
type Season struct {
	Week  Week // zero: none was chosen, the default week holds
	Start Day  // heavy and lighter weeks are counted from it; zero: they are not planned
}

// RaceDay is a race that an athlete trains for.
type RaceDay struct {
	Day        Day
	Priority   string   // A: the goal, B: it counts, C: training
	Title      string   // "" unnamed
	DistanceKM *float64 // nil unknown
}

// The ways in which athletes change a day of their plan.
const (
	ChangedMove   = "move"
	ChangedSwap   = "swap"
	ChangedSkip   = "skip"
	ChangedSick   = "sick"
	ChangedTravel = "travel"
)

// Replan is a change of the plan. What it names is replaced: no more stands
// planned on Days than Rows, nor is there another race on RaceDays than Races.
type Replan struct {
	Days     []Day     `json:",omitempty"`
	Rows     []Planned `json:",omitempty"`
	RaceDays []Day     `json:",omitempty"`
	Races    []RaceDay `json:",omitempty"`
	Season   *Season   `json:",omitempty"` // nil: unchanged
}

// Undo is what takes a change of the plan or of the log back.
type Undo struct {
	Made Day    // the day of the change
	Back Replan // what was there before
	Log  *Log   `json:",omitempty"` // what was logged of a day before; nil: the change was one of the plan
}
