package discord

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	const slow = `{"message":"You are being rate limited.","retry_after":2.5,"global":%}`
	header := func(k, v string) http.Header { return http.Header{k: {v}} }
	for name, c := range map[string]struct {
		kind   string
		status int
		body   string
		header http.Header
		want   bot.SendError
	}{
		"429":                 {"message", 429, strings.Replace(slow, "%", "false", 1), nil, bot.SendError{Reason: bot.Slow, After: 2500 * time.Millisecond}},
		"429 global":          {"message", 429, strings.Replace(slow, "%", "true", 1), nil, bot.SendError{Reason: bot.Slow, After: 2500 * time.Millisecond, Global: true}},
		"429 global by scope": {"message", 429, `{}`, http.Header{"X-Ratelimit-Scope": {"global"}, "Retry-After": {"7"}}, bot.SendError{Reason: bot.Slow, After: 7 * time.Second, Global: true}},
		"429 of Cloudflare":   {"message", 429, `<html>`, nil, bot.SendError{Reason: bot.Slow, After: 30 * time.Second, Global: true}},
		"429 for a day":       {"message", 429, `{}`, header("Retry-After", "86400"), bot.SendError{Reason: bot.Slow, After: time.Hour}},
		"closed":              {"message", 403, `{"code":50007}`, nil, bot.SendError{Reason: bot.Unreachable}},
		"no shared server":    {"message", 403, `{"code":50278}`, nil, bot.SendError{Reason: bot.Unreachable}},
		"cannot be opened":    {"channel", 403, `{"code":50007}`, nil, bot.SendError{Reason: bot.Unreachable}},
		"opening too fast":    {"channel", 400, `{"code":40003}`, nil, bot.SendError{Reason: bot.Slow, After: time.Minute}},
		"bad form":            {"message", 400, `{"code":50035}`, nil, bot.SendError{Reason: bot.Refused}},
		"forbidden":           {"message", 403, `{"code":50013}`, nil, bot.SendError{Reason: bot.Refused}},
		"token":               {"message", 401, `{"code":0}`, nil, bot.SendError{}},
		"timeout":             {"message", 408, ``, nil, bot.SendError{}},
		"gateway timeout":     {"message", 504, `<html>`, nil, bot.SendError{}},
		"no id":               {"channel", 200, `{}`, nil, bot.SendError{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			r.connectOnly()
			r.Reply(c.kind, 1, c.status, c.body, c.header)
			_, err := r.send(restday.Outgoing{ID: 1, To: r.Person(1), Text: words("Hello")})
			var got *bot.SendError
			if err == nil || errors.As(err, &got) != (c.want.Reason != bot.Temporary) {
				t.Fatalf("the error is %v", err)
			}
			if got != nil && (got.Reason != c.want.Reason || got.After != c.want.After || got.Global != c.want.Global) {
				t.Errorf("%s after %s, global %t; not %s after %s, global %t",
					got.Reason, got.After, got.Global, c.want.Reason, c.want.After, c.want.Global)
			}
		})
	}
}

// connectOnly makes a platform that sends and does not receive.
func (r *rig) connectOnly() {
	p, ok := r.Platform(r.t).(*Platform)
	if !ok {
		r.t.Fatal("not our platform")
	}
	r.p = p
}

func TestOpensTheChannelOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.connectOnly()
	who := r.Person(1)
	for i := range int64(3) {
		r.mustSend(restday.Outgoing{ID: i + 1, To: who, Text: words("Hello")})
	}
	if n := r.Calls("channel"); n != 1 {
		t.Errorf("opened %d times", n)
	}
}

// Of a multitude that is written to once, no more channels are remembered than
// memory should hold.
func TestOpenedChannelsDoNotFillMemory(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.connectOnly()
	for i := range mostOpened {
		r.p.dms[strconv.Itoa(i)] = "1"
	}
	r.mustSend(restday.Outgoing{ID: 1, To: r.Person(1), Text: words("Hello")})
	if n := len(r.p.dms); n != 1 {
		t.Errorf("%d channels are remembered", n)
	}
}

// A stored channel that is gone is replaced, and stays replaced.
func TestAStaleRouteIsReplaced(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.connectOnly()
	who := r.Person(1)
	r.mustSend(restday.Outgoing{ID: 1, To: who, Route: "123", Text: words("One")})
	r.mustSend(restday.Outgoing{ID: 2, To: who, Route: "123", Text: words("Two")})
	r.sees(who, "One "+secretWord, "Two "+secretWord)
	if n := r.Calls("channel"); n != 1 {
		t.Errorf("opened %d times", n)
	}
}

func TestTheNonceKeepsAMessageSingle(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.connectOnly()
	who := r.Person(1)
	out := restday.Outgoing{ID: 1<<62 + 12345, To: who, Text: words("Hello")}
	r.Fail(bottest.HangUpAccepted, 1)
	if _, err := r.send(out); err == nil {
		t.Fatal("a lost answer is said to be sent")
	}
	first := r.mustSend(out)
	r.connectOnly() // a restart
	if again := r.mustSend(out); again != first {
		t.Errorf("the message has the ids %s and %s", first, again)
	}
	r.sees(who, "Hello "+secretWord)
	// The first row of a new database is another message.
	r.mustSend(restday.Outgoing{ID: 1<<62 + 12345, To: who, Text: words("Another")})
	r.sees(who, "Hello "+secretWord, "Another "+secretWord)
}

func TestNonceFits(t *testing.T) {
	t.Parallel()
	body := render(restday.Outgoing{Text: words("Hello")})
	for _, id := range []int64{1, 1000, 1<<63 - 1} {
		if n := nonce(id, body); len(n) > 25 || n == "" || !strings.HasPrefix(n, strconv.FormatInt(id, 36)) {
			t.Errorf("nonce %q", n)
		}
	}
	if n := nonce(0, body); n != "" {
		t.Errorf("a message that is not from the outbox has the nonce %q", n)
	}
}

func TestEditOfAMessageThatIsGone(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.connectOnly()
	who := r.Person(1)
	old := r.mustSend(restday.Outgoing{ID: 1, To: who, Text: words("Old")})
	r.Clear(who)
	r.mustSend(restday.Outgoing{ID: 2, To: who, Edits: 1, Target: old, Strip: true})
	r.sees(who)
	id := r.mustSend(restday.Outgoing{ID: 3, To: who, Edits: 1, Target: old, Text: words("New")})
	if id == "" || id == old {
		t.Errorf("the new message has the id %q", id)
	}
	r.sees(who, "New "+secretWord)
}

func TestStripOpensNoChannel(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.connectOnly()
	r.mustSend(restday.Outgoing{ID: 1, To: r.Person(1), Edits: 7, Target: "5", Strip: true})
	if n := r.Calls("channel"); n != 0 {
		t.Errorf("opened %d channels to take buttons away", n)
	}
}

func TestEmptyTextIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.connectOnly()
	_, err := r.send(restday.Outgoing{ID: 1, To: r.Person(1), Choices: choices("Good")})
	var refused *bot.SendError
	if !errors.As(err, &refused) || refused.Reason != bot.Refused {
		t.Errorf("the error is %v", err)
	}
	if n := r.Calls("message"); n != 0 {
		t.Errorf("%d requests for it", n)
	}
}

func TestNewNamesWhatToMend(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ token, url, want string }{
		{"", "", "RESTDAY_DISCORD_TOKEN"},
		{"two " + secretWord, "", "RESTDAY_DISCORD_TOKEN"},
		{"tök" + secretWord, "", "RESTDAY_DISCORD_TOKEN"},
		{"token", "127.0.0.1:9000", "RESTDAY_DISCORD_API_URL"},
		{"token", "ftp://127.0.0.1", "RESTDAY_DISCORD_API_URL"},
		{"token", "http://127.0.0.1/api", "RESTDAY_DISCORD_API_URL"},
	} {
		_, err := New(Config{Token: c.token, APIURL: c.url})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), secretWord) {
			t.Errorf("New(%q, %q) returned %v", c.token, c.url, err)
		}
	}
	p, err := New(Config{Token: " Bot token\n", APIURL: "http://127.0.0.1:9000/"})
	if err != nil || p.token != "token" || p.api.base.String() != "http://127.0.0.1:9000" {
		t.Errorf("New returned %v, %v", p, err)
	}
}
