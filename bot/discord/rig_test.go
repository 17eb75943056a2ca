package discord

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
)

// secretWord is part of what people say and read in these tests; no log line
// and no error may hold it.
const secretWord = "kumquat"

func menus() []Menu {
	return []Menu{
		{Language: "en", Words: Words{Post: "Post a button", Invite: "Check in here.", Begin: "Check in", Type: "Type it", Title: "Your answers", Label: "In your words", Example: "7.5h"}, Commands: []Command{
			{Name: "today", Description: "What to train today"},
			{Name: "log", Description: "Write down a session", Args: "45 min easy"},
			{Name: "checkin", Description: "The check-in, now", Options: []Option{
				{Name: "energy", Description: "How much?", Choices: []restday.Choice{{Label: "None", Data: "1"}, {Label: "Full", Data: "5"}}},
				{Name: "note", Description: "Anything else"},
			}},
		}},
		{Language: "de", Words: Words{Post: "Knopf in den Kanal", Invite: "Hier geht's los.", Begin: "Los", Type: "Tippen", Title: "Deine Antworten", Label: "In deinen Worten", Example: "7,5h"}, Commands: []Command{
			{Name: "today", Description: "Das Training heute"},
			{Name: "log", Description: "Ein Training notieren", Args: "45 min locker"},
			{Name: "checkin", Description: "Der Check-in, jetzt", Options: []Option{
				{Name: "energy", Description: "Wie viel?", Choices: []restday.Choice{{Label: "Keine", Data: "1"}, {Label: "Volle", Data: "5"}}},
				{Name: "note", Description: "Sonst noch etwas"},
			}},
		}},
	}
}

// quick is a pace for tests: nothing waits for long.
func quick() pace {
	p := usualPace
	p.handshake = 5 * time.Second
	p.alive = 5 * time.Millisecond
	p.identify = time.Millisecond
	p.least = 2 * time.Millisecond
	p.most = 10 * time.Millisecond
	return p
}

// connector makes bots that log to log and wait by pace.
func connector(log *slog.Logger, now func() time.Time, pace pace) func(testing.TB, string, string) bot.Platform {
	return func(t testing.TB, apiURL, token string) bot.Platform {
		p, err := New(Config{Token: token, APIURL: apiURL, Menus: menus(), Log: log, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		p.pace = pace
		return p
	}
}

func TestContract(t *testing.T) {
	t.Parallel()
	bottest.Run(t, func(t testing.TB, log *slog.Logger) bottest.Fake {
		return bottest.NewDiscord(t, bottest.DiscordOptions{Connect: connector(log, time.Now, quick())})
	})
}

// rig is a Discord, a bot that only receives, and a clock that stands still.
type rig struct {
	*bottest.Discord
	t      *testing.T
	store  *bottest.Memory
	log    *bottest.Diary
	pace   pace
	timers *timers
	clock  *bottest.Clock
	p      *Platform
	stop   context.CancelFunc
	ended  chan error
}

func newRig(t *testing.T, o bottest.DiscordOptions) *rig {
	t.Helper()
	r := &rig{t: t, store: &bottest.Memory{}, log: &bottest.Diary{}, timers: &timers{}, clock: bottest.NewClock(time.Now())}
	r.pace = quick()
	r.pace.afterFunc = r.timers.afterFunc
	o.Now = r.clock.Now
	o.Connect = func(t testing.TB, url, token string) bot.Platform {
		log := slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		return connector(log, r.clock.Now, r.pace)(t, url, token)
	}
	r.Discord = bottest.NewDiscord(t, o)
	t.Cleanup(func() {
		for _, v := range r.Violations() {
			t.Errorf("a request that the specification forbids: %s", v)
		}
		for _, secret := range []string{secretWord, r.Token(), "secret-interaction-token"} {
			if strings.Contains(r.log.String(), secret) {
				t.Errorf("the log holds %q:\n%s", secret, r.log)
			}
		}
	})
	return r
}

// run starts a bot with nothing in memory; ready waits for its connection.
func (r *rig) run() {
	r.t.Helper()
	p, ok := r.Platform(r.t).(*Platform)
	if !ok {
		r.t.Fatal("not our platform")
	}
	r.p = p
	var ctx context.Context
	ctx, r.stop = context.WithCancel(context.Background())
	r.ended = make(chan error, 1)
	ended := r.ended
	go func() { ended <- p.Run(ctx, inbox{r.store}) }()
	r.t.Cleanup(r.stop)
}

func (r *rig) ready() {
	r.t.Helper()
	before := r.store.Heartbeats()
	r.run()
	r.await("a connection", func() bool { return r.store.Heartbeats() > before && r.Connected() })
}

// halt stops the bot and waits until Discord has noticed.
func (r *rig) halt() {
	r.t.Helper()
	r.stop()
	if err := r.end(); err != nil {
		r.t.Fatalf("Run returned %v", err)
	}
	r.await("the end of the connection", func() bool { return !r.Connected() })
}

func (r *rig) end() error {
	r.t.Helper()
	select {
	case err := <-r.ended:
		return err
	case <-time.After(20 * time.Second):
		r.t.Fatalf("Run does not return; the log:\n%s", r.log)
		return nil
	}
}

func (r *rig) await(what string, done func() bool) {
	r.t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	deadline := time.After(20 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-deadline:
			r.t.Fatalf("missing: %s; the log:\n%s", what, r.log)
		}
	}
}

// arrived waits until n updates are stored and returns them all.
func (r *rig) arrived(n int) []restday.Incoming {
	r.t.Helper()
	r.await("updates", func() bool { return len(r.store.Received()) >= n })
	return r.store.Received()
}

// send sends out, and checks that an error gives nothing away.
func (r *rig) send(out restday.Outgoing) (string, error) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	id, err := r.p.Send(ctx, out)
	if err != nil {
		for _, secret := range []string{secretWord, r.Token(), "secret-interaction-token"} {
			if strings.Contains(err.Error(), secret) {
				r.t.Errorf("an error holds %q: %v", secret, err)
			}
		}
	}
	return id, err
}

func (r *rig) mustSend(out restday.Outgoing) string {
	r.t.Helper()
	id, err := r.send(out)
	if err != nil {
		r.t.Fatal(err)
	}
	return id
}

// sees checks the texts a person sees.
func (r *rig) sees(who restday.Address, want ...string) {
	r.t.Helper()
	var got []string
	for _, m := range r.Chat(who) {
		got = append(got, m.Text)
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		r.t.Fatalf("the person sees %q, not %q", got, want)
	}
}

func words(s string) restday.Text { return restday.Text{{Text: s + " " + secretWord}} }

func choices(labels ...string) [][]restday.Choice {
	var row []restday.Choice
	for _, l := range labels {
		row = append(row, restday.Choice{Label: l, Data: "data-" + l})
	}
	return [][]restday.Choice{row}
}

// inbox is a bot.Inbox with storage and nothing behind it.
type inbox struct{ *bottest.Memory }

func (i inbox) Put(ctx context.Context, updates []restday.Incoming) error {
	_, err := i.Memory.Put(ctx, updates)
	return err
}

// timers collects what was to happen later.
type timers struct {
	mu   sync.Mutex
	late []func()
}

func (t *timers) afterFunc(_ time.Duration, f func()) func() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.late = append(t.late, f)
	return func() bool { return false }
}

// fire makes all of it happen now.
func (t *timers) fire() {
	t.mu.Lock()
	late := t.late
	t.late = nil
	t.mu.Unlock()
	for _, f := range late {
		f()
	}
}
