package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"restday/bot/bottest"
)

// chatter is what people type in this file; every word of their own holds "zebra".
var chatter = []string{
	"/start zebrastart", "zebrawords", "7.5h, legs sore, mood good", "my left knee zebrahurts 4/10", "/pause zebradays",
	"/zebracommand", "/settings", "/why zebraday", strings.Repeat("zebralong ", 300), "<b>zebra</b>\x00\xff", "/forget",
}

// No log holds a token, a name, an address or a word that somebody wrote, whatever
// goes wrong on the way: failing sends and polls, people who are gone, events that
// cannot be read, and a restart in the middle.
func TestLogsTellNothingAboutPeople(t *testing.T) {
	t.Parallel()
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{})
	discord := bottest.NewDiscord(t, bottest.DiscordOptions{})
	env := append(append(telegramEnv(telegram), discordEnv(discord)...), "RESTDAY_ADMINS", "discord:990000000000000001")
	db := newFile(t)
	troubles := []func(){
		func() {},
		func() { telegram.Fail(bottest.ServerError, 8); discord.Fail(bottest.ServerError, 8) },
		func() { telegram.Fail(bottest.HangUpAccepted, 4); discord.Fail(bottest.BadGateway, 4) },
		func() { telegram.Fail(bottest.BlockedByUser, 2); discord.Fail(bottest.BlockedByUser, 2) },
		func() { telegram.RefusePolls(http.StatusBadGateway, 1); discord.Reconnect() },
	}
	var logs string
	for range 2 {
		s := serve(t, db, env...)
		waitUntil(discord.Connected)
		for _, trouble := range troubles {
			trouble()
			talk(telegram, discord)
			spoil(telegram, discord)
			waitUntil(func() bool { return telegram.Waiting() == 0 })
		}
		if code := s.stop(); code != exitDone {
			t.Errorf("exit code %d:\n%s", code, &s.console)
		}
		logs += s.String()
	}
	for _, line := range strings.Split(logs, "\n") {
		if strings.Contains(line, "stack=") || strings.Contains(line, "panic") {
			t.Errorf("something panicked: %s", line)
		}
	}
	for _, private := range privates(telegram, discord) {
		if i := strings.Index(logs, private); i >= 0 {
			t.Errorf("%q is in the log: %s", private, logs[max(0, i-200):min(len(logs), i+100)])
		}
	}
	if !strings.Contains(logs, "a message was not sent") || !strings.Contains(logs, "cannot be read") {
		t.Errorf("the log tells too little for this test to mean something:\n%s", logs)
	}
}

// talk has a few people on each platform say everything there is to say, and
// tap what they see by then.
func talk(fakes ...bottest.Fake) {
	for _, f := range fakes {
		for n := range 3 {
			who := f.Person(n)
			for _, words := range chatter {
				f.Say(who, words)
			}
			for _, label := range newestButtons(f.Chat(who)) {
				_ = f.Tap(who, label) // it may be gone by now
			}
		}
	}
}

// spoil sends what no adapter can read.
func spoil(telegram *bottest.Telegram, discord *bottest.Discord) {
	telegram.Inject(map[string]any{"message": map[string]any{"text": []string{"zebra"}, "chat": "zebra"}})
	telegram.Inject(map[string]any{"zebra_query": map[string]any{"text": "zebra"}})
	discord.Emit("MESSAGE_CREATE", map[string]any{"content": []string{"zebra"}})
	discord.Emit("INTERACTION_CREATE", map[string]any{"token": 7, "data": "zebra"})
}

// privates are the words that no log may hold.
func privates(telegram *bottest.Telegram, discord *bottest.Discord) []string {
	out := []string{"zebra", "knee", "legs sore", "Person ", "<b>_*", telegram.Token(), discord.Token(), "FAKE"}
	for _, f := range []bottest.Fake{telegram, discord} {
		for n := range 3 {
			out = append(out, f.Person(n).Chat)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return len(s) < 4 })
}
