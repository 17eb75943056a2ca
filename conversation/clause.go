package conversation

import (
	"slices"

	"restday"
)

// clause is one statement being read: an item and a value may come in either
// order, and anything that does not fit makes the whole statement unclear.
type clause struct {
	*reader
	part      []token
	item      restday.Item // the item named and not yet given a value
	complaint bool         // it was named by a word of complaint
	value     *float64     // a value not yet given to an item
	from      role         // where the value came from
	not       bool         // a negation waits for what it negates
	limit     float64      // -1 below, 1 above, 0 none
	bad       bool         // does not fit together
	used      bool         // something was recorded or refused
}

func (c *clause) take(i int) {
	t := c.part[i]
	switch t.role {
	case negation:
		c.not = true
	case below:
		c.limit = -1
	case above:
		c.limit = 1
	case symptom:
		c.takeSymptom(t)
	case name:
		c.takeName(t)
	case state:
		c.takeState(t)
	case level:
		c.takeValue(c.negated(t.value), level)
	case clock:
		c.takeValue(t.value, clock)
	case tenth:
		c.takeValue(t.value, tenth)
	case number:
		c.takeNumber(i)
	case painKind, limp:
		c.bad = true
	}
}

func (c *clause) takeSymptom(t token) {
	c.used = true
	if !c.not {
		c.addSymptom(t.word)
	}
	c.not = false
}

func (c *clause) takeName(t token) {
	if c.item != "" && c.item != t.item && c.value == nil {
		if _, said := c.Meaning.value(c.item); !said {
			c.bad = true
		}
	}
	c.item, c.complaint = t.item, t.complaint
	if c.value != nil {
		c.pair()
	}
}

// takeState records a phrase that names both item and value, "very sore".
func (c *clause) takeState(t token) {
	if t.complaint && c.numberFollows() {
		c.bad = true // "soreness 4": people mean the opposite by it
		return
	}
	if c.item != "" && c.item != t.item && c.item != restday.SleepH {
		c.bad = true // "mood sore", "legs tired": which of the two?
		return
	}
	c.record(t.item, c.negated(t.value))
	c.item = ""
}

func (c *clause) numberFollows() bool { return has(c.part, number) || has(c.part, tenth) }

// negated turns "not good" and "not sore" round: one step past normal.
func (c *clause) negated(v float64) float64 {
	if !c.not {
		return v
	}
	c.not = false
	switch {
	case v > 3:
		return 2
	case v < 3:
		if has(c.part, strongest) {
			return 5
		}
		return 4
	}
	c.bad = true
	return v
}

// takeNumber reads a number with what follows it: a unit, a half.
func (c *clause) takeNumber(i int) {
	v, from := c.part[i].value, number
	for _, t := range c.part[i+1:] {
		switch t.role {
		case half:
			v += 0.5
		case hourUnit:
			from = clock
		case minUnit:
			v, from = round2(v/60), clock
		default:
			c.takeValue(v, from)
			return
		}
	}
	c.takeValue(v, from)
}

// takeValue keeps a value for the item before it, after it, or the open question.
func (c *clause) takeValue(v float64, from role) {
	if c.value != nil {
		c.bad = true
		return
	}
	v += c.limit * 0.5 // an open end counts half a unit beyond its limit
	if from == clock {
		c.takeHours(v)
		return
	}
	c.value, c.from = &v, from
	if c.item != "" {
		c.pair()
	}
}

// takeHours records a length of time, which can only be that of the night.
func (c *clause) takeHours(v float64) {
	c.limit = 0
	if v < 0 || v > 24 {
		c.bad = true
		return
	}
	c.record(restday.SleepH, v)
	if c.item == restday.SleepH {
		c.item = ""
	}
}

// pair records the value under the item, when it can be one.
func (c *clause) pair() {
	v, item := *c.value, c.item
	c.value = nil
	switch {
	case c.complaint && c.from != level:
		c.bad = true
	case item == restday.SleepH && c.from == level:
		c.record(restday.SleepQuality, v)
	case item == restday.SleepH && v >= 0 && v <= 24 && c.from != tenth:
		c.record(item, v)
	case item == restday.SleepH:
		c.bad = true
	case c.from == tenth && v <= 10:
		c.record(item, max(1, float64(int(v/2+0.5))))
	case v >= 1 && v <= 5 && v == float64(int(v)):
		c.record(item, v)
	default:
		c.bad = true
	}
	c.item, c.limit = "", 0
}

// record stores a value; a second value for the same item is unclear unless
// the words take the first one back.
func (c *clause) record(item restday.Item, v float64) {
	c.used, c.last = true, item
	if old, said := c.Meaning.value(item); said && old != v && !c.Fixes {
		c.bad = true
		return
	}
	c.add(restday.Answer{Item: item, Value: v})
}

// finish gives a value without an item to the question it can only belong to.
func (c *clause) finish() {
	if c.value != nil {
		c.item, c.complaint = c.target(), false
		if c.item == "" {
			c.bad = true
		} else {
			c.used = true
			c.pairOpen()
		}
	}
	if c.bad || !c.used && c.item != "" {
		c.unclear(c.part)
	}
}

// target is the item that a bare value answers.
func (c *clause) target() restday.Item {
	sleepy := []restday.Item{restday.SleepH, restday.SleepQuality}
	switch {
	case c.from == number && slices.Contains(sleepy, c.last):
		return restday.SleepH // "slept badly, more like 5"
	case c.open.numeric() && c.open.Key != "":
		return c.open.Key
	}
	return ""
}

// pairOpen is pair for the open question, which brings its own range.
func (c *clause) pairOpen() {
	whole := *c.value == float64(int(*c.value))
	scale := c.open.Kind == kindScale && c.item == c.open.Key
	switch {
	case scale && c.open.Max > 5 && c.from != level && *c.value <= c.open.Max:
		c.record(c.item, *c.value)
	case c.open.Kind == kindNumber && *c.value >= c.open.Min && *c.value <= c.open.Max:
		c.record(c.item, *c.value)
	case scale && c.from == number && !whole:
		c.bad = true
	default:
		c.pair()
	}
}
