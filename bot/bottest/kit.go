package bottest

import (
	"bytes"
	"sync"
	"time"
)

// Clock is a clock that a test moves.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that stands at now.
func NewClock(now time.Time) *Clock { return &Clock{now: now} }

// Now returns where the clock stands.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Pass moves the clock.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Diary is a log that can be read while it is written.
type Diary struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (d *Diary) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.Write(p)
}

// String returns what was written so far.
func (d *Diary) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.String()
}
