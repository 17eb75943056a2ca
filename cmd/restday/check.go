package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"restday/bot"
	"restday/plan"
)

// patientFor is how long a platform may take to say who we are.
const patientFor = 20 * time.Second

// checkCmd looks at everything that serve will need.
type checkCmd struct{}

// Run prints a line for each part, and fails if any is bad. It sends nothing.
func (checkCmd) Run(ctx context.Context, p *program) error {
	r := &report{p: p}
	c, err := p.config()
	r.line("config", "", err)
	r.line(checkRules(c))
	r.line(checkSessions())
	if err == nil {
		_, err := newFlow(c)
		r.line("questions and words", "", err)
		r.line("help", c.Help.numbers(), nil)
		r.line(p.checkDatabase(ctx, c))
		p.checkPlatforms(ctx, c, r)
	}
	if r.bad > 0 {
		return fmt.Errorf("to mend: %d", r.bad)
	}
	return nil
}

// report is what check says.
type report struct {
	p   *program
	bad int
}

func (r *report) line(what, found string, err error) {
	if err != nil {
		r.bad++
		fmt.Fprintf(r.p.stdout, "bad  %s: %s\n", what, oneLine(err.Error()))
		return
	}
	if found != "" {
		found = ": " + found
	}
	fmt.Fprintf(r.p.stdout, "ok   %s%s\n", what, found)
}

// numbers says which numbers athletes are told when they need help.
func (h help) numbers() string {
	return "emergency number " + cmp.Or(h.Emergency, "not set") + ", help-line " + cmp.Or(h.Line, "not set")
}

func checkRules(c config) (what, found string, err error) {
	library, err := c.library()
	if err == nil {
		found = fmt.Sprintf("%d, version %s", len(library.Rules()), library.Version())
	}
	return "rules", found, err
}

func checkSessions() (what, found string, err error) {
	_, err = plan.Builtin()
	return "sessions", "", err
}

func (p *program) checkDatabase(ctx context.Context, c config) (what, found string, err error) {
	s, err := p.openExisting(ctx, c)
	if errors.Is(err, errNoDatabase) {
		_, err := os.Stat(filepath.Dir(c.Database))
		return "database", "begins empty", err
	}
	if err != nil {
		return "database", "", err
	}
	defer s.Close()
	athletes, err := s.Athletes(ctx)
	return "database", fmt.Sprintf("%d athletes", len(athletes)), err
}

func (p *program) checkPlatforms(ctx context.Context, c config, r *report) {
	flow, err := newFlow(c)
	if err != nil {
		r.line("platforms", "", err)
		return
	}
	used := false
	for _, f := range c.fronts() {
		if f.token == "" {
			r.line(f.name, "no token, not used", nil)
			continue
		}
		used = true
		platform, err := f.open(flow, p.log())
		name := ""
		if err == nil {
			name, err = who(ctx, platform)
		}
		r.line(f.name, name, err)
	}
	if !used {
		r.line("platforms", "", errNoToken)
	}
}

func who(ctx context.Context, p bot.Platform) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patientFor)
	defer cancel()
	return p.Check(ctx)
}
