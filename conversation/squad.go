package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
	"restday/lang"
	"restday/team"
)

const (
	squadButtons = 12 // names under a list, so that it fits any platform
	squadNames   = 30 // names in a line
)

// squadList is a squad as its coaches read it: who needs them first, each a button.
func (f *Flow) squadList(say lang.Speaker, s restday.Squad, today restday.Day) (string, [][]restday.Choice) {
	sorted := team.Sort(s.Members)
	n, of := sorted.Answered()
	if of+len(sorted.Away) == 0 {
		return say.Say("squad.head_nobody", "team", s.Team.Name), nil
	}
	day := say.Say("plan.date", "weekday", say.Weekday(today), "date", say.Date(today))
	lines := []string{say.Say("squad.head", "team", s.Team.Name, "day", day, "n", n, "of", of)}
	if len(sorted.Needs) == 0 && n > 0 {
		lines = append(lines, say.Say("squad.calm"))
	}
	for _, group := range []struct {
		key     string
		members []restday.Seen
	}{{"needs", sorted.Needs}, {"changed", sorted.Changed}} {
		if len(group.members) > 0 {
			lines = append(lines, "", say.Say("squad."+group.key))
		}
		for _, m := range group.members {
			lines = append(lines, say.Say("squad.line", "name", m.Name, "what", seenWords(say, m)))
		}
	}
	if rest := restOf(say, sorted); len(rest) > 0 {
		lines = append(append(lines, ""), rest...)
	}
	return strings.Join(lines, "\n"), squadRows(say, s.Team.ID, slices.Concat(sorted.Needs, sorted.Changed))
}

// restOf are those of whom a coach only wants the names, a line for each kind.
func restOf(say lang.Speaker, s team.Sorted) (lines []string) {
	for _, group := range []struct {
		key     string
		members []restday.Seen
	}{{"fine", s.Fine}, {"waiting", s.Waiting}, {"away", s.Away}} {
		var names []string
		for _, m := range group.members {
			names = append(names, m.Name)
		}
		if len(names) == 0 {
			continue
		}
		all := strings.Join(names[:min(len(names), squadNames)], ", ")
		if more := len(names) - squadNames; more > 0 {
			all = say.Say("squad.more", "names", all, "n", more)
		}
		lines = append(lines, say.Say("squad."+group.key, "names", all))
	}
	return lines
}

// squadRows are the buttons that open people, and one for everybody.
func squadRows(say lang.Speaker, id int64, members []restday.Seen) [][]restday.Choice {
	var choices []restday.Choice
	for _, m := range members[:min(len(members), squadButtons)] {
		choices = append(choices, openButton(id, m))
	}
	return append(inRows(choices), []restday.Choice{{Label: say.Say("squad.everybody"), Data: squadData(id, "all", "0")}})
}

func openButton(id int64, m restday.Seen) restday.Choice {
	return restday.Choice{Label: tidy(m.Name, 30), Data: squadData(id, strconv.FormatInt(m.ID, 10))}
}

// askSquad begins the data of buttons that only coaches get.
const askSquad = "squad"

func squadData(id int64, more ...string) string {
	return strings.Join(append([]string{askSquad, strconv.FormatInt(id, 10)}, more...), ":")
}

// seenWords say what is known of somebody's day: "red · Rest day · ill".
func seenWords(say lang.Speaker, m restday.Seen) string {
	var words []string
	if m.State != "" {
		words = append(words, say.Say("squad."+m.State), say.Say("outcome."+m.Outcome))
	}
	switch need := team.NeedOf(m); need {
	case "", team.Red:
	case team.Silent:
		words = append(words, say.Count("squad.need_silent", int(m.Today-m.Last)))
	default:
		words = append(words, say.Say("squad.need_"+string(need)))
	}
	return strings.Join(words, " · ")
}
