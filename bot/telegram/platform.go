// Package telegram connects restday to Telegram's Bot API by long polling. People
// are served in private; in groups it posts what a team may read, and hears two
// commands. It is the only package that knows the library
// go-telegram/bot.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"

	"restday/bot"
)

// Name is the platform's part of an address, as in "telegram:123".
const Name = "telegram"

const (
	telegramURL = "https://api.telegram.org"
	sendTimeout = 30 * time.Second
	inFlight    = 40
)

// Config is what a Platform needs. Only Token is required.
type Config struct {
	Token  string           // as @BotFather gives it, "123456:ABC…"
	APIURL string           // the base before "/bot<token>/"; "" Telegram's own
	Menus  []Menu           // what stands beside the input field; empty: it is left as it is
	Log    *slog.Logger     // nil: nothing is logged
	Now    func() time.Time // nil: time.Now
}

// Menu is the commands menu of one language. The first of several is also for
// everybody whose language has none.
type Menu struct {
	Language string // two letters: "de"
	Commands []Command
}

// Command is one line of the commands menu.
type Command struct {
	Name        string // "checkin": 1–32 lower-case letters, digits and underscores
	Description string // 1–256 characters
}

// Platform is one Telegram bot.
type Platform struct {
	config  Config
	account string // the bot's own id, the number its token begins with
	net     http.RoundTripper
	api     *tg.Bot
}

var _ bot.Platform = (*Platform)(nil)

var tokenShape = regexp.MustCompile(`^(\d+):[\w-]+$`)

var errRefused = errors.New("telegram refuses the token in RESTDAY_TELEGRAM_TOKEN: is it complete, and not revoked at @BotFather? " +
	"(If RESTDAY_TELEGRAM_API_URL is set, is it the right server?)")

// New returns the bot that the token belongs to; it does not connect yet.
func New(c Config) (*Platform, error) {
	c.Token = strings.TrimSpace(c.Token)
	shape := tokenShape.FindStringSubmatch(c.Token)
	if shape == nil {
		return nil, errors.New("RESTDAY_TELEGRAM_TOKEN is not a bot token: @BotFather gives one that looks like 123456:ABC-def_gh")
	}
	var err error
	if c.APIURL, err = cleanURL(c.APIURL); err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	p := &Platform{config: c, account: shape[1], net: newTransport()}
	p.api, err = p.library(sendTimeout, p.client(sendTimeout))
	return p, err
}

func cleanURL(s string) (string, error) {
	s = strings.TrimRight(strings.TrimSpace(s), "/")
	if s == "" {
		return telegramURL, nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", errors.New("RESTDAY_TELEGRAM_API_URL must be like https://api.telegram.org")
	}
	return s, nil
}

// library sets up go-telegram/bot so that it never prints an update or an error
// by itself: both would hold what people wrote.
func (p *Platform) library(wait time.Duration, client tg.HttpClient, more ...tg.Option) (*tg.Bot, error) {
	b, err := tg.New(p.config.Token, append([]tg.Option{
		tg.WithServerURL(p.config.APIURL),
		tg.WithHTTPClient(wait, client),
		tg.WithSkipGetMe(),
		tg.WithDefaultHandler(ignoreUpdate),
		tg.WithErrorsHandler(func(error) {}),
		tg.WithNotAsyncHandlers(),
	}, more...)...)
	if err != nil {
		return nil, fmt.Errorf("set up telegram: %w", err)
	}
	return b, nil
}

// Name returns "telegram".
func (p *Platform) Name() string { return Name }

// Check asks Telegram who we are and returns "@restday_bot".
func (p *Platform) Check(ctx context.Context) (string, error) {
	me, err := p.api.GetMe(ctx)
	switch {
	case refusesToken(err):
		return "", errRefused
	case err != nil:
		return "", fmt.Errorf("ask telegram who we are: %w", err)
	}
	return "@" + me.Username, nil
}

// Limits returns how fast Telegram lets one bot send. Its support pages name
// about 30 messages a second over all chats and one a second in a chat with
// short bursts; neither is guaranteed, and a 429 is the only truth. We stay a
// little below. The other figures are ours.
func (p *Platform) Limits() bot.Limits {
	return bot.Limits{
		PerSecond: 29, Burst: 1,
		ChatPerSecond: 1, ChatBurst: 5,
		InFlight: inFlight, Timeout: sendTimeout,
	}
}
