package conversation

import (
	"slices"
	"strings"

	"restday"
)

// joinWords are what the buttons under an invitation say; they carry its code,
// because nothing is stored of somebody new before a yes.
var joinWords = []string{"ask", "guardian", "yes", "minor", "agreed", "later", "no"}

const minor = "minor"

// invite answers a team's code.
func (t *turn) invite(args string) error {
	i, err := t.invited(readCode(args))
	if err != nil || i.Team.ID == 0 {
		return err
	}
	code := readCode(args)
	t.openSetting(askTeam + ":ask:" + code)
	t.tell(t.say.Say("team.ask", "team", i.Team.Name), t.inviteRows(code)...)
	return nil
}

// invited looks up a code. Why it cannot be used is said here.
func (t *turn) invited(code string) (restday.Invited, error) {
	i, err := t.p.Teams.Invited(code)
	if err != nil {
		return i, err
	}
	all, err := t.p.Teams.Of()
	inside := slices.ContainsFunc(all, func(m restday.Membership) bool { return m.Team.ID == i.Team.ID })
	switch {
	case err != nil:
		return i, err
	case i.Wrong >= mostWrong:
		t.tell(t.say.Say("team.enough"))
		return restday.Invited{}, nil
	case i.Team.ID == 0:
		t.change.Team = &restday.Teaming{Wrong: true}
		t.tell(t.say.Say("team.unknown"))
	case inside:
		t.tell(t.say.Say("team.inside", "team", i.Team.Name))
		return restday.Invited{}, nil
	}
	return i, nil
}

func (t *turn) inviteRows(code string) [][]restday.Choice {
	choice := func(label, word string) restday.Choice {
		return restday.Choice{Label: t.say.Say("team." + label), Data: askTeam + ":" + word + ":" + code}
	}
	if t.isMinor() {
		return [][]restday.Choice{{choice("yes", minor), choice("no", "no")}}
	}
	return [][]restday.Choice{{choice("yes", "yes"), choice("minor", minor), choice("no", "no")}}
}

func (t *turn) isMinor() bool { return slices.Contains(t.athlete.Restrictions, minor) }

func (t *turn) guardianRows(code string) [][]restday.Choice {
	return [][]restday.Choice{{
		{Label: t.say.Say("team.agreed"), Data: askTeam + ":agreed:" + code},
		{Label: t.say.Say("team.not_yet"), Data: askTeam + ":later:" + code},
	}}
}

// tapInvitation takes a step towards joining a team.
func (t *turn) tapInvitation(word, code string) error {
	t.leaveSettings()
	if word == "no" {
		t.tell(t.say.Say("team.declined"))
		t.again()
		return nil
	}
	i, err := t.invited(code)
	switch {
	case err != nil || i.Team.ID == 0:
		return err
	case word == minor:
		t.openSetting(askTeam + ":guardian:" + code)
		t.tell(t.say.Say("team.guardian"), t.guardianRows(code)...)
	case word == "later":
		t.tell(t.say.Say("team.later", "until", t.say.Date(restday.DayOf(i.Until.In(t.location())))))
		t.again()
	default:
		t.joinTeam(i.Team, word == "agreed")
	}
	return nil
}

// joinTeam makes this person an athlete of a team. Somebody new starts with the
// team's defaults, and is asked whether they suit.
func (t *turn) joinTeam(team restday.Team, guardian bool) {
	t.change.Team = &restday.Teaming{Team: team.ID, Join: &restday.Membership{
		Trains: true, Share: restday.ShareColour, Guardian: guardian, Since: t.today(),
	}}
	key := "team.joined"
	if guardian {
		key = "team.joined_minor"
		if !t.isMinor() {
			t.athlete.Restrictions = append(slices.Clone(t.athlete.Restrictions), minor)
		}
	}
	if t.athlete.Enrolled {
		t.tell(t.say.Say(key, "team", team.Name))
		t.again()
		return
	}
	if !t.p.Known {
		t.athlete.Zone, t.athlete.PromptAt, t.athlete.Questions = team.Zone, team.PromptAt, team.Questions
		t.questions = t.Flow.questions.of(t.athlete.Questions)
		if !t.book.Speaks(t.p.Athlete.Language) { // the platform says none of ours
			t.athlete.Language = t.book.Match(team.Language)
			t.say = t.book.Speaker(t.athlete.Language)
		}
	}
	t.mention(t.say.Say(key, "team", team.Name))
	t.offerSettings()
}

// teamFirst handles what somebody who has not confirmed yet may do about a team,
// and tells whether it was that. Until they join nothing about them is stored.
func (t *turn) teamFirst() (bool, error) {
	word, args, _ := strings.Cut(strings.TrimSpace(t.in.Text), " ")
	tap := strings.Split(t.in.Choice, ":")
	first, rest, _ := strings.Cut(args, " ")
	var err error
	switch {
	case t.in.Event == restday.Tapped && tap[0] == askTeam && len(tap) == 3 && slices.Contains(joinWords, tap[1]):
		err = t.tapInvitation(tap[1], tap[2])
	case strings.EqualFold(word, "/team") && t.isWord(first, "team_join") && rest != "":
		err = t.invite(rest)
	case strings.EqualFold(word, "/start") && args != "" && rest == "":
		return t.startInvited(first)
	default:
		return false, nil
	}
	t.unstored = !t.p.Known && (t.change.Team == nil || t.change.Team.Join == nil)
	return true, err
}

// startInvited handles what a deep link carries, if it is a team's code.
func (t *turn) startInvited(code string) (bool, error) {
	i, err := t.p.Teams.Invited(readCode(code))
	if err != nil || i.Team.ID == 0 || i.Wrong >= mostWrong {
		return false, err
	}
	t.unstored = !t.p.Known
	return true, t.invite(code)
}
