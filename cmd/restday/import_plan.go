package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"restday"
	"restday/plan"
	"restday/storage"
)

type importPlan struct {
	File    string `arg:"" help:"CSV file with a header, or an iCalendar file that ends in .ics; - reads CSV from standard input."`
	Athlete string `help:"Whose calendar an iCalendar file is: telegram:123 or team:NAME."`
}

// Run stores planned sessions in place of those planned for the same days, and
// points out what the plan lacks.
func (cmd importPlan) Run(ctx context.Context, p *program) error {
	if strings.EqualFold(filepath.Ext(cmd.File), ".ics") {
		return cmd.calendar(ctx, p)
	}
	return importFile(ctx, p, cmd.File, planFormat, func(s *storage.Store, _ config, rows []storage.PlanRow) error {
		return storePlan(ctx, p, s, rows)
	})
}

// calendar stores an iCalendar file, which does not say whose it is.
func (cmd importPlan) calendar(ctx context.Context, p *program) error {
	whose, err := restday.ParseAddress(cmd.Athlete)
	if err != nil {
		return errors.New("an iCalendar file does not say whose it is: add --athlete telegram:123 or --athlete team:NAME")
	}
	c, err := p.config()
	if err != nil {
		return err
	}
	days, err := readCalendar(p, cmd.File, c)
	if err != nil {
		return fmt.Errorf("import %s:\n%w\nnothing was stored", cmd.File, err)
	}
	rows := make([]storage.PlanRow, len(days))
	for i, day := range days {
		rows[i] = storage.PlanRow{Chat: whose, Planned: day}
	}
	return storeRows(ctx, p, c, cmd.File, planFormat, rows, make([]int, len(rows)),
		func(s *storage.Store, _ config, rows []storage.PlanRow) error { return storePlan(ctx, p, s, rows) })
}

func readCalendar(p *program, file string, c config) ([]restday.Planned, error) {
	in, err := p.input(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, plan.MaxFile+1))
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(c.zone())
	if err != nil {
		return nil, err
	}
	return plan.Read(data, zone)
}

// ofTeam are the rows of everybody in a team where one is about team:NAME.
func ofTeam(row storage.PlanRow, athletes []restday.Athlete) (rows []storage.PlanRow) {
	for _, a := range athletes {
		if row.Chat.Platform == "team" && a.Team == row.Chat.Chat {
			rows = append(rows, storage.PlanRow{Chat: a.Chat, Planned: row.Planned})
		}
	}
	if len(rows) == 0 {
		return []storage.PlanRow{row}
	}
	return rows
}

func storePlan(ctx context.Context, p *program, s *storage.Store, rows []storage.PlanRow) error {
	if err := s.ImportPlan(ctx, rows); err != nil {
		return err
	}
	lacks := map[plan.Gap]bool{}
	for _, days := range wholeWeeks(rows) {
		for _, gap := range plan.Gaps(days) {
			lacks[gap] = true
		}
	}
	for _, g := range gapsInWords {
		if lacks[g.gap] {
			fmt.Fprintln(p.stderr, g.words)
		}
	}
	return nil
}

// gapsInWords is what an operator reads about a plan that lacks something.
var gapsInWords = []struct {
	gap   plan.Gap
	words string
}{
	{plan.NoEasy, "note: seven days follow each other without an easy day or a rest day"},
	{plan.NoRest, "note: a week has no rest day; one day off a week is where training turns into form"},
	{plan.FewEasy, "note: less than three of five sessions are easy"},
	{plan.Touch, "note: two hard or long days touch, with no easy day between"},
}

// wholeWeeks are the weeks of each athlete that the rows fill from Monday to Sunday.
func wholeWeeks(rows []storage.PlanRow) (weeks [][]restday.Planned) {
	type week struct {
		chat   restday.Address
		monday restday.Day
	}
	of := map[week][]restday.Planned{}
	for _, r := range rows {
		monday := r.Planned.Day - (restday.Day(r.Planned.Day.Weekday())+6)%7
		w := week{r.Chat, monday}
		of[w] = append(of[w], r.Planned)
	}
	for _, days := range of {
		if len(days) == 7 {
			slices.SortFunc(days, func(a, b restday.Planned) int { return int(a.Day - b.Day) })
			weeks = append(weeks, days)
		}
	}
	return weeks
}
