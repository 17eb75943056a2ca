package main

import (
	"strings"
	"testing"

	"restday/bot/bottest"
	"restday/storage/storagetest"
)

func TestCheckNamesWhatIsThereAndSendsNothing(t *testing.T) {
	t.Parallel()
	server := bottest.NewTelegram(t, bottest.TelegramOptions{})
	file := newFile(t)
	must(t, people, "import", "athletes", "-", "--db", file)
	r := restdayWith(t, "", []string{
		"RESTDAY_TELEGRAM_TOKEN", server.Token(), "RESTDAY_TELEGRAM_API_URL", server.URL(), "RESTDAY_DATABASE", file,
		"RESTDAY_HELP_EMERGENCY", "112",
	}, "check")
	if r.code != exitDone || r.stderr != "" {
		t.Errorf("exit code %d: %s%s", r.code, r.stdout, r.stderr)
	}
	for _, want := range []string{"ok   config\n", "ok   rules: ", "ok   sessions\n", "ok   questions and words\n", "ok   help: emergency number 112, help-line not set\n",
		"ok   database: 3 athletes\n", "ok   telegram: @", "ok   discord: no token, not used\n"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("no %q in\n%s", want, r.stdout)
		}
	}
	for _, method := range []string{"sendMessage", "getUpdates", "setMyCommands"} {
		if n := server.Calls(method); n > 0 {
			t.Errorf("%s was called %d times", method, n)
		}
	}
}

func TestCheckNamesEveryBadPart(t *testing.T) {
	t.Parallel()
	server := bottest.NewTelegram(t, bottest.TelegramOptions{})
	server.Revoke()
	r := restdayWith(t, "", []string{
		"RESTDAY_TELEGRAM_TOKEN", server.Token(), "RESTDAY_TELEGRAM_API_URL", server.URL(),
		"RESTDAY_DISCORD_TOKEN", "secret", "RESTDAY_DISCORD_API_URL", "http://127.0.0.1:1",
		"RESTDAY_DATABASE", t.TempDir(),
	}, "check")
	if r.code != exitRefused {
		t.Errorf("exit code %d", r.code)
	}
	for _, want := range []string{"ok   config\n", "bad  telegram: ", "bad  discord: ", "bad  database: "} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("no %q in\n%s", want, r.stdout)
		}
	}
	if n := strings.Count(r.stdout, "\n"); n != 8 {
		t.Errorf("%d lines, want one for each of eight parts:\n%s", n, r.stdout)
	}
	for _, token := range []string{server.Token(), "secret"} {
		if strings.Contains(r.stdout+r.stderr, token) {
			t.Errorf("a token is shown in\n%s%s", r.stdout, r.stderr)
		}
	}
}

func TestCheckWithoutAnyTokenSaysWhichVariables(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"check", "serve"} {
		r := runRestday(t, "", command, "--db", newFile(t))
		for _, want := range []string{"RESTDAY_TELEGRAM_TOKEN", "RESTDAY_DISCORD_TOKEN"} {
			if r.code != exitRefused || !strings.Contains(r.stdout+r.stderr, want) {
				t.Errorf("%s: no %s in %+v", command, want, r)
			}
		}
	}
}

func TestCheckShowsNoPassword(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"postgres://me:hunter2@127.0.0.1:1/x", "postgres://me:hunter2@127.0.0.1:1/x?sslmode=nonsense", "postgres://me:hunt%er2@["} {
		r := runRestday(t, "", "check", "--db", url)
		if r.code != exitRefused || !strings.Contains(r.stdout, "bad  database: ") || strings.Contains(r.stdout+r.stderr, "hunt") {
			t.Errorf("%s: got %+v", url, r)
		}
	}
}

func TestCheckOpensPostgreSQL(t *testing.T) {
	t.Parallel()
	if r := runRestday(t, "", "check", "--db", storagetest.Postgres(t)); !strings.Contains(r.stdout, "ok   database: 0 athletes") {
		t.Errorf("got %+v", r)
	}
}
