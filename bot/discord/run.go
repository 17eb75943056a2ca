package discord

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"restday"
	"restday/bot"
)

// Run keeps a gateway session open and puts what it hears into the inbox, in
// order. A connection that breaks is resumed, so that taps made meanwhile are
// still delivered; only when Discord refuses that, or after a restart, are
// they lost, and the open questions are asked again.
func (p *Platform) Run(ctx context.Context, inbox bot.Inbox) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	events := make(chan heard, 4096)
	hear := func(h heard) {
		if h.own != nil {
			go p.answerOwn(ctx, *h.own)
			return
		}
		if h.incoming != nil && h.incoming.Ack != "" {
			p.expect(ctx, *h.incoming)
		}
		select {
		case events <- h:
		case <-ctx.Done():
		}
	}
	listened := make(chan struct{})
	go func() {
		defer close(listened)
		p.listen(ctx, inbox, events)
	}()
	err := p.connect(ctx, inbox, hear)
	stop()
	<-listened
	return err
}

// connect keeps one connection after the other until ctx ends.
func (p *Platform) connect(ctx context.Context, inbox bot.Inbox, hear func(heard)) error {
	var g *gateway
	wait := backOff{least: p.pace.least, most: p.pace.most}
	var identified time.Time
	for ctx.Err() == nil {
		if g == nil {
			var err error
			if err = p.mayIdentify(ctx, identified); err != nil {
				return err
			}
			if g, err = p.newGateway(hear); err != nil {
				return err
			}
			identified = time.Now()
		}
		up := time.Now()
		end := p.attend(ctx, inbox, g)
		if mend := operatorError(end); mend != nil {
			return mend
		}
		if time.Since(up) > steady {
			wait.reset()
		}
		g = g.next(ctx, end)
		p.breathe(ctx, end, g != nil, wait.next())
	}
	return nil
}

// steady is how long a connection must have lasted to be no sign of trouble.
const steady = time.Minute

// attend opens a connection and stays with it; it returns why it ended.
func (p *Platform) attend(ctx context.Context, inbox bot.Inbox, g *gateway) error {
	link, err := g.open(ctx, p.pace)
	if err != nil {
		return err
	}
	p.log.Info("connected to Discord")
	p.watch(ctx, inbox, link)
	return errDropped
}

// breathe waits before the next connection.
func (p *Platform) breathe(ctx context.Context, end error, resume bool, pause time.Duration) {
	if ctx.Err() != nil {
		return
	}
	p.log.Warn("not connected to Discord", "reason", reason(end), "resume", resume, "again_in", pause)
	sleep(ctx, pause)
}

// mayIdentify waits until a new session may be started: 5 s after the last,
// and longer when today's identifies run out, which Discord counts over all
// our restarts.
func (p *Platform) mayIdentify(ctx context.Context, last time.Time) error {
	sleep(ctx, time.Until(last.Add(p.pace.identify)))
	var gateway struct {
		Limit struct {
			Total      int   `json:"total"`
			Remaining  int   `json:"remaining"`
			ResetAfter int64 `json:"reset_after"` // milliseconds
		} `json:"session_start_limit"`
	}
	err := p.api.do(ctx, call{name: "gateway/bot", method: "GET", path: "/gateway/bot"}, &gateway)
	if isStatus(err, 401) {
		return errTokenRefused
	}
	limit := gateway.Limit // zero after any other error: connecting will show it
	if limit.Remaining < limit.Total/10 {
		pause := time.Duration(limit.ResetAfter) * time.Millisecond / time.Duration(max(limit.Remaining, 0)+1)
		p.log.Warn("few Discord sessions are left today", "left", limit.Remaining, "wait", pause)
		sleep(ctx, pause)
	}
	return nil
}

// watch returns when the connection is over or ctx ends. While the gateway
// speaks it tells the inbox so.
func (p *Platform) watch(ctx context.Context, inbox bot.Inbox, l *link) {
	tick := time.NewTicker(p.pace.alive)
	defer tick.Stop()
	var told int64
	for {
		select {
		case <-ctx.Done():
			l.cut()
			return
		case <-l.dead:
			return
		case <-tick.C:
		}
		if at := l.heard.Load(); at != told {
			told = at
			if _, err := inbox.Alive(ctx, platformName, p.now()); err != nil && ctx.Err() == nil {
				p.log.Error("note that Discord is there", "error", err)
			}
		}
	}
}

// listen takes what the gateway said into the inbox.
func (p *Platform) listen(ctx context.Context, inbox bot.Inbox, events <-chan heard) {
	for {
		select {
		case h := <-events:
			p.take(ctx, inbox, h, events)
		case <-ctx.Done():
			p.backlog.stop()
			if len(events) == 0 {
				return
			}
		}
	}
}

// take handles h and whatever has come in meanwhile: one Put for many taps.
func (p *Platform) take(ctx context.Context, inbox bot.Inbox, h heard, events <-chan heard) {
	var batch []restday.Incoming
	for n := len(events); ; n-- {
		switch {
		case h.ready != "":
			p.put(ctx, inbox, batch)
			batch = nil
			p.greeted(ctx, inbox, h)
		case p.backlog.hold(*h.incoming):
			p.backlog.urge(h.incoming.Route) // somebody is waiting there
		default:
			batch = append(batch, *h.incoming)
		}
		if n == 0 {
			break
		}
		h = <-events
	}
	p.put(ctx, inbox, batch)
}

// put stores updates, trying until it succeeds: Discord sends nothing twice.
func (p *Platform) put(ctx context.Context, inbox bot.Inbox, batch []restday.Incoming) {
	wait := backOff{least: p.pace.least / 5, most: 5 * p.pace.least}
	for len(batch) > 0 {
		// What has been heard is stored even while stopping.
		err := inbox.Put(context.WithoutCancel(ctx), batch)
		if err == nil {
			return
		}
		p.log.Error("updates wait to be stored", "count", len(batch), "error", err)
		if ctx.Err() != nil {
			return
		}
		sleep(ctx, wait.next())
	}
}

// backOff is a wait that doubles.
type backOff struct {
	least, most, now time.Duration
}

// next returns how long to wait, with up to a quarter more by chance.
func (b *backOff) next() time.Duration {
	b.now = min(max(2*b.now, b.least), b.most)
	return b.now + rand.N(b.now/4+1)
}

func (b *backOff) reset() { b.now = 0 }

func sleep(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

var errDropped = errors.New("the connection ended")
