package bottest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"restday"
)

// telegramParams is a request's parameters as text; what is not a string is JSON.
type telegramParams map[string]string

func (p telegramParams) number(name string) int64 {
	n, err := strconv.ParseInt(p[name], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// telegramFiles are a request's uploads by the names of their parameters.
type telegramFiles map[string]*restday.File

// telegramNo is a refusal. Code 0 closes the connection without a word.
type telegramNo struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
	html       bool
}

var telegramGone = &telegramNo{}

func telegramBad(text string) *telegramNo {
	return &telegramNo{code: http.StatusBadRequest, text: "Bad Request: " + text}
}

// ServeHTTP answers one request of the bot.
func (s *Telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.travel(r) {
		telegramHangUp()
	}
	if s.handOut(w, r) {
		return
	}
	token, method, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if token != s.Token() || s.isRevoked() {
		refuseTelegram(w, &telegramNo{code: http.StatusUnauthorized, text: "Unauthorized"})
		return
	}
	fault := s.nextFault(method)
	if fault == HangUp {
		telegramHangUp()
	}
	params, files, err := readTelegramParams(r)
	if err != nil {
		refuseTelegram(w, telegramBad("can't parse the request"))
		return
	}
	s.note(method, params, slices.Collect(maps.Keys(files)))
	result, no := s.meet(fault, r, method, params, files)
	if fault == StallAccepted {
		s.stall(r)
	}
	if !s.travel(r) || fault == HangUpAccepted {
		telegramHangUp()
	}
	if no != nil {
		refuseTelegram(w, no)
		return
	}
	writeTelegram(w, http.StatusOK, map[string]any{"ok": true, "result": result})
}

// travel is half of a request's time on the network; false: it does not arrive.
func (s *Telegram) travel(r *http.Request) bool {
	if s.options.Delay > 0 {
		select {
		case <-time.After(s.options.Delay / 2):
		case <-r.Context().Done():
		}
	}
	return !s.isDown()
}

// stall keeps a request waiting until the bot gives up.
func (s *Telegram) stall(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-s.closed:
	}
}

// telegramHangUp closes the connection; net/http knows this panic and stays calm.
func telegramHangUp() { panic(http.ErrAbortHandler) }

// meet carries a request out unless a fault prevents it.
func (s *Telegram) meet(fault Fault, r *http.Request, method string, p telegramParams, files telegramFiles) (any, *telegramNo) {
	switch fault {
	case TooMany:
		return nil, &telegramNo{code: http.StatusTooManyRequests, text: "Too Many Requests: retry after 1", retryAfter: 1}
	case BadGateway:
		return nil, &telegramNo{code: http.StatusBadGateway, html: true}
	case ServerError:
		return nil, &telegramNo{code: http.StatusInternalServerError, text: "Internal Server Error"}
	case BlockedByUser:
		return nil, &telegramNo{code: http.StatusForbidden, text: "Forbidden: bot was blocked by the user"}
	case Stall:
		s.stall(r)
		return nil, telegramGone
	}
	if method == "getUpdates" {
		return s.getUpdates(r.Context(), p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.do(method, p, files)
}

// note counts a request and checks it against the specification.
func (s *Telegram) note(method string, params telegramParams, files []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[method]++
	if s.spec != nil {
		s.violations = append(s.violations, s.spec.check(method, params, files)...)
	}
}

func readTelegramParams(r *http.Request) (p telegramParams, files telegramFiles, err error) {
	p = telegramParams{}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return p, nil, p.readJSON(r.Body)
	case "multipart/form-data":
		err = r.ParseMultipartForm(1 << 20)
		if errors.Is(err, io.EOF) {
			err = nil // a form without any part, as for getMe
		}
		if r.MultipartForm != nil {
			files, err = readTelegramFiles(r.MultipartForm)
		}
	default:
		err = r.ParseForm()
	}
	for name, values := range r.Form {
		p[name] = values[0]
	}
	return p, files, err
}

// readTelegramFiles reads the uploads of a form.
func readTelegramFiles(form *multipart.Form) (telegramFiles, error) {
	files := telegramFiles{}
	for name, parts := range form.File {
		part, err := parts[0].Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(part)
		if err = errors.Join(err, part.Close()); err != nil {
			return nil, err
		}
		files[name] = &restday.File{Name: parts[0].Filename, Data: data}
	}
	return files, nil
}

func (p telegramParams) readJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for name, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		p[name] = text
	}
	return nil
}

func refuseTelegram(w http.ResponseWriter, no *telegramNo) {
	switch {
	case no.code == 0:
		telegramHangUp()
	case no.html:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(no.code)
		_, _ = io.WriteString(w, "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n")
		return
	}
	answer := map[string]any{"ok": false, "error_code": no.code, "description": no.text}
	if no.retryAfter > 0 {
		answer["parameters"] = map[string]any{"retry_after": no.retryAfter}
	}
	if no.migrateTo != 0 {
		answer["parameters"] = map[string]any{"migrate_to_chat_id": no.migrateTo}
	}
	writeTelegram(w, no.code, answer)
}

func writeTelegram(w http.ResponseWriter, code int, v any) {
	var body bytes.Buffer
	if err := json.NewEncoder(&body).Encode(v); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(body.Bytes()) // the bot may be gone
}
