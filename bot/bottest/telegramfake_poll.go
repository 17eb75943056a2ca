package bottest

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// push queues an update of one kind, unless the bot has said that it does not
// want the kind.
func (s *Telegram) push(kind string, content map[string]any, life time.Duration) {
	if len(s.allowed) > 0 && !slices.Contains(s.allowed, kind) {
		return
	}
	s.pushBody(map[string]any{kind: content}, life)
}

func (s *Telegram) pushBody(body map[string]any, life time.Duration) {
	s.lastUpdate++
	body["update_id"] = s.lastUpdate
	s.queue = append(s.queue, telegramUpdate{s.lastUpdate, body, s.options.Now().Add(life)})
	close(s.news)
	s.news = make(chan struct{})
}

var telegramConflict = &telegramNo{code: http.StatusConflict,
	text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}

// getUpdates waits for news as long as the bot wants, at most 50 s. A second
// poll ends the first one with a conflict.
func (s *Telegram) getUpdates(ctx context.Context, p telegramParams) (any, *telegramNo) {
	mine, no := s.beginPoll(p)
	if no != nil {
		return nil, no
	}
	defer s.endPoll(mine)
	patience := time.NewTimer(min(time.Duration(p.number("timeout"))*time.Second, 50*time.Second))
	defer patience.Stop()
	for waited := s.options.Impatient; ; {
		batch, news := s.batch(p)
		if len(batch) > 0 || waited {
			return batch, nil
		}
		if s.isDown() {
			return nil, telegramGone
		}
		select {
		case <-news:
		case <-patience.C:
			waited = true
		case <-mine:
			return nil, telegramConflict
		case <-ctx.Done():
			return nil, telegramGone
		case <-s.closed:
			return nil, telegramGone
		}
	}
}

func (s *Telegram) beginPoll(p telegramParams) (chan struct{}, *telegramNo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.webhook != "" {
		return nil, &telegramNo{code: http.StatusConflict,
			text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if s.pollFaults > 0 {
		s.pollFaults--
		return nil, s.pollRefusal()
	}
	if s.polling != nil {
		close(s.polling)
	}
	s.polling = make(chan struct{})
	if raw, ok := p["allowed_updates"]; ok {
		s.allowed = nil
		_ = json.Unmarshal([]byte(raw), &s.allowed) // the specification's check complains about nonsense
	}
	s.confirm(p.number("offset"))
	return s.polling, nil
}

func (s *Telegram) endPoll(mine chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.polling == mine {
		s.polling = nil
	}
}

// confirm forgets the updates below offset. An offset far ahead is left over
// from before the ids became random, and confirms nothing.
func (s *Telegram) confirm(offset int64) {
	if offset > s.lastUpdate+10 {
		return
	}
	s.queue = slices.DeleteFunc(s.queue, func(u telegramUpdate) bool { return u.id < offset })
}

// batch returns what is waiting and has not expired, and the channel that tells
// of more.
func (s *Telegram) batch(p telegramParams) ([]any, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.options.Now()
	s.queue = slices.DeleteFunc(s.queue, func(u telegramUpdate) bool { return !now.Before(u.expires) })
	limit := int(p.number("limit"))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	out := []any{}
	for _, u := range s.queue[:min(limit, len(s.queue))] {
		out = append(out, u.body)
		s.markFetched(u)
	}
	return out, s.news
}

func (s *Telegram) markFetched(u telegramUpdate) {
	body, _ := u.body.(map[string]any)
	query, _ := body["callback_query"].(map[string]any)
	if id, ok := query["id"].(string); ok && s.taps[id] != nil {
		s.taps[id].fetched = true
	}
}

func (c *telegramChat) json() map[string]any {
	return map[string]any{"id": c.id, "type": "private", "first_name": c.name()}
}

func (c *telegramChat) user() map[string]any {
	return map[string]any{"id": c.id, "is_bot": false, "first_name": c.name(), "language_code": "en"}
}

func (c *telegramChat) name() string { return "Person " + strconv.FormatInt(c.id%1000000, 10) }

func (m *telegramMessage) json(c *telegramChat) map[string]any {
	out := map[string]any{
		"message_id": m.id, "date": m.at.Unix(), "chat": c.json(), "from": telegramMe, "text": m.content.text,
	}
	if len(m.content.keyboard) > 0 {
		out["reply_markup"] = map[string]any{"inline_keyboard": m.content.keyboard}
	}
	if m.edited {
		out["edit_date"] = m.at.Unix()
	}
	return out
}
