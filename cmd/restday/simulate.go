package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"restday/plan"
	"restday/simulate"
	"restday/storage"
)

// simulateCmd lets synthetic athletes live through a season.
type simulateCmd struct {
	Athletes int    `default:"100" help:"How many."`
	Days     int    `default:"365" help:"How long."`
	Seed     uint64 `default:"1" help:"The same seed gives the same season."`
	Replays  int    `default:"10" help:"Decide again one decision in so many, from its stored facts."`
}

// Validate refuses a season that has nobody or no day in it.
func (cmd *simulateCmd) Validate() error {
	if cmd.Athletes < 1 || cmd.Days < 1 {
		return errors.New("--athletes and --days are at least 1")
	}
	return nil
}

const (
	shownBreaches = 20
	roomy         = 400
)

// Run prints what became of everybody. It uses a database of its own unless
// --db names an empty one.
func (cmd *simulateCmd) Run(ctx context.Context, p *program) error {
	o, err := cmd.options(p)
	if err != nil {
		return err
	}
	if p.flags.DB != "" {
		if o.Store, err = p.openEmpty(ctx); err != nil {
			return err
		}
		defer o.Store.Close()
	}
	debug.SetGCPercent(roomy) // two cores, a few megabytes each: memory is not what this waits for
	progress := p.progress("lived", "days")
	o.Lived = progress.count
	began := time.Now()
	report, err := simulate.Run(ctx, o)
	progress.stop()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "%.0f days a second\n", float64(report.Days)/time.Since(began).Seconds())
	if err := report.Print(p.stdout); err != nil {
		return err
	}
	for _, b := range report.Breaches[:min(shownBreaches, len(report.Breaches))] {
		fmt.Fprintln(p.stdout, b)
	}
	if n := len(report.Breaches); n > 0 {
		return fmt.Errorf("what should never happen did, %d times", n)
	}
	return nil
}

// options are what the configuration makes of the command.
func (cmd *simulateCmd) options(p *program) (simulate.Options, error) {
	o := simulate.Options{Athletes: cmd.Athletes, Days: cmd.Days, Seed: cmd.Seed, Log: p.log(), Replays: cmd.Replays}
	c, err := p.config()
	if err != nil {
		return o, err
	}
	if o.Rules, err = c.library(); err != nil {
		return o, err
	}
	if o.Catalogue, err = plan.Builtin(); err != nil {
		return o, err
	}
	o.Flow, err = newFlow(c)
	return o, err
}

// openEmpty opens the database of --db, which nobody may live in yet.
func (p *program) openEmpty(ctx context.Context) (*storage.Store, error) {
	store, err := storage.Open(ctx, p.flags.DB, storage.Options{Log: p.log()})
	if err != nil {
		return nil, err
	}
	athletes, err := store.Athletes(ctx)
	if err == nil && len(athletes) > 0 {
		err = fmt.Errorf("%s: there are athletes in it; a simulation wants a database of its own", p.flags.DB)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}
