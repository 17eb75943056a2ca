package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"restday/rules"
)

// rulesCmd is about the rules: those that come with the program, and a host's own.
type rulesCmd struct {
	List  rulesList  `cmd:"" help:"Every rule in order: its ceiling, what it says, where it comes from and where its file lies."`
	Check rulesCheck `cmd:"" help:"Say everything that is wrong with rule files, by file and line."`
	Test  rulesTest  `cmd:"" help:"Run the examples of every rule."`

	Backtest rulesBacktest `cmd:"" help:"Decide past days again with --rules, and say which would come out differently, and why."`
}

type (
	rulesList struct{}

	rulesCheck struct {
		Dir string `arg:"" optional:"" help:"Folder or file over the built-in rules, in place of those in use."`
	}

	rulesTest struct {
		Dir string `arg:"" optional:"" help:"Folder or file over the built-in rules, in place of those in use."`
	}
)

// Run prints one rule a line.
func (rulesList) Run(p *program) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	library, err := c.library()
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "RULE\tCEILING\tSAYS\tSOURCE\tLAYER")
	for _, r := range library.Rules() {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", r.ID, r.Ceiling, oneLine(r.Text), oneLine(r.Source), layerName(r.Layer))
	}
	return out.Flush()
}

// Run prints nothing but a line of praise when there is nothing to mend.
func (cmd rulesCheck) Run(p *program) error {
	layers, err := p.layers(cmd.Dir)
	if err != nil {
		return err
	}
	progress := p.progress("checking", "rules")
	problems, untried := rules.Problems(layers...)
	progress.stop()
	if len(untried) > 0 {
		fmt.Fprintf(p.stderr, "%s: too many combinations of facts to try them all\n", strings.Join(untried, ", "))
	}
	if err := p.mend(problems); err != nil {
		return err
	}
	library, err := rules.Builtin(layers...)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "ok: %d rules, version %s\n", len(library.Rules()), library.Version())
	return nil
}

// Run prints a line for each rule: ok, or what its examples showed.
func (cmd rulesTest) Run(p *program) error {
	layers, err := p.layers(cmd.Dir)
	if err != nil {
		return err
	}
	tested, problems := rules.Test(layers...)
	for _, t := range tested {
		if len(t.Failed) == 0 {
			fmt.Fprintf(p.stdout, "ok   %s\n", t.Rule)
			continue
		}
		fmt.Fprintf(p.stdout, "bad  %s: %s\n", t.Rule, strings.ReplaceAll(errors.Join(t.Failed...).Error(), "\n", "\n     "))
		problems = append(problems, t.Failed...)
	}
	return p.mend(problems)
}

// layers opens the layer that a command names, else those in use.
func (p *program) layers(dir string) ([]rules.Layer, error) {
	c, err := p.config()
	if err != nil {
		return nil, err
	}
	return layersOf(cmp.Or(dir, c.Rules))
}

// mend prints what is wrong, a line for each, and returns how much it is.
func (p *program) mend(problems []error) error {
	var lines []string
	for _, problem := range problems {
		lines = append(lines, strings.Split(problem.Error(), "\n")...)
	}
	for _, line := range lines {
		fmt.Fprintln(p.stderr, line)
	}
	if len(lines) > 0 {
		return fmt.Errorf("to mend in the rules: %d", len(lines))
	}
	return nil
}

func layerName(s string) string { return cmp.Or(s, "built-in") }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
