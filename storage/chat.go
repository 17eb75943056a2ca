package storage

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// place is one chat of an athlete and how far it was read.
type place struct {
	Platform   string
	Chat       string
	Route      string
	BlockedAt  instant
	BlockedWhy string
	Cursor     string
	HeardAt    instant
}

func (p place) address() restday.Address {
	return restday.Address{Platform: p.Platform, Chat: p.Chat}
}

func (p place) blocked() bool { return !p.BlockedAt.IsZero() }

func (p place) cursor() restday.Cursor {
	return restday.Cursor{Chat: p.address(), Route: p.Route, ID: p.Cursor}
}

// chatRow is an athlete's second chat. The first, where prompts go, stands with
// the athlete: almost everybody has but one, found in one look.
type chatRow struct {
	AthleteID int64 // 0: there is none
	place
}

const chatColumns = "platform, chat, route, blocked_at, blocked_why, cursor, heard_at, athlete_id"

func (*chatRow) columns() string { return chatColumns }
func (r *chatRow) fields() []any {
	return []any{&r.Platform, &r.Chat, &r.Route, &r.BlockedAt, &r.BlockedWhy, &r.Cursor, &r.HeardAt, &r.AthleteID}
}

// save stores the row over what was there.
func (r *chatRow) save(tx *gorm.DB) error {
	_, err := exec(tx, "INSERT INTO chats ("+chatColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (athlete_id) DO UPDATE SET (platform, chat, route, blocked_at, blocked_why, cursor, heard_at) =
		(excluded.platform, excluded.chat, excluded.route, excluded.blocked_at, excluded.blocked_why, excluded.cursor, excluded.heard_at)`,
		r.fields()...)
	if err != nil {
		return fmt.Errorf("save chat: %w", err)
	}
	return nil
}

// second loads an athlete's second chat.
func second(tx *gorm.DB, athlete int64) (chatRow, error) {
	rows, err := load[chatRow](tx, "chats WHERE athlete_id = ?", athlete)
	if err != nil || len(rows) == 0 {
		return chatRow{}, err
	}
	return rows[0], nil
}

// swap makes the second chat the first.
func swap(tx *gorm.DB, row *athleteRow, other *chatRow) error {
	row.place, other.place = other.place, row.place
	if err := row.save(tx); err != nil {
		return fmt.Errorf("change the first chat: %w", err)
	}
	return other.save(tx)
}

// block notes that messages to a chat are refused. Prompts go on in the
// athlete's other chat, and those that wait go there now: they are returned.
// What else waits for the chat is dropped.
func block(tx *gorm.DB, chat restday.Address, now time.Time, why string) ([]restday.Outgoing, error) {
	row, err := find(tx, chat, true)
	if err != nil {
		return nil, err
	}
	if row.ID == 0 {
		if err := loseChannel(tx, chat, now); err != nil {
			return nil, err
		}
		return nil, dropWaiting(tx, chat, why)
	}
	other, err := second(tx, row.ID)
	if err != nil {
		return nil, err
	}
	moved, err := blockOne(tx, &row, &other, chat, at(now), why)
	if err != nil {
		return nil, fmt.Errorf("block chat: %w", err)
	}
	return moved, dropWaiting(tx, chat, why)
}

// blockOne blocks the chat among an athlete's. The first is blocked only when
// both are, so that who cannot be reached is never due.
func blockOne(tx *gorm.DB, row *athleteRow, other *chatRow, chat restday.Address, now instant, why string) ([]restday.Outgoing, error) {
	if row.address() != chat {
		other.BlockedAt, other.BlockedWhy = now, why
		if err := other.save(tx); err != nil || row.blocked() {
			return nil, err
		}
		return move(tx, chat, row.place)
	}
	row.BlockedAt, row.BlockedWhy = now, why
	if other.AthleteID == 0 || other.blocked() {
		return nil, row.save(tx)
	}
	if err := swap(tx, row, other); err != nil {
		return nil, err
	}
	return move(tx, chat, row.place)
}

// move sends what waits for a chat and is no reply to the athlete's other one.
// The rows stay the same, so that no prompt is sent twice and a card stays the card.
func move(tx *gorm.DB, from restday.Address, to place) ([]restday.Outgoing, error) {
	const unasked = "state = 'waiting' AND platform = ? AND chat = ? AND class <> ? AND edits = 0"
	rows, err := load[outboxRow](tx, "outbox WHERE "+unasked+" ORDER BY id", from.Platform, from.Chat, int(restday.Reply))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = exec(tx, "UPDATE outbox SET platform = ?, chat = ?, route = ?, attempts = 0 WHERE "+unasked,
		to.Platform, to.Chat, to.Route, from.Platform, from.Chat, int(restday.Reply))
	if err != nil {
		return nil, fmt.Errorf("move messages: %w", err)
	}
	moved := make([]restday.Outgoing, len(rows))
	for i, r := range rows {
		r.Platform, r.Chat, r.Route, r.Attempts = to.Platform, to.Chat, to.Route, 0
		if moved[i], err = r.outgoing(); err != nil {
			return nil, err
		}
	}
	return moved, nil
}

// aim gives a message its chat: that of the message it edits, else the one it
// names, else the one the event came from. A tap is answered where it was made,
// by a message of its own if need be; nothing else is left of one that would
// only take buttons away in a chat that is not the athlete's any more.
func (t *turn) aim(m restday.Outgoing) ([]restday.Outgoing, error) {
	if m.For != 0 {
		return t.aimAt(m)
	}
	on, err := t.platformOf(m)
	if err != nil {
		return nil, err
	}
	if m.To.Chat == "" {
		m.To = t.in.From
	}
	useful := true
	if on != "" && on != t.in.From.Platform {
		if useful, err = t.aimElsewhere(&m, on); err != nil {
			return nil, err
		}
	}
	var aimed []restday.Outgoing
	if m.Ack != "" && (!useful || m.To != t.in.From) {
		aimed = append(aimed, restday.Outgoing{To: t.in.From, Ack: m.Ack, Notice: m.Notice})
		m.Ack, m.Notice = "", ""
	}
	if useful {
		aimed = append(aimed, m)
	}
	for i := range aimed {
		t.route(&aimed[i])
	}
	return aimed, nil
}

// aimAt sends a message to the first chat of somebody else. Who is gone or cannot
// be reached gets none.
func (t *turn) aimAt(m restday.Outgoing) ([]restday.Outgoing, error) {
	row, err := findAthlete(t.tx, false, "id = ?", m.For)
	if err != nil || row.ID == 0 || row.blocked() {
		return nil, err
	}
	m.To, m.Route = row.address(), row.Route
	return []restday.Outgoing{m}, nil
}

// route gives a message the adapter's shortcut to its chat.
func (t *turn) route(m *restday.Outgoing) {
	for _, p := range []place{t.row.place, t.other.place} {
		if m.Route == "" && m.To == p.address() {
			m.Route = p.Route
		}
	}
}

// platformOf is where a message that names no chat belongs; "" when nothing says so.
func (t *turn) platformOf(m restday.Outgoing) (platform string, err error) {
	switch {
	case m.To.Chat != "":
		return "", nil
	case m.Edits == 0, m.Edits == restday.NoRow:
		return m.To.Platform, nil
	case m.Edits == t.state.Card:
		return t.state.CardOn, nil
	}
	err = t.tx.Raw("SELECT platform FROM outbox WHERE id = ?", m.Edits).Scan(&platform).Error
	if err != nil {
		return "", fmt.Errorf("find the message to edit: %w", err)
	}
	return platform, nil
}

// aimElsewhere sends a message to the athlete's other chat, if that is on the
// platform. What cannot be edited there is said here.
func (t *turn) aimElsewhere(m *restday.Outgoing, platform string) (bool, error) {
	other, err := elsewhere(t.tx, t.row, t.in.From)
	switch {
	case err != nil:
		return false, err
	case other.Platform == platform && !other.blocked():
		m.To, m.Route = other.address(), other.Route
	case m.Strip:
		return false, nil
	default:
		m.Edits = 0
	}
	return true, nil
}
