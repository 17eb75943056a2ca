package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

// A chat that floods loses nothing and keeps its order, although only the first
// of its updates are in memory, and also when reading the others fails.
func TestAFloodingChatLosesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const flood = 500
		h := &handler{store: &bottest.Memory{}}
		h.react = func(restday.Incoming) error { <-time.After(time.Millisecond); return nil }
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		h.store.FailReads(2)
		var want []string
		for n := range flood {
			in := text(person(1), n)
			in.At = time.Now()
			put(t, o, in)
			want = append(want, fmt.Sprint("secret ", n))
			if n%100 == 0 {
				<-time.After(20 * time.Millisecond) // some are handled meanwhile
			}
		}
		if b := o.Backlog(); b.Updates < 300 || b.Oldest.IsZero() {
			t.Errorf("the backlog is said to be %+v", b)
		}
		drain(t, o)
		if diff := cmp.Diff(want, h.texts(person(1))); diff != "" {
			t.Errorf("handled (-want +got):\n%s", diff)
		}
		if b := o.Backlog(); b != (bot.Backlog{}) {
			t.Errorf("when all is handled, the backlog is said to be %+v", b)
		}
	})
}

func TestAChatThatIsOwedTooMuchWaitsAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		var full atomic.Bool
		full.Store(true)
		o := bot.NewOrder(h.store, h.store, h.handle, slog.New(slog.DiscardHandler))
		o.HoldWhile(func(who restday.Address) bool { return who == person(1) && full.Load() })
		if err := o.Start(t.Context(), "fake"); err != nil {
			t.Fatal(err)
		}
		for n := range 5 {
			put(t, o, text(person(1), n), text(person(2), n))
		}
		<-time.After(time.Minute)
		if a, b := len(h.texts(person(1))), len(h.texts(person(2))); a != 0 || b != 5 {
			t.Errorf("handled %d updates of the flooding chat and %d of the other", a, b)
		}
		full.Store(false)
		drain(t, o)
		if got := len(h.texts(person(1))); got != 5 {
			t.Errorf("%d updates were handled in the end", got)
		}
	})
}

// While nothing can be handled, a platform is not asked for more than memory
// should hold; then it is.
func TestManyChatsDoNotFillMemory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		stuck := make(chan struct{})
		h.react = func(restday.Incoming) error { <-stuck; return nil }
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		var stored atomic.Int64
		go func() {
			for n := range 110 {
				batch := make([]restday.Incoming, 100)
				for i := range batch {
					batch[i] = text(person(100*n+i), 1)
				}
				if err := o.Put(t.Context(), batch); err != nil {
					t.Error(err)
				}
				stored.Add(100)
			}
		}()
		synctest.Wait()
		if n := stored.Load(); n != 10_000 {
			t.Errorf("%d updates were taken in while none was handled", n)
		}
		close(stuck)
		synctest.Wait()
		drain(t, o)
		if n := stored.Load(); n != 11_000 {
			t.Errorf("%d updates were taken in", n)
		}
	})
}

func TestWhatComesInIsCutToSize(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &bottest.Memory{}
		var got []restday.Incoming
		h := &handler{store: store, react: func(in restday.Incoming) error { got = append(got, in); return nil }}
		o, _ := startOrder(t, h, slog.New(slog.DiscardHandler))
		long := strings.Repeat("é", 100_000)
		huge, fine := text(person(1), 1), text(person(1), 2)
		huge.Ack = long
		fine.Text, fine.Name, fine.Language, fine.Choice = long, long, long, long
		put(t, o, huge, fine)
		drain(t, o)
		if len(got) != 1 || got[0].ID != fine.ID {
			t.Fatalf("%d updates were handled", len(got))
		}
		want := fine
		want.Text, want.Name, want.Language, want.Choice = long[:2*(restday.MaxText+1)], long[:128], long[:70], long[:200]
		want.Received = time.Now()
		if diff := cmp.Diff(want, got[0]); diff != "" {
			t.Error(diff)
		}
	})
}

// tries is a Reporter that keeps what it is told.
type tries struct {
	handled, failed, parked int
	sent                    []bot.Try
}

func (r *tries) Handled(_ string, ok bool) {
	if ok {
		r.handled++
	} else {
		r.failed++
	}
}
func (r *tries) Parked(string)             { r.parked++ }
func (r *tries) Tried(_ string, t bot.Try) { r.sent = append(r.sent, t) }

func TestOrderReportsWhatBecomesOfUpdates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &handler{store: &bottest.Memory{}}
		failures := 0
		h.react = func(in restday.Incoming) error {
			switch {
			case strings.HasSuffix(in.ID, "-2"):
				panic("never")
			case failures == 0:
				failures++
				return errors.New("once")
			}
			return nil
		}
		var r tries
		o := bot.NewOrder(h.store, h.store, h.handle, slog.New(slog.DiscardHandler))
		o.ReportTo(&r)
		if err := o.Start(t.Context(), "fake"); err != nil {
			t.Fatal(err)
		}
		put(t, o, text(person(1), 1), text(person(1), 2))
		drain(t, o)
		if r.failed != 3 || r.parked != 1 || r.handled != 2 { // what is parked is done with
			t.Errorf("reported %+v", r)
		}
	})
}

// What a flood has left in the inbox before a restart is handled to its end,
// although the start reads only the first hundred of it.
func TestAFloodOutlastsARestart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const flood = 300
		h := &handler{store: &bottest.Memory{}}
		before := bot.NewOrder(h.store, h.store, h.handle, slog.New(slog.DiscardHandler))
		for n := range flood {
			put(t, before, text(person(1), n))
		}
		o := bot.NewOrder(firstHundred{h.store}, h.store, h.handle, slog.New(slog.DiscardHandler))
		if err := o.Start(t.Context(), "fake"); err != nil {
			t.Fatal(err)
		}
		drain(t, o)
		got := h.texts(person(1))
		if len(got) != flood || got[flood-1] != fmt.Sprint("secret ", flood-1) {
			t.Errorf("handled %d updates, the last %q", len(got), got[len(got)-1])
		}
	})
}

// firstHundred is an inbox that shows at its opening only the first hundred.
type firstHundred struct{ *bottest.Memory }

func (m firstHundred) Unhandled(ctx context.Context, platform string) ([]restday.Incoming, error) {
	all, err := m.Memory.Unhandled(ctx, platform)
	return all[:min(100, len(all))], err
}
