package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// outboxRow is one message to one chat that waits. Once settled it keeps no
// more than the platform's id of the message.
type outboxRow struct {
	ID       int64
	Platform string
	Chat     string
	Route    string
	Class    restday.Class
	Key      string
	Attempts int
	DueAt    instant
	Payload  string
}

func (*outboxRow) columns() string {
	return "id, platform, chat, route, class, key, attempts, due_at, payload"
}
func (r *outboxRow) fields() []any {
	return []any{&r.ID, &r.Platform, &r.Chat, &r.Route, &r.Class, &r.Key, &r.Attempts, &r.DueAt, &r.Payload}
}

// enqueue stores a message and returns its row, 0 when its key is taken.
func enqueue(tx *gorm.DB, m restday.Outgoing, now time.Time) (int64, error) {
	payload, err := json.Marshal(m)
	if err != nil {
		return 0, fmt.Errorf("encode message: %w", err)
	}
	// A duplicate must not be an error: it would abort the transaction on PostgreSQL.
	id, err := returning(tx, `INSERT INTO outbox
		(platform, chat, route, class, key, attempts, queued_at, due_at, state, edits, message, why, payload)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, '', '', ?) ON CONFLICT DO NOTHING RETURNING id`,
		m.To.Platform, m.To.Chat, m.Route, int(m.Class), m.Key, m.Attempts, at(now), at(m.Due), m.Edits, string(payload))
	if err != nil {
		return 0, fmt.Errorf("queue message: %w", err)
	}
	return id, nil
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
	rows, err := load[outboxRow](s.read.WithContext(ctx), "outbox WHERE state = 'waiting' AND platform = ? ORDER BY id", platform)
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

// Settle records what became of messages, in one transaction, and returns those
// that go to another chat because of it. A receipt for a row that is gone is no
// error.
func (s *Store) Settle(ctx context.Context, receipts []restday.Receipt) (moved []restday.Outgoing, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		moved = nil
		for _, r := range receipts {
			elsewhere, err := s.settle(tx, r)
			if err != nil {
				return err
			}
			moved = append(moved, elsewhere...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("settle: %w", err)
	}
	return moved, nil
}

func (s *Store) settle(tx *gorm.DB, r restday.Receipt) (moved []restday.Outgoing, err error) {
	switch r.Fate {
	case restday.Sent:
		err = settleSent(tx, r)
	case restday.Retry:
		err = tx.Exec("UPDATE outbox SET attempts = attempts + 1, due_at = ?, why = ? WHERE id = ? AND state = 'waiting'",
			at(r.Due), r.Why, r.ID).Error
	case restday.Dropped:
		err = drop(tx, r.Why, "id = ? AND state = 'waiting'", r.ID)
	case restday.Unreachable:
		// On another platform it is a message that has moved.
		if moved, err = block(tx, r.To, s.now(), r.Why); err == nil {
			err = drop(tx, r.Why, "id = ? AND state = 'waiting' AND platform = ?", r.ID, r.To.Platform)
		}
	default:
		err = fmt.Errorf("the fate %q is unknown", r.Fate)
	}
	if err != nil || r.Chat == "" {
		return moved, err
	}
	return moved, rename(tx, r.To, r.Chat)
}

// settleSent notes the platform's id of the message on its row, and on the row
// it edited: a message that could not be edited was sent anew. An edit without
// an id of its own is the message it edits.
func settleSent(tx *gorm.DB, r restday.Receipt) error {
	edited, err := returning(tx, `UPDATE outbox SET state = 'sent', why = '', chat = '', route = '', payload = '',
		message = CASE WHEN ? <> '' THEN ? ELSE COALESCE((SELECT o.message FROM outbox o WHERE o.id = outbox.edits), '') END
		WHERE id = ? RETURNING edits`, r.Message, r.Message, r.ID)
	if err != nil || edited == 0 || r.Message == "" {
		return err
	}
	_, err = exec(tx, "UPDATE outbox SET message = ? WHERE id = ? AND message <> ?", r.Message, edited, r.Message)
	return err
}

// drop ends rows that will not be sent and blanks what they held about a person.
func drop(tx *gorm.DB, why, where string, args ...any) error {
	const set = "UPDATE outbox SET state = 'dropped', why = ?, chat = '', route = '', payload = '' WHERE "
	_, err := exec(tx, set+where, append([]any{why}, args...)...)
	return err
}

// dropWaiting drops every message that waits for a chat.
func dropWaiting(tx *gorm.DB, chat restday.Address, why string) error {
	err := drop(tx, why, "state = 'waiting' AND platform = ? AND chat = ?", chat.Platform, chat.Chat)
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
		`UPDATE chats SET chat = ?, route = '' WHERE platform = ? AND chat = ?
			AND NOT EXISTS (SELECT 1 FROM athletes o WHERE o.platform = chats.platform AND o.chat = ?)`,
		`UPDATE teams SET chat = ? WHERE platform = ? AND chat = ?
			AND NOT EXISTS (SELECT 1 FROM teams o WHERE o.platform = teams.platform AND o.chat = ?)`,
		"UPDATE outbox SET chat = ?, route = '' WHERE state = 'waiting' AND platform = ? AND chat = ? AND chat <> ?",
		"UPDATE inbox SET chat = ? WHERE state <> 'handled' AND platform = ? AND chat = ? AND chat <> ?",
	} {
		if err := tx.Exec(update, chat, old.Platform, old.Chat, chat).Error; err != nil {
			return fmt.Errorf("move chat: %w", err)
		}
	}
	return nil
}
