package main

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"restday/bot/bottest"
)

// console collects what a running program writes.
type console struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (c *console) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.Write(p)
}

func (c *console) has(s string) func() bool {
	return func() bool { return strings.Contains(c.String(), s) }
}

func (c *console) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.String()
}

// served is `restday serve` inside the test.
type served struct {
	console
	stop func() (code int)
}

func serve(t *testing.T, db string, env ...string) *served {
	t.Helper()
	s := &served{}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--db", db}, strings.NewReader(""), s, s, envOf(env...))
	}()
	s.stop = sync.OnceValue(func() int { cancel(); return <-ended })
	t.Cleanup(func() { s.stop() })
	return s
}

func telegramEnv(s *bottest.Telegram) []string {
	return []string{"RESTDAY_TELEGRAM_TOKEN", s.Token(), "RESTDAY_TELEGRAM_API_URL", s.URL(), "RESTDAY_DEFAULT_TIMEZONE", "UTC"}
}

func discordEnv(d *bottest.Discord) []string {
	return []string{"RESTDAY_DISCORD_TOKEN", d.Token(), "RESTDAY_DISCORD_API_URL", d.URL()}
}

func TestServeAnswersAndStopsWhenTold(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	s := serve(t, newFile(t), telegramEnv(telegram)...)
	ana := telegram.Person(1)
	telegram.Say(ana, "/start")
	waitUntil(func() bool { return len(telegram.Chat(ana)) > 0 })
	if seen := telegram.Chat(ana); len(seen) != 1 || !strings.HasPrefix(seen[0].Buttons[0][0], "Yes, 07:00") {
		t.Errorf("/start was answered with %+v", seen)
	}
	if code := s.stop(); code != exitDone || !s.has("msg=stopped")() {
		t.Errorf("exit code %d:\n%s", code, &s.console)
	}
}

func TestServeToldToStopWhileItStarts(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out console
	if code := run(ctx, []string{"serve", "--db", newFile(t)}, strings.NewReader(""), &out, &out, envOf(telegramEnv(telegram)...)); code != exitDone {
		t.Errorf("exit code %d:\n%s", code, &out)
	}
}

func TestAPlatformThatIsRefusedLeavesTheOthersAlone(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	discord := bottest.NewDiscord(t, bottest.DiscordOptions{})
	telegram.Revoke()
	s := serve(t, newFile(t), append(telegramEnv(telegram), discordEnv(discord)...)...)
	waitUntil(s.has("a platform has stopped"))
	waitUntil(discord.Connected)
	bo := discord.Person(1)
	discord.Say(bo, "/start")
	waitUntil(func() bool { return len(discord.Chat(bo)) > 0 })
	if len(discord.Chat(bo)) == 0 {
		t.Errorf("Discord is not served:\n%s", &s.console)
	}
	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
}

func TestServeEndsWhenNoPlatformIsLeft(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	telegram.Revoke()
	s := serve(t, newFile(t), telegramEnv(telegram)...)
	waitUntil(s.has("no platform is left"))
	if code := s.stop(); code != exitRefused || !s.has("RESTDAY_TELEGRAM_TOKEN")() || s.has(telegram.Token())() {
		t.Errorf("exit code %d:\n%s", code, &s.console)
	}
}

func TestOneServeADatabase(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, db string) {
		telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
		first := serve(t, db, telegramEnv(telegram)...)
		waitUntil(first.has("msg=serving"))
		second := serve(t, db, telegramEnv(telegram)...)
		waitUntil(second.has("another restday serve"))
		if code := second.stop(); code != exitRefused || !second.has("another restday serve")() {
			t.Errorf("the second: exit code %d:\n%s", code, &second.console)
		}
		if code := first.stop(); code != exitDone {
			t.Errorf("the first: exit code %d:\n%s", code, &first.console)
		}
	})
}

// Somebody who is reached elsewhere, or by a platform without a token, stays
// due until that platform is back, and is not marked as prompted.
func TestServeLeavesAthletesOfOtherPlatformsDue(t *testing.T) {
	t.Parallel()
	file := newFile(t)
	must(t, "platform,chat,prompt_at\nterminal,me,00:00\n", "import", "athletes", "-", "--db", file)
	c := defaults()
	c.Database, c.DefaultTimezone = file, "UTC"
	p := &program{env: noEnv, stderr: &console{}}
	s, err := p.open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	flow, err := newFlow(c)
	if err != nil {
		t.Fatal(err)
	}
	athletes, err := s.Athletes(t.Context())
	if err != nil || len(athletes) != 1 {
		t.Fatal(athletes, err)
	}
	due := athletes[0].Wake
	h := newHouse(s, flow, func() time.Time { return due }, p.log())
	tick := h.clock()
	tick.Now = func() time.Time { return due }
	tick.Tick(t.Context())
	if still, err := s.Due(t.Context(), due, 10); err != nil || len(still) != 1 {
		t.Errorf("still due: %v, %v", still, err)
	}
}
