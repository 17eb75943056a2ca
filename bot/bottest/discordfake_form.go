package bottest

import (
	"encoding/json"
	"errors"
	"unicode/utf8"

	"restday"
)

// This file has forms, which Discord calls modals.

// discordForm is a form with one text field.
type discordForm struct {
	id, field string
	under     *discordMessage // whose button opened it; nil: a command did
}

// openForm is the answer to an interaction that shows a form.
func (d *Discord) openForm(c *discordCall, data []byte) *discordAnswer {
	var form struct {
		ID         string `json:"custom_id"`
		Title      string `json:"title"`
		Components []struct {
			Type      int    `json:"type"`
			Label     string `json:"label"`
			Component struct {
				Type int    `json:"type"`
				ID   string `json:"custom_id"`
			} `json:"component"`
		} `json:"components"`
	}
	fits := json.Unmarshal(data, &form) == nil && len(form.Components) == 1 &&
		form.Components[0].Type == 18 && form.Components[0].Component.Type == 4 &&
		form.ID != "" && form.Title != "" && utf8.RuneCountInString(form.Title) <= 45
	if !fits || c.submits {
		a := discordNo(400, 50035, "Invalid Form Body: not a form with one text field, or a form after a form")
		return &a
	}
	c.person.form = &discordForm{form.ID, form.Components[0].Component.ID, c.tapped}
	return nil
}

// Fill has a person type into the form that is open before them and send it.
func (d *Discord) Fill(who restday.Address, words string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.people[who.Chat]
	form := p.form
	if form == nil {
		return errors.New("no form is open")
	}
	p.form = nil
	field := map[string]any{"type": 4, "id": 2, "custom_id": form.field, "value": words}
	d.interact(&discordCall{person: p, tapped: form.under, guild: form.under != nil && form.under.channel == discordHall, submits: true}, 5, map[string]any{
		"custom_id": form.id, "components": []any{map[string]any{"type": 18, "id": 1, "component": field}},
	})
	return nil
}

// FormOpen tells whether a form is open before a person.
func (d *Discord) FormOpen(who restday.Address) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.people[who.Chat].form != nil
}
