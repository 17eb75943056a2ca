package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"restday"
	"restday/bot"
	"restday/conversation"
	"restday/plan"
	"restday/scheduler"
	"restday/storage"
)

const (
	finishing = 10 * time.Second // for what is being handled when the program stops
	parting   = 3 * time.Second  // for the replies that have been queued by then
)

// house is the running bot: one engine over one store, and for each platform a
// way in through the order and a way out through its courier.
type house struct {
	store     *doors
	engine    *conversation.Engine
	order     *bot.Order
	platforms []bot.Platform
	couriers  map[string]*bot.Courier
	files     *bot.Files
	log       *slog.Logger
}

// newHouse connects what is given; now is the clock of the conversation.
func newHouse(s *storage.Store, flow *conversation.Flow, now func() time.Time, log *slog.Logger, platforms ...bot.Platform) *house {
	d := throughDoors(s)
	h := &house{
		store: d, engine: conversation.New(d, flow, now), platforms: platforms,
		couriers: map[string]*bot.Courier{}, files: bot.NewFiles(now, log, platforms...), log: log,
	}
	h.order = bot.NewOrder(d, d, h.handle, log)
	for _, p := range platforms {
		c := bot.NewCourier(enclosing{h.sender(p), s}, d, time.Now, log)
		c.PassOnTo(h.send)
		h.couriers[p.Name()] = c
	}
	h.order.HoldWhile(h.floods)
	return h
}

// newFlow returns the conversation as this host has set it up.
func newFlow(c config) (*conversation.Flow, error) {
	library, err := c.library()
	if err != nil {
		return nil, fmt.Errorf("load the rules: %w", err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		return nil, fmt.Errorf("load the sessions: %w", err)
	}
	return conversation.NewFlow(conversation.Settings{
		Zone: c.zone(), PromptAt: c.promptAt(), Language: c.Lang,
		Window: c.CheckIn.Window, Late: c.CheckIn.Late, Nudge: c.CheckIn.Nudge,
		Emergency: c.Help.Emergency, HelpLine: c.Help.Line,
	}, library, sessions)
}

// handle answers one event and has what was queued sent.
func (h *house) handle(ctx context.Context, in restday.Incoming) error {
	in, err := h.files.Fetch(ctx, in)
	if err != nil {
		return fmt.Errorf("fetch what came with an update: %w", err)
	}
	out, err := h.engine.Handle(ctx, in)
	if err != nil {
		return err
	}
	for i := range out {
		out[i].Answers = in.Received
	}
	h.send(out...)
	return nil
}

// send hands messages to the couriers, each of which takes what is its own.
func (h *house) send(out ...restday.Outgoing) {
	for _, c := range h.couriers {
		c.Enqueue(out...)
	}
}

// floods tells whether a chat must wait until more has been sent.
func (h *house) floods(chat restday.Address) bool {
	c := h.couriers[chat.Platform]
	return c != nil && c.Floods(chat)
}

// wake handles the wake of an athlete whom this process can reach. The others
// stay due until their platform is back.
func (h *house) wake(ctx context.Context, in restday.Incoming) error {
	if h.couriers[in.From.Platform] == nil {
		return nil
	}
	return h.handle(ctx, in)
}

// wakeTeam handles the wake of a team. What it says to platforms that are away
// waits for them.
func (h *house) wakeTeam(ctx context.Context, id int64) error {
	out, err := h.engine.HandleTeam(ctx, id)
	h.send(out...)
	return err
}

// run receives and sends until ctx ends, or until no platform is left, with
// tickers running beside. It stops in this order: nothing more comes in, what is
// being handled is finished, the replies to it go out, and what was sent is noted.
func (h *house) run(ctx context.Context, tickers ...func(context.Context) error) error {
	receiving, hush := context.WithCancel(ctx)
	defer hush()
	sending, part := context.WithCancel(context.WithoutCancel(ctx))
	defer part()
	if err := h.order.Start(receiving, h.names()...); err != nil {
		return err
	}
	var ticking, couriers sync.WaitGroup
	for _, c := range h.couriers {
		couriers.Go(func() { h.report("send", c.Run(sending)) })
	}
	for _, tick := range tickers {
		ticking.Go(func() { h.report("tick", tick(receiving)) })
	}

	err := h.receive(receiving)
	hush()
	ticking.Wait()
	h.finish(sending)
	part()
	couriers.Wait()
	return err
}

func (h *house) names() (out []string) {
	for _, p := range h.platforms {
		out = append(out, p.Name())
	}
	return out
}

func (h *house) clock() *scheduler.Scheduler {
	return &scheduler.Scheduler{Store: h.store, Handle: h.wake, Team: h.wakeTeam, Prune: h.store.Prune, Now: wallClock, Log: h.log}
}

// receive runs the platforms until each has ended. One that cannot go on is
// reported and the others do; when all have failed, that is an error.
func (h *house) receive(ctx context.Context) error {
	failures := make(chan error, len(h.platforms))
	var receivers sync.WaitGroup
	for _, p := range h.platforms {
		receivers.Go(func() {
			if err := h.receiveFrom(ctx, p); err != nil {
				failures <- fmt.Errorf("%s: %w", p.Name(), err)
			}
		})
	}
	receivers.Wait()
	close(failures)
	var all []error
	for err := range failures {
		all = append(all, err)
	}
	if len(all) < len(h.platforms) {
		return nil
	}
	return errors.Join(all...)
}

const (
	proven    = 20 * time.Second // a platform that ran this long has worked
	nextTrial = time.Minute      // until a platform that has worked is tried again
)

// receiveFrom runs a platform until ctx ends. What has worked once and stops is
// tried again: a token that is refused for a moment must not end the mornings of
// everybody there. What never worked is an error.
func (h *house) receiveFrom(ctx context.Context, p bot.Platform) error {
	worked := false
	for {
		began := time.Now()
		err := p.Run(ctx, h.order)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		h.log.Error("a platform has stopped", "platform", p.Name(), "err", err)
		worked = worked || time.Since(began) > proven
		if !worked {
			return err
		}
		select {
		case <-time.After(nextTrial):
		case <-ctx.Done():
			return nil
		}
	}
}

// finish gives what is under way a little time.
func (h *house) finish(ctx context.Context) {
	handled, cancel := context.WithTimeout(ctx, finishing)
	defer cancel()
	h.report("finish", h.order.Drain(handled))
	sent, cancel := context.WithTimeout(ctx, parting)
	defer cancel()
	_ = h.settled(sent) // what is not sent by then is sent at the next start
}

// settled waits until everything that came in is handled and answered.
func (h *house) settled(ctx context.Context) error {
	if err := h.order.Drain(ctx); err != nil {
		return err
	}
	for _, c := range h.couriers {
		if err := c.Idle(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) report(what string, err error) {
	if err != nil {
		h.log.Error("cannot "+what, "err", err)
	}
}
