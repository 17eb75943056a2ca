package bottest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"
)

// This file has what the bot shows to people: messages and answers.

const discordEphemeral = 1 << 6

// discordBody is a message as the bot sends it; what is nil stays as it is.
type discordBody struct {
	Content    *string `json:"content"`
	Components *[]struct {
		Components []struct {
			Type  int    `json:"type"`
			Label string `json:"label"`
			ID    string `json:"custom_id"`
		} `json:"components"`
	} `json:"components"`
	Flags        int    `json:"flags"`
	Nonce        string `json:"nonce"`
	EnforceNonce bool   `json:"enforce_nonce"`
}

// faulty returns what Discord has against a message, or "".
func (b *discordBody) faulty() string {
	if b.Content != nil && utf8.RuneCountInString(*b.Content) > 2000 {
		return "content: Must be 2000 or fewer in length."
	}
	if b.Components == nil {
		return ""
	}
	if len(*b.Components) > 5 {
		return "components: Must be 5 or fewer in length."
	}
	seen := map[string]bool{}
	for _, row := range *b.Components {
		if n := len(row.Components); n < 1 || n > 5 {
			return "components: Must be between 1 and 5 in length."
		}
		for _, c := range row.Components {
			if c.Type != 2 || c.Label == "" || utf8.RuneCountInString(c.Label) > 80 || c.ID == "" || len(c.ID) > 100 || seen[c.ID] {
				return "components: Component custom id cannot be duplicated, or a label is wrong"
			}
			seen[c.ID] = true
		}
	}
	return ""
}

func (b *discordBody) text() string {
	if b.Content == nil {
		return ""
	}
	return strings.TrimSpace(*b.Content)
}

// apply changes a message to what the body says.
func (b *discordBody) apply(m *discordMessage) {
	if b.Content != nil {
		m.content = b.text()
	}
	if b.Components == nil {
		return
	}
	m.rows = nil
	for _, row := range *b.Components {
		var line []discordButton
		for _, c := range row.Components {
			line = append(line, discordButton{c.Label, c.ID})
		}
		m.rows = append(m.rows, line)
	}
}

func discordParse(raw []byte) (b discordBody, no *discordAnswer) {
	refuse := func(text string) *discordAnswer {
		a := discordNo(400, 50035, "Invalid Form Body: "+text)
		return &a
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, refuse(err.Error())
	}
	if why := b.faulty(); why != "" {
		return b, refuse(why)
	}
	return b, nil
}

// show adds the bot's answer to an interaction.
func (d *Discord) show(b discordBody, c *discordCall) (*discordMessage, *discordAnswer) {
	return d.post(b, &discordMessage{channel: c.channel(), only: c.only(b), from: c})
}

// post adds a message of the bot.
func (d *Discord) post(b discordBody, m *discordMessage) (*discordMessage, *discordAnswer) {
	if b.text() == "" {
		a := discordNo(400, 50006, "Cannot send an empty message")
		return nil, &a
	}
	m.author = discordMe
	b.apply(m)
	return d.add(m), nil
}

func (d *Discord) create(r discordRequest) discordAnswer {
	b, no := discordParse(r.body)
	if no != nil {
		return *no
	}
	if r.args[0] == discordHall && !d.hallShut {
		m, no := d.post(b, &discordMessage{channel: discordHall})
		if no != nil {
			return *no
		}
		return discordAnswer{200, d.messageJSON(m)}
	}
	p := d.owner(r.args[0])
	switch {
	case p == nil:
		return discordNo(404, 10003, "Unknown Channel")
	case p.closed:
		return discordNo(403, 50007, "Cannot send messages to this user")
	}
	key := p.channel + " " + b.Nonce
	if m := d.nonces[key]; m != nil && b.EnforceNonce {
		return discordAnswer{200, d.messageJSON(m)}
	}
	m, no := d.post(b, &discordMessage{channel: p.channel, file: r.file})
	if no != nil {
		return *no
	}
	if b.Nonce != "" {
		d.nonces[key] = m
	}
	return discordAnswer{200, d.messageJSON(m)}
}

func (d *Discord) edit(r discordRequest) discordAnswer {
	m := d.message(r.args[1])
	switch {
	case d.owner(r.args[0]) == nil:
		return discordNo(404, 10003, "Unknown Channel")
	case m == nil || m.channel != r.args[0] || m.only != "":
		return discordNo(404, 10008, "Unknown Message")
	case m.author != discordMe:
		return discordNo(403, 50005, "Cannot edit a message authored by another user")
	}
	return d.change(m, r.body)
}

func (d *Discord) change(m *discordMessage, raw []byte) discordAnswer {
	b, no := discordParse(raw)
	if no != nil {
		return *no
	}
	if b.Content != nil && b.text() == "" {
		return discordNo(400, 50006, "Cannot send an empty message")
	}
	m.edited, m.thinking = !m.thinking, false
	b.apply(m)
	return discordAnswer{200, d.messageJSON(m)}
}

// callback is the first answer to an interaction.
func (d *Discord) callback(r discordRequest) discordAnswer {
	c := d.find(r.args[1])
	switch {
	case c == nil || c.id != r.args[0]:
		return discordNo(404, 10062, "Unknown interaction")
	case c.kind != 0:
		return discordNo(400, 40060, "Interaction has already been acknowledged.")
	case d.options.Now().Sub(c.born) > discordAnswerTime:
		return discordNo(404, 10062, "Unknown interaction")
	}
	var first struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if json.Unmarshal(r.body, &first) != nil {
		return discordNo(400, 50035, "Invalid Form Body")
	}
	if len(first.Data) == 0 {
		first.Data = json.RawMessage("{}")
	}
	if no := d.answer(c, first.Type, first.Data); no != nil {
		return *no
	}
	c.kind = first.Type
	if r.http.URL.Query().Get("with_response") != "true" || d.options.Terse {
		return discordAnswer{status: 204}
	}
	answer := map[string]any{"interaction": map[string]any{"id": c.id, "type": 2}}
	if c.original != nil {
		answer["resource"] = map[string]any{"type": c.kind, "message": d.messageJSON(c.original)}
	}
	return discordAnswer{200, answer}
}

func (d *Discord) answer(c *discordCall, kind int, data []byte) *discordAnswer {
	if kind == 9 {
		return d.openForm(c, data)
	}
	b, no := discordParse(data)
	if no != nil {
		return no
	}
	switch {
	case kind == 4:
		c.original, no = d.show(b, c)
		return no
	case kind == 5:
		c.original = d.add(&discordMessage{channel: c.channel(), author: discordMe, only: c.only(b), from: c, thinking: true})
	case kind == 6 && c.tapped != nil:
		c.original = c.tapped
	case kind == 7 && c.tapped != nil:
		c.original = c.tapped
		if a := d.change(c.tapped, data); a.status != 200 {
			return &a
		}
	default:
		a := discordNo(400, 50035, fmt.Sprintf("Invalid Form Body: type %d", kind))
		return &a
	}
	return nil
}

func (c *discordCall) channel() string {
	if c.guild {
		return discordHall
	}
	return c.person.channel
}

// only returns who alone sees an answer; everybody would in a server's channel.
func (c *discordCall) only(b discordBody) string {
	if b.Flags&discordEphemeral != 0 {
		return c.person.id
	}
	return ""
}

func (d *Discord) find(token string) *discordCall {
	for _, c := range d.calls {
		if c.token == token {
			return c
		}
	}
	return nil
}

// webhook finds the interaction whose token is used, when that is allowed.
func (d *Discord) webhook(r discordRequest) (*discordCall, *discordAnswer) {
	c := d.find(r.args[1])
	no := discordNo(404, 10015, "Unknown Webhook")
	switch {
	case c == nil || c.kind == 0 || r.args[0] != discordApp:
		return nil, &no
	case d.options.Now().Sub(c.born) > discordTokenTime:
		no = discordNo(401, 50027, "Invalid Webhook Token")
		return nil, &no
	}
	return c, nil
}

func (d *Discord) followUp(r discordRequest) discordAnswer {
	c, no := d.webhook(r)
	if no != nil {
		return *no
	}
	b, no := discordParse(r.body)
	if no != nil {
		return *no
	}
	if c.original != nil && c.original.thinking {
		return d.change(c.original, r.body) // the first follow-up is what the person waits for
	}
	m, no := d.show(b, c)
	if no != nil {
		return *no
	}
	return discordAnswer{200, d.messageJSON(m)}
}

// original reads, changes or removes an answer.
func (d *Discord) original(r discordRequest) discordAnswer {
	c, no := d.webhook(r)
	if no != nil {
		return *no
	}
	m := c.original
	if r.args[2] != "@original" {
		m = d.message(r.args[2])
	}
	// What one person sees is out of reach, but for the interaction it answers
	// and for a tap on its own buttons.
	if m == nil || m.gone || m.only != "" && m != c.original && m.from != c {
		return discordNo(404, 10008, "Unknown Message")
	}
	switch r.http.Method {
	case http.MethodPatch:
		return d.change(m, r.body)
	case http.MethodDelete:
		m.gone = true
		return discordAnswer{status: 204}
	}
	return discordAnswer{200, d.messageJSON(m)}
}
