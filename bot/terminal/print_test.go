package terminal_test

import (
	"bytes"
	"errors"
	"io"
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

// screen returns what a terminal shows after the messages; an edit's target
// "first" stands for the first of them.
func screen(t *testing.T, interactive bool, messages ...restday.Outgoing) string {
	t.Helper()
	var b bytes.Buffer
	p := terminal.New(terminal.Config{Out: &b, Interactive: interactive, Now: time.Now, Log: quietly})
	var first string
	for i, out := range messages {
		if out.Target == "first" {
			out.Target = first
		}
		message := send(t, p, out)
		switch {
		case i == 0:
			first = message
		case out.Target != "" && message != first:
			t.Errorf("an edit of %q became %q", first, message)
		}
	}
	return b.String()
}

func TestWhatIsPrinted(t *testing.T) {
	t.Parallel()
	edit := func(out restday.Outgoing) restday.Outgoing {
		out.Edits, out.Target = 1, "first"
		return out
	}
	text := func(s string) restday.Outgoing { return restday.Outgoing{Text: words(s)} }
	const question = "bot> How are your muscles?\n     [1] Very sore  [2] Sore  [3] Normal\n"
	mood := restday.Outgoing{Text: words("Mood?"), Choices: append(choices("Low", "Good"), choices("I am ill")...)}
	fewer := muscles()
	fewer.Choices = choices("Sore")
	more := muscles()
	more.Choices = choices("Sore", "I am ill")
	noted := muscles()
	noted.Notice = "Already noted."
	bare := muscles()
	bare.Choices = nil
	for name, c := range map[string]struct {
		messages []restday.Outgoing
		want     string
	}{
		"lines":               {[]restday.Outgoing{text("Easy day.\n• You ran hard.\n")}, "bot> Easy day.\n     • You ran hard.\n"},
		"hours":               {[]restday.Outgoing{sleep()}, "bot> How long did you sleep?\n     [<5] [5] [5½]\n"},
		"rows count on":       {[]restday.Outgoing{mood}, "bot> Mood?\n     [1] Low  [2] Good\n     [3] I am ill\n"},
		"an edit":             {[]restday.Outgoing{muscles(), edit(text("Sore."))}, question + "bot> Sore.\n"},
		"nothing changed":     {[]restday.Outgoing{muscles(), edit(muscles())}, question},
		"fewer choices":       {[]restday.Outgoing{muscles(), edit(fewer)}, question},
		"choices gone":        {[]restday.Outgoing{muscles(), edit(bare)}, question},
		"another choice":      {[]restday.Outgoing{muscles(), edit(more)}, question + "bot> How are your muscles?\n     [1] Sore  [2] I am ill\n"},
		"strip":               {[]restday.Outgoing{muscles(), edit(restday.Outgoing{Strip: true})}, question},
		"the answer to a tap": {[]restday.Outgoing{{Ack: "1"}, {Ack: "2", Notice: "Already noted."}}, "bot> Already noted.\n"},
		"a notice with it":    {[]restday.Outgoing{muscles(), edit(noted)}, question + "bot> Already noted.\n"},
		"control characters":  {[]restday.Outgoing{text("Ana\x1b[2J\a\u202e\u0085\r\xff\t!")}, "bot> Ana[2J\uFFFD !\n"},
		"no markup is read":   {[]restday.Outgoing{text("<b>_* %s")}, "bot> <b>_* %s\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, screen(t, false, c.messages...)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBoldIsForPeople(t *testing.T) {
	t.Parallel()
	out := restday.Outgoing{Text: restday.Text{{Text: "Easy day", Bold: true}, {Text: " today."}}}
	if got, want := screen(t, true, out), "bot> \x1b[1mEasy day\x1b[0m today.\n"; got != want {
		t.Errorf("a person sees %q, want %q", got, want)
	}
	if got, want := screen(t, false, out), "bot> Easy day today.\n"; got != want {
		t.Errorf("a pipe gets %q, want %q", got, want)
	}
}

func TestAMessageComesInFrontOfThePrompt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		in, keyboard := io.Pipe()
		p := terminal.New(terminal.Config{In: in, Out: &b, Interactive: true, Now: time.Now, Log: quietly})
		done := make(chan error, 1)
		go func() { done <- p.Run(t.Context(), inbox{Memory: &bottest.Memory{}}) }()
		synctest.Wait()
		send(t, p, restday.Outgoing{Text: words("Good morning.")})
		if err := keyboard.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if want := "> \r\x1b[Kbot> Good morning.\n> \n"; b.String() != want {
			t.Errorf("the screen got %q, want %q", b.String(), want)
		}
	})
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWhatCannotBePrintedIsDropped(t *testing.T) {
	t.Parallel()
	p := terminal.New(terminal.Config{In: strings.NewReader(""), Out: brokenWriter{}, Now: time.Now, Log: quietly})
	_, err := p.Send(t.Context(), muscles())
	var refusal *bot.SendError
	if !errors.As(err, &refusal) || refusal.Reason != bot.Refused {
		t.Errorf("Send returned %v", err)
	}
}
