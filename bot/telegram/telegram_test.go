package telegram_test

import (
	"log/slog"
	"testing"
	"time"

	"restday/bot"
	"restday/bot/bottest"
	"restday/bot/telegram"
)

// fake returns a server whose bots log to log and read the time from now.
func fake(t testing.TB, log *slog.Logger, o bottest.TelegramOptions) *bottest.Telegram {
	t.Helper()
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Connect = func(t testing.TB, apiURL, token string) bot.Platform {
		t.Helper()
		p, err := telegram.New(telegram.Config{
			Token: token, APIURL: apiURL, Log: log, Now: o.Now,
			Commands: []telegram.Command{{Name: "checkin", Description: "Check in for today"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	return bottest.NewTelegram(t, o)
}

func TestContract(t *testing.T) {
	t.Parallel()
	bottest.Run(t, func(t testing.TB, log *slog.Logger) bottest.Fake {
		return fake(t, log, bottest.TelegramOptions{})
	})
}
