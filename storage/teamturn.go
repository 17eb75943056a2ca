package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"restday"
)

// DueTeams returns the ids of up to limit teams whose Wake has come, those that
// have waited longest first.
func (s *Store) DueTeams(ctx context.Context, now time.Time, limit int) ([]int64, error) {
	from := fmt.Sprintf("teams WHERE wake <= ? AND wake IS NOT NULL ORDER BY wake, id LIMIT %d", limit)
	rows, err := load[idRow](s.read.WithContext(ctx), from, at(now))
	return each(rows, func(r idRow) int64 { return r.ID }), err
}

type idRow struct{ ID int64 }

func (*idRow) columns() string { return "id" }
func (r *idRow) fields() []any { return []any{&r.ID} }

// TeamTurn lets think look at a team and stores the change with the messages it
// queues, in one transaction. It returns those messages as they are queued. A
// team that is gone is no error. think may be called again after a collision, so
// it must have no effects.
func (s *Store) TeamTurn(ctx context.Context, id int64, now time.Time,
	think func(restday.TeamDay) (restday.TeamChange, error)) (queued []restday.Outgoing, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		queued = nil
		row, err := loadTeam(tx, true, "teams.id = ?", id)
		if err != nil || row.ID == 0 {
			return err
		}
		day, err := teamDay(tx, row.team(), now)
		if err != nil {
			return err
		}
		change, err := think(day)
		if err != nil {
			return err
		}
		t := turn{tx: tx, now: now}
		queued, err = t.applyTeam(row, change)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("team turn: %w", err)
	}
	return queued, nil
}

func teamDay(tx *gorm.DB, team restday.Team, now time.Time) (restday.TeamDay, error) {
	s, err := squad(tx, team, now)
	return restday.TeamDay{
		Squad:    s,
		Mornings: func(from, to restday.Day) ([]restday.Morning, error) { return mornings(tx, team.ID, from, to) },
		Seasons:  func(from restday.Day) ([]restday.TeamSeason, error) { return seasons(tx, team.ID, from) },
		Plan:     func(from, to restday.Day) ([]restday.Planned, error) { return teamPlan(tx, team.ID, from, to) },
	}, err
}

// applyTeam stores a team's change and returns the messages it queued.
func (t *turn) applyTeam(row teamRow, c restday.TeamChange) ([]restday.Outgoing, error) {
	queued, err := t.queue(c.Outgoing)
	if err != nil {
		return nil, err
	}
	if c.End {
		_, err := exec(t.tx, "DELETE FROM teams WHERE id = ?", row.ID)
		return queued, err
	}
	for athlete, s := range c.Spells {
		spell := spellRow{AthleteID: athlete, Kind: s.Kind, First: day(s.First), Last: day(s.Last)}
		if err := spell.save(t.tx); err != nil {
			return nil, err
		}
	}
	if c.Deload != nil {
		if err := saveDeload(t.tx, row.ID, *c.Deload); err != nil {
			return nil, err
		}
	}
	is := teamOf(c.Team)
	is.Platform, is.Chat = row.Platform, row.Chat
	return queued, is.save(t.tx)
}

// mornings reads what a squad answered and what was decided of it, without names.
func mornings(tx *gorm.DB, team int64, from, to restday.Day) ([]restday.Morning, error) {
	decided, err := ofSquad[decisionRow](tx, "decisions", team, from, to)
	if err != nil {
		return nil, err
	}
	answers, err := ofSquad[answerRow](tx, "answers", team, from, to)
	if err != nil {
		return nil, err
	}
	var out []restday.Morning
	who := map[int64]int{}
	for key, rows := range answers {
		if who[key.athlete] == 0 {
			who[key.athlete] = len(who) + 1
		}
		m := restday.Morning{Who: who[key.athlete], Day: key.day, Values: map[restday.Item]float64{}}
		for _, a := range rows {
			if a.Item == restday.SleepH || a.Item == restday.Fatigue {
				m.Values[a.Item] = a.Value
			}
		}
		if d := decided[key]; len(d) > 0 {
			if v, err := readVerdict(d[0]); err == nil {
				m.State, m.Due = v.State, slices.Contains(v.rules(), "D2")
			}
		}
		out = append(out, m)
	}
	return out, nil
}

// seasons reads what a lighter week must not collide with.
func seasons(tx *gorm.DB, team int64, from restday.Day) ([]restday.TeamSeason, error) {
	const who = " athlete_id IN (SELECT athlete_id FROM members WHERE team_id = ? AND trains)"
	people, err := load[athleteRow](tx, "athletes WHERE enrolled AND id IN (SELECT athlete_id FROM members WHERE team_id = ? AND trains) ORDER BY id", team)
	if err != nil {
		return nil, err
	}
	races, err := load[raceRow](tx, "races WHERE"+who+" AND day >= ? ORDER BY day", team, day(from))
	if err != nil {
		return nil, err
	}
	spells, err := load[spellRow](tx, "spells WHERE"+who+" AND last >= ? ORDER BY first", team, day(from))
	if err != nil {
		return nil, err
	}
	var out []restday.TeamSeason
	for _, p := range people {
		s := restday.TeamSeason{Athlete: p.ID, Language: string(p.Language), Zone: string(p.Zone), Quiet: restday.Hours{From: p.QuietFrom, To: p.QuietTo}, PausedTo: restday.Day(p.PausedTo)}
		for _, r := range races {
			if r.AthleteID == p.ID {
				s.Races = append(s.Races, r.race())
			}
		}
		for _, r := range spells {
			if r.AthleteID == p.ID {
				s.Spells = append(s.Spells, r.spell())
			}
		}
		out = append(out, s)
	}
	return out, nil
}
