// Package bot stands between the platforms and the conversation: it keeps each
// chat's messages in order on the way in (Order) and sends the outbox on the
// way out (Courier).
package bot

import (
	"context"
	"fmt"
	"time"

	"restday"
)

// Platform is one chat network. Its package is the only one that knows the
// network's SDK.
type Platform interface {
	// Name is the first part of addresses: "telegram".
	Name() string
	// Run receives until ctx ends. Every update is in the inbox before the
	// network is told that we have it. It returns an error only for what an
	// operator must mend (a refused token); it reconnects by itself otherwise.
	Run(ctx context.Context, inbox Inbox) error
	// Send delivers one message and returns the network's id of it ("" when
	// there is none, as for a bare answer to a tap). Errors are *SendError
	// where the network said what is wrong; any other error means try again.
	Send(ctx context.Context, out restday.Outgoing) (message string, err error)
	// Check asks the network who we are, without sending anything to anyone:
	// "@restday_bot".
	Check(ctx context.Context) (string, error)
	// Limits is how fast the network lets one bot send.
	Limits() Limits
}

// Inbox is where a platform leaves what it heard.
type Inbox interface {
	// Put stores updates durably, all or none, and returns after the commit.
	// An update whose id was stored before is left alone.
	Put(ctx context.Context, updates []restday.Incoming) error
	// Alive notes that the platform was reached at now and returns when it was
	// reached last before; zero: never.
	Alive(ctx context.Context, platform string, now time.Time) (before time.Time, err error)
	// AskAgain has the open question of everybody on the platform shown again.
	AskAgain(ctx context.Context, platform string) error
	// Cursors returns the last message stored from each chat of the platform.
	Cursors(ctx context.Context, platform string) ([]restday.Cursor, error)
}

// Limits is how fast a network lets one bot send.
type Limits struct {
	PerSecond     float64       // new messages and edits over all chats
	Burst         int           // how many of them at once
	ChatPerSecond float64       // in one chat
	ChatBurst     int           // how many of them at once
	AnswersFree   bool          // a message with an Ack counts towards no limit
	InFlight      int           // requests at the same time
	Timeout       time.Duration // of one request
}

// Reason says what a network refused and what follows from it.
type Reason int

// The reasons.
const (
	Temporary   Reason = iota // try again later
	Slow                      // too fast: wait After
	Unreachable               // the person blocked us or takes no messages: send nothing more
	Refused                   // this message will never be taken: drop it
	Moved                     // the chat has a new id: Chat
)

var reasonNames = [...]string{"temporary", "slow", "unreachable", "refused", "moved"}

// String returns the reason's name, for logs.
func (r Reason) String() string { return reasonNames[r] }

// SendError is a refusal by a network. Its text never contains a token or what
// an athlete said.
type SendError struct {
	Reason Reason
	After  time.Duration // Slow: how long to wait
	Global bool          // Slow: the whole bot must wait, not just this chat
	Chat   string        // Moved: the new chat
	Err    error
}

// Error returns the reason and what the network said.
func (e *SendError) Error() string { return fmt.Sprintf("%s: %v", e.Reason, e.Err) }

// Unwrap returns the cause.
func (e *SendError) Unwrap() error { return e.Err }
