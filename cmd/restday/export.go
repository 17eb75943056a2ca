package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"restday"
	"restday/storage"
)

// exportCmd writes what is stored to standard output, in the form that import
// takes back.
type exportCmd struct {
	Athletes  exportAthletes  `cmd:"" help:"Everybody, as CSV."`
	Checkins  exportCheckIns  `cmd:"" help:"What was answered, as CSV: one row an athlete and day."`
	Sessions  exportSessions  `cmd:"" help:"What was done, as CSV."`
	Plan      exportPlan      `cmd:"" help:"What is planned, as CSV, with moved sessions where they are now."`
	Races     exportRaces     `cmd:"" help:"Races, as CSV."`
	Weeks     exportWeeks     `cmd:"" help:"The weeks that athletes chose, as CSV: seven kinds of session from Monday on."`
	Notes     exportNotes     `cmd:"" help:"What athletes wrote into their journals, as CSV."`
	Decisions exportDecisions `cmd:"" help:"What was advised and from which facts, one JSON object a line."`
}

type (
	exportAthletes  struct{}
	exportCheckIns  struct{}
	exportSessions  struct{}
	exportPlan      struct{}
	exportRaces     struct{}
	exportWeeks     struct{}
	exportNotes     struct{}
	exportDecisions struct{}
)

// Run writes every athlete.
func (exportAthletes) Run(ctx context.Context, p *program) error {
	return exportCSV(ctx, p, athleteFormat, func(s *storage.Store, write func(restday.Athlete) error) error {
		athletes, err := s.Athletes(ctx)
		for _, a := range athletes {
			if err := write(a); err != nil {
				return err
			}
		}
		return err
	})
}

// Run writes every check-in.
func (exportCheckIns) Run(ctx context.Context, p *program) error {
	return exportCSV(ctx, p, checkInFormat, func(s *storage.Store, write func(storage.CheckInRow) error) error {
		return s.CheckIns(ctx, func(a restday.Athlete, c restday.CheckIn) error {
			return write(storage.CheckInRow{Chat: a.Chat, CheckIn: c})
		})
	})
}

// Run writes every session.
func (exportSessions) Run(ctx context.Context, p *program) error {
	return exportCSV(ctx, p, sessionFormat, func(s *storage.Store, write func(storage.SessionRow) error) error {
		return s.Sessions(ctx, func(a restday.Athlete, done restday.Session) error {
			return write(storage.SessionRow{Chat: a.Chat, Session: done})
		})
	})
}

// Run writes what is planned for each day. A session that was moved stands
// where it is now, in the place of what was planned there.
func (exportPlan) Run(ctx context.Context, p *program) error {
	return exportCSV(ctx, p, planFormat, func(s *storage.Store, write func(storage.PlanRow) error) error {
		var days []storage.PlanRow
		err := s.Plan(ctx, func(a restday.Athlete, planned restday.Planned) error {
			row := storage.PlanRow{Chat: a.Chat, Planned: planned}
			last := len(days) - 1
			switch {
			case last < 0 || days[last].Chat != row.Chat || days[last].Planned.Day != planned.Day:
				days = append(days, row)
			case planned.MovedFrom != 0:
				days[last] = row
			}
			return nil
		})
		for _, row := range days {
			if err := write(row); err != nil {
				return err
			}
		}
		return err
	})
}

// Run writes every race.
func (exportRaces) Run(ctx context.Context, p *program) error {
	return exportCSV(ctx, p, raceFormat, func(s *storage.Store, write func(storage.RaceRow) error) error {
		return s.Races(ctx, func(a restday.Athlete, r restday.RaceDay) error {
			return write(storage.RaceRow{Chat: a.Chat, Race: r})
		})
	})
}

// Run writes the week of everybody who chose one.
func (exportWeeks) Run(ctx context.Context, p *program) error {
	return exportCSV(ctx, p, weekFormat, func(s *storage.Store, write func(weekRow) error) error {
		athletes, err := s.Athletes(ctx)
		for _, a := range athletes {
			if !a.Week.Chosen() {
				continue
			}
			if err := write(weekRow{a.Chat, a.Season}); err != nil {
				return err
			}
		}
		return err
	})
}

// Run writes every note of every journal.
func (exportNotes) Run(ctx context.Context, p *program) error {
	return exportCSV(ctx, p, noteFormat, func(s *storage.Store, write func(noteRow) error) error {
		return s.Notes(ctx, func(a restday.Athlete, n restday.Note) error { return write(noteRow{a.Chat, n}) })
	})
}

// decision is one line of `export decisions`: facts and decision are what
// `restday decide` reads and writes.
type decision struct {
	Athlete  string          `json:"athlete"`
	Day      restday.Day     `json:"day"`
	Outcome  string          `json:"outcome"`
	Rules    string          `json:"rules_version"`
	Facts    json.RawMessage `json:"facts"`
	Decision json.RawMessage `json:"decision"`
	Kept     []string        `json:"kept_against,omitempty"` // the rules against which the plan was kept
}

func decisionOf(a restday.Athlete, d restday.Decided, against []string) decision {
	return decision{a.Chat.String(), d.Day, d.Outcome, d.Version, d.Facts, d.Result, against}
}

// kept is a day of one athlete on which the plan was kept.
type kept struct {
	athlete int64
	day     restday.Day
}

// Run writes every decision.
func (exportDecisions) Run(ctx context.Context, p *program) error {
	return export(ctx, p, func(s *storage.Store, out *bufio.Writer, count func()) error {
		against := map[kept][]string{}
		err := s.Overrides(ctx, func(a restday.Athlete, o restday.Override) error {
			against[kept{a.ID, o.Day}] = strings.Fields(o.Rules)
			return nil
		})
		if err != nil {
			return err
		}
		lines := json.NewEncoder(out)
		lines.SetEscapeHTML(false)
		return s.Decisions(ctx, func(a restday.Athlete, d restday.Decided) error {
			count()
			return lines.Encode(decisionOf(a, d, against[kept{a.ID, d.Day}]))
		})
	})
}

func exportCSV[T any](ctx context.Context, p *program, f format[T], each func(*storage.Store, func(T) error) error) error {
	return export(ctx, p, func(s *storage.Store, out *bufio.Writer, count func()) error {
		write, end := f.writer(out)
		err := each(s, func(row T) error {
			count()
			return write(row)
		})
		return errors.Join(err, end())
	})
}

// export has everything written to standard output, through one buffer.
func export(ctx context.Context, p *program, writeAll func(s *storage.Store, out *bufio.Writer, count func()) error) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	s, err := p.openExisting(ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	progress := p.progress("exported", "rows")
	defer progress.stop()
	out := bufio.NewWriter(p.stdout)
	if err := errors.Join(writeAll(s, out, progress.count), out.Flush()); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
