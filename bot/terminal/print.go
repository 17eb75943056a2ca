package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"restday"
	"restday/bot"
)

const (
	speaker   = "bot> "
	indent    = "     "
	ask       = "> "
	clearLine = "\r\x1b[K"
	bold      = "\x1b[1m"
	normal    = "\x1b[0m"
)

// Send prints a message. What is printed stays, so an edit is printed anew,
// unless it tells nothing that was not said before.
func (p *Platform) Send(_ context.Context, out restday.Outgoing) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if out.Strip {
		p.withdraw(out.Target)
		return out.Target, p.print(p.notice(out))
	}
	if len(out.Text) == 0 {
		return "", p.print(p.notice(out))
	}
	message := out.Target
	if message == "" {
		p.messages++
		message = fmt.Sprintf("%s-%d", p.session, p.messages)
	}
	if p.isOld(message, out) {
		if len(out.Choices) == 0 {
			p.withdraw(message)
		}
		return message, p.print(p.notice(out))
	}
	saved, err := p.save(out.File)
	if err != nil {
		return "", &bot.SendError{Reason: bot.Refused, Err: err}
	}
	p.offer(message, out)
	p.shown[message] = shown{out.Text.Plain(), labels(out)}
	return message, p.print(p.notice(out) + p.format(out, saved))
}

// isOld tells whether an edit shows nothing new: the same words, and no choice
// that was not there.
func (p *Platform) isOld(message string, out restday.Outgoing) bool {
	before, ok := p.shown[message]
	if !ok || before.text != out.Text.Plain() {
		return false
	}
	return !slices.ContainsFunc(labels(out), func(l string) bool { return !slices.Contains(before.labels, l) })
}

// offer notes what a number means from now on. Labels that are numbers
// themselves take numbers as text.
func (p *Platform) offer(message string, out restday.Outgoing) {
	switch {
	case len(out.Choices) == 0:
		p.withdraw(message)
	case out.Unnumbered:
		p.offered = offer{}
	default:
		p.offered = offer{message, slices.Concat(out.Choices...)}
	}
}

// withdraw takes a message's choices back.
func (p *Platform) withdraw(message string) {
	if p.offered.message == message {
		p.offered = offer{}
	}
}

func labels(out restday.Outgoing) []string {
	var all []string
	for _, c := range slices.Concat(out.Choices...) {
		all = append(all, c.Label)
	}
	return all
}

func (p *Platform) notice(out restday.Outgoing) string {
	if out.Notice == "" {
		return ""
	}
	return speaker + plain(out.Notice) + "\n"
}

// save keeps the file of a message and returns its path;
// "" without a file.
func (p *Platform) save(file *restday.File) (path string, err error) {
	if file == nil {
		return "", nil
	}
	kind := filepath.Ext(file.Name)
	f, err := os.CreateTemp(p.files, strings.TrimSuffix(file.Name, kind)+"-*"+kind)
	if err != nil {
		return "", fmt.Errorf("save the file: %w", err)
	}
	_, err = f.Write(file.Data)
	return f.Name(), errors.Join(err, f.Close())
}

// format lays a message out: its text, where its file is, and a line for each row
// of choices.
func (p *Platform) format(out restday.Outgoing, saved string) string {
	var b strings.Builder
	for _, span := range out.Text {
		text := plain(span.Text)
		if span.Bold && p.interactive {
			text = bold + text + normal
		}
		b.WriteString(text)
	}
	text := strings.TrimRight(b.String(), "\n")
	if saved != "" {
		text += "\nSaved as " + saved
	}
	n := 0
	for _, row := range out.Choices {
		text += "\n" + formatRow(row, out.Unnumbered, &n)
	}
	return speaker + strings.ReplaceAll(text, "\n", "\n"+indent) + "\n"
}

// formatRow lays out one row of choices, counting on from n.
func formatRow(row []restday.Choice, unnumbered bool, n *int) string {
	var parts []string
	for _, c := range row {
		*n++
		if unnumbered {
			parts = append(parts, "["+plain(c.Label)+"]")
		} else {
			parts = append(parts, fmt.Sprintf("[%d] %s", *n, plain(c.Label)))
		}
	}
	if unnumbered {
		return strings.Join(parts, " ")
	}
	return strings.Join(parts, "  ")
}

// print writes lines, around the prompt if there is one. What a terminal
// cannot take now it will not take later either.
func (p *Platform) print(lines string) error {
	if lines == "" {
		return nil
	}
	if p.waiting {
		lines = clearLine + lines + ask
	}
	if _, err := io.WriteString(p.out, lines); err != nil {
		return &bot.SendError{Reason: bot.Refused, Err: err}
	}
	return nil
}

// prompt asks a person for the next line.
func (p *Platform) prompt() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.interactive {
		return
	}
	p.waiting = true
	_, _ = io.WriteString(p.out, ask) // a prompt that cannot be shown changes nothing
}

// unprompt notes that a line has come. At the end of input the person's shell
// is given a line of its own.
func (p *Platform) unprompt(l line) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.waiting && l.err != nil {
		_, _ = io.WriteString(p.out, "\n")
	}
	p.waiting = false
}
