package discord

import (
	"context"
	"encoding/json"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"restday"
)

// A team's channel can have a message with a button that begins the check-in.
// Whoever presses it is asked and answered there, seen by nobody else, as after
// a slash command. See docs/decisions/0010-discord-ephemeral.md.

const (
	postName    = "post-checkin"    // the command that posts the message
	beginChoice = "channel:checkin" // the button's data
	beginWords  = "/checkin"        // what a press stands for
)

// postingCommand is offered to those who may manage a server, and only there.
func (p *Platform) postingCommand() appCommand {
	return appCommand{
		Type: int(discordgo.ChatApplicationCommand), Name: postName, Description: cut(p.menus[0].Words.Post, 100),
		DescriptionIn: p.translated(func(m Menu) string { return m.Words.Post }),
		Needs:         json.Number(strconv.Itoa(discordgo.PermissionManageGuild)),
		Contexts:      []int{int(discordgo.InteractionContextGuild)},
		Installed:     []int{int(discordgo.ApplicationIntegrationGuildInstall)},
	}
}

// own tells whether an event is an interaction that no conversation hears of:
// it changes nothing that we store, so it is answered here, from memory.
func own(kind string, data []byte) (i interaction, ok bool) {
	if kind != "INTERACTION_CREATE" || json.Unmarshal(data, &i) != nil {
		return i, false
	}
	return i, i.posts() || i.opensForm()
}

func (i interaction) posts() bool {
	return discordgo.InteractionType(i.Type) == discordgo.InteractionApplicationCommand && i.Data.Name == postName
}

// answerOwn answers an interaction of our own. One that cannot be answered is
// over: the person sees that it failed and presses again.
func (p *Platform) answerOwn(ctx context.Context, i interaction) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	answer := call{name: "open a form", method: "POST", path: callbackPath(i.ID, i.Token), open: true}
	if i.opensForm() {
		answer.body = p.form(i.Data.CustomID)
	} else {
		answer.name, answer.body = "post the check-in button", p.invitation(i.GuildLocale)
	}
	err := p.api.do(ctx, answer, nil)
	if err != nil {
		p.log.Warn("an interaction was not answered", "error", err)
	}
}

// invitation is the message with the button, in the server's language.
func (p *Platform) invitation(locale string) callback {
	words := p.menu(locale).Words
	m := render(restday.Outgoing{
		Text:    restday.Text{{Text: words.Invite}},
		Choices: [][]restday.Choice{{{Label: words.Begin, Data: beginChoice}}},
	})
	m.Flags = discordgo.MessageFlagsSuppressEmbeds
	return callback{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: &m}
}
