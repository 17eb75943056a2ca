package conversation

import "restday"

// warningSign is the rule of symptoms that need help before anything else.
const warningSign = "S1"

// warning answers a warning sign: stop, where to get help, and nothing about training.
func (t *turn) warning(d decided) restday.Outgoing {
	outcome := t.say.Say("outcome." + string(d.Outcome))
	text := append(t.led(), bold(outcome), restday.Span{Text: ".\n• " +
		t.ruleWords(d.Reasons[0].Key, d.Reasons[0].Text, d.Reasons[0].Values) + "\n" +
		t.say.Say("answer.emergency", "number", t.settings.Emergency)})
	return restday.Outgoing{Text: text, Choices: [][]restday.Choice{{t.about(d.Day, "why")}}}
}
