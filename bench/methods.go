package main

import (
	"encoding/json"
	"fmt"
	"time"
)

// refusal is an answer in which Telegram says no.
type refusal struct {
	code       int
	text       string
	retryAfter int
}

func (r refusal) body() map[string]any {
	out := map[string]any{"ok": false, "error_code": r.code, "description": r.text}
	if r.retryAfter > 0 {
		out["parameters"] = map[string]any{"retry_after": r.retryAfter}
	}
	return out
}

// do carries out a method other than getUpdates.
func (s *telegram) do(method string, p params) (any, refusal) {
	switch method {
	case "getMe":
		return me, refusal{}
	case "getMyCommands":
		return []any{}, refusal{}
	case "getWebhookInfo":
		return map[string]any{"url": ""}, refusal{}
	case "setMyCommands", "deleteWebhook", "answerCallbackQuery":
		return true, refusal{}
	case "sendMessage", "editMessageText", "editMessageReplyMarkup":
		return s.show(method, p)
	}
	return nil, refusal{code: 404, text: "Not Found: method not found"}
}

// show sends or edits a message.
func (s *telegram) show(method string, p params) (any, refusal) {
	m := message{id: p.number("message_id"), text: p["text"], edit: method != "sendMessage"}
	var markup struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	if raw := p["reply_markup"]; raw != "" && json.Unmarshal([]byte(raw), &markup) != nil {
		return nil, refusal{code: 400, text: "Bad Request: can't parse inline keyboard"}
	}
	for _, row := range markup.Rows {
		m.buttons = append(m.buttons, row...)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[p.number("chat_id")]
	if no := s.mayNot(c); no.code != 0 {
		return nil, no
	}
	if !m.edit {
		s.lastID++
		m.id = s.lastID
		screen := fmt.Sprint(m.text, m.buttons)
		m.copy = screen == c.newest
		c.newest = screen
	}
	s.taken = append(s.taken, time.Now())
	return m, refusal{}
}

func (s *telegram) mayNot(c *chat) refusal {
	now := time.Now()
	switch {
	case c == nil:
		return refusal{code: 400, text: "Bad Request: chat not found"}
	case c.blocked:
		return refusal{code: 403, text: "Forbidden: bot was blocked by the user"}
	case s.limits && (!c.pace.take(now) || !s.all.take(now)):
		s.refused++
		return refusal{code: 429, text: "Too Many Requests: retry after 1", retryAfter: 1}
	}
	return refusal{}
}
