package discord

import (
	"strings"

	"restday"
)

// Menu is what people are offered in one language. All menus list the same
// commands in the same order.
type Menu struct {
	Language string // "de"
	Commands []Command
	Words    Words
}

// Command is one slash command.
type Command struct {
	Name        string // without the slash, at most 32 characters
	Description string // at most 100 characters
	Args        string // what may be typed after it, at most 100 characters; "" nothing
	Options     []Option
}

// Option is something that may be said with a command. It reaches the
// conversation as it would be typed: "/checkin sleep:7.5".
type Option struct {
	Name        string           // lower case, at most 32 characters
	Description string           // at most 100 characters
	Choices     []restday.Choice // at most 25, of which Data is said; none: anything may be typed
}

// Words are those of what only Discord has.
type Words struct {
	Post   string // describes the command that posts the button, at most 100 characters
	Invite string // the message that has the button
	Begin  string // the button, at most 80 characters

	Type    string // the button that opens the form, at most 80 characters
	Title   string // the form's name, at most 45 characters
	Label   string // stands at its one field, at most 45 characters
	Example string // stands in the empty field, at most 100 characters
}

// menu returns the menu for a locale such as "de" or "en-US", the default one
// for a language that we do not have.
func (p *Platform) menu(locale string) Menu {
	language, _, _ := strings.Cut(locale, "-")
	for _, m := range p.menus {
		if m.Language == language {
			return m
		}
	}
	if len(p.menus) == 0 {
		return Menu{}
	}
	return p.menus[0]
}

// locales are those that Discord takes translations for; it refuses all others.
var locales = strings.Fields(`bg cs da de el en-GB en-US es-419 es-ES fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru
	sv-SE th tr uk vi zh-CN zh-TW`)

// translated returns what words gives for every menu but the default one, by
// Discord's locales, cut to Discord's 100 characters.
func (p *Platform) translated(words func(Menu) string) map[string]string {
	all := map[string]string{}
	for _, m := range p.menus[1:] {
		for _, locale := range locales {
			if language, _, _ := strings.Cut(locale, "-"); language == m.Language {
				all[locale] = cut(words(m), 100)
			}
		}
	}
	return all
}
