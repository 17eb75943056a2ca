package conversation

import (
	"math"
	"regexp"
)

// moment is a time of day being read.
type moment struct {
	minutes float64 // since midnight
	taken   int     // tokens; 0 is no time of day
	sure    bool    // it can be nothing else
	early   bool    // on a clock of twelve hours, and no word which half of the day
}

var (
	twoDecimals = regexp.MustCompile(`^\d{1,2}\.[0-5]\d$`)
	fourDigits  = regexp.MustCompile(`^(?:[01]\d|2[0-3])[0-5]\d$`)
)

// momentAt reads "23:10", "23.10", "11pm", "23 Uhr 10", "halb acht", and a bare hour.
func momentAt(tokens []token) moment {
	t, next := at(tokens, 0), at(tokens, 1)
	switch {
	case t.role == offset && next.whole():
		return moment{next.value*60 + t.value, 2 + oclock(at(tokens, 2)), true, next.value <= 12}
	case t.whole() && next.whole() && next.value > 12 && next.value < 60 && t.spelled() && next.spelled() && t.value <= 12:
		return moment{t.value*60 + next.value, 2, true, true} // "six thirty"
	case t.role == length && t.colon:
		return halfDay(moment{t.value * 60, 1, true, t.value < 13}, next)
	case fourDigits.MatchString(t.text):
		return moment{math.Floor(t.value/100)*60 + math.Mod(t.value, 100), 1, true, false}
	case t.role != number || t.value > 24:
		return moment{}
	case twoDecimals.MatchString(t.text):
		whole, part := math.Modf(t.value)
		return halfDay(moment{math.Round(whole*60 + part*100), 1, next.link&linkOClock != 0, t.value < 13}, next)
	case !t.whole():
		return moment{}
	case next.link&linkOClock != 0 && at(tokens, 2).whole() && at(tokens, 2).value < 60:
		return moment{t.value*60 + at(tokens, 2).value, 3, true, t.value <= 12}
	case next.role == hourUnit && t.touches(next) && at(tokens, 2).whole() && len(at(tokens, 2).text) == 2 && next.touches(at(tokens, 2)):
		return moment{t.value*60 + at(tokens, 2).value, 3, false, t.value <= 12}
	}
	return halfDay(moment{t.value * 60, 1, next.link&(linkOClock|linkAM|linkPM) != 0, t.value <= 12}, next)
}

// spelled tells whether a number is written in letters.
func (t token) spelled() bool { return t.text[0] > '9' }

func oclock(t token) int {
	if t.link&linkOClock != 0 {
		return 1
	}
	return 0
}

// halfDay takes the am, pm or o'clock behind a time of day.
func halfDay(m moment, next token) moment {
	switch {
	case next.link&linkOClock != 0:
		m.taken++
	case next.link&(linkAM|linkPM) != 0 && m.early:
		m.minutes = math.Mod(m.minutes, 12*60)
		if next.link&linkPM != 0 {
			m.minutes += 12 * 60
		}
		m.taken, m.sure, m.early = m.taken+1, true, false
	}
	return m
}

// spans reads a night from one time of day to another: "23:10–06:40", "11pm to 7".
func spans(tokens []token) (sense, int) {
	a := momentAt(tokens)
	if a.taken == 0 || at(tokens, a.taken).link&linkTo == 0 {
		return sense{}, 0
	}
	b := momentAt(tokens[a.taken+1:])
	dotted := twoDecimals.MatchString(tokens[0].text) && twoDecimals.MatchString(at(tokens, a.taken+1).text)
	spelled := a.taken == 3 && b.taken == 3
	if b.taken == 0 || !a.sure && !b.sure && !dotted && !spelled {
		return sense{}, 0
	}
	return nightFrom(a, b), a.taken + 1 + b.taken
}

// fromTo reads "from 2 to 9", two bare hours, as a night where sleep is spoken of.
func fromTo(tokens []token) (sense, int) {
	if at(tokens, 0).link&linkFrom == 0 || !at(tokens, 1).whole() || at(tokens, 2).link&linkTo == 0 || !at(tokens, 3).whole() {
		return sense{}, 0
	}
	a, b := momentAt(tokens[1:]), momentAt(tokens[3:])
	if a.taken != 1 || b.taken != 1 || at(tokens, 4).role == hourUnit || at(tokens, 4).role == minUnit {
		return sense{}, 0
	}
	s := nightFrom(a, b)
	s.word = ofSleep
	return s, 4
}

// nightFrom is the length of a night, or an oddity when it cannot be one.
func nightFrom(a, b moment) sense {
	minutes := math.Mod(math.Round(b.minutes)-math.Round(a.minutes)+24*60, 24*60) // 22:14 came as 22.23 h
	if minutes > 14*60 && (a.early || b.early) {
		minutes -= 12 * 60 // 10:30 to 6:30 begins in the evening
	}
	if minutes < 2*60 || minutes > 14*60 {
		return sense{role: oddity}
	}
	return sense{role: length, value: round2(minutes / 60)}
}

// nights reads "in bed at 11, up at 6:30": two times of day, the first with
// words for going to bed, the second with words for waking.
func nights(tokens []token) (sense, int) {
	bed, after := phase(tokens, toBed)
	if after == 0 {
		return sense{}, 0
	}
	up, taken := phase(tokens[after:], wakes)
	if taken == 0 {
		return sense{}, 0
	}
	return nightFrom(bed, up), after + taken
}

// phase reads a time of day with a word of a role before or behind it, and
// says how many tokens that takes.
func phase(tokens []token, want role) (moment, int) {
	var m moment
	found := false
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		read := momentAt(tokens[i:])
		switch {
		case t.role == want && !found:
			found = true
		case read.taken > 0 && m.taken == 0:
			m = read
			i += read.taken - 1
		case t.role != beside && t.role != about && !t.light() && (!t.stop || i > 0) && t.role != join:
			return moment{}, 0
		}
		if found && m.taken > 0 {
			return m, i + 1
		}
	}
	return moment{}, 0
}

// timesOfDay keeps a time of day from being read as a length.
func timesOfDay(tokens []token) (sense, int) {
	t := at(tokens, 0)
	m := momentAt(tokens)
	if m.taken == 0 || !m.sure || m.taken == 1 {
		if t.role == length && t.colon && t.value > 14 {
			return sense{role: oddity}, 1 // 22:30
		}
		return sense{}, 0
	}
	return sense{role: oddity}, m.taken
}

// hoursFrom reads "10 to 6": a night only where sleep is spoken of.
func hoursFrom(a, b token) sense {
	late := a.value >= 8 && a.value <= 12 || a.value >= 20 && a.value <= 24
	if !a.whole() || !b.whole() || !late || b.value < 3 || b.value > 12 {
		return sense{role: oddity}
	}
	s := nightFrom(moment{minutes: a.value * 60, early: a.value <= 12}, moment{minutes: b.value * 60, early: true})
	s.word = ofSleep
	return s
}
