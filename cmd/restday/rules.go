package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"restday/rules"
)

// rulesCmd is about the rules that come with the program.
type rulesCmd struct {
	List rulesList `cmd:"" help:"Every rule in order: its ceiling, its condition, where it comes from and what it says."`
}

type rulesList struct{}

// Run prints one rule a line.
func (rulesList) Run(p *program) error {
	library, err := rules.Builtin()
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "RULE\tCEILING\tWHEN\tSOURCE\tSAYS")
	for _, r := range library.Rules() {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", r.ID, r.Ceiling, oneLine(r.When), oneLine(r.Source), oneLine(r.Text))
	}
	return out.Flush()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
