package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"restday"
)

// raceRow is a race to come, or one that is over.
type raceRow struct {
	AthleteID  int64
	Day        day
	Priority   string
	Title      words
	DistanceKM *float64
}

func (*raceRow) columns() string { return "athlete_id, day, priority, title, distance_km" }
func (r *raceRow) fields() []any {
	return []any{&r.AthleteID, &r.Day, &r.Priority, &r.Title, &r.DistanceKM}
}

func (r raceRow) owner() int64 { return r.AthleteID }

func (r raceRow) race() restday.RaceDay {
	return restday.RaceDay{Day: restday.Day(r.Day), Priority: r.Priority, Title: string(r.Title), DistanceKM: r.DistanceKM}
}

// RaceRow is a race of a named athlete.
type RaceRow struct {
	Chat restday.Address
	Race restday.RaceDay
}

// Races gives yield every race of every athlete, athlete by athlete, oldest
// first, until it returns an error.
func (s *Store) Races(ctx context.Context, yield func(restday.Athlete, restday.RaceDay) error) error {
	to := func(rows []raceRow) []restday.RaceDay { return each(rows, raceRow.race) }
	return export(ctx, s, "races", "day", to, yield)
}

// ImportRaces stores races in place of those of the same athletes on the same
// days. All rows are stored or none.
func (s *Store) ImportRaces(ctx context.Context, rows []RaceRow) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		known := addresses{tx: tx}
		for i, r := range rows {
			id, err := known.athlete(i, r.Chat)
			if err != nil {
				return err
			}
			change := restday.Replan{RaceDays: []restday.Day{r.Race.Day}, Races: []restday.RaceDay{r.Race}}
			if err := replan(tx, id, change); err != nil {
				return err
			}
		}
		return nil
	})
}

// replan stores a change of an athlete's plan. The season stands with the athlete.
func replan(tx *gorm.DB, athlete int64, r restday.Replan) error {
	for _, d := range r.Days {
		if _, err := exec(tx, "DELETE FROM plan_days WHERE athlete_id = ? AND day = ?", athlete, day(d)); err != nil {
			return fmt.Errorf("clear a day of the plan: %w", err)
		}
	}
	if len(r.Rows) > 0 {
		rows := each(r.Rows, func(p restday.Planned) planRow { return planOf(athlete, p) })
		if err := tx.CreateInBatches(rows, importBatch).Error; err != nil {
			return fmt.Errorf("save days of the plan: %w", err)
		}
	}
	for _, d := range r.RaceDays {
		if _, err := exec(tx, "DELETE FROM races WHERE athlete_id = ? AND day = ?", athlete, day(d)); err != nil {
			return fmt.Errorf("take a race back: %w", err)
		}
	}
	for _, race := range r.Races {
		row := raceRow{AthleteID: athlete, Day: day(race.Day), Priority: race.Priority, Title: words(race.Title), DistanceKM: race.DistanceKM}
		if _, err := exec(tx, "INSERT INTO races (athlete_id, day, priority, title, distance_km) VALUES (?, ?, ?, ?, ?)", row.fields()...); err != nil {
			return fmt.Errorf("save a race: %w", err)
		}
	}
	return nil
}

// undosOf writes the changes of a plan that can be taken back, as one
// column.
func undosOf(undos []restday.Undo) words {
	if len(undos) == 0 {
		return ""
	}
	text, err := json.Marshal(undos)
	if err != nil {
		return "" // a number that JSON cannot write is in no plan
	}
	return words(text)
}

// readUndos reads what undosOf writes; what cannot be read can no longer be
// taken back.
func readUndos(text words) (undos []restday.Undo) {
	if text == "" || json.Unmarshal([]byte(text), &undos) != nil {
		return nil
	}
	return undos
}
