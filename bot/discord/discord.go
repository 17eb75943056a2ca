// Package discord connects the bot to Discord: slash commands, buttons and
// direct messages come in over the gateway (github.com/bwmarrin/discordgo),
// messages go out over a small REST client of our own. Why the two are split
// is told in docs/decisions/0005-discord-rest.md.
package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"restday"
	"restday/bot"
)

// Config is what an operator sets.
type Config struct {
	Token  string // the bot's token, with or without "Bot " before it
	APIURL string // scheme, host and port to which /api/v9/… is appended; "" is Discord's own
	Menus  []Menu // what people are offered in each language, the default one first
	Log    *slog.Logger
	Now    func() time.Time
}

// Platform is Discord as package bot sees it.
type Platform struct {
	api       *rest
	token     string
	menus     []Menu
	log       *slog.Logger
	now       func() time.Time
	pace      pace
	exchanges *exchanges
	backlog   *backlog

	registerOnce sync.Once

	mu  sync.Mutex
	dms map[string]string // user id → channel id, of the direct messages opened here
}

// pace holds every interval, so that tests need not wait for them.
type pace struct {
	deferral  time.Duration // an interaction without an answer is deferred after this
	handshake time.Duration // from dialling the gateway to READY
	quiet     time.Duration // a gateway that says nothing for this long is dead: 3 heartbeat intervals of 41.25 s
	alive     time.Duration // how often the inbox is told that Discord is there
	identify  time.Duration // between two identifies: Discord takes one in 5 s and a thousand a day
	history   time.Duration // the open questions are asked again at the latest this long after READY
	least     time.Duration // the first wait of a back-off, which doubles
	most      time.Duration // the longest wait of a back-off
	afterFunc func(time.Duration, func()) (stop func() bool)
}

var usualPace = pace{
	deferral:  1500 * time.Millisecond,
	handshake: 20 * time.Second,
	quiet:     125 * time.Second,
	alive:     15 * time.Second,
	identify:  5 * time.Second,
	history:   30 * time.Second,
	least:     time.Second,
	most:      5 * time.Minute,
	afterFunc: func(d time.Duration, f func()) func() bool { return time.AfterFunc(d, f).Stop },
}

const (
	platformName = "discord"
	officialURL  = "https://discord.com"
	mendToken    = "set RESTDAY_DISCORD_TOKEN to the token on the Bot page of discord.com/developers"
)

var errTokenRefused = errors.New("the Discord token is refused: " + mendToken)

// New checks the configuration; it does not connect.
func New(c Config) (*Platform, error) {
	token := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(c.Token), "Bot "))
	if token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("the Discord token is empty or has a character no token has: " + mendToken)
	}
	base, err := baseURL(c.APIURL)
	if err != nil {
		return nil, err
	}
	return &Platform{
		api: newREST(base, token), token: token, menus: c.Menus,
		log: c.Log, now: c.Now, pace: usualPace,
		exchanges: newExchanges(), backlog: newBacklog(), dms: map[string]string{},
	}, nil
}

func baseURL(s string) (*url.URL, error) {
	if s == "" {
		s = officialURL
	}
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(s), "/"))
	if err != nil || u.Host == "" || u.Path != "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, errors.New("RESTDAY_DISCORD_API_URL must be scheme, host and port, like http://127.0.0.1:9000")
	}
	return u, nil
}

// Name returns "discord".
func (p *Platform) Name() string { return platformName }

// Check asks Discord for the bot's own name.
func (p *Platform) Check(ctx context.Context) (string, error) {
	var me user
	err := p.api.do(ctx, call{name: "users/@me", method: "GET", path: "/users/@me"}, &me)
	if isStatus(err, 401) {
		return "", errTokenRefused
	}
	if err != nil {
		return "", fmt.Errorf("ask Discord who we are: %w", err)
	}
	return "@" + me.Username, nil
}

// Limits stays under the 50 requests a second that Discord documents for one
// bot; 1 a second with short bursts in one channel is what its per-channel
// buckets have allowed so far. The 429 answers remain the only truth. Answers
// to taps and commands have endpoints of their own that count towards neither.
func (p *Platform) Limits() bot.Limits {
	return bot.Limits{
		PerSecond: 40, Burst: 5,
		ChatPerSecond: 1, ChatBurst: 5,
		AnswersFree: true, InFlight: 20, Timeout: 15 * time.Second,
	}
}

func address(user string) restday.Address {
	return restday.Address{Platform: platformName, Chat: user}
}
