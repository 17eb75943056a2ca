package conversation_test

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"restday"
)

// deliver does what the courier does.
func (p *player) deliver(out []restday.Outgoing) {
	for _, o := range out {
		r := restday.Receipt{ID: o.ID, To: o.To, Fate: restday.Unreachable}
		if !p.refused[o.To.Platform] && !p.refused[o.To.Chat] {
			p.show(o)
			r.Fate, r.Message = restday.Sent, p.message(o)
		}
		moved, err := p.store.Settle(context.Background(), []restday.Receipt{r})
		p.must(err)
		p.deliver(moved)
	}
}

// message is the platform's id of the message that was sent or edited.
func (p *player) message(o restday.Outgoing) string {
	switch {
	case o.Edits == restday.NoRow:
		return o.Target
	case o.Edits != 0:
		return fmt.Sprint("m", o.Edits)
	case len(o.Text) == 0:
		return ""
	}
	return fmt.Sprint("m", o.ID)
}

// show writes down what Ana sees.
func (p *player) show(o restday.Outgoing) {
	bot, id := "bot", o.ID
	switch {
	case o.To.Platform != ana.Platform:
		bot += "@" + o.To.Platform
	case strings.HasPrefix(o.To.Chat, "#"):
		bot += o.To.Chat
	case o.To != ana:
		bot += ":" + o.To.Chat
	}
	mark := bot + "> "
	switch {
	case o.Strip:
		delete(p.buttons, o.Edits)
		return
	case o.Notice != "" && !p.offstage:
		p.out.WriteString(bot + "! " + o.Notice + "\n")
	}
	switch {
	case len(o.Text) == 0:
		return
	case o.Edits == restday.NoRow:
		mark = bot + "~ "
		_, err := fmt.Sscanf(o.Target, "m%d", &id)
		p.must(err)
	case o.Edits != 0:
		mark, id = bot+"~ ", o.Edits
		if p.places[id] != o.To {
			p.t.Errorf("an edit of a message in %s goes to %s", p.places[id], o.To)
		}
		if o.Target != "" && o.Target != fmt.Sprint("m", id) {
			p.t.Errorf("edit of message %s goes to %s", fmt.Sprint("m", id), o.Target)
		}
	default:
		p.screen = append(p.screen, id)
		p.places[id] = o.To
	}
	p.texts[id], p.buttons[id] = o.Text.Plain(), o.Choices
	if strings.Contains(p.texts[id], "<no value>") {
		p.t.Errorf("a placeholder is empty: %s", p.texts[id])
	}
	if p.offstage {
		return
	}
	p.out.WriteString(mark + strings.ReplaceAll(o.Text.Plain(), "\n", "\n     ") + "\n")
	for _, row := range o.Choices {
		labels := make([]string, len(row))
		for i, c := range row {
			labels[i] = "[" + c.Label + "]"
			if !readable.MatchString(c.Label) || utf8.RuneCountInString(c.Label) > 40 {
				p.t.Errorf("button %q is no word, or does not fit a phone", c.Label)
			}
			if len(c.Data) > 64 {
				p.t.Errorf("button %q carries %d bytes", c.Label, len(c.Data))
			}
		}
		p.out.WriteString("     " + strings.Join(labels, " ") + "\n")
	}
}
