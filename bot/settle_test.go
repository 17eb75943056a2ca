package bot_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
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
