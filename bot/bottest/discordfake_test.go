package bottest_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"restday/bot/bottest"
)

// discordClient speaks to the fake as any program would, without a library.
type discordClient struct {
	*bottest.Discord
	t     *testing.T
	ws    *websocket.Conn
	mu    sync.Mutex
	clock time.Time
}

func newDiscordClient(t *testing.T) *discordClient {
	t.Helper()
	c := &discordClient{t: t, clock: time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)}
	c.Discord = bottest.NewDiscord(t, bottest.DiscordOptions{Now: func() time.Time {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.clock
	}})
	return c
}

func (c *discordClient) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clock = c.clock.Add(d)
}

type discordFrame struct {
	Op   int             `json:"op"`
	Kind string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

// greet connects to the gateway and identifies.
func (c *discordClient) greet() {
	c.t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(c.URL(), "http")+"/gw", nil)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = ws.Close() })
	c.ws = ws
	if f := c.next(); f.Op != 10 {
		c.t.Fatalf("op %d instead of Hello", f.Op)
	}
	c.write(map[string]any{"op": 2, "d": map[string]any{"token": c.Token(), "intents": 4096}})
	if f := c.next(); f.Kind != "READY" {
		c.t.Fatalf("%s instead of READY", f.Kind)
	}
}

func (c *discordClient) write(frame any) {
	c.t.Helper()
	if err := c.ws.WriteJSON(frame); err != nil {
		c.t.Fatal(err)
	}
}

func (c *discordClient) next() (f discordFrame) {
	c.t.Helper()
	if err := c.ws.ReadJSON(&f); err != nil {
		c.t.Fatal(err)
	}
	return f
}

// do makes a request and returns the status, and the code or id in the answer.
func (c *discordClient) do(method, path, body string) (status int, code int, id string) {
	c.t.Helper()
	req, err := http.NewRequest(method, c.URL()+"/api/v9"+path, bytes.NewBufferString(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+c.Token())
	req.Header.Set("User-Agent", "DiscordBot (test, 1)")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var answer struct {
		Code int    `json:"code"`
		ID   string `json:"id"`
	}
	_ = json.NewDecoder(resp.Body).Decode(&answer) // not every answer has a body
	return resp.StatusCode, answer.Code, answer.ID
}

func (c *discordClient) wants(status, code int, method, path, body string) (id string) {
	c.t.Helper()
	gotStatus, gotCode, id := c.do(method, path, body)
	if gotStatus != status || gotCode != code {
		c.t.Errorf("%s %s: HTTP %d, code %d; not %d, %d", method, path, gotStatus, gotCode, status, code)
	}
	return id
}

// interaction is the next frame, and the path for its first answer.
func (c *discordClient) interaction() (callback, webhook string) {
	c.t.Helper()
	var i struct{ ID, Token, Application_ID string }
	if err := json.Unmarshal(c.next().Data, &i); err != nil {
		c.t.Fatal(err)
	}
	token := strings.ReplaceAll(i.Token, "/", "%2F")
	return "/interactions/" + i.ID + "/" + token + "/callback", "/webhooks/" + i.Application_ID + "/" + token
}

func TestDiscordTakesOneAnswerInThreeSeconds(t *testing.T) {
	t.Parallel()
	c := newDiscordClient(t)
	who := c.Person(1)
	c.greet()
	c.Say(who, "/today")
	callback, webhook := c.interaction()
	c.wants(404, 10015, "POST", webhook, `{"content":"too early"}`)
	if n := c.Unanswered(); n != 1 {
		t.Errorf("%d spin", n)
	}
	c.wants(204, 0, "POST", callback, `{"type":4,"data":{"content":"a"}}`)
	c.wants(400, 40060, "POST", callback, `{"type":4,"data":{"content":"b"}}`)
	c.wants(200, 0, "POST", webhook, `{"content":"c"}`)
	c.pass(16 * time.Minute)
	c.wants(401, 50027, "POST", webhook, `{"content":"d"}`)
	c.Say(who, "/today")
	callback, _ = c.interaction()
	c.pass(4 * time.Second)
	c.wants(404, 10062, "POST", callback, `{"type":4,"data":{"content":"e"}}`)
	if n := c.Unanswered(); n != 1 {
		t.Errorf("%d spin", n)
	}
	if n := len(c.Chat(who)); n != 2 {
		t.Errorf("the person sees %d messages", n)
	}
}

func TestDiscordFillsADeferredAnswer(t *testing.T) {
	t.Parallel()
	c := newDiscordClient(t)
	c.greet()
	c.Say(c.Person(1), "/today")
	callback, webhook := c.interaction()
	c.wants(204, 0, "POST", callback, `{"type":5}`)
	if n := c.Unanswered(); n != 1 || len(c.Chat(c.Person(1))) != 0 {
		t.Errorf("%d spin, and the person sees %v", n, c.Chat(c.Person(1)))
	}
	c.wants(200, 0, "PATCH", webhook+"/messages/@original", `{"content":"**a** \\_"}`)
	if n := c.Unanswered(); n != 0 || c.Chat(c.Person(1))[0].Text != "a _" {
		t.Errorf("%d spin, and the person sees %v", n, c.Chat(c.Person(1)))
	}
}

func TestDiscordLosesPressesWhileTheBotIsAway(t *testing.T) {
	t.Parallel()
	c := newDiscordClient(t)
	c.Say(c.Person(1), "/today")
	c.Say(c.Person(1), "hello")
	if c.Lost() != 1 || c.Unanswered() != 0 {
		t.Errorf("lost %d, %d spin", c.Lost(), c.Unanswered())
	}
	c.greet()
	c.Say(c.Person(1), "again")
	if f := c.next(); f.Kind != "MESSAGE_CREATE" || !strings.Contains(string(f.Data), "again") {
		t.Errorf("the bot hears %s of before", f.Kind)
	}
}

func TestDiscordRefusesWhatItDoesNotShow(t *testing.T) {
	t.Parallel()
	c := newDiscordClient(t)
	channel := c.wants(200, 0, "POST", "/users/@me/channels", `{"recipient_id":"`+c.Person(1).Chat+`"}`)
	messages := "/channels/" + channel + "/messages"
	button := `{"type":2,"style":2,"label":"a","custom_id":"x"}`
	for body, code := range map[string]int{
		`{"content":"` + strings.Repeat("x", 2001) + `"}`: 50035,
		`{"content":"  "}`: 50006,
		`{"content":"a","components":[{"type":1,"components":[` + button + `,` + button + `]}]}`:                   50035,
		`{"content":"a","components":[{"type":1,"components":[]}]}`:                                                50035,
		`{"content":"a","components":[{"type":1,"components":[{"type":2,"style":2,"label":"","custom_id":"x"}]}]}`: 50035,
	} {
		c.wants(400, code, "POST", messages, body)
	}
	c.wants(404, 10008, "PATCH", messages+"/1", `{"content":"a"}`)
	c.wants(404, 10003, "POST", "/channels/1/messages", `{"content":"a"}`)
	first := c.wants(200, 0, "POST", messages, `{"content":"a","nonce":"7","enforce_nonce":true}`)
	if again := c.wants(200, 0, "POST", messages, `{"content":"a","nonce":"7","enforce_nonce":true}`); again != first {
		t.Error("the nonce makes no difference")
	}
	c.CloseMessages(c.Person(1), true)
	c.wants(403, 50007, "POST", messages, `{"content":"a"}`)
	c.Revoke()
	c.wants(401, 0, "GET", "/users/@me", "")
}

func TestDiscordSpecification(t *testing.T) {
	t.Parallel()
	if os.Getenv("RESTDAY_SHARED") == "" {
		t.Skip("RESTDAY_SHARED is unset: Discord's specification is not at hand")
	}
	for body, bad := range map[string]bool{
		`{"content":"a","nonce":"7","enforce_nonce":true,"components":[],"flags":4}`: false,
		`{"content":7}`: true,
		`{"content":"` + strings.Repeat("x", 2001) + `"}`:           true,
		`{"content":"a","nonce":"` + strings.Repeat("7", 26) + `"}`: true,
		`{"content":"a","components":[{"type":1,"components":[{"type":2,"style":2,"custom_id":"x","label":"` + strings.Repeat("x", 81) + `"}]}]}`: true,
	} {
		c := newDiscordClient(t)
		c.do("POST", "/channels/1/messages", body)
		if v := c.Violations(); (len(v) > 0) != bad {
			t.Errorf("%.80s: violations %v", body, v)
		}
	}
}

func TestDiscordText(t *testing.T) {
	t.Parallel()
	for markdown, want := range map[string]string{
		`plain (a.b), <5 ~4 a|b`:                   `plain (a.b), <5 ~4 a|b`,
		`**bold** *it* _it_ __u__ ~~s~~ ||sp||`:    `bold it it u s sp`,
		`\*\*not\*\* \_x\_ \\ \<b>`:                `**not** _x_ \ <b>`,
		`snake_case_name 2*3*4`:                    `snake_case_name 234`,
		"`code` ```block```":                       `code block`,
		"# head\n## head\n-# sub\n- item\n> quote": "head\nhead\nsub\n• item\nquote",
		`<@1> <@&2> <#3> <:a:4> <t:5> </b:6>`:      strings.TrimSpace(strings.Repeat("‹mention› ", 6)),
		`https://example.org/a_b_c [x](https://y)`: `https://example.org/a_b_c x`,
		`https\://example.org/a\_b`:                `https://example.org/a_b`,
	} {
		if diff := cmp.Diff(want, bottest.DiscordText(markdown)); diff != "" {
			t.Errorf("%s: %s", markdown, diff)
		}
	}
}
