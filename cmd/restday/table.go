package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"restday"
)

// maxProblems is how many bad rows of one file are named.
const maxProblems = 20

// table reads a CSV file with a header, row by row, and gathers everything
// that is wrong with it. Columns may come in any order.
type table struct {
	csv      *csv.Reader
	columns  map[string]int
	row      []string
	line     int // of the current row's beginning
	problems []string
}

// newTable reads the header. known are the columns there may be, required
// those that must be there.
func newTable(r io.Reader, known, required []string) (*table, error) {
	t := &table{csv: csv.NewReader(withoutBOM(&lines{from: r})), columns: map[string]int{}}
	t.csv.ReuseRecord = true
	header, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the file is empty; its first line must be the header %s", strings.Join(known, ","))
	}
	if err != nil {
		return nil, fmt.Errorf("read the header: %w", err)
	}
	for i, name := range header {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("line 1: unknown column %q; there are %s, separated by commas", name, strings.Join(known, ", "))
		}
		if _, twice := t.columns[name]; twice {
			return nil, fmt.Errorf("line 1: column %q is there twice", name)
		}
		t.columns[name] = i
	}
	for _, name := range required {
		if _, ok := t.columns[name]; !ok {
			return nil, fmt.Errorf("line 1: column %q is missing", name)
		}
	}
	return t, nil
}

// next moves to the next row that can be read; it returns false at the end.
func (t *table) next() bool {
	for {
		row, err := t.csv.Read()
		var bad *csv.ParseError
		switch {
		case err == nil:
			t.row = row
			t.line, _ = t.csv.FieldPos(0)
			return true
		case errors.As(err, &bad) && errors.Is(err, csv.ErrFieldCount):
			t.line = bad.StartLine
			t.bad("has %d fields, the header %d", len(row), len(t.columns))
		case errors.As(err, &bad):
			t.line = bad.StartLine
			t.bad("%v", bad.Err)
		case errors.Is(err, io.EOF):
			return false
		default:
			t.bad("%v", err)
			return false
		}
	}
}

// bad notes what is wrong with the current row.
func (t *table) bad(format string, args ...any) {
	t.problems = append(t.problems, fmt.Sprintf("line %d: ", t.line)+fmt.Sprintf(format, args...))
}

// err returns everything that was wrong, nil when nothing was.
func (t *table) err() error {
	if len(t.problems) == 0 {
		return nil
	}
	shown := t.problems[:min(maxProblems, len(t.problems))]
	text := strings.Join(shown, "\n")
	if more := len(t.problems) - len(shown); more > 0 {
		text += fmt.Sprintf("\nand %d more", more)
	}
	return errors.New(text)
}

// words returns a field exactly as it is written.
func (t *table) words(column string) string {
	i, ok := t.columns[column]
	if !ok {
		return ""
	}
	s := t.row[i]
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		t.bad("%s: is not UTF-8 text", column)
		return ""
	}
	if utf8.RuneCountInString(s) > mostField {
		t.bad("%s: is longer than %d characters", column, mostField)
		return ""
	}
	return s
}

// text returns a field without the spaces around it.
func (t *table) text(column string) string { return strings.TrimSpace(t.words(column)) }

// needed returns a field that must not be empty.
func (t *table) needed(column string) string {
	s := t.text(column)
	if s == "" {
		t.bad("%s: is empty", column)
	}
	return s
}

// oneOf returns a field that holds one of the words, or nothing.
func (t *table) oneOf(column string, words ...string) string {
	s := t.text(column)
	if s != "" && !slices.Contains(words, s) {
		t.bad("%s: %q is none of %s", column, s, strings.Join(words, ", "))
	}
	return s
}

// number returns a field as the number it is written as, nil when it is empty.
func (t *table) number(column string) any {
	s := t.text(column)
	if s == "" {
		return nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.bad("%s: %q is not a number", column, s)
		return nil
	}
	return v
}

func (t *table) day() restday.Day {
	s := t.needed("day")
	if s == "" {
		return 0
	}
	day, err := restday.ParseDay(s)
	if err != nil {
		t.bad("day: %v", err)
	}
	return day
}

// athlete returns the address in the column "athlete".
func (t *table) athlete() restday.Address {
	s := t.needed("athlete")
	if s == "" {
		return restday.Address{}
	}
	address, err := restday.ParseAddress(s)
	if err != nil {
		t.bad("athlete: %v", err)
	}
	return address
}

// valid notes what check finds wrong with a field that is not empty.
func (t *table) valid(column string, check func(string) error) string {
	s := t.text(column)
	if s == "" {
		return ""
	}
	if err := check(s); err != nil {
		t.bad("%s: %v", column, err)
	}
	return s
}

// withoutBOM leaves out the byte order mark that spreadsheets begin files with.
func withoutBOM(r io.Reader) io.Reader {
	const mark = "\ufeff"
	b := bufio.NewReader(r)
	if head, _ := b.Peek(len(mark)); string(head) == mark {
		_, _ = b.Discard(len(mark)) // just peeked
	}
	return b
}
