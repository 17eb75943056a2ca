package rules

import (
	"slices"

	"restday"
)

// Outcome is how much of the plan stands today.
type Outcome string

// The ladder, most careful first (f.4).
const (
	RestDay     Outcome = "rest"
	RecoveryDay Outcome = "recovery"
	EasyDay     Outcome = "easy"
	Modified    Outcome = "modified"
	AsPlanned   Outcome = "as_planned"
)

// Outcomes lists the ladder, most careful first.
var Outcomes = []Outcome{RestDay, RecoveryDay, EasyDay, Modified, AsPlanned}

// steps are the rungs of the ladder for each kind of planned session: a ceiling
// that is not among them lowers nothing (f.4).
var steps = map[restday.Kind][]Outcome{
	restday.Rest:     {RestDay},
	restday.Recovery: {RestDay},
	restday.Easy:     {RestDay, RecoveryDay},
	restday.Key:      {RestDay, RecoveryDay, EasyDay, Modified},
	restday.Long:     {RestDay, RecoveryDay, EasyDay, Modified},
	restday.Race:     {RestDay, RecoveryDay, EasyDay, Modified},
}

// lower returns what a ceiling makes of a planned session.
func lower(kind restday.Kind, ceiling Outcome) Outcome {
	if slices.Contains(steps[kind], ceiling) {
		return ceiling
	}
	return AsPlanned
}

// rank orders outcomes; a smaller one is more careful.
func (o Outcome) rank() int { return slices.Index(Outcomes, o) }

// below tells whether o is more careful than other.
func (o Outcome) below(other Outcome) bool { return o.rank() < other.rank() }
