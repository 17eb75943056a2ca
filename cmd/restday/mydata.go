package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"restday"
	"restday/bot"
	"restday/storage"
)

// enclosing is a platform that puts everything kept about a person into the
// messages that ask for it. The file is made when the message is sent, so that
// nothing of it waits in the outbox.
type enclosing struct {
	bot.Platform
	store *storage.Store
}

// Send implements bot.Platform.
func (e enclosing) Send(ctx context.Context, out restday.Outgoing) (string, error) {
	if out.MyData {
		file, err := myData(ctx, e.store, out.To)
		if err != nil {
			return "", fmt.Errorf("put together what is kept about a person: %w", err)
		}
		out.File = file
	}
	return e.Platform.Send(ctx, out)
}

// myData is everything kept about the person of a chat as one archive: what
// `restday export` writes in its forms, and the rest as JSON.
func myData(ctx context.Context, s *storage.Store, chat restday.Address) (*restday.File, error) {
	who, err := s.Person(ctx, chat)
	if err != nil {
		return nil, err
	}
	h, err1 := who.History(0)
	decided, err2 := who.Decided(0, math.MaxInt32)
	journal, err3 := who.Journal(0)
	teams, err4 := who.Teams.Of()
	looks, err5 := who.Teams.Looks()
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return nil, err
	}
	a := who.Athlete
	rest := struct {
		Athlete restday.Athlete
		Races   []restday.RaceDay
		Lighter []restday.Spell
		Blocks  []restday.Block
		Tips    []restday.Told
		Teams   []partIn
		Looks   []restday.Look // of coaches at this person's days
	}{a, h.Races, h.Spells, journal.Blocks, who.State.Told, partsIn(teams), looks}
	against := map[restday.Day][]string{}
	for _, o := range h.Kept {
		against[o.Day] = strings.Fields(o.Rules)
	}
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	err = errors.Join(
		packCSV(w, "athlete.csv", athleteFormat, []restday.Athlete{a}, func(a restday.Athlete) restday.Athlete { return a }),
		packCSV(w, "checkins.csv", checkInFormat, h.CheckIns, func(c restday.CheckIn) storage.CheckInRow {
			return storage.CheckInRow{Chat: a.Chat, CheckIn: c}
		}),
		packCSV(w, "sessions.csv", sessionFormat, h.Sessions, func(d restday.Session) storage.SessionRow {
			return storage.SessionRow{Chat: a.Chat, Session: d}
		}),
		packCSV(w, "plan.csv", planFormat, h.Plan, func(p restday.Planned) storage.PlanRow {
			return storage.PlanRow{Chat: a.Chat, Planned: p}
		}),
		packCSV(w, "journal.csv", noteFormat, journal.Notes, func(n restday.Note) noteRow { return noteRow{a.Chat, n} }),
		packJSON(w, "decisions.jsonl", decided, func(d restday.Decided) any { return decisionOf(a, d, against[d.Day]) }),
		packJSON(w, "settings.json", []any{rest}, func(v any) any { return v }),
		w.Close(),
	)
	return &restday.File{Name: "restday.zip", Data: archive.Bytes()}, err
}

// partIn is somebody's part in a team.
type partIn struct {
	Team          string
	Coach, Trains bool
	Share         restday.Share
	Since         restday.Day
}

func partsIn(all []restday.Membership) (out []partIn) {
	for _, m := range all {
		out = append(out, partIn{m.Team.Name, m.Coach, m.Trains, m.Share, m.Since})
	}
	return out
}

func packCSV[T, R any](w *zip.Writer, name string, f format[R], all []T, row func(T) R) error {
	file, err := w.Create(name)
	if err != nil {
		return err
	}
	write, end := f.writer(file)
	for _, one := range all {
		err = errors.Join(err, write(row(one)))
	}
	return errors.Join(err, end())
}

// packJSON writes one object a line.
func packJSON[T any](w *zip.Writer, name string, all []T, line func(T) any) error {
	file, err := w.Create(name)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(file)
	for _, one := range all {
		err = errors.Join(err, lines.Encode(line(one)))
	}
	return err
}
