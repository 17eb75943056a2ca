package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/bot/bottest"
	"restday/storage"
)

// Somebody who joins their two chats and then blocks the bot in the first is
// prompted in the second, once, and goes on there.
func TestABlockedChatHandsItsPromptOn(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	discord := bottest.NewDiscord(t, bottest.DiscordOptions{})
	db, env := newFile(t), append(telegramEnv(telegram), discordEnv(discord)...)
	first, second := telegram.Person(1), discord.Person(1)

	s := serve(t, db, env...)
	waitUntil(discord.Connected)
	converse(t, telegram, first, "/start", "Yes, 07:00")
	converse(t, telegram, first, "/link", "/link ")
	code := regexp.MustCompile("/link ([A-Z0-9]{8})").FindStringSubmatch(newest(telegram, first))
	if code == nil {
		t.Fatalf("no code in %q", newest(telegram, first))
	}
	converse(t, discord, second, "/link "+code[1], "Shall I join this chat with yours on Telegram?")
	if err := discord.Tap(second, "Yes"); err != nil {
		t.Fatal(err)
	}
	waitFor(t, discord, second, "I write to you on Telegram")
	if code := s.stop(); code != exitDone {
		t.Fatalf("exit code %d:\n%s", code, &s.console)
	}

	isDue(t, db, first)
	telegram.Fail(bottest.BlockedByUser, -1)
	s2 := serve(t, db, env...)
	waitFor(t, discord, second, "How long did you sleep?")
	converse(t, discord, second, "7.5", "How much energy do you have?")
	if code := s2.stop(); code != exitDone {
		t.Errorf("exit code %d:\n%s", code, &s2.console)
	}
	if n := prompts(discord, second) + prompts(telegram, first); n != 1 {
		t.Errorf("prompted %d times", n)
	}
	for _, private := range []string{code[1], strings.ToLower(code[1]), first.Chat, second.Chat, "Person"} {
		if s.has(private)() || s2.has(private)() {
			t.Errorf("%q is in the log", private)
		}
	}
}

// converse has a person type something and waits for the answer.
func converse(t *testing.T, fake bottest.Fake, who restday.Address, text, answer string) {
	t.Helper()
	fake.Say(who, text)
	waitFor(t, fake, who, answer)
}

// waitFor waits for a message, or a button, that holds some words; one with a
// "Yes, " is pressed.
func waitFor(t *testing.T, fake bottest.Fake, who restday.Address, words string) {
	t.Helper()
	waitUntil(func() bool { return strings.Contains(newest(fake, who), words) })
	seen := newest(fake, who)
	if !strings.Contains(seen, words) {
		t.Fatalf("%q was not said: %+v", words, fake.Chat(who))
	}
	if button := regexp.MustCompile(`Yes, [^|]*`).FindString(seen); button != "" {
		if err := fake.Tap(who, button); err != nil {
			t.Fatal(err)
		}
		waitUntil(func() bool { return !strings.Contains(newest(fake, who), button) })
	}
}

// newest is the last message of a chat with its buttons.
func newest(fake bottest.Fake, who restday.Address) string {
	chat := fake.Chat(who)
	if len(chat) == 0 {
		return ""
	}
	text := chat[len(chat)-1].Text
	for _, row := range chat[len(chat)-1].Buttons {
		text += "|" + strings.Join(row, "|")
	}
	return text
}

func prompts(fake bottest.Fake, who restday.Address) (n int) {
	for _, m := range fake.Chat(who) {
		if strings.HasPrefix(m.Text, "Hello") && strings.Contains(m.Text, "How long did you sleep?") {
			n++
		}
	}
	return n
}

// isDue makes it noon where the athlete lives, and the prompt two minutes late.
func isDue(t *testing.T, file string, who restday.Address) {
	t.Helper()
	db, err := storage.Open(t.Context(), file, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Now().UTC()
	in := restday.Incoming{From: who, Event: restday.Woken, At: now}
	_, err = db.Turn(context.Background(), in, now, func(p restday.Person) (restday.Change, error) {
		p.Athlete.Zone = fmt.Sprintf("Etc/GMT%+d", now.Hour()-12)
		local := now.In(p.Athlete.Location()).Add(-2 * time.Minute)
		p.Athlete.PromptAt, p.Athlete.Wake = restday.Clock(local.Hour()*60+local.Minute()), now
		return restday.Change{Athlete: &p.Athlete, State: &restday.State{}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
