package main

import (
	"bytes"
	"fmt"
	"io"
)

const (
	mostLine  = 4 << 20 // bytes of one line of what is read from files and standard input
	mostField = 1000    // characters of one field of a CSV file
)

// lines reads text of which no line is longer than mostLine bytes, so that
// nothing that is not text at all fills memory.
type lines struct {
	from io.Reader
	long int // bytes of the current line so far
}

// Read implements io.Reader.
func (l *lines) Read(b []byte) (int, error) {
	n, err := l.from.Read(b)
	rest := b[:n]
	for {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			break
		}
		if l.long+i > mostLine {
			return 0, errLine
		}
		l.long, rest = 0, rest[i+1:]
	}
	if l.long += len(rest); l.long > mostLine {
		return 0, errLine
	}
	return n, err
}

var errLine = fmt.Errorf("a line is longer than %d MB", mostLine>>20)
