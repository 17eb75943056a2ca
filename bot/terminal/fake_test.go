package terminal_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
	"restday/bot/terminal"
)

// keyboard is what a person types. What one program has not read, the next reads.
type keyboard struct {
	mu    sync.Mutex
	typed []string
	news  chan struct{} // closed when something is typed
}

func (k *keyboard) typeLine(s string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.typed = append(k.typed, s+"\n")
	if k.news != nil {
		close(k.news)
		k.news = nil
	}
}

// take returns the next line for a program that has not ended; what is typed
// after its end is the next program's.
func (k *keyboard) take(ended context.Context) (string, <-chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.typed) > 0 && ended.Err() == nil {
		s := k.typed[0]
		k.typed = k.typed[1:]
		return s, nil
	}
	if k.news == nil {
		k.news = make(chan struct{})
	}
	return "", k.news
}

// stdin is the keyboard as one program reads it, line by line, until it ends.
type stdin struct {
	*keyboard
	ended context.Context
	rest  []byte
}

func (s *stdin) Read(p []byte) (int, error) {
	for len(s.rest) == 0 {
		if s.ended.Err() != nil {
			return 0, io.EOF
		}
		text, news := s.take(s.ended)
		s.rest = []byte(text)
		if news != nil {
			select {
			case <-news:
			case <-s.ended.Done():
			}
		}
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// program is a terminal that stops reading when it ends, as a process does.
type program struct {
	*terminal.Platform
	end context.CancelFunc
}

func (p program) Run(ctx context.Context, inbox bot.Inbox) error {
	defer p.end()
	defer context.AfterFunc(ctx, p.end)()
	return p.Platform.Run(ctx, inbox)
}

// fake is a terminal with a person at it.
type fake struct {
	log  *slog.Logger
	keys *keyboard

	mu     sync.Mutex
	screen bytes.Buffer
}

// Write implements io.Writer: what the program prints.
func (f *fake) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.screen.Write(p)
}

func (f *fake) Platform(t testing.TB) bot.Platform {
	ended, end := context.WithCancel(context.Background())
	t.Cleanup(end)
	in := &stdin{keyboard: f.keys, ended: ended}
	return program{terminal.New(terminal.Config{In: in, Out: f, Files: t.TempDir(), Now: time.Now, Log: f.log}), end}
}

func (f *fake) Person(int) restday.Address { return terminal.Me() }

func (f *fake) Say(_ restday.Address, text string) { f.keys.typeLine(text) }

var choice = regexp.MustCompile(`\[(\d+)\] (.*?)(?:  \[|$)`)

func (f *fake) Tap(_ restday.Address, label string) error {
	chat := f.Chat(terminal.Me())
	for i := len(chat) - 1; i >= 0; i-- {
		n := 0
		for _, row := range chat[i].Buttons {
			for _, l := range row {
				if n++; l == label {
					f.keys.typeLine(fmt.Sprint(n))
					return nil
				}
			}
		}
	}
	return fmt.Errorf("nothing offers %q", label)
}

// Chat reads the screen: "bot> " begins a message, spaces continue it, and
// "[1] " begins a row of choices.
func (f *fake) Chat(restday.Address) []bottest.Message {
	f.mu.Lock()
	defer f.mu.Unlock()
	var chat []bottest.Message
	for line := range strings.Lines(f.screen.String()) {
		line = strings.TrimSuffix(line, "\n")
		if text, ok := strings.CutPrefix(line, "bot> "); ok {
			chat = append(chat, bottest.Message{Text: text})
			continue
		}
		last := &chat[len(chat)-1]
		line = strings.TrimPrefix(line, "     ")
		row := buttons(line)
		path, saved := strings.CutPrefix(line, "Saved as ")
		switch {
		case row != nil:
			last.Buttons = append(last.Buttons, row)
		case saved:
			last.File = savedFile(path)
		default:
			last.Text += "\n" + line
		}
	}
	return chat
}

// savedFile reads a file that was saved; nil when that cannot be done.
func savedFile(path string) *restday.File {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	name, _, _ := strings.Cut(filepath.Base(path), "-")
	return &restday.File{Name: name + filepath.Ext(path), Data: data}
}

func buttons(line string) []string {
	var row []string
	for m := choice.FindStringSubmatchIndex(line); m != nil && m[0] == 0; m = choice.FindStringSubmatchIndex(line) {
		row = append(row, line[m[4]:m[5]])
		line = strings.TrimPrefix(line[m[5]:], "  ")
	}
	return row
}

func (f *fake) Unanswered() int         { return 0 }
func (f *fake) Fail(bottest.Fault, int) {}
func (f *fake) Violations() []string    { return nil }

// Exempt implements bottest.Exempter.
func (f *fake) Exempt() map[string]string {
	const (
		paper   = "what a terminal has printed it cannot change"
		numbers = "numbers pick from what was offered last"
		wire    = "there is no network that could fail"
	)
	return map[string]string{
		"edit": paper, "edit without a tap": paper, "edit after restart": paper, "edit of an old message": paper, "edit that changes nothing": paper,
		"crowd": paper, "strip": paper, "two answers to a tap": paper,
		"old tap": numbers, "double tap": numbers,
		"too many": wire, "blocked": wire, "accepted, then cut off": wire, "recovers": wire, "outage": wire,
		"bad gateway": wire, "server error": wire, "cut off": wire, "no answer": wire,
		"limits": "a terminal takes whatever comes",
	}
}

func TestContract(t *testing.T) {
	t.Parallel()
	bottest.Run(t, func(_ testing.TB, log *slog.Logger) bottest.Fake {
		return &fake{log: log, keys: &keyboard{}}
	})
}
