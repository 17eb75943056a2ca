package main

import (
	"restday"
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

	// planFormat is only written; what is planned for a day may be moved.
	planFormat = format[storage.PlanRow]{
		columns: []string{"athlete", "day", "kind", "title", "minutes", "distance_km", "rpe"},
		fields: func(r storage.PlanRow) []string {
			p := r.Planned
			return []string{r.Chat.String(), p.Day.String(), string(p.Kind), p.Title, decimal(p.Minutes), decimal(p.DistanceKM), decimal(p.RPE)}
		},
	}
)

// readSession has the row judged like readCheckIn.
func readSession(t *table) storage.SessionRow {
	row := storage.SessionRow{Chat: t.athlete(), Session: restday.Session{Day: t.day()}}
	facts := map[string]any{"day": t.text("day"), "kind": t.needed("kind")}
	for _, column := range []string{"minutes", "rpe", "distance_km"} {
		if v := t.number(column); v != nil {
			facts[column] = v
		}
	}
	if row.Session.Day == 0 || facts["kind"] == "" {
		return row
	}
	if in, ok := judged(t, "sessions", facts); ok {
		row.Session = in.Sessions[0]
	}
	return row
}
