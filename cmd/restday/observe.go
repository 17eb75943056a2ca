package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"restday"
	"restday/bot"
	"restday/conversation"
	"restday/lang"
	"restday/observe"
	"restday/scheduler"
)

// notObserved is the address of those who want no port open.
const notObserved = "off"

// observed is a platform of which the watch knows when it was reached.
type observed struct {
	bot.Platform
	watch *observe.Watch
}

// Run notes also when the platform cannot go on.
func (o observed) Run(ctx context.Context, inbox bot.Inbox) error {
	err := o.Platform.Run(ctx, reached{inbox, o.watch})
	if err != nil && ctx.Err() == nil {
		o.watch.Stopped(o.Name())
	}
	return err
}

// Fetch implements bot.Fetcher for a platform that has files.
func (o observed) Fetch(ctx context.Context, ref string, most int64) ([]byte, error) {
	if f, ok := o.Platform.(bot.Fetcher); ok {
		return f.Fetch(ctx, ref, most)
	}
	return nil, &bot.SendError{Reason: bot.Refused, Err: errors.New("this platform has no files")}
}

// reached is an inbox that tells the watch whenever a platform uses it.
type reached struct {
	bot.Inbox
	watch *observe.Watch
}

// Put implements bot.Inbox.
func (r reached) Put(ctx context.Context, updates []restday.Incoming) error {
	if len(updates) > 0 {
		r.watch.Reached(updates[0].From.Platform)
	}
	return r.Inbox.Put(ctx, updates)
}

// Alive implements bot.Inbox.
func (r reached) Alive(ctx context.Context, platform string, now time.Time) (time.Time, error) {
	r.watch.Reached(platform)
	return r.Inbox.Alive(ctx, platform, now)
}

// pulse tells the metrics and the watch what the scheduler did.
type pulse struct {
	metrics *observe.Metrics
	watch   *observe.Watch
}

// Ticked implements scheduler.Reporter.
func (p pulse) Ticked(took time.Duration) { p.metrics.Ticked(took); p.watch.Ticked() }

// Woke implements scheduler.Reporter.
func (p pulse) Woke(ok bool) { p.metrics.Woke(ok); p.watch.Ticked() }

var _ scheduler.Reporter = pulse{}

// watched returns the platforms so that a new watch follows them.
func watched(c config, platforms []bot.Platform) (*observe.Watch, []bot.Platform) {
	var names []string
	for _, p := range platforms {
		names = append(names, p.Name())
	}
	watch := observe.NewWatch(time.Now, c.databaseFolder(), names...)
	out := make([]bot.Platform, len(platforms))
	for i, p := range platforms {
		out[i] = observed{p, watch}
	}
	return watch, out
}

// databaseFolder is where the file of the database lies; "" when there is none.
func (c config) databaseFolder() string {
	if strings.Contains(c.Database, "://") || c.Database == ":memory:" {
		return ""
	}
	return filepath.Dir(c.Database)
}

// measure has everything in the house counted.
func (h *house) measure(watch *observe.Watch) *observe.Metrics {
	m := observe.NewMetrics(h.names()...)
	s := observe.Sources{Inbox: h.order.Backlog, Queues: map[string]observe.Queues{}, Watch: watch, Now: time.Now}
	h.order.ReportTo(m)
	h.engine.ReportTo(func(became conversation.Morning) { m.Morning(string(became)) })
	for name, courier := range h.couriers {
		courier.ReportTo(m)
		s.Queues[name] = courier.Queues
	}
	m.Read(s)
	return m
}

// observing returns what runs beside the platforms so that others can look at
// the house: the scheduler with its pulse taken, the news for operators, and a
// server at the address unless that is "off" or cannot be opened. A bot that
// serves is worth more than one that is looked at.
func (h *house) observing(ctx context.Context, c config, watch *observe.Watch) ([]func(context.Context) error, error) {
	book, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	metrics := h.measure(watch)
	clock := h.clock()
	clock.Report = pulse{metrics, watch}
	news := &messenger{house: h, watch: watch, say: book.Speaker(c.Lang), zone: c.location(), desk: observe.NewDesk(c.operators()...)}
	tickers := []func(context.Context) error{clock.Run, news.run}
	if c.Observe.Address == notObserved {
		return tickers, nil
	}
	server, err := observe.Listen(ctx, c.Observe.Address, metrics, watch, h.readable)
	if err != nil {
		h.log.Warn("nobody can read /metrics: observe.address (RESTDAY_OBSERVE_ADDRESS) cannot be opened", "err", err)
		return tickers, nil
	}
	h.log.Info("observable", "address", server.Address())
	return append(tickers, server.Run), nil
}

// readable tells whether the database answers.
func (h *house) readable(ctx context.Context) error {
	if _, err := h.store.UnhandledOf(ctx, restday.Address{}, 1); err != nil {
		return fmt.Errorf("the database does not answer: %w", err)
	}
	return nil
}

// operators reads what loadConfig has checked.
func (c config) operators() (out []restday.Address) {
	for one := range strings.SplitSeq(c.Admins, ",") {
		if a, err := restday.ParseAddress(strings.TrimSpace(one)); err == nil {
			out = append(out, a)
		}
	}
	return out
}

func (c config) location() *time.Location { return restday.Athlete{Zone: c.zone()}.Location() }

// messenger brings operators the news.
type messenger struct {
	house *house
	watch *observe.Watch
	desk  *observe.Desk
	say   lang.Speaker
	zone  *time.Location
}

const lookEvery = 30 * time.Second

// run looks for news until ctx ends.
func (m *messenger) run(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		m.look(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (m *messenger) look(ctx context.Context) {
	troubles := m.watch.Troubles()
	m.desk.Tell(troubles, func(to restday.Address, n observe.News) bool { return m.tell(ctx, to, n) })
}

// news is the event in whose turn an operator is written to.
const news restday.Event = "news"

// tell queues one message to an operator whose platform works. The same news of
// one hour are told once, whatever flaps or restarts.
func (m *messenger) tell(ctx context.Context, to restday.Address, n observe.News) bool {
	courier := m.house.couriers[to.Platform]
	if courier == nil || !m.watch.Works(to.Platform) {
		return false
	}
	key := fmt.Sprintf("operator:%s:%s:%t:%s:%s", n.Kind, n.Platform, n.Over, n.Since.UTC().Format("2006-01-02T15"), to)
	words := restday.Text{{Text: m.words(n)}}
	out, err := m.house.store.Turn(ctx, restday.Incoming{From: to, Event: news}, time.Now(), func(restday.Person) (restday.Change, error) {
		return restday.Change{Outgoing: []restday.Outgoing{{Key: key, Text: words}}}, nil
	})
	if err != nil {
		m.house.log.Error("an operator was not told", "news", string(n.Kind), "err", err)
		return false
	}
	courier.Enqueue(out...)
	return true
}

func (m *messenger) words(n observe.News) string {
	key := "operator." + string(n.Kind)
	if n.Over {
		key += "_over"
	}
	return m.say.Say(key, "platform", m.say.Say("operator."+n.Platform), "since", m.say.Clock(restday.ClockOf(n.Since.In(m.zone))), "free", m.watch.Free()/1_000_000)
}
