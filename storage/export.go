package storage

import (
	"context"
	"fmt"

	"restday"
)

// exportPage is how many athletes' rows are held in memory at once.
const exportPage = 200

// Person returns all that is stored about the person of a chat: the athlete,
// where the conversation stands, and through History everything recorded.
// Known is false when there is nobody.
func (s *Store) Person(ctx context.Context, chat restday.Address) (restday.Person, error) {
	tx := s.read.WithContext(ctx)
	row, err := find(tx, chat, false)
	if err != nil {
		return restday.Person{}, err
	}
	if row.ID == 0 {
		return stranger(tx, restday.Incoming{From: chat}, s.now()), nil
	}
	here := row.place
	if here.address() != chat {
		other, err := second(tx, row.ID)
		if err != nil {
			return restday.Person{}, err
		}
		here = other.place
	}
	return person(tx, row, here, s.now())
}

// Athletes returns every athlete, in the order they came.
func (s *Store) Athletes(ctx context.Context) ([]restday.Athlete, error) {
	rows, err := load[athleteRow](s.read.WithContext(ctx), "athletes ORDER BY id")
	return athletes(rows), err
}

// CheckIns gives yield every check-in of every athlete, athlete by athlete,
// oldest first, until it returns an error.
func (s *Store) CheckIns(ctx context.Context, yield func(restday.Athlete, restday.CheckIn) error) error {
	return export(ctx, s, "answers", "day, item", checkIns, yield)
}

// Sessions gives yield every session that was done, athlete by athlete, oldest
// first, until it returns an error.
func (s *Store) Sessions(ctx context.Context, yield func(restday.Athlete, restday.Session) error) error {
	to := func(rows []sessionRow) []restday.Session { return each(rows, sessionRow.session) }
	return export(ctx, s, "sessions", "day, id", to, yield)
}

// Plan gives yield every planned session, athlete by athlete, oldest first,
// until it returns an error. A session that was moved comes twice: where it was
// planned, and with MovedFrom where it is now.
func (s *Store) Plan(ctx context.Context, yield func(restday.Athlete, restday.Planned) error) error {
	to := func(rows []planRow) []restday.Planned { return each(rows, planRow.planned) }
	return export(ctx, s, "plan_days", "day, id", to, yield)
}

// Decisions gives yield every decision, athlete by athlete, oldest first, until
// it returns an error.
func (s *Store) Decisions(ctx context.Context, yield func(restday.Athlete, restday.Decided) error) error {
	to := func(rows []decisionRow) []restday.Decided { return each(rows, decisionRow.decided) }
	return export(ctx, s, "decisions", "day", to, yield)
}

// Overrides gives yield every plan that was kept, athlete by athlete, oldest
// first, until it returns an error.
func (s *Store) Overrides(ctx context.Context, yield func(restday.Athlete, restday.Override) error) error {
	to := func(rows []overrideRow) []restday.Override { return each(rows, overrideRow.override) }
	return export(ctx, s, "overrides", "day", to, yield)
}

type owned interface{ owner() int64 }

// export reads the rows of a page of athletes at a time. No query is open while
// yield runs, so yield may use the Store.
func export[R owned, P row[R], T any](ctx context.Context, s *Store, table, order string, to func([]R) []T,
	yield func(restday.Athlete, T) error) error {
	tx := s.read.WithContext(ctx)
	for last := int64(0); ; {
		page, err := load[athleteRow](tx, "athletes WHERE id > ? ORDER BY id LIMIT ?", last, exportPage)
		if err != nil || len(page) == 0 {
			return err
		}
		first := page[0].ID
		last = page[len(page)-1].ID
		rows, err := load[R, P](tx, table+" WHERE athlete_id BETWEEN ? AND ? ORDER BY athlete_id, "+order, first, last)
		if err != nil {
			return err
		}
		if err := yieldPage(page, rows, to, yield); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
}

// yieldPage hands out rows with the athletes they belong to.
func yieldPage[R owned, T any](page []athleteRow, rows []R, to func([]R) []T, yield func(restday.Athlete, T) error) error {
	of := map[int64][]R{}
	for _, r := range rows {
		of[r.owner()] = append(of[r.owner()], r)
	}
	for _, a := range page {
		for _, t := range to(of[a.ID]) {
			if err := yield(a.athlete(), t); err != nil {
				return err
			}
		}
	}
	return nil
}
