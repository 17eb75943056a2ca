package activity

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

const (
	deepest     = 32      // elements inside one another
	mostPoints  = 500_000 // of a track
	longestText = 200     // characters of one element's text that are kept
)

// element is one that has begun and not ended yet.
type element struct {
	name string
	attr map[string]string
	text strings.Builder
}

// elements is a way into an XML file, the outermost first.
type elements []*element

// in tells whether the innermost elements have these names.
func (e elements) in(names ...string) bool {
	if len(e) < len(names) {
		return false
	}
	for i, name := range names {
		if e[len(e)-len(names)+i].name != name {
			return false
		}
	}
	return true
}

func (e elements) last() *element { return e[len(e)-1] }

// walk reads an XML file from front to back and holds no more of it than the way
// to where it stands; began and ended are told of each element. A file that
// declares entities of its own is refused.
func walk(data []byte, began, ended func(elements)) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return charmap.ISO8859_1.NewDecoder().Reader(in), nil }
	var at elements
	for {
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && len(at) == 0:
			return nil
		case err != nil:
			return Damaged
		}
		switch token := token.(type) {
		case xml.Directive:
			return Damaged
		case xml.StartElement:
			if len(at) == deepest {
				return Damaged
			}
			at = append(at, newElement(token))
			began(at)
		case xml.CharData:
			if len(at) > 0 && at.last().text.Len() < longestText {
				at.last().text.Write(token[:min(len(token), longestText)])
			}
		case xml.EndElement:
			if len(at) == 0 || at.last().name != token.Name.Local {
				return Damaged
			}
			ended(at)
			at = at[:len(at)-1]
		}
	}
}

func newElement(s xml.StartElement) *element {
	e := &element{name: s.Name.Local, attr: map[string]string{}}
	for _, a := range s.Attr {
		e.attr[a.Name.Local] = a.Value
	}
	return e
}

// number reads a figure; one that is none is not a number.
func number(text string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsInf(f, 0) {
		return math.NaN()
	}
	return f
}

// moment reads a time as XML writes it, the zero time when it is none.
func moment(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	return time.Time{}
}

// sportNamed reads a sport from the words of a file.
func sportNamed(text string) string {
	text = strings.ToLower(text)
	for _, s := range []struct{ part, sport string }{
		{"run", "run"}, {"jog", "run"}, {"lauf", "run"}, {"bik", "bike"}, {"cycl", "bike"}, {"ride", "bike"}, {"rad", "bike"},
		{"swim", "swim"}, {"schwimm", "swim"},
	} {
		if strings.Contains(text, s.part) {
			return s.sport
		}
	}
	return "other"
}
