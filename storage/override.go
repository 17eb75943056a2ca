package storage

import (
	"fmt"

	"gorm.io/gorm"

	"restday"
)

// overrideRow is a day on which an athlete kept the plan.
type overrideRow struct {
	AthleteID int64
	Day       day
	Rules     string
}

func (*overrideRow) columns() string { return "athlete_id, day, rules" }
func (r *overrideRow) fields() []any { return []any{&r.AthleteID, &r.Day, &r.Rules} }

func (r overrideRow) owner() int64 { return r.AthleteID }

func (r overrideRow) override() restday.Override {
	return restday.Override{Day: restday.Day(r.Day), Rules: r.Rules}
}

// saveOverride stores that the plan of a day is kept; without rules, that it
// is no more.
func saveOverride(tx *gorm.DB, athlete int64, o restday.Override) error {
	if o.Rules == "" {
		if _, err := exec(tx, "DELETE FROM overrides WHERE athlete_id = ? AND day = ?", athlete, day(o.Day)); err != nil {
			return fmt.Errorf("take an override back: %w", err)
		}
		return nil
	}
	_, err := exec(tx, `INSERT INTO overrides (athlete_id, day, rules) VALUES (?, ?, ?)
		ON CONFLICT (athlete_id, day) DO UPDATE SET rules = excluded.rules`, athlete, day(o.Day), o.Rules)
	if err != nil {
		return fmt.Errorf("save override: %w", err)
	}
	return nil
}
