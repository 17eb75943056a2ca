package main

import (
	"errors"
	"log/slog"
	"time"

	"restday/bot"
	"restday/bot/discord"
	"restday/bot/telegram"
	"restday/conversation"
)

// front is one network as the config has it; without a token it is not opened.
type front struct {
	name  string
	token string
	open  func(flow *conversation.Flow, log *slog.Logger) (bot.Platform, error)
}

// fronts lists every network there is; a new one is one more entry.
func (c config) fronts() []front {
	return []front{
		{"telegram", c.Telegram.Token, c.openTelegram},
		{"discord", c.Discord.Token, c.openDiscord},
	}
}

func (c config) openTelegram(flow *conversation.Flow, log *slog.Logger) (bot.Platform, error) {
	var menus []telegram.Menu
	for _, language := range flow.Languages(c.Lang) {
		menu := telegram.Menu{Language: language}
		for _, m := range flow.Commands(language) {
			menu.Commands = append(menu.Commands, telegram.Command{Name: m.Name, Description: m.Description})
		}
		menus = append(menus, menu)
	}
	return telegram.New(telegram.Config{Token: c.Telegram.Token, APIURL: c.Telegram.APIURL, Menus: menus, Log: log})
}

func (c config) openDiscord(flow *conversation.Flow, log *slog.Logger) (bot.Platform, error) {
	var menus []discord.Menu
	for _, language := range flow.Languages(c.Lang) {
		menus = append(menus, discordMenu(flow, language))
	}
	return discord.New(discord.Config{Token: c.Discord.Token, APIURL: c.Discord.APIURL, Menus: menus, Log: log, Now: time.Now})
}

func discordMenu(flow *conversation.Flow, language string) discord.Menu {
	menu := discord.Menu{Language: language, Words: discord.Words(flow.Extras(language))}
	for _, m := range flow.Commands(language) {
		command := discord.Command{Name: m.Name, Description: m.Description, Args: m.Args}
		for _, o := range m.Options {
			command.Options = append(command.Options, discord.Option(o))
		}
		menu.Commands = append(menu.Commands, command)
	}
	return menu
}

var errNoToken = errors.New("no platform has a token: set RESTDAY_TELEGRAM_TOKEN or RESTDAY_DISCORD_TOKEN, or both")

// platforms opens every network that has a token.
func (c config) platforms(flow *conversation.Flow, log *slog.Logger) ([]bot.Platform, error) {
	var out []bot.Platform
	for _, f := range c.fronts() {
		if f.token == "" {
			continue
		}
		p, err := f.open(flow, log)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		return nil, errNoToken
	}
	return out, nil
}
