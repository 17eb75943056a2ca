package discord

import (
	"context"
	"fmt"
	"net/url"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// argument is the name of the one option that our commands have.
const argument = "text"

// register makes Discord's list of our slash commands equal to ours. It writes
// only when something differs: Discord counts the writes.
func (p *Platform) register(ctx context.Context, app string) error {
	path := "/applications/" + url.PathEscape(app) + "/commands"
	var there []*discordgo.ApplicationCommand
	if err := p.api.do(ctx, call{name: "read the commands", method: "GET", path: path}, &there); err != nil {
		return fmt.Errorf("compare the slash commands: %w", err)
	}
	ours := p.applicationCommands()
	if slices.Equal(described(there), described(ours)) {
		return nil
	}
	if err := p.api.do(ctx, call{name: "write the commands", method: "PUT", path: path, body: ours}, nil); err != nil {
		return fmt.Errorf("register the slash commands: %w", err)
	}
	p.log.Info("slash commands registered", "count", len(ours))
	return nil
}

// applicationCommands are for servers and for the direct channel, and for
// people who installed the app for themselves as for whole servers.
func (p *Platform) applicationCommands() []*discordgo.ApplicationCommand {
	where := []discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM}
	installed := []discordgo.ApplicationIntegrationType{
		discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall,
	}
	ours := []*discordgo.ApplicationCommand{}
	for _, c := range p.commands {
		command := &discordgo.ApplicationCommand{
			Type: discordgo.ChatApplicationCommand, Name: c.Name, Description: cut(c.Description, 100),
			Contexts: &where, IntegrationTypes: &installed,
		}
		if c.Args != "" {
			command.Options = []*discordgo.ApplicationCommandOption{{
				Type: discordgo.ApplicationCommandOptionString, Name: argument, Description: cut(c.Args, 100),
			}}
		}
		ours = append(ours, command)
	}
	return ours
}

// described writes each command as one line with what we set, in order of name.
func described(commands []*discordgo.ApplicationCommand) []string {
	lines := []string{}
	for _, c := range commands {
		if c == nil {
			continue
		}
		line := fmt.Sprintf("%q %q", c.Name, c.Description)
		for _, o := range c.Options {
			line += fmt.Sprintf(" %d %q %q %t", o.Type, o.Name, o.Description, o.Required)
		}
		lines = append(lines, line+fmt.Sprint(sorted(c.Contexts), sorted(c.IntegrationTypes)))
	}
	slices.Sort(lines)
	return lines
}

func sorted[T ~uint | ~int](list *[]T) []T {
	if list == nil {
		return nil
	}
	return slices.Sorted(slices.Values(*list))
}
