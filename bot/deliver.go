package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"restday"
)

const (
	firstResend = time.Second
	lastResend  = time.Minute    // the longest wait between two tries of one message
	giveUp      = 24 * time.Hour // after the first try
	leastPause  = time.Second    // when a platform says slow but not how long
	mostWhy     = 200            // characters of a reason that are kept
)

var errNothingToEdit = &SendError{Reason: Refused, Err: errors.New("nothing to edit")}

// outcome is what became of one try.
type outcome struct {
	q       *queue
	row     row
	receipt restday.Receipt
	last    int64 // the newest row that waited behind row when its receipt was about to be stored
}

// deliver tries one message once and hands the outcome to the settler.
func (c *Courier) deliver(work context.Context, q *queue, r row) {
	began := c.now()
	message, err := c.send(work, r.Outgoing)
	if err != nil && work.Err() != nil {
		return // stopped half-way: still in the outbox, tried again at the next start
	}
	now := c.now()
	receipt := receiptOf(r, message, err, now)
	c.note(r, receipt, err, now)
	c.told(r, receipt, err, began, now)
	c.outcomes <- outcome{q: q, row: r, receipt: receipt}
}

func (c *Courier) send(work context.Context, out restday.Outgoing) (message string, err error) {
	ctx := work
	if c.limits.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(work, c.limits.Timeout)
		defer cancel()
	}
	defer func() {
		if v := recover(); v != nil {
			err = panicked(v)
			c.log.Error("sending a message panicked", "row", out.ID, "err", err, "stack", string(debug.Stack()))
		}
	}()
	out, err = c.aim(ctx, out)
	if err != nil {
		return "", err
	}
	return c.platform.Send(ctx, out)
}

// aim finds the message to edit. If that was never sent, the new text goes out
// as a message of its own.
func (c *Courier) aim(ctx context.Context, out restday.Outgoing) (restday.Outgoing, error) {
	if out.Edits == 0 || out.Target != "" {
		return out, nil
	}
	target, err := c.box.MessageOf(ctx, out.Edits)
	switch {
	case err != nil:
		return out, fmt.Errorf("find the message to edit: %w", err)
	case target != "":
		out.Target = target
	case !out.Strip:
		out.Edits = 0
	case out.Ack != "": // nothing to strip, but the tap still wants its answer
		out.Edits, out.Strip = 0, false
	default:
		return out, errNothingToEdit
	}
	return out, nil
}

// receiptOf says what follows from one try of r.
func receiptOf(r row, message string, err error, now time.Time) restday.Receipt {
	receipt := restday.Receipt{ID: r.ID, To: r.To}
	if err == nil {
		receipt.Fate, receipt.Message = restday.Sent, message
		return receipt
	}
	receipt.Fate, receipt.Why = restday.Retry, cut(err.Error(), mostWhy)
	switch refusal := refusalOf(err); {
	case refusal.Reason == Unreachable:
		receipt.Fate = restday.Unreachable
	case refusal.Reason == Refused:
		receipt.Fate = restday.Dropped
	case refusal.Reason == Slow:
		receipt.Due = now.Add(max(refusal.After, leastPause))
	case refusal.Reason == Moved && refusal.Chat != "" && refusal.Chat != r.To.Chat:
		receipt.Due, receipt.Chat = now, refusal.Chat
	case now.Sub(r.tried) >= giveUp:
		receipt.Fate = restday.Dropped
	default:
		receipt.Due = now.Add(backoff(r.Attempts+1, firstResend, lastResend))
	}
	return receipt
}

// refusalOf returns the platform's refusal in err; any other error is temporary.
func refusalOf(err error) *SendError {
	var refusal *SendError
	if errors.As(err, &refusal) {
		return refusal
	}
	return &SendError{Reason: Temporary, Err: err}
}

// note logs the outcome and slows down when the platform asks for it. This
// does not wait for the receipt to be stored.
func (c *Courier) note(r row, receipt restday.Receipt, err error, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		c.refused = restday.Address{}
		return
	}
	refusal := refusalOf(err)
	c.log.Log(context.Background(), levelOf(r, receipt, refusal), "a message was not sent",
		"row", r.ID, "fate", receipt.Fate, "attempts", r.Attempts+1, "why", receipt.Why)
	if refusal.Reason != Slow {
		return
	}
	// Two chats refused in a row: it is the bot that is too fast, not a chat.
	another := c.refused != restday.Address{} && c.refused != r.To
	c.refused = r.To
	if refusal.Global || another {
		c.pace.slower(now, receipt.Due)
		if receipt.Due.After(c.opens) {
			c.opens = receipt.Due
		}
	}
}

// levelOf returns how loud an outcome is: a loss is an error, trouble is told
// once a message, and people who cannot be reached are news, not trouble.
func levelOf(r row, receipt restday.Receipt, refusal *SendError) slog.Level {
	switch {
	case refusal == errNothingToEdit || r.Attempts > 0 && receipt.Fate == restday.Retry:
		return slog.LevelDebug
	case receipt.Fate == restday.Dropped:
		return slog.LevelError
	case receipt.Fate == restday.Retry:
		return slog.LevelWarn
	default:
		return slog.LevelInfo
	}
}

// cut returns the first n characters of s.
func cut(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n])
	}
	return s
}
