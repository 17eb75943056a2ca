package storage

import (
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// lookBack is how many days back the last check-in of somebody silent is looked for.
const lookBack = 28

// seenRow is a member of a team with what does not depend on the day.
type seenRow struct {
	ID       int64
	Name     words
	Language words
	Zone     words
	PausedTo day
	Coach    bool
	Trains   bool
	Share    string
	Last     day
}

func (*seenRow) columns() string {
	return `athletes.id, name, language, zone, paused_to, coach, trains, share, COALESCE((SELECT a.day FROM answers a
		WHERE a.athlete_id = athletes.id AND a.day >= ? ORDER BY a.day DESC LIMIT 1), '')`
}
func (r *seenRow) fields() []any {
	return []any{&r.ID, &r.Name, &r.Language, &r.Zone, &r.PausedTo, &r.Coach, &r.Trains, &r.Share, &r.Last}
}

func (r seenRow) seen(today restday.Day) restday.Seen {
	return restday.Seen{
		ID: r.ID, Name: string(r.Name), Language: string(r.Language), Coach: r.Coach, Trains: r.Trains, Share: restday.Share(r.Share),
		Today: today, Away: restday.Day(r.PausedTo) > today, Last: restday.Day(r.Last),
	}
}

// squadFor is a team as somebody sees it who coaches it; for anybody else it is
// the zero Squad.
func squadFor(tx *gorm.DB, athlete, team int64, now time.Time) (restday.Squad, error) {
	if coach, err := coaches(tx, athlete, team); err != nil || !coach {
		return restday.Squad{}, err
	}
	row, err := loadTeam(tx, false, "teams.id = ?", team)
	if err != nil {
		return restday.Squad{}, err
	}
	return squad(tx, row.team(), now)
}

// squad is what coaches see of a team: the door behind which nothing is that an
// athlete does not share.
func squad(tx *gorm.DB, team restday.Team, now time.Time) (restday.Squad, error) {
	first, last := restday.DayOf(now.UTC())-1, restday.DayOf(now.UTC())+1 // today, wherever an athlete is
	rows, err := load[seenRow](tx, `members JOIN athletes ON athletes.id = members.athlete_id WHERE team_id = ? AND enrolled
		ORDER BY athletes.name, athletes.id`, day(first-lookBack), team.ID)
	if err != nil {
		return restday.Squad{}, err
	}
	decided, err := ofSquad[decisionRow](tx, "decisions", team.ID, first, last)
	if err != nil {
		return restday.Squad{}, err
	}
	answers, err := ofSquad[answerRow](tx, "answers", team.ID, first, last)
	if err != nil {
		return restday.Squad{}, err
	}
	zones := map[words]*time.Location{}
	s := restday.Squad{Team: team}
	for _, r := range rows {
		today := restday.DayOf(now.In(r.location(zones)))
		seen := r.seen(today)
		look(&seen, decided[dayOf{r.ID, today}], answers[dayOf{r.ID, today}])
		s.Members = append(s.Members, seen.Within(seen.Share))
	}
	return s, nil
}

func (r seenRow) location(zones map[words]*time.Location) *time.Location {
	if zones[r.Zone] == nil {
		zones[r.Zone] = restday.Athlete{Zone: string(r.Zone)}.Location()
	}
	return zones[r.Zone]
}

// dayOf is one day of one athlete.
type dayOf struct {
	athlete int64
	day     restday.Day
}

// dated is a row that belongs to a day of an athlete.
type dated interface {
	owner() int64
	on() restday.Day
}

func (r decisionRow) on() restday.Day { return restday.Day(r.Day) }
func (r answerRow) on() restday.Day   { return restday.Day(r.Day) }

// ofSquad reads the rows of everybody who trains in a team, by athlete and day.
func ofSquad[R dated, P row[R]](tx *gorm.DB, table string, team int64, first, last restday.Day) (map[dayOf][]R, error) {
	rows, err := load[R, P](tx, table+` WHERE athlete_id IN (SELECT athlete_id FROM members WHERE team_id = ? AND trains)
		AND day BETWEEN ? AND ?`, team, day(first), day(last))
	if err != nil {
		return nil, fmt.Errorf("read %s of a squad: %w", table, err)
	}
	of := map[dayOf][]R{}
	for _, r := range rows {
		key := dayOf{r.owner(), r.on()}
		of[key] = append(of[key], r)
	}
	return of, nil
}

// verdict is what a squad needs of a decision's result.
type verdict struct {
	State   string `json:"state"`
	Outcome string `json:"outcome"`
	Reasons []struct {
		Rule string `json:"rule"`
	} `json:"reasons"`
	Notices []struct {
		Rule string `json:"rule"`
	} `json:"notices"`
}

// plannedRest is the rule by which a rest day stays one: nothing was lowered.
const plannedRest = "R1"

func (v verdict) lowered() bool {
	return v.Outcome != "as_planned" && len(v.Reasons) > 0 && v.Reasons[0].Rule != plannedRest
}

func (v verdict) rules() (ids []string) {
	for _, r := range v.Reasons {
		ids = append(ids, r.Rule)
	}
	for _, n := range v.Notices {
		ids = append(ids, n.Rule)
	}
	return ids
}

// look fills in what was answered and decided on the day.
func look(seen *restday.Seen, decided []decisionRow, answers []answerRow) {
	if !seen.Trains {
		return
	}
	if len(answers) > 0 {
		c := restday.CheckInOf(seen.Today, each(answers, answerRow.answer))
		seen.CheckIn, seen.Ill = &c, len(c.Symptoms) > 0
		seen.Hurts = c.Pain != nil && (c.Pain.Level == nil || *c.Pain.Level > 0)
	}
	if len(decided) == 0 || len(answers) == 0 { // what was decided without a check-in is from the plan alone
		return
	}
	if v, err := readVerdict(decided[0]); err == nil { // what no version of the program wrote says nothing
		seen.State, seen.Outcome, seen.Lowered, seen.Rules = v.State, v.Outcome, v.lowered(), v.rules()
	}
}

func readVerdict(r decisionRow) (v verdict, err error) {
	err = json.Unmarshal([]byte(r.Result), &v)
	return v, err
}
