package bottest

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/bot"
)

// TelegramOptions sets a Telegram up; the zero value is a fast and patient server.
type TelegramOptions struct {
	// Connect returns the bot under test, to speak to this server.
	Connect   func(t testing.TB, apiURL, token string) bot.Platform
	Now       func() time.Time // by which updates expire and limits count; nil: time.Now
	Delay     time.Duration    // network time of each request
	Impatient bool             // answer polls at once, as simple fakes do
	Limits    bool             // refuse what is faster than 30 messages a second, or 1 a second in a chat
}

// How long Telegram keeps what nobody fetched, from its published source.
const (
	telegramMessageLife = 24 * time.Hour
	telegramTapLife     = 150 * time.Second
)

// Telegram is a server that speaks Telegram's Bot API to one bot, and the
// people who use that bot. A program reaches it at URL with Token.
type Telegram struct {
	options TelegramOptions
	server  *httptest.Server
	spec    *telegramSpec // nil: requests are not checked
	closed  chan struct{}

	mu         sync.Mutex
	down       bool
	faults     telegramFault
	ackFaults  int
	pollFault  int
	pollFaults int
	webhook    string
	revoked    bool
	commands   map[string]any // by language code, "" everybody else
	allowed    []string
	queue      []telegramUpdate
	lastUpdate int64
	news       chan struct{} // closed when an update is queued
	polling    chan struct{} // closed when another poll takes over; nil: nobody polls
	chats      map[int64]*telegramChat
	admins     map[int64]bool    // of every group
	lastID     int               // of messages and taps
	uploads    map[string][]byte // what people sent, by id
	taps       map[string]*telegramTap
	calls      map[string]int
	pace       telegramPace
	violations []string
}

// faultPlan is what happens to the next sends and edits.
type telegramFault struct {
	fault Fault
	left  int // below 0: for ever
}

type telegramUpdate struct {
	id      int64
	body    any
	expires time.Time
}

type telegramChat struct {
	id       int64
	blocked  bool
	movedTo  int64
	messages []*telegramMessage
	typed    []map[string]any // by the person, as the bot was told
}

type telegramMessage struct {
	id      int
	content telegramContent
	edited  bool
	at      time.Time
}

type telegramTap struct {
	born     time.Time
	fetched  bool
	answered bool
	notice   string
}

// NewTelegram starts a server that lives as long as the test.
func NewTelegram(t testing.TB, o TelegramOptions) *Telegram {
	t.Helper()
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Telegram{
		options: o, closed: make(chan struct{}), news: make(chan struct{}), commands: map[string]any{}, lastUpdate: 700000000,
		uploads: map[string][]byte{}, chats: map[int64]*telegramChat{}, taps: map[string]*telegramTap{}, calls: map[string]int{},
		pace: telegramPace{chats: map[int64]*telegramBucket{}, all: telegramBucket{rate: 30, size: 30}},
	}
	if shared := os.Getenv("RESTDAY_SHARED"); shared != "" {
		var err error
		if s.spec, err = loadTelegramSpec(filepath.Join(shared, "specs", "telegram-bot-api.json")); err != nil {
			t.Fatal(err)
		}
	}
	s.server = httptest.NewServer(s)
	t.Cleanup(func() {
		close(s.closed)
		s.server.Close()
	})
	return s
}

// URL returns what RESTDAY_TELEGRAM_API_URL must be.
func (s *Telegram) URL() string { return s.server.URL }

// Token returns what RESTDAY_TELEGRAM_TOKEN must be.
func (s *Telegram) Token() string { return "123456:FAKE-token_for_tests" }

// Platform returns a bot connected to this server.
func (s *Telegram) Platform(t testing.TB) bot.Platform {
	t.Helper()
	return s.options.Connect(t, s.URL(), s.Token())
}

// Person returns the address of the n-th person, who has opened the chat.
func (s *Telegram) Person(n int) restday.Address {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := int64(5000000000 + n) // beyond 32 bits, as new accounts are
	if s.chats[id] == nil {
		s.chats[id] = &telegramChat{id: id}
	}
	return restday.Address{Platform: "telegram", Chat: strconv.FormatInt(id, 10)}
}

// Say has a person type text to the bot.
func (s *Telegram) Say(who restday.Address, text string) {
	s.Post(who, map[string]any{"text": text})
}

// Post has a person send a message with these fields besides the usual ones,
// such as a photo.
func (s *Telegram) Post(who restday.Address, fields map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chat(who)
	c.blocked = false
	s.lastID++
	m := map[string]any{"message_id": s.lastID, "date": s.options.Now().Unix(), "chat": c.json(), "from": c.user()}
	for k, v := range fields {
		m[k] = v
	}
	c.typed = append(c.typed, m)
	s.push("message", m, telegramMessageLife)
}

// Edit has a person change the newest message in which they typed a text.
func (s *Telegram) Edit(who restday.Address, typed, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chat(who)
	for i, m := range slices.Backward(c.typed) {
		if m["text"] == typed {
			m = maps.Clone(m)
			m["text"], m["edit_date"] = text, s.options.Now().Unix()
			c.typed[i] = m
			s.push("edited_message", m, telegramMessageLife)
			return
		}
	}
}

// Tap has a person press the button with this label on the newest message that
// shows it.
func (s *Telegram) Tap(who restday.Address, label string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chat(who)
	for _, m := range slices.Backward(c.messages) {
		for _, b := range slices.Concat(m.content.keyboard...) {
			if b.Text == label {
				s.tap(c, m, b.Data)
				return nil
			}
		}
	}
	return fmt.Errorf("no message shows %q", label)
}

func (s *Telegram) tap(c *telegramChat, m *telegramMessage, data string) {
	s.lastID++
	id := strconv.Itoa(s.lastID)
	s.taps[id] = &telegramTap{born: s.options.Now()}
	s.push("callback_query", map[string]any{
		"id": id, "from": c.user(), "chat_instance": "1", "data": data, "message": m.json(c),
	}, telegramTapLife)
}

// Leave has a person block the bot. They unblock it by writing.
func (s *Telegram) Leave(who restday.Address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chat(who)
	c.blocked = true
	s.push("my_chat_member", map[string]any{
		"chat": c.json(), "from": c.user(), "date": s.options.Now().Unix(),
		"old_chat_member": map[string]any{"status": "member", "user": telegramMe},
		"new_chat_member": map[string]any{"status": "kicked", "user": telegramMe, "until_date": 0},
	}, telegramMessageLife)
}

// Move gives a chat a new id; sends to the old one are told so.
func (s *Telegram) Move(who, to restday.Address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chat(who).movedTo = s.chat(to).id
}

// Clear deletes all messages of a chat.
func (s *Telegram) Clear(who restday.Address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chat(who).messages = nil
}

// Inject queues an update with this body, a JSON object without update_id, and
// returns its id.
func (s *Telegram) Inject(body map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pushBody(body, telegramMessageLife)
	return s.lastUpdate
}

// Chat returns what a person sees now.
func (s *Telegram) Chat(who restday.Address) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.chat(who).messages {
		seen := Message{Text: m.content.text, File: m.content.file, Edited: m.edited, At: m.at}
		for _, row := range m.content.keyboard {
			var labels []string
			for _, b := range row {
				labels = append(labels, b.Text)
			}
			seen.Buttons = append(seen.Buttons, labels)
		}
		out = append(out, seen)
	}
	return out
}

// Unanswered is how many taps still spin: Telegram's apps give up when the tap
// expires before a bot has fetched it.
func (s *Telegram) Unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, tap := range s.taps {
		if !tap.answered && (tap.fetched || s.options.Now().Sub(tap.born) < telegramTapLife) {
			n++
		}
	}
	return n
}

// Violations lists requests that Telegram's specification forbids.
func (s *Telegram) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// ForgetIDs makes the next update's id this one, as if by chance: Telegram
// chooses it at random after a week without updates.
func (s *Telegram) ForgetIDs(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastUpdate = next - 1
}

func (s *Telegram) chat(who restday.Address) *telegramChat {
	id, err := strconv.ParseInt(who.Chat, 10, 64)
	if err != nil || s.chats[id] == nil {
		return &telegramChat{id: id}
	}
	return s.chats[id]
}
