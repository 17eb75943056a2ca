package storage

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"restday"
)

// importBatch is how many rows go into one INSERT; SQLite takes 32,766 values.
const importBatch = 500

// CheckInRow is a check-in of a named athlete.
type CheckInRow struct {
	Chat    restday.Address
	CheckIn restday.CheckIn
}

// SessionRow is a session that a named athlete did.
type SessionRow struct {
	Chat    restday.Address
	Session restday.Session
}

// PlanRow is a session planned for a named athlete.
type PlanRow struct {
	Chat    restday.Address
	Planned restday.Planned
}

// UnknownAthleteError says which row of an import names nobody.
type UnknownAthleteError struct {
	Row int // index of the row, from 0
}

// Error returns the row's number, from 1.
func (e *UnknownAthleteError) Error() string {
	return fmt.Sprintf("row %d: no such athlete", e.Row+1)
}

// ImportAthletes stores one athlete per address, all or none. fill sets what
// row i says on the athlete stored for chats[i]: ID is 0 and only Chat is set
// when there is none yet. An error of fill stores nothing. fill may run again
// after a collision.
func (s *Store) ImportAthletes(ctx context.Context, chats []restday.Address, fill func(i int, a *restday.Athlete) error) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		for i, chat := range chats {
			row, err := find(tx, chat, true)
			if err != nil {
				return err
			}
			a := row.athlete()
			if row.ID == 0 {
				row.Platform, row.Chat = chat.Platform, chat.Chat
				a.Chat = chat
			}
			if err := fill(i, &a); err != nil {
				return err
			}
			row.set(a)
			if err := row.save(tx); err != nil {
				return fmt.Errorf("save athlete of row %d: %w", i+1, err)
			}
		}
		return nil
	})
}

// ImportCheckIns stores the answers of every check-in over what is there; what
// a check-in does not answer stays. All rows are stored or none.
func (s *Store) ImportCheckIns(ctx context.Context, rows []CheckInRow) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		known := addresses{tx: tx}
		for i, r := range rows {
			id, err := known.athlete(i, r.Chat)
			if err != nil {
				return err
			}
			if err := saveAnswers(tx, id, r.CheckIn.Day, r.CheckIn.Answers()); err != nil {
				return err
			}
		}
		return nil
	})
}

// ImportSessions stores sessions in place of all that the same athletes did on
// the same days, so that a file can be imported again. All rows are stored or none.
func (s *Store) ImportSessions(ctx context.Context, rows []SessionRow) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		known := addresses{tx: tx}
		stored := make([]sessionRow, len(rows))
		for i, r := range rows {
			id, err := known.athlete(i, r.Chat)
			if err != nil {
				return err
			}
			stored[i] = sessionOf(id, r.Session)
		}
		return replace(tx, stored, func(r sessionRow) (string, []any) {
			return "athlete_id = ? AND day = ?", []any{r.AthleteID, r.Day}
		})
	})
}

// ImportPlan stores planned sessions in place of those that stood on the same
// days of the same athletes. What was moved there by a conversation stays. A
// row with MovedFrom replaces what was moved from that day. Rows of a team, whose
// chat is "team:" and its name, replace what it had planned on their days. All rows are stored
// or none.
func (s *Store) ImportPlan(ctx context.Context, rows []PlanRow) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		known := addresses{tx: tx}
		rows, err := importTeamPlans(tx, rows)
		if err != nil {
			return err
		}
		stored := make([]planRow, len(rows))
		for i, r := range rows {
			id, err := known.athlete(i, r.Chat)
			if err != nil {
				return err
			}
			stored[i] = planOf(id, r.Planned)
		}
		return replace(tx, stored, func(r planRow) (string, []any) {
			if r.MovedFrom != 0 {
				return "athlete_id = ? AND moved_from = ?", []any{r.AthleteID, r.MovedFrom}
			}
			return "athlete_id = ? AND day = ? AND moved_from = ''", []any{r.AthleteID, r.Day}
		})
	})
}

// replace deletes what each row stands in place of, then inserts all rows.
func replace[R any](tx *gorm.DB, rows []R, place func(R) (where string, args []any)) error {
	cleared := map[string]bool{}
	for _, r := range rows {
		where, args := place(r)
		key := fmt.Sprint(where, args)
		if cleared[key] {
			continue
		}
		cleared[key] = true
		if err := tx.Where(where, args...).Delete(new(R)).Error; err != nil {
			return fmt.Errorf("replace rows: %w", err)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.CreateInBatches(rows, importBatch).Error; err != nil {
		return fmt.Errorf("save rows: %w", err)
	}
	return nil
}

// addresses finds athletes by address, each once.
type addresses struct {
	tx  *gorm.DB
	ids map[restday.Address]int64
}

func (a *addresses) athlete(row int, chat restday.Address) (int64, error) {
	if id, ok := a.ids[chat]; ok {
		return id, nil
	}
	found, err := find(a.tx, chat, true)
	if err != nil {
		return 0, err
	}
	if found.ID == 0 {
		return 0, &UnknownAthleteError{Row: row}
	}
	if a.ids == nil {
		a.ids = map[restday.Address]int64{}
	}
	a.ids[chat] = found.ID
	return found.ID, nil
}
