package bottest

import (
	"net/http"
	"strings"

	"restday"
)

// discordFiles is where files are kept: Discord has a host of its own for them.
const discordFiles = "/attachments/"

// Share has a person send a file with words beside it.
func (d *Discord) Share(who restday.Address, caption, name string, data []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.people[who.Chat]
	m := d.add(&discordMessage{channel: p.channel, author: p.id, content: caption, sent: &restday.File{Name: name, Data: data}})
	d.dispatch("MESSAGE_CREATE", d.messageJSON(m), nil)
}

// attachments is what a message says of the file with it.
func (d *Discord) attachments(m *discordMessage) []any {
	if m.sent == nil {
		return []any{}
	}
	return []any{map[string]any{
		"id": m.id, "filename": m.sent.Name, "size": len(m.sent.Data), "content_type": "application/octet-stream",
		"url": d.URL() + discordFiles + m.id, "proxy_url": d.URL() + discordFiles + m.id,
	}}
}

// handOut answers a request for a file, and tells whether it was one.
func (d *Discord) handOut(w http.ResponseWriter, r *http.Request) bool {
	id, ok := strings.CutPrefix(r.URL.Path, discordFiles)
	if !ok {
		return false
	}
	d.mu.Lock()
	m := d.message(id)
	d.mu.Unlock()
	if m == nil || m.sent == nil {
		http.NotFound(w, r)
		return true
	}
	_, _ = w.Write(m.sent.Data) // the bot may be gone
	return true
}
