package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"restday"
)

// readPMData reads the participants of PMData (CC BY 4.0, Thambawita 2020): each
// has a folder with wellness.csv and, if they trained, srpe.csv. Of the answers
// those are read that restday asks by itself.
func (s *seasons) readPMData(folder string) error {
	var files []string
	for _, pattern := range []string{"wellness.csv", "*/wellness.csv", "*/pmsys/wellness.csv"} {
		found, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return fmt.Errorf("look for PMData: %w", err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		return fmt.Errorf("%s: there is no */wellness.csv as PMData has it", folder)
	}
	slices.Sort(files)
	for _, file := range files {
		who := filepath.Base(strings.TrimSuffix(filepath.Dir(file), string(filepath.Separator)+"pmsys"))
		if err := s.at(who).readParticipant(filepath.Dir(file)); err != nil {
			return err
		}
	}
	return nil
}

var (
	wellnessColumns = []string{"effective_time_frame", "fatigue", "mood", "readiness", "sleep_duration_h", "sleep_quality", "soreness", "soreness_area", "stress"}
	srpeColumns     = []string{"end_date_time", "activity_names", "perceived_exertion", "duration_min"}
)

// readParticipant reads one folder.
func (s *season) readParticipant(folder string) error {
	byDay := map[restday.Day]restday.CheckIn{}
	last := map[restday.Day]time.Time{}
	err := readTable(filepath.Join(folder, "wellness.csv"), wellnessColumns, func(t *table) {
		// Of several answers on one UTC day the last counts (rules.md c.10).
		if at := t.instant("effective_time_frame"); !at.Before(last[restday.DayOf(at)]) {
			last[restday.DayOf(at)], byDay[restday.DayOf(at)] = at, readWellness(t, restday.DayOf(at))
		}
	})
	s.checkIns = slices.Collect(maps.Values(byDay))
	if err != nil {
		return err
	}
	runs := 0
	err = readTable(filepath.Join(folder, "srpe.csv"), srpeColumns, func(t *table) {
		s.sessions = append(s.sessions, readSRPE(t))
		if strings.Contains(t.text("activity_names"), "running") {
			runs++
		}
	})
	if 2*runs > len(s.sessions) {
		s.athlete.Sport = "run"
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil // they noted no training
	}
	return err
}

// readWellness reads a row; 0 is outside the scale and was not answered.
func readWellness(t *table, day restday.Day) restday.CheckIn {
	c := restday.CheckIn{Day: day, Values: map[restday.Item]float64{}}
	for column, item := range map[string]restday.Item{
		"fatigue": restday.Fatigue, "mood": restday.Mood, "soreness": restday.Soreness, "sleep_duration_h": restday.SleepH,
	} {
		if v, ok := t.number(column).(float64); ok && v > 0 {
			c.Values[item] = v
		}
	}
	return c
}

// readSRPE reads a session. PMData knows no kinds: what was hard by its effort
// (rules.md f.3) is taken for a key session.
func readSRPE(t *table) restday.Session {
	done := restday.Session{Day: restday.DayOf(t.instant("end_date_time")), Kind: restday.Easy}
	if v, ok := t.number("perceived_exertion").(float64); ok {
		done.RPE = &v
	}
	if v, ok := t.number("duration_min").(float64); ok {
		done.Minutes = &v
	}
	if done.RPE != nil && done.Minutes != nil && *done.RPE >= 7 && *done.Minutes >= 20 {
		done.Kind = restday.Key
	}
	return done
}

// instant returns a field that is a time of day in UTC.
func (t *table) instant(column string) time.Time {
	s := t.needed(column)
	at, err := time.Parse(time.RFC3339, s)
	if err != nil && s != "" {
		t.bad("%s: %q is not a time like 2019-11-01T08:31:40Z", column, s)
	}
	return at.UTC()
}

// readTable reads a CSV file row by row and names every bad one.
func readTable(file string, columns []string, read func(*table)) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	t, err := newTable(in, columns, columns)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for t.next() {
		read(t)
	}
	if err := t.err(); err != nil {
		return fmt.Errorf("%s:\n%w", file, err)
	}
	return nil
}
