package bottest

import (
	"strconv"
	"time"

	"restday"
)

// groupKey is how far the ids of groups are from those of people.
const groupKey = -1000

// Group returns a group with the bot in it. n tells groups apart.
func (s *Telegram) Group(n int) restday.Address {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := int64(groupKey - n)
	if s.chats[id] == nil {
		s.chats[id] = &telegramChat{id: id}
	}
	return restday.Address{Platform: "telegram", Chat: strconv.FormatInt(id, 10)}
}

// MakeAdmin has somebody be an admin of every group.
func (s *Telegram) MakeAdmin(who restday.Address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, _ := strconv.ParseInt(who.Chat, 10, 64)
	if s.admins == nil {
		s.admins = map[int64]bool{}
	}
	s.admins[id] = true
}

// SayInGroup has somebody write in a group.
func (s *Telegram) SayInGroup(who, group restday.Address, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	s.push("message", map[string]any{
		"message_id": s.lastID, "date": s.options.Now().Unix(), "from": personJSON(who), "chat": groupJSON(group), "text": text,
	}, 24*time.Hour)
}

// ThrowOut takes the bot out of a group.
func (s *Telegram) ThrowOut(group restday.Address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chat(group).blocked = true
	s.push("my_chat_member", map[string]any{
		"date": s.options.Now().Unix(), "chat": groupJSON(group), "new_chat_member": map[string]any{"status": "kicked"},
	}, 24*time.Hour)
}

func personJSON(who restday.Address) map[string]any {
	id, _ := strconv.ParseInt(who.Chat, 10, 64)
	return map[string]any{"id": id, "is_bot": false, "first_name": "Person " + who.Chat, "language_code": "en"}
}

func groupJSON(group restday.Address) map[string]any {
	id, _ := strconv.ParseInt(group.Chat, 10, 64)
	return map[string]any{"id": id, "type": "group", "title": "The club"}
}
