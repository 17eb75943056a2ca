package telegram

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"restday"
	"restday/bot"
)

// The pauses before a tap is answered a second and a third time.
var ackPauses = [...]time.Duration{200 * time.Millisecond, time.Second}

// A longer pause, should Telegram want one, is left to the courier.
const maxAckPause = 5 * time.Second

// Send sends a new message, edits one, takes its buttons away or only answers a
// tap, and returns Telegram's id of the message. A tap is answered beside the
// message, so that its button stops spinning even if the message is refused.
func (p *Platform) Send(ctx context.Context, out restday.Outgoing) (string, error) {
	m, err := p.compose(out)
	if err != nil {
		return "", &bot.SendError{Reason: bot.Refused, Err: err}
	}
	if m == nil {
		return "", p.explain(p.ack(ctx, out), out)
	}
	acked := make(chan struct{})
	go func() {
		defer close(acked)
		if err := p.ack(ctx, out); err != nil {
			p.config.Log.Warn("telegram: a tap was not answered", "outbox", out.ID, "reason", p.explain(err, out))
		}
	}()
	id, err := m.send(ctx)
	<-acked
	if err != nil {
		return "", p.explain(err, out)
	}
	return id, nil
}

// letter is an Outgoing in Telegram's terms.
type letter struct {
	api    *tg.Bot
	chat   int64
	target int // the message to edit; 0: none
	strip  bool
	pages  []page
	markup models.InlineKeyboardMarkup
	file   *restday.File
}

// compose returns nil for an Outgoing that only answers a tap.
func (p *Platform) compose(out restday.Outgoing) (*letter, error) {
	m := &letter{api: p.api, strip: out.Strip, pages: pages(out.Text), markup: keyboard(out.Choices), file: out.File}
	var err error
	if m.chat, err = strconv.ParseInt(out.To.Chat, 10, 64); err != nil || m.chat == 0 {
		return nil, errors.New("the chat is not one of telegram's")
	}
	// A target that is not a number is no message of ours: a new one is sent.
	m.target, _ = strconv.Atoi(out.Target)
	for _, row := range m.markup.InlineKeyboard {
		for _, b := range row {
			if b.Text == "" || b.CallbackData == "" || len(b.CallbackData) > maxData {
				return nil, errors.New("a button needs a label and 1 to 64 bytes of data")
			}
		}
	}
	switch {
	case m.strip && m.target != 0, !m.strip && len(m.pages) > 0:
		return m, nil
	case out.Ack != "":
		return nil, nil
	}
	return nil, errors.New("there is nothing to send")
}

func (m *letter) send(ctx context.Context) (string, error) {
	switch {
	case m.strip:
		return m.takeButtons(ctx)
	case m.file != nil:
		return m.upload(ctx)
	case m.target != 0:
		return m.edit(ctx)
	}
	return m.post(ctx)
}

// upload sends the file with the first page as its caption.
func (m *letter) upload(ctx context.Context) (string, error) {
	sent, err := m.api.SendDocument(ctx, &tg.SendDocumentParams{
		ChatID: m.chat, Caption: m.pages[0].text, CaptionEntities: m.pages[0].bold,
		Document: &models.InputFileUpload{Filename: m.file.Name, Data: bytes.NewReader(m.file.Data)},
	})
	if err != nil {
		return "", err
	}
	return strconv.Itoa(sent.ID), nil
}

func (m *letter) takeButtons(ctx context.Context) (string, error) {
	_, err := m.api.EditMessageReplyMarkup(ctx, &tg.EditMessageReplyMarkupParams{
		ChatID: m.chat, MessageID: m.target, ReplyMarkup: keyboard(nil),
	})
	if unchanged(err) || gone(err) {
		err = nil // no buttons is what was wanted
	}
	return strconv.Itoa(m.target), err
}

// edit replaces a message; what does not fit on one page is lost, since an edit
// cannot grow a second message. Cards are far shorter.
func (m *letter) edit(ctx context.Context) (string, error) {
	_, err := m.api.EditMessageText(ctx, &tg.EditMessageTextParams{
		ChatID: m.chat, MessageID: m.target, Text: m.pages[0].text, Entities: m.pages[0].bold,
		LinkPreviewOptions: noPreview(), ReplyMarkup: m.markup,
	})
	switch {
	case gone(err):
		return m.post(ctx)
	case unchanged(err):
		err = nil
	}
	return strconv.Itoa(m.target), err
}

// post sends the pages one after the other, the buttons below the last.
func (m *letter) post(ctx context.Context) (id string, err error) {
	for i, page := range m.pages {
		params := &tg.SendMessageParams{
			ChatID: m.chat, Text: page.text, Entities: page.bold, LinkPreviewOptions: noPreview(),
		}
		if i == len(m.pages)-1 && len(m.markup.InlineKeyboard) > 0 {
			params.ReplyMarkup = m.markup
		}
		sent, err := m.api.SendMessage(ctx, params)
		if err != nil {
			return "", err
		}
		id = strconv.Itoa(sent.ID)
	}
	return id, nil
}

func noPreview() *models.LinkPreviewOptions {
	return &models.LinkPreviewOptions{IsDisabled: tg.True()}
}

func unchanged(err error) bool { return says(err, "message is not modified") }

func gone(err error) bool {
	return says(err, "message to edit not found", "message not found", "message can't be edited", "message_id_invalid")
}

// ack answers the tap, trying three times. A tap that Telegram no longer knows
// needs no answer.
func (p *Platform) ack(ctx context.Context, out restday.Outgoing) error {
	if out.Ack == "" {
		return nil
	}
	params := &tg.AnswerCallbackQueryParams{CallbackQueryID: out.Ack, Text: notice(out.Notice)}
	for try := 0; ; try++ {
		_, err := p.api.AnswerCallbackQuery(ctx, params)
		var r *refusal
		if err == nil || errors.As(err, &r) && r.code == http.StatusBadRequest {
			return nil
		}
		if try == len(ackPauses) || r != nil && r.after > maxAckPause {
			return err
		}
		pause := ackPauses[try]
		if r != nil {
			pause = max(pause, r.after)
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// explain turns what the library returned into what the courier understands,
// without a word of the message.
func (p *Platform) explain(err error, out restday.Outgoing) error {
	var r *refusal
	if !errors.As(err, &r) {
		return err
	}
	said := *r
	for _, secret := range words(out) {
		said.text = strings.ReplaceAll(said.text, secret, "…")
	}
	refused := &bot.SendError{Err: &said}
	switch {
	case r.code == http.StatusTooManyRequests:
		refused.Reason, refused.After = bot.Slow, cmp.Or(r.after, time.Second)
	case r.chat != "":
		refused.Reason, refused.Chat = bot.Moved, r.chat
	case r.code == http.StatusForbidden, says(err, "chat not found", "user is deactivated", "peer_id_invalid"):
		refused.Reason = bot.Unreachable
	case r.code == http.StatusBadRequest:
		refused.Reason = bot.Refused
	case refusesToken(err):
		p.config.Log.Error("telegram refuses the token; nothing can be sent")
	}
	return refused
}

// words lists what a description could quote from a message, the longest parts first.
func words(out restday.Outgoing) []string {
	all := []string{out.Text.Plain(), out.Notice}
	for _, span := range out.Text {
		all = append(all, span.Text)
	}
	for _, row := range out.Choices {
		for _, c := range row {
			all = append(all, c.Label)
		}
	}
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	// Parts as short as "ok" quote nothing and would only garble the reason.
	return slices.DeleteFunc(all, func(s string) bool { return len(s) < 3 })
}
