package bot_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

func TestACrashRepeatsAtMostWhatWasUnderWay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const prompts = 600
		limits := telegramLike
		limits.InFlight = 5
		net := &network{limits: limits, delay: 60 * time.Millisecond}
		d := &desk{t: t, net: net}
		d.crashing(prompts)
		times := map[int64]int{}
		for _, s := range net.sent() {
			times[s.ID]++
		}
		repeated := 0
		for _, n := range times {
			repeated += n - 1
		}
		if len(times) != prompts || repeated > 3*limits.InFlight {
			t.Errorf("%d of %d people were prompted, %d messages were repeated by 3 crashes", len(times), prompts, repeated)
		}
	})
}

func TestReceiptsThatCannotBeStoredAreNotForgotten(t *testing.T) {
	t.Parallel()
	limits := telegramLike
	limits.PerSecond, limits.InFlight = 0, 4
	atDesk(t, &network{limits: limits}, func(d *desk) {
		d.store.FailSettles(5)
		d.queue(wave(20, restday.Prompt)...)
		synctest.Wait()
		if n := len(d.net.sent()); n != 4 {
			t.Errorf("%d messages went out while no receipt could be stored, want 4", n)
		}
		sent := ids(d.idle())
		slices.Sort(sent)
		if n := len(slices.Compact(sent)); n != 20 || len(d.net.sent()) != 20 {
			t.Errorf("%d messages in %d sends", n, len(d.net.sent()))
		}
	})
}

// Somebody who blocked the bot comes back while that is being noted: what they
// are told then is not among what is dropped.
func TestAReplyToSomebodyWhoIsBackIsNotDropped(t *testing.T) {
	t.Parallel()
	net := &network{limits: telegramLike}
	net.refuse = func(out restday.Outgoing) error {
		if out.ID == 1 {
			return &bot.SendError{Reason: bot.Unreachable, Err: context.Canceled}
		}
		return nil
	}
	synctest.Test(t, func(t *testing.T) {
		d := &desk{t: t, net: net, store: &bottest.Memory{}}
		back := &meanwhile{Memory: d.store}
		d.courier = bot.NewCourier(net, back, time.Now, slog.New(slog.DiscardHandler))
		back.then = sync.OnceFunc(func() { d.queue(message(person(1), restday.Reply)) })
		d.queue(message(person(1), restday.Prompt), message(person(1), restday.Bulk))
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- d.courier.Run(ctx) }()
		if diff := cmp.Diff([]int64{3}, ids(d.idle())); diff != "" {
			t.Errorf("what arrives (-want +got):\n%s", diff)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// meanwhile is a store in which something happens just after receipts were
// stored, before the courier knows that they are.
type meanwhile struct {
	*bottest.Memory
	then func()
}

func (m *meanwhile) Settle(ctx context.Context, receipts []restday.Receipt) ([]restday.Outgoing, error) {
	moved, err := m.Memory.Settle(ctx, receipts)
	m.then()
	return moved, err
}

func TestAStopFinishesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	atDesk(t, &network{limits: telegramLike, delay: time.Second}, func(d *desk) {
		d.queue(message(person(1), restday.Reply), message(person(1), restday.Reply))
		synctest.Wait()
		d.stop()
		if diff := cmp.Diff([]restday.Fate{restday.Sent}, d.fates(1)); diff != "" {
			t.Errorf("fates of the message under way (-want +got):\n%s", diff)
		}
		if got := d.fates(2); got != nil {
			t.Errorf("the message that waited is %v", got)
		}
		d.start()
		if diff := cmp.Diff([]int64{1, 2}, ids(d.idle())); diff != "" {
			t.Errorf("after the restart (-want +got):\n%s", diff)
		}
	})
}

func TestAStopDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	atDesk(t, &network{limits: telegramLike, delay: time.Hour}, func(d *desk) {
		d.queue(message(person(1), restday.Reply))
		synctest.Wait()
		began := time.Now()
		d.stop()
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("stopped after %s", took)
		}
		if got := d.fates(1); got != nil {
			t.Errorf("the message is %v; nobody knows whether it arrived", got)
		}
	})
}
