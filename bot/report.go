package bot

import (
	"time"

	"restday"
)

// Reporter is told what happens on the way in and on the way out, while it
// happens: its methods must return at once.
type Reporter interface {
	// Handled tells that an update was handled, or that it failed and is tried again.
	Handled(platform string, ok bool)
	// Parked tells that an update was set aside for the operator.
	Parked(platform string)
	// Tried tells what became of one try to send a message.
	Tried(platform string, t Try)
}

// Try is one try to send a message.
type Try struct {
	Class   restday.Class
	Fate    restday.Fate
	Refused bool          // by the platform, for
	Reason  Reason        // this reason
	Took    time.Duration // at the network
	Reply   time.Duration // from the update to the end of the try, when it was sent; 0: not known
}

// silent is the Reporter of those who have none.
type silent struct{}

// Handled does nothing.
func (silent) Handled(string, bool) {}

// Parked does nothing.
func (silent) Parked(string) {}

// Tried does nothing.
func (silent) Tried(string, Try) {}

// ReportTo has r told of every try. It is called before Run.
func (c *Courier) ReportTo(r Reporter) { c.report = r }

// told reports one try that began at and ended now.
func (c *Courier) told(r row, receipt restday.Receipt, err error, began, now time.Time) {
	t := Try{Class: r.Class, Fate: receipt.Fate, Took: now.Sub(began)}
	if err != nil {
		t.Refused, t.Reason = true, refusalOf(err).Reason
	} else if !r.Answers.IsZero() {
		t.Reply = now.Sub(r.Answers)
	}
	c.report.Tried(c.platform.Name(), t)
}

// Queue is what waits to be sent of one class.
type Queue struct {
	Messages int
	Oldest   time.Time // when the oldest was queued, or read at the start; zero: there is none
}

// Queues returns what waits, by class, and how many messages are under way.
func (c *Courier) Queues() (waiting [restday.Bulk + 1]Queue, underWay int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, q := range c.chats {
		for i := range q.rows {
			r := &q.rows[i]
			w := &waiting[r.Class]
			w.Messages++
			if w.Oldest.IsZero() || r.queued.Before(w.Oldest) {
				w.Oldest = r.queued
			}
		}
	}
	return waiting, c.underWay
}
