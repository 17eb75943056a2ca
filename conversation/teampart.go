package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
)

// setShare takes what coaches of a team may see, or asks for it.
func (t *turn) setShare(m restday.Membership, args string) {
	for _, share := range restday.Shares {
		if args == string(share) || args != "" && t.isWord(args, "share_"+string(share)) {
			t.closeSettings()
			m.Share = share
			t.change.Team = &restday.Teaming{Team: m.Team.ID, Join: &m}
			t.tell(t.say.Say("team.shared", "team", m.Team.Name, "share", t.sees(share)))
			t.again()
			return
		}
	}
	t.openSetting(teamData("share", m.Team.ID))
	t.tell(t.say.Say("team.share_ask", "team", m.Team.Name, "share", t.sees(m.Share)), t.shareRows(t.open())...)
}

func (t *turn) shareRows(data string) [][]restday.Choice {
	var choices []restday.Choice
	for _, share := range restday.Shares {
		choices = append(choices, restday.Choice{Label: t.say.Say("team.share_" + string(share)), Data: data + ":" + string(share)})
	}
	return rowsOf(choices)
}

// leaveTeam ends one's part in a team when one is sure.
func (t *turn) leaveTeam(m restday.Membership, sure string) error {
	t.closeSettings()
	switch sure {
	case "yes":
		t.change.Team = &restday.Teaming{Team: m.Team.ID, Leave: true}
		t.tell(t.say.Say("team.left", "team", m.Team.Name))
	case "no":
		t.tell(t.say.Say("team.stays"))
	default:
		return t.askLeave(m)
	}
	t.again()
	return nil
}

func (t *turn) askLeave(m restday.Membership) error {
	words := t.say.Say("team.leave_ask", "team", m.Team.Name)
	if m.Coach {
		squad, err := t.p.Teams.Squad(m.Team.ID)
		if err != nil {
			return err
		}
		others := slices.ContainsFunc(squad.Members, func(s restday.Seen) bool { return s.Coach && s.ID != t.athlete.ID })
		if !others {
			words = t.say.Say("team.leave_last", "team", m.Team.Name)
		}
	}
	t.openSetting(teamData("leave", m.Team.ID))
	t.tell(words, t.leaveRow(t.open()))
	return nil
}

func (t *turn) leaveRow(data string) []restday.Choice {
	return []restday.Choice{
		{Label: t.say.Say("team.leave_yes"), Data: data + ":yes"}, {Label: t.say.Say("team.leave_no"), Data: data + ":no"},
	}
}

// removeFrom takes somebody off a team, by name or by a button, and tells them.
func (t *turn) removeFrom(m restday.Membership, args string) error {
	squad, err := t.p.Teams.Squad(m.Team.ID)
	if err != nil {
		return err
	}
	var choices []restday.Choice
	for _, s := range squad.Members {
		id := strconv.FormatInt(s.ID, 10)
		switch {
		case s.Coach: // coaches leave by themselves
		case id == args || plainer(s.Name) == plainer(args):
			t.change.Team = &restday.Teaming{Team: m.Team.ID, Remove: s.ID}
			t.tell(t.say.Say("team.removed", "name", s.Name, "team", m.Team.Name))
			t.sayTo(s, restday.Outgoing{Text: plain(t.book.Speaker(s.Language).Say("team.left", "team", m.Team.Name))})
			return nil
		default:
			choices = append(choices, restday.Choice{Label: tidy(s.Name, 36), Data: teamData("remove", m.Team.ID, id)})
		}
	}
	if len(choices) == 0 {
		t.tell(t.say.Say("team.coach_nobody", "team", m.Team.Name))
		return nil
	}
	t.tell(t.say.Say("team.remove_ask", "team", m.Team.Name), inRows(choices[:min(len(choices), 2*squadButtons)])...)
	return nil
}

// tellWho lists who is in a team to a coach, and to an athlete who looked at them.
func (t *turn) tellWho(m restday.Membership) error {
	if !m.Coach {
		return t.tellLooks()
	}
	squad, err := t.p.Teams.Squad(m.Team.ID)
	if err != nil {
		return err
	}
	lines := []string{t.say.Say("team.who", "team", m.Team.Name)}
	for _, s := range squad.Members {
		key := "athlete"
		switch {
		case s.Coach && s.Trains:
			key = "both"
		case s.Coach:
			key = "coach"
		}
		lines = append(lines, t.say.Say("team.who_"+key, "name", s.Name))
	}
	if len(squad.Members) < 2 {
		lines = append(lines, t.say.Say("team.who_none"))
	}
	t.tell(strings.Join(lines, "\n"))
	return nil
}

// tellLooks lists who opened this athlete's days.
func (t *turn) tellLooks() error {
	looks, err := t.p.Teams.Looks()
	if err != nil {
		return err
	}
	if len(looks) == 0 {
		t.tell(t.say.Say("team.no_looks"))
		return nil
	}
	lines := []string{t.say.Say("team.looks")}
	for _, l := range looks {
		day := restday.DayOf(l.At.In(t.location()))
		lines = append(lines, t.say.Say("team.look", "coach", l.Coach, "team", l.Team, "day", t.dated(day), "time", t.clock(l.At)))
	}
	t.tell(strings.Join(lines, "\n"))
	return nil
}

// teamRows are the buttons of the open question about a team.
func (t *turn) teamRows() [][]restday.Choice {
	step := strings.Split(t.open(), ":")
	switch step[1] {
	case "share":
		return t.shareRows(t.open())
	case "leave":
		return [][]restday.Choice{t.leaveRow(t.open())}
	case "ask":
		return t.inviteRows(step[2])
	case "guardian":
		return t.guardianRows(step[2])
	}
	return nil
}

// saidTeam takes a plain yes or no as the answer to the open question about a team.
func (t *turn) saidTeam() (bool, error) {
	if !t.teamOpen() {
		return false, nil
	}
	rows := t.teamRows()
	if len(rows) == 0 || len(rows[0]) < 2 {
		return false, nil
	}
	switch last := rows[len(rows)-1]; {
	case t.typed(t.in.Text, "yes"):
		t.in.Choice = rows[0][0].Data
	case t.typed(t.in.Text, "no"):
		t.in.Choice = last[len(last)-1].Data
	default:
		return false, nil
	}
	return true, t.tapTeam(strings.Split(t.in.Choice, ":"))
}
