package bot

import (
	"context"
	"time"

	"restday"
)

// Updates is the durable side of Order.
type Updates interface {
	// Put stores updates, all or none, and commits before it returns. It
	// returns those that were not stored before, in their order.
	Put(ctx context.Context, updates []restday.Incoming) (fresh []restday.Incoming, err error)
	// Unhandled returns what was stored and neither handled nor parked, oldest
	// first. Of a chat with very many it may return only the first hundred.
	Unhandled(ctx context.Context, platform string) ([]restday.Incoming, error)
	// UnhandledOf is Unhandled for one chat, at most limit updates.
	UnhandledOf(ctx context.Context, from restday.Address, limit int) ([]restday.Incoming, error)
	// Park sets an update aside for the operator: it is never handled again.
	Park(ctx context.Context, in restday.Incoming, why string) error
}

// Presence is when platforms were reached, and who must be asked again: what
// an Inbox knows beyond the updates themselves.
type Presence interface {
	// Alive notes that the platform was reached at now and returns when it was
	// reached last before; zero: never.
	Alive(ctx context.Context, platform string, now time.Time) (before time.Time, err error)
	// AskAgain has the open question of everybody on the platform shown again.
	AskAgain(ctx context.Context, platform string) error
	// Cursors returns the last message stored from each chat of the platform.
	Cursors(ctx context.Context, platform string) ([]restday.Cursor, error)
}

// Outbox is the durable side of Courier.
type Outbox interface {
	// Waiting returns every message that is not settled yet, by id.
	Waiting(ctx context.Context, platform string) ([]restday.Outgoing, error)
	// Settle stores what became of messages, all or none. It returns those that
	// go to another chat of the same person instead, perhaps on another platform.
	Settle(ctx context.Context, receipts []restday.Receipt) (moved []restday.Outgoing, err error)
	// MessageOf returns the platform's id of the message that an outbox row
	// became, "" if it was never sent.
	MessageOf(ctx context.Context, id int64) (message string, err error)
}
