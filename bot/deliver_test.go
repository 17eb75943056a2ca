package bot_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
)

// refuseFirst refuses the first n tries to send to a person.
func refuseFirst(n int, who restday.Address, err error) func(restday.Outgoing) error {
	return func(out restday.Outgoing) error {
		if out.To != who || n == 0 {
			return nil
		}
		n--
		return err
	}
}

func TestEveryRefusalHasItsFate(t *testing.T) {
	t.Parallel()
	refusal := func(r bot.Reason, after time.Duration) error {
		return &bot.SendError{Reason: r, After: after, Err: errors.New("no")}
	}
	for name, c := range map[string]struct {
		err         error
		fates       []restday.Fate
		other       []restday.Fate // of the next message in the chat
		least, most time.Duration  // until both are settled
	}{
		"slow":         {refusal(bot.Slow, 9*time.Second), []restday.Fate{restday.Retry, restday.Sent}, []restday.Fate{restday.Sent}, 9 * time.Second, 9 * time.Second},
		"slow, unsaid": {refusal(bot.Slow, 0), []restday.Fate{restday.Retry, restday.Sent}, []restday.Fate{restday.Sent}, time.Second, time.Second},
		"temporary":    {refusal(bot.Temporary, 0), []restday.Fate{restday.Retry, restday.Sent}, []restday.Fate{restday.Sent}, 500 * time.Millisecond, time.Second},
		"unknown":      {errors.New("no"), []restday.Fate{restday.Retry, restday.Sent}, []restday.Fate{restday.Sent}, 500 * time.Millisecond, time.Second},
		"refused":      {refusal(bot.Refused, 0), []restday.Fate{restday.Dropped}, []restday.Fate{restday.Sent}, 0, 0},
		"unreachable":  {refusal(bot.Unreachable, 0), []restday.Fate{restday.Unreachable}, []restday.Fate{restday.Dropped}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limits := telegramLike
			limits.PerSecond, limits.ChatBurst = 0, 100
			net := &network{limits: limits, refuse: refuseFirst(1, person(1), c.err)}
			atDesk(t, net, func(d *desk) {
				began := time.Now()
				d.queue(message(person(1), restday.Reply), message(person(1), restday.Reply), message(person(2), restday.Reply))
				d.idle()
				if took := time.Since(began); took < c.least || took > c.most {
					t.Errorf("took %s, want %s to %s", took, c.least, c.most)
				}
				got := [][]restday.Fate{d.fates(1), d.fates(2), d.fates(3)}
				if diff := cmp.Diff([][]restday.Fate{c.fates, c.other, {restday.Sent}}, got); diff != "" {
					t.Errorf("fates (-want +got):\n%s", diff)
				}
				if net.sent()[0].ID != 3 && name != "refused" {
					t.Errorf("the other chat had to wait: %v", ids(net.sent()))
				}
			})
		})
	}
}

func TestAChatThatMovedIsServedAtItsNewPlace(t *testing.T) {
	t.Parallel()
	moved := &bot.SendError{Reason: bot.Moved, Chat: "new", Err: errors.New("migrated")}
	net := &network{limits: telegramLike, refuse: func(out restday.Outgoing) error {
		if out.To == person(1) {
			return moved
		}
		return nil
	}}
	atDesk(t, net, func(d *desk) {
		first := message(person(1), restday.Reply)
		first.Route = "shortcut"
		d.queue(first, message(person(1), restday.Reply))
		sent := d.idle()
		if diff := cmp.Diff([]int64{1, 2}, ids(sent)); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
		for _, s := range sent {
			if s.To.Chat != "new" || s.Route != "" {
				t.Errorf("message %d went to %s by %q", s.ID, s.To, s.Route)
			}
		}
		if got := d.store.Receipts(1)[0].Chat; got != "new" {
			t.Errorf("storage was told of the new chat %q", got)
		}
	})
}

func TestAChatThatMovedToItselfIsJustTriedAgain(t *testing.T) {
	t.Parallel()
	moved := &bot.SendError{Reason: bot.Moved, Chat: person(1).Chat, Err: errors.New("migrated")}
	atDesk(t, &network{limits: telegramLike, refuse: refuseFirst(3, person(1), moved)}, func(d *desk) {
		began := time.Now()
		d.queue(message(person(1), restday.Reply))
		d.idle()
		if n, took := len(d.net.tries()), time.Since(began); n != 4 || took < 3*time.Second {
			t.Errorf("tried %d times in %s", n, took)
		}
	})
}

func TestTryingAgainSlowsDownAndEndsAfterADay(t *testing.T) {
	t.Parallel()
	net := &network{limits: telegramLike, refuse: func(restday.Outgoing) error { return errors.New("down") }}
	atDesk(t, net, func(d *desk) {
		began := time.Now()
		d.queue(message(person(1), restday.Reply))
		d.idle()
		took := time.Since(began)
		if took < 24*time.Hour || took > 24*time.Hour+time.Minute {
			t.Errorf("gave up after %s", took)
		}
		tries := net.tries()
		for i := 1; i < len(tries); i++ {
			wait := tries[i].at.Sub(tries[i-1].at)
			longest := min(time.Second<<min(i-1, 10), time.Minute)
			if wait < longest/2 || wait > longest {
				t.Fatalf("try %d came after %s, want %s to %s", i+1, wait, longest/2, longest)
			}
		}
		fates := d.fates(1)
		if last := fates[len(fates)-1]; last != restday.Dropped {
			t.Errorf("the last receipt says %s", last)
		}
	})
}

func TestTheWholeBotWaitsWhenTheNetworkSaysSo(t *testing.T) {
	t.Parallel()
	slow := func(global bool) error {
		return &bot.SendError{Reason: bot.Slow, After: 20 * time.Second, Global: global, Err: errors.New("429")}
	}
	for name, refuse := range map[string]func(restday.Outgoing) error{
		"globally": refuseFirst(1, person(3), slow(true)),
		"to two chats in a row": func(out restday.Outgoing) error {
			if (out.To == person(3) || out.To == person(4)) && out.Attempts == 0 {
				return slow(false)
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			net := &network{limits: telegramLike, refuse: refuse}
			atDesk(t, net, func(d *desk) {
				began := time.Now()
				d.queue(wave(600, restday.Prompt)...)
				d.idle()
				var early, after int
				tries := net.tries()
				for _, s := range tries {
					switch at := s.at.Sub(began); {
					case at < 20*time.Second:
						early++
					case at < 22*time.Second:
						after++
					}
				}
				if early > 5 {
					t.Errorf("%d requests before the pause was over", early)
				}
				if after < 20 || after > 32 {
					t.Errorf("%d requests in the 2 s after the pause, want half of the usual 60", after)
				}
				if end := tries[len(tries)-1].at.Sub(began); end > 47*time.Second {
					t.Errorf("the rate did not come back: %s", end)
				}
			})
		})
	}
}

func TestOneSlowChatStopsNobodyElse(t *testing.T) {
	t.Parallel()
	net := &network{limits: telegramLike, refuse: func(out restday.Outgoing) error {
		if (out.To == person(3) || out.To == person(9)) && out.Attempts == 0 {
			return &bot.SendError{Reason: bot.Slow, After: 20 * time.Second, Err: errors.New("429")}
		}
		return nil
	}}
	atDesk(t, net, func(d *desk) {
		began := time.Now()
		d.queue(wave(300, restday.Prompt)...)
		<-time.After(10 * time.Second)
		if n := len(net.sent()); n < 290 {
			t.Errorf("%d of the 298 others were served in their time", n)
		}
		d.idle()
		if took := time.Since(began); took > 22*time.Second {
			t.Errorf("the two that were refused had to wait %s", took)
		}
	})
}

func TestAnEditFindsItsMessage(t *testing.T) {
	t.Parallel()
	atDesk(t, &network{limits: telegramLike}, func(d *desk) {
		edit := func(row int64, strip bool, ack string) restday.Outgoing {
			out := message(person(1), restday.Reply)
			out.Edits, out.Strip, out.Ack = row, strip, ack
			if strip {
				out.Text = nil
			}
			return out
		}
		synctest.Wait()                                             // the outbox was read: the next row stays there
		lost := d.store.Queue(message(person(9), restday.Reply))[0] // 1, never sent
		d.queue(
			message(person(1), restday.Reply), // 2
			edit(2, false, ""),                // 3
			edit(lost.ID, false, ""),          // 4: a message of its own
			edit(lost.ID, true, ""),           // 5: nothing to strip
			edit(lost.ID, true, "tap"),        // 6: but the tap is answered
			edit(2, true, ""),                 // 7
		)
		got := map[int64]restday.Outgoing{}
		for _, s := range d.idle() {
			got[s.ID] = s.Outgoing
		}
		if got[3].Target != "m2" || got[7].Target != "m2" || !got[7].Strip {
			t.Errorf("the edits aim at %q and %q", got[3].Target, got[7].Target)
		}
		if got[4].Edits != 0 || got[4].Target != "" {
			t.Errorf("the edit of a lost message went out as an edit of %q", got[4].Target)
		}
		if _, sent := got[5]; sent || d.fates(5)[0] != restday.Dropped {
			t.Errorf("the strip of nothing is %v", d.fates(5))
		}
		if got[6].Ack != "tap" || got[6].Strip || got[6].Edits != 0 {
			t.Errorf("the tap was answered with %+v", got[6])
		}
	})
}

func TestAPanickingAdapterIsTriedAgain(t *testing.T) {
	t.Parallel()
	panics := 2
	net := &network{limits: telegramLike, refuse: func(restday.Outgoing) error {
		if panics--; panics >= 0 {
			panic("secret")
		}
		return nil
	}}
	atDesk(t, net, func(d *desk) {
		d.queue(message(person(1), restday.Reply))
		d.idle()
		want := []restday.Fate{restday.Retry, restday.Retry, restday.Sent}
		if diff := cmp.Diff(want, d.fates(1)); diff != "" {
			t.Errorf("fates (-want +got):\n%s", diff)
		}
		if why := d.store.Receipts(1)[0].Why; why != "panic: string" {
			t.Errorf("why is %q", why)
		}
	})
}

func TestAStalledRequestEndsWithItsTimeout(t *testing.T) {
	t.Parallel()
	atDesk(t, &network{limits: telegramLike, delay: time.Hour}, func(d *desk) {
		d.queue(message(person(1), restday.Reply))
		<-time.After(30*time.Second + time.Millisecond)
		synctest.Wait()
		if diff := cmp.Diff([]restday.Fate{restday.Retry}, d.fates(1)); diff != "" {
			t.Errorf("fates (-want +got):\n%s", diff)
		}
		ctx, cancel := context.WithTimeout(d.t.Context(), time.Second)
		defer cancel()
		if err := d.courier.Idle(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Idle returned %v", err)
		}
	})
}
