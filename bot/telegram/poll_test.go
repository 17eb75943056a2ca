package telegram_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday/bot/bottest"
)

func TestPoisonIsPassedOver(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	var want []string
	for i := range 150 { // more than one batch
		text := fmt.Sprintf("%s %d", secret, i)
		r.Say(r.Person(i%7), text)
		want = append(want, text)
		switch i % 50 {
		case 10:
			r.Inject(map[string]any{"message": map[string]any{"chat": secret}})
		case 20:
			r.Inject(map[string]any{"message": map[string]any{ // breaks the library's own decoder
				"date": 1, "chat": map[string]any{"id": -1, "type": "group", "first_name": secret},
				"paid_media": map[string]any{"star_count": 1, "paid_media": []any{map[string]any{"type": "live_photo"}}},
			}})
		case 30:
			r.Inject(map[string]any{"a_kind_of_tomorrow": []any{secret}})
		}
	}
	r.Inject(map[string]any{"callback_query": secret}) // nothing good comes after it
	r.run()
	if diff := cmp.Diff(want, r.texts(150)); diff != "" {
		t.Error(diff)
	}
	r.await("all are confirmed", func() bool { return r.Waiting() == 0 })
	if log := r.log.String(); strings.Count(log, "passed over") < 3 || !strings.Contains(log, "kind=message") {
		t.Errorf("the log does not tell what was passed over:\n%s", log)
	}
}

func TestCrashBetweenStoringAndConfirming(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	r.Say(r.Person(1), secret+" 1")
	ctx, crash := context.WithCancel(t.Context())
	r.inbox.stored = crash
	if err := r.Platform(t).Run(ctx, r.inbox); err != nil {
		t.Errorf("Run returned %v when its context ended", err)
	}
	if r.Waiting() != 1 {
		t.Fatal("the update was confirmed all the same")
	}
	r.inbox.stored = nil
	r.Say(r.Person(1), secret+" 2")
	r.run()
	if diff := cmp.Diff([]string{secret + " 1", secret + " 2"}, r.texts(2)); diff != "" {
		t.Error(diff)
	}
	r.await("both are confirmed", func() bool { return r.Waiting() == 0 })
	if n := len(r.inbox.Received()); n != 2 {
		t.Errorf("%d updates are stored, want 2", n)
	}
}

func TestNothingIsConfirmedBeforeItIsStored(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	r.inbox.FailPuts(3)
	r.Say(r.Person(1), secret)
	r.run()
	r.texts(1)
	if n := strings.Count(r.inbox.Calls(), "Put"); n < 4 {
		t.Errorf("Put was called %d times; three failed", n)
	}
}

func TestIDsThatStartAfresh(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	r.run()
	for i, next := range []int64{900_000_000, 12, 5_000_000, 1} {
		r.ForgetIDs(next)
		r.Say(r.Person(1), fmt.Sprint(secret, i))
		r.texts(i + 1)
		r.await("it is confirmed", func() bool { return r.Waiting() == 0 })
	}
}

func TestRefusedTokenEndsRun(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	r.run()
	r.Revoke()
	r.Say(r.Person(1), secret) // ends the poll that waits
	p := r.Platform(t)
	err := p.Run(t.Context(), r.inbox)
	if err == nil || !strings.Contains(err.Error(), "RESTDAY_TELEGRAM_TOKEN") {
		t.Fatalf("Run returned %v; want an error that names the variable", err)
	}
	_, err = p.Check(t.Context())
	if err == nil || !strings.Contains(err.Error(), "RESTDAY_TELEGRAM_TOKEN") {
		t.Fatalf("Check returned %v; want an error that names the variable", err)
	}
	r.keepsQuiet(err.Error())
}

// Whatever answers a poll badly, the bot goes on when the trouble ends, and
// tells the operator once: loudly where a second copy of the program runs.
func TestPollTroublesPass(t *testing.T) {
	t.Parallel()
	for code, calm := range map[int]time.Duration{
		http.StatusConflict:            time.Second,
		http.StatusTooManyRequests:     time.Second, // as Telegram said
		http.StatusBadGateway:          100 * time.Millisecond,
		http.StatusInternalServerError: 100 * time.Millisecond,
	} {
		t.Run(http.StatusText(code), func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.TelegramOptions{})
			r.RefusePolls(code, 1)
			r.Say(r.Person(1), secret)
			began := time.Now()
			r.run()
			r.texts(1)
			if took := time.Since(began); took < calm {
				t.Errorf("the second poll came after %s; want at least %s", took, calm)
			}
			r.await("it tells that it works", func() bool { return strings.Contains(r.log.String(), "works again") })
			if n := strings.Count(r.log.String(), "interrupted"); n != 1 {
				t.Errorf("the operator was told %d times", n)
			}
			loud := strings.Contains(r.log.String(), "level=ERROR")
			if loud != (code == http.StatusConflict) {
				t.Errorf("an error in the log: %t", loud)
			}
		})
	}
}

func TestWebhookIsRemoved(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	r.SetWebhook("https://example.org/hook")
	r.Say(r.Person(1), secret)
	r.run()
	r.texts(1)
}

func TestOutageAsksAgainAfterTheBacklog(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	r.run()
	r.await("the bot is connected", func() bool { return r.inbox.Heartbeats() > 0 })
	r.Down(true)
	for i := range 250 {
		r.Say(r.Person(1), fmt.Sprint(secret, i))
	}
	r.clock.Pass(3 * time.Minute)
	r.Down(false)
	r.await("open questions are asked again", func() bool { return len(r.inbox.Asked()) > 0 })
	if n := len(r.inbox.Received()); n != 250 {
		t.Errorf("asked again when %d of 250 updates were stored", n)
	}
	r.clock.Pass(time.Minute)
	r.Say(r.Person(1), secret)
	r.texts(251)
	if asked := r.inbox.Asked(); !slices.Equal(asked, []string{"telegram"}) {
		t.Errorf("asked again: %v, want once", asked)
	}
}

func TestShortOutageAsksNobody(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	stop := r.run()
	r.await("the bot is connected", func() bool { return r.inbox.Heartbeats() == 1 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	r.clock.Pass(110 * time.Second)
	r.run()
	r.await("the bot is connected", func() bool { return r.inbox.Heartbeats() == 2 })
	r.Say(r.Person(1), secret)
	r.texts(1)
	if asked := r.inbox.Asked(); len(asked) > 0 {
		t.Error("open questions were asked again after 110 s")
	}
}

func TestMenusAreSetOnlyWhenTheyDiffer(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	stop := r.run()
	r.await("a menu is set for each language", func() bool { return r.Calls("setMyCommands") == 2 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	stop = r.run()
	r.await("the menus are looked at", func() bool { return r.Calls("getMyCommands") == 4 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if n := r.Calls("setMyCommands"); n != 2 {
		t.Errorf("menus were set %d times", n)
	}
}

// A server that does not wait for news is not asked thousands of times.
func TestImpatientServer(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{Impatient: true})
	began := time.Now()
	r.run()
	r.await("ten polls", func() bool { return r.Calls("getUpdates") >= 10 })
	if took := time.Since(began); took < 400*time.Millisecond {
		t.Errorf("ten polls within %s", took)
	}
	r.Say(r.Person(1), secret)
	r.texts(1)
}
