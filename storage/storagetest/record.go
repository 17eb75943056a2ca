package storagetest

import (
	"context"
	"errors"
	"testing"

	"restday"
	"restday/storage"
)

var recordPromises = []promise{
	{"import athletes", "Importing athletes keeps what the file does not say, and stores all or none.", importAthletes},
	{"import check-ins", "Importing check-ins replaces what is given and keeps what is not.", importCheckIns},
	{"import sessions", "Importing a file twice leaves what importing it once leaves.", importSessionsTwice},
	{"import plan", "Importing a plan replaces its days and keeps what was moved.", importPlan},
	{"import unknown", "A row of nobody is named by its number and nothing of the file is stored.", importUnknown},
	{"export", "Everything recorded comes out athlete by athlete, oldest first, and may be read while it does.", exportsAll},
}

func importAthletes(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	old := enrol(t, s, ana)
	chats := []restday.Address{ana, ben}
	check(t, s.ImportAthletes(ctx, chats, func(_ int, a *restday.Athlete) error {
		if (a.ID != 0) != (a.Chat == ana) {
			t.Errorf("%v has ID %d", a.Chat, a.ID)
		}
		a.Team = "seniors"
		return nil
	}))
	old.Team = "seniors"
	equal(t, "known", look(t, s, ana).Athlete, old)
	got := look(t, s, ben).Athlete
	got.ID = 0
	equal(t, "new", got, restday.Athlete{Chat: ben, Team: "seniors"})

	err := s.ImportAthletes(ctx, []restday.Address{ana, cleo}, func(i int, a *restday.Athlete) error {
		a.Team = "lost"
		if i == 1 {
			return errThink
		}
		return nil
	})
	if !errors.Is(err, errThink) {
		t.Errorf("the error of fill came back as %v", err)
	}
	equal(t, "after a failed import", look(t, s, ana).Athlete.Team, "seniors")
}

func importCheckIns(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	gait := true
	full := restday.CheckIn{
		Day: today, Values: map[restday.Item]float64{restday.SleepH: 7.25, restday.Mood: 3, restday.HRV: 65.2},
		Symptoms: []string{"fever", "aches"}, Areas: []string{"legs"},
		Pain: &restday.Pain{Where: "left knee", Level: number(2), Kind: "dull", ChangesGait: &gait},
	}
	part := restday.CheckIn{Day: today, Values: map[restday.Item]float64{restday.Mood: 5}}
	check(t, s.ImportCheckIns(context.Background(), []storage.CheckInRow{{Chat: ana, CheckIn: full}}))
	check(t, s.ImportCheckIns(context.Background(), []storage.CheckInRow{{Chat: ana, CheckIn: part}}))
	full.Values[restday.Mood] = 5
	equal(t, "check-ins", everything(t, look(t, s, ana)).CheckIns, []restday.CheckIn{full})
}

func importSessionsTwice(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	enrol(t, s, ana)
	long := restday.Session{Day: today - 1, Kind: restday.Long, Minutes: number(90.5), RPE: number(6), DistanceKM: number(18), Sport: "run"}
	easy := restday.Session{Day: today - 1, Kind: restday.Easy}
	other := restday.Session{Day: today - 2, Kind: restday.Rest}
	check(t, s.ImportSessions(ctx, []storage.SessionRow{{Chat: ana, Session: other}}))
	for range 2 {
		check(t, s.ImportSessions(ctx, []storage.SessionRow{{Chat: ana, Session: long}, {Chat: ana, Session: easy}}))
	}
	equal(t, "sessions", everything(t, look(t, s, ana)).Sessions, []restday.Session{other, long, easy})
}

func importPlan(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	enrol(t, s, ana)
	key := restday.Planned{Day: today, Kind: restday.Key, Title: "6 × 800 m", Minutes: number(60), RPE: number(8)}
	easy := restday.Planned{Day: today + 1, Kind: restday.Easy}
	moved := key
	moved.Day, moved.MovedFrom = today+1, today
	change(t, s, ana, restday.Change{Day: today, Moved: &moved})
	for range 2 {
		check(t, s.ImportPlan(ctx, []storage.PlanRow{{Chat: ana, Planned: key}, {Chat: ana, Planned: easy}}))
	}
	equal(t, "plan", everything(t, look(t, s, ana)).Plan, []restday.Planned{key, moved, easy})
	moved.Day = today + 3
	check(t, s.ImportPlan(ctx, []storage.PlanRow{{Chat: ana, Planned: moved}}))
	equal(t, "plan with the move of the file", everything(t, look(t, s, ana)).Plan, []restday.Planned{key, easy, moved})
}

func importUnknown(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	enrol(t, s, ana)
	checkIn := restday.CheckIn{Day: today, Values: map[restday.Item]float64{restday.Mood: 5}}
	for what, err := range map[string]error{
		"check-ins": s.ImportCheckIns(ctx, []storage.CheckInRow{{Chat: ana, CheckIn: checkIn}, {Chat: ben, CheckIn: checkIn}}),
		"sessions":  s.ImportSessions(ctx, []storage.SessionRow{{Chat: ana, Session: restday.Session{Day: today}}, {Chat: ben}}),
		"plan":      s.ImportPlan(ctx, []storage.PlanRow{{Chat: ana, Planned: restday.Planned{Day: today}}, {Chat: ben}}),
	} {
		var unknown *storage.UnknownAthleteError
		if !errors.As(err, &unknown) || unknown.Row != 1 {
			t.Errorf("%s: %v", what, err)
		}
	}
	equal(t, "stored", everything(t, look(t, s, ana)), restday.History{})
}

func exportsAll(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	var chats []restday.Address
	for i := range 450 { // more than two pages
		chats = append(chats, restday.Address{Platform: "telegram", Chat: name("%d", i)})
	}
	check(t, s.ImportAthletes(ctx, chats, func(int, *restday.Athlete) error { return nil }))
	var rows []storage.CheckInRow
	var want []string
	for i := 0; i < len(chats); i += 3 {
		for d := range restday.Day(2) {
			rows = append(rows, storage.CheckInRow{Chat: chats[i], CheckIn: restday.CheckIn{
				Day: today + 1 - d, Values: map[restday.Item]float64{restday.Mood: 3, restday.Stress: 2}}})
			want = append(want, name("%d %v", i, today+d))
		}
	}
	check(t, s.ImportCheckIns(ctx, rows))
	var got []string
	check(t, s.CheckIns(ctx, func(a restday.Athlete, c restday.CheckIn) error {
		got = append(got, name("%s %v", a.Chat.Chat, c.Day))
		_, err := s.Person(ctx, a.Chat)
		return err
	}))
	equal(t, "check-ins", got, want)
	err := s.CheckIns(ctx, func(restday.Athlete, restday.CheckIn) error { return errThink })
	if !errors.Is(err, errThink) {
		t.Errorf("the error of yield came back as %v", err)
	}
}
