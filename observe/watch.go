package observe

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	unreached  = 10 * time.Minute // then an operator is told
	stale      = 2 * time.Minute  // a platform not reached for this long is not up; adapters report every 15 s
	standstill = 5 * time.Minute  // without a tick, of which there is one a minute, the program hangs
)

// Kind is a kind of trouble; its words are operator.<kind> and operator.<kind>_over.
type Kind string

// The kinds of trouble.
const (
	Unreachable Kind = "unreachable" // a platform, for ten minutes
	Refused     Kind = "refused"     // a platform does not take us any more: a token
	DiskFull    Kind = "disk"        // nearly
)

// Trouble is what an operator should know.
type Trouble struct {
	Kind     Kind
	Platform string    // "" for the disk
	Since    time.Time // when it began
}

// Watch knows which platforms are reached and how much room there is. All
// methods may be called from several goroutines.
type Watch struct {
	now  func() time.Time
	room func() (free, all uint64, ok bool) // of the disk, in bytes

	mu        sync.Mutex
	platforms map[string]*seen
	full      time.Time // since when the disk is; zero: it is not
	ticked    time.Time
}

// seen is what is known of one platform.
type seen struct {
	reached time.Time // at last, or when the watch began
	ever    bool
	stopped time.Time // when it refused us; zero: it has not
}

// NewWatch watches platforms from now on, and the disk that holds the file or
// folder at path; "" watches none.
func NewWatch(now func() time.Time, path string, platforms ...string) *Watch {
	w := &Watch{now: now, platforms: map[string]*seen{}, ticked: now()}
	w.room = func() (uint64, uint64, bool) { return room(path) }
	for _, p := range platforms {
		w.platforms[p] = &seen{reached: now()}
	}
	return w
}

// Reached notes that a platform answers.
func (w *Watch) Reached(platform string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p := w.platforms[platform]; p != nil {
		p.reached, p.ever, p.stopped = w.now(), true, time.Time{}
	}
}

// Stopped notes that a platform cannot go on without the operator.
func (w *Watch) Stopped(platform string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p := w.platforms[platform]; p != nil && p.stopped.IsZero() {
		p.stopped = w.now()
	}
}

// Ticked notes that the program goes on.
func (w *Watch) Ticked() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ticked = w.now()
}

// Works tells whether a platform was reached a moment ago.
func (w *Watch) Works(platform string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.platforms[platform]
	return p != nil && p.works(w.now())
}

func (p *seen) works(now time.Time) bool {
	return p.ever && p.stopped.IsZero() && now.Sub(p.reached) < stale
}

// Healthy says what only a restart can cure, nil when there is no such thing.
func (w *Watch) Healthy() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if d := w.now().Sub(w.ticked); d > standstill {
		return fmt.Errorf("the last tick was %s ago", d.Round(time.Second))
	}
	return nil
}

// Ready names the platforms that are not up, nil when all are.
func (w *Watch) Ready() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var down []string
	for name, p := range w.platforms {
		if !p.works(w.now()) {
			down = append(down, name)
		}
	}
	if len(down) == 0 {
		return nil
	}
	slices.Sort(down)
	return fmt.Errorf("not reached: %s", strings.Join(down, ", "))
}

// Free returns the bytes that are free on the disk, 0 when that is not known.
func (w *Watch) Free() uint64 {
	free, _, _ := w.room()
	return free
}

// Troubles returns all there is, in no order. A disk that is nearly full stays
// so until there is clearly more room.
func (w *Watch) Troubles() []Trouble {
	free, all, known := w.room()
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	var out []Trouble
	for name, p := range w.platforms {
		switch {
		case !p.stopped.IsZero():
			out = append(out, Trouble{Refused, name, p.stopped})
		case now.Sub(p.reached) >= unreached:
			out = append(out, Trouble{Unreachable, name, p.reached})
		}
	}
	switch {
	case !known || roomy(free, all, !w.full.IsZero()):
		w.full = time.Time{}
	case w.full.IsZero():
		w.full = now
	}
	if !w.full.IsZero() {
		out = append(out, Trouble{DiskFull, "", w.full})
	}
	return out
}

// Nearly full is a disk with less room than either of these.
const (
	leastRoom  = 200_000_000 // bytes
	leastShare = 0.05        // of the disk
)

// roomy tells whether there is enough room; a disk that was full must have a
// quarter more.
func roomy(free, all uint64, wasFull bool) bool {
	need := max(leastRoom, leastShare*float64(all))
	if wasFull {
		need *= 1.25
	}
	return float64(free) >= need
}
