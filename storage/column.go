package storage

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"restday"
)

// The column types below store the same on both databases and compare the same
// in SQL.

// day is a restday.Day as ISO text, "" for no day.
type day restday.Day

// Value writes the day for a column.
func (d day) Value() (driver.Value, error) { return restday.Day(d).String(), nil }

// Scan reads what Value writes.
func (d *day) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a day is stored as %T, not text", v)
	}
	return (*restday.Day)(d).UnmarshalText([]byte(s))
}

// instant is a time in milliseconds since 1970, NULL for the zero time.
type instant struct{ time.Time }

// at returns t as it will be read, so that two of them can be compared.
func at(t time.Time) instant {
	if t.IsZero() {
		return instant{}
	}
	return instant{time.UnixMilli(t.UnixMilli()).UTC()}
}

// Value writes the instant for a column.
func (i instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.UnixMilli(), nil
}

// Scan reads what Value writes.
func (i *instant) Scan(v any) error {
	switch ms := v.(type) {
	case nil:
		i.Time = time.Time{}
	case int64:
		i.Time = time.UnixMilli(ms).UTC()
	default:
		return fmt.Errorf("an instant is stored as %T, not a number", v)
	}
	return nil
}

// words is text that people typed. PostgreSQL refuses the NUL character and
// broken UTF-8, so both databases are spared them.
type words string

// Value writes the text for a column.
func (w words) Value() (driver.Value, error) {
	return strings.ReplaceAll(strings.ToValidUTF8(string(w), "�"), "\x00", ""), nil
}
