package telegram

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	maxAnswer = 32 << 20 // bytes; a hundred updates are far below
	maxReason = 200      // characters of Telegram's words that are kept
)

// client stands between the library and the network. Nothing it returns,
// answer or error, holds the token or a page that is not Telegram's.
type client struct {
	http  *http.Client
	token string
}

// newTransport keeps a connection for each message under way, for the answer to
// the tap that goes beside it, and for the poll.
func newTransport() http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport // somebody replaced it: they know better
	}
	t = t.Clone()
	// A dead HTTP/1 connection is dropped by the request that times out on it;
	// one of HTTP/2 would go on to swallow every other.
	t.Protocols = new(http.Protocols)
	t.Protocols.SetHTTP1(true)
	t.MaxIdleConns = 2*inFlight + 1
	t.MaxIdleConnsPerHost = t.MaxIdleConns
	return t
}

func (p *Platform) client(timeout time.Duration) *client {
	return &client{token: p.config.Token, http: &http.Client{
		Transport: p.net,
		Timeout:   timeout,
		// A redirect comes from a hotel's login page, never from Telegram.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Do lets the library make a request other than getUpdates.
func (c *client) Do(req *http.Request) (*http.Response, error) {
	result, err := c.call(req)
	if err != nil {
		return nil, err
	}
	switch path.Base(req.URL.Path) {
	case "sendMessage", "editMessageText", "editMessageReplyMarkup":
		result = onlyMessageID(result)
	}
	return answer(result), nil
}

// onlyMessageID takes from a sent message what the library cannot stumble over:
// a message that was accepted must not look refused, or it is sent again.
func onlyMessageID(result json.RawMessage) json.RawMessage {
	var m struct {
		ID int `json:"message_id"`
	}
	if json.Unmarshal(result, &m) != nil {
		return json.RawMessage(`{}`)
	}
	return fmt.Appendf(nil, `{"message_id":%d}`, m.ID)
}

// answer is what the library takes for Telegram's answer.
func answer(result json.RawMessage) *http.Response {
	body := slices.Concat([]byte(`{"ok":true,"result":`), result, []byte(`}`))
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(body))}
}

// call makes a request and returns the result part of the answer. A refusal by
// Telegram is a *refusal; everything else that goes wrong is a plain error.
func (c *client) call(req *http.Request) (json.RawMessage, error) {
	if err := inOnePiece(req); err != nil {
		return nil, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, c.withoutURL(err)
	}
	defer func() { _ = resp.Body.Close() }() // what was to be read has been read
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("read telegram's answer: %w", err)
	}
	var a struct {
		OK          bool            `json:"ok"`
		Result      json.RawMessage `json:"result"`
		Code        int             `json:"error_code"`
		Description string          `json:"description"`
		Parameters  struct {
			RetryAfter float64 `json:"retry_after"` // seconds
			MigrateTo  int64   `json:"migrate_to_chat_id"`
		} `json:"parameters"`
	}
	if err := json.Unmarshal(body, &a); err != nil || !a.OK && a.Code == 0 {
		return nil, fmt.Errorf("what answered is not telegram: %s", resp.Status)
	}
	if a.OK {
		return a.Result, nil
	}
	r := &refusal{code: a.Code, text: c.clean(a.Description)}
	r.after = time.Duration(math.Ceil(a.Parameters.RetryAfter*1000)) * time.Millisecond
	if a.Parameters.MigrateTo != 0 {
		r.chat = strconv.FormatInt(a.Parameters.MigrateTo, 10)
	}
	return nil, r
}

// inOnePiece gives a request a body of known length. The library's comes through
// a pipe, field by field, and net/http would send each field by itself.
func inOnePiece(req *http.Request) error {
	if req.Body == nil || req.ContentLength > 0 {
		return nil
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return fmt.Errorf("put a request together: %w", err)
	}
	req.ContentLength = int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.Body, err = req.GetBody()
	return err
}

// withoutURL takes the URL, which holds the token, out of a transport error.
func (c *client) withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if strings.Contains(err.Error(), c.token) {
		return errors.New(c.clean(err.Error()))
	}
	return err
}

func (c *client) clean(s string) string {
	return cut(strings.ReplaceAll(s, c.token, "<token>"), maxReason)
}

// cut returns at most the first n characters of s.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// refusal is an answer in which Telegram itself says no.
type refusal struct {
	code  int           // Telegram's error_code, the same as HTTP's
	text  string        // Telegram's description, cut
	after time.Duration // how long to wait; 0: it did not say
	chat  string        // the chat's new id; "": it has not moved
}

func (r *refusal) Error() string { return fmt.Sprintf("telegram says %d %s", r.code, r.text) }

// says tells whether err is a refusal with one of the phrases in its description.
func says(err error, phrases ...string) bool {
	var r *refusal
	if !errors.As(err, &r) {
		return false
	}
	for _, phrase := range phrases {
		if strings.Contains(strings.ToLower(r.text), phrase) {
			return true
		}
	}
	return false
}

// refusesToken tells whether Telegram does not know the bot: 401 for a token
// that was revoked, 404 for one that never was.
func refusesToken(err error) bool {
	var r *refusal
	return errors.As(err, &r) && (r.code == http.StatusUnauthorized || r.code == http.StatusNotFound)
}
