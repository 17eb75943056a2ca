package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const secret = "123456:AAsecretsecretsecretsecretsecret"

func noEnv(string) string { return "" }

func envOf(pairs ...string) func(string) string {
	return func(key string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == key {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func fileWith(t testing.TB, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestTheExampleListsEveryKeyWithItsDefault(t *testing.T) {
	t.Parallel()
	const example = "../../config.example.yaml"
	got, err := loadConfig(example, noEnv)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(defaults(), got); diff != "" {
		t.Error(diff)
	}
	text, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	var c config
	for _, s := range c.settings() {
		if !strings.Contains(placeOf("f", text, s.key), "f:") {
			t.Errorf("%s is not in the example", s.key)
		}
		if !strings.Contains(string(text), s.env) {
			t.Errorf("%s is not in the example", s.env)
		}
	}
	for _, key := range []string{"checkin.window", "checkin.late", "checkin.nudge"} {
		if !strings.Contains(placeOf("f", text, key), "f:") {
			t.Errorf("%s is not in the example", key)
		}
	}
}

func TestTheEnvironmentOverridesTheFile(t *testing.T) {
	t.Parallel()
	file := fileWith(t, "database: a.db\nlang: de\ncheckin:\n  late: 30m\n  nudge: false\ntelegram: {token: from-file}\n")
	got, err := loadConfig(file, envOf("RESTDAY_DATABASE", "postgres://h/n", "RESTDAY_TELEGRAM_TOKEN", secret+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := defaults()
	want.Database, want.Lang, want.Telegram.Token = "postgres://h/n", "de", secret
	want.CheckIn.Late, want.CheckIn.Nudge = 30*time.Minute, false
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsLeftEmptyKeepsItsDefault(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "# nothing\n", "\n", "telegram:\n  # token: x\ncheckin:\ndatabase:\nlang: ''\n"} {
		got, err := loadConfig(fileWith(t, text), noEnv)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(defaults(), got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestABadConfigIsRefusedWithItsPlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		env        []string
		want       string
	}{
		{"unknown key", "lang: en\ntelegram:\n  tokn: " + secret + "\n", nil, `config.yaml:3: unknown field "tokn"`},
		{"the key is pointed at", "lang: en\ntelegram:\n  tokn: x\n", nil, "\n    tokn\n    ^"},
		{"unknown key at the top", "databse: x\n", nil, `config.yaml:1: unknown field "databse"`},
		{"wrong type", "checkin:\n  nudge: maybe\n", nil, `config.yaml:2: `},
		{"token of the wrong type", "telegram:\n  token: [" + secret + "]\n", nil, `config.yaml:2: `},
		{"not YAML", "lang: en\n  telegram: \"" + secret + "\n", nil, `config.yaml:`},
		{"time", "default_prompt_at: 7 o'clock\n", nil, `config.yaml:1: default_prompt_at: "7 o'clock" is not a time like 07:00`},
		{"zone", "\n\ndefault_timezone: Europe/Berln\n", nil, `config.yaml:3: default_timezone: "Europe/Berln" is not a time zone`},
		{"zone of the variable", "lang: en\n", []string{"RESTDAY_DEFAULT_TIMEZONE", "Local"}, `RESTDAY_DEFAULT_TIMEZONE: "Local" is not`},
		{"token with a space", "telegram:\n  token: " + secret + " x\n", nil, `config.yaml:2: telegram.token: a token is one word`},
		{"token of the variable", "", []string{"RESTDAY_DISCORD_TOKEN", secret + "\n" + secret}, `RESTDAY_DISCORD_TOKEN: a token is one word`},
		{"URL", "discord:\n  api_url: discord.com\n", nil, `config.yaml:2: discord.api_url: give a URL`},
		{"admins", "", []string{"RESTDAY_ADMINS", "telegram:1,me"}, `RESTDAY_ADMINS: "me" is not an address`},
		{"port", "observe:\n  address: 9464\n", nil, `config.yaml:2: observe.address: "9464" is not an address like 127.0.0.1:9464`},
		{"language", "lang: English\n", nil, `config.yaml:1: lang: "English" is not a language like en`},
		{"database", "database: ' '\n", nil, `config.yaml:1: database: give a file path`},
		{"window", "checkin:\n  window: 30h\n", nil, `window: 30h0m0s is not between`},
		{"help-line", "help:\n  emergency: 112\n  line: ask me\n", nil, `config.yaml:3: help.line: give a telephone number`},
		{"late", "checkin:\n  late: -1h\n", nil, `late: -1h0m0s is not between`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := loadConfig(fileWith(t, c.text), envOf(c.env...))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the error shows a token: %v", err)
			}
		})
	}
}

func TestAConfigThatCannotBeReadIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := loadConfig(filepath.Join(t.TempDir(), "none.yaml"), noEnv); err == nil {
		t.Error("a missing file was accepted")
	}
	if _, err := loadConfig(t.TempDir(), noEnv); err == nil {
		t.Error("a folder was accepted")
	}
}

func TestConfigYAMLInTheWorkingDirectoryIsRead(t *testing.T) {
	t.Chdir(t.TempDir())
	if got, err := loadConfig("", noEnv); err != nil || got != defaults() {
		t.Errorf("without a file: %+v, %v", got, err)
	}
	if err := os.WriteFile(defaultFile, []byte("lang: de\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := loadConfig("", noEnv); err != nil || got.Lang != "de" {
		t.Errorf("got %+v, %v", got, err)
	}
	if err := os.WriteFile(defaultFile, []byte("langs: de\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := loadConfig("", noEnv); err == nil {
		t.Error("a bad config.yaml was accepted")
	}
}

func TestTheMachineHasAZone(t *testing.T) {
	t.Parallel()
	if name := machineZone(); validZone(name) != nil {
		t.Errorf("%q cannot be loaded", name)
	}
	link := filepath.Join(t.TempDir(), "localtime")
	target := filepath.Join(t.TempDir(), "zoneinfo", "Asia")
	if err := os.MkdirAll(target, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(target, "Kolkata"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(target, "Kolkata"), link); err != nil {
		t.Fatal(err)
	}
	if got := linkedZone(link); got != "Asia/Kolkata" {
		t.Errorf("got %q", got)
	}
}
