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
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	only := flag.String("row", "", "rows to play, separated by commas; empty: all")
	who := flag.String("bot", "", "telebot or restday; empty: both")
	seed := flag.Uint64("seed", 1, "of the chances and the athletes")
	athletes := flag.Int("athletes", 0, "how many there are; 0: as the row says")
	keep := flag.Bool("keep", false, "keep the databases and logs")
	flag.Parse()
	if err := bench(*only, *who, *seed, *athletes, *keep); err != nil {
		log.Fatal(err)
	}
}

func bench(only, who string, seed uint64, athletes int, keep bool) error {
	dir, err := os.MkdirTemp("", "restday-bench-")
	if err != nil {
		return err
	}
	if keep {
		log.Println("databases and logs are kept in", dir)
	} else {
		defer os.RemoveAll(dir)
	}
	usual, restday, unlimited, err := build(dir)
	if err != nil {
		return err
	}
	wanted := strings.FieldsFunc(only, func(r rune) bool { return r == ',' })
	fmt.Printf("%s, %s/%s, %d CPUs, %s, seed %d\n\n", time.Now().Format(time.DateOnly), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), seed)
	fmt.Println("| | telebot | restday | wanted |\n| --- | --- | --- | --- |")
	for _, r := range rows() {
		if len(wanted) > 0 && !slices.Contains(wanted, r.name) {
			continue
		}
		if athletes > 0 {
			r.athletes = athletes
		}
		bots := []bot{usual, restday}
		if r.unlimited {
			bots[1] = unlimited
		}
		if err := compare(r, bots, who, dir, seed); err != nil {
			return fmt.Errorf("row %s: %w", r.name, err)
		}
	}
	return nil
}

// compare plays a row with each bot and prints its part of the table.
func compare(r row, bots []bot, who, dir string, seed uint64) error {
	before := load()
	figures := make([][]cell, len(bots))
	for i, b := range bots {
		if who != "" && who != b.name {
			continue
		}
		log.Printf("%s: %s …", r.name, b.name)
		s, err := newStage(r, b, dir, seed)
		if err != nil {
			return err
		}
		figures[i], err = s.run()
		s.telegram.server.CloseClientConnections()
		if err != nil {
			return err
		}
	}
	fmt.Printf("| **%s** (`%s`, load before %s) | | | |\n", fmt.Sprintf(r.title, r.athletes), r.name, before)
	for i, c := range slices.Concat(figures...)[:max(len(figures[0]), len(figures[1]))] {
		fmt.Printf("| %s | %s | %s | %s |\n", c.what, at(figures[0], i), at(figures[1], i), c.wanted)
	}
	return nil
}

func at(cells []cell, i int) string {
	if i < len(cells) {
		return cells[i].figure
	}
	return "–"
}
