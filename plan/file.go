package plan

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"restday"
)

// What a plan file may hold at most.
const (
	MaxFile = 1 << 20 // bytes
	maxRows = 800     // two years of days, and some
	maxBad  = 20      // bad rows that are named
	longest = 80      // characters of a title
)

// Read reads a plan, one session a day, sorted by day: an iCalendar file, or CSV
// with a header (day,kind,title,minutes,distance_km,rpe). A moment in the calendar
// is a day in zone. Each bad row is named with its line; with one, nothing is
// returned but the error.
func Read(data []byte, zone *time.Location) ([]restday.Planned, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > MaxFile:
		return nil, fmt.Errorf("the file is larger than %d kB", MaxFile>>10)
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		return nil, errors.New("the file is not UTF-8 text")
	}
	var rows reading
	if isCalendar(data) {
		rows.calendar(string(data), zone)
	} else {
		rows.table(data)
	}
	return rows.done()
}

// isCalendar tells an iCalendar file from a table.
func isCalendar(data []byte) bool {
	const begin = "BEGIN:VCALENDAR"
	head := bytes.TrimSpace(data[:min(len(data), 200)])
	return len(head) >= len(begin) && strings.EqualFold(string(head[:len(begin)]), begin)
}

// reading is a file being read: its good rows, and what is wrong with the others.
type reading struct {
	rows []restday.Planned
	line map[restday.Day]int // of the row that stands for a day
	bad  []string
}

func (r *reading) badf(line int, format string, args ...any) {
	r.bad = append(r.bad, fmt.Sprintf("line %d: ", line)+fmt.Sprintf(format, args...))
}

// done returns the rows, or everything that was wrong.
func (r *reading) done() ([]restday.Planned, error) {
	switch {
	case len(r.bad) > maxBad:
		return nil, fmt.Errorf("%s\nand %d more", strings.Join(r.bad[:maxBad], "\n"), len(r.bad)-maxBad)
	case len(r.bad) > 0:
		return nil, errors.New(strings.Join(r.bad, "\n"))
	case len(r.rows) == 0:
		return nil, errors.New("the file holds no sessions")
	case len(r.rows) > maxRows:
		return nil, fmt.Errorf("the file holds more than %d days", maxRows)
	}
	slices.SortFunc(r.rows, func(a, b restday.Planned) int { return int(a.Day - b.Day) })
	return r.rows, nil
}

var columns = []string{"day", "kind", "title", "minutes", "distance_km", "rpe"}

// table reads CSV.
func (r *reading) table(data []byte) {
	file := csv.NewReader(bytes.NewReader(data))
	file.FieldsPerRecord = -1
	header, err := file.Read()
	if err != nil {
		r.badf(1, "the header must be %s", strings.Join(columns, ","))
		return
	}
	for i, name := range header {
		if header[i] = strings.TrimSpace(name); !slices.Contains(columns, header[i]) {
			r.badf(1, "unknown column %q; there are %s", tidy(name), strings.Join(columns, ", "))
		}
	}
	if !slices.Contains(header, "day") || !slices.Contains(header, "kind") {
		r.badf(1, "the columns day and kind must be there")
	}
	if len(r.bad) > 0 {
		return
	}
	for len(r.bad) <= maxRows {
		row, err := file.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.As(err, &broken):
			r.badf(broken.StartLine, "%v", broken.Err)
		case err != nil:
			r.badf(1, "%v", err)
			return
		default:
			line, _ := file.FieldPos(0)
			r.row(line, header, row)
		}
	}
}

// row reads one row of a table.
func (r *reading) row(line int, header, row []string) {
	if len(row) != len(header) {
		r.badf(line, "has %d fields, the header %d", len(row), len(header))
		return
	}
	field := map[string]string{}
	for i, name := range header {
		field[name] = strings.TrimSpace(row[i])
	}
	was := len(r.bad)
	p := restday.Planned{Kind: restday.Kind(field["kind"]), Title: tidy(field["title"])}
	day, err := restday.ParseDay(field["day"])
	if err != nil {
		r.badf(line, "day: %v", err)
	}
	p.Day = day
	if !slices.Contains(restday.Kinds, p.Kind) {
		r.badf(line, "kind: %q is none of rest, recovery, easy, key, long, race", tidy(field["kind"]))
	}
	p.Minutes = r.number(line, "minutes", field["minutes"], 1440)
	p.DistanceKM = r.number(line, "distance_km", field["distance_km"], 500)
	p.RPE = r.number(line, "rpe", field["rpe"], 10)
	if len(r.bad) > was {
		return
	}
	if first, twice := r.line[p.Day]; twice {
		r.badf(line, "day: %s has a session in line %d already", p.Day, first)
		return
	}
	r.add(line, p)
}

func (r *reading) add(line int, p restday.Planned) {
	if r.line == nil {
		r.line = map[restday.Day]int{}
	}
	r.line[p.Day] = line
	r.rows = append(r.rows, p)
}

// number reads a field that holds a number up to most, nil when it is empty.
func (r *reading) number(line int, column, text string, most float64) *float64 {
	if text == "" {
		return nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > most {
		r.badf(line, "%s: %q is not a number from 0 to %v", column, tidy(text), most)
		return nil
	}
	return &v
}

// tidy makes words of a file one short line.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}
