package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"restday"
)

const (
	handlers   = 16     // updates handled at the same time, each of another chat
	mostPanics = 3      // of one update; then it is parked
	mostHeld   = 32     // updates of one chat in memory; what else it has waits in the inbox
	mostAtOnce = 10_000 // updates in memory; with more, platforms are not asked for news
	firstRetry = time.Second
	lastRetry  = 30 * time.Second // the longest wait between two tries of one update
	fullWait   = time.Second      // until a chat that is owed too many messages is looked at again
)

// Order is the Inbox of a running bot. It stores what comes in and has it
// handled: the updates of one chat strictly one after the other, those of
// different chats side by side. An update that fails is tried again for as
// long as the process lives and holds up nobody but its own chat. Its memory is
// bounded however much comes in: the inbox holds the rest.
type Order struct {
	Presence
	updates Updates
	handle  func(context.Context, restday.Incoming) error
	log     *slog.Logger
	full    func(restday.Address) bool // a chat must not be owed more for now
	report  Reporter

	mu      sync.Mutex
	running bool                      // from Start until its context ends
	chats   map[restday.Address]*chat // those with something to handle
	ready   []*chat                   // those of them whose turn it is, in order
	workers int
	held    int  // updates in memory
	quiet   bell // rings when nothing is left to handle
	room    bell // rings when there is room for more
}

// NewOrder returns an Order that has every update handled by handle. An error
// from handle means that nothing was stored and the update must be tried again;
// handling an update twice must do no harm.
func NewOrder(
	updates Updates, presence Presence, handle func(context.Context, restday.Incoming) error, log *slog.Logger,
) *Order {
	return &Order{
		Presence: presence, updates: updates, handle: handle, log: log,
		full: func(restday.Address) bool { return false }, report: silent{},
		chats: map[restday.Address]*chat{},
	}
}

// HoldWhile slows a flooding chat: its next update waits while full returns
// true. It is called before Start.
func (o *Order) HoldWhile(full func(restday.Address) bool) { o.full = full }

// ReportTo has r told what becomes of updates. It is called before Start.
func (o *Order) ReportTo(r Reporter) { o.report = r }

// Start begins to handle, with what earlier runs of the program left
// unhandled on the named platforms. It is called once, before any Put. When
// ctx ends, no further update is begun; Drain waits for those under way.
func (o *Order) Start(ctx context.Context, platforms ...string) error {
	var left []restday.Incoming
	for _, platform := range platforms {
		updates, err := o.updates.Unhandled(ctx, platform)
		if err != nil {
			return fmt.Errorf("read the inbox of %s: %w", platform, err)
		}
		left = append(left, updates...)
	}
	o.mu.Lock()
	o.running = true
	o.mu.Unlock()
	context.AfterFunc(ctx, o.stop)
	o.push(left)
	return nil
}

func (o *Order) stop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.running = false
	o.room.ring()
	o.ringIfIdle()
}

// Put implements Inbox. While more is waiting than memory should hold it does
// not return, so that the platform is not asked for more.
func (o *Order) Put(ctx context.Context, updates []restday.Incoming) error {
	fresh, err := o.updates.Put(ctx, o.admit(updates))
	if err != nil {
		return fmt.Errorf("store updates: %w", err)
	}
	o.push(fresh)
	o.awaitRoom(ctx)
	return nil
}

// awaitRoom returns when memory has room, or when no more will come.
func (o *Order) awaitRoom(ctx context.Context) {
	for {
		o.mu.Lock()
		if o.held <= mostAtOnce || !o.running {
			o.mu.Unlock()
			return
		}
		room := o.room.next()
		o.mu.Unlock()
		select {
		case <-room:
		case <-ctx.Done():
			return
		}
	}
}

// Drain waits until nothing is being handled nor, unless Start's context has
// ended, waits to be.
func (o *Order) Drain(ctx context.Context) error {
	o.mu.Lock()
	if o.idle() {
		o.mu.Unlock()
		return nil
	}
	quiet := o.quiet.next()
	o.mu.Unlock()
	select {
	case <-quiet:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (o *Order) idle() bool { return o.workers == 0 && (len(o.chats) == 0 || !o.running) }

func (o *Order) ringIfIdle() {
	if o.idle() {
		o.quiet.ring()
	}
}

func (o *Order) push(updates []restday.Incoming) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.running {
		return // they are stored: the next start finds them
	}
	for _, in := range updates {
		c := o.chats[in.From]
		if c == nil {
			c = &chat{from: in.From}
			o.chats[in.From] = c
			o.ready = append(o.ready, c)
		}
		if c.add(in) {
			o.held++
		}
	}
	o.hire()
}

// hire starts a worker for each chat whose turn it is, as far as there may be.
func (o *Order) hire() {
	for n := len(o.ready); n > 0 && o.workers < handlers; n-- {
		o.workers++
		go o.work()
	}
}

// work handles one update after the other until none is ready. What has begun
// is finished whatever ends, so the handler gets a context without an end.
func (o *Order) work() {
	ctx := context.Background()
	for {
		c, first, ok := o.take()
		switch {
		case !ok:
			return
		case len(first) == 0:
			o.refill(ctx, c)
		default:
			o.finish(c, first[0], o.try(ctx, c, first[0]))
		}
	}
}

// take returns the chat whose turn it is with its first update, or with none
// when that must be read from the inbox.
func (o *Order) take() (_ *chat, first []restday.Incoming, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.running && len(o.ready) > 0 {
		c := o.ready[0]
		o.ready = o.ready[1:]
		if o.full(c.from) {
			time.AfterFunc(fullWait, func() { o.again(c) })
			continue
		}
		c.reading = len(c.updates) == 0
		return c, c.updates[:min(1, len(c.updates))], true
	}
	o.workers--
	o.ringIfIdle()
	return nil, nil, false
}

// try handles one update, or parks it when it makes the handler panic for ever.
func (o *Order) try(ctx context.Context, c *chat, in restday.Incoming) error {
	err := o.guarded(ctx, in)
	if !errors.As(err, new(panicError)) {
		return err
	}
	c.panics++
	if c.panics < mostPanics {
		return err
	}
	if parking := o.updates.Park(ctx, in, err.Error()); parking != nil {
		return fmt.Errorf("park an update: %w", parking)
	}
	o.report.Parked(in.From.Platform)
	o.log.Error("an update was parked", "update", in.ID, "why", err)
	return nil
}

func (o *Order) guarded(ctx context.Context, in restday.Incoming) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = panicked(v)
			o.log.Error("handling an update panicked", "update", in.ID, "err", err, "stack", string(debug.Stack()))
		}
	}()
	return o.handle(ctx, in)
}

func (o *Order) finish(c *chat, in restday.Incoming, err error) {
	o.report.Handled(in.From.Platform, err == nil)
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil {
		o.retry(c, err, "update", in.ID)
		return
	}
	c.updates, c.last = c.updates[1:], cameIn(in)
	c.failures, c.panics = 0, 0
	o.dropped(1)
	o.next(c)
}

// next puts a chat in the line again, or forgets it.
func (o *Order) next(c *chat) {
	if len(c.updates) == 0 && c.more == 0 {
		delete(o.chats, c.from)
		return
	}
	o.ready = append(o.ready, c)
}

// retry has a chat wait after a failure.
func (o *Order) retry(c *chat, err error, what ...any) {
	c.failures++
	wait := backoff(c.failures, firstRetry, lastRetry)
	o.log.Warn("an update is tried again", append(what, "in", wait, "failures", c.failures, "err", err)...)
	time.AfterFunc(wait, func() { o.again(c) })
}

// dropped notes that n updates are no longer in memory.
func (o *Order) dropped(n int) {
	o.held -= n
	if o.held <= mostAtOnce {
		o.room.ring()
	}
}

func (o *Order) again(c *chat) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ready = append(o.ready, c)
	o.hire()
}

// panicError is a panic of a handler or an adapter.
type panicError string

// Error says what kind of panic it was.
func (p panicError) Error() string { return "panic: " + string(p) }

// panicked describes a recovered value. Only the runtime's own errors are
// quoted: any other value may hold what an athlete said.
func panicked(v any) error {
	if err, ok := v.(runtime.Error); ok {
		return panicError(err.Error())
	}
	return panicError(fmt.Sprintf("%T", v))
}
