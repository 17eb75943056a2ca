package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

const (
	patience  = 2 * time.Second // what takes no longer shows no progress
	refreshed = 200 * time.Millisecond
)

// progress tells on a terminal how far something long has come.
type progress struct {
	unit  string // of what is counted
	done  atomic.Int64
	ended chan struct{}
	gone  chan struct{}
}

// progress begins to show what is going on, if standard error is a terminal.
func (p *program) progress(what, unit string) *progress {
	m := &progress{unit: unit, ended: make(chan struct{}), gone: make(chan struct{})}
	if !isTerminal(p.stderr) {
		close(m.gone)
		return m
	}
	go func() {
		defer close(m.gone)
		m.show(p.stderr, what)
	}()
	return m
}

func (m *progress) show(w io.Writer, what string) {
	begun := time.Now()
	ticker := time.NewTicker(refreshed)
	defer ticker.Stop()
	for {
		select {
		case <-m.ended:
			fmt.Fprint(w, "\r\x1b[K") // the line is empty again
			return
		case now := <-ticker.C:
			if took := now.Sub(begun); took > patience {
				fmt.Fprint(w, m.line(what, took))
			}
		}
	}
}

// line is the bar: a block that wanders, since nobody knows the end.
func (m *progress) line(what string, took time.Duration) string {
	bar := []rune("··········")
	bar[int(took/refreshed)%len(bar)] = '█'
	text := fmt.Sprintf("\r%s %s %d s", string(bar), what, int(took.Seconds()))
	if n := m.done.Load(); n > 0 {
		text += fmt.Sprintf(", %d %s", n, m.unit)
	}
	return text
}

func (m *progress) count() { m.done.Add(1) }

// stop takes the bar away.
func (m *progress) stop() {
	close(m.ended)
	<-m.gone
}
