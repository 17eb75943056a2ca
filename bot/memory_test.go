package bot

import (
	"context"
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

func (mute) Send(context.Context, restday.Outgoing) (string, error)      { return "1", nil }
func (mute) Waiting(context.Context, string) ([]restday.Outgoing, error) { return nil, nil }
func (mute) Settle(context.Context, []restday.Receipt) error             { return nil }

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
