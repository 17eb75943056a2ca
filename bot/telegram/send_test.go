package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

func text(s string) restday.Text { return restday.Text{{Text: s}} }

var sore = [][]restday.Choice{{{Label: "Very sore", Data: "1"}, {Label: "Sore", Data: "2"}}, {}}

// send hands messages to a fresh bot, one after the other, and returns the last answer.
func (r *rig) send(out ...restday.Outgoing) (id string, err error) {
	r.t.Helper()
	p := r.Platform(r.t)
	for _, o := range out {
		if id, err = p.Send(r.t.Context(), o); err != nil {
			r.keepsQuiet(err.Error())
		}
	}
	return id, err
}

func TestSendShowsWhatWasMeant(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	who := r.Person(1)
	id, err := r.send(restday.Outgoing{To: who, Choices: sore, Text: restday.Text{
		{Text: "😴 "}, {Text: "Easy day", Bold: true}, {Text: " instead, <b>_*" + secret},
	}})
	if err != nil || id == "" {
		t.Fatalf("Send = %q, %v", id, err)
	}
	want := []bottest.Message{{Text: "😴 Easy day instead, <b>_*" + secret, Buttons: [][]string{{"Very sore", "Sore"}}, At: r.clock.Now()}}
	if diff := cmp.Diff(want, r.Chat(who)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Easy day"}, r.Bold(who)); diff != "" {
		t.Error(diff)
	}
}

func TestEditOfAMessageThatIsGone(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	who := r.Person(1)
	first, err := r.send(restday.Outgoing{To: who, Text: text(secret), Choices: sore})
	if err != nil {
		t.Fatal(err)
	}
	r.Clear(who)
	again, err := r.send(restday.Outgoing{To: who, Text: text(secret + " 2"), Edits: 1, Target: first})
	if err != nil || again == first {
		t.Errorf("the edit became message %q (%v); want a new one", again, err)
	}
	if len(r.Chat(who)) != 1 {
		t.Error("nothing was written anew")
	}
	r.Clear(who)
	if _, err := r.send(restday.Outgoing{To: who, Edits: 1, Strip: true, Target: again}); err != nil {
		t.Errorf("buttons that are gone with their message: %v", err)
	}
	if _, err := r.send(restday.Outgoing{To: who, Text: text(secret), Edits: 1, Target: "another network's"}); err != nil {
		t.Errorf("an edit of what is no message of ours: %v", err)
	}
}

func TestSameEditIsSent(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	out := restday.Outgoing{To: r.Person(1), Text: text(secret), Choices: sore}
	first, err := r.send(out)
	if err != nil {
		t.Fatal(err)
	}
	out.Edits, out.Target = 1, first
	strip := restday.Outgoing{To: out.To, Edits: 1, Target: first, Strip: true}
	if id, err := r.send(out, strip, strip); id != first || err != nil {
		t.Errorf("Send = %q, %v; want message %q", id, err, first)
	}
}

func TestLongTextIsSplit(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	who := r.Person(1)
	line := secret + strings.Repeat(" 😴", 30) + "\n"
	id, err := r.send(restday.Outgoing{To: who, Text: text(strings.Repeat(line, 60)), Choices: sore})
	if err != nil {
		t.Fatal(err)
	}
	chat := r.Chat(who)
	if len(chat) != 2 || chat[0].Buttons != nil || chat[1].Buttons == nil {
		t.Fatalf("%d messages; want two, with the buttons below the second", len(chat))
	}
	long := restday.Outgoing{To: who, Text: text(strings.Repeat(line, 90)), Edits: 1, Target: id}
	if edited, err := r.send(long); err != nil || edited != id {
		t.Errorf("a long edit: %q, %v", edited, err)
	}
}

func TestEveryTapIsAnswered(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	who := r.Person(1)
	card, err := r.send(restday.Outgoing{To: who, Text: text(secret), Choices: sore})
	if err != nil {
		t.Fatal(err)
	}
	r.run()
	tap := func() string {
		t.Helper()
		n := len(r.inbox.Received())
		if err := r.Tap(who, "Sore"); err != nil {
			t.Fatal(err)
		}
		r.await("the tap", func() bool { return len(r.inbox.Received()) > n })
		return r.inbox.Received()[n].Ack
	}
	next := restday.Outgoing{To: who, Edits: 1, Target: card, Text: text(secret + " next"), Choices: sore}
	for name, out := range map[string]restday.Outgoing{
		"edit": next, "same edit": next, "bare": {To: who, Notice: secret},
		"new": {To: who, Text: text(secret)}, "strip of nothing": {To: who, Edits: 2, Strip: true},
	} {
		out.Ack = tap()
		r.FailAnswers(1) // the first try
		if _, err := r.send(out); err != nil || r.Unanswered() > 0 {
			t.Errorf("%s: %v, %d taps spin", name, err, r.Unanswered())
		}
	}
	if !slices.Equal(r.Notices(), []string{secret}) {
		t.Errorf("notices: %d, want one", len(r.Notices()))
	}
	refused := next
	refused.Ack, refused.Choices = tap(), nil
	r.Fail(bottest.ServerError, 1)
	if _, err := r.send(refused); err == nil || r.Unanswered() > 0 {
		t.Errorf("a message that fails: %v, %d taps spin", err, r.Unanswered())
	}
}

func TestAnswerToAForgottenTapIsNoError(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	if _, err := r.send(restday.Outgoing{To: r.Person(1), Ack: "12345"}); err != nil {
		t.Errorf("a bare answer: %v", err)
	}
	if id, err := r.send(restday.Outgoing{To: r.Person(1), Ack: "12345", Text: text(secret)}); err != nil || id == "" {
		t.Errorf("an answer with a message: %q, %v", id, err)
	}
	r.FailAnswers(3)
	if _, err := r.send(restday.Outgoing{To: r.Person(1), Ack: "12345"}); err == nil {
		t.Error("a bare answer that failed three times must be tried again later")
	}
}

func TestRefusalsByReason(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	blocked, moved, wellFed := r.Person(1), r.Person(2), r.Person(3)
	r.Leave(blocked)
	r.Move(moved, wellFed)
	for name, c := range map[string]struct {
		out  restday.Outgoing
		want bot.SendError
	}{
		"blocked":         {restday.Outgoing{To: blocked}, bot.SendError{Reason: bot.Unreachable}},
		"moved":           {restday.Outgoing{To: moved}, bot.SendError{Reason: bot.Moved, Chat: wellFed.Chat}},
		"unknown chat":    {restday.Outgoing{To: restday.Address{Platform: "telegram", Chat: "7"}}, bot.SendError{Reason: bot.Unreachable}},
		"no chat":         {restday.Outgoing{To: restday.Address{Platform: "telegram", Chat: "me"}}, bot.SendError{Reason: bot.Refused}},
		"too much data":   {restday.Outgoing{To: wellFed, Choices: [][]restday.Choice{{{Label: "x", Data: strings.Repeat("x", 65)}}}}, bot.SendError{Reason: bot.Refused}},
		"button, no name": {restday.Outgoing{To: wellFed, Choices: [][]restday.Choice{{{Data: "x"}}}}, bot.SendError{Reason: bot.Refused}},
		"no words":        {restday.Outgoing{To: wellFed, Text: text(" \n")}, bot.SendError{Reason: bot.Refused}},
	} {
		if c.out.Text == nil {
			c.out.Text = text(secret)
		}
		_, err := r.send(c.out)
		var got *bot.SendError
		if !errors.As(err, &got) {
			t.Errorf("%s: %v, want a *SendError", name, err)
			continue
		}
		if got.Reason != c.want.Reason || got.Chat != c.want.Chat || got.Global {
			t.Errorf("%s: %s to chat %q, want %s to %q", name, got.Reason, got.Chat, c.want.Reason, c.want.Chat)
		}
	}
}

func TestRevokedTokenIsTemporaryForASend(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	r.Revoke()
	_, err := r.send(restday.Outgoing{To: r.Person(1), Text: text(secret)})
	var got *bot.SendError
	if err == nil || errors.As(err, &got) && got.Reason != bot.Temporary {
		t.Errorf("Send returned %v; the message must wait for a better token", err)
	}
	if !strings.Contains(r.log.String(), "refuses the token") {
		t.Error("the operator is not told")
	}
}

// With a tenth of a second of network time, sends must not queue behind each
// other or behind the poll.
func TestSendsRunBesideEachOther(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{Delay: 100 * time.Millisecond})
	r.run()
	p := r.Platform(t)
	const n = 40
	failed := make(chan error, n)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	for i := range n {
		out := restday.Outgoing{To: r.Person(i), Text: text(fmt.Sprint(secret, i)), Ack: "none"}
		go func() {
			_, err := p.Send(ctx, out)
			failed <- err
		}()
	}
	for range n {
		if err := <-failed; err != nil {
			t.Fatal(err)
		}
	}
}

// Sixty mornings through the courier: as fast as Telegram allows, and not once
// faster, although each request takes its time on the network.
func TestCourierKeepsTelegramsPace(t *testing.T) {
	t.Parallel()
	const n = 60
	log := slog.New(slog.DiscardHandler)
	server := fake(t, log, bottest.TelegramOptions{Now: time.Now, Delay: 60 * time.Millisecond, Limits: true})
	store := &bottest.Memory{}
	p := server.Platform(t)
	courier := bot.NewCourier(p, store, time.Now, log)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- courier.Run(ctx) }()
	began := time.Now()
	for i := range n {
		courier.Enqueue(store.Queue(restday.Outgoing{To: server.Person(i), Class: restday.Prompt, Text: text("Good morning")})...)
	}
	if err := courier.Idle(ctx); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	ideal := time.Duration(float64(n-1) / p.Limits().PerSecond * float64(time.Second))
	if took > 2*ideal {
		t.Errorf("%d messages took %s; %s would do", n, took, ideal)
	}
	if server.TooFast() > 0 {
		t.Errorf("%d messages were too fast", server.TooFast())
	}
}
