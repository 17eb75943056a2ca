// Package terminal is the smallest chat network: one person at a terminal, or
// a script at the end of a pipe. Each line is a typed reply, or the number of a
// choice that was offered.
package terminal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"restday"
	"restday/bot"
)

const (
	name      = "terminal"
	mostTries = 5 // to store a line
	firstWait = 100 * time.Millisecond
)

// Me is the address of whoever sits at the terminal.
func Me() restday.Address { return restday.Address{Platform: name, Chat: "me"} }

// Config is what a terminal is made of.
type Config struct {
	In  io.Reader
	Out io.Writer
	// Interactive is set when a person is at both ends: there is a prompt, and
	// bold is shown. Otherwise plain lines come out and nothing else.
	Interactive bool
	// Settled returns when everything that was said is answered. The next line
	// is not read before, so that a number means what was offered last. Nil:
	// lines are read as they come.
	Settled func(ctx context.Context) error
	Files   string // the folder for files that go with messages; "" that of the system for temporary ones
	Now     func() time.Time
	Log     *slog.Logger
}

// Platform is a terminal as a chat network. It implements bot.Platform.
type Platform struct {
	in          io.Reader
	out         io.Writer
	interactive bool
	settled     func(ctx context.Context) error
	files       string // the folder for files
	now         func() time.Time
	log         *slog.Logger
	session     string // makes ids differ from those of earlier runs

	mu       sync.Mutex
	lines    int // read
	messages int // printed
	waiting  bool
	shown    map[string]shown
	offered  offer
}

// shown is how a message was printed last.
type shown struct {
	text   string
	labels []string
}

// offer is the choices that a number picks from.
type offer struct {
	message string
	choices []restday.Choice
}

// New returns a terminal that reads and prints once it runs.
func New(c Config) *Platform {
	settled := c.Settled
	if settled == nil {
		settled = func(context.Context) error { return nil }
	}
	return &Platform{
		in: c.In, out: c.Out, interactive: c.Interactive, settled: settled, files: c.Files, now: c.Now, log: c.Log,
		session: rand.Text(), shown: map[string]shown{},
	}
}

// Name implements bot.Platform.
func (p *Platform) Name() string { return name }

// Check implements bot.Platform.
func (p *Platform) Check(context.Context) (string, error) { return name, nil }

// Limits implements bot.Platform: lines come out one after the other, as fast
// as they can.
func (p *Platform) Limits() bot.Limits { return bot.Limits{InFlight: 1} }

// Run reads lines until ctx ends, the input ends or /quit is typed. It returns
// an error when the input cannot be read or what was typed cannot be stored.
func (p *Platform) Run(ctx context.Context, inbox bot.Inbox) error {
	if _, err := inbox.Alive(ctx, name, p.now()); err != nil {
		p.log.Warn("the terminal's start was not noted", "err", err)
	}
	lines := make(chan line)
	go read(ctx, p.in, lines)
	for {
		if err := p.settled(ctx); err != nil {
			return nilAtEnd(ctx, fmt.Errorf("answer what was typed: %w", err))
		}
		p.prompt()
		var l line
		select {
		case l = <-lines:
		case <-ctx.Done():
			l.err = ctx.Err()
		}
		p.unprompt(l)
		switch {
		case errors.Is(l.err, io.EOF), strings.EqualFold(l.text, "/quit"):
			return nil
		case l.err != nil:
			return nilAtEnd(ctx, fmt.Errorf("read the terminal: %w", l.err))
		case l.text == "":
			continue
		}
		if err := p.put(ctx, inbox, p.heard(l.text)); err != nil {
			return nilAtEnd(ctx, fmt.Errorf("store what was typed: %w", err))
		}
	}
}

// nilAtEnd drops an error that only says that ctx ended.
func nilAtEnd(ctx context.Context, err error) error {
	select {
	case <-ctx.Done():
		return nil
	default:
		return err
	}
}

// heard makes a typed line an update: a tap if it is the number of an offered
// choice, words otherwise.
func (p *Platform) heard(text string) restday.Incoming {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lines++
	in := restday.Incoming{
		ID: fmt.Sprintf("%s-%d", p.session, p.lines), From: Me(), Event: restday.Said, Text: text, At: p.now(),
	}
	if path, words, ok := fileNamed(text); ok {
		in.Text, in.File = words, &restday.Upload{Name: filepath.Base(path), Ref: path}
		return in
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > len(p.offered.choices) || text != strconv.Itoa(n) {
		return in
	}
	in.Event, in.Text, in.Ack = restday.Tapped, "", in.ID
	in.Choice, in.Message = p.offered.choices[n-1].Data, p.offered.message
	return in
}

// put stores an update. Nobody will send it again, so it is tried a few times.
func (p *Platform) put(ctx context.Context, inbox bot.Inbox, in restday.Incoming) error {
	for n := 1; ; n++ {
		err := inbox.Put(ctx, []restday.Incoming{in})
		if err == nil || n == mostTries {
			return err
		}
		p.log.Warn("a line is stored again", "failures", n, "err", err)
		select {
		case <-time.After(firstWait << (n - 1)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
