package main

import (
	"restday"
	"restday/rules"
	"restday/storage"
)

var (
	sessionFormat = format[storage.SessionRow]{
		columns:  []string{"athlete", "day", "kind", "minutes", "rpe", "distance_km"},
		required: []string{"athlete", "day", "kind"},
		of:       func(r storage.SessionRow) restday.Address { return r.Chat },
		read:     readSession,
		fields: func(r storage.SessionRow) []string {
			s := r.Session
			return []string{r.Chat.String(), s.Day.String(), string(s.Kind), decimal(s.Minutes), decimal(s.RPE), decimal(s.DistanceKM)}
		},
	}

	planFormat = format[storage.PlanRow]{
		columns:  []string{"athlete", "day", "kind", "title", "minutes", "distance_km", "rpe"},
		required: []string{"athlete", "day", "kind"},
		key:      func(r storage.PlanRow) string { return r.Chat.String() + " on " + r.Planned.Day.String() },
		of:       func(r storage.PlanRow) restday.Address { return r.Chat },
		expand:   ofTeam,
		read:     readPlan,
		fields: func(r storage.PlanRow) []string {
			p := r.Planned
			return []string{r.Chat.String(), p.Day.String(), string(p.Kind), p.Title, decimal(p.Minutes), decimal(p.DistanceKM), decimal(p.RPE)}
		},
	}
)

// readSession has the row judged like readCheckIn.
func readSession(t *table) storage.SessionRow {
	row := storage.SessionRow{Chat: t.athlete(), Session: restday.Session{Day: t.day()}}
	if in, ok := judgedSession(t, row.Session.Day); ok {
		row.Session = in.Sessions[0]
	}
	return row
}

// readPlan reads a day of a plan; at most one a day, which takes the place of
// what was planned for that day before.
func readPlan(t *table) storage.PlanRow {
	row := storage.PlanRow{Chat: t.athlete(), Planned: restday.Planned{Day: t.day()}}
	if in, ok := judgedSession(t, row.Planned.Day); ok {
		s := in.Sessions[0]
		row.Planned = restday.Planned{Day: s.Day, Kind: s.Kind, Minutes: s.Minutes, DistanceKM: s.DistanceKM, RPE: s.RPE}
	}
	row.Planned.Title = t.text("title")
	return row
}

// judgedSession has a row's kind and numbers judged as decide judges them.
func judgedSession(t *table, day restday.Day) (rules.Input, bool) {
	facts := map[string]any{"day": t.text("day"), "kind": t.needed("kind")}
	for _, column := range []string{"minutes", "rpe", "distance_km"} {
		if v := t.number(column); v != nil {
			facts[column] = v
		}
	}
	if day == 0 || facts["kind"] == "" {
		return rules.Input{}, false
	}
	return judged(t, "sessions", facts)
}
