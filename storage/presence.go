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

// AskAgain wakes everybody whose open question stands on a platform, to be shown it again.
func (s *Store) AskAgain(ctx context.Context, platform string) error {
	now := at(s.now())
	err := s.write(ctx, func(tx *gorm.DB) error {
		// Without a card the question stands in the first chat.
		err := tx.Exec(`UPDATE conversations SET again = TRUE WHERE open <> ''
			AND EXISTS (SELECT 1 FROM athletes a WHERE a.id = athlete_id AND a.blocked_at IS NULL
			AND COALESCE((SELECT o.platform FROM outbox o WHERE o.id = card), a.platform) = ?)`, platform).Error
		if err != nil {
			return err
		}
		return tx.Exec(`UPDATE athletes SET wake = ? WHERE blocked_at IS NULL AND (wake IS NULL OR wake > ?)
			AND id IN (SELECT athlete_id FROM conversations WHERE again AND open <> '')`, now, now).Error
	})
	if err != nil {
		return fmt.Errorf("ask again: %w", err)
	}
	return nil
}

// Cursors returns the newest message stored from each athlete's chat on a platform.
func (s *Store) Cursors(ctx context.Context, platform string) ([]restday.Cursor, error) {
	tx := s.read.WithContext(ctx)
	first, err := load[athleteRow](tx, "athletes WHERE platform = ? AND cursor <> '' ORDER BY id", platform)
	if err != nil {
		return nil, err
	}
	second, err := load[chatRow](tx, "chats WHERE platform = ? AND cursor <> '' ORDER BY athlete_id", platform)
	if err != nil {
		return nil, err
	}
	return append(each(first, func(r athleteRow) restday.Cursor { return r.cursor() }),
		each(second, func(r chatRow) restday.Cursor { return r.cursor() })...), nil
}
