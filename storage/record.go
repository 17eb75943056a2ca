package storage

import (
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"restday"
)

// answerRow is one answer; a new question needs no new column.
type answerRow struct {
	AthleteID int64        `gorm:"primaryKey;autoIncrement:false"`
	Day       day          `gorm:"primaryKey"`
	Item      restday.Item `gorm:"primaryKey"`
	Value     float64
	Words     words
}

// TableName names the table to gorm.
func (answerRow) TableName() string { return "answers" }

func (r answerRow) owner() int64 { return r.AthleteID }

func (r answerRow) answer() restday.Answer {
	return restday.Answer{Item: r.Item, Value: r.Value, Words: string(r.Words)}
}

// decisionRow is what was decided for a day, with all it takes to replay it.
type decisionRow struct {
	AthleteID int64 `gorm:"primaryKey;autoIncrement:false"`
	Day       day   `gorm:"primaryKey"`
	Outcome   string
	Version   string
	Facts     words
	Result    words
}

// TableName names the table to gorm.
func (decisionRow) TableName() string { return "decisions" }

func (r decisionRow) owner() int64 { return r.AthleteID }

func (r decisionRow) decided() restday.Decided {
	return restday.Decided{
		Day: restday.Day(r.Day), Outcome: r.Outcome, Version: r.Version,
		Facts: json.RawMessage(r.Facts), Result: json.RawMessage(r.Result),
	}
}

func decisionOf(athlete int64, on restday.Day, d restday.Decided) decisionRow {
	return decisionRow{
		AthleteID: athlete, Day: day(on), Outcome: d.Outcome, Version: d.Version,
		Facts: words(d.Facts), Result: words(d.Result),
	}
}

// sessionRow is one session that was done.
type sessionRow struct {
	ID         int64 `gorm:"primaryKey"`
	AthleteID  int64
	Day        day
	Kind       restday.Kind
	Minutes    *float64
	RPE        *float64
	DistanceKM *float64
	Sport      words
}

// TableName names the table to gorm.
func (sessionRow) TableName() string { return "sessions" }

func (r sessionRow) owner() int64 { return r.AthleteID }

func (r sessionRow) session() restday.Session {
	return restday.Session{
		Day: restday.Day(r.Day), Kind: r.Kind, Minutes: r.Minutes,
		RPE: r.RPE, DistanceKM: r.DistanceKM, Sport: string(r.Sport),
	}
}

func sessionOf(athlete int64, s restday.Session) sessionRow {
	return sessionRow{
		AthleteID: athlete, Day: day(s.Day), Kind: s.Kind, Minutes: s.Minutes,
		RPE: s.RPE, DistanceKM: s.DistanceKM, Sport: words(s.Sport),
	}
}

// planRow is a session that is planned for a day.
type planRow struct {
	ID         int64 `gorm:"primaryKey"`
	AthleteID  int64
	Day        day
	Kind       restday.Kind
	Title      words
	Minutes    *float64
	DistanceKM *float64
	RPE        *float64
	Sport      words
	MovedFrom  day
}

// TableName names the table to gorm.
func (planRow) TableName() string { return "plan_days" }

func (r planRow) owner() int64 { return r.AthleteID }

func (r planRow) planned() restday.Planned {
	return restday.Planned{
		Day: restday.Day(r.Day), Kind: r.Kind, Title: string(r.Title), Minutes: r.Minutes,
		DistanceKM: r.DistanceKM, RPE: r.RPE, Sport: string(r.Sport), MovedFrom: restday.Day(r.MovedFrom),
	}
}

func planOf(athlete int64, p restday.Planned) planRow {
	return planRow{
		AthleteID: athlete, Day: day(p.Day), Kind: p.Kind, Title: words(p.Title), Minutes: p.Minutes,
		DistanceKM: p.DistanceKM, RPE: p.RPE, Sport: words(p.Sport), MovedFrom: day(p.MovedFrom),
	}
}

// history reads what is stored of one athlete from a day on, oldest first.
func history(tx *gorm.DB, athlete int64, from restday.Day) (h restday.History, err error) {
	// A session is what lets each of the four queries start from the same conditions.
	q := tx.Where("athlete_id = ? AND day >= ?", athlete, day(from)).Session(&gorm.Session{})
	answers, err := load[answerRow](q, "day, item")
	if err != nil {
		return h, err
	}
	sessions, err := load[sessionRow](q, "day, id")
	if err != nil {
		return h, err
	}
	plan, err := load[planRow](q, "day, id")
	if err != nil {
		return h, err
	}
	decided, err := load[decisionRow](q, "day")
	if err != nil {
		return h, err
	}
	return restday.History{
		CheckIns: checkIns(answers),
		Sessions: each(sessions, sessionRow.session),
		Plan:     each(plan, planRow.planned),
		Decided:  each(decided, decisionRow.decided),
	}, nil
}

func load[R any](q *gorm.DB, order string) (rows []R, err error) {
	if err := q.Order(order).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load %T: %w", rows, err)
	}
	return rows, nil
}

func each[R, T any](rows []R, to func(R) T) []T {
	var out []T
	for _, r := range rows {
		out = append(out, to(r))
	}
	return out
}

// checkIns gathers the answers of one athlete, ordered by day, into check-ins.
func checkIns(rows []answerRow) []restday.CheckIn {
	var out []restday.CheckIn
	for start := 0; start < len(rows); {
		end := start
		for end < len(rows) && rows[end].Day == rows[start].Day {
			end++
		}
		on := restday.Day(rows[start].Day)
		out = append(out, restday.CheckInOf(on, each(rows[start:end], answerRow.answer)))
		start = end
	}
	return out
}
