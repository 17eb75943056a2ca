package bottest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"restday"
)

var errStorage = errors.New("storage is down")

// Memory is storage that lives as long as a test: it implements bot.Updates,
// bot.Presence and bot.Outbox, and has the one door of real storage, Turn.
// All methods may be called from several goroutines.
type Memory struct {
	mu          sync.Mutex
	inbox       []received
	outbox      []posted
	alive       map[string]time.Time
	asked       []string
	heartbeats  int
	failPuts    int
	failReads   int
	failSettles int
}

type received struct {
	in      restday.Incoming
	handled bool
	parked  string
}

type posted struct {
	out      restday.Outgoing
	receipts []restday.Receipt
}

func (p posted) settled() bool {
	n := len(p.receipts)
	return n > 0 && p.receipts[n-1].Fate != restday.Retry
}

// Put implements bot.Updates.
func (m *Memory) Put(_ context.Context, updates []restday.Incoming) ([]restday.Incoming, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.failPuts > 0 {
		m.failPuts--
		return nil, errStorage
	}
	var fresh []restday.Incoming
	for _, in := range updates {
		if m.find(in) == nil {
			m.inbox = append(m.inbox, received{in: in})
			fresh = append(fresh, in)
		}
	}
	return fresh, nil
}

func (m *Memory) find(in restday.Incoming) *received {
	for i := range m.inbox {
		if r := &m.inbox[i]; r.in.ID == in.ID && r.in.From.Platform == in.From.Platform {
			return r
		}
	}
	return nil
}

// Unhandled implements bot.Updates.
func (m *Memory) Unhandled(_ context.Context, platform string) ([]restday.Incoming, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var left []restday.Incoming
	for _, r := range m.inbox {
		if r.in.From.Platform == platform && !r.handled && r.parked == "" {
			left = append(left, r.in)
		}
	}
	return left, nil
}

// UnhandledOf implements bot.Updates.
func (m *Memory) UnhandledOf(ctx context.Context, from restday.Address, limit int) ([]restday.Incoming, error) {
	m.mu.Lock()
	failing := m.failReads > 0
	m.failReads = max(0, m.failReads-1)
	m.mu.Unlock()
	if failing {
		return nil, errStorage
	}
	all, err := m.Unhandled(ctx, from.Platform)
	of := slices.DeleteFunc(all, func(in restday.Incoming) bool { return in.From != from })
	return of[:min(limit, len(of))], err
}

// Park implements bot.Updates.
func (m *Memory) Park(_ context.Context, in restday.Incoming, why string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.find(in); r != nil {
		r.parked = why
	}
	return nil
}

// Alive implements bot.Presence.
func (m *Memory) Alive(_ context.Context, platform string, now time.Time) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.alive == nil {
		m.alive = map[string]time.Time{}
	}
	before := m.alive[platform]
	m.alive[platform] = now
	m.heartbeats++
	return before, nil
}

// AskAgain implements bot.Presence.
func (m *Memory) AskAgain(_ context.Context, platform string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked = append(m.asked, platform)
	return nil
}

// Cursors implements bot.Presence.
func (m *Memory) Cursors(_ context.Context, platform string) ([]restday.Cursor, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var cursors []restday.Cursor
	for _, r := range slices.Backward(m.inbox) {
		in := r.in
		known := slices.ContainsFunc(cursors, func(c restday.Cursor) bool { return c.Chat == in.From })
		if in.Event == restday.Said && in.From.Platform == platform && !known {
			cursors = append(cursors, restday.Cursor{Chat: in.From, Route: in.Route, ID: in.ID})
		}
	}
	return cursors, nil
}

// Waiting implements bot.Outbox.
func (m *Memory) Waiting(_ context.Context, platform string) ([]restday.Outgoing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var waiting []restday.Outgoing
	for _, p := range m.outbox {
		if p.out.To.Platform == platform && !p.settled() {
			waiting = append(waiting, p.out)
		}
	}
	return waiting, nil
}

// Settle implements bot.Outbox.
func (m *Memory) Settle(_ context.Context, receipts []restday.Receipt) ([]restday.Outgoing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.failSettles > 0 {
		m.failSettles--
		return nil, errStorage
	}
	for _, r := range receipts {
		p := &m.outbox[r.ID-1]
		p.receipts = append(p.receipts, r)
		if r.Fate == restday.Retry {
			p.out.Attempts++
			p.out.Due = r.Due
		}
		if r.Chat != "" {
			m.move(r.To, r.Chat)
		}
		if r.Fate == restday.Unreachable {
			m.drop(r.To)
		}
	}
	return nil, nil
}

func (m *Memory) move(from restday.Address, chat string) {
	for i := range m.outbox {
		if p := &m.outbox[i]; p.out.To == from && !p.settled() {
			p.out.To.Chat = chat
		}
	}
}

func (m *Memory) drop(to restday.Address) {
	for i := range m.outbox {
		if p := &m.outbox[i]; p.out.To == to && !p.settled() {
			p.receipts = append(p.receipts, restday.Receipt{ID: p.out.ID, To: to, Fate: restday.Dropped})
		}
	}
}

// MessageOf implements bot.Outbox.
func (m *Memory) MessageOf(_ context.Context, id int64) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.outbox[id-1].receipts {
		if r.Message != "" {
			return r.Message, nil
		}
	}
	return "", nil
}

// Turn handles in exactly once: it marks it as handled and stores the messages
// that think returns, which it returns with their ids. For an update that was
// handled before it does nothing.
func (m *Memory) Turn(in restday.Incoming, think func() []restday.Outgoing) []restday.Outgoing {
	m.mu.Lock()
	r := m.find(in)
	done := r == nil || r.handled
	m.mu.Unlock()
	if done {
		return nil
	}
	out := m.Queue(think()...)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.find(in).handled = true
	return out
}

// Queue stores messages to be sent and returns them with their ids.
func (m *Memory) Queue(out ...restday.Outgoing) []restday.Outgoing {
	m.mu.Lock()
	defer m.mu.Unlock()
	queued := slices.Clone(out)
	for i := range queued {
		queued[i].ID = int64(len(m.outbox) + 1)
		m.outbox = append(m.outbox, posted{out: queued[i]})
	}
	return queued
}

// Received returns every update that was ever stored, oldest first.
func (m *Memory) Received() []restday.Incoming {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := make([]restday.Incoming, len(m.inbox))
	for i, r := range m.inbox {
		all[i] = r.in
	}
	return all
}

// Handled returns how many updates were handled.
func (m *Memory) Handled() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for _, r := range m.inbox {
		if r.handled {
			n++
		}
	}
	return n
}

// Parked returns why an update was parked, "" if it was not.
func (m *Memory) Parked(in restday.Incoming) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.find(in); r != nil {
		return r.parked
	}
	return ""
}

// Receipts returns what became of one message, oldest first.
func (m *Memory) Receipts(id int64) []restday.Receipt {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.outbox[id-1].receipts)
}

// Asked returns the platforms that AskAgain was called for.
func (m *Memory) Asked() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.asked)
}

// Heartbeats returns how often Alive was called.
func (m *Memory) Heartbeats() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.heartbeats
}

// FailReads makes the next n calls of UnhandledOf fail.
func (m *Memory) FailReads(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failReads = n
}

// FailPuts makes the next n calls of Put fail.
func (m *Memory) FailPuts(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failPuts = n
}

// FailSettles makes the next n calls of Settle fail.
func (m *Memory) FailSettles(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failSettles = n
}
