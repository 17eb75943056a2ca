package bottest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTelegramSpecFindsWhatIsForbidden(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("RESTDAY_SHARED")
	if shared == "" {
		t.Skip("RESTDAY_SHARED is not set: Telegram's specification is not at hand")
	}
	spec, err := loadTelegramSpec(filepath.Join(shared, "specs", "telegram-bot-api.json"))
	if err != nil {
		t.Fatal(err)
	}
	button := func(fields string) map[string]string {
		return map[string]string{"chat_id": "1", "text": "x", "reply_markup": `{"inline_keyboard":[[` + fields + `]]}`}
	}
	for name, c := range map[string]struct {
		method string
		params map[string]string
		files  []string
		want   string // "" nothing
	}{
		"well":             {"sendMessage", map[string]string{"chat_id": "-100", "text": "x", "link_preview_options": `{"is_disabled":true}`}, nil, ""},
		"by name":          {"sendMessage", map[string]string{"chat_id": "@ana", "text": "x"}, nil, ""},
		"upload":           {"sendPhoto", map[string]string{"chat_id": "1"}, []string{"photo"}, ""},
		"attached":         {"sendMediaGroup", map[string]string{"chat_id": "1", "media": `[{"type":"photo","media":"attach://a"}]`}, []string{"a"}, ""},
		"empty copy_text":  {"sendMessage", button(`{"text":"a","callback_data":"1","copy_text":{"text":""}}`), nil, ""},
		"emoji of 2 units": {"sendMessage", map[string]string{"chat_id": "1", "text": strings.Repeat("😴", 2049)}, nil, "sendMessage.text: 4098 characters, not 1 to 4096"},
		"no text":          {"sendMessage", map[string]string{"chat_id": "1"}, nil, "sendMessage.text: missing"},
		"unknown method":   {"sendPigeon", nil, nil, "sendPigeon: unknown method"},
		"unknown name":     {"getMe", map[string]string{"me": "1"}, nil, "getMe.me: unknown parameter"},
		"no number":        {"getUpdates", map[string]string{"offset": "last"}, nil, "getUpdates.offset: not a Integer"},
		"no boolean":       {"deleteWebhook", map[string]string{"drop_pending_updates": "perhaps"}, nil, "deleteWebhook.drop_pending_updates: not a Boolean"},
		"no list":          {"getUpdates", map[string]string{"allowed_updates": "message"}, nil, "getUpdates.allowed_updates: not a Array of String"},
		"66 bytes":         {"sendMessage", button(`{"text":"a","callback_data":"` + strings.Repeat("é", 33) + `"}`), nil, "sendMessage.reply_markup.inline_keyboard[0][0].callback_data: 66 bytes, not 1 to 64"},
		"button, no text":  {"sendMessage", button(`{"callback_data":"1"}`), nil, "sendMessage.reply_markup.inline_keyboard[0][0].text: missing"},
		"unknown field":    {"sendMessage", button(`{"text":"a","callback":"1"}`), nil, "sendMessage.reply_markup.inline_keyboard[0][0].callback: unknown field"},
		"real copy_text":   {"sendMessage", button(`{"text":"a","copy_text":{"text":""}}`), nil, "sendMessage.reply_markup.inline_keyboard[0][0].copy_text.text: 0 characters, not 1 to 256"},
		"entity":           {"sendMessage", map[string]string{"chat_id": "1", "text": "x", "entities": `[{"type":"bold","offset":"0","length":1}]`}, nil, "sendMessage.entities[0].offset: not a Integer"},
		"201 characters":   {"answerCallbackQuery", map[string]string{"callback_query_id": "1", "text": strings.Repeat("x", 201)}, nil, "answerCallbackQuery.text: 201 characters, not 0 to 200"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			if got := spec.check(c.method, c.params, c.files); !slices.Equal(got, want) {
				t.Errorf("complaints %q, want %q", got, want)
			}
		})
	}
}

func TestTelegramSpecThatIsNone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "spec.json")
	if _, err := loadTelegramSpec(path); err == nil {
		t.Error("a missing file is content")
	}
	if err := os.WriteFile(path, []byte("<html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := loadTelegramSpec(path); err == nil {
		t.Error("a page is content")
	}
}
