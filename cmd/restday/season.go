package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"restday"
	"restday/plan"
	"restday/rules"
	"restday/storage"
)

const (
	lookBack  = 100 // days of history that a decision is made from, as in the chat
	lookAhead = 7   // days of plan
)

// season is what is known of one athlete, to be decided again day by day.
type season struct {
	who      string
	athlete  rules.Athlete
	chosen   restday.Season
	checkIns []restday.CheckIn
	sessions []restday.Session
	plan     map[restday.Day]restday.Planned // days without have the week pattern
	decided  map[restday.Day]bool            // days that are left out
}

// seasons gathers what is known of several athletes, in the order they come.
type seasons struct {
	all []*season
	of  map[string]*season
}

func (s *seasons) at(who string) *season {
	if s.of[who] == nil {
		if s.of == nil {
			s.of = map[string]*season{}
		}
		s.of[who] = &season{who: who, plan: map[restday.Day]restday.Planned{}, decided: map[restday.Day]bool{}}
		s.all = append(s.all, s.of[who])
	}
	return s.of[who]
}

// days gives yield the facts of every day with a check-in as they were in its
// morning: nothing of what was done later that day.
func (s *season) days(yield func(rules.Input)) {
	slices.SortStableFunc(s.checkIns, func(a, b restday.CheckIn) int { return int(a.Day - b.Day) })
	slices.SortStableFunc(s.sessions, func(a, b restday.Session) int { return int(a.Day - b.Day) })
	from, sessionsFrom, sessionsTo := 0, 0, 0
	for i, c := range s.checkIns {
		if s.decided[c.Day] {
			continue
		}
		for s.checkIns[from].Day < c.Day-lookBack {
			from++
		}
		for sessionsFrom < len(s.sessions) && s.sessions[sessionsFrom].Day < c.Day-lookBack {
			sessionsFrom++
		}
		for sessionsTo < len(s.sessions) && s.sessions[sessionsTo].Day < c.Day {
			sessionsTo++
		}
		planned := s.planned(c.Day)
		in := rules.Input{
			Day: c.Day, Athlete: s.athlete, Planned: &planned,
			CheckIns: s.checkIns[from : i+1], Sessions: s.sessions[sessionsFrom:sessionsTo],
		}
		for ahead := restday.Day(1); ahead <= lookAhead; ahead++ {
			in.Upcoming = append(in.Upcoming, s.planned(c.Day+ahead))
		}
		yield(in)
	}
}

func (s *season) planned(day restday.Day) restday.Planned {
	if p, ok := s.plan[day]; ok {
		return p
	}
	return plan.Season{Sport: s.athlete.Sport, Pattern: s.athlete.Pattern, Chosen: s.chosen}.On(day)
}

// days gives yield the days of everybody, until ctx ends.
func (s *seasons) days(ctx context.Context, yield func(who string, in rules.Input)) {
	for _, one := range s.all {
		one.days(func(in rules.Input) {
			if ctx.Err() == nil {
				yield(one.who, in)
			}
		})
	}
}

// readFiles reads contract.md's CSV files.
func (s *seasons) readFiles(p *program, cmd *rulesBacktest) error {
	return errors.Join(
		readRows(p, cmd.Checkins, checkInFormat, func(r storage.CheckInRow) {
			one := s.at(r.Chat.String())
			one.checkIns = append(one.checkIns, r.CheckIn)
		}),
		readRows(p, cmd.Sessions, sessionFormat, func(r storage.SessionRow) {
			one := s.at(r.Chat.String())
			one.sessions = append(one.sessions, r.Session)
		}),
		readRows(p, cmd.Plan, planFormat, func(r storage.PlanRow) {
			s.at(r.Chat.String()).plan[r.Planned.Day] = r.Planned
		}),
	)
}

// readRows reads a whole file, if one is named.
func readRows[T any](p *program, file string, f format[T], take func(T)) error {
	if file == "" {
		return nil
	}
	in, err := p.input(file)
	if err != nil {
		return err
	}
	defer in.Close()
	rows, _, err := f.rows(in)
	if err != nil {
		return fmt.Errorf("%s:\n%w", file, err)
	}
	for _, row := range rows {
		take(row)
	}
	return nil
}

// readDecided gives yield the facts of the days that were decided, as they were
// then. What an older version wrote and this one cannot read is decided anew.
func (s *seasons) readDecided(ctx context.Context, store *storage.Store, yield func(who string, in rules.Input)) error {
	return store.Decisions(ctx, func(a restday.Athlete, d restday.Decided) error {
		if in, err := rules.ReadInput(d.Facts); err == nil {
			s.at(a.Chat.String()).decided[d.Day] = true
			yield(a.Chat.String(), in)
		}
		return ctx.Err()
	})
}

// readStored reads what the database holds.
func (s *seasons) readStored(ctx context.Context, store *storage.Store) error {
	athlete := func(a restday.Athlete) *season {
		one := s.at(a.Chat.String())
		one.athlete = rules.Athlete{
			Sport: a.Sport, Pattern: a.Pattern, Irregular: a.Irregular, Restrictions: a.Restrictions, Access: a.Access(),
		}
		one.chosen = a.Season
		return one
	}
	return errors.Join(
		store.CheckIns(ctx, func(a restday.Athlete, c restday.CheckIn) error {
			one := athlete(a)
			one.checkIns = append(one.checkIns, c)
			return nil
		}),
		store.Sessions(ctx, func(a restday.Athlete, done restday.Session) error {
			one := athlete(a)
			one.sessions = append(one.sessions, done)
			return nil
		}),
		store.Plan(ctx, func(a restday.Athlete, planned restday.Planned) error {
			if planned.MovedFrom == 0 { // where it was moved was for the rules to say
				athlete(a).plan[planned.Day] = planned
			}
			return nil
		}),
	)
}
