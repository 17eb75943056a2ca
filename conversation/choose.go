package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
)

// The settings that are chosen part by part: weekdays, questions, quiet hours.

func (t *turn) offerDays(words string) {
	t.openSetting(askDays)
	t.card(restday.Outgoing{Text: plain(t.say.Say(words, "days", t.dates().days(t.athlete.Weekdays))), Choices: t.dayChoices()})
}

// dayChoices are the days of the week, each to be switched, and their common sets.
func (t *turn) dayChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, d := range week {
		set, label := t.athlete.Weekdays^1<<d, t.dates().short(d)
		if t.athlete.Weekdays.Has(d) {
			label += picked
		}
		choices = append(choices, restday.Choice{Label: label, Data: daysData(set)})
	}
	return append(inRows(choices),
		[]restday.Choice{
			{Label: capital(t.say.Say("days.every")), Data: daysData(restday.EveryDay)},
			{Label: capital(t.say.Say("days.work")), Data: daysData(workdays)},
		},
		[]restday.Choice{{Label: t.say.Say("settings.keep"), Data: "days:ok"}})
}

// daysData carries the set that a button leads to, so that a second tap on it
// changes nothing.
func daysData(set restday.Weekdays) string { return "days:" + strconv.Itoa(int(set)) }

func (t *turn) tapDays(value string) {
	if value == "ok" {
		t.settled()
		return
	}
	if set, err := strconv.ParseUint(value, 10, 7); err == nil {
		t.setDays(restday.Weekdays(set))
	}
}

// setDays takes a set of weekdays and goes on asking, for a second one may follow.
func (t *turn) setDays(set restday.Weekdays) {
	if set == 0 {
		t.offerDays("days.none")
		return
	}
	t.athlete.Weekdays = set
	t.skipPast()
	t.offerDays("days.ask")
}

// saidDays reads a set of weekdays, which is a whole answer.
func (t *turn) saidDays(text string) bool {
	set, ok := t.dates().readDays(text, t.athlete.Weekdays)
	switch {
	case ok && set == 0:
		t.offerDays("days.none")
	case ok:
		t.athlete.Weekdays = set
		t.settled()
	}
	return ok
}

func (t *turn) offerQuestions() {
	t.openSetting(askQuestions)
	t.card(restday.Outgoing{Text: plain(t.say.Say("ask.what", "questions", t.questionTitles())), Choices: t.questionChoices()})
}

// questionTitles lists what is asked: "sleep, energy, muscles, mood".
func (t *turn) questionTitles() string {
	var titles []string
	for _, q := range t.questions.morning {
		titles = append(titles, q.title(t.say))
	}
	return strings.Join(titles, ", ")
}

func (t *turn) questionChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, q := range t.Flow.questions.optional() {
		label, data := capital(q.title(t.say)), "ask:"+string(q.Key)+":on"
		if t.asks(q.Key) {
			label, data = label+picked, "ask:"+string(q.Key)+":off"
		}
		choices = append(choices, restday.Choice{Label: label, Data: data})
	}
	return append(inRows(choices), []restday.Choice{{Label: t.say.Say("settings.keep"), Data: "ask:ok"}})
}

func (t *turn) asks(item restday.Item) bool { return t.questions.byKey[item].Key != "" }

func (t *turn) tapQuestion(value string) {
	item, on, _ := strings.Cut(value, ":")
	switch {
	case value == "ok":
		t.settled()
	case t.Flow.questions.byKey[restday.Item(item)].Optional && (on == "on" || on == "off"):
		t.setQuestion(restday.Item(item), on == "on")
		t.offerQuestions()
	}
}

// saidQuestion reads the title of a question, which switches it.
func (t *turn) saidQuestion(text string) bool {
	for _, q := range t.Flow.questions.optional() {
		if plainer(text) == plainer(q.title(t.say)) {
			t.setQuestion(q.Key, !t.asks(q.Key))
			t.offerQuestions()
			return true
		}
	}
	return false
}

// setQuestion has a question asked from now on, or no longer.
func (t *turn) setQuestion(item restday.Item, on bool) {
	if on == t.asks(item) {
		return
	}
	chosen := slices.DeleteFunc(slices.Clone(t.athlete.Questions), func(i restday.Item) bool { return i == item })
	if on {
		chosen = append(chosen, item)
		if slices.Contains(compared, item) {
			t.mention(t.say.Say("ask.learning"))
		}
	}
	t.athlete.Questions = chosen
	t.questions = t.Flow.questions.of(chosen)
	t.catchUp(item)
}

// catchUp has a question that was switched on too late for its turn offered at
// the end of the check-in under way.
func (t *turn) catchUp(item restday.Item) {
	t.state.Left = slices.DeleteFunc(t.state.Left, func(i restday.Item) bool { return i == item })
	waiting, _, _ := strings.Cut(t.state.Open, "/")
	q := t.questions.byKey[item]
	if q.Key != "" && q.Order < t.questions.byKey[restday.Item(waiting)].Order {
		t.state.Left = append(t.state.Left, item)
	}
}

// compared are the optional questions that count in the sum which is compared
// with the athlete's own normal (rules.md f.2): for two weeks there is none.
var compared = []restday.Item{restday.SleepQuality, restday.Stress}

// askWhatIsLeft goes on with the check-in when the question that waited is no
// longer asked.
func (t *turn) askWhatIsLeft() {
	if t.state.Open != "" && t.question().Key == "" && t.open() != changing {
		t.state.Open = string(t.next(""))
	}
}

var offeredQuiet = []restday.Hours{
	{From: 21*60 + 30, To: 5*60 + 30}, {From: 22 * 60, To: 6 * 60}, {From: 22 * 60, To: 7 * 60}, {From: 23 * 60, To: 7 * 60},
}

func (t *turn) offerQuiet(words string) {
	t.openSetting(askQuiet)
	t.card(restday.Outgoing{Text: plain(t.quietWords() + " " + t.say.Say(words)), Choices: t.quietChoices(), Unnumbered: true})
}

func (t *turn) quietWords() string {
	quiet := t.athlete.Quiet
	if quiet.From == quiet.To {
		return t.say.Say("quiet.never")
	}
	return t.say.Say("quiet.hours", "from", quiet.From.String(), "to", t.say.Clock(quiet.To))
}

func (t *turn) quietChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, h := range offeredQuiet {
		label := t.say.Say("quiet.span", "from", h.From.String(), "to", h.To.String())
		choices = append(choices, restday.Choice{Label: label, Data: "quiet:" + h.From.String() + "-" + h.To.String()})
	}
	return append(inRows(choices), []restday.Choice{{Label: t.say.Say("quiet.none"), Data: "quiet:off"}})
}

// setQuiet takes a span of hours, or none, and tells whether it was one.
func (t *turn) setQuiet(text string) bool {
	quiet, ok := t.dates().readHours(text)
	if ok {
		t.athlete.Quiet = quiet
		t.settled()
	}
	return ok
}
