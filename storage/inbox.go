package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// inboxRow is one update of a platform that waits. Once handled it keeps no
// more than its id, so that it is not handled again.
type inboxRow struct {
	ID      int64
	Chat    string
	Payload string
}

func (*inboxRow) columns() string { return "id, chat, payload" }
func (r *inboxRow) fields() []any { return []any{&r.ID, &r.Chat, &r.Payload} }

// Put stores updates, all or none, and returns after the commit with those that
// were not stored before, in order.
func (s *Store) Put(ctx context.Context, updates []restday.Incoming) (fresh []restday.Incoming, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		fresh = nil
		for _, in := range updates {
			stored, err := put(tx, in)
			if err != nil {
				return err
			}
			if stored {
				fresh = append(fresh, in)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store updates: %w", err)
	}
	return fresh, nil
}

func put(tx *gorm.DB, in restday.Incoming) (fresh bool, err error) {
	if in.ID == "" {
		return false, errors.New("an update without an id cannot be told from the next one")
	}
	payload, err := json.Marshal(in)
	if err != nil {
		return false, fmt.Errorf("encode update: %w", err)
	}
	n, err := exec(tx, `INSERT INTO inbox (platform, update_id, chat, state, payload) VALUES (?, ?, ?, 'new', ?)
		ON CONFLICT DO NOTHING`, in.From.Platform, in.ID, in.From.Chat, string(payload))
	if err != nil || n == 0 {
		return false, err
	}
	return true, advance(tx, in)
}

// advance moves the place up to which a chat was read. Taps and commands are no
// messages that could be read again: they only tell where to begin. An edit has
// no place of its own.
func advance(tx *gorm.DB, in restday.Incoming) error {
	if in.Event == restday.Edited {
		return nil
	}
	const set = " SET cursor = ?, heard_at = ? WHERE platform = ? AND chat = ? AND (heard_at IS NULL OR heard_at <= ?)"
	args := []any{in.ID, at(in.At), in.From.Platform, in.From.Chat, at(in.At)}
	if in.Event != restday.Said || in.Ack != "" {
		_, err := exec(tx, "UPDATE athletes"+set+" AND cursor = ''", args...) // a second chat has begun before it was joined
		return err
	}
	n, err := exec(tx, "UPDATE athletes"+set, args...)
	if err == nil && n == 0 {
		_, err = exec(tx, "UPDATE chats"+set, args...)
	}
	return err
}

// claim marks an update handled and blanks what was said in it. It is false for
// one that was handled or parked before. An update that was never put is
// stored as handled.
func claim(tx *gorm.DB, in restday.Incoming, now time.Time) (fresh bool, err error) {
	if in.ID == "" {
		return true, nil
	}
	n, err := exec(tx, `UPDATE inbox SET state = 'handled', handled_at = ?, chat = '', payload = ''
		WHERE platform = ? AND update_id = ? AND state = 'new'`, at(now), in.From.Platform, in.ID)
	if err == nil && n == 0 {
		n, err = exec(tx, `INSERT INTO inbox (platform, update_id, chat, state, handled_at, payload)
			VALUES (?, ?, '', 'handled', ?, '') ON CONFLICT DO NOTHING`, in.From.Platform, in.ID, at(now))
	}
	if err != nil {
		return false, fmt.Errorf("claim update: %w", err)
	}
	return n == 1, nil
}

// mostOfChat is how many updates of one chat Unhandled returns: a flood must not
// fill the memory of a program that starts.
const mostOfChat = 100

// Unhandled returns the updates of a platform that still wait, oldest first,
// and of a chat with very many the first hundred.
func (s *Store) Unhandled(ctx context.Context, platform string) ([]restday.Incoming, error) {
	rows, err := load[inboxRow](s.read.WithContext(ctx),
		`(SELECT *, ROW_NUMBER() OVER (PARTITION BY chat ORDER BY id) AS nth FROM inbox
			WHERE state <> 'handled' AND state = 'new' AND platform = ?) AS waiting WHERE nth <= ? ORDER BY id`, platform, mostOfChat)
	if err != nil {
		return nil, err
	}
	return updatesOf(rows)
}

// UnhandledOf returns the updates of one chat that still wait, oldest first, at
// most limit.
func (s *Store) UnhandledOf(ctx context.Context, from restday.Address, limit int) ([]restday.Incoming, error) {
	rows, err := load[inboxRow](s.read.WithContext(ctx),
		"inbox WHERE state <> 'handled' AND state = 'new' AND platform = ? AND chat = ? ORDER BY id LIMIT ?",
		from.Platform, from.Chat, limit)
	if err != nil {
		return nil, err
	}
	return updatesOf(rows)
}

func updatesOf(rows []inboxRow) ([]restday.Incoming, error) {
	out := make([]restday.Incoming, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal([]byte(r.Payload), &out[i]); err != nil {
			return nil, fmt.Errorf("decode inbox row %d: %w", r.ID, err)
		}
		out[i].From.Chat = r.Chat // the chat may have moved since
	}
	return out, nil
}

// Park keeps an update that cannot be handled for the operator; it is never
// handled again.
func (s *Store) Park(ctx context.Context, in restday.Incoming, why string) error {
	payload, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("park update: %w", err)
	}
	err = s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO inbox (platform, update_id, chat, state, why, payload) VALUES (?, ?, ?, 'parked', ?, ?)
			ON CONFLICT (platform, update_id) DO UPDATE SET state = 'parked', why = excluded.why WHERE inbox.state = 'new'`,
			in.From.Platform, in.ID, in.From.Chat, why, string(payload)).Error
	})
	if err != nil {
		return fmt.Errorf("park update: %w", err)
	}
	return nil
}
