package conversation

import (
	"encoding/json"
	"slices"

	"restday"
	"restday/rules"
)

// worthTelling tells whether the chat has room for a notice. A rule that could
// have lowered the session and did not has nothing to tell; /why and the stored
// decision keep it. A reminder is told once a week (rules.md e.2, D2).
func (t *turn) worthTelling(n rules.Notice, d decided) bool {
	r, ok := t.rules.Rule(n.Rule)
	switch {
	case n.Doctor || ok && (r.Safety || r.Speaks):
		return true
	case !ok || !r.Reminds():
		return false
	}
	return !slices.ContainsFunc(d.lately, func(past restday.Decided) bool { return mentions(past, n.Rule) })
}

// monday is the first day of a day's week.
func monday(day restday.Day) restday.Day {
	return day - restday.Day((day.Weekday()+6)%7)
}

// mentions tells whether a stored decision has a notice of a rule. What an older
// version wrote may be unreadable; then it is told once more.
func mentions(past restday.Decided, rule string) bool {
	var was rules.Decision
	if json.Unmarshal(past.Result, &was) != nil {
		return false
	}
	return slices.ContainsFunc(was.Notices, func(n rules.Notice) bool { return n.Rule == rule })
}
