package team

import "restday"

// Notice is a message that a whole group may read. It cannot carry a name, an answer
// or a small number: its fields are set in this package alone, from a Picture, a
// day, the team's own plan, or numbers of at least five.
type Notice struct {
	key           string
	n, of         int
	first, last   restday.Day
	sleep, energy *Range
	plan          *restday.Planned
}

// Checked tells how many of a squad have checked in today. Below five it gives no
// number.
func Checked(n, of int) Notice {
	if n < Fewest {
		return Notice{key: "morning_few"}
	}
	return Notice{key: "morning", n: n, of: of}
}

// Week tells of a squad's last week.
func Week(p Picture) Notice {
	return Notice{key: "week", n: p.answers, of: p.people, sleep: p.sleep, energy: p.energy}
}

// Today tells what the team has planned for a day.
func Today(p restday.Planned) Notice { return Notice{key: "plan", plan: &p} }

// Announce tells of a lighter week: on its eve, on its first morning, when it has
// ended, or that it was called off ("eve", "first", "end", "off").
func Announce(stage string, d restday.TeamDeload) Notice {
	return Notice{key: "deload_" + stage, first: d.First, last: d.Last}
}

// Bound tells that a channel belongs to the team from now on.
func Bound() Notice { return Notice{key: "bound"} }

// Key names the words of the notice.
func (n Notice) Key() string { return n.key }

// Counts are how many answered and of how many, or how many answers by how many people.
func (n Notice) Counts() (answered, of int) { return n.n, n.of }

// Days are the first and last day of a lighter week.
func (n Notice) Days() (first, last restday.Day) { return n.first, n.last }

// Ranges are where the middle half lies in hours of sleep and in energy, 1 to 5; nil
// where too few answered.
func (n Notice) Ranges() (sleep, energy *Range) { return n.sleep, n.energy }

// Planned is the session of a plan; nil in any other notice.
func (n Notice) Planned() *restday.Planned { return n.plan }
