package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"text/tabwriter"

	"restday"
	"restday/plan"
	"restday/rules"
)

// rulesBacktest decides days that have been once more, with the rules in use
// and with those of --rules.
type rulesBacktest struct {
	Checkins string `placeholder:"FILE" xor:"source" help:"Check-ins as CSV, in place of what is in the database."`
	Sessions string `placeholder:"FILE" help:"With --checkins: sessions as CSV."`
	Plan     string `placeholder:"FILE" help:"With --checkins: the plan as CSV; days without have the default week."`
	PMData   string `name:"pmdata" placeholder:"DIR" xor:"source" help:"A folder of PMData: wellness.csv and srpe.csv of each participant."`
}

// Validate refuses files that belong to --checkins alone.
func (cmd *rulesBacktest) Validate() error {
	if cmd.Checkins == "" && (cmd.Sessions != "" || cmd.Plan != "") {
		return errors.New("--sessions and --plan belong to --checkins")
	}
	return nil
}

// Run prints how many days would differ, by which rules, with examples.
func (cmd *rulesBacktest) Run(ctx context.Context, p *program) error {
	if p.flags.Rules == "" {
		return errors.New("which rules? give a folder or a file: --rules DIR")
	}
	now, err := sideOf(p.present())
	if err != nil {
		return fmt.Errorf("the rules in use: %w", err)
	}
	would, err := sideOf(p.config())
	if err != nil {
		return err
	}
	b, err := cmd.compare(ctx, p, now, would)
	switch {
	case err != nil:
		return err
	case b.Days == 0:
		return errors.New("there are no check-ins to replay")
	}
	fmt.Fprintf(p.stdout, "now  %s\nnew  %s\n\n", now, would)
	return printBacktest(p.stdout, b, b.Changes(now.library, would.library))
}

// side is one of the two sets of rules that are compared.
type side struct {
	config  config
	library *rules.Library
}

func sideOf(c config, err error) (side, error) {
	if err != nil {
		return side{}, err
	}
	library, err := c.library()
	return side{c, library}, err
}

// String names the layers and the version.
func (s side) String() string {
	return strings.TrimSuffix("built-in, "+s.config.Rules, ", ") + " (version " + s.library.Version() + ")"
}

// compare decides every day with both sides, several days at once, and adds
// them up in their order.
func (cmd *rulesBacktest) compare(ctx context.Context, p *program, now, would side) (b rules.Backtest, err error) {
	sessions, err := plan.Builtin()
	if err != nil {
		return b, err
	}
	progress := p.progress("replaying", "days")
	defer progress.stop()
	days := make(chan chan rules.Difference, runtime.GOMAXPROCS(0))
	var adding sync.WaitGroup
	adding.Go(func() {
		for day := range days {
			d := <-day
			b.Add(d.Who, d.Now, d.New)
			progress.count()
		}
	})
	err = cmd.replay(ctx, p, now.config, func(who string, in rules.Input) {
		day := make(chan rules.Difference, 1)
		days <- day
		go func() {
			d := rules.Difference{Who: who}
			d.Now, d.New = rules.DecideBoth(now.library, would.library, in, sessions)
			day <- d
		}()
	})
	close(days)
	adding.Wait()
	return b, err
}

// replay gives yield every day of the chosen source, athlete by athlete.
func (cmd *rulesBacktest) replay(ctx context.Context, p *program, c config, yield func(who string, in rules.Input)) error {
	var all seasons
	var err error
	switch {
	case cmd.PMData != "":
		err = all.readPMData(cmd.PMData)
	case cmd.Checkins != "":
		err = all.readFiles(p, cmd)
	default:
		err = p.readStored(ctx, c, &all, yield)
	}
	if err != nil {
		return err
	}
	all.days(ctx, yield)
	return ctx.Err()
}

// readStored reads the database; days that were decided are replayed on the way.
func (p *program) readStored(ctx context.Context, c config, all *seasons, yield func(who string, in rules.Input)) error {
	s, err := p.openExisting(ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := all.readDecided(ctx, s, yield); err != nil {
		return err
	}
	return all.readStored(ctx, s)
}

func printBacktest(w io.Writer, b rules.Backtest, changes []rules.Change) error {
	fmt.Fprintf(w, "%d of %d days (%s) would differ: %d with more care, %d with less, %d in details.\n\n",
		b.Differ, b.Days, percent(b.Differ, b.Days), b.Lowered, b.Raised, b.Differ-b.Lowered-b.Raised)
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "SHARE OF DAYS\tNOW\tNEW")
	for _, row := range []struct {
		name             string
		now, new, of, in int
	}{
		{"amber", b.Now.Amber, b.New.Amber, b.Days, b.Days},
		{"red", b.Now.Red, b.New.Red, b.Days, b.Days},
		{"lowered", b.Now.Lowered, b.New.Lowered, b.Days, b.Days},
		{fmt.Sprintf("z ≤ −1, of %d with a normal", b.Now.Normal), b.Now.Low, b.New.Low, b.Now.Normal, b.New.Normal},
		{"z ≤ −2, of the same", b.Now.VeryLow, b.New.VeryLow, b.Now.Normal, b.New.Normal},
	} {
		fmt.Fprintf(out, "%s\t%s\t%s\n", row.name, percent(row.now, row.of), percent(row.new, row.in))
	}
	if len(changes) > 0 {
		fmt.Fprintln(out, "\nRULE\tDECIDES NOW\tNEW\tGAINED\tLOST\tOTHERWISE")
	}
	for _, c := range changes {
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\t%d\n", c.Rule, c.Now, c.New, c.Gained, c.Lost, c.Changed)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, c := range changes {
		printExamples(w, c)
	}
	return nil
}

func printExamples(w io.Writer, c rules.Change) {
	for _, e := range c.Examples {
		fmt.Fprintf(w, "\n%s: %s on %s\n", c.Rule, e.Who, e.Now.Day)
		fmt.Fprintf(w, "  now  %s\n  new  %s\n", inShort(e.Now), inShort(e.New))
	}
}

// inShort is a decision in a few words: the outcome, and who decided on what.
func inShort(d rules.Decision) string {
	text := string(d.Outcome)
	if s := d.Session; s != nil && s.Minutes != nil && s.Kind != restday.Rest {
		text += fmt.Sprintf(", %.0f min", *s.Minutes)
	}
	for _, r := range d.Reasons {
		text += fmt.Sprintf("; %s: %s (%s)", r.Rule, r.Text, r.Saw)
	}
	return text
}

func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
