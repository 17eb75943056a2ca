package main

import (
	"strings"

	"restday"
	"restday/storage"
)

// weekRow is the week that an athlete chose, and since when heavy and lighter
// weeks are counted.
type weekRow struct {
	chat   restday.Address
	season restday.Season
}

var (
	raceFormat = format[storage.RaceRow]{
		columns:  []string{"athlete", "day", "priority", "title", "distance_km"},
		required: []string{"athlete", "day", "priority"},
		key:      func(r storage.RaceRow) string { return r.Chat.String() + " on " + r.Race.Day.String() },
		of:       func(r storage.RaceRow) restday.Address { return r.Chat },
		read:     readRace,
		fields: func(r storage.RaceRow) []string {
			return []string{r.Chat.String(), r.Race.Day.String(), r.Race.Priority, r.Race.Title, decimal(r.Race.DistanceKM)}
		},
	}

	weekFormat = format[weekRow]{
		columns:  []string{"athlete", "week", "start"},
		required: []string{"athlete", "week"},
		key:      func(r weekRow) string { return r.chat.String() },
		of:       func(r weekRow) restday.Address { return r.chat },
		read:     readWeek,
		fields: func(r weekRow) []string {
			return []string{r.chat.String(), r.season.Week.String(), r.season.Start.String()}
		},
	}
)

// readRace has the distance judged as that of a session.
func readRace(t *table) storage.RaceRow {
	row := storage.RaceRow{Chat: t.athlete(), Race: restday.RaceDay{Day: t.day()}}
	row.Race.Priority = strings.ToUpper(t.oneOf("priority", "A", "B", "C", "a", "b", "c"))
	row.Race.Title = t.text("title")
	facts := map[string]any{"day": t.text("day"), "kind": string(restday.Race)}
	if v := t.number("distance_km"); v != nil {
		facts["distance_km"] = v
	}
	if row.Race.Day == 0 {
		return row
	}
	if in, ok := judged(t, "sessions", facts); ok {
		row.Race.DistanceKM = in.Sessions[0].DistanceKM
	}
	return row
}

// readWeek reads seven kinds from Monday on, separated by spaces; none for the
// default week.
func readWeek(t *table) weekRow {
	row := weekRow{chat: t.athlete()}
	week, err := restday.ParseWeek(t.text("week"))
	if err != nil {
		t.bad("week: %v", err)
	}
	row.season.Week = week
	if s := t.text("start"); s != "" {
		if row.season.Start, err = restday.ParseDay(s); err != nil {
			t.bad("start: %v", err)
		}
	}
	return row
}
