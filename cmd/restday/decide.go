package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"restday/plan"
	"restday/rules"
)

// decideCmd turns facts into decisions, without a database.
type decideCmd struct {
	Lines bool `help:"One object a line in, one a line out. A bad line gives null, is reported, and makes the exit code 1."`
}

// Run reads facts as JSON from standard input and writes the decision.
func (cmd decideCmd) Run(p *program) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	library, err := c.library()
	if err != nil {
		return err
	}
	sessions, err := plan.Builtin()
	if err != nil {
		return err
	}
	decide := func(facts []byte) ([]byte, error) {
		in, err := rules.ReadInput(facts)
		if err != nil {
			return nil, err
		}
		return encode(library.Decide(in, sessions))
	}
	if cmd.Lines {
		return decideLines(p, decide)
	}
	facts, err := io.ReadAll(&lines{from: p.stdin})
	if err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	decision, err := decide(facts)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, decision, "", "  "); err != nil {
		return err
	}
	_, err = out.WriteTo(p.stdout)
	return err
}

// encode writes v on one line; "<" stays "<".
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return out.Bytes(), err
}

var errBadLines = errors.New("some lines were refused")

// decideLines decides line by line: the n-th line out belongs to the n-th line
// in that is not blank. What was read is answered before it waits for more.
func decideLines(p *program, decide func([]byte) ([]byte, error)) error {
	in, out := bufio.NewReader(&lines{from: p.stdin}), bufio.NewWriter(p.stdout)
	var refused error
	for number := 1; ; number++ {
		line, end := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			decision, err := decide(line)
			if err != nil {
				fmt.Fprintf(p.stderr, "line %d: %v\n", number, err)
				decision, refused = []byte("null\n"), errBadLines
			}
			if _, err := out.Write(decision); err != nil {
				return fmt.Errorf("write decisions: %w", err)
			}
		}
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return fmt.Errorf("write decisions: %w", err)
			}
		}
		if errors.Is(end, io.EOF) {
			return refused
		}
		if end != nil {
			return fmt.Errorf("read standard input: %w", end)
		}
	}
}
