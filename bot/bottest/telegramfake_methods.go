package bottest

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"restday"
)

var telegramMe = map[string]any{"id": 123456, "is_bot": true, "first_name": "restday", "username": "restday_bot"}

// telegramContent is what a message shows.
type telegramContent struct {
	text     string
	bold     []string
	file     *restday.File
	keyboard [][]telegramButton
}

type telegramButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// do carries out a method other than getUpdates.
func (s *Telegram) do(method string, p telegramParams, files telegramFiles) (any, *telegramNo) {
	switch method {
	case "getMe":
		return telegramMe, nil
	case "sendMessage":
		return s.sendMessage(p)
	case "sendDocument":
		return s.sendDocument(p, files["document"])
	case "editMessageText", "editMessageReplyMarkup":
		return s.editMessage(p, method == "editMessageText")
	case "answerCallbackQuery":
		return s.answerCallbackQuery(p)
	case "getFile":
		return s.getFile(p["file_id"])
	case "getChatMember":
		status := "member"
		if s.admins[p.number("user_id")] {
			status = "administrator"
		}
		return map[string]any{"status": status, "user": map[string]any{"id": p.number("user_id"), "is_bot": false, "first_name": "Somebody"}}, nil
	case "getMyCommands":
		if set, ok := s.commands[p["language_code"]]; ok {
			return set, nil
		}
		return []any{}, nil
	case "setMyCommands":
		s.commands[p["language_code"]] = json.RawMessage(p["commands"])
		return true, nil
	case "getWebhookInfo":
		return map[string]any{"url": s.webhook, "has_custom_certificate": false, "pending_update_count": len(s.queue)}, nil
	case "deleteWebhook":
		s.webhook = ""
		return true, nil
	}
	return nil, &telegramNo{code: http.StatusNotFound, text: "Not Found: method not found"}
}

func (s *Telegram) sendMessage(p telegramParams) (any, *telegramNo) {
	c, no := s.open(p)
	if no != nil {
		return nil, no
	}
	content, no := readTelegramContent(p)
	if no != nil {
		return nil, no
	}
	return s.add(c, content), nil
}

func (s *Telegram) add(c *telegramChat, content telegramContent) any {
	s.lastID++
	m := &telegramMessage{id: s.lastID, content: content, at: s.options.Now()}
	c.messages = append(c.messages, m)
	return m.json(c)
}

// sendDocument takes a file with a caption, which is shorter than a message may be.
func (s *Telegram) sendDocument(p telegramParams, file *restday.File) (any, *telegramNo) {
	c, no := s.open(p)
	switch {
	case no != nil:
		return nil, no
	case file == nil || len(file.Data) == 0:
		return nil, telegramBad("there is no document in the request")
	case len(utf16.Encode([]rune(p["caption"]))) > 1024:
		return nil, telegramBad("message caption is too long")
	}
	return s.add(c, telegramContent{text: p["caption"], file: file}), nil
}

func (s *Telegram) editMessage(p telegramParams, withText bool) (any, *telegramNo) {
	c, no := s.open(p)
	if no != nil {
		return nil, no
	}
	i := slices.IndexFunc(c.messages, func(m *telegramMessage) bool { return int64(m.id) == p.number("message_id") })
	if i < 0 {
		return nil, telegramBad("message to edit not found")
	}
	m := c.messages[i]
	content := m.content
	if withText {
		content, no = readTelegramContent(p)
	} else {
		content.keyboard, no = readTelegramKeyboard(p["reply_markup"])
	}
	if no != nil {
		return nil, no
	}
	if reflect.DeepEqual(content, m.content) {
		return nil, telegramBad("message is not modified: specified new message content and reply markup " +
			"are exactly the same as a current content and reply markup of the message")
	}
	m.content, m.edited = content, true
	return m.json(c), nil
}

// open returns the chat a message is for, unless it may not be sent there now.
func (s *Telegram) open(p telegramParams) (*telegramChat, *telegramNo) {
	c := s.chats[p.number("chat_id")]
	switch {
	case c == nil:
		return nil, telegramBad("chat not found")
	case c.movedTo != 0:
		no := telegramBad("group chat was upgraded to a supergroup chat")
		no.migrateTo = c.movedTo
		return nil, no
	case c.blocked:
		return nil, &telegramNo{code: http.StatusForbidden, text: "Forbidden: bot was blocked by the user"}
	case s.options.Limits && !s.pace.allow(c.id, s.options.Now()):
		return nil, &telegramNo{code: http.StatusTooManyRequests, text: "Too Many Requests: retry after 1", retryAfter: 1}
	}
	return c, nil
}

func (s *Telegram) answerCallbackQuery(p telegramParams) (any, *telegramNo) {
	if s.ackFaults > 0 {
		s.ackFaults--
		return nil, &telegramNo{code: http.StatusBadGateway, html: true}
	}
	tap := s.taps[p["callback_query_id"]]
	if tap == nil || s.options.Now().Sub(tap.born) > telegramTapLife {
		return nil, telegramBad("query is too old and response timeout expired or query ID is invalid")
	}
	tap.answered, tap.notice = true, p["text"]
	return true, nil
}

func readTelegramContent(p telegramParams) (content telegramContent, no *telegramNo) {
	content.text = p["text"]
	units := utf16.Encode([]rune(content.text))
	switch {
	case strings.TrimSpace(content.text) == "":
		return content, telegramBad("message text is empty")
	case len(units) > 4096:
		return content, telegramBad("message is too long")
	}
	var entities []struct{ Offset, Length int }
	if raw := p["entities"]; raw != "" && json.Unmarshal([]byte(raw), &entities) != nil {
		return content, telegramBad("can't parse entities JSON object")
	}
	for _, e := range entities {
		if e.Offset < 0 || e.Length < 1 || e.Offset+e.Length > len(units) {
			return content, telegramBad("ENTITY_BOUNDS_INVALID")
		}
		content.bold = append(content.bold, string(utf16.Decode(units[e.Offset:e.Offset+e.Length])))
	}
	content.keyboard, no = readTelegramKeyboard(p["reply_markup"])
	return content, no
}

func readTelegramKeyboard(raw string) ([][]telegramButton, *telegramNo) {
	var markup struct {
		Keyboard [][]telegramButton `json:"inline_keyboard"`
	}
	if raw == "" {
		return nil, nil
	}
	if json.Unmarshal([]byte(raw), &markup) != nil {
		return nil, telegramBad("can't parse inline keyboard button")
	}
	for _, b := range slices.Concat(markup.Keyboard...) {
		if b.Text == "" || b.Data == "" || len(b.Data) > 64 {
			return nil, telegramBad("BUTTON_DATA_INVALID")
		}
	}
	if len(markup.Keyboard) == 0 {
		return nil, nil
	}
	return markup.Keyboard, nil
}

// telegramPace counts as Telegram's support pages describe: about 30 messages a
// second over all chats, one a second in a chat, with short bursts.
type telegramPace struct {
	all     telegramBucket
	chats   map[int64]*telegramBucket
	refused int
}

func (p *telegramPace) allow(chat int64, now time.Time) bool {
	if p.chats[chat] == nil {
		p.chats[chat] = &telegramBucket{rate: 1, size: 5}
	}
	if p.chats[chat].take(now) && p.all.take(now) {
		return true
	}
	p.refused++
	return false
}

// telegramBucket fills with rate tokens a second, up to size.
type telegramBucket struct {
	rate, size, used float64
	at               time.Time
}

func (b *telegramBucket) take(now time.Time) bool {
	b.used = max(0, b.used-now.Sub(b.at).Seconds()*b.rate)
	b.at = now
	if b.used+1 > b.size {
		return false
	}
	b.used++
	return true
}
