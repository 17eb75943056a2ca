package bottest

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// discordGateway is the websocket side of the server. There is one session at
// a time: this Discord knows one bot.
type discordGateway struct {
	session    *discordSession // nil: the bot never identified, or its session was ended
	greetings  []DiscordGreeting
	identifies int
	resumes    int
	left       int          // identifies today
	conn       *discordConn // the newest connection, greeted or not
	arrivals   []time.Time  // of identifies
}

type discordSession struct {
	id     string
	conn   *discordConn // nil: disconnected, and may come back
	events []discordEvent
}

type discordEvent struct {
	kind string
	data any
	call *discordCall // the interaction it tells of
}

// DiscordGreeting is what the gateway does with one connection instead of
// welcoming it.
type DiscordGreeting struct {
	Silent    bool // send no Hello
	Reconnect bool // answer the identify with op 7
	Invalid   bool // answer the identify, or resume, with op 9
	Close     int  // answer the identify, or resume, with this close code
}

// Greet sets what the next connections meet; later ones are welcome.
func (d *Discord) Greet(g ...DiscordGreeting) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gateway.greetings = g
}

// discordConn is one websocket; several goroutines write to it.
type discordConn struct {
	zombie bool
	mu     sync.Mutex
	ws     *websocket.Conn
}

type discordFrame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
}

func (c *discordConn) send(op int, kind any, seq any, data any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.WriteJSON(map[string]any{"op": op, "t": kind, "s": seq, "d": data}) // a bot that is gone hears nothing
}

func (c *discordConn) close(code int) {
	c.mu.Lock()
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	c.mu.Unlock()
	_ = c.ws.Close() // the connection is over in any case
}

func (d *Discord) serveGateway(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &discordConn{ws: ws}
	g := d.arrive(c)
	defer d.depart(c)
	if !g.Silent {
		c.send(10, nil, nil, map[string]any{"heartbeat_interval": d.options.Heartbeat.Milliseconds()})
	}
	for {
		var f discordFrame
		if err := ws.ReadJSON(&f); err != nil {
			return
		}
		d.hear(c, f, g)
		if f.Op == 2 || f.Op == 6 {
			g.Reconnect = false
		}
	}
}

func (d *Discord) arrive(c *discordConn) (g DiscordGreeting) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gateway.conn = c
	if len(d.gateway.greetings) > 0 {
		g, d.gateway.greetings = d.gateway.greetings[0], d.gateway.greetings[1:]
	}
	return g
}

func (d *Discord) depart(c *discordConn) {
	_ = c.ws.Close() // the bot has left already
	d.mu.Lock()
	defer d.mu.Unlock()
	if s := d.gateway.session; s != nil && s.conn == c {
		s.conn = nil
	}
}

// hear answers one frame of the bot.
func (d *Discord) hear(c *discordConn, f discordFrame, g DiscordGreeting) {
	d.mu.Lock()
	defer d.mu.Unlock()
	greets := f.Op == 2 || f.Op == 6
	if f.Op == 2 {
		d.gateway.identifies++
		d.gateway.left--
		d.gateway.arrivals = append(d.gateway.arrivals, time.Now())
	}
	switch {
	case f.Op == 1 && !c.zombie:
		c.send(11, nil, nil, nil)
	case greets && g.Close != 0:
		go c.close(g.Close)
	case greets && g.Reconnect:
		c.send(7, nil, nil, nil)
	case greets && g.Invalid:
		d.gateway.session = nil
		c.send(9, nil, nil, false)
	case f.Op == 2:
		d.identify(c, f.Data)
	case f.Op == 6:
		d.resume(c, f.Data)
	}
}

func (d *Discord) identify(c *discordConn, data json.RawMessage) {
	var who struct {
		Token   string `json:"token"`
		Intents int    `json:"intents"`
	}
	const directMessages = 1 << 12
	switch err := json.Unmarshal(data, &who); {
	case err != nil:
		go c.close(4002)
		return
	case !d.knows(who.Token):
		go c.close(4004)
		return
	case who.Intents != directMessages:
		go c.close(4014) // this bot was granted nothing else
		return
	}
	s := &discordSession{id: "session-" + d.snowflake(), conn: c}
	d.gateway.session = s
	d.dispatch("READY", map[string]any{
		"v": 9, "user": discordMeJSON(), "guilds": []any{}, "private_channels": []any{}, "session_id": s.id,
		"resume_gateway_url": d.gatewayURL(), "application": map[string]any{"id": discordApp, "flags": 0},
	}, nil)
}

func (d *Discord) resume(c *discordConn, data json.RawMessage) {
	var old struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int    `json:"seq"`
	}
	s := d.gateway.session
	if json.Unmarshal(data, &old) != nil || !d.knows(old.Token) {
		go c.close(4004)
		return
	}
	if s == nil || s.id != old.Session || old.Seq > len(s.events) {
		c.send(9, nil, nil, false)
		return
	}
	d.gateway.resumes++
	s.conn = c
	for i := old.Seq; i < len(s.events); i++ {
		d.deliver(s, i)
	}
	d.dispatch("RESUMED", map[string]any{}, nil)
}

// dispatch sends an event, or keeps it for when the bot resumes its session.
func (d *Discord) dispatch(kind string, data any, call *discordCall) {
	s := d.gateway.session
	if s == nil {
		return
	}
	s.events = append(s.events, discordEvent{kind, data, call})
	if s.conn != nil && !s.conn.zombie {
		d.deliver(s, len(s.events)-1)
	}
}

func (d *Discord) deliver(s *discordSession, i int) {
	e := s.events[i]
	s.conn.send(0, e.kind, i+1, e.data)
	if e.call != nil {
		e.call.delivered = true
	}
}

func (d *Discord) knows(token string) bool {
	return !d.revoked && strings.TrimPrefix(token, "Bot ") == d.Token()
}

func (d *Discord) gatewayURL() string { return "ws" + strings.TrimPrefix(d.server.URL, "http") + "/gw" }
