//go:build failpoint && torture

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"restday"
)

// hurt does one thing after the other to the program until ctx ends.
func (x *torture) hurt(ctx context.Context) {
	for first := true; ctx.Err() == nil; first = false {
		pain := x.choose()
		if first {
			pain = "kill" // its start is the tick that prompts everybody
		}
		x.tally[pain]++
		x.pains()[pain](ctx)
		rest(ctx, x.rand.between(200*time.Millisecond, 2*time.Second))
	}
	x.setClock(0)
}

func (x *torture) choose() string {
	roll := x.rand.float()
	for _, p := range []struct {
		name  string
		share float64
	}{{"kill", 0.4}, {"term", 0.15}, {"suspend", 0.12}, {"lock", 0.12}, {"clock", 0.11}, {"disk full", 0.1}} {
		if roll < p.share && (p.name != "disk full" || x.disk != "") {
			return p.name
		}
		roll -= p.share
	}
	return "kill"
}

func (x *torture) pains() map[string]func(context.Context) {
	return map[string]func(context.Context){
		"kill": func(context.Context) { x.kill() },
		"term": func(context.Context) {
			x.stop()
			x.start()
		},
		"suspend": func(ctx context.Context) {
			x.signal(syscall.SIGSTOP)
			rest(ctx, x.rand.between(500*time.Millisecond, 6*time.Second))
			x.signal(syscall.SIGCONT)
		},
		"clock": func(ctx context.Context) {
			x.setClock(x.rand.between(-40*time.Minute, 40*time.Minute))
			rest(ctx, x.rand.between(time.Second, 6*time.Second))
			x.setClock(0)
		},
		"lock":      x.lock,
		"disk full": x.fill,
	}
}

func (x *torture) signal(s syscall.Signal) {
	x.process.mu.Lock()
	defer x.process.mu.Unlock()
	_ = x.cmd.Process.Signal(s) // it may have ended by itself
}

func rest(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// lock holds the database's write lock from another connection.
func (x *torture) lock(ctx context.Context) {
	driver, begin := "sqlite", "BEGIN IMMEDIATE"
	if *store == "postgres" {
		driver, begin = "pgx", "BEGIN; LOCK TABLE outbox, inbox, athletes IN EXCLUSIVE MODE"
	}
	db, err := sql.Open(driver, x.url)
	if err != nil {
		x.t.Error(err)
		return
	}
	defer db.Close()
	conn, err := db.Conn(context.Background())
	if err != nil {
		return // the server is busy with worse
	}
	defer conn.Close()
	if _, err := conn.ExecContext(context.Background(), begin); err != nil {
		x.tally["lock refused"]++ // the program was faster
		return
	}
	rest(ctx, x.rand.between(500*time.Millisecond, 6*time.Second))
	_, _ = conn.ExecContext(context.Background(), "ROLLBACK") // closing does it as well
}

// fill leaves no byte free where the database lies.
func (x *torture) fill(ctx context.Context) {
	name := filepath.Join(x.disk, "full")
	f, err := os.Create(name)
	if err != nil {
		return // it is full already
	}
	for block := make([]byte, 1<<20); len(block) > 0; block = block[:len(block)/2] {
		for err = nil; err == nil; {
			_, err = f.Write(block)
		}
	}
	rest(ctx, x.rand.between(500*time.Millisecond, 6*time.Second))
	_ = f.Close()
	_ = os.Remove(name)
}

// mountSmall mounts a file system of a few megabytes, which only root may do;
// for anybody else no disk runs full.
func mountSmall(t *testing.T, dir string) bool {
	t.Helper()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=48m", "none", dir).Run(); err != nil {
		t.Logf("a disk that runs full is left out: mount: %v", err)
		return false
	}
	t.Cleanup(func() {
		if err := exec.Command("umount", dir).Run(); err != nil {
			t.Errorf("umount %s: %v", dir, err)
		}
	})
	return true
}

// audit compares what people saw and said on this day with the database.
func (x *torture) audit() {
	if out, in := x.waiting(); out+in > 0 {
		x.t.Errorf("%s: %d messages and %d updates still wait", x.day, out, in)
	}
	decided := x.decided()
	stored := x.checkIns()
	for _, a := range x.town {
		x.auditOne(a, decided[a.chat.String()], stored[a.chat.String()])
	}
	x.tally["check-ins"] += len(x.town)
}

func (x *torture) decided() map[string]int {
	out := map[string]int{}
	err := x.db.Decisions(context.Background(), func(a restday.Athlete, d restday.Decided) error {
		if d.Day == x.day && json.Valid(d.Facts) {
			out[a.Chat.String()]++
		}
		return nil
	})
	if err != nil {
		x.t.Error(err)
	}
	return out
}

func (x *torture) checkIns() map[string]string {
	out := map[string]string{}
	err := x.db.CheckIns(context.Background(), func(a restday.Athlete, c restday.CheckIn) error {
		if c.Day == x.day {
			v := c.Values
			out[a.Chat.String()] = fmt.Sprint(v[restday.SleepH], v[restday.Fatigue], v[restday.Soreness], v[restday.Mood])
		}
		return nil
	})
	if err != nil {
		x.t.Error(err)
	}
	return out
}

func (x *torture) auditOne(a *athlete, decided int, stored string) {
	seen := since{a.fake, x.skip[a.chat]}.Chat(a.chat)
	if !a.finished {
		x.t.Errorf("%s: %s is left waiting (taps %v): %+v", x.day, a.chat, a.taps, seen)
	}
	said := fmt.Sprint(values[replies[0].tap], values[replies[1].tap], values[replies[2].tap], values[replies[3].tap])
	if decided != 1 || stored != said {
		x.t.Errorf("%s: %s: %d decisions; stored %q", x.day, a.chat, decided, stored)
	}
	outcomes := 0
	for i := range seen {
		if told(seen[i : i+1]) {
			outcomes++
		}
	}
	x.tally["answers repeated in flight"] += max(outcomes-1, 0)
	x.tally["presses repeated"] += a.repeats
	x.auditPrompts(a)
}

// auditPrompts explains each prompt beyond the first by a kill or by an answer
// that the network swallowed; Discord itself shows such a message once.
func (x *torture) auditPrompts(a *athlete) {
	x.mu.Lock()
	defer x.mu.Unlock()
	prompts, kills := x.prompts[a.chat.String()], append(x.killsToday(), x.swallow[a.chat.String()]...)
	if len(prompts) == 0 {
		x.t.Errorf("%s: %s was never prompted", x.day, a.chat)
	}
	for i := 1; i < len(prompts); i++ {
		x.tally["prompts repeated in flight"]++
		if !killedBetween(kills, prompts[i-1], prompts[i]) {
			x.t.Errorf("%s: %s was prompted at %v without a reason", x.day, a.chat, prompts)
		}
	}
}
