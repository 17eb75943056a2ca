package bot

import (
	"context"
	"fmt"
	"time"

	"restday"
)

// chat is what one chat has waiting. While a worker has its first update, the
// chat is not in Order.ready, so that no other worker takes the second.
type chat struct {
	from     restday.Address
	updates  []restday.Incoming // the first that wait, at most mostHeld
	more     int                // that wait in the inbox only; after a restart at least
	last     time.Time          // when the update before these came in
	reading  bool               // they are being read from there
	failures int                // of the first update, in a row
	panics   int                // of the first update
}

// add keeps an update that is stored. It is false when the update is left to
// the inbox, because the chat has enough in memory or must not overtake itself.
func (c *chat) add(in restday.Incoming) bool {
	if c.reading || c.more > 0 || len(c.updates) >= mostHeld {
		c.more++
		return false
	}
	c.updates = append(c.updates, in)
	return true
}

// refill reads what a flooding chat has in the inbox, as far as memory takes it.
// What comes in meanwhile may or may not be part of it: it is counted, and read
// the next time.
func (o *Order) refill(ctx context.Context, c *chat) {
	o.mu.Lock()
	was := c.more
	c.more = 0
	o.mu.Unlock()
	updates, err := o.updates.UnhandledOf(ctx, c.from, mostHeld)
	o.mu.Lock()
	defer o.mu.Unlock()
	c.reading = false
	if err != nil {
		c.more += was
		o.retry(c, fmt.Errorf("read the inbox: %w", err))
		return
	}
	if c.failures = 0; len(updates) == mostHeld {
		c.more += max(was-mostHeld, 1)
	}
	c.updates = updates
	o.held += len(updates)
	o.next(c)
}

const (
	mostOwed    = 20     // replies to one chat; a check-in never comes near it
	mostReplies = 10_000 // to all of a platform, minutes of sending
)

// Floods tells whether answering more of what a chat says would only fill
// memory: so much waits to be sent to it, or in reply to everybody.
func (c *Courier) Floods(chat restday.Address) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	q := c.chats[chat]
	return c.replies >= mostReplies || q != nil && len(q.rows) >= mostOwed
}

// Backlog is what has come in and is not handled.
type Backlog struct {
	Updates int
	Oldest  time.Time // when the oldest came in; zero: there is none
}

// Backlog returns what waits to be handled.
func (o *Order) Backlog() (b Backlog) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, c := range o.chats {
		b.Updates += len(c.updates) + c.more
		came := c.last // the next one came soon after it
		if len(c.updates) > 0 {
			came = cameIn(c.updates[0])
		}
		if b.Oldest.IsZero() || came.Before(b.Oldest) {
			b.Oldest = came
		}
	}
	return b
}

// cameIn is when we heard of an update, or when it was said if an earlier
// process heard of it.
func cameIn(in restday.Incoming) time.Time {
	if in.Received.IsZero() {
		return in.At
	}
	return in.Received
}
