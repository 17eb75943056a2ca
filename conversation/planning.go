package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
)

// askPlan begins the keys of the open questions about the plan. The rest of a key
// is how far it is: "plan:move:2026-03-12" asks where that day's session goes.
// A button's data goes on from there, and so does a typed answer.
const askPlan = "plan"

// planOpen tells whether a question about the plan is open.
func (t *turn) planOpen() bool {
	return t.open() == askPlan || strings.HasPrefix(t.open(), askPlan+":")
}

// tapPlan handles a button that answers a question about the plan. Once the
// question is over it does nothing: a second tap must not change days back.
func (t *turn) tapPlan(step []string) error {
	if len(step) < 2 || t.open() != askPlan+":"+strings.Join(step[:len(step)-1], ":") {
		return t.closed()
	}
	return t.planStep(step)
}

// planStep takes a step about the plan, and shows what waited behind it again
// when it was the last one.
func (t *turn) planStep(step []string) error {
	rest := append(slices.Clone(step[1:]), "", "", "")
	next := t.moveStep
	if step[0] == importWord {
		next = func(_, answer, _, _ string) error { return t.importStep(answer) }
	}
	if step[0] == chooseWord {
		next = func(_, days, hard, rest string) error { return t.chooseStep(days, hard, rest) }
	}
	if err := next(step[0], rest[0], rest[1], rest[2]); err != nil {
		return err
	}
	if !t.planOpen() {
		t.again()
	}
	return nil
}

// planRows are the buttons of the open question about the plan.
func (t *turn) planRows() ([][]restday.Choice, error) {
	step := strings.Split(t.open(), ":")[1:]
	switch {
	case step[0] == chooseWord:
		return t.chooseRows(), nil
	case len(step) == 3 || step[0] == importWord:
		return [][]restday.Choice{t.sureRow()}, nil
	case step[0] == restday.ChangedMove || step[0] == restday.ChangedSwap:
		var except restday.Day
		if len(step) == 2 {
			except = t.dayIn(step[1])
		}
		return t.plannedRows(strings.Join(step, ":"), except)
	}
	return nil, nil
}

// saidPlan takes typed words as the answer to the open question about the plan.
func (t *turn) saidPlan() (is bool, err error) {
	switch step := strings.Split(t.open(), ":"); {
	case !t.planOpen():
		return false, nil
	case step[1] == chooseWord:
		value, is := t.saidChoice(t.in.Text)
		if is {
			err = t.planStep(append(step[1:], value))
		}
		return is, err
	case (len(step) == 4 || step[1] == importWord) && t.typed(t.in.Text, "yes"):
		return true, t.planStep(append(step[1:], "yes"))
	case (len(step) == 4 || step[1] == importWord) && t.typed(t.in.Text, "no"):
		return true, t.planStep(append(step[1:], "no"))
	case t.typed(t.in.Text, "no"):
		t.closeSettings()
		t.tell(t.say.Say("checkin.unchanged"))
		t.again()
		return true, nil
	case len(step) < 4 && (step[1] == restday.ChangedMove || step[1] == restday.ChangedSwap):
		if days := t.daysIn(strings.Fields(t.in.Text), t.readPlanDay); len(days) == 1 {
			return true, t.planStep(append(step[1:], days[0].String()))
		}
	}
	return false, nil
}

// mostUndos is how many changes of one day can be taken back.
const mostUndos = 20

// replan changes the plan in a way that can be undone, and says so. Where today
// becomes another day, its session is told anew.
func (t *turn) replan(r restday.Replan, told string, rows ...[]restday.Choice) error {
	if err := t.remember(r); err != nil {
		return err
	}
	return t.put(r, told, append(rows, t.afterChange())...)
}

// remember keeps what takes a change back.
func (t *turn) remember(r restday.Replan) error {
	back, err := t.backFrom(r)
	if err != nil {
		return err
	}
	t.note(restday.Undo{Back: back})
	return nil
}

// note keeps a change of today that can be taken back.
func (t *turn) note(u restday.Undo) {
	u.Made = t.today()
	undos := slices.DeleteFunc(slices.Clone(t.state.Undos), func(u restday.Undo) bool { return u.Made != t.today() })
	undos = append(undos, u)
	t.state.Undos = undos[max(0, len(undos)-mostUndos):]
}

// afterChange are the buttons under every change of the plan.
func (t *turn) afterChange() []restday.Choice {
	n := strconv.Itoa(len(t.state.Undos))
	return []restday.Choice{
		{Label: t.say.Say("plan.undo"), Data: "do:undo:" + n}, {Label: t.say.Say("plan.week"), Data: "do:week"},
	}
}

// backFrom is what takes a change back.
func (t *turn) backFrom(r restday.Replan) (restday.Replan, error) {
	first := t.today()
	for _, d := range slices.Concat(r.Days, r.RaceDays) {
		first = min(first, d)
	}
	h, err := t.p.History(first)
	if err != nil {
		return restday.Replan{}, err
	}
	back := restday.Replan{Days: r.Days, RaceDays: r.RaceDays}
	for _, p := range h.Plan {
		if slices.Contains(r.Days, p.Day) && !p.OfTeam {
			back.Rows = append(back.Rows, p)
		}
	}
	for _, race := range h.Races {
		if slices.Contains(r.RaceDays, race.Day) {
			back.Races = append(back.Races, race)
		}
	}
	if r.Season != nil {
		was := t.athlete.Season
		back.Season = &was
	}
	return back, nil
}

// put stores a change of the plan and tells it.
func (t *turn) put(r restday.Replan, told string, rows ...[]restday.Choice) error {
	was, err := t.plannedToday()
	if err != nil {
		return err
	}
	t.commit(r)
	t.tell(told, rows...)
	is, err := t.plannedToday()
	if err != nil || is.Kind == was.Kind && is.Title == was.Title || !t.state.Finished || t.state.Day != t.today() {
		return err
	}
	return t.decide()
}

// commit has a change of the plan stored.
func (t *turn) commit(r restday.Replan) {
	t.change.Replan = &r
	if r.Season != nil {
		t.athlete.Season = *r.Season
	}
	t.closeSettings()
}

func (t *turn) plannedToday() (restday.Planned, error) {
	h, err := t.history(t.today())
	return t.season(h, t.today()).On(t.today()), err
}

// undo takes back the last change that was made to the plan today; number is that
// of the change under which a button stands, "" for words.
func (t *turn) undo(number string) error {
	last := len(t.state.Undos) - 1
	switch {
	case number != "" && number != strconv.Itoa(last+1):
		t.remark(t.say.Say("plan.undone_already"))
		return nil
	case last < 0 || t.state.Undos[last].Made != t.today():
		t.remark(t.say.Say("plan.no_undo"))
		return nil
	}
	undo := t.state.Undos[last]
	t.state.Undos = t.state.Undos[:last]
	row := t.afterChange()
	if last == 0 {
		row = row[1:]
	}
	if undo.Log != nil {
		t.closeSettings()
		t.change.Log = undo.Log
		t.tell(t.say.Say("log.undone"), row)
		return t.logRipples(undo.Log.Day)
	}
	return t.put(undo.Back, t.undone(undo.Back), row)
}

// undone says what is as it was before.
func (t *turn) undone(back restday.Replan) string {
	switch n := len(back.Days); {
	case back.Season != nil:
		return t.say.Say("plan.undone_week")
	case len(back.RaceDays) > 0:
		return t.say.Count("plan.undone_races", len(back.RaceDays))
	case n > 0 && n <= 3:
		var days []string
		for _, d := range back.Days {
			days = append(days, t.dayWordShort(d))
		}
		return t.say.Count("plan.undone_days", n, "days", t.listed(days))
	}
	return t.say.Say("plan.undone")
}

// dated writes a day with its weekday: "Sunday, 19 April".
func (t *turn) dated(d restday.Day) string {
	return t.say.Say("plan.date", "weekday", t.say.Weekday(d), "date", t.say.Date(d))
}

// planWish finds a command about the plan in a reply that begins like one and
// names its day: "race on 19 April, A, 10 km".
func (t *turn) planWish(words []string) (command []string, is bool) {
	text := strings.Join(words, " ")
	switch {
	case t.dates().is(text, "plan_undo"):
		return []string{"undo", ""}, true
	case t.dates().is(text, "week_past"):
		return []string{"week", (t.today() - 7).String()}, true
	case t.dates().is(text, "week_coming"):
		return []string{"week", (t.today() + 7).String()}, true
	case t.dates().is(text, "week_choose"):
		return []string{"week", chooseWord}, true
	case t.wantsRace():
		return []string{"race", t.in.Text}, true
	}
	typed := strings.Fields(t.in.Text)
	for _, why := range []string{restday.ChangedTravel, restday.ChangedSick} {
		if n := t.begins(typed, "plan_"+why); n > 0 && t.speaksOfSpan(typed[n:]) {
			return []string{why, strings.Join(typed[n:], " ")}, true
		}
	}
	for _, name := range []string{"move", "swap", "skip"} {
		n := t.begins(typed, "plan_"+name)
		if n > 0 && t.speaksOfDays(typed[n:], name) {
			return []string{name, strings.Join(typed[n:], " ")}, true
		}
	}
	return t.aheadWish(words)
}

// speaksOfDays tells whether words behind "move", "swap" or "skip" name days, and
// the sessions on them, and nothing else.
func (t *turn) speaksOfDays(words []string, name string) bool {
	days, sessions := 0, false
	for i := 0; i < len(words); {
		_, n := t.dayAt(words[i:], t.readPlanDay)
		word := strings.ToLower(strings.Trim(words[i], ",.!?"))
		isSession := t.isWord(word, "plan_session") || t.isWord(word, "plan_key") || t.isWord(word, "plan_long")
		if n == 0 && !isSession && !t.isWord(word, "plan_beside") {
			return false
		}
		days, sessions = days+min(n, 1), sessions || isSession
		i += max(n, 1)
	}
	if name == "skip" {
		return days == 1 && (sessions || !t.typed(strings.Join(words, " "), "today")) // a bare "skip today" is the check-in
	}
	return days == 1 || days == 2
}

// begins tells how many words at the beginning are a phrase of a list, with more
// to come; 0: none.
func (t *turn) begins(words []string, list string) (n int) {
	for n = min(len(words)-1, 5); n > 0; n-- {
		if t.dates().is(strings.ToLower(strings.Join(words[:n], " ")), list) {
			return n
		}
	}
	return 0
}
