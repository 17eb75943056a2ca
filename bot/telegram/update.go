package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"restday"
)

// The parts of an update that we read. They are our own and minimal, because
// one that is too curious fails on what Telegram invents next.
type (
	update struct {
		ID       *int64          `json:"update_id"`
		Message  json.RawMessage `json:"message"`
		Edited   json.RawMessage `json:"edited_message"`
		Callback json.RawMessage `json:"callback_query"`
		Member   json.RawMessage `json:"my_chat_member"`
	}
	chat struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
	user struct {
		ID        int64  `json:"id"`
		Bot       bool   `json:"is_bot"`
		FirstName string `json:"first_name"`
		Language  string `json:"language_code"`
	}
	message struct {
		ID      int64  `json:"message_id"`
		Date    int64  `json:"date"`
		Edited  int64  `json:"edit_date"`
		Chat    chat   `json:"chat"`
		From    user   `json:"from"`
		Text    string `json:"text"`
		Caption string `json:"caption"`
	}
	callback struct {
		ID      string  `json:"id"`
		From    user    `json:"from"`
		Message message `json:"message"`
		Data    string  `json:"data"`
	}
	member struct {
		Date int64 `json:"date"`
		Chat chat  `json:"chat"`
		New  struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	}
)

// notices are messages that nobody wrote: Telegram puts them into a private
// chat when something about it changes.
var notices = []string{
	"pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "chat_background_set",
	"forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
}

var errNoID = errors.New("an update without an id")

// read turns one raw update into what happened. It returns nil for what is
// nothing to us (what people say in groups, notices, kinds we do not know), and the update's id
// together with an error for what it cannot read. now dates what Telegram does
// not date.
func read(raw json.RawMessage, account string, now time.Time) (id int64, in *restday.Incoming, err error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil || u.ID == nil {
		return 0, nil, errNoID
	}
	switch {
	case u.Message != nil:
		in, err = readMessage(u.Message, now)
	case u.Edited != nil:
		in, err = readEdit(u.Edited, now)
	case u.Callback != nil:
		in, err = readTap(u.Callback, now)
	case u.Member != nil:
		in, err = readMember(u.Member, now)
	}
	if in != nil {
		in.ID = fmt.Sprintf("%s-%d", account, *u.ID)
	}
	return *u.ID, in, err
}

func readMessage(raw json.RawMessage, now time.Time) (*restday.Incoming, error) {
	var m message
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("read a message: %w", err)
	}
	if m.Chat.group() && m.Edited == 0 {
		return readInGroup(m, now), nil
	}
	if !m.Chat.private() || isNotice(raw) {
		return nil, nil
	}
	in := m.From.said(m.Chat)
	in.Event = restday.Said
	in.At = at(m.Date, now)
	in.Message = strconv.FormatInt(m.ID, 10)
	// A photo or a voice message has no text; it is said all the same, so that
	// the person gets an answer.
	in.Text = plainCommand(clean(m.Text+m.Caption, restday.MaxText+1))
	in.File = attached(raw)
	return in, nil
}

// readEdit reads a message that the person has changed since.
func readEdit(raw json.RawMessage, now time.Time) (*restday.Incoming, error) {
	in, err := readMessage(raw, now)
	if err != nil || in == nil {
		return nil, err
	}
	var m message
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("read an edit: %w", err)
	}
	in.Event, in.At, in.File = restday.Edited, at(m.Edited, now), nil
	return in, nil
}

func readTap(raw json.RawMessage, now time.Time) (*restday.Incoming, error) {
	var c callback
	if err := json.Unmarshal(raw, &c); err != nil {
		return nil, fmt.Errorf("read a tap: %w", err)
	}
	if c.Message.Chat.group() {
		return tappedInGroup(c, now), nil
	}
	if !c.Message.Chat.private() {
		return nil, nil
	}
	in := c.From.said(c.Message.Chat)
	in.Event = restday.Tapped
	in.At = now
	in.Choice = clean(c.Data, maxData)
	in.Message = strconv.FormatInt(c.Message.ID, 10)
	in.Ack = clean(c.ID, 200)
	return in, nil
}

func readMember(raw json.RawMessage, now time.Time) (*restday.Incoming, error) {
	var m member
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fmt.Errorf("read a membership: %w", err)
	}
	if !m.Chat.private() {
		return readGroupMember(raw, now)
	}
	if m.New.Status != "kicked" && m.New.Status != "left" {
		return nil, nil
	}
	return &restday.Incoming{Event: restday.Left, From: m.Chat.address(), At: at(m.Date, now)}, nil
}

func (c chat) private() bool { return c.Type == "private" && c.ID != 0 }

func (c chat) address() restday.Address {
	return restday.Address{Platform: Name, Chat: strconv.FormatInt(c.ID, 10)}
}

func (u user) said(where chat) *restday.Incoming {
	return &restday.Incoming{From: where.address(), Name: clean(u.FirstName, 64), Language: clean(u.Language, 35)}
}

// isNotice tells whether a message holds one of the notices and nothing written.
func isNotice(raw json.RawMessage) bool {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || fields["text"] != nil {
		return false
	}
	return slices.ContainsFunc(notices, func(name string) bool { return fields[name] != nil })
}

// plainCommand takes the bot's name off a command: "/today@restday_bot" is "/today".
func plainCommand(text string) string {
	if !strings.HasPrefix(text, "/") {
		return text
	}
	end := strings.IndexFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
	if end < 0 {
		end = len(text)
	}
	command, _, _ := strings.Cut(text[:end], "@")
	return command + text[end:]
}

// clean returns at most n characters of s, without what databases refuse.
func clean(s string, n int) string {
	return cut(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", ""), n)
}

// at returns the time a message was sent; one without a date, or from the
// future, is dated now.
func at(date int64, now time.Time) time.Time {
	if date <= 0 || date > now.Unix()+86400 {
		return now
	}
	return time.Unix(date, 0).UTC()
}

// kindOf names what an update holds, for the log.
func kindOf(raw json.RawMessage) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return "unreadable"
	}
	delete(fields, "update_id")
	if len(fields) == 0 {
		return "empty"
	}
	return clean(slices.Min(slices.Collect(maps.Keys(fields))), 40)
}
