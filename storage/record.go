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

func (*answerRow) columns() string { return "athlete_id, day, item, value, words" }
func (r *answerRow) fields() []any {
	return []any{&r.AthleteID, &r.Day, &r.Item, &r.Value, &r.Words}
}

// save stores the answer over what was there.
func (r *answerRow) save(tx *gorm.DB) error {
	_, err := exec(tx, `INSERT INTO answers (athlete_id, day, item, value, words) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (athlete_id, day, item) DO UPDATE SET value = excluded.value, words = excluded.words`, r.fields()...)
	if err != nil {
		return fmt.Errorf("save answer: %w", err)
	}
	return nil
}

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
	Told      int64
}

// TableName names the table to gorm.
func (decisionRow) TableName() string { return "decisions" }

func (*decisionRow) columns() string { return "athlete_id, day, outcome, version, facts, result, told" }
func (r *decisionRow) fields() []any {
	return []any{&r.AthleteID, &r.Day, &r.Outcome, &r.Version, &r.Facts, &r.Result, &r.Told}
}

// save stores the decision over what was there. Without a message that tells
// it, the one that told what was there before still stands.
func (r *decisionRow) save(tx *gorm.DB) error {
	_, err := exec(tx, `INSERT INTO decisions (athlete_id, day, outcome, version, facts, result, told) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (athlete_id, day) DO UPDATE SET (outcome, version, facts, result, told) =
		(excluded.outcome, excluded.version, excluded.facts, excluded.result,
		CASE WHEN excluded.told <> 0 THEN excluded.told ELSE decisions.told END)`, r.fields()...)
	if err != nil {
		return fmt.Errorf("save decision: %w", err)
	}
	return nil
}

func (r decisionRow) owner() int64 { return r.AthleteID }

func (r decisionRow) decided() restday.Decided {
	return restday.Decided{
		Day: restday.Day(r.Day), Outcome: r.Outcome, Version: r.Version,
		Facts: json.RawMessage(r.Facts), Result: json.RawMessage(r.Result), Told: r.Told,
	}
}

func decisionOf(athlete int64, on restday.Day, d restday.Decided) decisionRow {
	return decisionRow{
		AthleteID: athlete, Day: day(on), Outcome: d.Outcome, Version: d.Version,
		Facts: words(d.Facts), Result: words(d.Result), Told: d.Told,
	}
}

// outcomeRow is what a history shows of a decision.
type outcomeRow struct {
	Day     day
	Outcome string
}

// Reading what stands behind facts and result would read those too.
func (*outcomeRow) columns() string { return "day, outcome" }
func (r *outcomeRow) fields() []any { return []any{&r.Day, &r.Outcome} }

func (r outcomeRow) decided() restday.Decided {
	return restday.Decided{Day: restday.Day(r.Day), Outcome: r.Outcome}
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

func (*sessionRow) columns() string {
	return "id, athlete_id, day, kind, minutes, rpe, distance_km, sport"
}
func (r *sessionRow) fields() []any {
	return []any{&r.ID, &r.AthleteID, &r.Day, &r.Kind, &r.Minutes, &r.RPE, &r.DistanceKM, &r.Sport}
}

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

// saveLog stores what was done on a day in place of what was logged before.
func saveLog(tx *gorm.DB, athlete int64, l restday.Log) error {
	if _, err := exec(tx, "DELETE FROM sessions WHERE athlete_id = ? AND day = ?", athlete, day(l.Day)); err != nil {
		return fmt.Errorf("clear the log of a day: %w", err)
	}
	for _, s := range l.Sessions {
		s.Day = l.Day
		row := sessionOf(athlete, s)
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("save a session: %w", err)
		}
	}
	return nil
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
	Changed    words
	ChangedDay day // the other day of a move or swap
}

// TableName names the table to gorm.
func (planRow) TableName() string { return "plan_days" }

func (*planRow) columns() string {
	return "id, athlete_id, day, kind, title, minutes, distance_km, rpe, sport, moved_from, changed, changed_day"
}
func (r *planRow) fields() []any {
	return []any{&r.ID, &r.AthleteID, &r.Day, &r.Kind, &r.Title, &r.Minutes, &r.DistanceKM, &r.RPE, &r.Sport, &r.MovedFrom, &r.Changed, &r.ChangedDay}
}

func (r planRow) owner() int64 { return r.AthleteID }

func (r planRow) planned() restday.Planned {
	return restday.Planned{
		Day: restday.Day(r.Day), Kind: r.Kind, Title: string(r.Title), Minutes: r.Minutes,
		DistanceKM: r.DistanceKM, RPE: r.RPE, Sport: string(r.Sport), MovedFrom: restday.Day(r.MovedFrom),
		Changed: string(r.Changed), With: restday.Day(r.ChangedDay),
	}
}

func planOf(athlete int64, p restday.Planned) planRow {
	return planRow{
		AthleteID: athlete, Day: day(p.Day), Kind: p.Kind, Title: words(p.Title), Minutes: p.Minutes,
		DistanceKM: p.DistanceKM, RPE: p.RPE, Sport: words(p.Sport), MovedFrom: day(p.MovedFrom),
		Changed: words(p.Changed), ChangedDay: day(p.With),
	}
}

// spellRow is a run of lighter days.
type spellRow struct {
	AthleteID int64 `gorm:"primaryKey;autoIncrement:false"`
	First     day   `gorm:"primaryKey"`
	Last      day
	Kind      restday.Lighter
}

// TableName names the table to gorm.
func (spellRow) TableName() string { return "spells" }

func (*spellRow) columns() string { return "athlete_id, first, last, kind" }
func (r *spellRow) fields() []any { return []any{&r.AthleteID, &r.First, &r.Last, &r.Kind} }

// save stores the spell over the one that began with it, or deletes that one
// when nothing is left of it.
func (r *spellRow) save(tx *gorm.DB) error {
	statement, args := `INSERT INTO spells (athlete_id, first, last, kind) VALUES (?, ?, ?, ?)
		ON CONFLICT (athlete_id, first) DO UPDATE SET last = excluded.last, kind = excluded.kind`, r.fields()
	if r.Last < r.First {
		statement, args = "DELETE FROM spells WHERE athlete_id = ? AND first = ?", args[:2]
	}
	if _, err := exec(tx, statement, args...); err != nil {
		return fmt.Errorf("save lighter days: %w", err)
	}
	return nil
}

func (r spellRow) spell() restday.Spell {
	return restday.Spell{Kind: r.Kind, First: restday.Day(r.First), Last: restday.Day(r.Last)}
}

// history reads what is stored of one athlete from a day on, oldest first.
func history(tx *gorm.DB, athlete int64, from restday.Day) (h restday.History, err error) {
	const where = " WHERE athlete_id = ? AND day >= ? ORDER BY "
	answers, err := load[answerRow](tx, "answers"+where+"day, item", athlete, day(from))
	if err != nil {
		return h, err
	}
	sessions, err := load[sessionRow](tx, "sessions"+where+"day, id", athlete, day(from))
	if err != nil {
		return h, err
	}
	plan, err := planned(tx, athlete, from)
	if err != nil {
		return h, err
	}
	decided, err := load[outcomeRow](tx, "decisions"+where+"day", athlete, day(from))
	if err != nil {
		return h, err
	}
	spells, err := load[spellRow](tx, "spells WHERE athlete_id = ? AND last >= ? ORDER BY first", athlete, day(from))
	if err != nil {
		return h, err
	}
	kept, err := load[overrideRow](tx, "overrides"+where+"day", athlete, day(from))
	if err != nil {
		return h, err
	}
	races, err := load[raceRow](tx, "races"+where+"day", athlete, day(from))
	if err != nil {
		return h, err
	}
	changes, err := changesOf(tx, athlete)
	if err != nil {
		return h, err
	}
	return restday.History{
		Rules:    changes,
		CheckIns: checkIns(answers),
		Sessions: each(sessions, sessionRow.session),
		Plan:     plan,
		Spells:   each(spells, spellRow.spell),
		Decided:  each(decided, outcomeRow.decided),
		Kept:     each(kept, overrideRow.override),
		Races:    each(races, raceRow.race),
	}, nil
}

// decisions reads what was decided for an athlete from one day to another, both
// included.
func decisions(tx *gorm.DB, athlete int64, from, to restday.Day) ([]restday.Decided, error) {
	rows, err := load[decisionRow](tx, "decisions WHERE athlete_id = ? AND day BETWEEN ? AND ? ORDER BY day", athlete, day(from), day(to))
	return each(rows, decisionRow.decided), err
}

func each[R, T any](rows []R, to func(R) T) []T {
	if len(rows) == 0 {
		return nil
	}
	out := make([]T, 0, len(rows))
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
