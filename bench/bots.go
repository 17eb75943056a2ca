package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bot is one of the programs that are compared.
type bot struct {
	name      string
	questions int
	finished  func(message) bool // is it the end of a check-in?
	command   func(dir string) *exec.Cmd
	env       func(url string, prompt time.Time) []string
	enrol     func(cmd func(args ...string) *exec.Cmd, dir string, athletes int) error
	stored    func(cmd func(args ...string) *exec.Cmd) (answers int, err error)
}

// build compiles both bots into dir and returns them. unlimited is restday with
// the limits of its Telegram adapter lifted, and otherwise the same; it can
// write a profile of itself.
func build(dir string, profile bool) (usual, restday, unlimited bot, err error) {
	root, err := filepath.Abs("..")
	if err != nil {
		return usual, restday, unlimited, err
	}
	overlay, err := writeOverlay(root, dir, profile)
	if err != nil {
		return usual, restday, unlimited, err
	}
	for _, target := range [][]string{
		{".", "-o", filepath.Join(dir, "telebot"), "./telebot"},
		{root, "-o", filepath.Join(dir, "restday"), "./cmd/restday"},
		{root, "-overlay", overlay, "-o", filepath.Join(dir, "unlimited"), "./cmd/restday"},
	} {
		cmd := exec.Command("go", slices.Concat([]string{"build", "-trimpath"}, target[1:])...)
		cmd.Dir, cmd.Env = target[0], append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return usual, restday, unlimited, fmt.Errorf("%s: %w\n%s", cmd, err, out)
		}
	}
	return telebot(filepath.Join(dir, "telebot")), ours(filepath.Join(dir, "restday")), ours(filepath.Join(dir, "unlimited")), nil
}

func telebot(program string) bot {
	return bot{
		name: "telebot", questions: 3,
		finished: func(m message) bool { return strings.HasPrefix(m.text, "Done.") },
		command:  func(string) *exec.Cmd { return exec.Command(program) },
		env: func(url string, prompt time.Time) []string {
			return []string{"TELEBOT_API_URL=" + url, "TELEBOT_TOKEN=" + token, fmt.Sprintf("TELEBOT_CRON=%d %d * * *", prompt.Minute(), prompt.Hour())}
		},
		enrol: func(cmd func(...string) *exec.Cmd, _ string, athletes int) error {
			return run(cmd("-first", strconv.Itoa(firstChat), "-enrol", strconv.Itoa(athletes)))
		},
		stored: func(cmd func(...string) *exec.Cmd) (int, error) {
			out, err := cmd("-count").Output()
			if err != nil {
				return 0, err
			}
			return strconv.Atoi(strings.TrimSpace(string(out)))
		},
	}
}

func ours(program string) bot {
	return bot{
		name: "restday", questions: 4,
		finished: func(m message) bool {
			return slices.ContainsFunc(m.buttons, func(b button) bool { return b.Text == "Why?" })
		},
		command: func(string) *exec.Cmd { return exec.Command(program, "serve") },
		env: func(url string, prompt time.Time) []string {
			return []string{
				"RESTDAY_TELEGRAM_API_URL=" + url, "RESTDAY_TELEGRAM_TOKEN=" + token,
				"RESTDAY_DEFAULT_TIMEZONE=UTC", "RESTDAY_DEFAULT_PROMPT_AT=" + prompt.Format("15:04"),
			}
		},
		enrol: func(cmd func(...string) *exec.Cmd, dir string, athletes int) error {
			var rows bytes.Buffer
			rows.WriteString("platform,chat\n")
			for i := range athletes {
				fmt.Fprintf(&rows, "telegram,%d\n", firstChat+i)
			}
			file := filepath.Join(dir, "athletes.csv")
			if err := os.WriteFile(file, rows.Bytes(), 0o600); err != nil {
				return err
			}
			return run(cmd("import", "athletes", file))
		},
		stored: func(cmd func(...string) *exec.Cmd) (n int, err error) {
			out, err := cmd("export", "checkins").Output()
			if err != nil {
				return 0, err
			}
			rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
			for _, row := range rows[min(1, len(rows)):] {
				for _, field := range row[2:] { // after athlete and day
					if field != "" {
						n++
					}
				}
			}
			return n, err
		},
	}
}

func run(cmd *exec.Cmd) error {
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	return nil
}
