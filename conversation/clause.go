package conversation

import (
	"cmp"
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
	also      restday.Item // a second one with the same value
	itemAt    int
	complaint bool     // it was named by a word of complaint
	value     *float64 // a value not yet given to an item
	valueAt   int
	from      role    // where the value came from
	notAt     int     // and stands here
	not       bool    // a negation waits for what it negates
	denied    bool    // the last thing said was negated: "not sore or tired"
	limit     float64 // -1 below, 1 above, 0 none
	levelled  bool    // a level was given to an item
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
		c.not, c.notAt = true, i
	case below:
		c.takeLimit(i, -1)
	case above:
		c.takeLimit(i, 1)
	case symptom:
		c.takeSymptom(i)
	case name:
		c.takeName(i)
	case state:
		c.takeState(i)
	case level:
		c.takeValue(i, c.negated(t.value), level)
	case emoji:
		c.takeEmoji(i)
	case length:
		c.takeHours(i)
	case tenth, number:
		c.takeValue(i, t.value, t.role)
	case gone:
		c.not, c.notAt = c.bringsState(i), i
	case painKind, limp, oddity:
		c.bad = true
	}
	c.not = c.not || c.denied && t.link&linkEither != 0
}

// takeLimit keeps an open end for the number behind it, or moves the hours that
// it closes: "5h at most".
func (c *clause) takeLimit(i int, side float64) {
	n := len(c.answers)
	closes := !slices.ContainsFunc(c.part[i+1:], func(t token) bool { return !t.light() && t.item != restday.SleepH })
	if n > 0 && closes && c.answers[n-1].Item == restday.SleepH {
		c.answers[n-1].Value += side * 0.5
		return
	}
	c.limit = side
}

func (c *clause) takeSymptom(i int) {
	t := c.part[i]
	switch {
	case ofThing(c.part, i):
		c.bad = true
	case c.not || has(c.part, gone):
		c.well = append(c.well, t.word)
	default:
		c.signs = append(c.signs, t.word)
	}
	c.not, c.denied = false, c.not
}

// takeEmoji reads a picture as the level of the item it stands beside, or of
// the open question.
func (c *clause) takeEmoji(i int) {
	t := c.part[i]
	switch {
	case t.word == illness:
		c.doubts = append(c.doubts, c.part[i:i+1])
	case t.value == 0, t.item != "" && t.item != c.item && t.item != c.open.Key:
		c.bad = true
	default:
		c.takeValue(i, t.value, level)
	}
}

func (c *clause) takeName(i int) {
	t := c.part[i]
	if c.item != "" && c.item != t.item && c.value == nil {
		c.bad = true // two items, one value
	}
	c.nameItem(i)
}

func (c *clause) nameItem(i int) {
	t := c.part[i]
	c.item, c.also, c.itemAt, c.complaint = t.item, t.also, i, t.complaint
	if before := weighty(c.part[:i]); t.also != "" && t.item == restday.SleepH && len(before) > 0 && before[len(before)-1].role == length {
		c.item, c.also = t.also, "" // "7h sleep and legs fine"
	}
	if c.value != nil {
		c.pair()
	}
}

// takeState records a phrase that names both item and value, "very sore".
func (c *clause) takeState(i int) {
	t := c.part[i]
	own := t.complaint && c.ratedAt(i)
	if t.value == 4 && t.link&linkNot != 0 && has(c.part[i:], strongest) {
		t.value = 5 // "no soreness anywhere"
	}
	if !own && c.value != nil && c.valueAt == i-1 {
		c.softened(t)
	}
	switch {
	case t.item == restday.Soreness && has(c.part, symptom):
		return // the throat is sore, not the muscles
	case own:
		c.nameItem(i) // "soreness 4": people mean the opposite by it
	case c.item == restday.Soreness && t.item == restday.Fatigue && (t.value == 1 || t.value == 5):
		c.record(c.item, c.negated(t.value)) // "calves shattered"
		c.item = ""
	case c.item != "" && c.item != t.item && c.item != restday.SleepH:
		c.bad = true // "mood sore", "legs tired": which of the two?
	case c.limit != 0 || c.ofSomething(i) || has(c.part, gone) && !c.not && !t.complaint:
		c.bad = true // "fresh snow", "phone is dead", "good mood gone"
	case has(c.part, gone) && !c.not:
		c.record(t.item, 4) // "soreness gone"
	default:
		c.record(t.item, c.negated(t.value))
		c.denied = c.denied || t.link&linkNot != 0
		c.item = ""
	}
}

// softened takes the level before a state as said of it: "not really rested",
// "little rested" deny it, "well rested" does not.
func (c *clause) softened(state token) {
	switch v := *c.value; {
	case v <= 2 && state.value >= 4:
		c.not = true
	case v <= 2 && state.value > 2, v == 3, v >= 4 && state.value < 4:
		c.bad = true
	}
	c.value = nil
}

// ofSomething tells whether the i-th token, a state, may be that of a thing: an
// unknown word stands behind it, or before it with no "I".
func (c *clause) ofSomething(i int) bool {
	if has(c.part, name) {
		return false
	}
	before := slices.ContainsFunc(c.part[:i], token.strange) && !has(c.part[:i], self)
	return before || at(c.part, i+1).strange()
}

// ratedAt tells whether a number or a level beside the i-th token is its own.
func (c *clause) ratedAt(i int) bool {
	if c.value != nil && c.valueAt == i-1 {
		return rates(c.part[i-1]) && c.part[i-1].link&linkNot == 0 && (c.part[i].role == name || *c.value != 3)
	}
	next := c.nextHeavy(i)
	switch at(c.part, next).role {
	case number, tenth:
		return next == i+1
	case level:
		after := at(c.part, next+1).role
		return rates(c.part[next]) && after != name && after != state
	}
	return false
}

// rates tells whether a level can be said of something bad: "bad soreness", not
// "great soreness".
func rates(t token) bool {
	return t.role != level || t.value <= 3 || t.word == amount || t.word == severe
}

// bringsState tells whether what stands behind the i-th token is a state that
// it denies: "no longer sore".
func (c *clause) bringsState(i int) bool {
	for _, t := range c.part[i+1:] {
		if !t.light() {
			return t.role == state || t.role == level || t.role == symptom
		}
	}
	return false
}

// negated turns "not good" and "not sore" round: one step past normal.
func (c *clause) negated(v float64) float64 {
	if !c.not {
		c.denied = false
		return v
	}
	c.not, c.denied = false, true
	switch {
	case slices.ContainsFunc(c.part[c.notAt:], token.strange):
		c.bad = true // "not exactly what I call fresh"
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

// takeValue keeps a value for the item before it, after it, or the open question.
func (c *clause) takeValue(at int, v float64, from role) {
	if v > 10 && has(c.part, symptom) {
		return // "fever 38.5": the symptom counts
	}
	if c.value != nil {
		c.bad = true
		return
	}
	if c.limit != 0 && (c.item == restday.RHR || c.item == restday.HRV) {
		c.bad = true // "resting pulse over 60"
		return
	}
	v += c.limit * 0.5 // an open end counts half a unit beyond its limit
	c.value, c.valueAt, c.from = &v, at, from
	if c.item != "" {
		c.pair()
	}
}

// leastNight is the shortest length, in hours, that is taken for a night's though
// nothing says so.
const leastNight = 3

// surestNight is the shortest that is taken so beside words that nobody knows:
// "away on Saturday, 4 hours".
const surestNight = 5.5

// takeHours records a length of time. It is the night's, unless something in
// the statement shows that it may be another's.
func (c *clause) takeHours(i int) {
	t := c.part[i]
	v := t.value + c.limit*0.5
	c.limit = 0
	if c.value != nil && c.valueAt == i-1 && c.part[i-1].link&linkAbout != 0 {
		c.value = nil // "gut 7 Stunden" is a little more than seven hours
	}
	named := c.item == restday.SleepH
	switch {
	case v < 0 || v > 24:
		c.bad = true
	case t.word == ofSleep && !c.asleep():
		c.bad = true // "10-6"
	case c.strangeHours(i):
		c.bad = true // "3 hours of work left", "sleep debt 2h", "8h sleep wasted"
	case !named && t.colon && c.open.Key != "" && c.open.Key != restday.SleepH:
		c.bad = true // under another question 10:30 is no length
	case !named && v < leastNight && !c.asleep() && !c.slept(c.nextHeavy(i)):
		c.bad = true // "50 min" is rather a session's
	case !named && v < surestNight && c.open.Key != restday.SleepH && len(c.Unclear) > 0 && !c.slept(c.nextHeavy(i)):
		c.bad = true
	default:
		c.record(restday.SleepH, v)
	}
	if named {
		c.item = ""
	}
}

// strangeHours tells whether a word that nobody knows may make the hours at i
// those of something else: anywhere, where no word for sleep stands beside
// them; else between the two, or right behind.
func (c *clause) strangeHours(i int) bool {
	from, to := i, i
	switch after := c.nextHeavy(i); {
	case c.item == restday.SleepH:
		from = c.itemAt
	case at(c.part, after).role == name && c.part[after].item == restday.SleepH, c.slept(after):
		to = after
	default:
		return slices.ContainsFunc(c.part, token.strange)
	}
	before := from > 0 && c.part[from-1].strange() && !has(c.part[:from], self)
	return before || slices.ContainsFunc(c.part[from:to+1], token.strange) || at(c.part, to+1).strange()
}

// slept tells whether the i-th token says how the night was.
func (c *clause) slept(i int) bool {
	return at(c.part, i).role == state && c.part[i].item == restday.SleepQuality
}

// nextHeavy is the place of the next token behind i that has weight.
func (c *clause) nextHeavy(i int) int {
	next := i + 1
	for next < len(c.part) && c.part[next].light() {
		next++
	}
	return next
}

// asleep tells whether the statement or the open question is about sleep.
func (c *clause) asleep() bool {
	return c.open.Key == restday.SleepH || slices.ContainsFunc(c.part, func(t token) bool {
		return t.role == name && t.item == restday.SleepH
	})
}

// pair records the value under the item, or both items, when it can be theirs.
func (c *clause) pair() {
	v, item, also := *c.value, c.item, c.also
	if c.strangeBetween() || c.strangeBehind() {
		c.bad = true // "everything great except legs"
	}
	c.value, c.item, c.also, c.limit = nil, "", "", 0
	c.badly = c.complaint
	if c.complaint && c.from != level {
		c.doubt() // only this pair: what stands beside it is clear
		return
	}
	switch kind := c.part[c.valueAt].word; {
	case c.complaint && (kind == amount || kind == severe):
		v = 6 - v // much stress is little to be glad of
	case kind == severe, kind == amount && item == restday.SleepH:
		c.bad = true // "intense mood", "a lot of sleep"
	}
	c.levelled = c.levelled || c.from == level
	c.give(item, v)
	if also != "" {
		c.give(also, v)
	}
}

// give records a value that a word or a number on the scale stands for.
func (c *clause) give(item restday.Item, v float64) {
	whole := v == float64(int(v))
	switch {
	case item == restday.SleepH && c.from == level:
		c.record(restday.SleepQuality, v)
	case item == restday.SleepH && v >= 0 && v <= 24 && c.from == number,
		item == restday.RHR && v >= 25 && v <= 150 && c.from == number,
		item == restday.HRV && v >= 1 && v <= 300 && c.from == number:
		c.record(item, v)
	case item == restday.SleepH || item == restday.RHR || item == restday.HRV:
		c.bad = true
	case item == restday.Performance && c.from == level:
		c.record(item, float64(cmp.Compare(v, 3))) // below, as or above what is usual
	case item == restday.Performance:
		c.bad = true
	case c.from == tenth && v <= 10:
		c.record(item, max(1, float64(int(v/2+0.5))))
	case v >= 1 && v <= 5 && whole:
		c.record(item, v)
	default:
		c.bad = true
	}
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

// strangeBehind tells whether an unknown word follows that may be what the
// value is about: "energy 3 coffees", "good mood music".
func (c *clause) strangeBehind() bool {
	last := max(c.itemAt, c.valueAt)
	counted := c.part[c.valueAt].role == number || c.valueAt < c.itemAt
	return counted && last+1 < len(c.part) && c.part[last+1].strange()
}
