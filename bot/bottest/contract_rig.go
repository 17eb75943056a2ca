package bottest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot"
)

const (
	patience = 20 * time.Second // until something that must happen counts as missing
	glance   = 2 * time.Millisecond
)

// private is part of everything people say, tap and read in the contract. It
// must never be found in a log line or an error.
const private = "kumquat"

// rig is a whole bot on one platform: the server, the platform, storage in
// memory, and a conversation that the case makes up.
type rig struct {
	t        testing.TB
	promise  string
	fake     Fake
	store    *Memory
	log      *Diary
	platform bot.Platform
	order    *bot.Order
	courier  *bot.Courier
	answer   func(in restday.Incoming) []restday.Outgoing
	stored   func() // called after each Put
	cut      func() // ends the run without waiting for anything
	stop     func() // nil when it does not run
}

func newRig(t testing.TB, start func(testing.TB, *slog.Logger) Fake) *rig {
	r := &rig{t: t, store: &Memory{}, log: &Diary{}}
	r.answer = func(restday.Incoming) []restday.Outgoing { return nil }
	r.stored = func() {}
	r.fake = start(t, r.logger())
	return r
}

func (r *rig) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// start runs a bot with an empty memory and waits until it is connected and
// has sent what was waiting: a row that a case stores after that stays there.
func (r *rig) start() {
	r.t.Helper()
	before := r.store.Heartbeats()
	r.launch()
	r.await("Alive is noted once the bot is connected", func() bool { return r.store.Heartbeats() > before })
	r.settle(0)
}

// launch runs a bot with an empty memory.
func (r *rig) launch() {
	r.t.Helper()
	r.platform = r.fake.Platform(r.t)
	r.order = bot.NewOrder(watched{r.store, r.stored}, r.store, r.handle, r.logger())
	r.courier = bot.NewCourier(r.platform, r.store, time.Now, r.logger())
	ctx, cancel := context.WithCancel(context.Background())
	r.cut = cancel
	failed := make(chan error, 3)
	if err := r.order.Start(ctx, r.platform.Name()); err != nil {
		r.t.Fatalf("Order.Start: %v", err)
	}
	platform, order, courier := r.platform, r.order, r.courier
	go func() { failed <- platform.Run(ctx, order) }()
	go func() { failed <- courier.Run(ctx) }()
	r.t.Cleanup(cancel)
	r.stop = func() {
		r.t.Helper()
		r.stop = nil
		cancel()
		go func() { failed <- order.Drain(context.Background()) }()
		for range cap(failed) {
			select {
			case err := <-failed:
				if err != nil {
					r.broken("Run ended with %v; after its context ended it must return nil", err)
				}
			case <-time.After(patience):
				r.broken("the bot does not stop")
			}
		}
	}
}

func (r *rig) handle(_ context.Context, in restday.Incoming) error {
	out := r.store.Turn(in, func() []restday.Outgoing { return r.answer(in) })
	r.courier.Enqueue(out...)
	return nil
}

// watched is storage that tells when updates were stored.
type watched struct {
	*Memory
	stored func()
}

// Put implements bot.Updates.
func (w watched) Put(ctx context.Context, updates []restday.Incoming) ([]restday.Incoming, error) {
	fresh, err := w.Memory.Put(ctx, updates)
	if err == nil {
		w.stored()
	}
	return fresh, err
}

// answerWith sets the conversation: what the bot answers to each update. Where
// nothing else is said, messages go to whoever the update came from.
func (r *rig) answerWith(answer func(in restday.Incoming) []restday.Outgoing) {
	r.answer = func(in restday.Incoming) []restday.Outgoing {
		out := answer(in)
		for i := range out {
			out[i].To, out[i].Route = in.From, in.Route
		}
		return out
	}
}

// settle waits until n updates in all were handled and everything was sent.
func (r *rig) settle(n int) []restday.Incoming {
	r.t.Helper()
	r.await(fmt.Sprintf("%d updates are handled", n), func() bool { return r.store.Handled() >= n })
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := errors.Join(r.order.Drain(ctx), r.courier.Idle(ctx)); err != nil {
		r.broken("the replies are not sent: %v", err)
	}
	return r.store.Received()
}

// post sends a message of the bot's own accord and returns its outbox row.
func (r *rig) post(out restday.Outgoing) int64 {
	r.t.Helper()
	queued := r.store.Queue(out)
	r.courier.Enqueue(queued...)
	r.settle(r.store.Handled())
	receipts := r.store.Receipts(queued[0].ID)
	if last := receipts[len(receipts)-1]; last.Fate != restday.Sent {
		r.broken("a message was not sent: %s (%s)", last.Fate, last.Why)
	}
	return queued[0].ID
}

// send hands one message straight to the platform and returns its error, whose
// text must not give anything away.
func (r *rig) send(ctx context.Context, out restday.Outgoing) error {
	_, err := r.platform.Send(ctx, out)
	if err != nil {
		r.mustNotTell("an error", err.Error())
	}
	return err
}

// finish stops the bot and checks what must hold after every case.
func (r *rig) finish() {
	r.t.Helper()
	if r.stop != nil {
		r.stop()
	}
	if n := r.fake.Unanswered(); n > 0 {
		r.broken("%d taps or commands were never answered", n)
	}
	for _, v := range r.fake.Violations() {
		r.broken("a request that the network's specification forbids: %s", v)
	}
	r.mustNotTell("the log", r.log.String())
}

// mustNotTell checks that a text holds neither the token nor what people said.
func (r *rig) mustNotTell(where, text string) {
	r.t.Helper()
	if strings.Contains(text, private) {
		r.t.Errorf("%s tells what was said:\n%s", where, text)
	}
	if s, ok := r.fake.(Secret); ok && strings.Contains(text, s.Token()) {
		r.t.Errorf("%s holds the token", where)
	}
}

// await waits until done.
func (r *rig) await(what string, done func() bool) {
	r.t.Helper()
	ticker := time.NewTicker(glance)
	defer ticker.Stop()
	deadline := time.After(patience)
	for !done() {
		select {
		case <-ticker.C:
		case <-deadline:
			r.broken("missing after %s: %s\nstored: %d updates, log:\n%s",
				patience, what, len(r.store.Received()), r.log)
		}
	}
}

// broken ends the case: a promise is not kept.
func (r *rig) broken(format string, args ...any) {
	r.t.Helper()
	r.t.Fatalf("%s\nThe promise: %s", fmt.Sprintf(format, args...), r.promise)
}
