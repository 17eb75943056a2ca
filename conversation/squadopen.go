package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
	"restday/team"
)

// squad answers /squad: everybody, or one person by name.
func (t *turn) squad(args string) error {
	squads, err := t.squads()
	if err != nil {
		return err
	}
	if len(squads) == 0 {
		t.tell(t.say.Say("squad.none"))
		return nil
	}
	found := args == ""
	for _, s := range squads {
		if args == "" {
			words, rows := t.squadList(t.say, s, s.Team.Today(t.now))
			t.tell(words, rows...)
			continue
		}
		for _, m := range s.Members {
			if plainer(m.Name) == plainer(args) && m.Trains {
				found = true
				t.openSeen(s.Team, m)
			}
		}
	}
	if !found {
		t.tell(t.say.Say("squad.unknown_name", "name", tidy(args, 30)))
	}
	return nil
}

// squads are those that this person coaches.
func (t *turn) squads() (out []restday.Squad, err error) {
	all, err := t.p.Teams.Of()
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		s, err := t.p.Teams.Squad(m.Team.ID)
		if err != nil {
			return nil, err
		}
		if s.Team.ID != 0 {
			out = append(out, s)
		}
	}
	return out, nil
}

// tapSquad handles the buttons of coaches: squad:TEAM:ATHLETE[:REPLY], or
// squad:TEAM:all:FIRST.
func (t *turn) tapSquad(tap []string) error {
	if len(tap) < 3 {
		return nil
	}
	id, _ := strconv.ParseInt(tap[1], 10, 64)
	s, err := t.p.Teams.Squad(id)
	switch {
	case err != nil:
		return err
	case s.Team.ID == 0:
		t.notice(t.say.Say("team.not_coach"))
		return nil
	case tap[2] == "all":
		t.pickFrom(s, tap[len(tap)-1])
		return nil
	}
	i := slices.IndexFunc(s.Members, func(m restday.Seen) bool { return m.Trains && strconv.FormatInt(m.ID, 10) == tap[2] })
	switch {
	case i < 0:
		t.notice(t.say.Say("squad.gone"))
	case len(tap) == 4:
		t.reply(s.Team, s.Members[i], tap[3])
	default:
		t.openSeen(s.Team, s.Members[i])
	}
	return nil
}

// pickFrom shows everybody as buttons, some at a time.
func (t *turn) pickFrom(s restday.Squad, from string) {
	first, _ := strconv.Atoi(from)
	members := s.Trains()
	first = max(0, min(first, len(members)))
	var choices []restday.Choice
	for _, m := range members[first:min(len(members), first+squadButtons)] {
		choices = append(choices, openButton(s.Team.ID, m))
	}
	rows := inRows(choices)
	if next := first + squadButtons; next < len(members) {
		rows = append(rows, []restday.Choice{{Label: t.say.Say("squad.next"), Data: squadData(s.Team.ID, "all", strconv.Itoa(next))}})
	}
	t.tell(t.say.Say("squad.pick"), rows...)
}

// openSeen shows one person within what they share. They are told, once a day.
func (t *turn) openSeen(of restday.Team, m restday.Seen) {
	day := t.dated(m.Today)
	lines := []string{t.say.Say("squad.open", "name", m.Name, "day", day, "what", seenWords(t.say, m))}
	switch {
	case m.State == "" && m.Away:
		lines[0] = t.say.Say("squad.open_away", "name", m.Name)
	case m.State == "" && m.CheckIn != nil:
		lines[0] = t.say.Say("squad.open_midway", "name", m.Name, "day", day)
	case m.State == "":
		lines[0] = t.say.Say("squad.open_nothing", "name", m.Name, "day", day)
	}
	if m.Last != 0 && m.Last < m.Today && m.State == "" {
		lines = append(lines, t.say.Say("squad.open_last", "day", t.dated(m.Last)))
	}
	lines = append(lines, t.sharedWords(m)...)
	t.tell(strings.Join(lines, "\n"), t.replyRow(of, m))
	t.change.Team = &restday.Teaming{Team: of.ID, Look: m.ID}
	if m.State != "" && m.ID != t.athlete.ID {
		t.sayTo(m, restday.Outgoing{Text: plain(t.book.Speaker(m.Language).Say("squad.saw", "coach", t.athlete.Name)),
			Key: strings.Join([]string{"saw", strconv.FormatInt(m.ID, 10), strconv.FormatInt(t.athlete.ID, 10), m.Today.String()}, ":")})
	}
}

// sharedWords are somebody's answers and why, as far as they are shared.
func (t *turn) sharedWords(m restday.Seen) (lines []string) {
	if m.Share == restday.ShareColour {
		return []string{t.say.Say("squad.shares_colour", "name", m.Name)}
	}
	if m.CheckIn != nil {
		other := *t
		other.answers = map[restday.Item]restday.Answer{}
		for _, a := range m.CheckIn.Answers() {
			other.answers[a.Item] = a
		}
		var asked []restday.Item
		for _, q := range t.Flow.questions.optional() {
			asked = append(asked, q.Key)
		}
		other.questions = t.Flow.questions.of(asked)
		if line := other.line(); line != "" {
			lines = append(lines, capital(line))
		}
	}
	var whys []string
	for _, why := range team.WhyOf(m.Rules) {
		whys = append(whys, t.say.Say("squad.why_"+why))
	}
	if len(whys) > 0 {
		lines = append(lines, t.say.Say("squad.why", "why", strings.Join(whys, ", ")))
	}
	return lines
}

// replies are what a coach can say with one tap.
var replies = []string{"rest", "easy", "go", "talk"}

func (t *turn) replyRow(of restday.Team, m restday.Seen) (row []restday.Choice) {
	for _, word := range replies {
		row = append(row, restday.Choice{Label: t.say.Say("squad." + word), Data: squadData(of.ID, strconv.FormatInt(m.ID, 10), word)})
	}
	return row
}

// reply sends an athlete a word from their coach.
func (t *turn) reply(of restday.Team, m restday.Seen, word string) {
	if !slices.Contains(replies, word) {
		return
	}
	t.notice(t.say.Say("squad.told", "name", m.Name))
	words := t.book.Speaker(m.Language).Say("squad.reply_"+word, "coach", t.athlete.Name, "team", of.Name)
	t.sayTo(m, restday.Outgoing{Text: plain(words)})
}

// sayTo queues a message to somebody else.
func (t *turn) sayTo(m restday.Seen, out restday.Outgoing) {
	out.For = m.ID
	t.change.Outgoing = append(t.change.Outgoing, out)
}
