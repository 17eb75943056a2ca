package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// errNotCoach refuses a step that only a coach of the team may take.
var errNotCoach = errors.New("the step is for coaches of the team")

// keepLooks is how long an athlete sees who opened their days.
const keepLooks = 28 * 24 * time.Hour

// teamRow is a team with the state of its last lighter week.
type teamRow struct {
	ID        int64
	Name      words
	Zone      words
	Language  words
	PromptAt  restday.Clock
	Questions words // items, separated by spaces
	MorningAt restday.Clock
	Platform  string
	Chat      string
	Lost      bool
	Coaches   int
	Told      day
	Rules     words
	Wake      instant
	deloadRow
}

const teamColumns = "name, zone, language, prompt_at, questions, morning_at, platform, chat, lost, coaches, told, rules, wake"

// teamsWithDeloads is what teams are read from.
const teamsWithDeloads = `teams LEFT JOIN deloads ON deloads.team_id = teams.id AND deloads.proposed =
	(SELECT MAX(o.proposed) FROM deloads o WHERE o.team_id = teams.id)`

func (*teamRow) columns() string {
	return teamColumns + `, teams.id, COALESCE(proposed, ''), COALESCE(state, ''), COALESCE(why, ''), COALESCE(first, ''),
		COALESCE(last, ''), COALESCE(announced, '')`
}

func (r *teamRow) fields() []any {
	return append(append(r.settings(), &r.ID), r.deloadRow.fields()...)
}

func (r *teamRow) settings() []any {
	return []any{&r.Name, &r.Zone, &r.Language, &r.PromptAt, &r.Questions, &r.MorningAt, &r.Platform, &r.Chat, &r.Lost,
		&r.Coaches, &r.Told, &r.Rules, &r.Wake}
}

func (r teamRow) channel() restday.Address {
	return restday.Address{Platform: r.Platform, Chat: r.Chat}
}

func (r teamRow) team() restday.Team {
	return restday.Team{
		ID: r.ID, Name: string(r.Name), Zone: string(r.Zone), Language: string(r.Language), PromptAt: r.PromptAt,
		Questions: items(string(r.Questions)), MorningAt: r.MorningAt, Channel: r.channel(), Lost: r.Lost, Coaches: r.Coaches,
		Told: restday.Day(r.Told), Rules: string(r.Rules), Wake: r.Wake.Time, Deload: r.deload(),
	}
}

func teamOf(t restday.Team) teamRow {
	return teamRow{
		ID: t.ID, Name: words(t.Name), Zone: words(t.Zone), Language: words(t.Language), PromptAt: t.PromptAt,
		Questions: words(joinItems(t.Questions)), MorningAt: t.MorningAt, Platform: t.Channel.Platform, Chat: t.Channel.Chat,
		Lost: t.Lost, Coaches: t.Coaches, Told: day(t.Told), Rules: words(t.Rules), Wake: at(t.Wake),
	}
}

// save inserts the row, which sets its ID, or updates it.
func (r *teamRow) save(tx *gorm.DB) (err error) {
	if r.ID == 0 {
		r.ID, err = returning(tx, "INSERT INTO teams ("+teamColumns+", code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') RETURNING id",
			r.settings()...)
	} else {
		_, err = exec(tx, "UPDATE teams SET ("+teamColumns+") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
			append(r.settings(), r.ID)...)
	}
	if err != nil {
		return fmt.Errorf("save team: %w", err)
	}
	return nil
}

// deloadRow is a lighter week of a whole team.
type deloadRow struct {
	Proposed  day
	State     string
	Why       string
	First     day
	Last      day
	Announced string
}

func (r *deloadRow) fields() []any {
	return []any{&r.Proposed, &r.State, &r.Why, &r.First, &r.Last, &r.Announced}
}

func (r deloadRow) deload() restday.TeamDeload {
	return restday.TeamDeload{
		Proposed: restday.Day(r.Proposed), State: r.State, Why: r.Why,
		First: restday.Day(r.First), Last: restday.Day(r.Last), Told: r.Announced,
	}
}

// saveDeload stores a lighter week over what was there of it.
func saveDeload(tx *gorm.DB, team int64, d restday.TeamDeload) error {
	_, err := exec(tx, `INSERT INTO deloads (team_id, proposed, state, why, first, last, announced) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (team_id, proposed) DO UPDATE SET (state, why, first, last, announced) =
		(excluded.state, excluded.why, excluded.first, excluded.last, excluded.announced)`,
		team, day(d.Proposed), d.State, d.Why, day(d.First), day(d.Last), d.Told)
	if err != nil {
		return fmt.Errorf("save a team's lighter week: %w", err)
	}
	return nil
}

// loadTeam reads the team that a condition names; ID 0 when there is none. Inside
// a transaction that will write, lock keeps every other turn off it.
func loadTeam(tx *gorm.DB, lock bool, where string, args ...any) (teamRow, error) {
	from := teamsWithDeloads + " WHERE " + where
	if lock && isPostgres(tx) { // SQLite has one writer
		from += " FOR UPDATE OF teams"
	}
	rows, err := load[teamRow](tx, from, args...)
	if err != nil || len(rows) == 0 {
		return teamRow{}, err
	}
	return rows[0], nil
}

// membershipRow is one person's part in a team.
type membershipRow struct {
	Coach    bool
	Trains   bool
	Share    string
	Guardian bool
	Since    day
	teamRow
}

func (*membershipRow) columns() string {
	return "coach, trains, share, guardian, since, " + (*teamRow)(nil).columns()
}

func (r *membershipRow) fields() []any {
	return append([]any{&r.Coach, &r.Trains, &r.Share, &r.Guardian, &r.Since}, r.teamRow.fields()...)
}

func (r membershipRow) membership() restday.Membership {
	return restday.Membership{
		Team: r.team(), Coach: r.Coach, Trains: r.Trains, Share: restday.Share(r.Share), Guardian: r.Guardian, Since: restday.Day(r.Since),
	}
}

// teams is what a turn of a person may know about teams.
func teams(tx *gorm.DB, athlete int64, now time.Time) restday.TeamReader {
	return restday.TeamReader{
		Of: func() ([]restday.Membership, error) {
			rows, err := load[membershipRow](tx, teamsWithDeloads+" JOIN members ON members.team_id = teams.id WHERE athlete_id = ? ORDER BY teams.id", athlete)
			return each(rows, membershipRow.membership), err
		},
		Invited: func(code string) (restday.Invited, error) { return invited(tx, athlete, now, code) },
		Plan: func(team int64, from, to restday.Day) ([]restday.Planned, error) {
			in, err := returning(tx, "SELECT COUNT(*) FROM members WHERE team_id = ? AND athlete_id = ?", team, athlete)
			if err != nil || in == 0 {
				return nil, err
			}
			return teamPlan(tx, team, from, to)
		},
		Facts: func(team int64, from restday.Day, most int, yield func(json.RawMessage)) error {
			return factsOf(tx, athlete, team, from, most, yield)
		},
		Squad: func(team int64) (restday.Squad, error) { return squadFor(tx, athlete, team, now) },
		Looks: func() ([]restday.Look, error) {
			rows, err := load[lookRow](tx, `looks JOIN teams ON teams.id = looks.team_id JOIN athletes ON athletes.id = looks.coach_id
				WHERE looks.athlete_id = ? AND looked_at > ? ORDER BY looked_at DESC LIMIT 20`, athlete, at(now.Add(-keepLooks)))
			return each(rows, lookRow.look), err
		},
	}
}

// invited is what a code leads to, for somebody who has typed wrong ones before.
func invited(tx *gorm.DB, athlete int64, now time.Time, code string) (restday.Invited, error) {
	wrong, err := wrongCodes(tx, athlete, now)
	if err != nil {
		return restday.Invited{}, err
	}
	row, err := loadTeam(tx, false, "code = ? AND code_until > ?", hashed(code), at(now))
	if err != nil || row.ID == 0 {
		return restday.Invited{Wrong: wrong}, err
	}
	until, err := returning(tx, "SELECT code_until FROM teams WHERE id = ?", row.ID)
	return restday.Invited{Team: row.team(), Until: time.UnixMilli(until), Wrong: wrong}, err
}

// lookRow is one time a coach opened an athlete's day.
type lookRow struct {
	Coach, Team words
	At          instant
}

func (*lookRow) columns() string { return "athletes.name, teams.name, looked_at" }
func (r *lookRow) fields() []any { return []any{&r.Coach, &r.Team, &r.At} }
func (r lookRow) look() restday.Look {
	return restday.Look{Coach: string(r.Coach), Team: string(r.Team), At: r.At.Time}
}

// factRow is what a decision was made of.
type factRow struct{ Facts string }

func (*factRow) columns() string { return "facts" }
func (r *factRow) fields() []any { return []any{&r.Facts} }

// factsOf hands what a squad's decisions were made of to who coaches it.
func factsOf(tx *gorm.DB, athlete, team int64, from restday.Day, most int, yield func(json.RawMessage)) error {
	if coach, err := coaches(tx, athlete, team); err != nil || !coach {
		return err
	}
	rows, err := load[factRow](tx, `decisions WHERE athlete_id IN (SELECT athlete_id FROM members WHERE team_id = ? AND trains)
		AND day >= ? ORDER BY day DESC LIMIT ?`, team, day(from), most)
	for _, r := range rows {
		yield(json.RawMessage(r.Facts))
	}
	return err
}

// changesOf are what a team that an athlete trains in changes in the rules: that of
// the first, where several do.
func changesOf(tx *gorm.DB, athlete int64) (string, error) {
	rows, err := load[ruleRow](tx, `teams JOIN members ON members.team_id = teams.id
		WHERE athlete_id = ? AND trains AND rules <> '' ORDER BY teams.id LIMIT 1`, athlete)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].Rules, nil
}

type ruleRow struct{ Rules string }

func (*ruleRow) columns() string { return "rules" }
func (r *ruleRow) fields() []any { return []any{&r.Rules} }

// coaches tells whether somebody coaches a team. It is the only place that says so.
func coaches(tx *gorm.DB, athlete, team int64) (bool, error) {
	n, err := returning(tx, "SELECT COUNT(*) FROM members WHERE team_id = ? AND athlete_id = ? AND coach", team, athlete)
	if err != nil {
		return false, fmt.Errorf("look who coaches a team: %w", err)
	}
	return n > 0, nil
}
