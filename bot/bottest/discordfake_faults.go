package bottest

import (
	"net/http"
	"time"
)

// discordFaults is what happens to the next requests.
type discordFaults struct {
	fault   Fault
	left    int // below 0: for ever
	replies map[string]*discordReply
}

type discordReply struct {
	status int
	header http.Header
	body   string
	left   int
}

// Fail makes the next n requests that send or edit a message meet a fault; n < 0:
// until Fail(None, 0).
func (d *Discord) Fail(f Fault, n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.fault, d.faults.left = f, n
}

func (d *Discord) nextFault(shows bool) Fault {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !shows || d.faults.left == 0 {
		return None
	}
	if d.faults.left > 0 {
		d.faults.left--
	}
	return d.faults.fault
}

// Reply has the next n requests of a kind, as Calls counts them, answered with
// a status and a body: JSON when it begins with a brace.
func (d *Discord) Reply(kind string, n, status int, body string, header http.Header) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.faults.replies == nil {
		d.faults.replies = map[string]*discordReply{}
	}
	d.faults.replies[kind] = &discordReply{status: status, header: header, body: body, left: n}
}

func (d *Discord) nextReply(kind string) *discordReply {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.faults.replies[kind]
	if r == nil || r.left == 0 {
		return nil
	}
	r.left--
	return r
}

// Calls is how often the bot made a kind of request: "message", "edit",
// "history", "channel", "callback", "followup", "original", "commands",
// "register", "me", "gateway", "gateway/bot", "application".
func (d *Discord) Calls(kind string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.counts[kind]
}

// Revoke has the bot's owner take its token away.
func (d *Discord) Revoke() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.revoked = true
}

// Identifies is how often the bot began a session.
func (d *Discord) Identifies() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.gateway.identifies
}

// Arrivals is when each identify came.
func (d *Discord) Arrivals() []time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]time.Time(nil), d.gateway.arrivals...)
}

// Resumes is how often the bot took a session up again.
func (d *Discord) Resumes() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.gateway.resumes
}

// Connected tells whether the bot has a session and a connection for it.
func (d *Discord) Connected() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.gateway.session != nil && d.gateway.session.conn != nil
}

// Reconnect asks the bot to connect again (op 7).
func (d *Discord) Reconnect() {
	if c := d.current(); c != nil {
		c.send(7, nil, nil, nil)
	}
}

// Invalidate ends the bot's session (op 9).
func (d *Discord) Invalidate() {
	d.mu.Lock()
	d.gateway.session = nil
	d.mu.Unlock()
	if c := d.current(); c != nil {
		c.send(9, nil, nil, false)
	}
}

// Forget ends the bot's session without telling it: it cannot be resumed.
func (d *Discord) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gateway.session = nil
}

// Drop cuts the gateway's connection.
func (d *Discord) Drop() {
	if c := d.current(); c != nil {
		_ = c.ws.Close() // it may be over already
	}
}

// Zombie leaves the present connection open, but nothing more is said on it.
func (d *Discord) Zombie() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gateway.conn.zombie = true
}

// IdentifiesLeft sets how many sessions the bot may still begin today.
func (d *Discord) IdentifiesLeft(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gateway.left = n
}

func (d *Discord) current() *discordConn {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.gateway.conn
}
