package discord

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// link is one connection to the gateway, seen from below discordgo. It cures
// from outside what discordgo cannot be told: a read that never ends (no
// Hello, a dead network), an Open that hangs, and identifying over and over.
type link struct {
	quiet time.Duration
	heard atomic.Int64 // when the last byte came, Unix nanoseconds
	ready atomic.Bool  // READY or RESUMED has come
	sworn atomic.Bool  // from now on only heartbeats may be written
	dead  chan struct{}
	once  sync.Once
	mu    sync.Mutex
	conn  net.Conn
}

// An identify is hundreds of bytes long, a heartbeat under 50, both with and
// without TLS around them.
const longestHeartbeat = 128

var errSecondIdentify = errors.New("a second identify on one connection")

func newLink(quiet time.Duration) *link { return &link{quiet: quiet, dead: make(chan struct{})} }

func (l *link) dialer(handshake time.Duration) *websocket.Dialer {
	return &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: handshake,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			var d net.Dialer
			conn, err := d.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			l.mu.Lock()
			l.conn = conn
			l.mu.Unlock()
			return watched{conn, l}, nil
		},
	}
}

// await returns when the gateway has accepted the session. Open may return
// before that, after an invalid session (op 9) that discordgo answered with a
// second identify; a third one is not let through.
func (l *link) await(ctx context.Context, greeted <-chan struct{}) error {
	l.sworn.Store(true)
	select {
	case <-greeted:
		return nil
	case <-l.dead:
		return errNotReady
	case <-ctx.Done():
		return errHung
	}
}

// end notes that the connection is over.
func (l *link) end() { l.once.Do(func() { close(l.dead) }) }

// cut ends the connection without a word to anybody, so that the gateway's
// session can still be resumed.
func (l *link) cut() {
	l.mu.Lock()
	conn := l.conn
	l.mu.Unlock()
	if conn != nil {
		_ = conn.Close() // it is being given up
	}
	l.end()
}

// watched is the net.Conn of a link.
type watched struct {
	net.Conn
	link *link
}

// Read gives up when the gateway is quiet for too long.
func (w watched) Read(b []byte) (int, error) {
	if err := w.SetReadDeadline(time.Now().Add(w.link.quiet)); err != nil {
		w.link.cut()
		return 0, err
	}
	n, err := w.Conn.Read(b)
	if err != nil {
		w.link.cut()
		return n, err
	}
	w.link.heard.Store(time.Now().UnixNano())
	return n, nil
}

// Write lets no second identify through.
func (w watched) Write(b []byte) (int, error) {
	// After an invalid session (op 9) discordgo identifies at once, in a loop
	// if need be, and Discord takes a thousand identifies a day.
	if w.link.sworn.Load() && len(b) > longestHeartbeat {
		w.link.cut()
		return 0, errSecondIdentify
	}
	if err := w.SetWriteDeadline(time.Now().Add(w.link.quiet)); err != nil {
		return 0, err
	}
	return w.Conn.Write(b)
}

// Close ends the link too.
func (w watched) Close() error {
	w.link.end()
	return w.Conn.Close()
}

// redirect sends every request to one host: discordgo's endpoints are package
// variables, and those are shared by everybody in the process.
type redirect struct {
	base *url.URL
	next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (r redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host, req.Host = r.base.Scheme, r.base.Host, r.base.Host
	return r.next.RoundTrip(req)
}
