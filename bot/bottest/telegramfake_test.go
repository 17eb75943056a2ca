package bottest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/bot/bottest"
)

// telegramClient speaks to the fake as any program would, without a library.
type telegramClient struct {
	*bottest.Telegram
	t     *testing.T
	mu    sync.Mutex
	clock time.Time
}

func newTelegramClient(t *testing.T, o bottest.TelegramOptions) *telegramClient {
	t.Helper()
	c := &telegramClient{t: t, clock: time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)}
	o.Now = func() time.Time {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.clock
	}
	c.Telegram = bottest.NewTelegram(t, o)
	return c
}

func (c *telegramClient) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clock = c.clock.Add(d)
}

type telegramAnswer struct {
	OK          bool
	Code        int `json:"error_code"`
	Description string
	Parameters  map[string]int64
	Result      json.RawMessage
}

func (c *telegramClient) post(method, contentType string, body io.Reader) telegramAnswer {
	c.t.Helper()
	resp, err := http.Post(c.URL()+"/bot"+c.Token()+"/"+method, contentType, body)
	if err != nil {
		c.t.Error(err)
		return telegramAnswer{}
	}
	defer func() { _ = resp.Body.Close() }()
	var a telegramAnswer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		c.t.Errorf("%s: %v", method, err)
	}
	return a
}

// call posts a JSON body.
func (c *telegramClient) call(method, body string) telegramAnswer {
	c.t.Helper()
	return c.post(method, "application/json", strings.NewReader(body))
}

// updates polls without waiting.
func (c *telegramClient) updates(params string) (got []map[string]any) {
	c.t.Helper()
	a := c.call("getUpdates", params)
	if err := json.Unmarshal(a.Result, &got); err != nil {
		c.t.Errorf("getUpdates %s: %s %v", params, a.Description, err)
	}
	return got
}

func TestTelegramReadsEveryKindOfBody(t *testing.T) {
	t.Parallel()
	c := newTelegramClient(t, bottest.TelegramOptions{})
	who := c.Person(1)
	var form bytes.Buffer
	parts := multipart.NewWriter(&form)
	if err := parts.WriteField("chat_id", who.Chat); err != nil {
		t.Fatal(err)
	}
	if err := parts.WriteField("text", "multipart"); err != nil {
		t.Fatal(err)
	}
	if err := parts.Close(); err != nil {
		t.Fatal(err)
	}
	c.post("sendMessage", parts.FormDataContentType(), &form)
	c.post("sendMessage", "application/x-www-form-urlencoded",
		strings.NewReader(url.Values{"chat_id": {who.Chat}, "text": {"urlencoded"}}.Encode()))
	c.call("sendMessage", `{"chat_id":`+who.Chat+`,"text":"json"}`)
	var got []string
	for _, m := range c.Chat(who) {
		got = append(got, m.Text)
	}
	if strings.Join(got, " ") != "multipart urlencoded json" {
		t.Errorf("the person sees %q", got)
	}
}

func TestTelegramConfirmsByOffset(t *testing.T) {
	t.Parallel()
	c := newTelegramClient(t, bottest.TelegramOptions{})
	for range 3 {
		c.Say(c.Person(1), "hi")
	}
	if n := len(c.updates(`{"limit":2}`)); n != 2 {
		t.Fatalf("%d updates with limit 2", n)
	}
	all := c.updates(`{}`)
	second, err := json.Marshal(all[1]["update_id"])
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.updates(`{"offset":` + string(second) + `}`)); len(all) != 3 || n != 2 || c.Waiting() != 2 {
		t.Errorf("of %d updates, %d are left after the first was confirmed", len(all), n)
	}
}

func TestTelegramForgetsMessagesAfterADayAndTapsAfter150Seconds(t *testing.T) {
	t.Parallel()
	c := newTelegramClient(t, bottest.TelegramOptions{})
	who := c.Person(1)
	c.call("sendMessage", `{"chat_id":`+who.Chat+`,"text":"How sore?","reply_markup":{"inline_keyboard":[[{"text":"Sore","callback_data":"2"}]]}}`)
	c.Say(who, "hi")
	if err := c.Tap(who, "Sore"); err != nil {
		t.Fatal(err)
	}
	if n := len(c.updates(`{}`)); n != 2 {
		t.Fatalf("%d updates", n)
	}
	c.pass(150 * time.Second)
	if n := len(c.updates(`{}`)); n != 1 || c.Unanswered() != 1 {
		t.Errorf("after 150 s: %d updates, %d taps spin; want 1, 1", n, c.Unanswered())
	}
	c.pass(24*time.Hour - 150*time.Second)
	if n := len(c.updates(`{}`)); n != 0 {
		t.Errorf("after a day: %d updates", n)
	}
}

func TestTelegramHasOnePoller(t *testing.T) {
	t.Parallel()
	c := newTelegramClient(t, bottest.TelegramOptions{})
	first := make(chan telegramAnswer)
	go func() { first <- c.call("getUpdates", `{"timeout":50}`) }()
	for c.Calls("getUpdates") == 0 { // until it waits, or is about to
		c.call("getMe", `{}`)
	}
	second := make(chan telegramAnswer)
	go func() { second <- c.call("getUpdates", `{"timeout":50}`) }()
	a := <-anyOf(first, second)
	if a.Code != http.StatusConflict {
		t.Errorf("one of two polls is answered with %d %s", a.Code, a.Description)
	}
	c.Say(c.Person(1), "hi")
	if a := <-anyOf(first, second); !a.OK {
		t.Errorf("the other poll is answered with %d %s", a.Code, a.Description)
	}
}

func anyOf(a, b chan telegramAnswer) chan telegramAnswer {
	got := make(chan telegramAnswer, 1)
	select {
	case x := <-a:
		got <- x
	case x := <-b:
		got <- x
	}
	return got
}

func TestTelegramRefuses(t *testing.T) {
	t.Parallel()
	c := newTelegramClient(t, bottest.TelegramOptions{})
	well, blocked, moved := c.Person(1), c.Person(2), c.Person(3)
	c.Leave(blocked)
	c.Move(moved, well)
	to := func(who restday.Address, rest string) string { return `{"chat_id":` + who.Chat + rest + `}` }
	c.call("sendMessage", to(well, `,"text":"same"`))
	for _, x := range []struct {
		method, params string
		code           int
		says           string
	}{
		{"sendMessage", to(well, `,"text":" "`), 400, "text is empty"},
		{"sendMessage", to(well, `,"text":"`+strings.Repeat("x", 4097)+`"`), 400, "too long"},
		{"sendMessage", to(well, `,"text":"hi","entities":[{"type":"bold","offset":1,"length":2}]`), 400, "ENTITY"},
		{"sendMessage", to(blocked, `,"text":"hi"`), 403, "blocked by the user"},
		{"sendMessage", to(moved, `,"text":"hi"`), 400, "upgraded"},
		{"sendMessage", `{"chat_id":7,"text":"hi"}`, 400, "chat not found"},
		{"editMessageText", to(well, `,"message_id":99,"text":"hi"`), 400, "message to edit not found"},
		{"editMessageText", to(well, `,"message_id":1,"text":"same"`), 400, "message is not modified"},
		{"answerCallbackQuery", `{"callback_query_id":"9"}`, 400, "query is too old"},
		{"sendPigeon", `{}`, 404, "Not Found"},
	} {
		a := c.call(x.method, x.params)
		if a.OK || a.Code != x.code || !strings.Contains(a.Description, x.says) {
			t.Errorf("%s is answered with %d %s; want %d %s", x.method, a.Code, a.Description, x.code, x.says)
		}
	}
	if a := c.call("sendMessage", to(moved, `,"text":"hi"`)); a.Parameters["migrate_to_chat_id"] == 0 {
		t.Error("a moved chat does not tell where it is")
	}
}

func TestTelegramLimits(t *testing.T) {
	t.Parallel()
	c := newTelegramClient(t, bottest.TelegramOptions{Limits: true})
	send := func(n int) telegramAnswer {
		return c.call("sendMessage", `{"chat_id":`+c.Person(n).Chat+`,"text":"hi"}`)
	}
	for range 5 {
		send(0)
	}
	if a := send(0); a.Code != http.StatusTooManyRequests || a.Parameters["retry_after"] != 1 {
		t.Errorf("the sixth message to a chat at once is answered with %d", a.Code)
	}
	for n := range 24 {
		send(n + 1)
	}
	if c.TooFast() != 1 {
		t.Errorf("%d refused; want only one", c.TooFast())
	}
	if a := send(30); a.OK {
		send(31)
	}
	if c.TooFast() != 2 {
		t.Errorf("more than 30 messages at once were taken")
	}
	c.pass(time.Second)
	if a := send(0); !a.OK {
		t.Errorf("a second later: %s", a.Description)
	}
}
