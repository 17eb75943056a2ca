package bottest

import (
	"strings"
	"time"
)

// This file has what Discord tells the bot about people: the events.

func (p *discordPerson) json() map[string]any {
	return map[string]any{
		"id": p.id, "username": "athlete" + p.id[len(p.id)-3:], "global_name": "<b>_* " + p.id[len(p.id)-3:],
		"discriminator": "0", "avatar": nil, "bot": false,
	}
}

func discordMeJSON() map[string]any {
	return map[string]any{"id": discordMe, "username": "restday", "discriminator": "0001", "avatar": nil, "bot": true}
}

func (d *Discord) messageJSON(m *discordMessage) map[string]any {
	author := discordMeJSON()
	if p := d.people[m.author]; p != nil {
		author = p.json()
	}
	flags := 0
	if m.only != "" {
		flags = discordEphemeral
	}
	var changed any
	if !m.changed.IsZero() {
		changed = m.changed.UTC().Format(time.RFC3339Nano)
	}
	return map[string]any{
		"id": m.id, "channel_id": m.channel, "type": 0, "content": m.content, "author": author,
		"timestamp": m.at.UTC().Format(time.RFC3339Nano), "edited_timestamp": changed, "tts": false,
		"mention_everyone": false, "mentions": []any{}, "mention_roles": []any{}, "attachments": d.attachments(m),
		"embeds": []any{}, "pinned": false, "flags": flags, "components": discordComponents(m.rows),
	}
}

func discordComponents(rows [][]discordButton) []any {
	out := []any{}
	for _, row := range rows {
		line := []any{}
		for _, b := range row {
			line = append(line, map[string]any{"type": 2, "style": 2, "label": b.label, "custom_id": b.id})
		}
		out = append(out, map[string]any{"type": 1, "components": line})
	}
	return out
}

// command tells the bot of a slash command. What follows its name are options
// as people see them while they type, "sleep:7 note:left knee", or else the
// value of the option "text".
func (d *Discord) command(p *discordPerson, text string, guild bool) {
	name, args, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	data := map[string]any{"id": "1", "name": name, "type": 1, "options": discordOptions(args)}
	c := &discordCall{person: p, guild: guild}
	d.interact(c, 2, data)
}

func discordOptions(args string) []any {
	options := []any{}
	name, value := "text", ""
	put := func() {
		if value = strings.TrimSpace(value); value != "" {
			options = append(options, map[string]any{"name": name, "type": 3, "value": value})
		}
	}
	for word := range strings.FieldsSeq(args) {
		if before, after, ok := strings.Cut(word, ":"); ok && before != "" {
			put()
			name, value = before, after
			continue
		}
		value += " " + word
	}
	put()
	return options
}

func (d *Discord) tap(p *discordPerson, m *discordMessage, id string) {
	c := &discordCall{person: p, guild: m.channel == discordHall, tapped: m}
	d.interact(c, 3, map[string]any{"custom_id": id, "component_type": 2})
}

func (d *Discord) interact(c *discordCall, kind int, data map[string]any) {
	c.id, c.born = d.snowflake(), d.options.Now()
	c.token = "secret-interaction-token/" + c.id // with a character that must be escaped in paths
	d.calls = append(d.calls, c)
	event := map[string]any{
		"id": c.id, "application_id": discordApp, "type": kind, "token": c.token, "version": 1,
		"data": data, "locale": "en-US", "app_permissions": "0", "channel_id": c.person.channel,
		"authorizing_integration_owners": map[string]any{}, "entitlements": []any{},
	}
	if c.guild {
		event["guild_id"], event["channel_id"], event["context"] = discordGuild, discordHall, 0
		event["guild_locale"] = "de"
		event["member"] = map[string]any{"user": c.person.json(), "roles": []any{}, "permissions": c.person.permissions()}
	} else {
		event["user"], event["context"] = c.person.json(), 1
	}
	if c.tapped != nil {
		event["message"] = d.messageJSON(c.tapped)
	}
	d.dispatch("INTERACTION_CREATE", event, c)
}

// Emit sends the bot an event as it stands, as Discord might one day.
func (d *Discord) Emit(kind string, data any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dispatch(kind, data, nil)
}
