package storage_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/conversation"
)

// BenchmarkMorning is 2,000 athletes who check in at the same instant and
// answer as fast as they are asked, through the real order and courier, on a
// network that takes no time. An answer is an update with its reply, settled.
func BenchmarkMorning(b *testing.B) {
	const athletes = 2000
	s := open(b, file(b))
	h := &hall{said: make(chan restday.Incoming, athletes), members: map[restday.Address]*member{}}
	for _, m := range newClub(b, s, athletes) {
		h.members[m.chat] = m
	}
	flow := newFlow(b)
	courier := bot.NewCourier(h, s, time.Now, slog.New(slog.DiscardHandler))
	order := bot.NewOrder(s, s, func(ctx context.Context, in restday.Incoming) error {
		out, err := conversation.New(s, flow, func() time.Time { return in.At }).Handle(ctx, in)
		courier.Enqueue(out...)
		return err
	}, slog.New(slog.DiscardHandler))

	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	if err := order.Start(ctx, h.Name()); err != nil {
		b.Fatal(err)
	}
	running.Go(func() { _ = courier.Run(ctx) })
	running.Go(func() { _ = h.Run(ctx, order) })

	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // the peak begins anew, on Linux
	began := cpuTime()
	for b.Loop() {
		h.answered.Add(athletes)
		for _, m := range h.members {
			h.said <- m.next()
		}
		h.answered.Wait()
		if err := courier.Idle(ctx); err != nil {
			b.Fatal(err)
		}
	}
	answers := float64(b.N * athletes * updatesADay)
	b.ReportMetric(answers/b.Elapsed().Seconds(), "answers/s")
	b.ReportMetric((cpuTime()-began).Seconds()*1000/answers, "cpu-s/1000")
	b.ReportMetric(peakMiB(), "peak-MiB")
}

// hall is a network on which everybody answers what they are asked at once.
type hall struct {
	said     chan restday.Incoming
	answered sync.WaitGroup // the check-ins of this morning

	mu      sync.Mutex
	members map[restday.Address]*member
}

// Name, Check and Limits implement bot.Platform.
func (*hall) Name() string { return "telegram" }

func (*hall) Check(context.Context) (string, error) { return "", nil }

func (*hall) Limits() bot.Limits {
	const many = 1e6
	return bot.Limits{PerSecond: many, Burst: many, ChatPerSecond: many, ChatBurst: many, InFlight: 64, Timeout: time.Second}
}

// Run hands over what was said, a poll's worth at a time.
func (h *hall) Run(ctx context.Context, inbox bot.Inbox) error {
	for {
		var poll []restday.Incoming
		select {
		case <-ctx.Done():
			return nil
		case in := <-h.said:
			poll = append(poll, in)
		}
		for len(poll) < 100 && len(h.said) > 0 {
			poll = append(poll, <-h.said)
		}
		if err := inbox.Put(ctx, poll); err != nil {
			return err
		}
	}
}

// Send has the athlete say the next thing, or be done for the day.
func (h *hall) Send(_ context.Context, out restday.Outgoing) (string, error) {
	if out.Class == restday.Reply {
		h.mu.Lock()
		m := h.members[out.To]
		m.said++
		h.mu.Unlock()
		if m.said%updatesADay == 0 {
			h.answered.Done()
		} else {
			h.said <- m.next()
		}
	}
	return fmt.Sprint(out.ID), nil
}

// peakMiB is the most memory this process has held, 0 where the system does
// not say.
func peakMiB() float64 {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if kib, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseFloat(strings.Fields(kib)[0], 64)
			return n / 1024
		}
	}
	return 0
}
