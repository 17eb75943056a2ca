package conversation

import (
	"slices"

	"restday"
)

// record keeps a value for the end of the clause; a second value for the same
// item is unclear unless the words take the first one back.
func (c *clause) record(item restday.Item, v float64) {
	old, said := c.Meaning.value(item)
	for _, a := range c.answers {
		if a.Item == item {
			old, said = a.Value, true
		}
	}
	if said && old != v && !c.mends() {
		c.bad = true
		opposite := old >= 4 && v <= 2 || old <= 2 && v >= 4
		if c.turned && opposite && !c.denied && item != restday.SleepH {
			c.drop(item) // "rested but tired": which of the two?
		}
	}
	c.answers = append(c.answers, restday.Answer{Item: item, Value: v})
}

// mends tells whether the clause may take back what was said before it.
func (c *clause) mends() bool { return c.fixing || has(c.part, fix) || has(c.before, fix) }

// drop takes back what the statement before gave an item.
func (r *reader) drop(item restday.Item) {
	r.unclear(r.before)
	r.Answers = slices.DeleteFunc(r.Answers, func(a restday.Answer) bool { return a.Item == item })
}

// finish gives a value without an item to the question it can only belong to,
// and takes over what the clause says if all of it is clear.
func (c *clause) finish() {
	c.finishNot()
	c.finishName()
	switch {
	case c.value != nil && c.from == level && c.item == "" && len(c.signs) > 0:
		c.value = nil // "a bad headache"
	case c.value != nil && c.from == level && c.levelled:
		c.bad = true // "mood much ok"
	case c.value != nil && c.from == level && c.valueAt > 0 && c.part[c.valueAt-1].role == state:
		c.bad = c.part[c.valueAt].word != amount // "battery full bad", but "legs aching a lot"
		c.value = nil
	case c.value != nil && c.from == level && len(c.answers) > 0 && c.target() == "":
		c.doubts = append(c.doubts, c.part[c.valueAt:c.valueAt+1]) // "8 hours solid"
	case c.value != nil:
		c.finishOpen()
	}
	for _, s := range c.signs { // a symptom is never lost among words that do not fit
		c.addSymptom(s)
	}
	quoted := has(c.part, source) && (has(c.part, level) || has(c.part, state)) // "my watch is dead"
	valued := has(c.part, number) || has(c.part, level) || has(c.part, length) || has(c.part, tenth)
	aside := has(c.part, beside) || has(c.part, toBed) || has(c.part, wakes)
	empty := len(c.answers)+len(c.signs)+len(c.well)+len(c.doubts) == 0
	if c.bad || c.not || quoted || valued && aside || empty {
		c.unclear(c.part)
		return
	}
	for _, d := range c.doubts {
		c.unclear(d)
	}
	for _, a := range c.answers {
		c.add(a)
		c.last, c.topic, c.answered = a.Item, a.Item, true
	}
	c.Well = append(c.Well, c.well...)
}

// finishName leaves an item unclear that has no value, where others have one.
func (c *clause) finishName() {
	said := slices.ContainsFunc(c.answers, func(a restday.Answer) bool { return a.Item == c.item })
	if c.item == "" || c.item == restday.SleepH || said || len(c.answers) == 0 {
		return
	}
	between := c.itemAt > 0 && c.part[c.itemAt-1].role == level // "7h sleep - bad mood": whose is it?
	c.bad = c.bad || between || has(c.part, state)              // "tired legs"
	c.doubts = append(c.doubts, c.part[c.itemAt:c.itemAt+1])
}

// finishNot reads a "no" that stands at the end: "soreness: none".
func (c *clause) finishNot() {
	last := c.part[len(c.part)-1]
	switch {
	case !c.not || c.value != nil:
	case last.link&linkVery != 0 && c.item != "" && !c.complaint:
		c.record(c.item, 2) // "legs not so"
		c.not, c.item = false, ""
	case last.role != negation:
	case c.complaint && c.item != "":
		c.record(c.item, 5)
		c.not, c.item = false, ""
	case len(c.answers) == 1 && slices.ContainsFunc(c.part, func(t token) bool { return t.role == state && t.complaint }):
		c.answers[0].Value = 5
		c.not = false
	}
}

// finishOpen is pair for the item that a bare value answers.
func (c *clause) finishOpen() {
	c.item, c.also, c.itemAt, c.complaint = c.target(), "", c.valueAt, c.fixing && c.badly
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
	case c.back && has(c.part, today):
		return c.topic // "sore yesterday but good today"
	case c.mends() && c.last != "" && (c.from != level || c.last != restday.SleepH):
		return c.last // "mood good, no, great"
	case c.mends() && c.open.Kind != kindHours:
		return "" // "no wait, low": which answer is taken back?
	case c.open.numeric() && c.open.Key != "":
		return c.open.Key
	}
	return ""
}
