package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

// delivery is one message as the network took it.
type delivery struct {
	restday.Outgoing
	at time.Time
}

// network is a platform on a virtual clock.
type network struct {
	limits bot.Limits
	delay  time.Duration
	refuse func(out restday.Outgoing) error // nil: takes everything

	mu    sync.Mutex
	taken []delivery // see sent
	tried []delivery // see tries
	now   int        // requests under way
	most  int
}

// telegramLike is what Telegram documents.
var telegramLike = bot.Limits{
	PerSecond: 30, Burst: 1, ChatPerSecond: 1, ChatBurst: 3, InFlight: 40, Timeout: 30 * time.Second,
}

func (n *network) Name() string                          { return "fake" }
func (n *network) Run(context.Context, bot.Inbox) error  { return nil }
func (n *network) Check(context.Context) (string, error) { return "fake", nil }
func (n *network) Limits() bot.Limits                    { return n.limits }

func (n *network) Send(ctx context.Context, out restday.Outgoing) (string, error) {
	n.begin(out)
	defer n.end()
	select {
	case <-time.After(n.delay):
	case <-ctx.Done():
		return "", ctx.Err()
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.refuse != nil {
		if err := n.refuse(out); err != nil {
			return "", err
		}
	}
	n.taken = append(n.taken, delivery{out, time.Now()})
	return fmt.Sprint("m", out.ID), nil
}

func (n *network) begin(out restday.Outgoing) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tried = append(n.tried, delivery{out, time.Now()})
	n.now++
	n.most = max(n.most, n.now)
}

func (n *network) end() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.now--
}

// sent returns what the network took, in order.
func (n *network) sent() []delivery {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.taken)
}

// tries returns every request, in order.
func (n *network) tries() []delivery {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.tried)
}

// crowd is how many requests were under way at once.
func (n *network) crowd() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.most
}

func ids(deliveries []delivery) []int64 {
	var all []int64
	for _, d := range deliveries {
		all = append(all, d.ID)
	}
	return all
}

// desk is a courier at work over storage in memory.
type desk struct {
	t       *testing.T
	net     *network
	store   *bottest.Memory
	courier *bot.Courier
	log     bytes.Buffer
	stop    func() // and wait until it has stopped
}

// atDesk runs a test with a courier on a virtual clock.
func atDesk(t *testing.T, net *network, test func(d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := &desk{t: t, net: net, store: &bottest.Memory{}}
		d.start()
		test(d)
		d.stop()
		if strings.Contains(d.log.String(), "secret") {
			t.Errorf("the log tells what was said:\n%s", &d.log)
		}
	})
}

func (d *desk) start() {
	d.courier = bot.NewCourier(d.net, d.store, time.Now, slog.New(slog.NewTextHandler(&d.log, nil)))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	courier := d.courier
	go func() { done <- courier.Run(ctx) }()
	d.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			d.t.Errorf("Run: %v", err)
		}
	})
}

// queue stores messages and tells the courier, as a turn of conversation does.
func (d *desk) queue(out ...restday.Outgoing) []restday.Outgoing {
	queued := d.store.Queue(out...)
	d.courier.Enqueue(queued...)
	return queued
}

// idle waits until everything is sent and returns what was, in order.
func (d *desk) idle() []delivery {
	d.t.Helper()
	if err := d.courier.Idle(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	return d.net.sent()
}

// fates returns what became of a message, step by step.
func (d *desk) fates(id int64) []restday.Fate {
	var fates []restday.Fate
	for _, r := range d.store.Receipts(id) {
		fates = append(fates, r.Fate)
	}
	return fates
}

func message(to restday.Address, class restday.Class) restday.Outgoing {
	return restday.Outgoing{To: to, Class: class, Text: restday.Text{{Text: "secret"}}}
}

// wave is one message to each of n people.
func wave(n int, class restday.Class) []restday.Outgoing {
	out := make([]restday.Outgoing, n)
	for i := range out {
		out[i] = message(person(i), class)
	}
	return out
}

// busiest is how many deliveries fell into any one second.
func busiest(tries []delivery) int {
	most := 0
	for i, d := range tries {
		j, _ := slices.BinarySearchFunc(tries, d.at.Add(time.Second), func(d delivery, t time.Time) int {
			return d.at.Compare(t)
		})
		most = max(most, j-i)
	}
	return most
}

// crash is a store that a dead process can no longer write to.
type crash struct {
	*bottest.Memory
	dead atomic.Bool
}

func (c *crash) Settle(ctx context.Context, receipts []restday.Receipt) ([]restday.Outgoing, error) {
	if c.dead.Load() {
		return nil, context.Canceled
	}
	return c.Memory.Settle(ctx, receipts)
}

// crashing sends a wave with a courier that dies three times on the way: what
// it learns after its death is never stored.
func (d *desk) crashing(prompts int) {
	d.store = &bottest.Memory{}
	d.store.Queue(wave(prompts, restday.Prompt)...)
	for range 3 {
		box := &crash{Memory: d.store}
		ctx, cancel := context.WithCancel(context.Background())
		courier := bot.NewCourier(d.net, box, time.Now, slog.New(slog.DiscardHandler))
		done := make(chan error, 1)
		go func() { done <- courier.Run(ctx) }()
		<-time.After(5 * time.Second)
		box.dead.Store(true)
		cancel()
		<-done
	}
	d.start()
	d.idle()
	d.stop()
}
