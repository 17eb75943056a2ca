package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

// handler is a conversation that notes what it is given.
type handler struct {
	store *bottest.Memory
	react func(in restday.Incoming) error // nil: all goes well

	mu   sync.Mutex
	seen map[restday.Address][]string
	now  int // under way
	most int // under way at once
}

func (h *handler) handle(_ context.Context, in restday.Incoming) error {
	h.enter()
	defer h.leave()
	if h.react != nil {
		if err := h.react(in); err != nil {
			return err
		}
	}
	h.store.Turn(in, func() []restday.Outgoing { return nil })
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.seen == nil {
		h.seen = map[restday.Address][]string{}
	}
	h.seen[in.From] = append(h.seen[in.From], in.Text)
	return nil
}

func (h *handler) enter() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now++
	h.most = max(h.most, h.now)
}

func (h *handler) leave() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now--
}

func (h *handler) texts(who restday.Address) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.seen[who]
}

func person(n int) restday.Address {
	return restday.Address{Platform: "fake", Chat: fmt.Sprint(n)}
}

func text(who restday.Address, n int) restday.Incoming {
	return restday.Incoming{
		ID: fmt.Sprintf("%s-%d", who.Chat, n), From: who, Event: restday.Said, Text: fmt.Sprint("secret ", n),
	}
}

// startOrder runs an Order until the test or the returned stop ends it.
func startOrder(t *testing.T, h *handler, log *slog.Logger) (o *bot.Order, stop func()) {
	t.Helper()
	o = bot.NewOrder(h.store, h.store, h.handle, log)
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	if err := o.Start(ctx, "fake"); err != nil {
		t.Fatal(err)
	}
	return o, cancel
}

func put(t *testing.T, o *bot.Order, updates ...restday.Incoming) {
	t.Helper()
	if err := o.Put(t.Context(), updates); err != nil {
		t.Fatal(err)
	}
}

func drain(t *testing.T, o *bot.Order) {
	t.Helper()
	if err := o.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestOrderKeepsTheOrderOfEachChat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const chats, each = 40, 25
		h := &handler{store: &bottest.Memory{}}
		h.react = func(restday.Incoming) error { <-time.After(time.Millisecond); return nil }
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		for n := range each {
			for c := range chats {
				put(t, o, text(person(c), n), text(person(c), n)) // the second is a repetition
			}
		}
		drain(t, o)
		var want []string
		for n := range each {
			want = append(want, fmt.Sprint("secret ", n))
		}
		for c := range chats {
			if diff := cmp.Diff(want, h.texts(person(c))); diff != "" {
				t.Errorf("chat %d (-want +got):\n%s", c, diff)
			}
		}
		if h.most != 16 {
			t.Errorf("%d updates at once, want 16", h.most)
		}
	})
}

func TestOrderNeverLetsAFailingChatHoldUpAnother(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		broken := true
		h.react = func(in restday.Incoming) error {
			if in.From.Chat != "0" && broken { // more chats than may be handled at once
				return errors.New("no disk")
			}
			return nil
		}
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		for c := range 40 {
			put(t, o, text(person(c), 1), text(person(c), 2))
		}
		synctest.Wait()
		if got := h.texts(person(0)); len(got) != 2 {
			t.Errorf("the healthy chat was told %q before time passed", got)
		}
		<-time.After(10 * time.Minute)
		synctest.Wait()
		broken = false
		healed := time.Now()
		drain(t, o)
		if took := time.Since(healed); took > 30*time.Second {
			t.Errorf("handled %s after the disk was back", took)
		}
		if got := h.texts(person(7)); len(got) != 2 || got[0] != "secret 1" {
			t.Errorf("the failing chat was told %q", got)
		}
	})
}

func TestOrderParksWhatMakesTheHandlerPanic(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		h := &handler{store: &bottest.Memory{}}
		tries := 0
		h.react = func(in restday.Incoming) error {
			if strings.HasSuffix(in.ID, "-1") {
				tries++
				var values []int
				if tries > 1 {
					return fmt.Errorf("never reached: %d", values[tries])
				}
				panic(in.Text)
			}
			return nil
		}
		o, _ := startOrder(t, h, slog.New(slog.NewTextHandler(&log, nil)))
		put(t, o, text(person(1), 1), text(person(1), 2))
		drain(t, o)
		if why := h.store.Parked(text(person(1), 1)); tries != 3 || !strings.Contains(why, "index out of range") {
			t.Errorf("parked after %d tries because %q", tries, why)
		}
		if diff := cmp.Diff([]string{"secret 2"}, h.texts(person(1))); diff != "" {
			t.Errorf("what came after (-want +got):\n%s", diff)
		}
		if strings.Contains(log.String(), "secret") || !strings.Contains(log.String(), "1-1") {
			t.Errorf("the log must name the update and not what it says:\n%s", &log)
		}
	})
}

func TestOrderCountsThePanicsOfEachUpdate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		tries := map[string]int{}
		h.react = func(in restday.Incoming) error {
			if tries[in.ID]++; tries[in.ID] < 3 {
				panic("not yet")
			}
			return nil
		}
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		put(t, o, text(person(1), 1), text(person(1), 2))
		drain(t, o)
		if diff := cmp.Diff([]string{"secret 1", "secret 2"}, h.texts(person(1))); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
	})
}

func TestOrderServesChatsInTurn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		h.react = func(restday.Incoming) error { <-time.After(time.Second); return nil }
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		for n := range 50 {
			for c := range 16 { // as many as may be handled at once
				put(t, o, text(person(c), n))
			}
		}
		put(t, o, text(person(99), 1))
		<-time.After(3*time.Second + time.Millisecond)
		if got := h.texts(person(99)); len(got) != 1 {
			t.Errorf("whoever came last was told %q while others have much to say", got)
		}
		drain(t, o)
	})
}

func TestOrderHandlesOnceWhatCameBeforeItsStart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		o := bot.NewOrder(h.store, h.store, h.handle, slog.New(slog.DiscardHandler))
		put(t, o, text(person(1), 1))
		if err := o.Start(t.Context(), "fake"); err != nil {
			t.Fatal(err)
		}
		drain(t, o)
		if diff := cmp.Diff([]string{"secret 1"}, h.texts(person(1))); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
	})
}

func TestOrderGoesOnAfterARestart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		first := &handler{store: &bottest.Memory{}}
		first.react = func(restday.Incoming) error { <-time.After(time.Second); return nil }
		o, stop := startOrder(t, first, slog.New(slog.DiscardHandler))
		put(t, o, text(person(1), 1), text(person(1), 2), text(person(2), 1))
		synctest.Wait()
		stop()
		drain(t, o)
		put(t, o, text(person(2), 2)) // stored by a poll that was under way
		if got := len(first.texts(person(1))) + len(first.texts(person(2))); got != 2 {
			t.Errorf("%d updates were finished by the stop, want the 2 that had begun", got)
		}
		second := &handler{store: first.store}
		o, _ = startOrder(t, second, slog.New(slog.DiscardHandler))
		drain(t, o)
		for _, n := range []int{1, 2} {
			if diff := cmp.Diff([]string{"secret 2"}, second.texts(person(n))); diff != "" {
				t.Errorf("chat %d after the restart (-want +got):\n%s", n, diff)
			}
		}
	})
}

func TestOrderHandlesNothingThatIsNotStored(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		h.store.FailPuts(1)
		if err := o.Put(t.Context(), []restday.Incoming{text(person(1), 1)}); err == nil {
			t.Error("Put returned no error")
		}
		drain(t, o)
		if got := h.texts(person(1)); len(got) > 0 {
			t.Errorf("handled %q", got)
		}
	})
}

func TestDrainGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		h.react = func(restday.Incoming) error { <-time.After(time.Hour); return nil }
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		put(t, o, text(person(1), 1))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := o.Drain(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Drain returned %v", err)
		}
		drain(t, o)
	})
}
