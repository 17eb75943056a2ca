// Package bottest holds the contract that every platform passes, and the fake
// servers the platforms pass it against.
package bottest

import (
	"testing"
	"time"

	"restday"
	"restday/bot"
)

// Fake is a server of one network that people can use, seen from outside the
// bot: what they type and tap, what they then see, and what can go wrong.
// All methods may be called from several goroutines.
type Fake interface {
	// Platform returns a bot connected to this server, with nothing in memory
	// of any earlier one: calling it again is a restart.
	Platform(t testing.TB) bot.Platform
	// Person returns the address of the n-th person; equal n, equal person.
	Person(n int) restday.Address
	// Say has a person type text to the bot.
	Say(who restday.Address, text string)
	// Tap has a person press the button with this label on the newest message
	// that shows it. It reports an error when no message does.
	Tap(who restday.Address, label string) error
	// Chat returns what a person sees now, oldest first: edited messages in
	// their last form, without what they typed themselves.
	Chat(who restday.Address) []Message
	// Unanswered is how many taps and commands still spin.
	Unanswered() int
	// Fail makes the next n requests that send or edit a message meet a fault;
	// n < 0: until Fail(None, 0).
	Fail(f Fault, n int)
	// Violations lists requests that the network's published specification
	// forbids; always empty without RESTDAY_SHARED.
	Violations() []string
}

// Message is one message as a person sees it.
type Message struct {
	Text    string
	Buttons [][]string // labels
	File    *restday.File
	Edited  bool
	At      time.Time
}

// Fault is something a network does to a request.
type Fault int

// The faults.
const (
	None           Fault = iota
	TooMany              // 429 with a retry-after of 1 s
	BadGateway           // 502 with an HTML page
	ServerError          // 500
	HangUp               // the connection closes before anything is read
	HangUpAccepted       // the message is delivered, then the connection closes
	BlockedByUser        // the person takes no messages
	Stall                // no answer until the request times out
	StallAccepted        // the message is delivered, then no answer comes
)
