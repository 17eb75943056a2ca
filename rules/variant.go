package rules

import (
	"maps"
	"slices"

	"restday"
)

// Variant is one thing about a day that could be otherwise. One of its parts is
// set; Value goes with Item.
type Variant struct {
	Item   restday.Item  // this answer is Value instead
	Value  float64       //
	Gone   []string      // these symptoms are not there
	Also   []string      // these symptoms are there too
	NoPain bool          // nothing hurts
	Pain   *restday.Pain // this hurts
	Eased  restday.Day   // what was hard on this day before was easy
	Rested restday.Day   // this day before was a rest day
	Swap   restday.Day   // today's session and the one of this day to come change places
}

// With returns the input as it would be with all of some variants; the input
// itself stays as it is.
func (in Input) With(variants ...Variant) Input {
	in.CheckIns, in.Sessions, in.Upcoming = slices.Clone(in.CheckIns), slices.Clone(in.Sessions), slices.Clone(in.Upcoming)
	for _, v := range variants {
		switch {
		case v.Eased != 0:
			in.ease(v.Eased)
		case v.Rested != 0:
			in.Sessions = slices.DeleteFunc(in.Sessions, func(s restday.Session) bool { return s.Day == v.Rested })
		case v.Swap != 0:
			in.swap(v.Swap)
		default:
			in.answer(v)
		}
	}
	return in
}

// answer changes today's check-in, and makes one where there is none.
func (in *Input) answer(v Variant) {
	i := slices.IndexFunc(in.CheckIns, func(c restday.CheckIn) bool { return c.Day == in.Day })
	if i < 0 {
		i = len(in.CheckIns)
		in.CheckIns = append(in.CheckIns, restday.CheckIn{Day: in.Day})
	}
	c := in.CheckIns[i]
	switch {
	case v.Item != "":
		c.Values = maps.Clone(c.Values)
		if c.Values == nil {
			c.Values = map[restday.Item]float64{}
		}
		c.Values[v.Item] = v.Value
	case v.NoPain:
		c.Pain = nil
	case v.Pain != nil:
		c.Pain = v.Pain
	default:
		gone := func(s string) bool { return slices.Contains(v.Gone, s) }
		c.Symptoms = sorted(append(slices.DeleteFunc(slices.Clone(c.Symptoms), gone), v.Also...))
	}
	in.CheckIns[i] = c
}

// ease makes the sessions of a day easy ones of the same length.
func (in *Input) ease(day restday.Day) {
	for i, s := range in.Sessions {
		if s.Day == day && s.Kind != restday.Rest && s.Kind != restday.Recovery {
			s.Kind, s.RPE = restday.Easy, known(3.0)
			in.Sessions[i] = s
		}
	}
}

// swap lets today's session and that of a day to come change places. Without
// either nothing changes.
func (in *Input) swap(day restday.Day) {
	i := slices.IndexFunc(in.Upcoming, func(p restday.Planned) bool { return p.Day == day })
	if i < 0 || in.Planned == nil {
		return
	}
	then, now := in.Upcoming[i], *in.Planned
	then.Day, now.Day = in.Day, day
	in.Planned, in.Upcoming[i] = &then, now
}
