package terminal

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"unicode"

	"restday"
)

// line is one line of input, or the error that ended it.
type line struct {
	text string
	err  error
}

// mostBytes of a line are kept; the rest is read and dropped.
const mostBytes = 4 * (restday.MaxText + 1)

// read hands over lines until the input or ctx ends. A read that waits for a
// person cannot be broken off, so it may outlive ctx.
func read(ctx context.Context, in io.Reader, lines chan<- line) {
	r := bufio.NewReader(in)
	for {
		text, err := readLine(r)
		if text != "" || err == nil {
			if !hand(ctx, lines, line{text: text}) {
				return
			}
		}
		if err != nil {
			hand(ctx, lines, line{err: err})
			return
		}
	}
}

func hand(ctx context.Context, lines chan<- line, l line) bool {
	select {
	case lines <- l:
		return true
	case <-ctx.Done():
		return false
	}
}

// readLine reads one line of any length. The last one may lack its end.
func readLine(r *bufio.Reader) (string, error) {
	var kept []byte
	for {
		part, err := r.ReadSlice('\n')
		kept = append(kept, part[:min(len(part), mostBytes-len(kept))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return typed(string(kept)), err
		}
	}
}

// typed is what a person meant to type: valid text without control characters,
// one character longer at most than what is understood, so that the
// conversation can tell that there was more.
func typed(s string) string {
	runes := []rune(strings.TrimSpace(plain(s)))
	return string(runes[:min(len(runes), restday.MaxText+1)])
}

// plain returns s without what could steer a terminal: control characters, and
// those that turn the direction of text. Tabs become spaces, line ends stay.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
