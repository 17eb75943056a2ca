package discord

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"restday"
)

// A form lets people type where they cannot write to the bot: in a server. It
// opens from a button under a question and is answered where that stands.
// Opening it stores nothing, so the adapter does it by itself, from memory:
// Discord takes a form only as the very first answer to a press.

const (
	formPrefix  = "form:" // of the button's data; behind it the form's language
	formField   = "words" // the field's name
	longestName = 45      // of a form or a field
)

// withForm returns the choices of a message and below them the button that
// opens the form, if the message asks for something that can be typed.
func (p *Platform) withForm(out restday.Outgoing) [][]restday.Choice {
	label := p.menu(out.Form).Words.Type
	if out.Form == "" || label == "" || len(out.Choices) >= maxRows {
		return out.Choices
	}
	return append(out.Choices[:len(out.Choices):len(out.Choices)], []restday.Choice{{Label: label, Data: formPrefix + out.Form}})
}

func (i interaction) opensForm() bool {
	return discordgo.InteractionType(i.Type) == discordgo.InteractionMessageComponent && strings.HasPrefix(i.Data.CustomID, formPrefix)
}

// formAnswer opens a form as the first answer to a press.
type formAnswer struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data formData                          `json:"data"`
}

type formData struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []formLabel `json:"components"`
}

// formLabel is Discord's newest way to put a field into a form; the library
// does not know it yet.
type formLabel struct {
	Type      int       `json:"type"`
	Label     string    `json:"label"`
	Component textInput `json:"component"`
}

type textInput struct {
	Type        int    `json:"type"`
	CustomID    string `json:"custom_id"`
	Style       int    `json:"style"`
	Placeholder string `json:"placeholder"`
	MaxLength   int    `json:"max_length"`
	Required    bool   `json:"required"`
}

const componentLabel = 18

// form is the form that a button opens, in the language the button names.
func (p *Platform) form(button string) formAnswer {
	words := p.menu(strings.TrimPrefix(button, formPrefix)).Words
	return formAnswer{Type: discordgo.InteractionResponseModal, Data: formData{
		CustomID: button, Title: cut(words.Title, longestName),
		Components: []formLabel{{Type: componentLabel, Label: cut(words.Label, longestName), Component: textInput{
			Type: int(discordgo.TextInputComponent), CustomID: formField, Style: int(discordgo.TextInputParagraph),
			Placeholder: cut(words.Example, 100), MaxLength: restday.MaxText, Required: true,
		}}},
	}}
}

// field is a component of a form that was sent, or what holds one.
type field struct {
	CustomID   string  `json:"custom_id"`
	Value      any     `json:"value"`
	Component  *field  `json:"component"`
	Components []field `json:"components"`
}

// typedIn returns the words in the form's field, wherever it stands.
func typedIn(fields []field) string {
	for _, f := range fields {
		if words, ok := f.Value.(string); ok && f.CustomID == formField {
			return words
		}
		inner := f.Components
		if f.Component != nil {
			inner = append(inner, *f.Component)
		}
		if words := typedIn(inner); words != "" {
			return words
		}
	}
	return ""
}
