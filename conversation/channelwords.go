package conversation

import (
	"math"

	"restday"
	"restday/lang"
	"restday/team"
)

// noticeWords are what a whole group reads.
func noticeWords(say lang.Speaker, n team.Notice) string {
	answered, of := n.Counts()
	first, last := n.Days()
	values := []any{"n", answered, "of", of}
	if first != 0 {
		values = append(values, "first", dayWords(say, first), "last", dayWords(say, last))
	}
	if p := n.Planned(); p != nil {
		return say.Say("channel.plan", "plan", plannedTitle(say, *p))
	}
	words := say.Say("channel."+n.Key(), values...)
	sleep, energy := n.Ranges()
	if sleep != nil {
		words += " " + say.Say("channel.sleep", "low", toHalves(sleep.Low), "high", toHalves(sleep.High))
	}
	if energy != nil {
		words += " " + say.Say("channel.energy", "low", energyWords(say, energy.Low), "high", energyWords(say, energy.High))
	}
	return words
}

// bindChannel makes the place in which this was said the team's channel.
func (t *turn) bindChannel(of restday.Team) {
	switch {
	case t.in.Place == restday.Address{}:
		t.tell(t.say.Say("team.bind_how"))
		return
	case !t.in.Admin:
		t.tell(t.say.Say("team.bind_admin"))
		return
	}
	t.change.Team = &restday.Teaming{Team: of.ID, Bind: &t.in.Place}
	t.tell(t.say.Say("team.is_bound", "team", of.Name))
	say := t.book.Speaker(of.Language)
	t.change.Outgoing = append(t.change.Outgoing, restday.Outgoing{To: t.in.Place, Text: plain(noticeWords(say, team.Bound())),
		Choices: [][]restday.Choice{{{Label: say.Say("channel.begin"), Data: beginInChannel}}}})
}

func toHalves(hours float64) float64 { return math.Round(hours*2) / 2 }

// energyWords are a mean of energy in words.
func energyWords(say lang.Speaker, mean float64) string {
	words := []string{"none", "low", "normal", "good", "full"}
	return say.Say("channel.energy_" + words[max(0, min(4, int(math.Round(mean))-1))])
}

// plannedTitle is what a team has planned, with its minutes where they are known.
func plannedTitle(say lang.Speaker, p restday.Planned) string {
	title := say.Own("session", p.Title)
	if p.Title == "" {
		title = say.Say("week.kind_" + string(p.Kind))
	}
	if p.Minutes != nil {
		title = say.Say("channel.minutes", "title", title, "n", *p.Minutes)
	}
	return title
}
