package bot

import (
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
