package conversation

import (
	"slices"
	"strings"

	"restday"
	"restday/plan"
)

// tellTeamWeek shows what each of one's teams has planned for the week of a day.
func (t *turn) tellTeamWeek(day restday.Day) error {
	all, err := t.p.Teams.Of()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.tell(t.say.Say("team.none"))
	}
	for _, m := range all {
		if err := t.tellWeekOf(m, day); err != nil {
			return err
		}
	}
	return nil
}

func (t *turn) tellWeekOf(m restday.Membership, day restday.Day) error {
	first := monday(day)
	planned, err := t.p.Teams.Plan(m.Team.ID, first, first+6)
	if err != nil {
		return err
	}
	if len(planned) == 0 { // on a Sunday the next week is of interest
		first += 7
		if planned, err = t.p.Teams.Plan(m.Team.ID, first, first+6); err != nil {
			return err
		}
	}
	lines := []string{t.say.Say("team.week", "team", m.Team.Name, "first", t.say.Date(first), "last", t.say.Date(first+6))}
	if len(planned) == 0 {
		lines = []string{t.say.Say("team.week_none", "team", m.Team.Name)}
	}
	for _, p := range planned {
		lines = append(lines, t.say.Say("week.line", "day", capital(t.say.Weekday(p.Day)), "what", plannedTitle(t.say, p)+"."))
	}
	if m.Coach {
		lines = append(lines, t.say.Say("team.week_how"))
	}
	t.tell(strings.Join(lines, "\n"))
	return nil
}

// planTeam changes a day of the team's plan, or of one athlete: "Tuesday 6 × 800 m,
// 60 min", "Ana Tuesday rest".
func (t *turn) planTeam(m restday.Membership, args string) error {
	if args == "" {
		return t.tellWeekOf(m, t.today())
	}
	squad, err := t.p.Teams.Squad(m.Team.ID)
	if err != nil {
		return err
	}
	who, args := memberIn(squad.Trains(), args)
	words := strings.Fields(args)
	day, n := t.dayAt(words, t.readPlanDay)
	if n == 0 || n == len(words) {
		t.tell(t.say.Say("team.week_how"))
		return nil
	}
	rest := strings.Join(words[n:], " ")
	p, ok := plan.Typed(rest)
	clears := t.isWord(rest, "team_clear")
	switch p.Day = day; {
	case day < t.today():
		t.tell(t.say.Say("move.past"))
	case who.ID != 0 && ok:
		t.exceptFrom(m.Team, who, p)
	case clears && who.ID == 0:
		t.change.Team = &restday.Teaming{Team: m.Team.ID, Plan: &restday.TeamPlan{Days: []restday.Day{day}}}
		t.tell(t.say.Say("team.plan_cleared", "team", m.Team.Name, "day", t.dated(day)))
	case ok:
		t.change.Team = &restday.Teaming{Team: m.Team.ID, Plan: &restday.TeamPlan{Days: []restday.Day{day}, Rows: []restday.Planned{p}}}
		t.tell(t.say.Say("team.planned", "team", m.Team.Name, "day", t.dated(day), "what", plannedTitle(t.say, p)))
	default:
		t.tell(t.say.Say("team.plan_what", "words", tidy(rest, 40)))
	}
	return nil
}

// exceptFrom gives one athlete a day of their own, and tells them.
func (t *turn) exceptFrom(of restday.Team, who restday.Seen, p restday.Planned) {
	t.change.Team = &restday.Teaming{Team: of.ID, Row: &restday.Exception{Athlete: who.ID, Planned: p}}
	t.tell(t.say.Say("team.planned", "team", who.Name, "day", t.dated(p.Day), "what", plannedTitle(t.say, p)))
	say := t.book.Speaker(who.Language)
	t.sayTo(who, restday.Outgoing{Text: plain(say.Say("team.planned_you", "coach", t.athlete.Name, "team", of.Name,
		"day", dayWords(say, p.Day), "what", plannedTitle(say, p)))})
}

// memberIn is whom words begin with, and the words behind the name.
func memberIn(members []restday.Seen, words string) (restday.Seen, string) {
	longest := slices.SortedFunc(slices.Values(members), func(a, b restday.Seen) int { return len(b.Name) - len(a.Name) })
	for _, m := range longest {
		if len(words) > len(m.Name) && strings.EqualFold(words[:len(m.Name)], m.Name) && words[len(m.Name)] == ' ' {
			return m, words[len(m.Name)+1:]
		}
	}
	return restday.Seen{}, words
}
