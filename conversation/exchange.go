package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/plan"
)

// aheadDays is how far ahead single days of the plan can be changed.
const aheadDays = 28

// movePlanned has the session of one day change places with that of another: "move
// Thursday's intervals to Saturday". Swapping is the same in other words.
func (t *turn) movePlanned(word, args string) error {
	days := t.daysIn(strings.Fields(args), t.readPlanDay)
	if len(days) == 1 {
		from, ok, err := t.meantBy(args)
		switch {
		case err != nil:
			return err
		case ok:
			days = []restday.Day{from, days[0]}
		}
	}
	if len(days) != 2 {
		if args != "" {
			t.mention(t.say.Say("move.how"))
		}
		return t.moveStep(word, "", "", "")
	}
	return t.exchange(word, days[0], days[1], false)
}

// meantBy is the day of the session that words name without its day: "the
// intervals", "the long run"; else today. There may be no such session this week.
func (t *turn) meantBy(args string) (day restday.Day, ok bool, err error) {
	kind, text := restday.Kind(""), strings.ToLower(args)
	switch {
	case t.mentions(text, "plan_long"):
		kind = restday.Long
	case t.mentions(text, "plan_key"):
		kind = restday.Key
	default:
		return t.today(), true, nil
	}
	h, err := t.history(t.today())
	if err != nil {
		return 0, false, err
	}
	for _, p := range t.season(h, 0).Days(t.today(), 7) {
		if p.Kind == kind {
			return p.Day, true, nil
		}
	}
	return 0, false, nil
}

// moveStep asks for the first day, then for the second, then does it.
func (t *turn) moveStep(word, from, to, sure string) error {
	a, errA := restday.ParseDay(from)
	b, errB := restday.ParseDay(to)
	switch {
	case errA == nil && errB == nil && sure == "no":
		t.closeSettings()
		t.tell(t.say.Say("checkin.unchanged"))
		return nil
	case errA == nil && errB == nil:
		return t.exchange(word, a, b, sure == "yes")
	case errA == nil:
		return t.askPlanned(word+":"+from, "move.where_to", a)
	}
	return t.askPlanned(word, word+".which", 0)
}

// askPlanned asks for one of the coming days but not for except.
func (t *turn) askPlanned(step, words string, except restday.Day) error {
	rows, err := t.plannedRows(step, except)
	if err != nil {
		return err
	}
	t.openSetting(askPlan + ":" + step)
	t.tell(t.say.Say(words), rows...)
	return nil
}

// plannedRows are the coming days with their sessions, as buttons.
func (t *turn) plannedRows(step string, except restday.Day) ([][]restday.Choice, error) {
	h, err := t.history(t.today() - historyDays)
	if err != nil {
		return nil, err
	}
	var rows [][]restday.Choice
	for _, p := range t.season(h, 0).Days(t.today(), 8) {
		if p.Day == except || p.Kind == restday.Race || except == 0 && p.Kind == restday.Rest {
			continue
		}
		day := t.dates().short(p.Day.Weekday())
		if p.Day == t.today() {
			day = capital(t.say.Say("day.today"))
		}
		label := tidy(t.say.Say("week.line", "day", day, "what", t.shortTitle(p)), 36)
		rows = append(rows, []restday.Choice{{Label: label, Data: askPlan + ":" + step + ":" + p.Day.String()}})
	}
	return rows, nil
}

// exchange has the sessions of two days change places. What puts hard days side
// by side, or moves a rest day, is done when the athlete is sure.
func (t *turn) exchange(word string, a, b restday.Day, sure bool) error {
	h, err := t.history(t.today() - historyDays)
	if err != nil {
		return err
	}
	a, b = t.origin(h, min(a, b)), t.origin(h, max(a, b))
	before := t.season(h, t.today())
	if words := t.unmovable(h, before, a, b); words != "" {
		t.closeSettings()
		t.remark(words)
		return nil
	}
	first, second := before.On(a), before.On(b)
	change := restday.Replan{Days: []restday.Day{a, b}, Rows: []restday.Planned{
		put(second, a, word, b), put(first, b, word, a),
	}}
	if words := t.doubts(t.season(replanned(h, change), t.today()), first, second); words != "" && !sure {
		t.openSetting(strings.Join([]string{askPlan, word, a.String(), b.String()}, ":"))
		t.tell(words, t.sureRow())
		return nil
	}
	return t.replan(change, t.say.Say("move.done",
		"session", t.shortTitle(first), "day", capital(t.dayWordShort(b)), "other", capital(t.dayWordShort(a)), "instead", t.shortTitle(second)))
}

// put is a session on another day, by the athlete's wish.
func put(p restday.Planned, day restday.Day, word string, with restday.Day) restday.Planned {
	p.Day, p.MovedFrom, p.Changed, p.With = day, 0, word, with
	return p
}

// origin is the day a session comes from that the advice of today moved: it is
// moved from there, or it would be moved again.
func (t *turn) origin(h restday.History, day restday.Day) restday.Day {
	for _, p := range h.Plan {
		if p.Day == day && p.MovedFrom == t.today() {
			return t.today()
		}
	}
	return day
}

// unmovable says why two days cannot change places; "" when they can.
func (t *turn) unmovable(h restday.History, s plan.Season, a, b restday.Day) string {
	first, second := s.On(a), s.On(b)
	done := slices.ContainsFunc(h.Sessions, func(d restday.Session) bool { return d.Day == t.today() })
	switch today := t.today(); {
	case min(a, b) < today:
		return t.say.Say("move.past")
	case max(a, b) > today+aheadDays:
		return t.say.Say("move.far")
	case min(a, b) == today && done:
		return t.say.Say("move.done_already")
	case first.Kind == restday.Race || second.Kind == restday.Race:
		return t.say.Say("move.race")
	case a == b || first.Kind == second.Kind && first.Title == second.Title:
		return t.say.Say("move.same")
	}
	return ""
}

// doubts say what speaks against a change of places; "" nothing.
func (t *turn) doubts(after plan.Season, first, second restday.Planned) string {
	var doubts []string
	a, b := first.Day, second.Day
	for _, d := range []restday.Day{a, b} {
		for _, near := range []restday.Day{d - 1, d + 1} {
			if len(doubts) == 0 && hardDay(after.On(d)) && hardDay(after.On(near)) {
				doubts = append(doubts, t.say.Say("move.hard", "day", t.dayWordShort(min(d, near)), "other", t.dayWordShort(max(d, near))))
			}
		}
	}
	if first.Kind == restday.Rest {
		a, b, second = b, a, first
	}
	if second.Kind == restday.Rest {
		doubts = append(doubts, t.say.Say("move.rest", "day", capital(t.dayWordShort(b)), "other", t.dayWordShort(a)))
	}
	if len(doubts) == 0 {
		return ""
	}
	return strings.Join(append(doubts, t.say.Say("move.sure")), " ")
}

// hardDay tells whether a planned session needs an easy day beside it.
func hardDay(p restday.Planned) bool {
	return p.Kind == restday.Key || p.Kind == restday.Long || p.Kind == restday.Race
}

// sureRow are the buttons under a doubt.
func (t *turn) sureRow() []restday.Choice {
	return []restday.Choice{
		{Label: t.say.Say("plan.yes"), Data: t.open() + ":yes"}, {Label: t.say.Say("plan.no"), Data: t.open() + ":no"},
	}
}

// dayWordShort names a day near today: "today", "tomorrow", "Thursday", "26 March".
func (t *turn) dayWordShort(d restday.Day) string {
	switch ahead := d - t.today(); {
	case ahead == 0:
		return t.say.Say("day.today")
	case ahead > 6 || ahead < 0:
		return t.dated(d)
	}
	return t.dayName(d)
}

// skipSession leaves out the session of a day, today's without one.
func (t *turn) skipSession(args string) error {
	day := t.today()
	if days := t.daysIn(strings.Fields(args), t.readPlanDay); len(days) == 1 {
		day = days[0]
	}
	h, err := t.history(t.today() - historyDays)
	if err != nil {
		return err
	}
	day = t.origin(h, day)
	planned := t.season(h, t.today()).On(day)
	done := slices.ContainsFunc(h.Sessions, func(d restday.Session) bool { return d.Day == day })
	switch {
	case day < t.today():
		t.remark(t.say.Say("move.past"))
	case day > t.today()+aheadDays:
		t.remark(t.say.Say("move.far"))
	case done:
		t.remark(t.say.Say("move.done_already"))
	case planned.Kind == restday.Rest:
		t.remark(t.say.Say("skip.rest", "day", capital(t.dayWordShort(day))))
	case planned.Kind == restday.Race:
		t.remark(t.say.Say("move.race"))
	default:
		return t.replan(restDays([]restday.Day{day}, restday.ChangedSkip), t.skippedWords(planned))
	}
	return nil
}

func (t *turn) skippedWords(p restday.Planned) string {
	key := "skip.easy"
	if hardDay(p) {
		key = "skip.hard"
	}
	return t.say.Say(key, "session", capital(t.shortTitle(p)), "day", t.dayWordShort(p.Day))
}

// restDays makes days free.
func restDays(days []restday.Day, why string) restday.Replan {
	r := restday.Replan{Days: days}
	for _, d := range days {
		r.Rows = append(r.Rows, restday.Planned{Day: d, Kind: restday.Rest, Title: "Rest day", Changed: why})
	}
	return r
}
