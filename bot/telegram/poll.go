package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"restday"
	"restday/bot"
)

const (
	// One request waits this long for news. Telegram would allow 50 s; a shorter
	// wait notices a dead connection while taps, which Telegram keeps for 150 s,
	// are still there.
	pollWait  = 20 * time.Second
	pollSlack = 15 * time.Second // beyond which the answer is not awaited
	// Polls start at least this far apart, for a server that does not wait.
	// A full batch is followed at once: more is there.
	pollGap = 50 * time.Millisecond
	// Telegram hands out at most this many updates at once, so a smaller batch
	// is the end of what had gathered.
	fullBatch  = 100
	aliveEvery = 15 * time.Second
	// Taps made in an outage longer than this may be gone.
	outage = 2 * time.Minute
	// How calmly we try while a second copy of the bot is polling.
	conflictPause    = time.Second
	conflictPauseMax = 30 * time.Second
)

// wanted is what we ask Telegram to send.
var wanted = tg.AllowedUpdates{
	models.AllowedUpdateMessage, models.AllowedUpdateEditedMessage, models.AllowedUpdateCallbackQuery, models.AllowedUpdateMyChatMember,
}

var errNothing = errors.New("nothing received") // all that the library needs to know

// Run receives until ctx ends. Each update is in the inbox before Telegram is
// told, by the next request, that we have it. The only error it returns is a
// refused token.
func (p *Platform) Run(ctx context.Context, inbox bot.Inbox) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	poll := &poller{platform: p, client: p.client(pollWait + pollSlack), inbox: inbox, log: p.config.Log, stop: stop}
	// The library asks for one second less than it is told.
	library, err := p.library(pollWait+time.Second, poll, tg.WithAllowedUpdates(wanted))
	if err != nil {
		return err
	}
	library.Start(ctx)
	poll.menu.Wait()
	if errors.Is(context.Cause(ctx), errRefused) {
		return errRefused
	}
	return nil
}

func ignoreUpdate(context.Context, *tg.Bot, *models.Update) {}

// poller is the HTTP client through which the library polls. It stores what
// Telegram sends and shows the library only the ids, so that the library's
// offset moves past exactly what is stored and no content can break its decoder.
// The library makes one request at a time; nothing here needs a lock.
type poller struct {
	platform *Platform
	client   *client
	inbox    bot.Inbox
	log      *slog.Logger
	stop     context.CancelCauseFunc

	next      time.Time // no request before
	reached   bool      // the last poll was answered
	told      bool      // the operator knows that nothing is received
	toldAt    time.Time // when
	conflicts int       // in a row
	noted     time.Time // when Alive was last told
	again     bool      // open questions must be asked again
	menuSet   bool
	menu      sync.WaitGroup
}

// Do makes one getUpdates request.
func (p *poller) Do(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	err := p.pause(ctx)
	if err != nil {
		return nil, err
	}
	p.next = time.Now().Add(pollGap)
	if !p.reached {
		if req, err = p.glance(req); err != nil {
			return nil, err
		}
	}
	ids, err := p.receive(ctx, req)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		p.failed(ctx, err)
		return nil, errNothing
	}
	more := len(ids) >= fullBatch
	if more {
		p.next = time.Time{}
	}
	p.worked(ctx, more)
	confirmed, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return answer(confirmed), nil
}

func (p *poller) pause(ctx context.Context) error {
	timer := time.NewTimer(time.Until(p.next))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// glance turns a request into one that does not wait for news, so that we know
// at once whether Telegram is there. It confirms nothing: what comes a second
// time is known by its id.
func (p *poller) glance(req *http.Request) (*http.Request, error) {
	_ = req.Body.Close() // a pipe, whose writer stops now
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	kinds, err := json.Marshal(wanted)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(form.WriteField("allowed_updates", string(kinds)), form.Close()); err != nil {
		return nil, err
	}
	now := req.Clone(req.Context())
	now.Body, now.ContentLength = io.NopCloser(&body), int64(body.Len())
	now.Header.Set("Content-Type", form.FormDataContentType())
	return now, nil
}

// updateID is all that the library gets to see of an update.
type updateID struct {
	ID int64 `json:"update_id"`
}

// receive gets one batch and stores it.
func (p *poller) receive(ctx context.Context, req *http.Request) ([]updateID, error) {
	result, err := p.client.call(req)
	if err != nil {
		return nil, err
	}
	var raws []json.RawMessage
	if err := json.Unmarshal(result, &raws); err != nil {
		return nil, errors.New("telegram's answer holds no list of updates")
	}
	ids, news := p.readAll(raws)
	for i, in := range news {
		if in.Place != (restday.Address{}) && in.Ack == "" {
			news[i].Admin = p.platform.decides(ctx, in.Place, in.From)
		}
	}
	if len(news) > 0 {
		if err := p.inbox.Put(ctx, news); err != nil {
			return nil, fmt.Errorf("store updates: %w", err)
		}
	}
	return ids, nil
}

// readAll reads each update by itself: one that cannot be read is passed over,
// and the others live.
func (p *poller) readAll(raws []json.RawMessage) (ids []updateID, news []restday.Incoming) {
	ids = []updateID{}
	for _, raw := range raws {
		id, in, err := read(raw, p.platform.account, p.platform.config.Now())
		switch {
		case err != nil:
			// The error could quote what a person wrote.
			p.log.Warn("telegram: an update that cannot be read is passed over", "update", id, "kind", kindOf(raw))
		case in == nil:
			p.log.Debug("telegram: an update that is not for us", "update", id, "kind", kindOf(raw))
		default:
			news = append(news, *in)
		}
		if !errors.Is(err, errNoID) {
			ids = append(ids, updateID{id})
		}
	}
	return ids, news
}

// failed decides when to try again and tells the operator once. The library
// adds its own back-off of up to 5 s.
func (p *poller) failed(ctx context.Context, err error) {
	p.reached = false
	var r *refusal
	switch {
	case refusesToken(err):
		p.stop(errRefused)
		return
	case says(err, "webhook is active"):
		p.removeWebhook(ctx)
	case errors.As(err, &r) && r.code == http.StatusConflict:
		p.delay(min(conflictPause<<min(p.conflicts, 10), conflictPauseMax))
		p.conflicts++
	case errors.As(err, &r) && r.after > 0:
		p.delay(r.after)
	}
	p.tell(err)
}

// tell reports an interruption, at most once a minute: two programs that poll
// with one token take turns every second.
func (p *poller) tell(err error) {
	if time.Since(p.toldAt) < time.Minute {
		return
	}
	p.told, p.toldAt = true, time.Now()
	if p.conflicts > 0 {
		p.log.Error("telegram: receiving is interrupted: another program is polling with the same token, and only one may run", "reason", err)
		return
	}
	p.log.Warn("telegram: receiving is interrupted", "reason", err)
}

func (p *poller) delay(d time.Duration) { p.next = time.Now().Add(d) }

// removeWebhook makes polling possible for a bot that was used with a webhook
// before; what waits for us is kept.
func (p *poller) removeWebhook(ctx context.Context) {
	if _, err := p.platform.api.DeleteWebhook(ctx, &tg.DeleteWebhookParams{}); err != nil {
		p.log.Error("telegram: the bot's webhook could not be removed, so nothing can be received", "reason", err)
		return
	}
	p.log.Info("telegram: the bot had a webhook; it was removed")
}

// worked notes that Telegram was reached. While more is waiting it is too early
// to say so: open questions are asked again only after the backlog is stored.
func (p *poller) worked(ctx context.Context, more bool) {
	if p.told {
		p.log.Info("telegram: receiving works again")
	}
	p.reached, p.told, p.conflicts = true, false, 0
	if !p.menuSet {
		p.menuSet = true
		p.menu.Go(func() { p.platform.setMenus(ctx) }) // beside the polling: the menu can wait
	}
	if more {
		return
	}
	p.noteAlive(ctx)
	if !p.again {
		return
	}
	if err := p.inbox.AskAgain(ctx, Name); err != nil {
		p.log.Error("telegram: asking open questions again failed", "reason", err)
		return
	}
	p.again = false
	p.log.Info("telegram: open questions are asked again after an outage")
}

func (p *poller) noteAlive(ctx context.Context) {
	now := p.platform.config.Now()
	if since := now.Sub(p.noted); since >= 0 && since < aliveEvery {
		return
	}
	before, err := p.inbox.Alive(ctx, Name, now)
	if err != nil {
		p.log.Error("telegram: noting that telegram was reached failed", "reason", err)
		return
	}
	p.noted = now
	p.again = p.again || !before.IsZero() && now.Sub(before) > outage
}
