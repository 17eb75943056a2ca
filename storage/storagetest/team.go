package storagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var teamPromises = []promise{
	{"coaches only", "What only coaches may do is refused for everybody else, whatever the conversation says.", coachesOnly},
	{"shares", "Coaches see of an athlete what the athlete shares with that team, and nothing once they have left.", sharesAreKept},
	{"team code", "A team's code works until its time is over or the next one is made.", teamCodes},
	{"team turn", "What a team's turn says is queued once, however often it runs.", teamTurnOnce},
	{"team channel", "A channel that moves is followed; one that is lost is taken off, and the team is woken.", teamChannel},
	{"team plan", "A row of the athlete's own stands before the team's, and the team's goes when they leave.", teamPlanUnderneath},
	{"looks", "An athlete learns who opened their days, and when.", looksAreTold},
}

const harriers = int64(1) // the id of the first team

// steps takes one step about a team and returns whether it was refused.
func steps(t *testing.T, s *storage.Store, from restday.Address, step restday.Teaming, messages ...restday.Outgoing) (refused bool) {
	t.Helper()
	_, err := s.Turn(context.Background(), restday.Incoming{From: from, Event: restday.Said, At: now}, now,
		func(p restday.Person) (restday.Change, error) {
			return restday.Change{Athlete: &p.Athlete, Team: &step, Outgoing: messages}, nil
		})
	return err != nil
}

// found has Ana coach a team in which Ben and Cleo train.
func found(t *testing.T, s *storage.Store) (ofBen int64) {
	t.Helper()
	for _, chat := range []restday.Address{ana, ben, cleo} {
		a := enrol(t, s, chat)
		a.PausedTo = 0
		change(t, s, chat, restday.Change{Athlete: &a})
	}
	steps(t, s, ana, restday.Teaming{Create: &restday.Team{Name: "Harriers", Zone: "UTC", Language: "en"}, Code: code, Until: now.Add(time.Hour)})
	for _, chat := range []restday.Address{ben, cleo} {
		if steps(t, s, chat, restday.Teaming{Team: harriers, Join: &restday.Membership{Trains: true, Share: restday.ShareColour, Since: today}}) {
			t.Fatal("joining was refused")
		}
	}
	return look(t, s, ben).Athlete.ID
}

func coachesOnly(t *testing.T, s *storage.Store) {
	id := found(t, s)
	name := ""
	for _, step := range []restday.Teaming{
		{Save: &restday.Team{Name: "Mine"}}, {Code: "MINE"}, {Bind: &restday.Address{Platform: "telegram", Chat: "-1"}}, {Look: id}, {Remove: id},
		{Deload: &restday.TeamDeload{Proposed: today}}, {Rules: &name}, {Plan: &restday.TeamPlan{}},
		{Row: &restday.Exception{Athlete: id}}, {Join: &restday.Membership{Coach: true}}, {Promote: id},
	} {
		step.Team = harriers
		if !steps(t, s, ben, step) {
			t.Errorf("an athlete may take %+v", step)
		}
		if step.Join == nil && step.Remove == 0 && steps(t, s, ana, step) {
			t.Errorf("the coach may not take %+v", step)
		}
	}
	squad, err := look(t, s, cleo).Teams.Squad(harriers)
	check(t, err)
	equal(t, "what an athlete sees of the squad", squad, restday.Squad{})
}

func sharesAreKept(t *testing.T, s *storage.Store) {
	found(t, s)
	result := json.RawMessage(`{"state":"red","outcome":"rest","reasons":[{"rule":"S4"}],"notices":[{"rule":"M1"}]}`)
	change(t, s, ben, restday.Change{Day: today, State: &restday.State{Day: today}, Answers: []restday.Answer{
		{Item: restday.Mood, Value: 2}, {Item: "alcohol", Value: 3}, {Item: restday.PainWhere, Words: "knee"}, {Item: restday.PainLevel, Value: 6},
		{Item: restday.Symptoms, Words: "fever"},
	}, Decided: &restday.Decided{Outcome: "rest", Facts: json.RawMessage("{}"), Result: result}})
	colour := restday.Seen{Trains: true, Share: restday.ShareColour, Today: today, Last: today, State: "red", Outcome: "rest", Lowered: true}
	numbers := colour
	numbers.Share, numbers.Rules, numbers.Ill, numbers.Hurts = restday.ShareNumbers, []string{"S4"}, true, true
	numbers.CheckIn = &restday.CheckIn{Day: today, Values: map[restday.Item]float64{restday.Mood: 2}, Pain: &restday.Pain{Level: number(6)}}
	all := numbers
	all.Share, all.CheckIn = restday.ShareWords, &restday.CheckIn{Day: today, Values: map[restday.Item]float64{restday.Mood: 2},
		Symptoms: []string{"fever"}, Pain: &restday.Pain{Where: "knee", Level: number(6)}}
	for share, want := range map[restday.Share]restday.Seen{restday.ShareColour: colour, restday.ShareNumbers: numbers, restday.ShareWords: all} {
		steps(t, s, ben, restday.Teaming{Team: harriers, Join: &restday.Membership{Trains: true, Share: share}})
		got := seenOf(t, s, ben)
		want.ID, want.Name, want.Language = got.ID, got.Name, got.Language
		equal(t, string(share), got, want)
	}
	steps(t, s, ben, restday.Teaming{Team: harriers, Leave: true})
	equal(t, "who has left", seenOf(t, s, ben), restday.Seen{})
}

// seenOf is what Ana sees of somebody; zero when they are not in her team.
func seenOf(t *testing.T, s *storage.Store, chat restday.Address) restday.Seen {
	t.Helper()
	squad, err := look(t, s, ana).Teams.Squad(harriers)
	check(t, err)
	for _, m := range squad.Members {
		if m.ID == look(t, s, chat).Athlete.ID {
			return m
		}
	}
	return restday.Seen{}
}

func teamCodes(t *testing.T, s *storage.Store) {
	found(t, s)
	invited := func(code string) int64 {
		t.Helper()
		i, err := look(t, s, ben).Teams.Invited(code)
		check(t, err)
		return i.Team.ID
	}
	equal(t, "the code", invited(code), harriers)
	steps(t, s, ana, restday.Teaming{Team: harriers, Code: "NEW", Until: now})
	equal(t, "the code before the newest", invited(code), int64(0))
	equal(t, "a code whose time is over", invited("NEW"), int64(0))
}

func teamTurnOnce(t *testing.T, s *storage.Store) {
	found(t, s)
	for range 3 {
		_, err := s.TeamTurn(context.Background(), harriers, now, func(d restday.TeamDay) (restday.TeamChange, error) {
			team := d.Squad.Team
			team.Told, team.Wake = today, now.Add(time.Hour)
			return restday.TeamChange{Team: team, Outgoing: []restday.Outgoing{
				{For: d.Squad.Members[0].ID, Key: "team:1:morning", Text: restday.Text{{Text: "the list"}}},
			}}, nil
		})
		check(t, err)
	}
	equal(t, "queued", append(waiting(t, s, "telegram"), waiting(t, s, "discord")...), []string{"the list"})
	due, err := s.DueTeams(context.Background(), now.Add(time.Hour-time.Second), 10)
	check(t, err)
	equal(t, "due before its time", due, []int64{})
	due, err = s.DueTeams(context.Background(), now.Add(time.Hour), 10)
	check(t, err)
	equal(t, "due", due, []int64{harriers})
}

func teamChannel(t *testing.T, s *storage.Store) {
	found(t, s)
	group := restday.Address{Platform: "telegram", Chat: "-5"}
	steps(t, s, ana, restday.Teaming{Team: harriers, Bind: &group}, restday.Outgoing{To: group, Text: restday.Text{{Text: "hello"}}})
	out, err := s.Waiting(context.Background(), "telegram")
	check(t, err)
	settle(t, s, restday.Receipt{ID: out[0].ID, To: group, Fate: restday.Retry, Due: now, Chat: "-1005"})
	is := func() restday.Team {
		t.Helper()
		all, err := s.Teams(context.Background())
		check(t, err)
		return all[0]
	}
	equal(t, "where the channel went", is().Channel.Chat, "-1005")
	settle(t, s, restday.Receipt{ID: out[0].ID, To: is().Channel, Fate: restday.Unreachable, Why: "kicked"})
	equal(t, "a lost channel", []any{is().Channel, is().Lost, is().Wake.IsZero()}, []any{restday.Address{}, true, false})
}

func teamPlanUnderneath(t *testing.T, s *storage.Store) {
	id := found(t, s)
	days := restday.TeamPlan{Days: []restday.Day{today, today + 1}}
	for _, d := range days.Days {
		days.Rows = append(days.Rows, restday.Planned{Day: d, Kind: restday.Key, Title: "6 × 800 m"})
	}
	steps(t, s, ana, restday.Teaming{Team: harriers, Plan: &days})
	own := restday.Planned{Day: today + 1, Kind: restday.Rest, Title: "Rest day"}
	steps(t, s, ana, restday.Teaming{Team: harriers, Row: &restday.Exception{Athlete: id, Planned: own}})
	kinds := func(chat restday.Address) (out []string) {
		t.Helper()
		for _, p := range everything(t, look(t, s, chat)).Plan {
			out = append(out, fmt.Sprint(p.Day, " ", p.Kind, " ", p.OfTeam))
		}
		return out
	}
	equal(t, "an exception", kinds(ben), []string{"2026-03-12 key true", "2026-03-13 rest false"})
	equal(t, "everybody else", kinds(cleo), []string{"2026-03-12 key true", "2026-03-13 key true"})
	check(t, s.ImportPlan(context.Background(), []storage.PlanRow{
		{Chat: restday.Address{Platform: storage.OfTeam, Chat: "Harriers"}, Planned: restday.Planned{Day: today, Kind: restday.Easy}},
	}))
	equal(t, "after an import", kinds(cleo), []string{"2026-03-12 easy true", "2026-03-13 key true"})
	steps(t, s, ben, restday.Teaming{Team: harriers, Leave: true})
	equal(t, "who has left", kinds(ben), []string{"2026-03-13 rest false"})
}

func looksAreTold(t *testing.T, s *storage.Store) {
	id := found(t, s)
	steps(t, s, ana, restday.Teaming{Team: harriers, Look: id})
	looks, err := look(t, s, ben).Teams.Looks()
	check(t, err)
	equal(t, "who looked", looks, []restday.Look{{Coach: look(t, s, ana).Athlete.Name, Team: "Harriers", At: now}})
	looks, err = look(t, s, cleo).Teams.Looks()
	check(t, err)
	equal(t, "at somebody else", looks, []restday.Look{})
}
