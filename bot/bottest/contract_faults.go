package bottest

import (
	"context"
	"errors"
	"time"

	"restday"
	"restday/bot"
)

const (
	keptForLater = "A message that could not be sent is kept, and the network's wish to wait is respected."
	soonEnough   = 2 * time.Second // how long a case waits for a request that stalls
)

func faultCases() []contractCase {
	cases := []contractCase{
		{"too many", keptForLater, checkTooMany},
		{"blocked", gone, checkBlocked},
		{"accepted, then cut off", "A message is repeated only where the network gives no way to know.", checkAccepted},
		{"recovers", keptForLater, checkRecovers},
		{"outage", nothingLost, checkOutage},
	}
	temporary := map[Fault]string{
		BadGateway: "bad gateway", ServerError: "server error", HangUp: "cut off", Stall: "no answer",
	}
	for _, f := range []Fault{BadGateway, ServerError, HangUp, Stall} {
		cases = append(cases, contractCase{temporary[f], keptForLater, func(r *rig) { checkTemporary(r, f) }})
	}
	return cases
}

// kinds returns one message of each kind that can fail: a new one, and an edit
// of a message that was sent before.
func (r *rig) kinds(who restday.Address) map[string]restday.Outgoing {
	row := r.post(question(who, "How sore? "+private, "Sore"))
	edit := question(who, "What mood? "+private, "Good")
	edit.Edits, edit.Target = row, r.messageOf(row)
	fresh := restday.Outgoing{To: who, Text: said("Easy day " + private)}
	kinds := map[string]restday.Outgoing{}
	for name, out := range map[string]restday.Outgoing{"a new message": fresh, "an edit": edit} {
		kinds[name] = r.store.Queue(out)[0]
	}
	return kinds
}

// refusal sends a message while the network has a fault.
func (r *rig) refusal(f Fault, what string, out restday.Outgoing) *bot.SendError {
	r.t.Helper()
	r.fake.Fail(f, -1)
	defer r.fake.Fail(None, 0)
	ctx, cancel := context.WithTimeout(context.Background(), soonEnough)
	defer cancel()
	err := r.send(ctx, out)
	if err == nil {
		r.broken("%s is said to be sent", what)
	}
	var refusal *bot.SendError
	if !errors.As(err, &refusal) {
		return &bot.SendError{Reason: bot.Temporary, Err: err}
	}
	return refusal
}

func checkTooMany(r *rig) {
	r.start()
	for what, out := range r.kinds(r.fake.Person(1)) {
		e := r.refusal(TooMany, what, out)
		if e.Reason != bot.Slow || e.After < time.Second || e.After > time.Minute {
			r.broken("%s: reason %s, after %s; the network said slow, after 1s", what, e.Reason, e.After)
		}
	}
}

func checkTemporary(r *rig, f Fault) {
	r.start()
	for what, out := range r.kinds(r.fake.Person(1)) {
		if e := r.refusal(f, what, out); e.Reason != bot.Temporary {
			r.broken("%s: reason %s; it must be tried again", what, e.Reason)
		}
		if err := r.send(context.Background(), out); err != nil {
			r.broken("%s: the network is well again, but: %v", what, err)
		}
	}
}

func checkBlocked(r *rig) {
	r.start()
	who := r.fake.Person(1)
	r.fake.Say(who, private)
	r.settle(1)
	out := r.store.Queue(restday.Outgoing{To: who, Text: said("Good morning " + private)})[0]
	if e := r.refusal(BlockedByUser, "a new message", out); e.Reason != bot.Unreachable {
		r.broken("reason %s; the person blocked the bot", e.Reason)
	}
}

func checkAccepted(r *rig) {
	r.start()
	who := r.fake.Person(1)
	out := r.store.Queue(restday.Outgoing{To: who, Text: said("Good morning " + private)})[0]
	if e := r.refusal(HangUpAccepted, "a new message", out); e.Reason != bot.Temporary {
		r.broken("reason %s; nobody knows whether the message arrived", e.Reason)
	}
	if err := r.send(context.Background(), out); err != nil {
		r.broken("the second try: %v", err)
	}
	if n := len(r.fake.Chat(who)); n < 1 || n > 2 {
		r.broken("the person sees the message %d times", n)
	}
}

// checkRecovers has the courier meet a fault once, with a real wait of up to a
// second until the second try.
func checkRecovers(r *rig) {
	r.start()
	who := r.fake.Person(1)
	r.answerWith(func(in restday.Incoming) []restday.Outgoing {
		return []restday.Outgoing{{Text: said("Easy day " + private), Ack: in.Ack}}
	})
	r.fake.Fail(ServerError, 1)
	r.fake.Say(who, private)
	r.settle(1)
	r.sees(who, "Easy day "+private)
}

// checkOutage stops the bot with a reply in the outbox that could not be sent.
func checkOutage(r *rig) {
	r.start()
	who := r.fake.Person(1)
	r.answerWith(func(restday.Incoming) []restday.Outgoing {
		return []restday.Outgoing{{Text: said("Easy day " + private)}}
	})
	r.fake.Fail(BadGateway, -1)
	r.fake.Say(who, private)
	r.await("the reply was tried", func() bool {
		return r.store.Handled() == 1 && len(r.store.Receipts(1)) > 0
	})
	r.stop()
	r.fake.Fail(None, 0)
	r.start()
	r.settle(1)
	r.sees(who, "Easy day "+private)
}
