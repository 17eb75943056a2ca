package conversation

import (
	"slices"

	"restday"
)

// clause is one statement being read: an item and a value may come in either
// order. What does not fit together, or has a word that nobody knows where it
// matters, makes the whole statement unclear: nothing of it is recorded.
type clause struct {
	*reader
	part      []token
	item      restday.Item // the item named and not yet given a value
	itemAt    int
	complaint bool     // it was named by a word of complaint
	value     *float64 // a value not yet given to an item
	valueAt   int
	from      role    // where the value came from
	not       bool    // a negation waits for what it negates
	limit     float64 // -1 below, 1 above, 0 none
	bad       bool    // does not fit together
	answers   []restday.Answer
	signs     []string // symptoms
	well      []string // symptoms that are no more
	doubts    [][]token
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
		c.takeName(i)
	case state:
		c.takeState(i)
	case level:
		c.takeValue(i, c.negated(t.value), level)
	case clock:
		c.takeHours(i, t.value)
	case tenth:
		c.takeValue(i, t.value, tenth)
	case number:
		c.takeNumber(i)
	case painKind, limp:
		c.bad = true
	}
}

func (c *clause) takeSymptom(t token) {
	if c.not || has(c.part, gone) {
		c.well = append(c.well, t.word)
	} else {
		c.signs = append(c.signs, t.word)
	}
	c.not = false
}

func (c *clause) takeName(i int) {
	t := c.part[i]
	if c.item != "" && c.item != t.item && c.value == nil {
		c.bad = true // two items, one value
	}
	c.item, c.itemAt, c.complaint = t.item, i, t.complaint
	if c.value != nil {
		c.pair()
	}
}

// takeState records a phrase that names both item and value, "very sore".
func (c *clause) takeState(i int) {
	t := c.part[i]
	switch {
	case t.item == restday.Soreness && has(c.part, symptom):
		return // the throat is sore, not the muscles
	case t.complaint && c.ratedAt(i):
		c.item, c.itemAt, c.complaint = t.item, i, true // "soreness 4": people mean the opposite by it
		if c.value != nil {
			c.pair()
		}
	case c.item != "" && c.item != t.item && c.item != restday.SleepH:
		c.bad = true // "mood sore", "legs tired": which of the two?
	default:
		c.record(t.item, c.negated(t.value))
		c.item = ""
	}
}

// ratedAt tells whether a number stands beside the i-th token that is no length
// of time.
func (c *clause) ratedAt(i int) bool {
	rates := func(j int) bool {
		if j < 0 || j >= len(c.part) || c.part[j].role != number && c.part[j].role != tenth {
			return false
		}
		timed := j+1 < len(c.part) && (c.part[j+1].role == hourUnit || c.part[j+1].role == minUnit)
		return !timed
	}
	return rates(i+1) || c.value != nil && c.valueAt == i-1 && rates(i-1)
}

// negated turns "not good" and "not sore" round: one step past normal.
func (c *clause) negated(v float64) float64 {
	if !c.not {
		return v
	}
	c.not = false
	switch {
	case v > 3:
		return 2
	case v < 3 && has(c.part, strongest):
		return 5
	case v < 3:
		return 4
	}
	c.bad = true
	return v
}

// takeNumber reads a number with what follows it: a unit, a half.
func (c *clause) takeNumber(at int) {
	v := c.part[at].value
	for _, t := range c.part[at+1:] {
		switch t.role {
		case half:
			v += 0.5
		case hourUnit:
			c.takeHours(at, v)
			return
		case minUnit:
			c.takeHours(at, round2(v/60))
			return
		default:
			c.takeValue(at, v, number)
			return
		}
	}
	c.takeValue(at, v, number)
}

// takeValue keeps a value for the item before it, after it, or the open question.
func (c *clause) takeValue(at int, v float64, from role) {
	if v > 10 && has(c.part, symptom) {
		return // "fever 38.5": the symptom counts
	}
	if c.value != nil {
		c.bad = true
		return
	}
	v += c.limit * 0.5 // an open end counts half a unit beyond its limit
	c.value, c.valueAt, c.from = &v, at, from
	if c.item != "" {
		c.pair()
	}
}

// takeHours records a length of time. It is the night's, unless something in
// the statement shows that it may be another's.
func (c *clause) takeHours(at int, v float64) {
	v += c.limit * 0.5
	c.limit = 0
	named := c.item == restday.SleepH
	bare := c.part[at].role == clock && c.part[at].colon
	switch {
	case v < 0 || v > 24:
		c.bad = true
	case !named && slices.ContainsFunc(c.part, token.strange):
		c.bad = true // "3 hours of work left"
	case !named && bare && c.open.Key != "" && c.open.Key != restday.SleepH:
		c.bad = true // under another question 10:30 is no length
	default:
		c.record(restday.SleepH, v)
	}
	if named {
		c.item = ""
	}
}

// pair records the value under the item, when it can be one.
func (c *clause) pair() {
	v, item := *c.value, c.item
	if c.strangeBetween() {
		c.bad = true // "everything great except legs"
	}
	c.value = nil
	switch {
	case c.complaint && c.from != level:
		c.doubt() // only this pair: what stands beside it is clear
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

// doubt leaves the item and its value unclear.
func (c *clause) doubt() {
	lo, hi := min(c.itemAt, c.valueAt), max(c.itemAt, c.valueAt)
	c.doubts = append(c.doubts, c.part[lo:hi+1])
}

func (c *clause) strangeBetween() bool {
	lo, hi := min(c.itemAt, c.valueAt), max(c.itemAt, c.valueAt)
	return slices.ContainsFunc(c.part[lo:hi], token.strange)
}

// record keeps a value for the end of the clause; a second value for the same
// item is unclear unless the words take the first one back.
func (c *clause) record(item restday.Item, v float64) {
	old, said := c.Meaning.value(item)
	for _, a := range c.answers {
		if a.Item == item {
			old, said = a.Value, true
		}
	}
	if said && old != v && !c.Fixes {
		c.bad = true
	}
	c.answers = append(c.answers, restday.Answer{Item: item, Value: v})
}

// finish gives a value without an item to the question it can only belong to,
// and takes over what the clause says if all of it is clear.
func (c *clause) finish() {
	if c.value != nil {
		c.finishOpen()
	}
	valued := has(c.part, number) || has(c.part, level) || has(c.part, clock) || has(c.part, tenth)
	empty := len(c.answers)+len(c.signs)+len(c.well)+len(c.doubts) == 0
	if c.bad || valued && has(c.part, beside) || empty {
		c.unclear(c.part)
		return
	}
	for _, d := range c.doubts {
		c.unclear(d)
	}
	for _, a := range c.answers {
		c.add(a)
		c.last = a.Item
	}
	for _, s := range c.signs {
		c.addSymptom(s)
	}
	c.Well = append(c.Well, c.well...)
}

// finishOpen is pair for the item that a bare value answers.
func (c *clause) finishOpen() {
	c.item, c.itemAt, c.complaint = c.target(), c.valueAt, false
	whole := *c.value == float64(int(*c.value))
	scale := c.open.Kind == kindScale && c.item == c.open.Key
	switch {
	case c.item == "" || slices.ContainsFunc(c.part, token.strange):
		c.bad = true
	case scale && c.open.Max > 5 && c.from != level && *c.value <= c.open.Max,
		c.open.Kind == kindNumber && *c.value >= c.open.Min && *c.value <= c.open.Max:
		c.record(c.item, *c.value)
	case scale && c.from == number && !whole:
		c.bad = true
	default:
		c.pair()
	}
}

// target is the item that a bare value answers.
func (c *clause) target() restday.Item {
	sleepy := []restday.Item{restday.SleepH, restday.SleepQuality}
	switch {
	case c.from == number && slices.Contains(sleepy, c.last):
		return restday.SleepH // "slept badly, more like 5"
	case c.Fixes && c.open.Kind != kindHours:
		return "" // "no wait, low": which answer is taken back?
	case c.open.numeric() && c.open.Key != "":
		return c.open.Key
	}
	return ""
}
