package main

import (
	"slices"
	"strings"
	"testing"

	"restday/bot/bottest"
)

// Somebody who takes no direct messages joins, checks in and reads the answer
// in the team's channel, by buttons and by words, and nobody else sees any of it.
func TestACheckInInATeamsChannel(t *testing.T) {
	t.Parallel()
	discord := bottest.NewDiscord(t, bottest.DiscordOptions{})
	admin, bo := discord.Person(1), discord.Person(2)
	discord.CloseMessages(bo, true)
	s := serve(t, newFile(t), append(discordEnv(discord), "RESTDAY_DEFAULT_TIMEZONE", "UTC")...)
	waitUntil(discord.Connected)
	sees := func(words string) {
		t.Helper()
		waitUntil(func() bool {
			return slices.ContainsFunc(discord.Chat(bo), func(m bottest.Message) bool { return strings.Contains(m.Text, words) })
		})
	}
	tap := func(label string) {
		t.Helper()
		if err := discord.Tap(bo, label); err != nil {
			t.Fatalf("%v; the person sees %+v; the log:\n%s", err, discord.Chat(bo), &s.console)
		}
	}
	discord.SayInServer(admin, "/post-checkin")
	sees("Hier geht es zum Check-in") // the server is German, the person English
	tap("Check-in")
	sees("Is that right?")
	tap("Yes, 07:00 is good")
	sees("your direct messages are closed to me")
	tap("Check in now")
	sees("How long did you sleep?")
	tap("Type it")
	waitUntil(func() bool { return discord.FormOpen(bo) })
	if err := discord.Fill(bo, "7.5h, energy good, legs good"); err != nil {
		t.Fatal(err)
	}
	sees("And your mood?")
	tap("Great")
	sees("Sleep 7½ h · energy good · muscles good · mood great")
	sees("As planned")
	tap("Check-in")
	sees("Today's check-in is done")
	if code := s.stop(); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	if seen := discord.Chat(admin); len(seen) != 1 || discord.Unanswered() != 0 || len(discord.Violations()) != 0 {
		t.Errorf("others see %+v; %d spin; violations: %v", seen, discord.Unanswered(), discord.Violations())
	}
	if n := discord.Calls("message"); n != 1 {
		t.Errorf("%d direct messages were tried, beside the one that shows whether they arrive", n-1)
	}
}
