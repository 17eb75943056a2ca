package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"restday"
)

// In a group the bot listens for two commands and one button, and answers in
// private: what people say among themselves is not for it.

// beginChoice is the data of the button under which everybody begins their own
// check-in; begin is what it stands for.
const (
	beginChoice = "channel:checkin"
	begin       = "/checkin"
)

// heard are the commands that are for the bot in a group.
var heard = []string{"/team", begin}

// memberTimeout bounds the question who somebody is in a group.
const memberTimeout = 5 * time.Second

func (c chat) group() bool { return (c.Type == "group" || c.Type == "supergroup") && c.ID != 0 }

// readInGroup reads a command said in a group; nil for everything else.
func readInGroup(m message, now time.Time) *restday.Incoming {
	text := plainCommand(clean(m.Text, restday.MaxText+1))
	command, _, _ := strings.Cut(text, " ")
	if m.From.Bot || m.From.ID == 0 || !slices.Contains(heard, command) {
		return nil
	}
	in := m.From.said(chat{ID: m.From.ID}) // the private chat with somebody has their id
	in.Event, in.Text, in.At, in.Away, in.Place = restday.Said, text, at(m.Date, now), true, m.Chat.address()
	return in
}

// tappedInGroup reads a tap under a message in a group.
func tappedInGroup(c callback, now time.Time) *restday.Incoming {
	if c.Data != beginChoice || c.From.ID == 0 {
		return nil
	}
	in := c.From.said(chat{ID: c.From.ID})
	in.Event, in.Text, in.At, in.Ack, in.Place = restday.Said, begin, now, clean(c.ID, 200), c.Message.Chat.address()
	return in
}

// decides tells whether somebody is an admin of a group. What cannot be found out
// counts as no.
func (p *Platform) decides(ctx context.Context, group, person restday.Address) bool {
	ctx, cancel := context.WithTimeout(ctx, memberTimeout)
	defer cancel()
	who, err := strconv.ParseInt(person.Chat, 10, 64)
	if err != nil {
		return false
	}
	m, err := p.api.GetChatMember(ctx, &tg.GetChatMemberParams{ChatID: group.Chat, UserID: who})
	if err != nil {
		p.config.Log.Warn("telegram: who is an admin of a group could not be found out")
		return false
	}
	return m.Type == models.ChatMemberTypeOwner || m.Type == models.ChatMemberTypeAdministrator
}

// readGroupMember reads that the bot was taken out of a group.
func readGroupMember(raw json.RawMessage, now time.Time) (*restday.Incoming, error) {
	var m member
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("read a membership: %w", err)
	}
	if !m.Chat.group() && m.Chat.Type != "channel" || m.New.Status != "kicked" && m.New.Status != "left" {
		return nil, nil
	}
	return &restday.Incoming{Event: restday.Left, From: m.Chat.address(), At: at(m.Date, now)}, nil
}
