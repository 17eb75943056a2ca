package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"restday"
)

const (
	grace  = 10 * time.Second // how long requests under way may take to finish after a stop
	glance = time.Minute      // the queue is looked at this often at least: the wall clock may jump
)

// Courier sends what the outbox holds for one platform: replies before
// prompts before bulk, the messages of one chat in the order of their ids and
// never two of them at once, and as fast as the platform allows but no faster.
// Its memory is the queue; the outbox is what survives. After a crash only
// messages that were under way can be sent twice, at most Limits.InFlight.
type Courier struct {
	platform Platform
	box      Outbox
	now      func() time.Time
	log      *slog.Logger
	limits   Limits
	report   Reporter
	passOn   func(...restday.Outgoing) // takes what goes to another chat instead

	wake     chan struct{} // something changed that the dispatcher must look at
	outcomes chan outcome  // for the settler
	sending  sync.WaitGroup

	mu       sync.Mutex
	loaded   bool               // the outbox was read
	known    map[int64]struct{} // ids that wait or are under way
	replies  int                // of them
	chats    map[restday.Address]*queue
	ready    line // chats that may send now, the most urgent first
	later    line // chats that may not yet, the soonest first
	underWay int  // messages started and not settled yet
	pace     pace
	opens    time.Time       // nothing is sent before
	refused  restday.Address // the last chat told to slow down, unless a message was sent since
	quiet    bell            // rings when nothing is left to send
}

// NewCourier returns a Courier for p. now must advance with real time: due
// times and limits are counted on it.
func NewCourier(p Platform, box Outbox, now func() time.Time, log *slog.Logger) *Courier {
	limits := p.Limits()
	limits.InFlight = max(limits.InFlight, 1)
	c := &Courier{
		platform: p, box: box, now: now, log: log.With("platform", p.Name()), limits: limits, report: silent{},
		wake:     make(chan struct{}, 1),
		outcomes: make(chan outcome, limits.InFlight),
		known:    map[int64]struct{}{},
		chats:    map[restday.Address]*queue{},
		ready:    line{less: mostUrgent},
		later:    line{less: soonest},
		pace:     newPace(limits.PerSecond, limits.Burst).forgiving(),
	}
	c.passOn = c.Enqueue
	return c
}

// PassOnTo has pass take the messages that go to another chat because theirs
// cannot be reached; without it only this platform's are sent. It is called
// before Run.
func (c *Courier) PassOnTo(pass func(...restday.Outgoing)) { c.passOn = pass }

// Enqueue takes messages that are stored in the outbox. Those that are known
// already and those to other platforms are left alone. A message with a Due
// holds back the later ones of its chat.
func (c *Courier) Enqueue(out ...restday.Outgoing) {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range out {
		if _, ok := c.known[o.ID]; ok || o.To.Platform != c.platform.Name() {
			continue
		}
		c.known[o.ID] = struct{}{}
		if o.Class == restday.Reply {
			c.replies++
		}
		q := c.queue(o.To)
		q.add(row{Outgoing: o, queued: now, free: bareAck(o) || c.limits.AnswersFree && o.Ack != ""})
		c.place(q, now)
	}
	c.look()
}

// Run sends until ctx ends, beginning with what the outbox holds. It then lets
// the requests under way finish, settles them and returns. It is called once.
// It returns an error only when the outbox cannot be read.
func (c *Courier) Run(ctx context.Context) error {
	rows, err := c.box.Waiting(ctx, c.platform.Name())
	if err != nil {
		return fmt.Errorf("read the outbox of %s: %w", c.platform.Name(), err)
	}
	c.Enqueue(rows...)
	c.mu.Lock()
	c.loaded = true
	c.ringIfIdle()
	c.mu.Unlock()

	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	settled := make(chan struct{})
	go func() {
		defer close(settled)
		c.settle(work)
	}()
	c.dispatch(ctx, work)
	timer := time.AfterFunc(grace, cancel)
	defer timer.Stop()
	c.sending.Wait()
	close(c.outcomes)
	<-settled
	return nil
}

// Idle waits until no message waits or is under way, nor does one that Run has
// yet to read from the outbox.
func (c *Courier) Idle(ctx context.Context) error {
	c.mu.Lock()
	if c.idle() {
		c.mu.Unlock()
		return nil
	}
	quiet := c.quiet.next()
	c.mu.Unlock()
	select {
	case <-quiet:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *Courier) idle() bool { return c.loaded && len(c.known) == 0 }

func (c *Courier) ringIfIdle() {
	if c.idle() {
		c.quiet.ring()
	}
}

// dispatch starts messages until ctx ends; they run on work.
func (c *Courier) dispatch(ctx, work context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.wake:
		case <-timer.C:
		}
		if ctx.Err() != nil {
			return
		}
		timer.Reset(c.launch(work))
	}
}

// launch starts every message that may start now and returns how long nothing
// else will unless something changes. The most urgent message is chosen only
// when a send is free, so a reply that has just come takes the very next one.
func (c *Courier) launch(work context.Context) time.Duration {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pace.ease(now)
	for q := c.later.first(); q != nil && !q.opens.After(now); q = c.later.first() {
		c.place(q, now)
	}
	for c.underWay < c.limits.InFlight {
		q := c.ready.first()
		if q == nil {
			break
		}
		if q.class != answers {
			if free := later(c.pace.next, c.opens); free.After(now) {
				return min(c.soonerOf(free, now), glance)
			}
			c.pace.take(now)
			q.pace.take(now)
		}
		c.start(work, q, now)
	}
	return c.soonerOf(now.Add(glance), now)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// soonerOf returns how long it is until at, or until a chat may send again.
func (c *Courier) soonerOf(at, now time.Time) time.Duration {
	if q := c.later.first(); q != nil && q.opens.Before(at) {
		at = q.opens
	}
	return at.Sub(now)
}

func (c *Courier) start(work context.Context, q *queue, now time.Time) {
	q.leave()
	q.busy = true
	r := q.pop()
	if r.tried.IsZero() {
		r.tried = now
	}
	c.underWay++
	c.sending.Go(func() { c.deliver(work, q, r) })
}

// queue returns the queue of a chat, a new one if nothing waits there.
func (c *Courier) queue(to restday.Address) *queue {
	q := c.chats[to]
	if q == nil {
		q = &queue{to: to, pace: newPace(c.limits.ChatPerSecond, c.limits.ChatBurst)}
		c.chats[to] = q
	}
	return q
}

// place puts a chat into the line it belongs to. A chat with nothing to send
// stays until its pace has recovered, and is then forgotten.
func (c *Courier) place(q *queue, now time.Time) {
	q.leave()
	if q.busy {
		return
	}
	q.judge()
	switch {
	case q.opens.After(now):
		c.later.join(q)
	case len(q.rows) > 0:
		c.ready.join(q)
	default:
		delete(c.chats, q.to)
	}
}

// look has the dispatcher look again.
func (c *Courier) look() {
	select {
	case c.wake <- struct{}{}:
	default: // it will look anyway
	}
}
