package discord

import (
	"context"
	"encoding/json"
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
	var there []appCommand
	if err := p.api.do(ctx, call{name: "read the commands", method: "GET", path: path + "?with_localizations=true"}, &there); err != nil {
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

// appCommand and appOption are what Discord is told of a command: no more than we
// set, where the library's types send every field there is.
type appCommand struct {
	Type          int               `json:"type"`
	Name          string            `json:"name"`
	Description   string            `json:"description"`
	DescriptionIn map[string]string `json:"description_localizations,omitempty"`
	Options       []appOption       `json:"options,omitempty"`
	Needs         json.Number       `json:"default_member_permissions,omitempty"` // Discord answers with a string
	Contexts      []int             `json:"contexts"`
	Installed     []int             `json:"integration_types"`
}

type appOption struct {
	Type          int               `json:"type"`
	Name          string            `json:"name"`
	Description   string            `json:"description"`
	DescriptionIn map[string]string `json:"description_localizations,omitempty"`
	Choices       []appChoice       `json:"choices,omitempty"`
}

type appChoice struct {
	Name   string            `json:"name"`
	NameIn map[string]string `json:"name_localizations,omitempty"`
	Value  string            `json:"value"`
}

// applicationCommands are for servers and for the direct channel, and for
// people who installed the app for themselves as for whole servers.
func (p *Platform) applicationCommands() []appCommand {
	if len(p.menus) == 0 {
		return []appCommand{}
	}
	var ours []appCommand
	for i, c := range p.menus[0].Commands {
		command := appCommand{
			Type: int(discordgo.ChatApplicationCommand), Name: c.Name, Description: cut(c.Description, 100),
			DescriptionIn: p.translated(func(m Menu) string { return m.Commands[i].Description }),
			Options:       p.options(i),
			Contexts:      []int{int(discordgo.InteractionContextGuild), int(discordgo.InteractionContextBotDM)},
			Installed:     []int{int(discordgo.ApplicationIntegrationGuildInstall), int(discordgo.ApplicationIntegrationUserInstall)},
		}
		ours = append(ours, command)
	}
	return append(ours, p.postingCommand())
}

// options are what the i-th command takes: texts, some with choices.
func (p *Platform) options(i int) []appOption {
	var ours []appOption
	c := p.menus[0].Commands[i]
	if c.Args != "" {
		ours = append(ours, appOption{
			Type: int(discordgo.ApplicationCommandOptionString), Name: argument, Description: cut(c.Args, 100),
			DescriptionIn: p.translated(func(m Menu) string { return m.Commands[i].Args }),
		})
	}
	for j, o := range c.Options {
		option := appOption{
			Type: int(discordgo.ApplicationCommandOptionString), Name: o.Name, Description: cut(o.Description, 100),
			DescriptionIn: p.translated(func(m Menu) string { return m.Commands[i].Options[j].Description }),
		}
		for k, choice := range o.Choices {
			option.Choices = append(option.Choices, appChoice{
				Name: cut(choice.Label, 100), Value: choice.Data,
				NameIn: p.translated(func(m Menu) string { return m.Commands[i].Options[j].Choices[k].Label }),
			})
		}
		ours = append(ours, option)
	}
	return ours
}

// described writes each command as one line with what we set, in order of name.
func described(commands []appCommand) []string {
	lines := []string{}
	for _, c := range commands {
		c.Contexts, c.Installed = slices.Sorted(slices.Values(c.Contexts)), slices.Sorted(slices.Values(c.Installed))
		line, _ := json.Marshal(c) // strings, numbers and booleans always encode
		lines = append(lines, string(line))
	}
	slices.Sort(lines)
	return lines
}
