package conversation

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"

	"restday"
	"restday/rules"
)

const (
	rehearsedDays = 28
	mostRehearsed = 1000 // mornings, so that nobody waits for long
)

// ownRules keeps the rules of teams that have their own, each read once.
type ownRules struct{ byText sync.Map }

// over is the library with a team's changes over it; nil when they do not fit it.
func (o *ownRules) over(base *rules.Library, changes string) *rules.Library {
	key := base.Version() + "\n" + changes
	if kept, ok := o.byText.Load(key); ok {
		l, _ := kept.(*rules.Library)
		return l
	}
	l, err := base.Over(changes)
	if err != nil {
		l = nil // they were written for another version of the rules
	}
	o.byText.Store(key, l)
	return l
}

// useRules has the turn decide by the rules of the athlete's team, where it has its own.
func (t *turn) useRules(changes string) {
	if changes == "" || t.ruled {
		return
	}
	t.ruled = true
	if l := t.own.over(t.rules, changes); l != nil {
		flow := *t.Flow
		flow.rules = l
		t.Flow = &flow
	}
}

// teamRules shows a team's own rules, or asks after a rehearsal whether a change shall
// hold: "short_sleep 6.5", "G1 off", "G1 default".
func (t *turn) teamRules(m restday.Membership, args string) error {
	words := strings.Fields(strings.ReplaceAll(args, ":", " "))
	if len(words) == 3 && words[2] == "yes" {
		return t.setRule(m.Team, words[0], words[1])
	}
	if len(words) == 1 && words[0] == "no" {
		t.tell(t.say.Say("checkin.unchanged"))
		return nil
	}
	if len(words) != 2 {
		t.tell(t.ownRulesWords(m.Team))
		return nil
	}
	now, would, why := t.libraries(m.Team, words[0], words[1])
	if why != "" {
		t.tell(why)
		return nil
	}
	b, err := t.rehearse(m.Team, now, would)
	if err != nil {
		return err
	}
	t.tell(t.say.Count("rule_change.would", b.Days, "differ", b.Differ, "lower", b.Lowered, "higher", b.Raised),
		[]restday.Choice{
			{Label: t.say.Say("rule_change.yes"), Data: teamData("rules", m.Team.ID, words[0], words[1], "yes")},
			{Label: t.say.Say("rule_change.no"), Data: teamData("rules", m.Team.ID, "no")},
		})
	return nil
}

func (t *turn) ownRulesWords(of restday.Team) string {
	if of.Rules == "" {
		return t.say.Say("rule_change.none", "team", of.Name) + "\n" + t.say.Say("rule_change.how")
	}
	return t.say.Say("rule_change.own", "team", of.Name) + "\n" + strings.TrimSpace(of.Rules) + "\n" + t.say.Say("rule_change.how")
}

// libraries are the rules of a team as they are, and as they would be with one change;
// why says what cannot be so.
func (t *turn) libraries(of restday.Team, name, value string) (now, would *rules.Library, why string) {
	number, isNumber := t.rules.Numbers()[name]
	rule, isRule := t.rules.Rule(name)
	v, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64)
	back := t.isWord(value, "rule_default")
	switch {
	case !isNumber && !isRule:
		return nil, nil, t.say.Say("rule_change.unknown", "name", tidy(name, 30)) + "\n" + t.say.Say("rule_change.how")
	case isRule && rule.Safety:
		return nil, nil, t.say.Say("rule_change.safety", "name", name)
	case isRule && value != "off" && !back:
		return nil, nil, t.say.Say("rule_change.how")
	case isNumber && !back && (err != nil || v < number.From || v > number.To):
		return nil, nil, t.say.Say("rule_change.range", "name", name, "from", number.From, "to", number.To)
	}
	now, would = t.own.over(t.rules, of.Rules), t.own.over(t.rules, changed(of.Rules, name, value, back))
	if now == nil {
		now = t.rules
	}
	if would == nil {
		return nil, nil, t.say.Say("rule_change.unfit")
	}
	return now, would, ""
}

// changed is a team's own rules with one line changed, or taken out.
func changed(own, name, value string, out bool) string {
	var lines []string
	for line := range strings.Lines(own) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, name+":") {
			lines = append(lines, line)
		}
	}
	if !out {
		lines = append(lines, name+": "+strings.Replace(value, ",", ".", 1))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// rehearse decides the squad's last mornings with both sets of rules. Of the facts only
// counts leave it.
func (t *turn) rehearse(of restday.Team, now, would *rules.Library) (b rules.Backtest, err error) {
	err = t.p.Teams.Facts(of.ID, t.today()-rehearsedDays, mostRehearsed, func(facts json.RawMessage) {
		in, err := rules.ReadInput(facts)
		if err != nil {
			return // of an older version of the program
		}
		first, second := rules.DecideBoth(now, would, in, t.sessions)
		b.Add("", first, second)
	})
	return b, err
}

// setRule has a change hold from now on, and tells everybody whom it concerns.
func (t *turn) setRule(of restday.Team, name, value string) error {
	_, _, why := t.libraries(of, name, value)
	if why != "" {
		t.tell(why)
		return nil
	}
	own := changed(of.Rules, name, value, t.isWord(value, "rule_default"))
	t.change.Team = &restday.Teaming{Team: of.ID, Rules: &own}
	of.Rules = own
	t.tell(t.ownRulesWords(of))
	squad, err := t.p.Teams.Squad(of.ID)
	for _, m := range squad.Trains() {
		if m.ID != t.athlete.ID {
			t.sayTo(m, restday.Outgoing{Class: restday.Bulk, Text: plain(t.book.Speaker(m.Language).Say("rule_change.told", "coach", t.athlete.Name, "team", of.Name))})
		}
	}
	return err
}
