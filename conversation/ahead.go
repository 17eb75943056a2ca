package conversation

import (
	"slices"
	"strings"

	"restday"
)

// aheadWish finds a question about a day to come or one that has been, or the wish to have it free:
// "what's on Friday?", "tomorrow?", "when is my next rest day?", "no time on Friday".
func (t *turn) aheadWish(words []string) (command []string, is bool) {
	for _, kind := range []restday.Kind{restday.Rest, restday.Key, restday.Long} {
		if t.dates().is(strings.Join(words, " "), "next_"+string(kind)) {
			return []string{"ahead", string(kind)}, true
		}
	}
	if day, is := t.asksBack(); is {
		return []string{"ahead", day.String()}, true
	}
	day, around, ok := t.aroundDay(strings.Fields(t.in.Text), t.readPlanDay)
	alone := slices.Contains(around, "") && (strings.HasSuffix(t.in.Text, "?") || t.question().Key == "") // else it may answer the open question
	says := func(list string) bool {
		return slices.ContainsFunc(around, func(words string) bool { return t.dates().is(words, list) })
	}
	switch {
	case !ok:
		return nil, false
	case says("plan_rest"):
		return []string{"skip", day.String()}, true
	case !alone && !says("plan_ask"):
		return nil, false
	case day == t.today():
		return []string{"today", ""}, true
	}
	return []string{"ahead", day.String()}, true
}

// asksBack finds a question about a day that has been: "what did I do on Monday?".
func (t *turn) asksBack() (day restday.Day, is bool) {
	past := func(text string) (restday.Day, bool) { return t.dates().readPast(text, t.today()) }
	day, around, ok := t.aroundDay(strings.Fields(t.in.Text), past)
	asks := slices.ContainsFunc(around, func(words string) bool { return t.dates().is(words, "plan_did") })
	return day, ok && asks && day < t.today()
}

// aroundDay finds the one day that words name, and what they say around it: as
// it stands, and without "on the" before the day.
func (t *turn) aroundDay(words []string, read func(string) (restday.Day, bool)) (day restday.Day, around []string, ok bool) {
	for i := range words {
		found, n := t.dayAt(words[i:], read)
		if n == 0 {
			continue
		}
		with := slices.Concat(words[:i], words[i+n:])
		around = []string{t.joined(with)}
		for before := i; before > 0 && t.isWord(strings.ToLower(words[before-1]), "plan_beside"); before-- {
			around = append(around, t.joined(slices.Concat(words[:before-1], words[i+n:])))
		}
		return found, around, true
	}
	return 0, nil, false
}

// joined are words as the lists have them.
func (t *turn) joined(words []string) string {
	return strings.Trim(plainer(strings.Join(t.lexicon.own.impolite(words), " ")), " ,.!?")
}

// tellAhead shows what is planned on a day, or on the next one of a kind.
func (t *turn) tellAhead(args string) error {
	h, err := t.history(t.today() - historyDays)
	if err != nil {
		return err
	}
	s := t.season(h, 0)
	day, err := restday.ParseDay(args)
	if err != nil {
		coming := s.Days(t.today()+1, aheadDays)
		i := slices.IndexFunc(coming, func(p restday.Planned) bool { return string(p.Kind) == args })
		if i < 0 {
			t.tell(t.say.Say("ahead.none"))
			return nil
		}
		day = coming[i].Day
	}
	if h.Decided, err = t.p.Decided(day, day); err != nil {
		return err
	}
	line := t.say.Say("week.line", "day", capital(t.dayWordShort(day)), "what", t.dayWords(h, s, day))
	if day > t.today() {
		line += "\n" + t.say.Say("ahead.then")
	}
	t.tell(line, []restday.Choice{{Label: t.say.Say("plan.week"), Data: "do:week:" + day.String()}})
	return nil
}
