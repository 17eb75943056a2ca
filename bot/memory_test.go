package bot

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"restday"
)

// mute is a platform that takes everything, with an outbox that forgets it.
type mute struct {
	Platform
	Outbox
}

func (mute) Name() string   { return "mute" }
func (mute) Limits() Limits { return Limits{ChatPerSecond: 1, ChatBurst: 5, InFlight: 10} }

func (mute) Send(context.Context, restday.Outgoing) (string, error)                { return "1", nil }
func (mute) Waiting(context.Context, string) ([]restday.Outgoing, error)           { return nil, nil }
func (mute) Settle(context.Context, []restday.Receipt) ([]restday.Outgoing, error) { return nil, nil }

// amnesia is an inbox that takes everything and keeps nothing.
type amnesia struct{ Updates }

func (amnesia) Put(_ context.Context, updates []restday.Incoming) ([]restday.Incoming, error) {
	return updates, nil
}

func (amnesia) Unhandled(context.Context, string) ([]restday.Incoming, error) { return nil, nil }

// crowded is a mute platform that sends five thousand messages a second.
type crowded struct{ mute }

func (crowded) Limits() Limits { return Limits{PerSecond: 5000, InFlight: 10} }

var strangers = flag.Int("strangers", 25_000, "how many unknown people write at once; a million takes two minutes")

// However many strangers write, memory holds a bounded number of their words
// and of the answers to them, and nothing when all are answered.
func TestAMultitudeOfStrangersDoesNotFillMemory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log := slog.New(slog.DiscardHandler)
		c := NewCourier(crowded{}, mute{}, time.Now, log)
		rows := make(chan int64, 1)
		rows <- 1
		o := NewOrder(amnesia{}, nil, func(_ context.Context, in restday.Incoming) error {
			id := <-rows
			rows <- id + 1
			c.Enqueue(restday.Outgoing{ID: id, To: in.From, Text: restday.Text{{Text: "hello"}}})
			return nil
		}, log)
		o.HoldWhile(c.Floods)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- c.Run(ctx) }()
		if err := o.Start(ctx, "mute"); err != nil {
			t.Fatal(err)
		}
		words, answers := 0, 0
		for n := 0; n < *strangers; n += 100 {
			batch := make([]restday.Incoming, 100)
			for i := range batch {
				batch[i] = restday.Incoming{From: restday.Address{Platform: "mute", Chat: fmt.Sprint(n + i)}, Text: "/start"}
			}
			if err := o.Put(ctx, batch); err != nil {
				t.Fatal(err)
			}
			o.mu.Lock()
			words = max(words, o.held)
			o.mu.Unlock()
			c.mu.Lock()
			answers = max(answers, c.replies)
			c.mu.Unlock()
		}
		if err := errors.Join(o.Drain(ctx), c.Idle(ctx)); err != nil {
			t.Fatal(err)
		}
		<-time.After(2 * time.Second)
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if words > mostAtOnce || answers > mostReplies+handlers || words < mostAtOnce/2 {
			t.Errorf("%d words and %d answers in memory at once", words, answers)
		}
		if len(o.chats)+len(c.chats)+len(c.known)+o.held+c.replies > 0 {
			t.Errorf("remembers %d and %d chats, %d messages", len(o.chats), len(c.chats), len(c.known))
		}
	})
}

func TestACourierForgetsChatsThatHaveNothingToSend(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := NewCourier(mute{}, mute{}, time.Now, slog.New(slog.DiscardHandler))
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- c.Run(ctx) }()
		for n := range 1000 {
			to := restday.Address{Platform: "mute", Chat: fmt.Sprint(n)}
			c.Enqueue(restday.Outgoing{ID: int64(n + 1), To: to, Text: restday.Text{{Text: "hello"}}})
		}
		if err := c.Idle(ctx); err != nil {
			t.Fatal(err)
		}
		<-time.After(2 * time.Second) // until each chat's pace has recovered
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if chats, known := len(c.chats), len(c.known); chats+known+c.ready.Len()+c.later.Len() > 0 {
			t.Errorf("remembers %d chats and %d messages", chats, known)
		}
	})
}
