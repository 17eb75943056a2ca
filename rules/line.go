package rules

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"

	"restday"
)

// line writes records as encoding/json would. Check-ins and sessions are nearly
// all of a stored input, a hundred of each, and reflection took as long for them
// as it takes to decide.
type line struct {
	text []byte
	err  error
}

// list writes the records of a list, each as an object.
func list[R any](l *line, name string, records []R, write func(*line, R)) {
	l.key(name)
	l.text = append(l.text, '[')
	for i, r := range records {
		if i > 0 {
			l.text = append(l.text, ',')
		}
		l.text = append(l.text, '{')
		write(l, r)
		l.text = append(l.text, '}')
	}
	l.text = append(l.text, ']')
}

func (l *line) checkIn(c restday.CheckIn) {
	l.word("day", c.Day.String())
	for _, item := range numberItems {
		l.answer(c, item)
	}
	if len(c.Areas) > 0 {
		l.value("soreness_area", c.Areas)
	}
	if c.Symptoms != nil {
		l.value("symptoms", c.Symptoms)
	}
	if c.Pain != nil {
		l.value("pain", wirePain{c.Pain.Level, c.Pain.Kind, c.Pain.ChangesGait, c.Pain.Where})
	}
	l.answer(c, restday.Performance)
}

// numberItems are the answers that stand first in a check-in, in their order.
var numberItems = []restday.Item{
	restday.SleepH, restday.Fatigue, restday.Soreness, restday.Mood, restday.SleepQuality, restday.Stress,
	restday.Motivation, restday.RHR, restday.HRV,
}

func (l *line) answer(c restday.CheckIn, item restday.Item) {
	if v, ok := c.Value(item); ok {
		l.number(string(item), &v)
	}
}

func (l *line) session(s restday.Session) {
	l.word("day", s.Day.String())
	l.word("kind", string(s.Kind))
	l.number("minutes", s.Minutes)
	l.number("rpe", s.RPE)
	l.number("distance_km", s.DistanceKM)
	if s.Sport != "" {
		l.word("sport", s.Sport)
	}
}

func (l *line) key(name string) {
	if l.text[len(l.text)-1] != '{' {
		l.text = append(l.text, ',')
	}
	l.text = append(l.text, '"')
	l.text = append(l.text, name...)
	l.text = append(l.text, '"', ':')
}

// number writes a number that may be unknown.
func (l *line) number(name string, v *float64) {
	switch {
	case v == nil:
	case *v == 0, math.Abs(*v) >= 1e-6 && math.Abs(*v) < 1e21: // encoding/json writes others with an exponent
		l.key(name)
		l.text = strconv.AppendFloat(l.text, *v, 'f', -1, 64)
	default:
		l.value(name, *v)
	}
}

// word writes a text, most often one of our own.
func (l *line) word(name, text string) {
	for _, r := range text {
		if own := r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z'; !own {
			l.value(name, text)
			return
		}
	}
	l.key(name)
	l.text = append(l.text, '"')
	l.text = append(l.text, text...)
	l.text = append(l.text, '"')
}

func (l *line) value(name string, v any) {
	data, err := json.Marshal(v)
	l.key(name)
	l.text, l.err = append(l.text, data...), errors.Join(l.err, err)
}
