package bot_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
)

func TestAWaveTakesAsLongAsTheLimitAsks(t *testing.T) {
	t.Parallel()
	atDesk(t, &network{limits: telegramLike, delay: 60 * time.Millisecond}, func(d *desk) {
		const prompts = 1500
		began := time.Now()
		d.queue(wave(prompts, restday.Prompt)...)
		if got := len(d.idle()); got != prompts {
			t.Fatalf("%d of %d prompts were sent", got, prompts)
		}
		ideal := prompts * time.Second / 30
		if took := time.Since(began); took > ideal*105/100 {
			t.Errorf("took %s, want %s at most 5 %% more", took, ideal)
		}
		if n := busiest(d.net.tries()); n > 31 {
			t.Errorf("%d requests in one second", n)
		}
	})
}

func TestAReplyOvertakesTheWave(t *testing.T) {
	t.Parallel()
	atDesk(t, &network{limits: telegramLike, delay: 60 * time.Millisecond}, func(d *desk) {
		d.queue(wave(1000, restday.Bulk)...)
		for n := range 50 {
			<-time.After(217 * time.Millisecond)
			asked := time.Now()
			id := d.queue(message(person(2000+n), restday.Reply))[0].ID
			<-time.After(150 * time.Millisecond)
			synctest.Wait()
			i := slices.Index(ids(d.net.sent()), id)
			if i < 0 {
				t.Fatalf("reply %d was not sent within 150 ms", n)
			}
			if wait := d.net.sent()[i].at.Sub(asked); wait > d.net.delay+time.Second/30 {
				t.Errorf("reply %d took %s", n, wait)
			}
		}
	})
}

func TestClassesGoInOrderAndAReplyPullsItsChatAlong(t *testing.T) {
	t.Parallel()
	limits := telegramLike
	limits.InFlight = 1
	atDesk(t, &network{limits: limits, delay: time.Second}, func(d *desk) {
		d.queue(message(person(0), restday.Bulk)) // 1, at once
		synctest.Wait()
		d.queue(
			message(person(1), restday.Bulk),   // 2
			message(person(2), restday.Prompt), // 3
			message(person(3), restday.Bulk),   // 4, and in the same chat
			message(person(3), restday.Reply),  // 5
			message(person(4), restday.Reply),  // 6
			message(person(5), restday.Prompt), // 7
		)
		if diff := cmp.Diff([]int64{1, 4, 5, 6, 3, 7, 2}, ids(d.idle())); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
	})
}

func TestOneChatIsServedInOrderAndOneAtATime(t *testing.T) {
	t.Parallel()
	net := &network{limits: telegramLike, delay: 100 * time.Millisecond}
	atDesk(t, net, func(d *desk) {
		began := time.Now()
		for _, class := range []restday.Class{restday.Bulk, restday.Reply, restday.Prompt, restday.Reply, restday.Bulk} {
			d.queue(message(person(1), class))
		}
		sent := d.idle()
		if diff := cmp.Diff([]int64{1, 2, 3, 4, 5}, ids(sent)); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
		if net.crowd() != 1 {
			t.Errorf("%d messages of the chat were under way at once", net.crowd())
		}
		// A burst of three, then one a second.
		if took := time.Since(began); took != 2*time.Second+net.delay {
			t.Errorf("five messages took %s", took)
		}
	})
}

func TestAnswersToTapsAreNotCountedAndDoNotWait(t *testing.T) {
	t.Parallel()
	limits := telegramLike
	limits.PerSecond = 1
	atDesk(t, &network{limits: limits}, func(d *desk) {
		d.queue(wave(100, restday.Reply)...)
		<-time.After(10 * time.Millisecond)
		for range 10 {
			d.queue(restday.Outgoing{To: person(200), Ack: "tap", Notice: "noted"})
		}
		synctest.Wait()
		if got := len(d.net.sent()); got != 11 {
			t.Errorf("%d messages were taken at once, want the first and 10 answers", got)
		}
	})
}

func TestNeverMoreUnderWayThanAllowed(t *testing.T) {
	t.Parallel()
	limits := telegramLike
	limits.PerSecond, limits.InFlight = 0, 7
	net := &network{limits: limits, delay: time.Second}
	atDesk(t, net, func(d *desk) {
		began := time.Now()
		d.queue(wave(70, restday.Prompt)...)
		d.idle()
		if took := time.Since(began); net.crowd() != 7 || took != 10*time.Second {
			t.Errorf("%d at once, in %s", net.crowd(), took)
		}
	})
}

func TestEnqueueIgnoresWhatIsKnownOrGoesElsewhere(t *testing.T) {
	t.Parallel()
	atDesk(t, &network{limits: telegramLike, delay: time.Second}, func(d *desk) {
		queued := d.queue(message(person(1), restday.Reply), message(person(1), restday.Reply))
		elsewhere := message(restday.Address{Platform: "other", Chat: "1"}, restday.Reply)
		d.courier.Enqueue(append(queued, d.store.Queue(elsewhere)...)...)
		synctest.Wait() // the first is under way
		d.courier.Enqueue(queued...)
		if diff := cmp.Diff([]int64{1, 2}, ids(d.idle())); diff != "" {
			t.Errorf("sent (-want +got):\n%s", diff)
		}
	})
}

func TestAMessageWaitsUntilItIsDue(t *testing.T) {
	t.Parallel()
	atDesk(t, &network{limits: telegramLike}, func(d *desk) {
		late := message(person(1), restday.Prompt)
		late.Due = time.Now().Add(time.Minute)
		d.queue(late, message(person(1), restday.Reply), message(person(2), restday.Prompt))
		began := time.Now()
		sent := d.idle()
		if diff := cmp.Diff([]int64{3, 1, 2}, ids(sent)); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
		if wait := sent[1].at.Sub(began); wait != time.Minute {
			t.Errorf("sent after %s", wait)
		}
	})
}

func TestAnAnswerWaitsForNoLimitWhereThePlatformCountsNone(t *testing.T) {
	t.Parallel()
	for _, free := range []bool{true, false} {
		limits := telegramLike
		limits.AnswersFree = free
		atDesk(t, &network{limits: limits}, func(d *desk) {
			answers := make([]restday.Outgoing, 60)
			for n := range answers {
				answers[n] = message(person(n), restday.Reply)
				answers[n].Ack = "tap"
			}
			began := time.Now()
			d.queue(answers...)
			d.idle()
			if atOnce := time.Since(began) == 0; atOnce != free {
				t.Errorf("answers free: %v, 60 answers took %s", free, time.Since(began))
			}
		})
	}
}

func TestAnAnswerPassesAPauseOfTheWholeBot(t *testing.T) {
	t.Parallel()
	limits := telegramLike
	limits.AnswersFree = true
	refused := false
	net := &network{limits: limits, refuse: func(o restday.Outgoing) error {
		if o.Class != restday.Bulk || refused {
			return nil
		}
		refused = true
		return &bot.SendError{Reason: bot.Slow, After: 30 * time.Second, Global: true, Err: errors.New("too fast")}
	}}
	atDesk(t, net, func(d *desk) {
		d.queue(message(person(1), restday.Bulk))
		synctest.Wait()
		answer := message(person(2), restday.Reply)
		answer.Ack = "tap"
		began := time.Now()
		d.queue(answer)
		synctest.Wait()
		if sent := d.net.sent(); len(sent) != 1 || sent[0].Ack != "tap" || sent[0].at != began {
			t.Errorf("the answer waited for a pause that is not its own: %+v", sent)
		}
	})
}

func TestTidyingWaitsForWhatIsSaid(t *testing.T) {
	t.Parallel()
	limits := telegramLike
	limits.InFlight = 1
	atDesk(t, &network{limits: limits, delay: time.Second}, func(d *desk) {
		strip := restday.Outgoing{To: person(1), Class: restday.Bulk, Edits: 1, Target: "m1", Strip: true}
		d.queue(message(person(1), restday.Reply), strip, message(person(1), restday.Reply))
		if diff := cmp.Diff([]int64{1, 3, 2}, ids(d.idle())); diff != "" {
			t.Errorf("order (-want +got):\n%s", diff)
		}
	})
}
