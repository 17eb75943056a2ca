package telegram

import (
	"context"
	"slices"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// setMenu gives the bot its commands menu if it has another one. A bot without
// a menu works as well, so failing is only told.
func (p *Platform) setMenu(ctx context.Context) {
	if len(p.config.Commands) == 0 {
		return
	}
	var want []models.BotCommand
	for _, c := range p.config.Commands {
		want = append(want, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	have, err := p.api.GetMyCommands(ctx, &tg.GetMyCommandsParams{})
	if err == nil && slices.Equal(have, want) {
		return
	}
	if _, err := p.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: want}); err != nil {
		p.config.Log.Warn("telegram: the commands menu was not set; the next start tries again", "reason", err)
	}
}
