package telegram_test

import (
	"log/slog"
	"testing"
	"time"

	"restday/bot/bottest"
)

func TestContract(t *testing.T) {
	t.Parallel()
	bottest.Run(t, func(t testing.TB, log *slog.Logger) bottest.Fake {
		return fake(t, log, bottest.TelegramOptions{Now: time.Now})
	})
}
