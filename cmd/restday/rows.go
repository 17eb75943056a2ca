package main

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"restday"
)

// format is one kind of CSV file: the same columns are written and read.
type format[T any] struct {
	columns  []string
	required []string                // the columns that a file must have
	read     func(*table) T          // reads the current row, noting what is wrong
	fields   func(T) []string        // is its inverse
	key      func(T) string          // two rows must not share one; nil: they may
	of       func(T) restday.Address // whose row it is; nil: it brings its own athlete

	expand func(T, []restday.Athlete) []T // the rows, one at least, that a row stands for; nil: itself
}

// rows reads a whole file. It returns the line on which each row begins, and
// either every row or an error that names the bad ones.
func (f format[T]) rows(r io.Reader) (rows []T, lines []int, err error) {
	t, err := newTable(r, f.columns, f.required)
	if err != nil {
		return nil, nil, err
	}
	first := map[string]int{}
	for t.next() {
		row := f.read(t)
		if f.key != nil {
			key := f.key(row)
			if line, twice := first[key]; twice {
				t.bad("%s is on line %d already", key, line)
			} else {
				first[key] = t.line
			}
		}
		rows, lines = append(rows, row), append(lines, t.line)
	}
	return rows, lines, t.err()
}

// writer writes the header and then rows; end must be called after the last.
func (f format[T]) writer(w io.Writer) (write func(T) error, end func() error) {
	out := csv.NewWriter(w)
	line := func(fields []string) error {
		for i, s := range fields {
			// What is read back has no \r\n, so neither has what is written.
			fields[i] = strings.ReplaceAll(s, "\r\n", "\n")
		}
		return out.Write(fields)
	}
	header := line(slices.Clone(f.columns))
	write = func(row T) error { return line(f.fields(row)) }
	end = func() error {
		out.Flush()
		return errors.Join(header, out.Error())
	}
	return write, end
}

// decimal writes a number as short as it can be read back; nil is empty.
func decimal(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}
