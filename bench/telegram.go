package main

import (
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// token is the bot's at the fake Telegram.
const token = "123456:FAKE-token_for_the_bench_0123456789"

// firstChat is the chat of the first athlete; new accounts are beyond 32 bits.
const firstChat = 5_000_000_000

// conditions is what the network and Telegram are like.
type conditions struct {
	network time.Duration // there and back
	limits  bool          // 30 messages a second, 1 in a chat with bursts of 5
	faults  faults
}

// telegram speaks the part of Telegram's Bot API that check-in bots use: long
// polling with offsets, messages with buttons, edits, answers to taps.
type telegram struct {
	conditions
	server *httptest.Server
	seen   func(chat int64, m message) // of every message or edit that was taken
	polled chan struct{}               // closed at the first poll

	mu      sync.Mutex
	rng     *rand.Rand
	queue   []update
	lastID  int64
	news    chan struct{} // closed when an update is queued
	all     bucket
	chats   map[int64]*chat
	taken   []time.Time // messages and edits, in order
	refused int         // 429 for going too fast
	faulted map[string]int
}

type update struct {
	id   int64
	body json.RawMessage
}

// message is what an athlete sees.
type message struct {
	id      int64
	text    string
	buttons []button
	edit    bool
	copy    bool // the same as the newest message of this chat: sent again
}

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

type chat struct {
	pace    bucket
	blocked bool
	newest  string // what the newest message showed when it was sent
}

// bucket fills with rate tokens a second, up to size.
type bucket struct {
	rate, size, used float64
	at               time.Time
}

func (b *bucket) take(now time.Time) bool {
	b.used = max(0, b.used-now.Sub(b.at).Seconds()*b.rate)
	b.at = now
	if b.used+1 > b.size {
		return false
	}
	b.used++
	return true
}

func newTelegram(c conditions, rng *rand.Rand, athletes int) *telegram {
	s := &telegram{
		conditions: c, rng: rng, news: make(chan struct{}), polled: make(chan struct{}), lastID: 700_000_000,
		all: bucket{rate: 30, size: 30}, chats: map[int64]*chat{}, faulted: map[string]int{},
	}
	for i := range athletes {
		s.chats[firstChat+int64(i)] = &chat{pace: bucket{rate: 1, size: 5}, blocked: rng.Float64() < c.faults.blocked}
	}
	s.server = httptest.NewServer(s)
	return s
}

// takenBy is how many messages and edits were taken until a moment.
func (s *telegram) takenBy(at time.Time) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return sort.Search(len(s.taken), func(i int) bool { return s.taken[i].After(at) })
}

// last is when a message or edit was taken last; zero: never.
func (s *telegram) last() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.taken) == 0 {
		return time.Time{}
	}
	return s.taken[len(s.taken)-1]
}

// say has an athlete write a text.
func (s *telegram) say(from int64, text string) {
	s.push("message", map[string]any{"message_id": 1, "date": time.Now().Unix(), "chat": person(from), "from": person(from), "text": text,
		"entities": []any{map[string]any{"type": "bot_command", "offset": 0, "length": len(text)}}})
}

// tap has an athlete press a button.
func (s *telegram) tap(from int64, m message, b button) {
	s.push("callback_query", map[string]any{
		"id": strconv.FormatInt(time.Now().UnixNano(), 10) + strconv.FormatInt(from, 10), "from": person(from), "chat_instance": "1", "data": b.Data,
		"message": map[string]any{"message_id": m.id, "date": time.Now().Unix(), "chat": person(from), "from": me, "text": m.text},
	})
}

func person(id int64) map[string]any {
	return map[string]any{"id": id, "type": "private", "first_name": "Ann", "is_bot": false, "language_code": "en"}
}

var me = map[string]any{"id": 123456, "is_bot": true, "first_name": "bench", "username": "bench_bot"}

func (s *telegram) push(kind string, content map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	body, _ := json.Marshal(map[string]any{"update_id": s.lastID, kind: content}) // maps of plain values
	s.queue = append(s.queue, update{s.lastID, body})
	close(s.news)
	s.news = make(chan struct{})
}

// ServeHTTP answers one request of the bot.
func (s *telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(s.network / 2)
	prefix, method, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if prefix != "bot"+token {
		answer(w, http.StatusUnauthorized, map[string]any{"ok": false, "error_code": 401, "description": "Unauthorized"})
		return
	}
	params, err := read(r)
	if err != nil {
		answer(w, http.StatusBadRequest, refusal{code: 400, text: "Bad Request: unreadable"}.body())
		return
	}
	fault := s.chance(method)
	if s.fail(fault, w, r) {
		return
	}
	var result any
	var no refusal
	if method == "getUpdates" {
		result = s.getUpdates(r, params)
	} else {
		result, no = s.do(method, params)
	}
	time.Sleep(s.network / 2)
	switch {
	case fault == reset:
		hangUp(w)
	case no.code != 0:
		answer(w, no.code, no.body())
	default:
		answer(w, http.StatusOK, map[string]any{"ok": true, "result": result})
	}
	if m, ok := result.(message); ok {
		s.seen(params.number("chat_id"), m)
	}
}

// MarshalJSON is the message as the bot gets it back.
func (m message) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{"message_id": m.id, "date": time.Now().Unix(), "chat": map[string]any{"id": 1, "type": "private"}, "text": m.text})
}

// getUpdates waits for news as long as the bot wants, at most 50 s, and forgets
// what is below the offset.
func (s *telegram) getUpdates(r *http.Request, p params) []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.polled:
	default:
		close(s.polled)
	}
	for len(s.queue) > 0 && s.queue[0].id < p.number("offset") {
		s.queue = s.queue[1:]
	}
	patience := time.NewTimer(min(time.Duration(p.number("timeout"))*time.Second, 50*time.Second))
	defer patience.Stop()
	for over := false; len(s.queue) == 0 && !over; {
		news := s.news
		s.mu.Unlock()
		select {
		case <-news:
		case <-patience.C:
			over = true
		case <-r.Context().Done():
			over = true
		}
		s.mu.Lock()
	}
	limit := p.number("limit")
	if limit < 1 || limit > 100 {
		limit = 100
	}
	out := []json.RawMessage{}
	for _, u := range s.queue[:min(int(limit), len(s.queue))] {
		out = append(out, u.body)
	}
	return out
}

// params are a request's parameters; what is not text is JSON.
type params map[string]string

func (p params) number(name string) int64 {
	n, err := strconv.ParseInt(p[name], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func read(r *http.Request) (params, error) {
	p := params{}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		var fields map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&fields); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		for name, raw := range fields {
			var text string
			if json.Unmarshal(raw, &text) != nil {
				text = string(raw)
			}
			p[name] = text
		}
		return p, nil
	case "multipart/form-data":
		if err := r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
	default:
		if err := r.ParseForm(); err != nil {
			return nil, err
		}
	}
	for name, values := range r.Form {
		p[name] = values[0]
	}
	return p, nil
}

func answer(w http.ResponseWriter, code int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	_, _ = w.Write(body) // the bot may be gone
}

// hangUp resets the connection.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // closes it, if not as rudely
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
