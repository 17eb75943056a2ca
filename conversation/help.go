package conversation

import (
	"slices"

	"restday"
	"restday/rules"
)

const (
	warningSign = "S1"        // the rule of symptoms that need help before anything else
	lowMood     = "M1.doctor" // the case of weeks of very low mood
)

// helpAgain is after how many days a help-line is named once more.
const helpAgain = 14

// warning answers a warning sign: stop, where to get help, and nothing about training.
func (t *turn) warning(d decided) restday.Outgoing {
	outcome := t.say.Say("outcome." + string(d.Outcome))
	text := append(t.led(), bold(outcome), restday.Span{Text: ".\n• " +
		t.ruleWords(d.Reasons[0].Key, d.Reasons[0].Text, d.Reasons[0].Values) + "\n" +
		t.say.Say("answer.emergency", "number", t.settings.Emergency)})
	return restday.Outgoing{Text: text, Choices: [][]restday.Choice{{t.about(d.Day, "why")}}}
}

// noticeLine says a notice; "" where it was said not long ago.
func (t *turn) noticeLine(d decided, n rules.Notice) string {
	words := t.ruleWords(n.Key, n.Text, n.Values)
	switch {
	case n.Key == lowMood && !t.helpDue(d.Day):
		return ""
	case n.Key == lowMood && t.settings.HelpLine != "":
		return words + " " + t.say.Say("answer.help_line", "number", t.settings.HelpLine)
	}
	return words
}

// helpDue tells whether a help-line may be named on a day: once a fortnight.
func (t *turn) helpDue(day restday.Day) bool {
	since := day - t.state.Helped
	return since == 0 || since >= helpAgain
}

// noteTold remembers what is not said every day.
func (t *turn) noteTold(d decided) {
	if slices.Contains(d.easing.offers, restday.Deload) {
		t.state.Offered = d.Day
	}
	if t.helpDue(d.Day) && slices.ContainsFunc(d.Notices, func(n rules.Notice) bool { return n.Key == lowMood }) {
		t.state.Helped = d.Day
	}
}

// backLine says when the plan goes on after an illness; "" outside its return period.
func (t *turn) backLine(d decided) string {
	values := d.Reasons[0].Values
	day, is := values["return_day"].(float64)
	days, known := values["return_days"].(float64)
	if !is || !known {
		return ""
	}
	return t.say.Say("answer.back", "day", t.dayWord(d.Day+restday.Day(days-day)+1))
}
