// Command bench measures restday beside a bot written in the usual way: both as
// processes of their own, against a Telegram with its documented limits, with
// simulated athletes. It prints the table of docs/performance.md.
//
//	go run . -row wave,kill -seed 7
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// options are the flags.
type options struct {
	rows, bot string
	seed      uint64
	athletes  int
	profile   string
	keep      bool
}

func main() {
	log.SetFlags(0)
	var o options
	flag.StringVar(&o.rows, "row", "", "rows to play, separated by commas; empty: all")
	flag.StringVar(&o.bot, "bot", "", "telebot or restday; empty: both")
	flag.Uint64Var(&o.seed, "seed", 1, "of the chances and the athletes")
	flag.IntVar(&o.athletes, "athletes", 0, "how many there are; 0: as the row says")
	flag.StringVar(&o.profile, "profile", "", "write restday's CPU profile of the row instant to this file")
	flag.BoolVar(&o.keep, "keep", false, "keep the databases and logs")
	flag.Parse()
	if err := o.run(); err != nil {
		log.Fatal(err)
	}
}

func (o options) run() error {
	dir, err := os.MkdirTemp("", "restday-bench-")
	if err != nil {
		return err
	}
	if o.keep {
		log.Println("databases and logs are kept in", dir)
	} else {
		defer func() { _ = os.RemoveAll(dir) }()
	}
	usual, restday, unlimited, err := build(dir, o.profile != "")
	if err != nil {
		return err
	}
	fmt.Printf("%s, restday %s, %s/%s, %d CPUs, %s, seed %d\n\n", time.Now().Format(time.DateOnly),
		version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), o.seed)
	fmt.Println("| | telebot | restday | wanted |\n| --- | --- | --- | --- |")
	for _, r := range rows() {
		if o.rows != "" && !slices.Contains(strings.Split(o.rows, ","), r.name) {
			continue
		}
		if o.athletes > 0 {
			r.athletes = o.athletes
		}
		bots := []bot{usual, restday}
		if r.unlimited {
			bots[1] = unlimited
		}
		if err := o.compare(r, bots, dir); err != nil {
			return fmt.Errorf("row %s: %w", r.name, err)
		}
	}
	return nil
}

// compare plays a row with each bot and prints its part of the table.
func (o options) compare(r row, bots []bot, dir string) error {
	before := load()
	figures := make([][]cell, len(bots))
	for i, b := range bots {
		if o.bot != "" && o.bot != b.name {
			continue
		}
		log.Printf("%s: %s …", r.name, b.name)
		s, err := newStage(r, b, dir, o.seed)
		if err != nil {
			return err
		}
		if figures[i], err = s.run(); err != nil {
			return err
		}
		if o.profile != "" && r.unlimited && i == 1 {
			text, err := os.ReadFile(filepath.Join(s.process.dir, "cpu.pprof"))
			if err != nil {
				return err
			}
			if err := os.WriteFile(o.profile, text, 0o600); err != nil {
				return err
			}
		}
	}
	fmt.Printf("| **%s** (`%s`, load before %s) | | | |\n", fmt.Sprintf(r.title, r.athletes), r.name, before)
	for i, c := range slices.MaxFunc(figures, func(a, b []cell) int { return len(a) - len(b) }) {
		fmt.Printf("| %s | %s | %s | %s |\n", c.what, figure(figures[0], i), figure(figures[1], i), c.wanted)
	}
	return nil
}

func figure(cells []cell, i int) string {
	if i < len(cells) {
		return cells[i].figure
	}
	return "–"
}

// version names the commit that is measured; + means that files differ from it.
func version() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty=+").Output()
	if err != nil {
		return "of an unknown commit"
	}
	return strings.TrimSpace(string(out))
}
