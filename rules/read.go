package rules

import (
	"slices"

	"restday"
)

var (
	phases = []string{"build", "deload", "taper", "race", "off"}
)

// ReadInput reads the object that `restday decide` takes (contract.md). It is
// strict: an unknown field, a value outside its range, a record after the day
// or a second check-in for a day is refused, and the error names the place:
// "checkins[3].mood: 7 is outside 1–5".
func ReadInput(data []byte) (Input, error) {
	value, err := parseJSON(data)
	if err != nil {
		return Input{}, err
	}
	var in Input
	n := node{value: value}
	err = n.object(fields{
		"day":      dayTo(&in.Day),
		"athlete":  in.Athlete.read,
		"planned":  func(n node) error { return readPlanned(n, &in) },
		"upcoming": func(n node) error { return readUpcoming(n, &in) },
		"checkins": func(n node) error { return readCheckIns(n, &in) },
		"sessions": func(n node) error { return readSessions(n, &in) },
		"block":    func(n node) error { return readBlock(n, &in) },
		"race":     func(n node) error { return readRace(n, &in) },
	})
	if err != nil {
		return Input{}, err
	}
	if in.Day == 0 {
		return Input{}, n.errorf("day is missing")
	}
	return in, in.checkDays()
}

func (a *Athlete) read(n node) error {
	return n.object(fields{
		"sport":        wordTo(&a.Sport, restday.Sports...),
		"pattern":      wordTo(&a.Pattern, "short", "long", "testing"),
		"irregular":    boolTo(&a.Irregular),
		"restrictions": wordsTo(&a.Restrictions, "minor", "pregnant", "heart"),
		"access":       wordsTo(&a.Access, "pool", "bike"),
	})
}

func plannedFields(p *restday.Planned) fields {
	return fields{
		"kind":        wordTo(&p.Kind, restday.Kinds...),
		"title":       wordTo(&p.Title),
		"minutes":     numberTo(&p.Minutes, 1440),
		"distance_km": numberTo(&p.DistanceKM, 500),
		"rpe":         numberTo(&p.RPE, 10),
		"sport":       wordTo(&p.Sport, restday.Sports...),
	}
}

func readPlanned(n node, in *Input) error {
	in.Planned = &restday.Planned{}
	if err := n.object(plannedFields(in.Planned)); err != nil {
		return err
	}
	if in.Planned.Kind == "" {
		return n.errorf("kind is missing")
	}
	return nil
}

func readUpcoming(n node, in *Input) error {
	return n.each(func(n node) error {
		var p restday.Planned
		known := plannedFields(&p)
		known["day"] = dayTo(&p.Day)
		if err := n.object(known); err != nil {
			return err
		}
		in.Upcoming = append(in.Upcoming, p)
		return n.needs(p.Day, p.Kind)
	})
}

func readSessions(n node, in *Input) error {
	return n.each(func(n node) error {
		var s restday.Session
		err := n.object(fields{
			"day":         dayTo(&s.Day),
			"kind":        wordTo(&s.Kind, restday.Kinds...),
			"minutes":     numberTo(&s.Minutes, 1440),
			"rpe":         numberTo(&s.RPE, 10),
			"distance_km": numberTo(&s.DistanceKM, 500),
			"sport":       wordTo(&s.Sport, restday.Sports...),
		})
		if err != nil {
			return err
		}
		in.Sessions = append(in.Sessions, s)
		return n.needs(s.Day, s.Kind)
	})
}

func (n node) needs(day restday.Day, kind restday.Kind) error {
	switch {
	case day == 0:
		return n.errorf("day is missing")
	case kind == "":
		return n.errorf("kind is missing")
	}
	return nil
}

func readCheckIns(n node, in *Input) error {
	return n.each(func(n node) error {
		c := restday.CheckIn{Values: map[restday.Item]float64{}}
		known := fields{
			"day":           dayTo(&c.Day),
			"sleep_h":       itemTo(&c, restday.SleepH, 0, 24),
			"motivation":    itemTo(&c, restday.Motivation, 1, 5),
			"rhr":           itemTo(&c, restday.RHR, 25, 150),
			"hrv":           itemTo(&c, restday.HRV, 1, 300),
			"performance":   itemTo(&c, restday.Performance, -1, 1),
			"soreness_area": wordsTo(&c.Areas),
			"symptoms":      wordsTo(&c.Symptoms, slices.Concat(redFlags, general, aboveNeck)...),
			"pain":          func(n node) error { return readPain(n, &c) },
		}
		for _, item := range wellnessItems {
			known[string(item)] = itemTo(&c, item, 1, 5)
		}
		if err := n.object(known); err != nil {
			return err
		}
		in.CheckIns = append(in.CheckIns, c)
		if c.Day == 0 {
			return n.errorf("day is missing")
		}
		return nil
	})
}

func readPain(n node, c *restday.CheckIn) error {
	c.Pain = &restday.Pain{}
	var gait *bool
	err := n.object(fields{
		"level": numberTo(&c.Pain.Level, 10),
		"kind":  wordTo(&c.Pain.Kind, "dull", "sharp", "bone"),
		"where": wordTo(&c.Pain.Where),
		"changes_gait": func(n node) error {
			gait = new(bool)
			return boolTo(gait)(n)
		},
	})
	c.Pain.ChangesGait = gait
	return err
}

func readBlock(n node, in *Input) error {
	in.Block = &Block{}
	err := n.object(fields{
		"phase":       wordTo(&in.Block.Phase, phases...),
		"day":         wholeTo(&in.Block.Day, 1, 1000),
		"heavy_weeks": numberTo(&in.Block.HeavyWeeks, 1000),
		"last_deload": dayTo(&in.Block.LastDeload),
	})
	return err
}

func readRace(n node, in *Input) error {
	in.Race = &Race{}
	err := n.object(fields{
		"day":      dayTo(&in.Race.Day),
		"priority": wordTo(&in.Race.Priority, "A", "B", "C"),
	})
	if err == nil && in.Race.Day == 0 {
		return n.errorf("day is missing")
	}
	return err
}

// checkDays refuses what can only be told once the whole input is read (f.11.14).
func (in Input) checkDays() error {
	taken := map[restday.Day]int{}
	for i, c := range in.CheckIns {
		n := node{path: indexed("checkins", i, "day")}
		if c.Day > in.Day {
			return n.errorf("%s is after %s", c.Day, in.Day)
		}
		if first, ok := taken[c.Day]; ok {
			return n.errorf("%s has a check-in already, checkins[%d]", c.Day, first)
		}
		taken[c.Day] = i
	}
	for i, s := range in.Sessions {
		if s.Day > in.Day {
			return node{path: indexed("sessions", i, "day")}.errorf("%s is after %s", s.Day, in.Day)
		}
	}
	if in.Block != nil && in.Block.LastDeload > in.Day {
		return node{path: "block.last_deload"}.errorf("%s is after %s", in.Block.LastDeload, in.Day)
	}
	return nil
}
