package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
	"restday/lang"
	"restday/observe"
	"restday/storage"
)

var observable = regexp.MustCompile(`msg=observable address=(\S+)`)

// page reads a page of a program that is served with RESTDAY_OBSERVE_ADDRESS.
func (s *served) page(t *testing.T, path string) (int, string) {
	t.Helper()
	waitUntil(s.has("msg=observable"))
	at := observable.FindStringSubmatch(s.String())
	if at == nil {
		t.Fatalf("it listens nowhere:\n%s", &s.console)
	}
	resp, err := http.Get("http://" + at[1] + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// What an operator sees of a bot with one athlete: figures, and nobody's words.
func TestServeCanBeLookedAt(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	s := serve(t, newFile(t), append(telegramEnv(telegram), "RESTDAY_OBSERVE_ADDRESS", "127.0.0.1:0")...)
	ana := telegram.Person(1)
	telegram.Say(ana, "/start zebra")
	waitUntil(func() bool { return len(telegram.Chat(ana)) > 0 })
	if code, text := s.page(t, "/readyz"); code != http.StatusOK {
		t.Errorf("not ready: %d %s", code, text)
	}
	if code, text := s.page(t, "/healthz"); code != http.StatusOK {
		t.Errorf("not healthy: %d %s", code, text)
	}
	var text string
	waitUntil(func() bool {
		_, text = s.page(t, "/metrics")
		return strings.Contains(text, `restday_reply_seconds_count{platform="telegram"} 1`)
	})
	for _, want := range []string{
		`restday_updates_total{outcome="handled",platform="telegram"} 1`,
		`restday_sends_total{class="reply",fate="sent",platform="telegram"} 1`,
		`restday_reply_seconds_count{platform="telegram"} 1`, `restday_tick_seconds_count 1`,
		`restday_platform_up{platform="telegram"} 1`, `restday_updates_waiting 0`,
	} {
		if !slices.Contains(strings.Split(text, "\n"), want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	for _, private := range []string{"zebra", "Person", ana.Chat, telegram.Token()} {
		if strings.Contains(text, private) {
			t.Errorf("/metrics tells %q", private)
		}
	}
	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
}

func TestAPortThatIsTakenIsOnlyAWarning(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	taken := strings.TrimPrefix(telegram.URL(), "http://")
	s := serve(t, newFile(t), append(telegramEnv(telegram), "RESTDAY_OBSERVE_ADDRESS", taken)...)
	waitUntil(s.has("observe.address"))
	ana := telegram.Person(1)
	telegram.Say(ana, "/start")
	waitUntil(func() bool { return len(telegram.Chat(ana)) > 0 })
	if len(telegram.Chat(ana)) == 0 || !s.has("observe.address")() {
		t.Errorf("the bot does not serve, or does not say what is wrong:\n%s", &s.console)
	}
}

// still is a platform that never receives, and keeps what it is given to send.
type still struct {
	name string
	sent chan restday.Outgoing
	ends error // of Run, which otherwise goes on until its context ends
	slow bool  // lets one message a second into a chat
}

func (p *still) Name() string                          { return p.name }
func (p *still) Check(context.Context) (string, error) { return "@restday", nil }
func (p *still) Limits() bot.Limits {
	l := bot.Limits{InFlight: 1}
	if p.slow {
		l.ChatPerSecond, l.ChatBurst = 1, 5
	}
	return l
}
func (p *still) Run(ctx context.Context, inbox bot.Inbox) error {
	if p.ends != nil {
		return p.ends
	}
	_, err := inbox.Alive(ctx, p.name, time.Now())
	<-ctx.Done()
	return err
}

func (p *still) Send(_ context.Context, out restday.Outgoing) (string, error) {
	p.sent <- out
	return "1", nil
}

// A token that is refused is told to the operator whom the other platform
// reaches, once, although it is news to nobody who is not an operator.
func TestAnOperatorIsToldThatATokenIsRefused(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	s, err := storage.Open(t.Context(), newFile(t), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	c := defaults()
	c.Admins, c.Observe.Address, c.DefaultTimezone, c.Database = "telegram:1, discord:2", notObserved, "UTC", ":memory:"
	flow, err := newFlow(c)
	if err != nil {
		t.Fatal(err)
	}
	broken := &still{name: "telegram", ends: errors.New("no such token")}
	works := &still{name: "discord", sent: make(chan restday.Outgoing, 9)}
	watch, platforms := watched(c, []bot.Platform{broken, works})
	h := newHouse(s, flow, time.Now, log, platforms...)
	desk := &messenger{house: h, watch: watch, say: speaker(t), zone: time.UTC, desk: observe.NewDesk(c.operators()...)}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- h.run(ctx) }()
	waitUntil(func() bool { return watch.Works("discord") && len(watch.Troubles()) == 1 })
	desk.look(ctx)
	desk.look(ctx)
	again := &messenger{house: h, watch: watch, say: desk.say, zone: time.UTC, desk: observe.NewDesk(c.operators()...)}
	again.look(ctx) // as after a restart
	out := <-works.sent
	if out.To != (restday.Address{Platform: "discord", Chat: "2"}) || !strings.Contains(out.Text.Plain(), "Telegram does not let me in, since ") {
		t.Errorf("told %s: %q", out.To, out.Text.Plain())
	}
	if err := h.settled(ctx); err != nil {
		t.Error(err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if len(works.sent) > 0 {
		t.Errorf("told again: %q", (<-works.sent).Text.Plain())
	}
}

// Who writes faster than can be answered waits, and nobody else does.
func TestAFloodSlowsOnlyItself(t *testing.T) {
	t.Parallel()
	s, err := storage.Open(t.Context(), newFile(t), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	flow, err := newFlow(defaults())
	if err != nil {
		t.Fatal(err)
	}
	p := &still{name: "telegram", sent: make(chan restday.Outgoing, 200), slow: true}
	h := newHouse(s, flow, time.Now, slog.New(slog.DiscardHandler), p)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if err := h.order.Start(ctx, "telegram"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- h.couriers["telegram"].Run(ctx) }()
	said := func(chat string, n int) restday.Incoming {
		return restday.Incoming{ID: fmt.Sprint(chat, "-", n), From: restday.Address{Platform: "telegram", Chat: chat}, Event: restday.Said, Text: "/help", At: time.Now()}
	}
	var flood []restday.Incoming
	for n := range 150 {
		flood = append(flood, said("1", n))
	}
	if err := h.order.Put(ctx, append(flood, said("2", 0))); err != nil {
		t.Fatal(err)
	}
	for out := range p.sent {
		if out.To.Chat == "2" {
			break
		}
	}
	waitUntil(func() bool { return h.couriers["telegram"].Floods(flood[0].From) })
	owed, err := s.Waiting(ctx, "telegram")
	if err != nil {
		t.Fatal(err)
	}
	if b := h.order.Backlog(); len(owed) < 20 || len(owed) > 30 || b.Updates < 100 {
		t.Errorf("%d messages are owed, %d updates wait", len(owed), b.Updates)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := h.order.Drain(t.Context()); err != nil {
		t.Error(err)
	}
}

func speaker(t *testing.T) lang.Speaker {
	t.Helper()
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return book.Speaker(lang.English)
}

func TestNewsHaveWords(t *testing.T) {
	t.Parallel()
	m := &messenger{watch: observe.NewWatch(time.Now, t.TempDir()), say: speaker(t), zone: time.UTC}
	at := time.Date(2026, 3, 12, 6, 5, 0, 0, time.UTC)
	for _, kind := range []observe.Kind{observe.Unreachable, observe.Refused, observe.DiskFull} {
		for _, over := range []bool{false, true} {
			n := observe.News{Trouble: observe.Trouble{Kind: kind, Platform: "discord", Since: at}, Over: over}
			text := m.words(n)
			about := strings.Contains(text, "Discord") && strings.Contains(text, "06:05")
			if kind == observe.DiskFull {
				about = regexp.MustCompile(`\d+ MB`).MatchString(text)
			}
			if !strings.HasPrefix(text, "To the operator: ") || !about {
				t.Errorf("%s, over %v: %q", kind, over, text)
			}
		}
	}
}
