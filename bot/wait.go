package bot

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff is how long to wait after n failures in a row: first, doubled each
// time up to longest, shortened by up to a half at random so that many who
// failed together do not come back together.
func backoff(n int, first, longest time.Duration) time.Duration {
	d := min(first<<min(max(n-1, 0), 16), longest)
	return d - rand.N(d/2)
}

// bell lets several wait for one moment. Its owner's lock guards it.
type bell struct{ rung chan struct{} }

// next returns a channel that the next ring closes.
func (b *bell) next() <-chan struct{} {
	if b.rung == nil {
		b.rung = make(chan struct{})
	}
	return b.rung
}

func (b *bell) ring() {
	if b.rung != nil {
		close(b.rung)
		b.rung = nil
	}
}

// sleep waits for d and tells whether ctx lasted that long.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
