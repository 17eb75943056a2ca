package conversation

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"restday"
)

// askTeam begins the keys of the open questions about teams, and the data of
// their buttons: "team:leave:17". What is about one team carries its id, what is
// about joining one its code.
const askTeam = "team"

const (
	teamCodeLives = 14 * 24 * time.Hour
	mostTeams     = 10
	teamName      = 40 // letters
	squadAt       = restday.Clock(8*60 + 30)
)

// teamWords are what can be done about a team that one is in, and whether only
// its coaches do it.
var teamWords = map[string]bool{
	"leave": false, "who": false, "looks": false, "share": false,
	"code": true, "morning": true, "defaults": true, "coach": true, "train": true, "bind": true, "unbind": true, "plan": true, "remove": true, "rules": true,
}

func (t *turn) teamOpen() bool { return strings.HasPrefix(t.open(), askTeam+":") }

// team answers /team.
func (t *turn) team(args string) error {
	word, rest, _ := strings.Cut(args, " ")
	switch {
	case args == "":
		return t.tellTeams()
	case t.isWord(word, "team_create"):
		return t.createTeam(rest)
	case t.isWord(word, "team_join"):
		return t.invite(rest)
	}
	for name := range teamWords {
		if t.isWord(word, "team_"+name) {
			return t.aboutTeam(name, rest)
		}
	}
	t.tell(t.say.Say("team.how"))
	return nil
}

// aboutTeam does something about the team that is meant, or asks which is.
func (t *turn) aboutTeam(word, args string) error {
	all, err := t.p.Teams.Of()
	if err != nil {
		return err
	}
	fit := slices.DeleteFunc(slices.Clone(all), func(m restday.Membership) bool { return teamWords[word] && !m.Coach })
	if i := slices.IndexFunc(fit, func(m restday.Membership) bool { return plainer(m.Team.Name) == plainer(args) }); i >= 0 {
		fit, args = fit[i:i+1], ""
	}
	switch {
	case len(all) == 0:
		t.tell(t.say.Say("team.none"))
	case len(fit) == 0:
		t.tell(t.say.Say("team.not_coach"))
	case len(fit) == 1:
		return t.doTeam(word, fit[0], args)
	default:
		var choices []restday.Choice
		for _, m := range fit {
			choices = append(choices, restday.Choice{Label: tidy(m.Team.Name, 36), Data: teamData(word, m.Team.ID)})
		}
		t.tell(t.say.Say("team.which"), rowsOf(choices)...)
	}
	return nil
}

func teamData(word string, team int64, more ...string) string {
	return strings.Join(append([]string{askTeam, word, strconv.FormatInt(team, 10)}, more...), ":")
}

// tapTeam handles a button about teams.
func (t *turn) tapTeam(tap []string) error {
	if len(tap) < 3 {
		return nil
	}
	if slices.Contains(joinWords, tap[1]) {
		return t.tapInvitation(tap[1], tap[2])
	}
	t.leaveSettings()
	id, _ := strconv.ParseInt(tap[2], 10, 64)
	m, err := t.membership(id)
	if err != nil {
		return err
	}
	if m.Team.ID == 0 {
		t.notice(t.say.Say("team.gone"))
		return nil
	}
	if teamWords[tap[1]] && !m.Coach {
		t.notice(t.say.Say("team.not_coach"))
		return nil
	}
	return t.doTeam(tap[1], m, strings.Join(tap[3:], ":"))
}

// membership is this person's part in a team; zero when there is none.
func (t *turn) membership(team int64) (restday.Membership, error) {
	all, err := t.p.Teams.Of()
	if err != nil {
		return restday.Membership{}, err
	}
	for _, m := range all {
		if m.Team.ID == team {
			return m, nil
		}
	}
	return restday.Membership{}, nil
}

// doTeam does what a word says about a team that one is in; of a coach's words
// the right is checked.
func (t *turn) doTeam(word string, m restday.Membership, args string) error {
	switch word {
	case "leave":
		return t.leaveTeam(m, args)
	case "who":
		return t.tellWho(m)
	case "looks":
		return t.tellLooks()
	case "share":
		t.setShare(m, args)
	case "code":
		t.makeTeamCode(m.Team)
	case "morning":
		t.setSquadTime(m.Team, args)
	case "defaults":
		t.setDefaults(m.Team)
	case "coach":
		return t.addCoach(m, args)
	case "rules":
		return t.teamRules(m, args)
	case "remove":
		return t.removeFrom(m, args)
	case "plan":
		return t.planTeam(m, args)
	case "bind":
		t.bindChannel(m.Team)
	case "unbind":
		t.change.Team = &restday.Teaming{Team: m.Team.ID, Bind: &restday.Address{}}
		t.tell(t.say.Say("team.unbound", "team", m.Team.Name))
	case "train":
		m.Trains = true
		t.change.Team = &restday.Teaming{Team: m.Team.ID, Join: &m}
		t.tell(t.say.Say("team.both", "team", m.Team.Name, "share", t.sees(m.Share)))
	}
	return nil
}

// tellTeams shows each team with what can be done about it.
func (t *turn) tellTeams() error {
	all, err := t.p.Teams.Of()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.tell(t.say.Say("team.none"))
	}
	for _, m := range all {
		key, words := "trains", []string{"share", "looks", "leave"}
		switch {
		case m.Coach && m.Trains:
			key, words = "both", []string{"who", "code", "share", "looks", "leave"}
		case m.Coach:
			key, words = "coaches", []string{"who", "code", "train", "leave"}
		}
		var buttons []restday.Choice
		for _, w := range words {
			buttons = append(buttons, restday.Choice{Label: t.say.Say("team." + w + "_button"), Data: teamData(w, m.Team.ID)})
		}
		t.tell(t.say.Say("team."+key, "team", m.Team.Name, "share", t.sees(m.Share)), inRows(buttons)...)
	}
	return nil
}

// sees says what coaches see of somebody who shares that much.
func (t *turn) sees(share restday.Share) string { return t.say.Say("team.sees_" + string(share)) }

// createTeam founds a team with this person as its coach, and a first code.
func (t *turn) createTeam(name string) error {
	all, err := t.p.Teams.Of()
	if err != nil {
		return err
	}
	name = strings.Trim(tidy(name, teamName), "\"'“”„ ")
	coached := 0
	for _, m := range all {
		if plainer(m.Team.Name) == plainer(name) {
			t.tell(t.say.Say("team.name_taken"))
			return nil
		}
		if m.Coach {
			coached++
		}
	}
	switch {
	case name == "" || strings.HasSuffix(name, "…"):
		t.tell(t.say.Say("team.name_how"))
		return nil
	case coached >= mostTeams:
		t.tell(t.say.Say("team.most", "n", coached))
		return nil
	}
	code := t.code()
	t.change.Team = &restday.Teaming{Code: readCode(code), Until: t.now.Add(teamCodeLives), Create: &restday.Team{
		Name: name, Zone: t.athlete.Zone, Language: t.athlete.Language, PromptAt: t.athlete.PromptAt, Questions: t.athlete.Questions,
		MorningAt: squadAt, Told: t.today(),
	}}
	t.tell(t.say.Say("team.created", "team", name, "time", t.say.Clock(squadAt)),
		[]restday.Choice{{Label: t.say.Say("team.only_coach"), Data: "do:pause"}})
	t.tell(t.codeWords(name, code))
	return nil
}

func (t *turn) makeTeamCode(team restday.Team) {
	code := t.code()
	t.change.Team = &restday.Teaming{Team: team.ID, Code: readCode(code), Until: t.now.Add(teamCodeLives)}
	t.tell(t.codeWords(team.Name, code))
}

func (t *turn) codeWords(team, code string) string {
	until := restday.DayOf(t.now.Add(teamCodeLives).In(t.location()))
	return t.say.Say("team.code", "team", team, "code", code, "until", t.say.Date(until))
}

// setSquadTime changes when the team's morning is.
func (t *turn) setSquadTime(team restday.Team, args string) {
	clock, err := restday.ParseClock(strings.TrimSpace(args))
	if err != nil {
		t.tell(t.say.Say("team.morning_how"))
		return
	}
	team.MorningAt = clock
	t.change.Team = &restday.Teaming{Team: team.ID, Save: &team}
	t.tell(t.say.Say("team.morning", "team", team.Name, "time", t.say.Clock(clock), "zone", t.city(team.Zone)))
}

// setDefaults has who joins start as this coach is set up.
func (t *turn) setDefaults(team restday.Team) {
	team.Zone, team.Language, team.PromptAt, team.Questions = t.athlete.Zone, t.athlete.Language, t.athlete.PromptAt, t.athlete.Questions
	t.change.Team = &restday.Teaming{Team: team.ID, Save: &team}
	t.tell(t.say.Say("team.defaults", "team", team.Name, "time", t.say.Clock(team.PromptAt), "zone", t.city(team.Zone)))
}

// addCoach asks who shall coach the team too, or has them do it.
func (t *turn) addCoach(m restday.Membership, args string) error {
	squad, err := t.p.Teams.Squad(m.Team.ID)
	if err != nil {
		return err
	}
	var choices []restday.Choice
	for _, s := range squad.Members {
		id := strconv.FormatInt(s.ID, 10)
		switch {
		case s.Coach:
		case id == args:
			t.change.Team = &restday.Teaming{Team: m.Team.ID, Promote: s.ID}
			t.tell(t.say.Say("team.coach_done", "name", s.Name, "team", m.Team.Name))
			words := t.book.Speaker(s.Language).Say("team.coach_you", "team", m.Team.Name, "name", t.athlete.Name)
			t.change.Outgoing = append(t.change.Outgoing, restday.Outgoing{For: s.ID, Text: plain(words)})
			return nil
		default:
			choices = append(choices, restday.Choice{Label: tidy(s.Name, 36), Data: teamData("coach", m.Team.ID, id)})
		}
	}
	if len(choices) == 0 {
		t.tell(t.say.Say("team.coach_nobody", "team", m.Team.Name))
		return nil
	}
	t.tell(t.say.Say("team.coach_ask", "team", m.Team.Name), inRows(choices)...)
	return nil
}
