package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
	"restday/bot/terminal"
)

var quietly = slog.New(slog.DiscardHandler)

// inbox stores what comes in and lets the test answer at once.
type inbox struct {
	*bottest.Memory
	answer func(in restday.Incoming)
}

func (i inbox) Put(ctx context.Context, updates []restday.Incoming) error {
	fresh, err := i.Memory.Put(ctx, updates)
	for _, in := range fresh {
		if i.answer != nil {
			i.answer(in)
		}
	}
	return err
}

// hear types lines and returns what arrived, answering nothing.
func hear(t *testing.T, input string, before ...restday.Outgoing) []restday.Incoming {
	t.Helper()
	store := inbox{Memory: &bottest.Memory{}}
	p := terminal.New(terminal.Config{In: strings.NewReader(input), Out: io.Discard, Now: time.Now, Log: quietly})
	for _, out := range before {
		send(t, p, out)
	}
	if err := p.Run(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	return store.Received()
}

func send(t *testing.T, p *terminal.Platform, out restday.Outgoing) string {
	t.Helper()
	message, err := p.Send(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	return message
}

func words(s string) restday.Text { return restday.Text{{Text: s}} }

func choices(labels ...string) [][]restday.Choice {
	var row []restday.Choice
	for _, l := range labels {
		row = append(row, restday.Choice{Label: l, Data: "data " + l})
	}
	return [][]restday.Choice{row}
}

func muscles() restday.Outgoing {
	return restday.Outgoing{Text: words("How are your muscles?"), Choices: choices("Very sore", "Sore", "Normal")}
}

func sleep() restday.Outgoing {
	return restday.Outgoing{Text: words("How long did you sleep?"), Choices: choices("<5", "5", "5½"), Unnumbered: true}
}

func TestWhatALineMeans(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		offered      []restday.Outgoing
		line         string
		text, choice string
	}{
		"words":                       {nil, "legs are fine", "legs are fine", ""},
		"a number, nothing offered":   {nil, "2", "2", ""},
		"the number of a choice":      {[]restday.Outgoing{muscles()}, "2", "", "data Sore"},
		"with spaces":                 {[]restday.Outgoing{muscles()}, "  2\t", "", "data Sore"},
		"past the last choice":        {[]restday.Outgoing{muscles()}, "4", "4", ""},
		"zero":                        {[]restday.Outgoing{muscles()}, "0", "0", ""},
		"not written as offered":      {[]restday.Outgoing{muscles()}, "+2", "+2", ""},
		"a decimal":                   {[]restday.Outgoing{muscles()}, "2.0", "2.0", ""},
		"hours":                       {[]restday.Outgoing{muscles(), sleep()}, "2", "2", ""},
		"a plain message in between":  {[]restday.Outgoing{muscles(), {Text: words("By the way.")}}, "2", "", "data Sore"},
		"the question was taken back": {[]restday.Outgoing{muscles(), {Target: "first", Strip: true}}, "2", "2", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := hearAfter(t, c.line, c.offered)
			if got.Text != c.text || got.Choice != c.choice || (got.Event == restday.Tapped) != (c.choice != "") {
				t.Errorf("arrived as %s: text %q, choice %q", got.Event, got.Text, got.Choice)
			}
			if c.choice != "" && got.Ack == "" {
				t.Error("the tap cannot be answered")
			}
		})
	}
}

// hearAfter types one line after messages were printed; the target "first"
// stands for the first of them.
func hearAfter(t *testing.T, text string, offered []restday.Outgoing) restday.Incoming {
	t.Helper()
	store := inbox{Memory: &bottest.Memory{}}
	p := terminal.New(terminal.Config{In: strings.NewReader(text), Out: io.Discard, Now: time.Now, Log: quietly})
	var first string
	for i, out := range offered {
		if out.Target == "first" {
			out.Target = first
		}
		if message := send(t, p, out); i == 0 {
			first = message
		}
	}
	if err := p.Run(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	got := store.Received()[0]
	if got.Event == restday.Tapped && got.Message != first {
		t.Errorf("tapped on %q, offered by %q", got.Message, first)
	}
	return got
}

func TestLinesOfAllKinds(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 20_000)
	input := "one\r\n\n   \n" + long + "\nbell\a \x1b[31mred \u202eback\xff\n/today\nlast"
	var texts []string
	ids := map[string]bool{}
	for _, in := range hear(t, input) {
		texts = append(texts, in.Text)
		ids[in.ID] = true
	}
	want := []string{"one", strings.Repeat("é", restday.MaxText+1), "bell [31mred back\uFFFD", "/today", "last"}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(ids) != len(want) {
		t.Errorf("%d ids for %d lines", len(ids), len(want))
	}
}

func TestQuitEndsAndNothingAfterItIsHeard(t *testing.T) {
	t.Parallel()
	if got := hear(t, "one\n /QUIT \ntwo\n"); len(got) != 1 {
		t.Errorf("%d lines arrived", len(got))
	}
}

func TestEachLineIsAnsweredBeforeTheNextIsRead(t *testing.T) {
	t.Parallel()
	var screen bytes.Buffer
	pending := []restday.Outgoing{muscles()}
	var p *terminal.Platform
	store := inbox{Memory: &bottest.Memory{}, answer: func(in restday.Incoming) {
		pending = append(pending, restday.Outgoing{Text: words("Got " + in.Choice + in.Text), Choices: choices("Low", "Good")})
	}}
	p = terminal.New(terminal.Config{
		In: strings.NewReader("2\n2\n"), Out: &screen, Now: time.Now, Log: quietly,
		Settled: func(context.Context) error {
			for _, out := range pending {
				send(t, p, out)
			}
			pending = nil
			return nil
		},
	})
	if err := p.Run(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	want := `bot> How are your muscles?
     [1] Very sore  [2] Sore  [3] Normal
bot> Got data Sore
     [1] Low  [2] Good
bot> Got data Good
     [1] Low  [2] Good
`
	if diff := cmp.Diff(want, screen.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestALineThatCannotBeStoredIsTriedAgainAndThenReported(t *testing.T) {
	t.Parallel()
	for failures, ok := range map[int]bool{1: true, 4: true, 5: false} {
		synctest.Test(t, func(t *testing.T) {
			store := inbox{Memory: &bottest.Memory{}}
			store.FailPuts(failures)
			p := terminal.New(terminal.Config{In: strings.NewReader("one\n"), Out: io.Discard, Now: time.Now, Log: quietly})
			if err := p.Run(t.Context(), store); (err == nil) != ok {
				t.Errorf("after %d failures Run returned %v", failures, err)
			}
			if got := len(store.Received()); (got == 1) != ok {
				t.Errorf("after %d failures %d lines are stored", failures, got)
			}
		})
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("no such device") }

func TestABrokenInputIsReported(t *testing.T) {
	t.Parallel()
	p := terminal.New(terminal.Config{In: brokenReader{}, Out: io.Discard, Now: time.Now, Log: quietly})
	if err := p.Run(t.Context(), inbox{Memory: &bottest.Memory{}}); err == nil {
		t.Error("Run returned no error")
	}
}

func TestTheEndOfTheContextEndsTheRun(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	in, _ := io.Pipe()
	p := terminal.New(terminal.Config{
		In: in, Out: io.Discard, Now: time.Now, Log: quietly,
		Settled: func(ctx context.Context) error { cancel(); return ctx.Err() },
	})
	if err := p.Run(ctx, inbox{Memory: &bottest.Memory{}}); err != nil {
		t.Errorf("Run returned %v", err)
	}
	if err := in.Close(); err != nil {
		t.Error(err)
	}
}

var _ bot.Platform = (*terminal.Platform)(nil)
