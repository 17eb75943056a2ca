package discord

import (
	"encoding/json"
	"sync"
	"time"

	"restday"
)

// What Discord gives one interaction.
const (
	answerTime = 3 * time.Second  // to the first answer
	tokenTime  = 15 * time.Minute // to the last follow-up
)

// ack is what answering one interaction takes, as it travels in Incoming.Ack
// and Outgoing.Ack.
type ack struct {
	App     string `json:"app"`
	ID      string `json:"id"`
	Token   string `json:"token"`
	Button  bool   `json:"button,omitempty"`  // else a slash command
	Message string `json:"message,omitempty"` // the tapped message
	Away    bool   `json:"away,omitempty"`    // answers are shown to this person alone
	At      int64  `json:"at"`                // Unix seconds
}

// String returns the form that parseAck reads.
func (a ack) String() string {
	b, _ := json.Marshal(a) // strings, booleans and numbers always encode
	return string(b)
}

func parseAck(s string) (a ack, ok bool) {
	err := json.Unmarshal([]byte(s), &a)
	return a, err == nil && a.ID != "" && a.Token != ""
}

// stage is how far answering an interaction has come.
type stage int

const (
	unanswered stage = iota
	deferred         // Discord was told to wait; the answer follows
	repeated         // a first answer that seemed to fail had arrived after all
	answered
	unsure // seen by an earlier process, which may have answered or deferred it
	spent  // nothing can be answered any more
)

// deferring stands in exchange.trying for the deferral.
const deferring = -1

// exchange is one interaction while it can be answered. Its lock is held
// during requests, so that the answer and the deferral exclude each other.
type exchange struct {
	ack
	mu     sync.Mutex
	stage  stage
	trying int64 // the outbox row whose first answer was sent without our learning what became of it; 0 none
	shown  int64 // the outbox row that was shown last
	fresh  bool  // the first answer was a message of its own
}

// waits tells whether the person has seen no answer yet.
func (e *exchange) waits() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.stage == unanswered || e.stage == deferred
}

// exchanges remembers the interactions of the last 15 minutes.
type exchanges struct {
	mu     sync.Mutex
	byID   map[string]*exchange
	away   map[restday.Address]*exchange // the newest of each person from outside the private chat
	pruned time.Time
}

func newExchanges() *exchanges {
	return &exchanges{byID: map[string]*exchange{}, away: map[restday.Address]*exchange{}}
}

// take returns the exchange for an interaction, the same one each time. One
// that this process has not seen and that is too old for a first answer came
// before a restart.
func (c *exchanges) take(a ack, who restday.Address, now time.Time) *exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.prune(now)
	if e := c.byID[a.ID]; e != nil {
		return e
	}
	e := &exchange{ack: a}
	if now.Sub(e.since()) > answerTime {
		e.stage = unsure
	}
	c.byID[a.ID] = e
	if a.Away {
		c.away[who] = e
	}
	return e
}

// lastAway returns the person's newest interaction from outside the private
// chat that can still be followed up, or nil.
func (c *exchanges) lastAway(who restday.Address, now time.Time) *exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.away[who]; e != nil && e.live(now) {
		return e
	}
	return nil
}

func (c *exchanges) prune(now time.Time) {
	if now.Sub(c.pruned) < time.Minute {
		return
	}
	c.pruned = now
	for id, e := range c.byID {
		if !e.live(now) {
			delete(c.byID, id)
		}
	}
	for who, e := range c.away {
		if !e.live(now) {
			delete(c.away, who)
		}
	}
}

func (a ack) since() time.Time { return time.Unix(a.At, 0) }

func (a ack) live(now time.Time) bool { return now.Sub(a.since()) < tokenTime }
