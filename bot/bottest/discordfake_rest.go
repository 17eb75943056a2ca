package bottest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"restday"
)

// discordRequest is one request as the handlers see it.
type discordRequest struct {
	kind string   // as Discord.Calls counts
	args []string // what stands for * in the route's pattern
	body []byte
	file *restday.File
	http *http.Request
}

// discordAnswer is an answer in JSON; body nil is none.
type discordAnswer struct {
	status int
	body   any
}

func discordNo(status, code int, text string) discordAnswer {
	return discordAnswer{status, map[string]any{"code": code, "message": text}}
}

// discordRoute is one operation: its path below /api/v9, the name the
// specification has for it, and whether the bot's token is needed.
type discordRoute struct {
	method, pattern string
	kind            string
	open            bool
	handle          func(*Discord, discordRequest) discordAnswer
}

func discordRoutes() []discordRoute {
	const original = "/webhooks/*/*/messages/*"
	return []discordRoute{
		{"GET", "/users/@me", "me", false, (*Discord).me},
		{"GET", "/gateway", "gateway", true, (*Discord).gatewayOpen},
		{"GET", "/gateway/bot", "gateway/bot", false, (*Discord).gatewayBot},
		{"GET", "/applications/@me", "application", false, (*Discord).application},
		{"GET", "/oauth2/applications/@me", "application", false, (*Discord).application},
		{"GET", "/applications/*/commands", "commands", false, (*Discord).listCommands},
		{"PUT", "/applications/*/commands", "register", false, (*Discord).putCommands},
		{"POST", "/users/@me/channels", "channel", false, (*Discord).openChannel},
		{"GET", "/channels/*/messages", "history", false, (*Discord).history},
		{"POST", "/channels/*/messages", "message", false, (*Discord).create},
		{"PATCH", "/channels/*/messages/*", "edit", false, (*Discord).edit},
		{"POST", "/interactions/*/*/callback", "callback", true, (*Discord).callback},
		{"POST", "/webhooks/*/*", "followup", true, (*Discord).followUp},
		{"GET", original, "original", true, (*Discord).original},
		{"PATCH", original, "original", true, (*Discord).original},
		{"DELETE", original, "original", true, (*Discord).original},
	}
}

// ServeHTTP implements http.Handler.
func (d *Discord) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/gw") {
		d.serveGateway(w, r)
		return
	}
	if d.handOut(w, r) {
		return
	}
	body, file, err := readDiscordBody(r)
	if err != nil {
		return // the bot hung up
	}
	d.travel(r)
	path, versioned := strings.CutPrefix(r.URL.EscapedPath(), "/api/v9")
	for _, route := range discordRoutes() {
		args, ok := discordMatch(route.pattern, path)
		if versioned && ok && route.method == r.Method {
			d.serve(w, route, discordRequest{route.kind, args, body, file, r})
			return
		}
	}
	discordWrite(w, discordNo(404, 0, "404: Not Found"))
}

// readDiscordBody reads the JSON of a request, and the file in the same form with it.
func readDiscordBody(r *http.Request) (body []byte, file *restday.File, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		body, err = io.ReadAll(r.Body)
		return body, nil, err
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return body, file, nil
		}
		data, err := io.ReadAll(part)
		switch {
		case err != nil:
			return nil, nil, err
		case part.FormName() == "payload_json":
			body = data
		case part.FormName() == "files[0]":
			file = &restday.File{Name: part.FileName(), Data: data}
		}
	}
}

// travel takes the network's time.
func (d *Discord) travel(r *http.Request) {
	if d.options.Delay == 0 {
		return
	}
	select {
	case <-time.After(d.options.Delay):
	case <-r.Context().Done():
	case <-d.closed:
	}
}

func discordMatch(pattern, path string) (args []string, ok bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	for i := range want {
		switch part := strings.NewReplacer("%2F", "/", "%40", "@").Replace(got[i]); {
		case want[i] == "*":
			args = append(args, part)
		case want[i] != part:
			return nil, false
		}
	}
	return args, true
}

func (d *Discord) serve(w http.ResponseWriter, route discordRoute, r discordRequest) {
	d.note(route, r)
	if reply := d.nextReply(r.kind); reply != nil {
		reply.write(w)
		return
	}
	fault := d.nextFault(r.shows())
	switch fault {
	case HangUp:
		discordHangUp(w)
	case Stall:
		d.stall(r)
	case TooMany:
		w.Header().Set("Retry-After", "1")
		discordWrite(w, discordAnswer{429, map[string]any{"message": "You are being rate limited.", "retry_after": 1.0, "global": false}})
	case BadGateway:
		(&discordReply{status: 502, body: "<html><h1>502 Bad Gateway</h1></html>"}).write(w)
	case ServerError:
		discordWrite(w, discordNo(500, 0, "500: Internal Server Error"))
	case BlockedByUser:
		discordWrite(w, discordNo(403, 50007, "Cannot send messages to this user"))
	default:
		answer := d.handle(route, r)
		switch fault {
		case HangUpAccepted:
			discordHangUp(w)
		case StallAccepted:
			d.stall(r)
		default:
			discordWrite(w, answer)
		}
	}
}

// stall keeps a request waiting until the bot gives up.
func (d *Discord) stall(r discordRequest) {
	select {
	case <-r.http.Context().Done():
	case <-d.closed:
	}
}

// shows tells whether a request puts something before a person's eyes.
func (r discordRequest) shows() bool {
	var first struct {
		Type int `json:"type"`
	}
	switch r.kind {
	case "message", "edit", "followup":
		return true
	case "original":
		return r.http.Method == http.MethodPatch
	case "callback":
		return json.Unmarshal(r.body, &first) == nil && (first.Type == 4 || first.Type == 7)
	}
	return false
}

// note counts a request and checks it against the specification.
func (d *Discord) note(route discordRoute, r discordRequest) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.counts[route.kind]++
	if d.spec != nil {
		d.violations = append(d.violations, d.spec.check(route.method, route.pattern, r.body)...)
	}
	if agent := r.http.UserAgent(); !strings.HasPrefix(agent, "DiscordBot (") {
		d.violations = append(d.violations, fmt.Sprintf("%s %s: user agent %q", route.method, route.pattern, agent))
	}
}

func (d *Discord) handle(route discordRoute, r discordRequest) discordAnswer {
	d.mu.Lock()
	defer d.mu.Unlock()
	token, isBot := strings.CutPrefix(r.http.Header.Get("Authorization"), "Bot ")
	if !route.open && (!isBot || !d.knows(token)) {
		return discordNo(401, 0, "401: Unauthorized")
	}
	return route.handle(d, r)
}

func discordHangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close() // that is the point
	}
}

func discordWrite(w http.ResponseWriter, a discordAnswer) {
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_ = json.NewEncoder(w).Encode(a.body) // a bot that is gone reads nothing
}

func (r *discordReply) write(w http.ResponseWriter) {
	for k, v := range r.header {
		w.Header()[k] = v
	}
	kind := "text/html"
	if strings.HasPrefix(r.body, "{") {
		kind = "application/json"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(r.status)
	_, _ = io.WriteString(w, r.body) // a bot that is gone reads nothing
}

func (d *Discord) me(discordRequest) discordAnswer { return discordAnswer{200, discordMeJSON()} }

func (d *Discord) gatewayOpen(discordRequest) discordAnswer {
	return discordAnswer{200, map[string]any{"url": d.gatewayURL()}}
}

func (d *Discord) gatewayBot(discordRequest) discordAnswer {
	return discordAnswer{200, map[string]any{"url": d.gatewayURL(), "shards": 1, "session_start_limit": map[string]any{
		"total": 1000, "remaining": d.gateway.left, "reset_after": 60000, "max_concurrency": 1,
	}}}
}

func (d *Discord) application(discordRequest) discordAnswer {
	return discordAnswer{200, map[string]any{"id": discordApp, "name": "restday", "bot": discordMeJSON()}}
}

func (d *Discord) listCommands(r discordRequest) discordAnswer {
	commands := []map[string]any{}
	for _, c := range d.commands {
		c = maps.Clone(c)
		if r.http.URL.Query().Get("with_localizations") != "true" {
			delete(c, "description_localizations")
		}
		commands = append(commands, c)
	}
	return discordAnswer{200, commands}
}

func (d *Discord) putCommands(r discordRequest) discordAnswer {
	var commands []map[string]any
	if json.Unmarshal(r.body, &commands) != nil {
		return discordNo(400, 50035, "Invalid Form Body")
	}
	for _, c := range commands {
		c["id"], c["application_id"], c["version"] = d.snowflake(), discordApp, d.snowflake()
		c["nsfw"], c["dm_permission"] = false, true
		if needs, ok := c["default_member_permissions"].(float64); ok {
			c["default_member_permissions"] = fmt.Sprintf("%.0f", needs)
		}
	}
	d.commands = commands
	return discordAnswer{200, commands}
}

func (d *Discord) openChannel(r discordRequest) discordAnswer {
	var who struct {
		Recipient string `json:"recipient_id"`
	}
	if json.Unmarshal(r.body, &who) != nil || d.people[who.Recipient] == nil {
		return discordNo(400, 50033, "Invalid Recipient(s)")
	}
	p := d.people[who.Recipient]
	return discordAnswer{200, map[string]any{"id": p.channel, "type": 1, "recipients": []any{p.json()}}}
}

// history lists a channel's messages, the newest first.
func (d *Discord) history(r discordRequest) discordAnswer {
	if d.owner(r.args[0]) == nil {
		return discordNo(404, 10003, "Unknown Channel")
	}
	query := r.http.URL.Query()
	after, _ := strconv.ParseInt(query.Get("after"), 10, 64) // 0: from the beginning
	limit, err := strconv.Atoi(query.Get("limit"))
	if err != nil {
		limit = 50
	}
	out := []any{}
	for _, m := range d.messages {
		id, _ := strconv.ParseInt(m.id, 10, 64) // ours are numbers
		if m.channel == r.args[0] && m.only == "" && !m.gone && id > after && len(out) < limit {
			out = append(out, d.messageJSON(m))
		}
	}
	slices.Reverse(out)
	return discordAnswer{200, out}
}

// owner returns the person whose private channel this is, or nil.
func (d *Discord) owner(channel string) *discordPerson {
	for _, p := range d.people {
		if p.channel == channel {
			return p
		}
	}
	return nil
}
