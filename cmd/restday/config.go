package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"

	"restday"
)

// defaultFile is read when --config is not given, if it exists.
const defaultFile = "config.yaml"

// config is what a host can set; config.example.yaml explains every key.
type config struct {
	Database        string    `yaml:"database"`
	Telegram        network   `yaml:"telegram"`
	Discord         network   `yaml:"discord"`
	DefaultTimezone string    `yaml:"default_timezone"` // "": this machine's
	DefaultPromptAt string    `yaml:"default_prompt_at"`
	Admins          string    `yaml:"admins"`
	Lang            string    `yaml:"lang"`
	Rules           string    `yaml:"rules"` // folders or files over the built-in rules, separated by commas
	Observe         observing `yaml:"observe"`
	CheckIn         checkIn   `yaml:"checkin"`
	Help            help      `yaml:"help"`
}

// network is one chat network: without a token it is not used.
type network struct {
	Token  string `yaml:"token"`
	APIURL string `yaml:"api_url"`
}

// observing is where the program can be looked at.
type observing struct {
	Address string `yaml:"address"` // host:port; "off": nowhere
}

// checkIn is how long a morning lasts.
type checkIn struct {
	Window time.Duration `yaml:"window"`
	Late   time.Duration `yaml:"late"`
	Nudge  bool          `yaml:"nudge"`
}

// help is where athletes of this host find help; no country is taken for granted.
type help struct {
	Emergency string `yaml:"emergency"`
	Line      string `yaml:"line"`
}

func defaults() config {
	return config{
		Database:        "restday.db",
		Telegram:        network{APIURL: "https://api.telegram.org"},
		Discord:         network{APIURL: "https://discord.com"},
		DefaultPromptAt: "07:00",
		Lang:            "en",
		Observe:         observing{Address: "127.0.0.1:9464"},
		CheckIn:         checkIn{Window: 4 * time.Hour, Late: 3 * time.Hour, Nudge: true},
	}
}

// setting ties a key of the file to its variable and to what makes it valid.
type setting struct {
	key, env string
	value    *string
	check    func(string) error
}

func (c *config) settings() []setting {
	return []setting{
		{"database", "RESTDAY_DATABASE", &c.Database, validDatabase},
		{"telegram.token", "RESTDAY_TELEGRAM_TOKEN", &c.Telegram.Token, validToken},
		{"telegram.api_url", "RESTDAY_TELEGRAM_API_URL", &c.Telegram.APIURL, validURL},
		{"discord.token", "RESTDAY_DISCORD_TOKEN", &c.Discord.Token, validToken},
		{"discord.api_url", "RESTDAY_DISCORD_API_URL", &c.Discord.APIURL, validURL},
		{"default_timezone", "RESTDAY_DEFAULT_TIMEZONE", &c.DefaultTimezone, validDefaultZone},
		{"default_prompt_at", "RESTDAY_DEFAULT_PROMPT_AT", &c.DefaultPromptAt, validClock},
		{"admins", "RESTDAY_ADMINS", &c.Admins, validAddresses},
		{"lang", "RESTDAY_LANG", &c.Lang, validLanguage},
		{"rules", "RESTDAY_RULES", &c.Rules, validRules},
		{"observe.address", "RESTDAY_OBSERVE_ADDRESS", &c.Observe.Address, validListen},
		{"help.emergency", "RESTDAY_HELP_EMERGENCY", &c.Help.Emergency, validNumber},
		{"help.line", "RESTDAY_HELP_LINE", &c.Help.Line, validNumber},
	}
}

// loadConfig reads file, or config.yaml when file is "" and it exists; then
// the environment overrides the file.
func loadConfig(file string, env func(string) string) (config, error) {
	c := defaults()
	text, name, err := readConfig(file)
	if err != nil {
		return c, err
	}
	if err := yaml.UnmarshalWithOptions(text, &c, yaml.Strict()); err != nil {
		return c, misread(name, text, err)
	}
	c.keepDefaults()
	for _, s := range c.settings() {
		origin := placeOf(name, text, s.key)
		if v := env(s.env); v != "" {
			*s.value, origin = v, s.env
		}
		*s.value = strings.TrimSpace(*s.value)
		if err := s.check(*s.value); err != nil {
			return c, fmt.Errorf("%s: %w", origin, err)
		}
	}
	if err := c.CheckIn.check(); err != nil {
		return c, fmt.Errorf("%s: %w", placeOf(name, text, "checkin"), err)
	}
	return c, nil
}

// keepDefaults gives keys that were left empty their defaults back.
func (c *config) keepDefaults() {
	d := defaults()
	was := d.settings()
	for i, s := range c.settings() {
		if *s.value == "" {
			*s.value = *was[i].value
		}
	}
	if c.CheckIn == (checkIn{}) {
		c.CheckIn = d.CheckIn
	}
}

func readConfig(file string) (text []byte, name string, err error) {
	if file != "" {
		text, err = os.ReadFile(file)
		return text, file, err
	}
	text, err = os.ReadFile(defaultFile)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return text, defaultFile, err
}

// misread names the place of a syntax error or an unknown key and points at it.
// It shows the line only up to its value, which may be a token.
func misread(name string, text []byte, err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	pos := at.GetToken().Position
	return fmt.Errorf("%s:%d: %s\n%s", name, pos.Line, at.GetMessage(), pointer(text, pos))
}

func pointer(text []byte, pos *token.Position) string {
	lines := strings.Split(string(text), "\n")
	if pos.Line < 1 || pos.Line > len(lines) {
		return ""
	}
	key, _, _ := strings.Cut(lines[pos.Line-1], ":")
	return fmt.Sprintf("  %s\n  %s^", key, strings.Repeat(" ", max(0, min(pos.Column-1, len(key)))))
}

// placeOf names a key for an error: with file and line when the file sets it.
func placeOf(name string, text []byte, key string) string {
	path, err := yaml.PathString("$." + key)
	if err != nil {
		return key
	}
	node, err := path.ReadNode(strings.NewReader(string(text)))
	if err != nil || node == nil {
		return key
	}
	return fmt.Sprintf("%s:%d: %s", name, node.GetToken().Position.Line, key)
}

// promptAt reads what loadConfig has checked.
func (c config) promptAt() restday.Clock {
	clock, _ := restday.ParseClock(c.DefaultPromptAt)
	return clock
}

// zone is where athletes live who have not said so: the host's own by default.
func (c config) zone() string {
	if c.DefaultTimezone != "" {
		return c.DefaultTimezone
	}
	return machineZone()
}
