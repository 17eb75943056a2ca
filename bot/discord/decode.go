package discord

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"restday"
)

// The gateway's events are decoded here and not by discordgo, into the few
// fields we use: a component or option type that discordgo does not know then
// neither loses an event nor panics.

type user struct {
	ID         string `json:"id"`
	Username   string `json:"username"`
	GlobalName string `json:"global_name"`
	Bot        bool   `json:"bot"`
}

func (u user) name() string {
	if u.GlobalName != "" {
		return u.GlobalName
	}
	return u.Username
}

type directMessage struct {
	ID        string          `json:"id"`
	ChannelID string          `json:"channel_id"`
	GuildID   string          `json:"guild_id"`
	WebhookID string          `json:"webhook_id"`
	Type      int             `json:"type"`
	Content   string          `json:"content"`
	Timestamp string          `json:"timestamp"`
	Edited    string          `json:"edited_timestamp"`
	Author    user            `json:"author"`
	Files     json.RawMessage `json:"attachments"`
}

type interaction struct {
	ID            string `json:"id"`
	ApplicationID string `json:"application_id"`
	Type          int    `json:"type"`
	Token         string `json:"token"`
	GuildID       string `json:"guild_id"`
	ChannelID     string `json:"channel_id"`
	Context       *int   `json:"context"` // where it happened; absent on older API versions
	Locale        string `json:"locale"`
	GuildLocale   string `json:"guild_locale"`
	User          user   `json:"user"` // in a direct message
	Member        *struct {
		User        user   `json:"user"`
		Permissions string `json:"permissions"` // theirs in this channel, a number as text
	} `json:"member"` // in a server
	Message struct {
		ID string `json:"id"`
	} `json:"message"` // buttons: the one that was tapped; forms: the one with the button that opened it
	Data struct {
		Name     string   `json:"name"`
		Options  []option `json:"options"`
		CustomID string   `json:"custom_id"`
		Fields   []field  `json:"components"` // of a form
	} `json:"data"`
}

type option struct {
	Name    string   `json:"name"`
	Value   any      `json:"value"`
	Options []option `json:"options"`
}

// The kinds of message that a person types.
const (
	messagePlain = 0
	messageReply = 19
)

// contextElsewhere is a direct message between other people, where an app that
// a person installed for themselves may be used too.
const contextElsewhere = 2

// decode turns one gateway event into what happened in a chat. ok is false for
// events that are none of our business; an error never quotes the event.
func decode(kind string, data []byte, now time.Time) (in restday.Incoming, ok bool, err error) {
	switch kind {
	case "MESSAGE_CREATE", "MESSAGE_UPDATE":
		var m directMessage
		if json.Unmarshal(data, &m) != nil {
			return in, false, fmt.Errorf("a %s event is not as documented", kind)
		}
		if in, ok = said(m, now); ok && kind == "MESSAGE_UPDATE" {
			in, ok = edited(in, m, now)
		}
	case "INTERACTION_CREATE":
		var i interaction
		if json.Unmarshal(data, &i) != nil {
			return in, false, fmt.Errorf("a %s event is not as documented", kind)
		}
		in, ok = interacted(i, now)
	}
	return in, ok, nil
}

// said reads a message; ok is false unless a person wrote it to the bot alone.
func said(m directMessage, now time.Time) (in restday.Incoming, ok bool) {
	private := m.GuildID == "" && m.WebhookID == "" && !m.Author.Bot
	typed := m.Type == messagePlain || m.Type == messageReply
	if !private || !typed || m.ID == "" || m.ChannelID == "" || m.Author.ID == "" {
		return in, false
	}
	at, err := time.Parse(time.RFC3339, m.Timestamp)
	if err != nil {
		at = now
	}
	return restday.Incoming{
		ID: "m" + m.ID, From: address(m.Author.ID), Route: m.ChannelID,
		Event: restday.Said, Name: m.Author.name(),
		Text: cut(m.Content, restday.MaxText+1), Message: m.ID, At: at, File: attached(m.Files),
	}, true
}

// edited turns what a message says now into an edit; ok is false when something
// else about the message has changed, such as a preview of a link.
func edited(in restday.Incoming, m directMessage, now time.Time) (restday.Incoming, bool) {
	at, err := time.Parse(time.RFC3339, m.Edited)
	if err != nil || m.Content == "" || at.After(now.Add(24*time.Hour)) {
		return in, false
	}
	in.ID, in.Event, in.At = "e"+m.ID+"-"+strconv.FormatInt(at.UnixMilli(), 10), restday.Edited, at
	in.File = nil
	return in, true
}

// interacted reads a slash command, a tapped button or a form. ok is false for
// what is not the conversation's, and for what nobody can have done.
func interacted(i interaction, now time.Time) (in restday.Incoming, ok bool) {
	who := i.User
	if i.Member != nil {
		who = i.Member.User
	}
	if i.ID == "" || i.Token == "" || who.ID == "" || i.posts() || i.opensForm() {
		return in, false
	}
	away := i.GuildID != "" || i.Member != nil || i.Context != nil && *i.Context == contextElsewhere
	in = restday.Incoming{
		ID: "i" + i.ID, From: address(who.ID), Name: who.name(), Language: i.Locale, Away: away, At: now,
	}
	if !away {
		in.Route = i.ChannelID
	} else if i.Member != nil && i.ChannelID != "" {
		in.Place, in.Admin = placeOf(i.ChannelID), i.decides()
	}
	a := ack{App: i.ApplicationID, ID: i.ID, Token: i.Token, Away: away, At: now.Unix()}
	switch discordgo.InteractionType(i.Type) {
	case discordgo.InteractionApplicationCommand:
		in.Event, in.Text = restday.Said, cut(commandLine(i.Data.Name, i.Data.Options), restday.MaxText+1)
	case discordgo.InteractionMessageComponent:
		if i.Data.CustomID == beginChoice { // its message is everybody's: it is never changed
			in.Event, in.Text = restday.Said, beginWords
			break
		}
		in.Event, in.Choice, in.Message = restday.Tapped, i.Data.CustomID, i.Message.ID
		a.Button, a.Message = true, i.Message.ID
	case discordgo.InteractionModalSubmit:
		in.Event, in.Text, in.Form = restday.Said, cut(typedIn(i.Data.Fields), restday.MaxText+1), i.Message.ID
		a.Button, a.Message = i.Message.ID != "", i.Message.ID
	default:
		return restday.Incoming{}, false
	}
	in.Ack = a.String()
	return in, true
}

// commandLine writes a slash command as a person would type it: "/log 45 min",
// "/checkin sleep:7.5 energy:4".
func commandLine(name string, options []option) string {
	words := []string{"/" + name}
	for _, o := range options {
		for _, said := range append([]option{o}, o.Options...) {
			switch {
			case said.Value == nil:
			case said.Name == argument:
				words = append(words, fmt.Sprint(said.Value))
			default:
				words = append(words, fmt.Sprint(said.Name, ":", said.Value))
			}
		}
	}
	return strings.TrimSpace(strings.Join(words, " "))
}
