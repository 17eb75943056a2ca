package storage

import (
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// statementRow is what one typed message recorded.
type statementRow struct {
	Day     day
	Open    restday.Item
	Answers words
	Unclear int
	Logged  words
}

func (*statementRow) columns() string { return "day, open, answers, unclear, logged" }
func (r *statementRow) fields() []any {
	return []any{&r.Day, &r.Open, &r.Answers, &r.Unclear, &r.Logged}
}

// saveStatement stores what the message of an update recorded, over what an
// earlier form of the message did.
func saveStatement(tx *gorm.DB, athlete int64, in restday.Incoming, s restday.Statement, now time.Time) error {
	answers, err := json.Marshal(s.Answers)
	if err != nil {
		return fmt.Errorf("encode statement: %w", err)
	}
	logged, err := json.Marshal(s.Logged)
	if err != nil {
		return fmt.Errorf("encode statement: %w", err)
	}
	_, err = exec(tx, `INSERT INTO statements (athlete_id, platform, message, said_at, day, open, answers, unclear, logged)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (athlete_id, platform, message) DO UPDATE SET
		(said_at, day, open, answers, unclear, logged) =
		(excluded.said_at, excluded.day, excluded.open, excluded.answers, excluded.unclear, excluded.logged)`,
		athlete, in.From.Platform, in.Message, at(now), day(s.Day), s.Open, words(answers), s.Unclear, words(logged))
	if err != nil {
		return fmt.Errorf("save statement: %w", err)
	}
	return nil
}

// statement loads what the message of an update recorded before, nil when that
// is not known.
func statement(tx *gorm.DB, athlete int64, in restday.Incoming) (*restday.Statement, error) {
	rows, err := load[statementRow](tx, "statements WHERE athlete_id = ? AND platform = ? AND message = ?",
		athlete, in.From.Platform, in.Message)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	r := rows[0]
	s := restday.Statement{Day: restday.Day(r.Day), Open: r.Open, Unclear: r.Unclear}
	if err := json.Unmarshal([]byte(r.Answers), &s.Answers); err != nil {
		return nil, fmt.Errorf("decode statement: %w", err)
	}
	if r.Logged == "" { // of an earlier version
		return &s, nil
	}
	if err := json.Unmarshal([]byte(r.Logged), &s.Logged); err != nil {
		return nil, fmt.Errorf("decode statement: %w", err)
	}
	return &s, nil
}
