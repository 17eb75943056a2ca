package main

import (
	"context"
	"fmt"
	"time"

	"restday"
	"restday/storage"
)

// importCmd stores a CSV file: all of its rows or, when one is bad, none.
type importCmd struct {
	Athletes importAthletes `cmd:"" help:"name,platform,chat,timezone,prompt_at,language,sport,team: only platform and chat are required."`
	Checkins importCheckIns `cmd:"" help:"athlete,day and what was answered; an empty field was not. Athletes are telegram:123."`
	Sessions importSessions `cmd:"" help:"athlete,day,kind,minutes,rpe,distance_km."`
	Races    importRaces    `cmd:"" help:"athlete,day,priority,title,distance_km: one race a day; priority is A, B or C."`
	Weeks    importWeeks    `cmd:"" help:"athlete,week,start: seven kinds of session from Monday on, separated by spaces."`
	Plan     importPlan     `cmd:"" help:"athlete,day,kind,title,minutes,distance_km,rpe: one session a day."`
}

type importAthletes struct {
	File string `arg:"" help:"CSV file with a header; - reads standard input."`
}

type importCheckIns struct {
	File string `arg:"" help:"CSV file with a header; - reads standard input."`
}

type importSessions struct {
	File string `arg:"" help:"CSV file with a header; - reads standard input."`
}

type importRaces struct {
	File string `arg:"" help:"CSV file with a header; - reads standard input."`
}

type importWeeks struct {
	File string `arg:"" help:"CSV file with a header; - reads standard input."`
}

// Run enrols the athletes of a file and changes those that are there.
func (cmd importAthletes) Run(ctx context.Context, p *program) error {
	return importFile(ctx, p, cmd.File, athleteFormat, func(s *storage.Store, c config, rows []restday.Athlete) error {
		chats := make([]restday.Address, len(rows))
		for i, row := range rows {
			chats[i] = row.Chat
		}
		now := time.Now()
		return s.ImportAthletes(ctx, chats, func(i int, a *restday.Athlete) error {
			fillAthlete(a, rows[i], c, now)
			return nil
		})
	})
}

// Run stores check-ins over what was answered on the same days.
func (cmd importCheckIns) Run(ctx context.Context, p *program) error {
	return importFile(ctx, p, cmd.File, checkInFormat, func(s *storage.Store, _ config, rows []storage.CheckInRow) error {
		return s.ImportCheckIns(ctx, rows)
	})
}

// Run stores sessions in place of those done on the same days.
func (cmd importSessions) Run(ctx context.Context, p *program) error {
	return importFile(ctx, p, cmd.File, sessionFormat, func(s *storage.Store, _ config, rows []storage.SessionRow) error {
		return s.ImportSessions(ctx, rows)
	})
}

// Run stores races in place of those on the same days.
func (cmd importRaces) Run(ctx context.Context, p *program) error {
	return importFile(ctx, p, cmd.File, raceFormat, func(s *storage.Store, _ config, rows []storage.RaceRow) error {
		return s.ImportRaces(ctx, rows)
	})
}

// Run sets the weeks that athletes train by.
func (cmd importWeeks) Run(ctx context.Context, p *program) error {
	return importFile(ctx, p, cmd.File, weekFormat, func(s *storage.Store, _ config, rows []weekRow) error {
		chats := make([]restday.Address, len(rows))
		for i, row := range rows {
			chats[i] = row.chat
		}
		return s.ImportAthletes(ctx, chats, func(i int, a *restday.Athlete) error {
			a.Season = rows[i].season
			return nil
		})
	})
}

// importFile reads a whole file and, when every row is good, has it stored.
func importFile[T any](ctx context.Context, p *program, file string, f format[T],
	store func(*storage.Store, config, []T) error,
) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	in, err := p.input(file)
	if err != nil {
		return err
	}
	defer in.Close()
	rows, lines, err := f.rows(in)
	if err != nil {
		return fmt.Errorf("import %s:\n%w\nnothing was stored", file, err)
	}
	return storeRows(ctx, p, c, file, f, rows, lines, store)
}

// storeRows stores the rows of a file when it is known whose each one is.
func storeRows[T any](ctx context.Context, p *program, c config, file string, f format[T], rows []T, lines []int,
	store func(*storage.Store, config, []T) error,
) error {
	s, err := p.open(ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	if rows, err = rowsOfKnown(ctx, s, f, rows, lines); err != nil {
		return fmt.Errorf("import %s:\n%w\nnothing was stored", file, err)
	}
	defer p.progress(fmt.Sprintf("storing %d rows", len(rows)), "rows").stop()
	if err := store(s, c, rows); err != nil {
		return fmt.Errorf("import %s: %w; nothing was stored", file, err)
	}
	fmt.Fprintf(p.stderr, "rows stored: %d\n", len(rows))
	return nil
}

// rowsOfKnown names the rows whose athlete is not in the database, and returns
// one row for each athlete that a row is about.
func rowsOfKnown[T any](ctx context.Context, s *storage.Store, f format[T], rows []T, lines []int) (all []T, err error) {
	if f.of == nil {
		return rows, nil
	}
	athletes, err := s.Athletes(ctx)
	if err != nil {
		return nil, err
	}
	known := map[restday.Address]bool{}
	for _, a := range athletes {
		known[a.Chat] = true
	}
	teams, err := s.Teams(ctx)
	if err != nil {
		return nil, err
	}
	for _, team := range teams {
		known[restday.Address{Platform: storage.OfTeam, Chat: team.Name}] = true
	}
	t := &table{}
	for i, row := range rows {
		some := []T{row}
		if f.expand != nil {
			some = f.expand(row, athletes)
		}
		all = append(all, some...)
		if chat := f.of(some[0]); !known[chat] {
			t.line = lines[i]
			t.bad("there is no athlete %s; import athletes first", chat)
		}
	}
	return all, t.err()
}
