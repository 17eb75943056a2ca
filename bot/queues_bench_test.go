package bot

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"restday"
)

// BenchmarkQueues is what one look at /metrics costs while a wave of 100,000
// prompts waits.
func BenchmarkQueues(b *testing.B) {
	c := NewCourier(mute{}, mute{}, time.Now, slog.New(slog.DiscardHandler))
	for n := range 100_000 {
		c.Enqueue(restday.Outgoing{ID: int64(n + 1), To: restday.Address{Platform: "mute", Chat: fmt.Sprint(n)}, Class: restday.Prompt})
	}
	for b.Loop() {
		if waiting, _ := c.Queues(); waiting[restday.Prompt].Messages != 100_000 {
			b.Fatal(waiting)
		}
	}
}

// unhurried is a mute platform without limits.
type unhurried struct{ mute }

func (unhurried) Limits() Limits { return Limits{InFlight: 10} }

// BenchmarkWave is the courier's bookkeeping for a wave of prompts, each to a
// chat of its own: to queue, choose, hand over, settle and forget them.
func BenchmarkWave(b *testing.B) {
	for _, messages := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(messages), func(b *testing.B) { benchWave(b, messages) })
	}
}

func benchWave(b *testing.B, messages int) {
	c := NewCourier(unhurried{}, mute{}, time.Now, slog.New(slog.DiscardHandler))
	done := make(chan error, 1)
	ctx, cancel := context.WithCancel(b.Context())
	go func() { done <- c.Run(ctx) }()
	id := int64(0)
	for b.Loop() {
		for n := range messages {
			id++
			c.Enqueue(restday.Outgoing{ID: id, To: restday.Address{Platform: "mute", Chat: fmt.Sprint(n)}, Class: restday.Prompt})
		}
		if err := c.Idle(ctx); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*messages), "ns/message")
	cancel()
	if err := <-done; err != nil {
		b.Fatal(err)
	}
}
