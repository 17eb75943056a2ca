package conversation

import (
	"math"

	"restday"
)

// merger reads the tokens that begin a list as one, and says how many they
// are; none when it does not know them.
type merger func([]token) (sense, int)

// measured joins numbers with the words around them: halves, spans of the
// clock, ranges, units, n out of 10; and levels with what makes them stronger.
func measured(tokens []token) []token {
	for _, m := range []merger{points, halves, spans, fromTo, nights, timesOfDay, ranges, plusses, lengths, ranges, plusses, instead, tenths, temperatures, limits, times, stronger, hedges, owned, couples, places} {
		tokens = merge(tokens, m)
	}
	return tokens
}

func merge(tokens []token, m merger) []token {
	var out []token
	for i := 0; i < len(tokens); {
		s, n := m(tokens[i:])
		if n == 0 {
			out = append(out, tokens[i])
			i++
			continue
		}
		out = append(out, merged(tokens[i:i+n], s))
		i += n
	}
	return out
}

// at returns the i-th token, or one that means nothing.
func at(tokens []token, i int) token {
	if i < len(tokens) {
		return tokens[i]
	}
	return token{}
}

func (t token) whole() bool { return t.role == number && t.value == math.Trunc(t.value) }

func (t token) touches(next token) bool { return t.to == next.from }

// points reads "seven point five".
func points(tokens []token) (sense, int) {
	n, digit := at(tokens, 0), at(tokens, 2)
	if at(tokens, 1).link&linkPoint == 0 || !n.whole() || !digit.whole() || digit.value > 9 {
		return sense{}, 0
	}
	return sense{role: number, value: n.value + digit.value/10}, 3
}

// instead reads "6h, not 7h" and "not 7h but 6h" as the one that is meant.
func instead(tokens []token) (sense, int) {
	quantity := func(i int) bool { return at(tokens, i).role == number || at(tokens, i).role == length }
	next := 1
	if at(tokens, 1).stop && !at(tokens, 1).asked {
		next = 2
	}
	switch {
	case quantity(0) && at(tokens, next).role == negation && at(tokens, next).word == "" && quantity(next+1):
		return tokens[0].sense, next + 2
	case at(tokens, 0).role == negation && quantity(1) && at(tokens, 2).stop && turns(at(tokens, 3)) && quantity(4):
		return tokens[4].sense, 5
	case at(tokens, 0).role == negation && quantity(1) && turns(at(tokens, 2)) && quantity(3):
		return tokens[3].sense, 4
	}
	return sense{}, 0
}

// turns tells whether a token sets what follows against what was said: "but".
func turns(t token) bool { return t.role == contrast || t.role == fix }

// halves reads "7 and a half" and "7 1/2".
func halves(tokens []token) (sense, int) {
	n := at(tokens, 0)
	switch {
	case !n.whole():
		return sense{}, 0
	case at(tokens, 1).role == half:
		return sense{role: number, value: n.value + at(tokens, 1).value}, 2
	case at(tokens, 1).whole() && at(tokens, 2).text == "/" && at(tokens, 3).whole() && at(tokens, 1).value < at(tokens, 3).value && at(tokens, 3).value <= 4:
		return sense{role: number, value: n.value + at(tokens, 1).value/at(tokens, 3).value}, 4
	}
	return sense{}, 0
}

// ranges reads "7-8", "6 or 7", "between 6 and 7" as their middle.
func ranges(tokens []token) (sense, int) {
	if at(tokens, 0).link&linkBetween != 0 && at(tokens, 2).role == join {
		return middle(at(tokens, 1), at(tokens, 3), 4)
	}
	if at(tokens, 1).link&(linkTo|linkEither) != 0 {
		return middle(at(tokens, 0), at(tokens, 2), 3)
	}
	return sense{}, 0
}

// widest is how far apart the ends of a guess are; "2 to 9" is none.
const widest = 3

func middle(a, b token, taken int) (sense, int) {
	switch {
	case a.role != b.role || a.role != number && a.role != length:
		return sense{}, 0
	case a.value > b.value:
		return hoursFrom(a, b), taken
	case b.value-a.value > widest:
		return sense{role: oddity}, taken
	}
	return sense{role: a.role, value: round2((a.value + b.value) / 2), colon: a.colon && b.colon}, taken
}

// plusses reads "9+" and "7ish".
func plusses(tokens []token) (sense, int) {
	n, mark := at(tokens, 0), at(tokens, 1)
	switch {
	case n.role == length && n.touches(mark) && mark.text == "+":
		return sense{role: length, value: n.value + 0.5}, 2
	case (n.role == length || n.role == number) && mark.link&linkPlus != 0 && (at(tokens, 2).text == "" || at(tokens, 2).stop || at(tokens, 2).role == hourUnit):
		return sense{role: n.role, value: n.value + 0.5}, 2
	case n.role != number || !n.touches(mark):
		return sense{}, 0
	case mark.text == "+":
		return sense{role: number, value: n.value + 0.5}, 2
	case mark.role == about:
		return n.sense, 2
	}
	return sense{}, 0
}

// lengths reads hours and minutes: "7h", "7h30", "7 hours and 20 minutes",
// "430 min", "7:30 h".
func lengths(tokens []token) (sense, int) {
	n, unit := at(tokens, 0), at(tokens, 1)
	switch {
	case n.role == length && unit.role == hourUnit:
		return sense{role: length, value: n.value}, 2
	case n.role != number:
		return sense{}, 0
	case unit.role == level && unit.link&linkAbout != 0 && at(tokens, 2).role == hourUnit:
		return sense{role: length, value: n.value}, 3 // "8 solid hours"
	case unit.role == minUnit:
		return sense{role: length, value: round2(n.value / 60)}, 2
	case unit.role != hourUnit:
		return sense{}, 0
	case at(tokens, 2).role == half:
		return sense{role: length, value: n.value + at(tokens, 2).value}, 3
	}
	more := 2
	if at(tokens, 2).role == join {
		more = 3
	}
	minutes, minUnitNext := at(tokens, more), at(tokens, more+1).role == minUnit
	switch {
	case !minutes.whole() || minutes.value > 59 || !n.whole():
	case minUnitNext:
		return sense{role: length, value: round2(n.value + minutes.value/60)}, more + 2
	case more == 2 && len(minutes.text) == 2:
		return sense{role: length, value: round2(n.value + minutes.value/60)}, 3
	}
	return sense{role: length, value: n.value}, 2
}

// tenths reads "7/10", "7 out of 10", and "4/5" as 4.
func tenths(tokens []token) (sense, int) {
	n, of, total := at(tokens, 0), at(tokens, 1), at(tokens, 2)
	switch {
	case n.role != number || total.role != number || of.text != "/" && of.link&linkOutOf == 0:
		return sense{}, 0
	case total.value == 10 && n.value <= 10:
		return sense{role: tenth, value: n.value}, 3
	case total.value == 5 && n.value <= 5:
		return sense{role: number, value: n.value}, 3
	}
	return sense{role: oddity}, 3
}

// temperatures reads a fever off the thermometer, and keeps other figures with
// a sign behind them from being read as values.
func temperatures(tokens []token) (sense, int) {
	n, unit := at(tokens, 0), at(tokens, 1)
	switch {
	case n.role == number && unit.role == degrees && n.value >= 37 && n.value < 43:
		return feverFrom(n.value), 2
	case n.role == degrees && unit.role == number && unit.value >= 37 && unit.value < 43:
		return feverFrom(unit.value), 2
	case n.role == degrees && unit.role == filler && at(tokens, 2).role == number && at(tokens, 2).value >= 37 && at(tokens, 2).value < 43:
		return feverFrom(at(tokens, 2).value), 3
	case n.role == number && n.value == 100 && unit.text == "%":
		return sense{role: level, value: 5}, 2
	case n.role == number && (unit.role == degrees || unit.text == "%"):
		return sense{role: oddity}, 2
	}
	return sense{}, 0
}

func feverFrom(celsius float64) sense {
	if celsius < 38 {
		return sense{role: oddity}
	}
	return sense{role: symptom, word: "fever"}
}

// limits reads "keine 5 Stunden" as less than five, and "another 2h" as a wish.
func limits(tokens []token) (sense, int) {
	word, next := at(tokens, 0).link, at(tokens, 1).role
	if next == about {
		next = at(tokens, 2).role
	}
	switch {
	case next != number && next != length:
		return sense{}, 0
	case word&linkBelow != 0:
		return sense{role: below}, 1
	case word&linkAbove != 0:
		return sense{role: above}, 1
	case word&linkMore != 0:
		return sense{role: hold}, 1
	case word&linkAbout != 0 && at(tokens, 0).role == negation: // "barely 5h"
		return sense{role: about}, 1
	}
	return sense{}, 0
}

// hedges keeps "ok to good" from being read as one of the two.
func hedges(tokens []token) (sense, int) {
	if at(tokens, 0).role == level && at(tokens, 0).link&linkAbout != 0 && at(tokens, 1).role == tenth {
		return at(tokens, 1).sense, 2 // "a solid 8/10"
	}
	if at(tokens, 0).role == level && at(tokens, 1).link&(linkTo|linkEither) != 0 && at(tokens, 2).role == level {
		return sense{role: oddity}, 3
	}
	return sense{}, 0
}

// places reads "left hip and right knee" as one place.
func places(tokens []token) (sense, int) {
	a := placeAt(tokens)
	if a == 0 || at(tokens, a).role != join {
		return sense{}, 0
	}
	b := placeAt(tokens[a+1:])
	if b == 0 {
		return sense{}, 0
	}
	s := sense{role: place, word: at(tokens, a-1).word}
	if s.word != at(tokens, a+b).word {
		s.word = "" // a muscle and a joint
	}
	return s, a + 1 + b
}

// placeAt counts the tokens of a place at the start: "left hip".
func placeAt(tokens []token) int {
	switch {
	case at(tokens, 0).role == place:
		return 1
	case at(tokens, 0).role == side && at(tokens, 1).role == place:
		return 2
	}
	return 0
}

// stronger reads "very good" and "so tired" as one step further from normal,
// "a bit knackered" as one step nearer.
func stronger(tokens []token) (sense, int) {
	by := at(tokens, 0).link
	if at(tokens, 1).role != level && at(tokens, 1).role != state || by&(linkVery|linkMild) == 0 {
		return sense{}, 0
	}
	return at(tokens, 1).shifted(by), 2
}

// shifted is a level or a state with a word before it that makes it stronger or
// weaker by a step.
func (s sense) shifted(by link) sense {
	switch {
	case s.role != level && s.role != state:
	case by&linkVery != 0 && s.value == 2, by&linkMild != 0 && s.value == 1:
		s.value = 3 - s.value
	case by&linkVery != 0 && s.value == 4, by&linkMild != 0 && s.value == 5:
		s.value = 9 - s.value
	}
	return s
}

// times keeps "3 times" from being read as a value.
func times(tokens []token) (sense, int) {
	if at(tokens, 0).role == number && at(tokens, 1).link&linkTimes != 0 {
		return sense{role: oddity}, 2
	}
	return sense{}, 0
}

// owned reads "sore legs": the item behind its own state adds nothing.
func owned(tokens []token) (sense, int) {
	a, b := at(tokens, 0), at(tokens, 1)
	if a.role == state && b.role == name && a.item == b.item && !b.complaint {
		return a.sense, 2
	}
	return sense{}, 0
}

// couples reads two items with one value: "mood and energy good".
func couples(tokens []token) (sense, int) {
	a, b := at(tokens, 0), at(tokens, 2)
	if a.role != name || at(tokens, 1).role != join || b.role != name || a.complaint != b.complaint {
		return sense{}, 0
	}
	if next := sentence(tokens[3:]); b.item == restday.SleepH && (has(next, length) || has(next, number)) {
		return sense{}, 0 // "bad energy and slept 8h"
	}
	s := a.sense
	if a.item != b.item {
		s.also = b.item
	}
	return s, 3
}

func round2(v float64) float64 { return math.Round(v*100) / 100 }
