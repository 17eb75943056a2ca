package telegram

import (
	"strings"
	"testing"
)

func TestNewWantsAToken(t *testing.T) {
	t.Parallel()
	for _, token := range []string{"", "  ", "987654", "abc:def", "98765:a b", "98765:ab/../x", "98765:ab?c"} {
		_, err := New(Config{Token: token})
		if err == nil || !strings.Contains(err.Error(), "RESTDAY_TELEGRAM_TOKEN") {
			t.Errorf("New with token %q: %v; want an error that names the variable", token, err)
		}
		if len(token) > 5 && err != nil && strings.Contains(err.Error(), token) {
			t.Errorf("the error shows the token: %v", err)
		}
	}
	p, err := New(Config{Token: " 123456:TEST-x_1\r\n"})
	if err != nil {
		t.Fatal(err)
	}
	if p.account != "123456" {
		t.Errorf("the bot is %q, want 123456", p.account)
	}
}

func TestNewWantsAServer(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"api.telegram.org", "ftp://x", "http://", "://"} {
		if _, err := New(Config{Token: "1:T", APIURL: url}); err == nil || !strings.Contains(err.Error(), "RESTDAY_TELEGRAM_API_URL") {
			t.Errorf("New with server %q: %v; want an error that names the variable", url, err)
		}
	}
	p, err := New(Config{Token: "1:T", APIURL: " http://127.0.0.1:9/x/ "})
	if err != nil || p.config.APIURL != "http://127.0.0.1:9/x" {
		t.Errorf("New: %v", err)
	}
}
