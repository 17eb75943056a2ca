package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"restday"
	"restday/bot"
)

// rest is a client of Discord's HTTP API that tries each request once: the
// outbox decides about second tries.
type rest struct {
	base   *url.URL
	token  string
	client *http.Client
}

// call is one request. The name goes into errors in place of the path, which
// may hold an interaction's token.
type call struct {
	name   string
	method string
	path   string        // after /api/v9, escaped
	body   any           // nil: none
	file   *restday.File // goes with the body; nil: none
	open   bool          // the path itself is the permission: the bot's token is not sent
}

// The codes of Discord's JSON errors that we act upon.
const (
	codeUnknownChannel  = 10003
	codeUnknownMessage  = 10008
	codeOpeningTooFast  = 40003 // opening direct messages too fast
	codeAnswered        = 40060 // the interaction was acknowledged before
	codeCannotSend      = 50007 // the person takes no messages from us
	codeNoSharedServers = 50278
)

const (
	userAgent   = "DiscordBot (restday, 1)"
	maxAnswer   = 4 << 20
	blockedWait = 30 * time.Second // Cloudflare says nothing about how long
	openingWait = time.Minute
	slowestWait = time.Hour
)

func newREST(base *url.URL, token string) *rest {
	return &rest{base: base, token: token, client: &http.Client{Transport: &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		ForceAttemptHTTP2:   true,
		MaxIdleConnsPerHost: 64,
		IdleConnTimeout:     90 * time.Second,
		TLSHandshakeTimeout: 10 * time.Second,
	}}}
}

// apiError is an answer other than success. It holds nothing that came from a
// person and no token.
type apiError struct {
	name   string
	status int
	code   int // of the JSON body, 0 when there was none
	after  time.Duration
	global bool
}

func (e *apiError) Error() string {
	if e.code == 0 {
		return fmt.Sprintf("%s: HTTP %d", e.name, e.status)
	}
	return fmt.Sprintf("%s: HTTP %d, code %d", e.name, e.status, e.code)
}

// do sends c and decodes a successful answer into result, if there is a body
// and result is not nil.
func (r *rest) do(ctx context.Context, c call, result any) error {
	req, err := r.request(ctx, c)
	if err != nil {
		return err
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name, withoutURL(err))
	}
	defer func() { _ = resp.Body.Close() }() // everything wanted has been read
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s: read the answer: %w", c.name, err)
	}
	if resp.StatusCode >= 300 {
		return newAPIError(c.name, resp, body)
	}
	if result == nil || len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	if json.Unmarshal(body, result) != nil {
		return fmt.Errorf("%s: HTTP %d with an answer that is not the expected JSON", c.name, resp.StatusCode)
	}
	return nil
}

func (r *rest) request(ctx context.Context, c call) (*http.Request, error) {
	var body io.Reader
	kind := "application/json"
	if c.body != nil {
		b, err := json.Marshal(c.body)
		if err != nil {
			return nil, fmt.Errorf("%s: encode: %w", c.name, err)
		}
		body = bytes.NewReader(b)
		if c.file != nil {
			if body, kind, err = enclose(b, *c.file); err != nil {
				return nil, fmt.Errorf("%s: enclose the file: %w", c.name, err)
			}
		}
	}
	req, err := http.NewRequestWithContext(ctx, c.method, r.base.String()+"/api/v9"+c.path, body)
	if err != nil {
		return nil, fmt.Errorf("%s: not a valid address", c.name)
	}
	req.Header.Set("User-Agent", userAgent)
	if !c.open {
		req.Header.Set("Authorization", "Bot "+r.token)
	}
	if c.body != nil {
		req.Header.Set("Content-Type", kind)
	}
	return req, nil
}

// enclose puts a body and a file into one form.
func enclose(body []byte, file restday.File) (form *bytes.Buffer, kind string, err error) {
	form = &bytes.Buffer{}
	w := multipart.NewWriter(form)
	err = w.WriteField("payload_json", string(body))
	part, err2 := w.CreateFormFile("files[0]", file.Name)
	if err = errors.Join(err, err2); err != nil {
		return nil, "", err
	}
	_, err = part.Write(file.Data)
	return form, w.FormDataContentType(), errors.Join(err, w.Close())
}

// withoutURL takes the URL, which may hold an interaction's token, out of a
// transport error.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func newAPIError(name string, resp *http.Response, body []byte) *apiError {
	e := &apiError{name: name, status: resp.StatusCode}
	var said struct {
		Code       int     `json:"code"`
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	isJSON := json.Unmarshal(body, &said) == nil
	e.code = said.Code
	seconds, _ := strconv.ParseFloat(resp.Header.Get("Retry-After"), 64) // absent is 0
	seconds = min(max(seconds, said.RetryAfter, 0), slowestWait.Seconds())
	e.after = time.Duration(seconds * float64(time.Second))
	e.global = said.Global || strings.EqualFold(resp.Header.Get("X-RateLimit-Global"), "true") ||
		resp.Header.Get("X-RateLimit-Scope") == "global"
	if e.status == http.StatusTooManyRequests && !isJSON {
		// An HTML page: the network in front of Discord blocks us. It says for
		// how long, or else we give it time.
		e.global, e.after = true, cmp.Or(e.after, blockedWait)
	}
	return e
}

func isStatus(err error, status int) bool {
	var e *apiError
	return errors.As(err, &e) && e.status == status
}

func isCode(err error, codes ...int) bool {
	var e *apiError
	return errors.As(err, &e) && slices.Contains(codes, e.code)
}

// unclear tells whether a request that failed may have had its effect.
func unclear(err error) bool {
	var e *apiError
	return err != nil && (!errors.As(err, &e) || e.status >= 500)
}

// sendError tells the courier what an error means for the message. Errors it
// returns unchanged are worth another try.
func sendError(err error) error {
	var e *apiError
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.code == codeOpeningTooFast:
		return &bot.SendError{Reason: bot.Slow, After: max(e.after, openingWait), Err: err}
	case e.status == http.StatusTooManyRequests:
		return &bot.SendError{Reason: bot.Slow, After: e.after, Global: e.global, Err: err}
	case e.code == codeCannotSend, e.code == codeNoSharedServers:
		return &bot.SendError{Reason: bot.Unreachable, Err: err}
	case e.status == http.StatusUnauthorized, e.status == http.StatusRequestTimeout, e.status >= 500:
		return err
	default:
		return &bot.SendError{Reason: bot.Refused, Err: err}
	}
}
