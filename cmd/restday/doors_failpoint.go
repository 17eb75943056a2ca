//go:build failpoint

package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"restday"
	"restday/bot"
	"restday/storage"
)

// failpointEnv names the place at which the program ends itself as kill -9
// would: "after send prompt 1" is the first time a prompt has been sent.
// clockEnv names a file that holds how far the wall clock is off: "-1h".
const (
	failpointEnv = "RESTDAY_FAILPOINT"
	clockEnv     = "RESTDAY_FAILPOINT_CLOCK"
)

// The kinds of message, and how a test names an update.
const (
	aPrompt = "prompt"
	anEdit  = "edit"   // of the question in place
	aReply  = "answer" // a message of its own to somebody who waits
	aTap    = "tap"    // only answers a tap
	aStrip  = "strip"  // takes old buttons away
	anInput = "update"
)

// doors is a store that can end the program at each step of a message's way.
type doors struct {
	*storage.Store
	bomb *bomb
}

func throughDoors(s *storage.Store) *doors { return &doors{s, newBomb(os.Getenv(failpointEnv))} }

// Put implements bot.Updates.
func (d *doors) Put(ctx context.Context, updates []restday.Incoming) ([]restday.Incoming, error) {
	d.bomb.pass("before store", len(updates), anInput)
	fresh, err := d.Store.Put(ctx, updates)
	d.bomb.pass("after store", len(updates), anInput)
	return fresh, err
}

// Turn implements conversation.Store. Before commit is where everything is
// decided and the transaction is open; storage's own tests end a process after
// each statement of it.
func (d *doors) Turn(ctx context.Context, in restday.Incoming, now time.Time,
	think func(restday.Person) (restday.Change, error)) ([]restday.Outgoing, error) {
	out, err := d.Store.Turn(ctx, in, now, func(p restday.Person) (restday.Change, error) {
		change, err := think(p)
		d.bomb.pass("before commit", 1, kinds(change.Outgoing)...)
		return change, err
	})
	d.bomb.pass("after commit", 1, kinds(out)...)
	return out, err
}

// Settle implements bot.Outbox.
func (d *doors) Settle(ctx context.Context, receipts []restday.Receipt) ([]restday.Outgoing, error) {
	for _, r := range receipts {
		if r.Fate == restday.Sent {
			d.bomb.pass("before mark", 1, d.bomb.kind(r.ID))
		}
	}
	return d.Store.Settle(ctx, receipts)
}

// sender is a platform that can end the program before and after a message.
type sender struct {
	bot.Platform
	bomb *bomb
}

func (h *house) sender(p bot.Platform) bot.Platform { return &sender{p, h.store.bomb} }

// Send implements bot.Platform.
func (s *sender) Send(ctx context.Context, out restday.Outgoing) (string, error) {
	s.bomb.remember(out)
	s.bomb.pass("before send", 1, kindOf(out))
	message, err := s.Platform.Send(ctx, out)
	if err == nil {
		s.bomb.pass("after send", 1, kindOf(out))
	}
	return message, err
}

func kinds(out []restday.Outgoing) (names []string) {
	for _, o := range out {
		names = append(names, kindOf(o))
	}
	return names
}

func kindOf(o restday.Outgoing) string {
	switch {
	case o.Strip:
		return aStrip
	case o.Class == restday.Prompt:
		return aPrompt
	case o.Edits != 0 || o.Target != "":
		return anEdit
	case len(o.Text) == 0:
		return aTap
	}
	return aReply
}

// bomb ends the program when its place was passed often enough by its kind.
type bomb struct {
	place, about string

	mu   sync.Mutex
	left int
	rows map[int64]string // kinds of messages, by row
}

// newBomb reads "after send prompt 1"; "" never goes off.
func newBomb(spec string) *bomb {
	b := &bomb{rows: map[int64]string{}}
	if words := strings.Fields(spec); len(words) == 4 {
		b.place, b.about = words[0]+" "+words[1], words[2]
		b.left, _ = strconv.Atoi(words[3]) // 0: never
	}
	return b
}

func (b *bomb) remember(o restday.Outgoing) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows[o.ID] = kindOf(o)
}

func (b *bomb) kind(row int64) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.rows[row]
}

// pass counts n passages of a place by messages of these kinds.
func (b *bomb) pass(place string, n int, kinds ...string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left < 1 || place != b.place || !slices.Contains(kinds, b.about) {
		return
	}
	if b.left -= n; b.left > 0 {
		return
	}
	fmt.Fprintln(os.Stderr, "failpoint:", b.place, b.about)
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		_ = self.Kill() // nothing may happen after it, whatever it says
	}
	select {}
}

// wallClock is the time of day, off by what the file says that clockEnv names.
func wallClock() time.Time {
	text, err := os.ReadFile(os.Getenv(clockEnv))
	if err != nil {
		return time.Now()
	}
	off, err := time.ParseDuration(strings.TrimSpace(string(text)))
	if err != nil {
		return time.Now()
	}
	return time.Now().Add(off).Round(0) // a clock that was set tells nothing about what has passed
}
