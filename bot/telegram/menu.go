package telegram

import (
	"context"
	"slices"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// setMenus gives the bot its commands menus.
func (p *Platform) setMenus(ctx context.Context) {
	for i, menu := range p.config.Menus {
		language := menu.Language
		if i == 0 {
			language = "" // whoever has no menu of their own
		}
		p.setMenu(ctx, language, menu.Commands)
	}
}

// setMenu sets one menu if the bot has another one. A bot without a menu works
// as well, so failing is only told.
func (p *Platform) setMenu(ctx context.Context, language string, commands []Command) {
	var want []models.BotCommand
	for _, c := range commands {
		want = append(want, models.BotCommand{Command: c.Name, Description: c.Description})
	}
	have, err := p.api.GetMyCommands(ctx, &tg.GetMyCommandsParams{LanguageCode: language})
	if err == nil && slices.Equal(have, want) {
		return
	}
	if _, err := p.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: want, LanguageCode: language}); err != nil {
		p.config.Log.Warn("telegram: the commands menu was not set; the next start tries again", "reason", err)
	}
}
