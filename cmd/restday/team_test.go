package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot/bottest"
	"restday/storage"
)

// A team lives on each network: it is joined by a code, its channel is bound, the
// morning comes once to the coach and once to the channel, and when the bot is thrown out
// the coach hears of it.
func TestTeamsOnBothNetworks(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	discord := bottest.NewDiscord(t, bottest.DiscordOptions{})
	db, env := newFile(t), append(telegramEnv(telegram), discordEnv(discord)...)
	group := telegram.Group(1)
	var coaches []restday.Address
	for _, fake := range []bottest.Fake{telegram, discord} {
		coaches = append(coaches, fake.Person(1))
	}
	telegram.MakeAdmin(coaches[0])
	discord.MakeAdmin(coaches[1])

	s := serve(t, db, env...)
	waitUntil(discord.Connected)
	for i, fake := range []bottest.Fake{telegram, discord} {
		foundTeam(t, fake, coaches[i], fake.Person(2))
	}
	telegram.SayInGroup(coaches[0], group, "/team bind")
	discord.SayInServer(coaches[1], "/team bind")
	inGroup := func() []string { return textsOf(telegram.Chat(group)) }
	waitUntil(func() bool { return len(inGroup()) == 1 && len(discord.InHall()) == 1 })
	s.stop()

	beginMorning(t, db)
	s = serve(t, db, env...)
	for i, fake := range []bottest.Fake{telegram, discord} {
		waitHeard(t, fake, coaches[i], "0 of 1 have checked in")
	}
	waitUntil(func() bool { return len(inGroup()) == 2 && len(discord.InHall()) == 2 })
	telegram.ThrowOut(group)
	waitUntil(func() bool { return lost(t, db) == 1 })
	s.stop()

	s = serve(t, db, env...) // what is due is done at the start
	waitHeard(t, telegram, coaches[0], "I can no longer write in the channel")
	s.stop()
	for _, posts := range [][]string{inGroup(), discord.InHall()} {
		if len(posts) != 2 || slices.ContainsFunc(posts, func(p string) bool { return strings.Contains(p, "Person") }) {
			t.Errorf("the channel reads %q", posts)
		}
	}
	if v := append(telegram.Violations(), discord.Violations()...); len(v) > 0 {
		t.Errorf("violations: %v", v)
	}
}

// foundTeam has a coach found a team, and an athlete join it.
func foundTeam(t *testing.T, fake bottest.Fake, coach, athlete restday.Address) {
	t.Helper()
	converse(t, fake, coach, "/start", "Yes, 07:00")
	converse(t, fake, coach, "/team create Harriers", "/team join ")
	code := regexp.MustCompile("/team join ([A-Z0-9]{8})").FindStringSubmatch(newest(fake, coach))
	if code == nil {
		t.Fatalf("no code in %q", newest(fake, coach))
	}
	converse(t, fake, athlete, "/start "+code[1], "Join Harriers?")
	if err := fake.Tap(athlete, "Join"); err != nil {
		t.Fatal(err)
	}
	waitFor(t, fake, athlete, "Yes, 07:00")
}

func textsOf(chat []bottest.Message) (texts []string) {
	for _, m := range chat {
		texts = append(texts, m.Text)
	}
	return texts
}

// waitHeard waits for a message that holds some words, whatever came after it: on
// Discord a coach sees the channel as well.
func waitHeard(t *testing.T, fake bottest.Fake, who restday.Address, words string) {
	t.Helper()
	heard := func(said string) bool { return strings.Contains(said, words) }
	waitUntil(func() bool { return slices.ContainsFunc(textsOf(fake.Chat(who)), heard) })
	if !slices.ContainsFunc(textsOf(fake.Chat(who)), heard) {
		t.Fatalf("%q was not said: %+v", words, fake.Chat(who))
	}
}

// beginMorning has the morning of every team be now, on a day that was not told.
func beginMorning(t *testing.T, file string) {
	t.Helper()
	db, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	teams, err := db.Teams(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for _, team := range teams {
		_, err := db.TeamTurn(t.Context(), team.ID, now, func(restday.TeamDay) (restday.TeamChange, error) {
			team.MorningAt = restday.ClockOf(now.In(team.Location()))
			team.Told, team.Wake = team.Told-1, now
			return restday.TeamChange{Team: team}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// lost is how many teams have lost their channel, told or not.
func lost(t *testing.T, file string) (n int) {
	t.Helper()
	db, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	teams, err := db.Teams(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, team := range teams {
		if team.Channel == (restday.Address{}) {
			n++
		}
	}
	return n
}
