package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"restday"
)

// presenceRow is when a platform was last reached.
type presenceRow struct {
	Platform string `gorm:"primaryKey"`
	AliveAt  instant
}

// TableName names the table to gorm.
func (presenceRow) TableName() string { return "presence" }

// Alive notes that a platform was reached at now and returns when it was
// reached before; zero: never.
func (s *Store) Alive(ctx context.Context, platform string, now time.Time) (before time.Time, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		var row presenceRow
		if err := tx.Where("platform = ?", platform).Limit(1).Find(&row).Error; err != nil {
			return err
		}
		before = row.AliveAt.Time
		row = presenceRow{Platform: platform, AliveAt: at(now)}
		return tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("note presence: %w", err)
	}
	return before, nil
}

// AskAgain wakes everybody on a platform who has an open question, to be shown it again.
func (s *Store) AskAgain(ctx context.Context, platform string) error {
	now := at(s.now())
	err := s.write(ctx, func(tx *gorm.DB) error {
		reachable := "SELECT id FROM athletes WHERE platform = ? AND blocked_at IS NULL"
		err := tx.Exec("UPDATE conversations SET again = TRUE WHERE open <> '' AND athlete_id IN ("+reachable+")", platform).Error
		if err != nil {
			return err
		}
		return tx.Exec(`UPDATE athletes SET wake = ? WHERE platform = ? AND blocked_at IS NULL AND (wake IS NULL OR wake > ?)
			AND id IN (SELECT athlete_id FROM conversations WHERE again AND open <> '')`, now, platform, now).Error
	})
	if err != nil {
		return fmt.Errorf("ask again: %w", err)
	}
	return nil
}

// Cursors returns the newest message stored from each athlete's chat on a platform.
func (s *Store) Cursors(ctx context.Context, platform string) ([]restday.Cursor, error) {
	rows, err := load[athleteRow](s.read.WithContext(ctx), "athletes WHERE platform = ? AND cursor <> '' ORDER BY id", platform)
	if err != nil {
		return nil, err
	}
	return each(rows, func(r athleteRow) restday.Cursor {
		return restday.Cursor{Chat: r.athlete().Chat, Route: r.Route, ID: r.Cursor}
	}), nil
}
