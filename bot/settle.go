package bot

import (
	"context"
	"time"

	"restday"
)

const (
	firstSettle = 100 * time.Millisecond
	lastSettle  = 10 * time.Second // the longest wait between two tries to store receipts
)

// settle stores receipts until there will be no more: one alone at once, and
// whatever has come meanwhile together in one transaction.
func (c *Courier) settle(work context.Context) {
	for first := range c.outcomes {
		batch := c.gather(first)
		c.bound(batch)
		moved, ok := c.write(work, batch)
		if !ok {
			continue // the outbox still holds them: they are sent again at the next start
		}
		c.apply(batch)
		if len(moved) > 0 {
			c.passOn(moved...)
		}
	}
}

// bound notes for each chat that cannot be reached how far its queue goes: that
// much the outbox will drop. A reply that is queued while receipts are being
// stored is to somebody who is back.
func (c *Courier) bound(batch []outcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range batch {
		if rows := batch[i].q.rows; len(rows) > 0 {
			batch[i].last = rows[len(rows)-1].ID
		}
	}
}

// gather returns first with all other outcomes that are there already.
func (c *Courier) gather(first outcome) []outcome {
	batch := []outcome{first}
	for {
		select {
		case o, ok := <-c.outcomes:
			if !ok {
				return batch
			}
			batch = append(batch, o)
		default:
			return batch
		}
	}
}

// write stores receipts, again and again until it succeeds or work ends, and
// returns the messages that go to another chat because of them.
func (c *Courier) write(work context.Context, batch []outcome) (moved []restday.Outgoing, ok bool) {
	receipts := make([]restday.Receipt, len(batch))
	for i, o := range batch {
		receipts[i] = o.receipt
	}
	for failures := 1; ; failures++ {
		moved, err := c.box.Settle(work, receipts)
		if err == nil {
			return moved, true
		}
		c.log.Error("receipts were not stored", "receipts", len(receipts), "failures", failures, "err", err)
		if !sleep(work, backoff(failures, firstSettle, lastSettle)) {
			return nil, false
		}
	}
}

// apply brings the queues up to date with receipts that are stored.
func (c *Courier) apply(batch []outcome) {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range batch {
		c.underWay--
		o.q.busy = false
		switch o.receipt.Fate {
		case restday.Retry:
			c.putBack(o, now)
		case restday.Unreachable:
			c.forget(o.row)
			o.q.rows = c.forgetUpTo(o.q.rows, o.last)
		default:
			c.forget(o.row)
		}
		c.place(o.q, now)
	}
	c.ringIfIdle()
	c.look()
}

// putBack returns a row to its place, and everything to the new chat if the
// chat has moved.
func (c *Courier) putBack(o outcome, now time.Time) {
	o.row.Attempts++
	o.row.Due = o.receipt.Due
	o.q.add(o.row)
	if o.receipt.Chat == "" {
		return
	}
	rows := o.q.rows
	o.q.rows = nil
	moved := c.queue(restday.Address{Platform: o.q.to.Platform, Chat: o.receipt.Chat})
	for _, r := range rows {
		r.To, r.Route = moved.to, "" // the shortcut led to the old chat
		moved.add(r)
	}
	c.place(moved, now)
}

// forgetUpTo forgets the rows up to id and returns the others.
func (c *Courier) forgetUpTo(rows []row, id int64) []row {
	n := 0
	for n < len(rows) && rows[n].ID <= id {
		n++
	}
	c.forget(rows[:n]...)
	return rows[n:]
}

func (c *Courier) forget(rows ...row) {
	for _, r := range rows {
		delete(c.known, r.ID)
		if r.Class == restday.Reply {
			c.replies--
		}
	}
}
