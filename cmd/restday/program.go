package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/mattn/go-isatty"

	"restday/storage"
)

// program is what a subcommand works with.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string
	flags          *flags
}

// config reads the configuration; the flags override everything else.
func (p *program) config() (config, error) {
	c, err := p.present()
	if err == nil && p.flags.Rules != "" {
		c.Rules = p.flags.Rules
		if err := validRules(c.Rules); err != nil {
			return c, fmt.Errorf("--rules: %w", err)
		}
	}
	return c, err
}

// present is the configuration with the rules that are in use without --rules.
func (p *program) present() (config, error) {
	c, err := loadConfig(p.flags.Config, p.env)
	if p.flags.DB != "" {
		c.Database = p.flags.DB
	}
	return c, err
}

// log reports to standard error what needs somebody's attention.
func (p *program) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// input opens a file to read; "-" is standard input.
func (p *program) input(file string) (io.ReadCloser, error) {
	if file == "-" {
		return io.NopCloser(p.stdin), nil
	}
	return os.Open(file)
}

// open opens the database of a configuration.
func (p *program) open(ctx context.Context, c config) (*storage.Store, error) {
	return storage.Open(ctx, c.Database, storage.Options{Log: p.log()})
}

var errNoDatabase = errors.New("there is no such database")

// openExisting refuses to begin a new file where one is expected.
func (p *program) openExisting(ctx context.Context, c config) (*storage.Store, error) {
	if file := c.Database; !strings.Contains(file, "://") && file != ":memory:" {
		if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("%s: %w", file, errNoDatabase)
		}
	}
	return p.open(ctx, c)
}

func isTerminal(v any) bool {
	f, ok := v.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
