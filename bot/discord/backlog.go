package discord

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"restday"
	"restday/bot"
)

// backlog is the direct channels whose history has still to be read after
// READY: what was written while we were away. New messages in such a channel
// are held back, so that they neither overtake older ones nor move the cursor
// over them.
type backlog struct {
	stop func()               // ends the reading that is under way, and waits for its end
	urge func(channel string) // reads one channel before its turn
	pace *rate.Limiter

	mu       sync.Mutex
	channels map[string]*unread
}

type unread struct {
	after   string // snowflake of the newest message stored
	reading bool
	held    []restday.Incoming
}

const (
	historyPage   = 100
	historyAtOnce = 4
	// Reading and sending together stay near Discord's 50 requests a second.
	historyPerSecond = 10
	historyBurst     = 40
)

func newBacklog() *backlog {
	return &backlog{
		stop: func() {}, urge: func(string) {}, pace: rate.NewLimiter(historyPerSecond, historyBurst),
		channels: map[string]*unread{},
	}
}

// catchUp starts reading what was written in each chat since its cursor. When
// all is stored, or that takes too long, it calls done.
func (p *Platform) catchUp(ctx context.Context, inbox bot.Inbox, cursors []restday.Cursor, done func(context.Context)) {
	b := p.backlog
	b.stop() // and with it what would miss the newest gap
	ctx, cancel := context.WithCancel(ctx)
	finished := make(chan struct{})
	var urgent sync.WaitGroup
	b.stop = func() { cancel(); <-finished; urgent.Wait() }
	b.urge = func(channel string) {
		urgent.Go(func() { p.readChannel(ctx, inbox, channel) })
	}
	channels := b.open(cursors)
	var once sync.Once
	finish := func() { once.Do(func() { done(ctx) }) }
	late := time.AfterFunc(p.pace.history, finish)
	go func() {
		defer close(finished)
		defer late.Stop()
		var group errgroup.Group
		group.SetLimit(historyAtOnce)
		for _, channel := range channels {
			group.Go(func() error {
				p.readChannel(ctx, inbox, channel)
				return nil
			})
		}
		_ = group.Wait() // the functions report nothing
		finish()
	}()
}

// open notes the channels to read and returns them, those with the newest
// messages first: there the next ones are the likeliest.
func (b *backlog) open(cursors []restday.Cursor) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range cursors {
		if c.Route == "" || len(c.ID) < 2 {
			continue
		}
		u := b.channels[c.Route]
		if u == nil {
			u = &unread{}
			b.channels[c.Route] = u
		}
		u.after = c.ID[1:] // behind the letter that decode puts before a snowflake
	}
	channels := make([]string, 0, len(b.channels))
	for channel := range b.channels {
		channels = append(channels, channel)
	}
	slices.SortFunc(channels, func(x, y string) int {
		return older(b.channels[y].after, b.channels[x].after)
	})
	return channels
}

// older compares two snowflakes, which are numbers without leading zeros.
func older(x, y string) int {
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(x, y))
}

// hold keeps a typed message back while older ones of its channel are unread.
func (b *backlog) hold(in restday.Incoming) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	u := b.channels[in.Route]
	if u == nil || !strings.HasPrefix(in.ID, "m") {
		return false
	}
	u.held = append(u.held, in)
	return true
}

// claim gives a channel to one reader.
func (b *backlog) claim(channel string) (after string, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	u := b.channels[channel]
	if u == nil || u.reading {
		return "", false
	}
	u.reading = true
	return u.after, true
}

// release gives a channel back and returns what was held meanwhile. A channel
// that was read is closed once nothing is held any more.
func (b *backlog) release(channel string, read bool) []restday.Incoming {
	b.mu.Lock()
	defer b.mu.Unlock()
	u := b.channels[channel]
	if !read {
		u.reading = false
		return nil
	}
	held := u.held
	u.held = nil
	if len(held) == 0 {
		delete(b.channels, channel)
	}
	return held
}

// readChannel stores what was written in one channel, then what was held.
func (p *Platform) readChannel(ctx context.Context, inbox bot.Inbox, channel string) {
	after, ok := p.backlog.claim(channel)
	if !ok {
		return
	}
	missed, err := p.history(ctx, channel, after)
	if err != nil {
		p.backlog.release(channel, false)
		return
	}
	p.put(ctx, inbox, missed)
	for held := p.backlog.release(channel, true); len(held) > 0; held = p.backlog.release(channel, true) {
		p.put(ctx, inbox, held)
	}
}

// history returns what the person wrote after a message, oldest first. A
// channel that Discord will not show has none; the error is that of ctx.
func (p *Platform) history(ctx context.Context, channel, after string) ([]restday.Incoming, error) {
	var missed []restday.Incoming
	wait := backOff{least: p.pace.least, most: p.pace.most}
	for {
		if err := p.backlog.pace.Wait(ctx); err != nil {
			return nil, err
		}
		page, err := p.page(ctx, channel, after)
		var refused *bot.SendError
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.As(sendError(err), &refused) && refused.Reason != bot.Slow:
			p.log.Warn("what was written in a channel while away cannot be read", "error", err)
			return missed, nil
		case err != nil:
			pause := wait.next()
			if refused != nil {
				pause = max(pause, refused.After)
			}
			sleep(ctx, pause)
			continue
		}
		for _, m := range page {
			if in, ok := said(m, p.now()); ok {
				missed = append(missed, in)
			}
		}
		if len(page) < historyPage {
			return missed, nil
		}
		after = page[len(page)-1].ID
	}
}

// page reads up to 100 messages after one, oldest first.
func (p *Platform) page(ctx context.Context, channel, after string) ([]directMessage, error) {
	var page []directMessage
	err := p.api.do(ctx, call{
		name: "read a channel", method: "GET",
		path: messages(channel) + "?limit=100&after=" + url.QueryEscape(after),
	}, &page)
	slices.SortFunc(page, func(x, y directMessage) int { return older(x.ID, y.ID) })
	return page, err
}
