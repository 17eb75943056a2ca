package conversation

import (
	"slices"
	"time"

	"restday"
	"restday/rules"
)

// looked is what some days in a row were like.
type looked struct {
	first, last restday.Day
	mornings    int                        // with answers
	answers     map[restday.Item][]float64 // of those, oldest first
	rest        int                        // days of rest
	easy, hard  int                        // days with training, by the hardest of it
	logged      bool                       // from what was done; else from the plan and the advice
	missed      int                        // days of logged training on which something else was planned and nothing done
	hardPlanned int                        // days that were planned hard, of those
	minutes     float64                    // of what was done
	planned     float64                    // minutes of what was planned on the same days
	lowered     int                        // days on which less was advised than planned
	kept        int                        // of those, days on which the plan was kept
}

// lookAt gathers what is known of the days from first to last.
func (t *turn) lookAt(h restday.History, first, last restday.Day) looked {
	l := looked{first: first, last: last, answers: map[restday.Item][]float64{}, logged: loggedIn(h, first, last)}
	for _, c := range h.CheckIns {
		if c.Day < first || c.Day > last || len(c.Values) == 0 {
			continue
		}
		l.mornings++
		for item, v := range c.Values {
			l.answers[item] = append(l.answers[item], v)
		}
	}
	for day := first; day <= last; day++ {
		l.add(t.kindOn(h, day, l.logged))
		if l.logged {
			l.compare(h, day, t.standing(h, 0, day))
		}
	}
	for _, d := range h.Decided {
		if first <= d.Day && d.Day <= last && d.Outcome != string(rules.AsPlanned) && t.standing(h, 0, d.Day).Kind != restday.Rest {
			l.lowered++
		}
	}
	for _, o := range h.Kept {
		if first <= o.Day && o.Day <= last {
			l.kept++
		}
	}
	return l
}

// loggedIn tells whether the athlete logged on some days what they did.
func loggedIn(h restday.History, first, last restday.Day) bool {
	return slices.ContainsFunc(h.Sessions, func(s restday.Session) bool { return first <= s.Day && s.Day <= last })
}

func (l *looked) add(kind restday.Kind) {
	switch kind {
	case restday.Rest:
		l.rest++
	case restday.Easy:
		l.easy++
	case restday.Key:
		l.hard++
	}
}

// compare counts what was done on a day against what stood in the plan.
func (l *looked) compare(h restday.History, day restday.Day, p restday.Planned) {
	done := false
	for _, s := range h.Sessions {
		if s.Day == day && s.Kind != restday.Rest {
			done = true
			if s.Minutes != nil {
				l.minutes += *s.Minutes
			}
		}
	}
	if !done && p.Kind != restday.Rest {
		l.missed++
	}
	if p.Kind == restday.Key || p.Kind == restday.Race {
		l.hardPlanned++
	}
	if p.Minutes != nil && p.Kind != restday.Rest {
		l.planned += *p.Minutes
	}
}

// kindOn is what a day was: rest, easy or key, a hard one; "" unknown. Where
// nothing is logged it is what was planned and advised.
func (t *turn) kindOn(h restday.History, day restday.Day, logged bool) restday.Kind {
	kind := restday.Kind("")
	for _, s := range h.Sessions {
		switch {
		case s.Day != day || kind == restday.Key:
		case t.rules.Hard(s):
			kind = restday.Key
		case s.Kind != restday.Rest:
			kind = restday.Easy
		}
	}
	i := slices.IndexFunc(h.Decided, func(d restday.Decided) bool { return d.Day == day })
	switch {
	case kind != "":
		return kind
	case logged:
		return restday.Rest
	case i < 0:
		return ""
	}
	return advisedKind(h.Decided[i].Outcome, t.standing(h, day, day).Kind)
}

// advisedKind is what a day was for somebody who did what was advised.
func advisedKind(outcome string, planned restday.Kind) restday.Kind {
	full := outcome == string(rules.AsPlanned) || outcome == string(rules.Modified)
	switch {
	case outcome == string(restday.Rest) || planned == restday.Rest:
		return restday.Rest
	case full && (planned == restday.Key || planned == restday.Race):
		return restday.Key
	}
	return restday.Easy
}

// mean is that of an item's answers, and whether there are as many as least.
func (l looked) mean(item restday.Item, least int) (float64, bool) {
	values := l.answers[item]
	if len(values) == 0 || len(values) < least {
		return 0, false
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values)), true
}

// low counts the mornings on which an item was 2 or less.
func (l looked) low(item restday.Item) (n int) {
	for _, v := range l.answers[item] {
		if v <= 2 {
			n++
		}
	}
	return n
}

// nightsOver counts the nights of more hours than some.
func (l looked) nightsOver(hours float64) (n int) {
	for _, v := range l.answers[restday.SleepH] {
		if v > hours {
			n++
		}
	}
	return n
}

// morning is the mean of energy, muscles and mood.
func (l looked) morning() (float64, bool) {
	sum, n := 0.0, 0
	for _, item := range []restday.Item{restday.Fatigue, restday.Soreness, restday.Mood} {
		for _, v := range l.answers[item] {
			sum, n = sum+v, n+1
		}
	}
	return sum / float64(max(n, 1)), n > 0
}

// lookHours are when to look back on a Sunday: the first that is not in the
// athlete's quiet hours.
var lookHours = []restday.Clock{20 * 60, 12 * 60, 9 * 60}

// lookLate is how late a look back may come.
const lookLate = 3 * time.Hour

// lookAtWeek is when to look back on the week of a day.
func (t *turn) lookAtWeek(day restday.Day) time.Time {
	at := lookHours[0]
	for _, hour := range slices.Backward(lookHours) {
		if !t.athlete.Quiet.Has(hour.On(day, t.location())) {
			at = hour
		}
	}
	return at.On(day, t.location())
}

// nextLook is when to look back next: on a Sunday.
func (t *turn) nextLook() time.Time {
	day := max(t.state.Digested+1, t.today(), t.athlete.PausedTo)
	return t.lookAtWeek(monday(day) + 6)
}

// lookBack tells how the week was and, after a block, how that was. It is done
// once a Sunday, within quiet hours not at all.
func (t *turn) lookBack() error {
	day := t.today()
	due := t.lookAtWeek(day)
	if day.Weekday() != time.Sunday || t.state.Digested >= day || due.After(t.now) || day < t.athlete.PausedTo {
		return nil
	}
	t.state.Digested = day
	wanted := !t.athlete.NoDigest && t.now.Sub(due) <= lookLate && !t.athlete.Quiet.Has(t.local())
	h, err := t.history(day - historyDays)
	if err != nil {
		return err
	}
	if wanted {
		t.tellDigest(h, day)
	}
	return t.closeBlock(h, day, wanted)
}
