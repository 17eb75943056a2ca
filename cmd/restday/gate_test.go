//go:build failpoint

package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"

	"restday/bot/bottest"
)

// gate stands before a fake platform and does to single requests what networks
// do. It tells the kinds of message apart by what is written in them.
type gate struct {
	*httptest.Server
	faults func(kind string) bottest.Fault
	saw    func(path, body string, fault bottest.Fault) // told of what the platform takes; nil: nobody is

	mu     sync.Mutex
	met    int
	closed chan struct{}
}

// newGate returns a gate before the server at to. faults is asked for each
// request that shows or answers something; kind is as in doors_failpoint.go.
func newGate(t testing.TB, to string, faults func(kind string) bottest.Fault) *gate {
	t.Helper()
	target, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{faults: faults, closed: make(chan struct{})}
	inner := httputil.NewSingleHostReverseProxy(target)
	inner.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { g.pass(inner, w, r) }))
	t.Cleanup(func() {
		close(g.closed)
		g.CloseClientConnections()
		g.Close()
	})
	return g
}

// count is how many requests met a fault.
func (g *gate) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.met
}

func (g *gate) pass(inner http.Handler, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	fault := bottest.None
	if kind := kindOfRequest(r, string(body)); kind != "" {
		fault = g.faults(kind)
	}
	if fault != bottest.None {
		g.mu.Lock()
		g.met++
		g.mu.Unlock()
	}
	if g.saw != nil && (fault == bottest.None || fault == bottest.HangUpAccepted || fault == bottest.StallAccepted) {
		g.saw(r.URL.Path, string(body), fault)
	}
	switch fault {
	case bottest.None:
		inner.ServeHTTP(w, r)
	case bottest.HangUpAccepted:
		inner.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	case bottest.HangUp:
		panic(http.ErrAbortHandler)
	case bottest.StallAccepted:
		inner.ServeHTTP(httptest.NewRecorder(), r)
		g.stall(r)
	case bottest.Stall:
		g.stall(r)
	default:
		refuseAs(w, fault, strings.HasPrefix(r.URL.Path, "/bot"))
	}
}

// stall keeps a request waiting until the program gives up.
func (g *gate) stall(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-g.closed:
	}
}

// refuseAs answers as the platform itself would.
func refuseAs(w http.ResponseWriter, fault bottest.Fault, telegram bool) {
	status, body := http.StatusInternalServerError, `{"message":"500: Internal Server Error","code":0}`
	switch {
	case fault == bottest.BadGateway:
		status, body = http.StatusBadGateway, "<html><head><title>502 Bad Gateway</title></head></html>"
	case fault == bottest.TooMany && telegram:
		status, body = 429, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}`
	case fault == bottest.TooMany:
		w.Header().Set("Retry-After", "1")
		status, body = 429, `{"message":"You are being rate limited.","retry_after":1.0,"global":false}`
	case fault == bottest.BlockedByUser && telegram:
		status, body = 403, `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`
	case fault == bottest.BlockedByUser:
		status, body = 403, `{"message":"Cannot send messages to this user","code":50007}`
	case telegram:
		body = `{"ok":false,"error_code":500,"description":"Internal Server Error"}`
	}
	w.Header().Set("Content-Type", "application/json")
	if fault == bottest.BadGateway {
		w.Header().Set("Content-Type", "text/html")
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body) // the bot may be gone
}

// kindOfRequest tells which kind of message a request carries, "" none.
func kindOfRequest(r *http.Request, body string) string {
	prompts := strings.Contains(body, "How long did you sleep")
	path := r.URL.Path
	switch {
	case strings.HasSuffix(path, "/editMessageText"):
		return anEdit
	case strings.HasSuffix(path, "/editMessageReplyMarkup"):
		return aStrip
	case strings.HasSuffix(path, "/answerCallbackQuery"):
		return aTap
	case strings.HasSuffix(path, "/callback"):
		return kindOfCallback(body)
	case r.Method == http.MethodPatch && strings.HasPrefix(path, "/api/") && !strings.Contains(body, `"content":"`):
		return aStrip
	case r.Method == http.MethodPatch:
		return anEdit
	case r.Method != http.MethodPost:
		return ""
	case strings.HasSuffix(path, "/sendMessage"), strings.HasSuffix(path, "/messages"), strings.HasPrefix(path, "/api/v9/webhooks/"):
		if prompts {
			return aPrompt
		}
		return aReply
	}
	return ""
}

// kindOfCallback tells Discord's first answers apart: 7 edits the message, 4
// shows a new one, 6 only answers.
func kindOfCallback(body string) string {
	switch {
	case strings.Contains(body, `"type":7`):
		return anEdit
	case strings.Contains(body, `"type":4`) && !strings.Contains(body, `"flags":6`): // 64 and more: only this person sees it
		return aReply
	}
	return aTap
}
