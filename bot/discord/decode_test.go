package discord

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot/bottest"
)

var noon = time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)

const typed = `{"id":"11","channel_id":"22","content":"slept 7h","type":0,"timestamp":"2026-03-12T07:01:02.5+00:00",
	"author":{"id":"33","username":"ana","global_name":"Ana <b>"},"components":[{"type":99}]}`

// changed is typed after an edit.
var changed = strings.Replace(typed, `"type":0`, `"edited_timestamp":"2026-03-12T07:02:03+00:00","type":0`, 1)

func TestDecode(t *testing.T) {
	t.Parallel()
	ana := restday.Address{Platform: "discord", Chat: "33"}
	hall := restday.Address{Platform: "discord", Chat: "#66"}
	button := ack{App: "1", ID: "2", Token: "t", Button: true, Message: "9", At: noon.Unix()}.String()
	command := ack{App: "1", ID: "2", Token: "t", At: noon.Unix()}.String()
	away := ack{App: "1", ID: "2", Token: "t", Away: true, At: noon.Unix()}.String()
	for _, c := range []struct {
		name, kind, event string
		want              restday.Incoming
	}{
		{"text", "MESSAGE_CREATE", typed, restday.Incoming{
			ID: "m11", From: ana, Route: "22", Event: restday.Said, Name: "Ana <b>", Text: "slept 7h", Message: "11",
			At: time.Date(2026, 3, 12, 7, 1, 2, 500e6, time.UTC),
		}},
		{"edit", "MESSAGE_UPDATE", changed, restday.Incoming{
			ID: "e11-1773298923000", From: ana, Route: "22", Event: restday.Edited, Name: "Ana <b>", Text: "slept 7h", Message: "11",
			At: time.Date(2026, 3, 12, 7, 2, 3, 0, time.UTC),
		}},
		{"attachment only", "MESSAGE_CREATE", `{"id":"11","channel_id":"22","content":"","type":19,"author":{"id":"33","username":"ana"},"attachments":[{}]}`,
			restday.Incoming{ID: "m11", From: ana, Route: "22", Event: restday.Said, Name: "ana", Message: "11", At: noon}},
		{"button of a kind nobody knows", "INTERACTION_CREATE", `{"id":"2","application_id":"1","type":3,"token":"t","channel_id":"22","context":1,
			"user":{"id":"33","username":"ana"},"locale":"en-US","message":{"id":"9","components":[{"type":99}]},"data":{"custom_id":"x","component_type":99}}`,
			restday.Incoming{ID: "i2", From: ana, Route: "22", Event: restday.Tapped, Name: "ana", Language: "en-US", Choice: "x", Message: "9", Ack: button, At: noon}},
		{"command", "INTERACTION_CREATE", `{"id":"2","application_id":"1","type":2,"token":"t","channel_id":"22","user":{"id":"33","username":"ana"},
			"data":{"name":"log","options":[{"name":"text","type":3,"value":"45 min"},{"name":"n","type":10,"value":7.5},{"name":"s","options":[{"value":true}]}]}}`,
			restday.Incoming{ID: "i2", From: ana, Route: "22", Event: restday.Said, Name: "ana", Text: "/log 45 min n:7.5 :true", Ack: command, At: noon}},
		{"command in a server", "INTERACTION_CREATE", `{"id":"2","application_id":"1","type":2,"token":"t","guild_id":"5","channel_id":"66","context":0,
			"member":{"user":{"id":"33","username":"ana"}},"data":{"name":"start"}}`,
			restday.Incoming{ID: "i2", From: ana, Event: restday.Said, Name: "ana", Text: "/start", Ack: away, Away: true, Place: hall, At: noon}},
		{"command of who manages the server", "INTERACTION_CREATE", `{"id":"2","application_id":"1","type":2,"token":"t","guild_id":"5","channel_id":"66","context":0,
			"member":{"user":{"id":"33","username":"ana"},"permissions":"32"},"data":{"name":"team","options":[{"name":"text","type":3,"value":"bind"}]}}`,
			restday.Incoming{ID: "i2", From: ana, Event: restday.Said, Name: "ana", Text: "/team bind", Ack: away, Away: true, Place: hall, Admin: true, At: noon}},
		{"command among friends", "INTERACTION_CREATE", `{"id":"2","application_id":"1","type":2,"token":"t","channel_id":"66","context":2,
			"user":{"id":"33","username":"ana"},"data":{"name":"start"}}`,
			restday.Incoming{ID: "i2", From: ana, Event: restday.Said, Name: "ana", Text: "/start", Ack: away, Away: true, At: noon}},
		{"a form", "INTERACTION_CREATE", `{"id":"2","application_id":"1","type":5,"token":"t","channel_id":"22","context":1,"user":{"id":"33","username":"ana"},"message":{"id":"9"},
			"data":{"custom_id":"form:en","components":[{"type":10,"content":"?"},{"type":18,"component":{"type":4,"custom_id":"words","value":"7h, legs ok"}}]}}`,
			restday.Incoming{ID: "i2", From: ana, Route: "22", Event: restday.Said, Name: "ana", Text: "7h, legs ok", Form: "9", Ack: button, At: noon}},
		{"a form of the older kind", "INTERACTION_CREATE", `{"id":"2","application_id":"1","type":5,"token":"t","channel_id":"22","context":1,"user":{"id":"33","username":"ana"},
			"data":{"custom_id":"form:en","components":[{"type":1,"components":[{"type":3,"custom_id":"words","value":7},{"type":4,"custom_id":"words","value":"7h"}]}]}}`,
			restday.Incoming{ID: "i2", From: ana, Route: "22", Event: restday.Said, Name: "ana", Text: "7h", Ack: command, At: noon}},
		{"the button in a channel", "INTERACTION_CREATE", `{"id":"2","application_id":"1","type":3,"token":"t","guild_id":"5","channel_id":"66","context":0,
			"member":{"user":{"id":"33","username":"ana"}},"message":{"id":"9"},"data":{"custom_id":"channel:checkin"}}`,
			restday.Incoming{ID: "i2", From: ana, Event: restday.Said, Name: "ana", Text: "/checkin", Ack: away, Away: true, Place: hall, At: noon}},
	} {
		got, ok, err := decode(c.kind, []byte(c.event), noon)
		if err != nil || !ok {
			t.Errorf("%s: %t, %v", c.name, ok, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestDecodeLeavesOut(t *testing.T) {
	t.Parallel()
	for name, event := range map[string]string{
		"a bot":            strings.Replace(typed, `"username"`, `"bot":true,"username"`, 1),
		"a server":         strings.Replace(typed, `"content"`, `"guild_id":"5","content"`, 1),
		"a webhook":        strings.Replace(typed, `"content"`, `"webhook_id":"5","content"`, 1),
		"a pinned message": strings.Replace(typed, `"type":0`, `"type":6`, 1),
		"no author":        `{"id":"1","channel_id":"2"}`,
		"null":             `null`,
	} {
		if in, ok, err := decode("MESSAGE_CREATE", []byte(event), noon); ok || err != nil {
			t.Errorf("%s: %+v, %v", name, in, err)
		}
	}
	for name, event := range map[string]string{
		"a preview":           typed,
		"an edit by a bot":    strings.Replace(changed, `"username"`, `"bot":true,"username"`, 1),
		"an edit in a server": strings.Replace(changed, `"content"`, `"guild_id":"5","content"`, 1),
		"words not shown":     strings.Replace(changed, "slept 7h", "", 1),
		"null":                `null`,
	} {
		if in, ok, err := decode("MESSAGE_UPDATE", []byte(event), noon); ok || err != nil {
			t.Errorf("%s: %+v, %v", name, in, err)
		}
	}
	for name, event := range map[string]string{
		"a ping":          `{"id":"2","type":1,"token":"t","user":{"id":"3"}}`,
		"a form opens":    `{"id":"2","type":3,"token":"t","user":{"id":"3"},"message":{"id":"9"},"data":{"custom_id":"form:de"}}`,
		"a button is put": `{"id":"2","type":2,"token":"t","member":{"user":{"id":"3"}},"data":{"name":"post-checkin"}}`,
		"nobody":          `{"id":"2","type":2,"token":"t"}`,
		"null":            `null`,
		"data null":       `{"id":"2","type":4,"token":"t","user":{"id":"3"},"data":null}`,
		"another future":  `{"id":"2","type":99,"token":"t","user":{"id":"3"},"data":null}`,
	} {
		if in, ok, err := decode("INTERACTION_CREATE", []byte(event), noon); ok || err != nil {
			t.Errorf("%s: %+v, %v", name, in, err)
		}
	}
}

// An event that cannot be read is left out, and what it says is not logged.
func TestEventsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.ready()
	for _, kind := range []string{"MESSAGE_CREATE", "MESSAGE_UPDATE", "INTERACTION_CREATE", "SOMETHING_NEW"} {
		for _, data := range []any{secretWord, []any{secretWord}, 7, map[string]any{"id": 7, "content": secretWord, "data": secretWord}} {
			r.Emit(kind, data)
		}
	}
	r.Say(r.Person(1), secretWord)
	if got := texts(r.arrived(1)); got[0] != secretWord {
		t.Errorf("arrived: %q", got)
	}
	if !strings.Contains(r.log.String(), "an event was left out") {
		t.Error("the operator is not told")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("MESSAGE_CREATE", []byte(typed))
	f.Add("MESSAGE_UPDATE", []byte(changed))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"2","type":2,"token":"t","user":{"id":"3"},"data":{"name":"log","options":[{"value":{"a":[1]}}]}}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"2","type":3,"token":"t","member":{"user":{"id":"3"}},"message":null,"data":{"custom_id":"x"}}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"2","type":5,"token":"t","user":{"id":"3"},"data":{"components":[{"component":{"custom_id":"words","value":"7h"}}]}}`))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		in, ok, err := decode(kind, data, noon)
		if _, ours := own(kind, data); ours && ok {
			t.Error("answered by the adapter and by the conversation")
		}
		if err != nil && (ok || len(err.Error()) > 100) {
			t.Errorf("an error that says too much: %v", err)
		}
		if !ok {
			return
		}
		if in.ID == "" || in.From.Chat == "" || in.From.Platform != "discord" || in.At.IsZero() {
			t.Errorf("incomplete: %+v", in)
		}
		if utf8.RuneCountInString(in.Text) > restday.MaxText+1 || !utf8.ValidString(in.Text) {
			t.Errorf("text of %d characters, valid: %t", utf8.RuneCountInString(in.Text), utf8.ValidString(in.Text))
		}
		if in.Ack != "" {
			if a, ok := parseAck(in.Ack); !ok || a.ID == "" || a.Token == "" {
				t.Errorf("an ack that cannot be read back: %+v", a)
			}
		}
		if _, err := json.Marshal(in); err != nil {
			t.Errorf("cannot be stored: %v", err)
		}
	})
}
