package telegram_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
	"restday/bot/telegram"
)

// secret is part of everything that people write and read in these tests.
const secret = "kumquat"

// rig is a fake server with an inbox, a clock and a log to be read.
type rig struct {
	*bottest.Telegram
	t     testing.TB
	inbox *inbox
	clock *bottest.Clock
	log   *bottest.Diary
}

func newRig(t testing.TB, o bottest.TelegramOptions) *rig {
	t.Helper()
	r := &rig{t: t, inbox: &inbox{}, clock: bottest.NewClock(time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)), log: &bottest.Diary{}}
	o.Now = r.clock.Now
	r.Telegram = fake(t, slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug})), o)
	t.Cleanup(func() {
		for _, v := range r.Violations() {
			t.Errorf("telegram's specification forbids: %s", v)
		}
		r.keepsQuiet(r.log.String())
	})
	return r
}

// fake returns a server whose bots log to log and read the time from o.Now.
func fake(t testing.TB, log *slog.Logger, o bottest.TelegramOptions) *bottest.Telegram {
	t.Helper()
	o.Connect = func(t testing.TB, apiURL, token string) bot.Platform {
		t.Helper()
		p, err := telegram.New(telegram.Config{
			Token: token, APIURL: apiURL, Log: log, Now: o.Now,
			Menus: []telegram.Menu{
				{Language: "en", Commands: []telegram.Command{{Name: "checkin", Description: "Check in for today"}}},
				{Language: "de", Commands: []telegram.Command{{Name: "checkin", Description: "Der Check-in von heute"}}},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	return bottest.NewTelegram(t, o)
}

// run starts a bot and returns how to stop it, which returns what Run returned.
func (r *rig) run() (stop func() error) {
	r.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	p := r.Platform(r.t)
	go func() { done <- p.Run(ctx, r.inbox) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	r.t.Cleanup(func() { _ = stop() })
	return stop
}

// await waits until a condition holds.
func (r *rig) await(what string, done func() bool) {
	r.t.Helper()
	ticker := time.NewTicker(2 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(20 * time.Second)
	for !done() {
		select {
		case <-ticker.C:
		case <-deadline:
			r.t.Fatalf("missing: %s\nlog:\n%s", what, r.log)
		}
	}
}

// texts waits for n updates and returns what was said in them.
func (r *rig) texts(n int) (said []string) {
	r.t.Helper()
	r.await("updates", func() bool { return len(r.inbox.Received()) >= n })
	for _, in := range r.inbox.Received() {
		said = append(said, in.Text)
	}
	return said
}

// keepsQuiet checks that a text holds neither the token nor what people said.
func (r *rig) keepsQuiet(text string) {
	r.t.Helper()
	for _, s := range []string{secret, "Person", "FAKE-token"} {
		if strings.Contains(text, s) {
			r.t.Errorf("%q is told:\n%s", s, text)
		}
	}
}

// inbox is a bot.Inbox that also notes in which order it was called.
type inbox struct {
	bottest.Memory
	stored func() // not nil: called when something has been stored
	mu     sync.Mutex
	calls  []string
}

func (b *inbox) called(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls = append(b.calls, name)
}

func (b *inbox) Calls() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.calls, " ")
}

func (b *inbox) Put(ctx context.Context, updates []restday.Incoming) error {
	b.called("Put")
	_, err := b.Memory.Put(ctx, updates)
	if b.stored != nil {
		b.stored()
	}
	return err
}

func (b *inbox) AskAgain(ctx context.Context, platform string) error {
	b.called("AskAgain")
	return b.Memory.AskAgain(ctx, platform)
}
