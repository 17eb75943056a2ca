package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"restday"
)

// OfTeam is the platform of an address that names a team: "team:Harriers".
const OfTeam = "team"

// teamDayRow is a day that a team has planned.
type teamDayRow struct{ planRow }

func (*teamDayRow) columns() string {
	return "team_days.day, kind, title, minutes, distance_km, rpe, sport"
}
func (r *teamDayRow) fields() []any {
	return []any{&r.Day, &r.Kind, &r.Title, &r.Minutes, &r.DistanceKM, &r.RPE, &r.Sport}
}

func (r teamDayRow) ofTeam() restday.Planned {
	p := r.planned()
	p.OfTeam = true
	return p
}

// teamPlan reads what a team has planned, by day.
func teamPlan(tx *gorm.DB, team int64, from, to restday.Day) ([]restday.Planned, error) {
	rows, err := load[teamDayRow](tx, "team_days WHERE team_id = ? AND day BETWEEN ? AND ? ORDER BY day", team, day(from), day(to))
	return each(rows, teamDayRow.ofTeam), err
}

// planned reads an athlete's dated rows from a day on, oldest first: their own, and
// under them those of the teams that they train in, since they joined.
func planned(tx *gorm.DB, athlete int64, from restday.Day) ([]restday.Planned, error) {
	own, err := load[planRow](tx, "plan_days WHERE athlete_id = ? AND day >= ? ORDER BY day, id", athlete, day(from))
	if err != nil {
		return nil, err
	}
	of, err := load[teamDayRow](tx, `team_days JOIN members ON members.team_id = team_days.team_id
		WHERE members.athlete_id = ? AND trains AND team_days.day >= ? AND team_days.day >= since ORDER BY team_days.day, members.team_id`,
		athlete, day(from))
	plan := each(own, planRow.planned)
	if err != nil || len(of) == 0 {
		return plan, err
	}
	taken := map[day]bool{}
	for _, r := range own {
		if r.MovedFrom == 0 { // what was moved there stands beside what was planned
			taken[r.Day] = true
		}
	}
	for _, r := range of {
		if !taken[r.Day] {
			plan, taken[r.Day] = append(plan, r.ofTeam()), true
		}
	}
	slices.SortStableFunc(plan, func(a, b restday.Planned) int { return int(a.Day - b.Day) })
	return plan, nil
}

// saveTeamPlan replaces what a team has planned for some days.
func saveTeamPlan(tx *gorm.DB, team int64, p restday.TeamPlan) error {
	for _, d := range p.Days {
		if _, err := exec(tx, "DELETE FROM team_days WHERE team_id = ? AND day = ?", team, day(d)); err != nil {
			return fmt.Errorf("clear a day of a team: %w", err)
		}
	}
	for _, r := range p.Rows {
		_, err := exec(tx, "INSERT INTO team_days (team_id, day, kind, title, minutes, distance_km, rpe, sport) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			team, day(r.Day), r.Kind, words(r.Title), r.Minutes, r.DistanceKM, r.RPE, words(r.Sport))
		if err != nil {
			return fmt.Errorf("save a day of a team: %w", err)
		}
	}
	return nil
}

// saveException gives one athlete of a team a day of their own.
func (t *turn) saveException(team int64, e restday.Exception) error {
	n, err := returning(t.tx, "SELECT COUNT(*) FROM members WHERE team_id = ? AND athlete_id = ? AND trains", team, e.Athlete)
	if err != nil || n == 0 {
		return errors.Join(err, errNotCoach)
	}
	return replan(t.tx, e.Athlete, restday.Replan{Days: []restday.Day{e.Planned.Day}, Rows: []restday.Planned{e.Planned}})
}

// Teams returns every team, in the order they were founded.
func (s *Store) Teams(ctx context.Context) ([]restday.Team, error) {
	rows, err := load[teamRow](s.read.WithContext(ctx), teamsWithDeloads+" ORDER BY teams.id")
	return each(rows, teamRow.team), err
}

// importTeamPlans stores the rows that are a team's and returns the others.
func importTeamPlans(tx *gorm.DB, rows []PlanRow) (others []PlanRow, err error) {
	plans := map[string]*restday.TeamPlan{}
	for _, r := range rows {
		if r.Chat.Platform != OfTeam {
			others = append(others, r)
			continue
		}
		if plans[r.Chat.Chat] == nil {
			plans[r.Chat.Chat] = &restday.TeamPlan{}
		}
		p := plans[r.Chat.Chat]
		p.Days, p.Rows = append(p.Days, r.Planned.Day), append(p.Rows, r.Planned)
	}
	for name, p := range plans {
		id, err := returning(tx, "SELECT id FROM teams WHERE name = ? ORDER BY id LIMIT 1", words(name))
		if err != nil {
			return nil, fmt.Errorf("find a team: %w", err)
		}
		if err := saveTeamPlan(tx, id, *p); err != nil {
			return nil, err
		}
	}
	return others, nil
}
