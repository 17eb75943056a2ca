package discord

import (
	"log/slog"
	"testing"
	"time"

	"restday/bot"
	"restday/bot/bottest"
)

var commands = []Command{
	{Name: "today", Description: "What to train today"},
	{Name: "log", Description: "Write down a session", Args: "45 min easy"},
}

// quick is a pace for tests: nothing waits for long.
func quick() pace {
	p := usualPace
	p.handshake = 5 * time.Second
	p.alive = 5 * time.Millisecond
	p.identify = time.Millisecond
	p.least = 2 * time.Millisecond
	p.most = 10 * time.Millisecond
	return p
}

// connector makes bots that log to log and wait by pace.
func connector(log *slog.Logger, now func() time.Time, pace pace) func(testing.TB, string, string) bot.Platform {
	return func(t testing.TB, apiURL, token string) bot.Platform {
		p, err := New(Config{Token: token, APIURL: apiURL, Commands: commands, Log: log, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		p.pace = pace
		return p
	}
}

func TestContract(t *testing.T) {
	t.Parallel()
	bottest.Run(t, func(t testing.TB, log *slog.Logger) bottest.Fake {
		return bottest.NewDiscord(t, bottest.DiscordOptions{Connect: connector(log, time.Now, quick())})
	})
}
