package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"restday"
)

// noteRow is one entry of a journal.
type noteRow struct {
	ID        int64
	AthleteID int64
	Day       day
	Words     words
}

func (*noteRow) columns() string { return "id, athlete_id, day, words" }
func (r *noteRow) fields() []any { return []any{&r.ID, &r.AthleteID, &r.Day, &r.Words} }

func (r noteRow) owner() int64 { return r.AthleteID }

func (r noteRow) note() restday.Note {
	return restday.Note{ID: r.ID, Day: restday.Day(r.Day), Words: string(r.Words)}
}

// blockRow is a block that is over.
type blockRow struct {
	AthleteID int64
	First     day
	Last      day
	Pattern   string
}

func (*blockRow) columns() string { return "athlete_id, first, last, pattern" }
func (r *blockRow) fields() []any { return []any{&r.AthleteID, &r.First, &r.Last, &r.Pattern} }

func (r blockRow) block() restday.Block {
	return restday.Block{First: restday.Day(r.First), Last: restday.Day(r.Last), Pattern: r.Pattern}
}

// journal reads an athlete's notes from a day on, and all their blocks.
func journal(tx *gorm.DB, athlete int64, from restday.Day) (restday.Journal, error) {
	notes, err := load[noteRow](tx, "notes WHERE athlete_id = ? AND day >= ? ORDER BY day, id", athlete, day(from))
	if err != nil {
		return restday.Journal{}, err
	}
	blocks, err := load[blockRow](tx, "blocks WHERE athlete_id = ? ORDER BY first", athlete)
	return restday.Journal{Notes: each(notes, noteRow.note), Blocks: each(blocks, blockRow.block)}, err
}

// saveJournal stores a note, or deletes the one that has no words any more, and a
// block that is over.
func saveJournal(tx *gorm.DB, athlete int64, n *restday.Note, b *restday.Block) (err error) {
	switch {
	case n == nil:
	case n.Words == "":
		_, err = exec(tx, "DELETE FROM notes WHERE athlete_id = ? AND id = ?", athlete, n.ID)
	default:
		_, err = exec(tx, "INSERT INTO notes (athlete_id, day, words) VALUES (?, ?, ?)", athlete, day(n.Day), words(n.Words))
	}
	if err != nil {
		return fmt.Errorf("save a note: %w", err)
	}
	if b == nil {
		return nil
	}
	row := blockRow{AthleteID: athlete, First: day(b.First), Last: day(b.Last), Pattern: b.Pattern}
	_, err = exec(tx, `INSERT INTO blocks (athlete_id, first, last, pattern) VALUES (?, ?, ?, ?)
		ON CONFLICT (athlete_id, first) DO UPDATE SET last = excluded.last, pattern = excluded.pattern`, row.fields()...)
	if err != nil {
		return fmt.Errorf("save a block: %w", err)
	}
	return nil
}

// Notes hands every note of every journal to yield, each athlete's by day.
func (s *Store) Notes(ctx context.Context, yield func(restday.Athlete, restday.Note) error) error {
	to := func(rows []noteRow) []restday.Note { return each(rows, noteRow.note) }
	return export(ctx, s, "notes", "day, id", to, yield)
}

// toldOf writes the tips of late as one column.
func toldOf(told []restday.Told) words {
	if len(told) == 0 {
		return ""
	}
	text, err := json.Marshal(told)
	if err != nil {
		return ""
	}
	return words(text)
}

// readTold reads what toldOf writes; what cannot be read may be told again.
func readTold(text words) (told []restday.Told) {
	if text == "" || json.Unmarshal([]byte(text), &told) != nil {
		return nil
	}
	return told
}
