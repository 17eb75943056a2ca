package terminal

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"restday/bot"
)

var _ bot.Fetcher = (*Platform)(nil)

// fileNamed reads the line that sends a file: "/file run.gpx", with words behind.
func fileNamed(text string) (path, words string, ok bool) {
	rest, ok := strings.CutPrefix(text, "/file ")
	path, words, _ = strings.Cut(strings.TrimSpace(rest), " ")
	return path, strings.TrimSpace(words), ok && path != ""
}

// Fetch implements bot.Fetcher: a Ref is a path on this machine, which the person
// at the terminal has typed.
func (p *Platform) Fetch(_ context.Context, ref string, most int64) ([]byte, error) {
	file, err := os.Open(ref)
	if err != nil {
		return nil, &bot.SendError{Reason: bot.Refused, Err: errors.New("the file cannot be opened")}
	}
	defer func() { _ = file.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	switch {
	case err != nil:
		return nil, &bot.SendError{Reason: bot.Refused, Err: errors.New("the file cannot be read")}
	case int64(len(data)) > most:
		return nil, bot.ErrLarge
	}
	return data, nil
}
