package rules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"restday"
)

// node is one JSON value and where it stands, so that an error can name it.
type node struct {
	path  string
	value any // bool, json.Number, string, []any or object; nil is null
}

// object keeps its members in the order they were written.
type object []member

type member struct {
	name  string
	value any
}

// fields says how each member of an object is read.
type fields map[string]func(node) error

// parseJSON reads one JSON value and nothing after it.
func parseJSON(data []byte) (any, error) {
	// Unmarshal checks the whole text first: it refuses what follows the value
	// and nesting deep enough to exhaust the stack below.
	if err := json.Unmarshal(data, new(json.RawMessage)); err != nil {
		return nil, fmt.Errorf("not valid JSON: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	return parseValue(dec)
}

func parseValue(dec *json.Decoder) (any, error) {
	token, err := dec.Token()
	if err != nil {
		return nil, fmt.Errorf("not valid JSON: %w", err)
	}
	switch token {
	case json.Delim('{'):
		return parseObject(dec)
	case json.Delim('['):
		return parseArray(dec)
	}
	return token, nil
}

func parseObject(dec *json.Decoder) (object, error) {
	var o object
	for dec.More() {
		name, err := parseValue(dec)
		if err != nil {
			return nil, err
		}
		value, err := parseValue(dec)
		if err != nil {
			return nil, err
		}
		o = append(o, member{fmt.Sprint(name), value})
	}
	return o, closing(dec)
}

func parseArray(dec *json.Decoder) ([]any, error) {
	list := []any{}
	for dec.More() {
		value, err := parseValue(dec)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, closing(dec)
}

func closing(dec *json.Decoder) error {
	if _, err := dec.Token(); err != nil && err != io.EOF {
		return fmt.Errorf("not valid JSON: %w", err)
	}
	return nil
}

// placeError says what is wrong with the value at a path; "" is the input itself.
type placeError struct{ path, problem string }

func (e *placeError) Error() string {
	if e.path == "" {
		return "input: " + e.problem
	}
	return e.path + ": " + e.problem
}

func (n node) errorf(format string, args ...any) error {
	return &placeError{n.path, fmt.Sprintf(format, args...)}
}

func (n node) member(name string, value any) node {
	if n.path != "" {
		name = n.path + "." + name
	}
	return node{name, value}
}

// object reads every member with its field; null members count as not given.
func (n node) object(known fields) error {
	o, ok := n.value.(object)
	if !ok {
		return n.errorf("is not an object")
	}
	seen := map[string]bool{}
	for _, m := range o {
		child := n.member(m.name, m.value)
		read, ok := known[m.name]
		switch {
		case !ok:
			return child.errorf("unknown field")
		case seen[m.name]:
			return child.errorf("is given twice")
		}
		seen[m.name] = true
		if m.value == nil {
			continue
		}
		if err := read(child); err != nil {
			return err
		}
	}
	return nil
}

// each reads the elements of an array.
func (n node) each(read func(node) error) error {
	list, ok := n.value.([]any)
	if !ok {
		return n.errorf("is not a list")
	}
	for i, value := range list {
		if err := read(node{fmt.Sprintf("%s[%d]", n.path, i), value}); err != nil {
			return err
		}
	}
	return nil
}

// number reads a number from low to high.
func (n node) number(low, high float64) (float64, error) {
	text, ok := n.value.(json.Number)
	if !ok {
		return 0, n.errorf("is not a number")
	}
	v, err := text.Float64()
	if err != nil || v < low || v > high {
		return 0, n.errorf("%s is outside %s–%s", text, figure(low), figure(high))
	}
	return v, nil
}

// Each of the following makes a field that reads into its target.

// numberTo reads a number from 0 to high.
func numberTo(target **float64, high float64) func(node) error {
	return func(n node) error {
		v, err := n.number(0, high)
		*target = &v
		return err
	}
}

func itemTo(c *restday.CheckIn, item restday.Item, low, high float64) func(node) error {
	return func(n node) error {
		v, err := n.number(low, high)
		c.Values[item] = v
		return err
	}
}

func wholeTo(target *int, low, high float64) func(node) error {
	return func(n node) error {
		v, err := n.number(low, high)
		if err == nil && v != math.Trunc(v) {
			return n.errorf("%s is not a whole number", figure(v))
		}
		*target = int(v)
		return err
	}
}

func boolTo(target *bool) func(node) error {
	return func(n node) (err error) {
		var ok bool
		if *target, ok = n.value.(bool); !ok {
			err = n.errorf("is not true or false")
		}
		return err
	}
}

// wordTo reads a string; with words given it must be one of them.
func wordTo[S ~string](target *S, words ...S) func(node) error {
	return func(n node) error {
		s, ok := n.value.(string)
		if !ok {
			return n.errorf("is not a string")
		}
		if len(words) > 0 && !slices.Contains(words, S(s)) {
			return n.errorf("%q is not one of %s", s, listed(words))
		}
		*target = S(s)
		return nil
	}
}

func wordsTo(target *[]string, words ...string) func(node) error {
	return func(n node) error {
		*target = []string{}
		return n.each(func(n node) error {
			var word string
			err := wordTo(&word, words...)(n)
			*target = append(*target, word)
			return err
		})
	}
}

func dayTo(target *restday.Day) func(node) error {
	return func(n node) error {
		s, ok := n.value.(string)
		if !ok {
			return n.errorf("is not a date like 2026-03-12")
		}
		day, err := restday.ParseDay(s)
		if err != nil {
			return n.errorf("%s", err)
		}
		*target = day
		return nil
	}
}

func listed[S ~string](words []S) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}

// figure prints a number as people write it.
func figure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func indexed(list string, i int, field string) string {
	return fmt.Sprintf("%s[%d].%s", list, i, field)
}
