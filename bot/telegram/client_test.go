package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot"
)

const token = "99:SECRET-token"

// answering returns a bot whose server answers every request in one way.
func answering(t *testing.T, status int, body string) *Platform {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "/login?from="+r.URL.Path)
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	p, err := New(Config{Token: token, APIURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var knee = restday.Outgoing{
	To: restday.Address{Platform: Name, Chat: "42"}, Text: restday.Text{{Text: "Your knee: "}, {Text: "very sore", Bold: true}},
}

// What answers may be a proxy, a login page, or a Telegram newer than we are.
func TestStrangeAnswers(t *testing.T) {
	t.Parallel()
	leaky := fmt.Sprintf("<html>/bot%s/sendMessage Your knee: very sore", token)
	for name, c := range map[string]struct {
		status int
		body   string
		want   bot.SendError
	}{
		"proxy's 502":    {502, leaky, bot.SendError{Reason: bot.Temporary}},
		"proxy's 403":    {403, leaky, bot.SendError{Reason: bot.Temporary}},
		"proxy's 400":    {400, `{"message":"Your knee: very sore"}`, bot.SendError{Reason: bot.Temporary}},
		"login page":     {302, leaky, bot.SendError{Reason: bot.Temporary}},
		"page with 200":  {200, leaky, bot.SendError{Reason: bot.Temporary}},
		"cut off":        {200, `{"ok":true,"result":{"mess`, bot.SendError{Reason: bot.Temporary}},
		"odd 5xx":        {500, `{"ok":false,"error_code":500,"description":"Internal"}`, bot.SendError{Reason: bot.Temporary}},
		"part of second": {429, `{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":0.25}}`, bot.SendError{Reason: bot.Slow, After: 250 * time.Millisecond}},
		"no time said":   {429, `{"ok":false,"error_code":429,"description":"Too Many"}`, bot.SendError{Reason: bot.Slow, After: time.Second}},
		"quoting": {400, `{"ok":false,"error_code":400,"description":"Bad Request: \"Your knee: very sore\" /bot` + token + `/"}`,
			bot.SendError{Reason: bot.Refused}},
		"quoting a part": {403, `{"ok":false,"error_code":403,"description":"Forbidden: very sore"}`, bot.SendError{Reason: bot.Unreachable}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := answering(t, c.status, c.body).Send(t.Context(), knee)
			var got bot.SendError
			if e := (*bot.SendError)(nil); errors.As(err, &e) {
				got = *e
			}
			if err == nil || got.Reason != c.want.Reason || got.After != c.want.After {
				t.Errorf("Send = %v; want %s, after %s", err, c.want.Reason, c.want.After)
			}
			keepsQuiet(t, err)
		})
	}
}

// In chunks each field of a message would be a packet of its own.
func TestRequestsGoInOnePiece(t *testing.T) {
	t.Parallel()
	lengths := make(chan int64, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lengths <- r.ContentLength
		_, _ = fmt.Fprint(w, `{"ok":true,"result":{"message_id":7}}`)
	}))
	t.Cleanup(server.Close)
	p, err := New(Config{Token: token, APIURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Send(t.Context(), knee); err != nil {
		t.Fatal(err)
	}
	if n := <-lengths; n <= 0 {
		t.Errorf("a message was sent with length %d: in chunks", n)
	}
}

func TestAcceptedIsAcceptedHoweverItIsSaid(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"ok":true,"result":{"message_id":7,"chat":"of tomorrow","entities":3}}`: "7",
		`{"ok":true,"result":true}`: "0",
	} {
		if id, err := answering(t, 200, body).Send(t.Context(), knee); id != want || err != nil {
			t.Errorf("Send = %q, %v; want %q", id, err, want)
		}
	}
}

func TestTransportErrorsHoldNoToken(t *testing.T) {
	t.Parallel()
	p, err := New(Config{Token: token, APIURL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Send(t.Context(), knee)
	keepsQuiet(t, err)
	_, err = p.Check(t.Context())
	keepsQuiet(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = p.Send(ctx, knee); !errors.Is(err, context.Canceled) {
		t.Errorf("Send with an ended context: %v", err)
	}
	keepsQuiet(t, err)
}

func keepsQuiet(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Error("no error")
		return
	}
	for _, s := range []string{token, "SECRET", "knee", "sore"} {
		if strings.Contains(err.Error(), s) {
			t.Errorf("the error tells %q: %v", s, err)
		}
	}
}
