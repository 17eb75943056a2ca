package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var block = regexp.MustCompile("(?ms)^ *```(\\w+)[^\\n]*\\n(.*?)^ *```$")

// blocks returns the fenced blocks of our documents in one language.
func blocks(t testing.TB, language string) (out []string) {
	t.Helper()
	for _, name := range []string{"../../README.md", "../../CONTRIBUTING.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range block.FindAllStringSubmatch(string(text), -1) {
			if m[1] == language {
				out = append(out, m[2])
			}
		}
	}
	return out
}

var call = regexp.MustCompile(`(?m)(?:^ *(?:\$ )?|\| )(?:\./|go run \./cmd/)?restday ([^|<>#\n]*)`)

// What cannot be run without a token or another machine is at least a command
// that exists, with flags that exist.
func TestCommandsShownInTheReadmeExist(t *testing.T) {
	t.Parallel()
	shown := 0
	for _, text := range append(blocks(t, "console"), blocks(t, "sh")...) {
		for _, m := range call.FindAllStringSubmatch(text, -1) {
			args := strings.Fields(m[1])
			parser, err := newParser(&flags{}, kong.Exit(func(int) {}))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := parser.Parse(args); err != nil {
				t.Errorf("restday %s: %v", m[1], err)
			}
			shown++
		}
	}
	if shown < 3 {
		t.Errorf("found only %d commands", shown)
	}
}

func TestConfigShownInTheReadmeIsValid(t *testing.T) {
	t.Parallel()
	for _, text := range blocks(t, "yaml") {
		if _, err := loadConfig(fileWith(t, text), noEnv); err != nil {
			t.Errorf("%s\n%v", text, err)
		}
	}
}

var variable = regexp.MustCompile(`RESTDAY_[A-Z_]+`)

func TestVariablesShownInTheReadmeExist(t *testing.T) {
	t.Parallel()
	known := map[string]bool{"RESTDAY_SHARED": true, "RESTDAY_TEST_POSTGRES": true}
	var c config
	for _, s := range c.settings() {
		known[s.env] = true
	}
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range variable.FindAllString(string(text), -1) {
		if !known[strings.TrimRight(name, "_")] {
			t.Errorf("%s does not exist", name)
		}
	}
}
