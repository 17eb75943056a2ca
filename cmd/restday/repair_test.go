package main

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot/bottest"
	"restday/storage"
)

// editable is a network where people change what they typed.
type editable interface {
	bottest.Fake
	bottest.Editor
}

// On a whole program an edit changes what its message recorded, and a tap under
// a card of yesterday changes that card and is stored for yesterday.
func TestServeTakesEditsAndLateAnswers(t *testing.T) {
	t.Parallel()
	t.Run("telegram", func(t *testing.T) {
		t.Parallel()
		fake := bottest.NewTelegram(t, bottest.TelegramOptions{})
		repair(t, fake, telegramEnv(fake))
	})
	t.Run("discord", func(t *testing.T) {
		t.Parallel()
		fake := bottest.NewDiscord(t, bottest.DiscordOptions{})
		repair(t, fake, append(discordEnv(fake), "RESTDAY_DEFAULT_TIMEZONE", "UTC"))
	})
}

func repair(t *testing.T, fake editable, env []string) {
	file, who := newFile(t), fake.Person(1)
	must(t, "platform,chat,timezone,language\n"+who.Platform+","+who.Chat+",UTC,en\n", "import", "athletes", "-", "--db", file)
	yesterday := restday.DayOf(time.Now().UTC()) - 1
	leaveCard(t, file, who, yesterday)
	s := serve(t, file, env...)
	shows := func(text string) func() bool {
		return func() bool {
			return slices.ContainsFunc(fake.Chat(who), func(m bottest.Message) bool { return strings.Contains(m.Text, text) })
		}
	}
	waitUntil(shows("Yesterday"))
	if d, ok := fake.(*bottest.Discord); ok {
		waitUntil(d.Connected)
	}
	fake.Say(who, "/checkin")
	waitUntil(shows("How long did you sleep?"))
	fake.Say(who, "8h")
	waitUntil(shows("Sleep 8 h"))
	fake.Edit(who, "8h", "7h")
	waitUntil(shows("Changed: sleep 7 h (was 8)."))
	if err := fake.Tap(who, "4½ or so"); err != nil {
		t.Error(err)
	}
	waitUntil(shows(" · sleep 4½ h · "))
	if shows("Yesterday")() || !shows(" · sleep 4½ h · ")() {
		t.Errorf("yesterday's card did not change: %+v", fake.Chat(who))
	}
	s.stop()
	got := must(t, "", "export", "checkins", "--db", file)
	if !strings.Contains(got, ","+yesterday.String()+",4.5,") || !strings.Contains(got, ",7,") || strings.Contains(got, ",8,") {
		t.Errorf("stored is\n%s\nthe log:\n%s", got, &s.console)
	}
}

// leaveCard has the program send a card of a day that is over.
func leaveCard(t *testing.T, file string, who restday.Address, day restday.Day) {
	t.Helper()
	db, err := storage.Open(context.Background(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	card := restday.Outgoing{
		Text:    restday.Text{{Text: "Yesterday"}},
		Choices: [][]restday.Choice{{{Label: "4½ or so", Data: "a:" + day.String() + ":sleep_h:1"}}},
	}
	_, err = db.Turn(context.Background(), restday.Incoming{From: who, Event: restday.Woken}, time.Now(),
		func(restday.Person) (restday.Change, error) {
			return restday.Change{Outgoing: []restday.Outgoing{card}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
