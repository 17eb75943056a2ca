package storage

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

const (
	keepHandled  = 48 * time.Hour      // longer than any platform repeats an update
	keepSettled  = 7 * 24 * time.Hour  // messages may be edited for a while
	keepStranger = 30 * 24 * time.Hour // since the last word of somebody who never enrolled
	pruneBatch   = 1000                // rows in one transaction, so that turns wait for milliseconds
)

// erase deletes everything about an athlete: every table about athletes hangs
// on theirs. Updates that still wait were said after this and stay. chat is
// erased even when it is nobody's.
func erase(tx *gorm.DB, row athleteRow, chat restday.Address, now time.Time) error {
	other, err := elsewhere(tx, row, chat)
	if err != nil {
		return err
	}
	if _, err := exec(tx, "UPDATE teams SET wake = ? WHERE id IN (SELECT team_id FROM members WHERE athlete_id = ?)", at(now), row.ID); err != nil {
		return fmt.Errorf("erase athlete: %w", err)
	}
	if err := tx.Exec("DELETE FROM athletes WHERE id = ?", row.ID).Error; err != nil {
		return fmt.Errorf("erase athlete: %w", err)
	}
	for _, address := range []restday.Address{chat, other.address()} {
		if err := forget(tx, "parked", address, now); err != nil {
			return err
		}
		if err := dropWaiting(tx, address, "erased"); err != nil {
			return err
		}
	}
	return nil
}

// forget keeps of a chat's updates in one state only that there were such.
func forget(tx *gorm.DB, state string, chat restday.Address, now time.Time) error {
	err := tx.Exec(`UPDATE inbox SET state = 'handled', handled_at = ?, chat = '', payload = '', why = ''
		WHERE state <> 'handled' AND state = ? AND platform = ? AND chat = ?`,
		at(now), state, chat.Platform, chat.Chat).Error
	if err != nil {
		return fmt.Errorf("erase updates: %w", err)
	}
	return nil
}

// Erase deletes everything about the athlete of a chat, and what was said there
// and still waits. Nobody there: no error.
func (s *Store) Erase(ctx context.Context, chat restday.Address) error {
	now := s.now()
	return s.write(ctx, func(tx *gorm.DB) error {
		row, err := find(tx, chat, true)
		if err != nil {
			return err
		}
		other, err := elsewhere(tx, row, chat)
		if err != nil {
			return err
		}
		for _, address := range []restday.Address{chat, other.address()} {
			if err := forget(tx, "new", address, now); err != nil {
				return err
			}
		}
		return erase(tx, row, chat, now)
	})
}

// Prune deletes what is no longer needed to recognise repeated updates and to
// edit messages, and people who once said something, never enrolled and have
// told nothing about themselves.
func (s *Store) Prune(ctx context.Context, now time.Time) error {
	err := s.prune(ctx, "inbox", "state = 'handled' AND handled_at < ?", at(now.Add(-keepHandled)))
	if err != nil {
		return err
	}
	if err := s.pruneLinks(ctx, now); err != nil {
		return err
	}
	const silent = `NOT enrolled AND heard_at < ? AND NOT EXISTS (SELECT 1 FROM answers o WHERE o.athlete_id = athletes.id)
		AND NOT EXISTS (SELECT 1 FROM sessions o WHERE o.athlete_id = athletes.id)
		AND NOT EXISTS (SELECT 1 FROM plan_days o WHERE o.athlete_id = athletes.id)
		AND NOT EXISTS (SELECT 1 FROM notes o WHERE o.athlete_id = athletes.id)`
	if err = s.prune(ctx, "athletes", silent, at(now.Add(-keepStranger))); err != nil {
		return err
	}
	if err = s.prune(ctx, "statements", "said_at < ?", at(now.Add(-keepSettled))); err != nil {
		return err
	}
	const card = "SELECT 1 FROM conversations c WHERE c.card = outbox.id AND c.card <> 0"
	return s.prune(ctx, "outbox", "state <> 'waiting' AND queued_at < ? AND NOT EXISTS ("+card+")", at(now.Add(-keepSettled)))
}

// pruneLinks deletes codes that are no longer valid, tries that no longer count, and
// looks that are told no longer.
func (s *Store) pruneLinks(ctx context.Context, now time.Time) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		if _, err := exec(tx, "DELETE FROM links WHERE until <= ?", at(now)); err != nil {
			return err
		}
		if _, err := exec(tx, "DELETE FROM looks WHERE looked_at <= ?", at(now.Add(-keepLooks))); err != nil {
			return err
		}
		_, err := exec(tx, "DELETE FROM link_tries WHERE tried_at <= ?", at(now.Add(-keepTries)))
		return err
	})
	if err != nil {
		return fmt.Errorf("prune links: %w", err)
	}
	return nil
}

func (s *Store) prune(ctx context.Context, table, where string, before instant) error {
	for {
		var n int64
		err := s.write(ctx, func(tx *gorm.DB) error {
			res := tx.Exec(fmt.Sprintf("DELETE FROM %[1]s WHERE id IN (SELECT id FROM %[1]s WHERE %[2]s LIMIT %[3]d)",
				table, where, pruneBatch), before)
			n = res.RowsAffected
			return res.Error
		})
		if err != nil {
			return fmt.Errorf("prune %s: %w", table, err)
		}
		if n < pruneBatch {
			return nil
		}
	}
}
