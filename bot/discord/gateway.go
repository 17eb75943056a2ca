package discord

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"restday"
)

// heard is one thing the gateway told us, in its order.
type heard struct {
	ready    string            // "READY" or "RESUMED", or
	app      string            // with READY: the application's id
	incoming *restday.Incoming // something that happened in a chat, or
	own      *interaction      // what the adapter answers by itself
}

// gateway is one discordgo session: as long as Discord lets it be resumed, the
// same one over several connections.
type gateway struct {
	session *discordgo.Session
	hear    func(heard)
	closed  chan struct{} // gets a value when discordgo has let go of a connection
	lived   bool          // there is a session to resume
	mu      sync.Mutex
	link    *link
	greeted chan struct{} // closed when READY or RESUMED has come on this link
}

// silent is below discordgo's lowest log level: its log shows events, and with
// them what people said.
const silent = -1

func (p *Platform) newGateway(hear func(heard)) (*gateway, error) {
	s, err := discordgo.New("Bot " + p.token)
	if err != nil {
		return nil, fmt.Errorf("make a gateway session: %w", err)
	}
	g := &gateway{session: s, hear: hear, closed: make(chan struct{}, 1)}
	s.LogLevel = silent
	s.Client = &http.Client{Transport: redirect{p.api.base, p.api.client.Transport}, Timeout: p.pace.handshake}
	s.MaxRestRetries = 0
	s.ShouldRetryOnRateLimit = false
	s.ShouldReconnectOnError = false
	s.StateEnabled = false
	s.SyncEvents = true // or events of one chat overtake each other
	s.Compress = false
	s.Identify.Intents = discordgo.IntentsDirectMessages
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { p.event(g, e) })
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case g.closed <- struct{}{}:
		default:
		}
	})
	return g, nil
}

// event is called by discordgo for each event, one at a time. It must not
// wait: while it runs nothing is read.
func (p *Platform) event(g *gateway, e *discordgo.Event) {
	defer func() {
		if recover() != nil { // the value may hold what was said
			p.log.Error("an event could not be read", "event", e.Type)
		}
	}()
	switch e.Type {
	case "READY", "RESUMED":
		g.greet()
		g.hear(heard{ready: e.Type, app: applicationOf(e.RawData)})
	default:
		if i, ok := own(e.Type, e.RawData); ok {
			g.hear(heard{own: &i})
			return
		}
		in, ok, err := decode(e.Type, e.RawData, p.now())
		if err != nil {
			p.log.Warn("an event was left out", "error", err)
		}
		if ok {
			g.hear(heard{incoming: &in})
		}
	}
}

func (g *gateway) greet() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.link.ready.Swap(true) {
		close(g.greeted)
	}
}

var (
	errHung     = errors.New("the gateway did not finish its greeting in time")
	errNotReady = errors.New("the gateway refused the session")
)

// open connects and returns the connection once READY or RESUMED has come.
// After an error the session may be stuck for ever inside discordgo and must
// not be used again.
func (g *gateway) open(ctx context.Context, p pace) (*link, error) {
	ctx, cancel := context.WithTimeout(ctx, p.handshake)
	defer cancel()
	l, greeted := newLink(p.quiet), make(chan struct{})
	g.mu.Lock()
	g.link, g.greeted = l, greeted
	g.mu.Unlock()
	g.session.Dialer = l.dialer(p.handshake)
	opened := make(chan error, 1)
	// Open hangs for ever when a reconnect (op 7) comes instead of READY:
	// discordgo then waits for a lock that it holds itself.
	go func() { opened <- g.session.Open() }()
	var err error
	select {
	case err = <-opened:
	case <-ctx.Done():
		err = errHung
	}
	if err == nil {
		err = l.await(ctx, greeted)
	}
	if err != nil {
		l.cut()
		return nil, err
	}
	return l, nil
}

// next returns the gateway to connect with after err: g, to resume its session,
// or nil for a new one.
func (g *gateway) next(ctx context.Context, err error) *gateway {
	var refused *websocket.CloseError
	switch {
	case errors.Is(err, errDropped):
		return g.letGo(ctx)
	case errors.Is(err, errHung), errors.Is(err, errNotReady), errors.Is(err, discordgo.ErrWSShardBounds), errors.As(err, &refused):
		return nil
	case g.lived:
		return g // the network failed, not the session
	}
	return nil
}

// letGo waits until discordgo has closed its side of a connection that ended.
func (g *gateway) letGo(ctx context.Context) *gateway {
	select {
	case <-g.closed:
	case <-time.After(closeTime):
		return nil // discordgo is stuck
	case <-ctx.Done():
		return nil
	}
	// When Discord refuses to resume, discordgo would identify at once, where
	// Discord asks for a pause. Out of these bounds it returns an error instead.
	g.session.ShardID, g.session.ShardCount = 2, 2
	g.lived = true
	return g
}

// closeTime is how long discordgo may take to close a connection; a second of
// it it always sleeps.
const closeTime = 4 * time.Second

// The close codes after which connecting again cannot help.
var hopeless = map[int]string{
	4004: mendToken,
	4010: "this bot is set up for shards, which restday does not use",
	4011: "the bot is in more servers than one connection may serve",
	4012: "Discord has retired this version of its gateway: update restday",
	4013: "Discord does not know the intents restday asks for: update restday",
	4014: "Discord does not grant direct messages to this bot: see the Bot page of discord.com/developers",
}

// operatorError returns what only the operator can mend, or nil.
func operatorError(err error) error {
	var closed *websocket.CloseError
	if errors.As(err, &closed) && hopeless[closed.Code] != "" {
		return fmt.Errorf("the Discord gateway closed with code %d: %s", closed.Code, hopeless[closed.Code])
	}
	return nil
}

// reason describes why a connection failed, without what a server may have put
// into the error.
func reason(err error) string {
	var closed *websocket.CloseError
	var rest *discordgo.RESTError
	switch {
	case errors.As(err, &closed):
		return fmt.Sprintf("close code %d", closed.Code)
	case errors.As(err, &rest) && rest.Response != nil:
		return fmt.Sprintf("HTTP %d", rest.Response.StatusCode)
	case errors.Is(err, discordgo.ErrWSShardBounds):
		return "the session cannot be resumed"
	case errors.Is(err, errHung), errors.Is(err, errNotReady):
		return err.Error()
	}
	var network net.Error
	if errors.As(err, &network) {
		return withoutURL(err).Error()
	}
	return "the connection was lost"
}
