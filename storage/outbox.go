package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"restday"
)

// States of an outbox row.
const (
	waiting = "waiting"
	sent    = "sent"
	dropped = "dropped"
)

// outboxRow is one message to one chat. Once settled it keeps no more than the
// platform's id of the message.
type outboxRow struct {
	ID       int64 `gorm:"primaryKey"`
	Platform string
	Chat     string
	Route    string
	Class    restday.Class
	Key      string
	Attempts int
	QueuedAt instant
	DueAt    instant
	State    string
	Edits    int64
	Message  string
	Why      string
	Payload  string
}

// TableName names the table to gorm.
func (outboxRow) TableName() string { return "outbox" }

// enqueue stores a message and returns its row, 0 when its key is taken.
func enqueue(tx *gorm.DB, m restday.Outgoing, now time.Time) (int64, error) {
	payload, err := json.Marshal(m)
	if err != nil {
		return 0, fmt.Errorf("encode message: %w", err)
	}
	row := outboxRow{
		Platform: m.To.Platform, Chat: m.To.Chat, Route: m.Route, Class: m.Class, Key: m.Key,
		Attempts: m.Attempts, QueuedAt: at(now), DueAt: at(m.Due), State: waiting, Edits: m.Edits,
		Payload: string(payload),
	}
	// A duplicate must not be an error: it would abort the transaction on PostgreSQL.
	res := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	if res.Error != nil {
		return 0, fmt.Errorf("queue message: %w", res.Error)
	}
	if res.RowsAffected == 0 {
		return 0, nil
	}
	return row.ID, nil
}

func (r outboxRow) outgoing() (m restday.Outgoing, err error) {
	if err := json.Unmarshal([]byte(r.Payload), &m); err != nil {
		return m, fmt.Errorf("decode outbox row %d: %w", r.ID, err)
	}
	m.ID, m.Class, m.Key, m.Attempts, m.Due = r.ID, r.Class, r.Key, r.Attempts, r.DueAt.Time
	m.To, m.Route = restday.Address{Platform: r.Platform, Chat: r.Chat}, r.Route
	return m, nil
}

// Waiting returns every message to a platform that is not settled, in the order
// they were queued.
func (s *Store) Waiting(ctx context.Context, platform string) ([]restday.Outgoing, error) {
	rows, err := load[outboxRow](s.read.WithContext(ctx).Where("state = 'waiting' AND platform = ?", platform), "id")
	if err != nil {
		return nil, err
	}
	out := make([]restday.Outgoing, len(rows))
	for i, r := range rows {
		if out[i], err = r.outgoing(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// MessageOf returns the platform's id of the message an outbox row became; ""
// when it was never sent or is gone.
func (s *Store) MessageOf(ctx context.Context, id int64) (string, error) {
	var message string
	err := s.read.WithContext(ctx).Raw("SELECT message FROM outbox WHERE id = ?", id).Scan(&message).Error
	if err != nil {
		return "", fmt.Errorf("load message id: %w", err)
	}
	return message, nil
}

// Settle records what became of messages, in one transaction. A receipt for a
// row that is gone is no error.
func (s *Store) Settle(ctx context.Context, receipts []restday.Receipt) error {
	err := s.write(ctx, func(tx *gorm.DB) error {
		for _, r := range receipts {
			if err := s.settle(tx, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	return nil
}

func (s *Store) settle(tx *gorm.DB, r restday.Receipt) error {
	var err error
	switch r.Fate {
	case restday.Sent:
		err = settleSent(tx, r)
	case restday.Retry:
		err = tx.Exec("UPDATE outbox SET attempts = attempts + 1, due_at = ?, why = ? WHERE id = ? AND state = 'waiting'",
			at(r.Due), r.Why, r.ID).Error
	case restday.Dropped:
		err = settleAs(tx, dropped, r.Why, "id = ? AND state = 'waiting'", r.ID)
	case restday.Unreachable:
		if err = settleAs(tx, dropped, r.Why, "id = ? AND state = 'waiting'", r.ID); err == nil {
			err = block(tx, r.To, s.now(), r.Why)
		}
	default:
		err = fmt.Errorf("the fate %q is unknown", r.Fate)
	}
	if err != nil || r.Chat == "" {
		return err
	}
	return rename(tx, r.To, r.Chat)
}

// settleSent notes the platform's id of the message on its row, and on the row
// it edited: a message that could not be edited was sent anew. An edit without
// an id of its own is the message it edits.
func settleSent(tx *gorm.DB, r restday.Receipt) error {
	if err := settleAs(tx, sent, "", "id = ?", r.ID); err != nil {
		return err
	}
	if r.Message == "" {
		return tx.Exec(`UPDATE outbox SET message = COALESCE((SELECT o.message FROM outbox o WHERE o.id = outbox.edits), '')
			WHERE id = ? AND edits <> 0`, r.ID).Error
	}
	return tx.Exec("UPDATE outbox SET message = ? WHERE id = ? OR id = (SELECT edits FROM outbox WHERE id = ? AND edits <> 0)",
		r.Message, r.ID, r.ID).Error
}

// settleAs ends rows and blanks what they held about a person.
func settleAs(tx *gorm.DB, state, why, where string, args ...any) error {
	set := "UPDATE outbox SET state = ?, why = ?, chat = '', route = '', payload = '' WHERE "
	return tx.Exec(set+where, append([]any{state, why}, args...)...).Error
}

// dropWaiting drops every message that waits for a chat.
func dropWaiting(tx *gorm.DB, chat restday.Address, why string) error {
	err := settleAs(tx, dropped, why, "state = 'waiting' AND platform = ? AND chat = ?", chat.Platform, chat.Chat)
	if err != nil {
		return fmt.Errorf("drop what waits: %w", err)
	}
	return nil
}

// rename gives a chat its new id everywhere. An athlete whom the new chat
// already belongs to keeps it.
func rename(tx *gorm.DB, old restday.Address, chat string) error {
	for _, update := range []string{
		`UPDATE athletes SET chat = ?, route = '' WHERE platform = ? AND chat = ?
			AND NOT EXISTS (SELECT 1 FROM athletes o WHERE o.platform = athletes.platform AND o.chat = ?)`,
		"UPDATE outbox SET chat = ?, route = '' WHERE state = 'waiting' AND platform = ? AND chat = ? AND chat <> ?",
		"UPDATE inbox SET chat = ? WHERE state <> 'handled' AND platform = ? AND chat = ? AND chat <> ?",
	} {
		if err := tx.Exec(update, chat, old.Platform, old.Chat, chat).Error; err != nil {
			return fmt.Errorf("move chat: %w", err)
		}
	}
	return nil
}
