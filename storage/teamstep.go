package storage

import (
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// teamStep takes one step about a team.
func (t *turn) teamStep(s restday.Teaming) error {
	if s.CoachOnly() {
		switch coach, err := coaches(t.tx, t.row.ID, s.Team); {
		case err != nil:
			return err
		case !coach:
			return errNotCoach
		}
	}
	if err := t.takeTeamStep(s); err != nil {
		return fmt.Errorf("step about a team: %w", err)
	}
	return nil
}

func (t *turn) takeTeamStep(s restday.Teaming) error {
	switch {
	case s.Create != nil:
		return t.createTeam(s)
	case s.Join != nil:
		return t.joinTeam(s.Team, *s.Join)
	case s.Leave:
		return t.leaveTeam(s.Team, t.row.ID)
	case s.Remove != 0:
		return t.leaveTeam(s.Team, s.Remove)
	case s.Wrong:
		_, err := exec(t.tx, "INSERT INTO link_tries (athlete_id, tried_at) VALUES (?, ?)", t.row.ID, at(t.now))
		return err
	case s.Code != "":
		return t.saveCode(s.Team, s)
	case s.Plan != nil:
		return saveTeamPlan(t.tx, s.Team, *s.Plan)
	case s.Row != nil:
		return t.saveException(s.Team, *s.Row)
	case s.Promote != 0:
		_, err := exec(t.tx, "UPDATE members SET coach = TRUE WHERE team_id = ? AND athlete_id = ?", s.Team, s.Promote)
		return err
	case s.Look != 0:
		_, err := exec(t.tx, `INSERT INTO looks (athlete_id, coach_id, team_id, looked_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			s.Look, t.row.ID, s.Team, at(t.now))
		return err
	}
	return t.changeTeam(s)
}

// changeTeam takes the steps that change the team itself.
func (t *turn) changeTeam(s restday.Teaming) error {
	row, err := loadTeam(t.tx, true, "teams.id = ?", s.Team)
	if err != nil || row.ID == 0 {
		return err
	}
	switch {
	case s.Save != nil:
		is := teamOf(*s.Save)
		row.Name, row.Zone, row.Language, row.PromptAt, row.Questions, row.MorningAt = is.Name, is.Zone, is.Language, is.PromptAt, is.Questions, is.MorningAt
	case s.Bind != nil:
		if err := loseChannel(t.tx, *s.Bind, t.now); err != nil { // another team's until now
			return err
		}
		row.Platform, row.Chat, row.Lost = s.Bind.Platform, s.Bind.Chat, false
	case s.Rules != nil:
		row.Rules = words(*s.Rules)
	case s.Deload != nil:
		if err := saveDeload(t.tx, row.ID, *s.Deload); err != nil {
			return err
		}
	}
	row.Wake = at(t.now) // what is next is worked out anew
	return row.save(t.tx)
}

// loseChannel takes a channel off the team that it belongs to. Its coaches are told
// at the team's next turn.
func loseChannel(tx *gorm.DB, channel restday.Address, now time.Time) error {
	if channel == (restday.Address{}) {
		return nil
	}
	_, err := exec(tx, "UPDATE teams SET platform = '', chat = '', lost = TRUE, wake = ? WHERE platform = ? AND chat = ?",
		at(now), channel.Platform, channel.Chat)
	if err != nil {
		return fmt.Errorf("take a channel off a team: %w", err)
	}
	return nil
}

func (t *turn) createTeam(s restday.Teaming) error {
	row := teamOf(*s.Create)
	row.Wake, row.Coaches = at(t.now), 1
	if err := row.save(t.tx); err != nil {
		return err
	}
	if err := t.saveCode(row.ID, s); err != nil {
		return err
	}
	return saveMember(t.tx, row.ID, t.row.ID, restday.Membership{
		Coach: true, Share: restday.ShareColour, Since: restday.DayOf(t.now.In(t.row.athlete().Location())),
	})
}

// saveCode gives a team a code in place of the one it had.
func (t *turn) saveCode(team int64, s restday.Teaming) error {
	_, err := exec(t.tx, "UPDATE teams SET code = ?, code_until = ? WHERE id = ?", hashed(s.Code), at(s.Until), team)
	return err
}

func (t *turn) joinTeam(team int64, m restday.Membership) error {
	if m.Coach { // nobody makes themselves a coach
		if coach, err := coaches(t.tx, t.row.ID, team); err != nil || !coach {
			return errors.Join(err, errNotCoach)
		}
	}
	return saveMember(t.tx, team, t.row.ID, m)
}

func saveMember(tx *gorm.DB, team, athlete int64, m restday.Membership) error {
	_, err := exec(tx, `INSERT INTO members (team_id, athlete_id, coach, trains, share, guardian, since) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (team_id, athlete_id) DO UPDATE SET (coach, trains, share, guardian) =
		(excluded.coach, excluded.trains, excluded.share, excluded.guardian)`,
		team, athlete, m.Coach, m.Trains, string(m.Share), m.Guardian, day(m.Since))
	return err
}

// leaveTeam ends a membership, and with it all that the team's coaches saw of it.
func (t *turn) leaveTeam(team, athlete int64) error {
	for _, statement := range []string{
		"DELETE FROM members WHERE team_id = ? AND athlete_id = ?",
		"DELETE FROM looks WHERE team_id = ? AND athlete_id = ?",
	} {
		if _, err := exec(t.tx, statement, team, athlete); err != nil {
			return err
		}
	}
	_, err := exec(t.tx, "UPDATE teams SET wake = ? WHERE id = ?", at(t.now), team)
	return err
}
