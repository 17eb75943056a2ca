package observe_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/observe"
)

var dawn = time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC)

// clock is a time that a test moves.
type clock struct{ now time.Time }

func (c *clock) read() time.Time                  { return c.now }
func (c *clock) forward(d time.Duration)          { c.now = c.now.Add(d) }
func (c *clock) watch(p ...string) *observe.Watch { return observe.NewWatch(c.read, "", p...) }

// get asks a running server.
func get(t *testing.T, s *observe.Server, path string) (int, string) {
	t.Helper()
	resp, err := http.Get("http://" + s.Address() + path)
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

func listen(t *testing.T, m *observe.Metrics, w *observe.Watch, ready func(context.Context) error) *observe.Server {
	t.Helper()
	s, err := observe.Listen(t.Context(), "127.0.0.1:0", m, w, ready)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestMetricsShowWhatHappened(t *testing.T) {
	t.Parallel()
	c := &clock{dawn}
	w, m := c.watch("telegram"), observe.NewMetrics("telegram")
	w.Reached("telegram")
	m.Handled("telegram", true)
	m.Handled("telegram", false)
	m.Parked("telegram")
	m.Handled("somewhere else", true) // is nobody's business
	m.Tried("telegram", bot.Try{Fate: restday.Sent, Took: 60 * time.Millisecond, Reply: 80 * time.Millisecond})
	m.Tried("telegram", bot.Try{Class: restday.Prompt, Fate: restday.Retry, Refused: true, Reason: bot.Slow})
	m.Ticked(time.Second)
	m.Woke(true)
	m.Woke(false)
	m.Morning("missed")
	m.Read(observe.Sources{
		Watch: w, Now: c.read,
		Inbox: func() bot.Backlog { return bot.Backlog{Updates: 3, Oldest: dawn.Add(-2 * time.Second)} },
		Queues: map[string]observe.Queues{"telegram": func() (q [restday.Bulk + 1]bot.Queue, n int) {
			q[restday.Prompt] = bot.Queue{Messages: 7, Oldest: dawn.Add(-time.Minute)}
			return q, 2
		}},
	})
	_, text := get(t, listen(t, m, w, func(context.Context) error { return nil }), "/metrics")
	lines := strings.Split(text, "\n")
	for _, want := range []string{
		`restday_updates_total{outcome="handled",platform="telegram"} 1`,
		`restday_updates_total{outcome="failed",platform="telegram"} 1`,
		`restday_updates_total{outcome="parked",platform="telegram"} 1`,
		`restday_sends_total{class="reply",fate="sent",platform="telegram"} 1`,
		`restday_sends_total{class="prompt",fate="retry",platform="telegram"} 1`,
		`restday_sends_total{class="prompt",fate="sent",platform="telegram"} 0`,
		`restday_refusals_total{platform="telegram",reason="slow"} 1`,
		`restday_reply_seconds_bucket{platform="telegram",le="0.05"} 0`,
		`restday_reply_seconds_bucket{platform="telegram",le="0.1"} 1`,
		`restday_reply_seconds_count{platform="telegram"} 1`,
		`restday_send_seconds_count{platform="telegram"} 2`,
		`restday_tick_seconds_count 1`,
		`restday_wakes_total{outcome="failed"} 1`,
		`restday_prompts_total{outcome="missed"} 1`,
		`restday_updates_waiting 3`,
		`restday_updates_oldest_seconds 2`,
		`restday_messages_waiting{class="prompt",platform="telegram"} 7`,
		`restday_messages_oldest_seconds{class="prompt",platform="telegram"} 60`,
		`restday_messages_oldest_seconds{class="bulk",platform="telegram"} 0`,
		`restday_messages_under_way{platform="telegram"} 2`,
		`restday_platform_up{platform="telegram"} 1`,
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	c := &clock{dawn}
	w := c.watch("discord", "telegram")
	var broken error
	s := listen(t, observe.NewMetrics(), w, func(context.Context) error { return broken })
	expect := func(when, path string, status int, words string) {
		t.Helper()
		if got, text := get(t, s, path); got != status || !strings.Contains(text, words) {
			t.Errorf("%s: %s is %d %q, want %d %q", when, path, got, text, status, words)
		}
	}
	expect("at the start", "/healthz", 200, "ok")
	expect("at the start", "/readyz", 503, "not reached: discord, telegram")
	w.Reached("discord")
	w.Reached("telegram")
	expect("when both are reached", "/readyz", 200, "ok")
	broken = errors.New("no disk")
	expect("without a database", "/readyz", 503, "no disk")
	broken = nil
	c.forward(3 * time.Minute)
	w.Reached("discord")
	expect("after a silence", "/readyz", 503, "not reached: telegram")
	expect("after a silence", "/healthz", 200, "ok")
	c.forward(3 * time.Minute)
	expect("without ticks", "/healthz", 503, "the last tick was 6m0s ago")
	w.Ticked()
	expect("with ticks again", "/healthz", 200, "ok")
	expect("elsewhere", "/debug/pprof/", 404, "")
}

func TestAPortThatIsTakenIsAnError(t *testing.T) {
	t.Parallel()
	c := &clock{dawn}
	first := listen(t, observe.NewMetrics(), c.watch(), nil)
	if _, err := observe.Listen(t.Context(), first.Address(), observe.NewMetrics(), c.watch(), nil); err == nil {
		t.Error("two servers on one port")
	}
}
