package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"restday"
	"restday/bot/bottest"
)

var athletes = flag.Int("athletes", 16, "how many people live through the morning of the end-to-end test")

// asProgram in the environment makes the test binary the program itself, so
// that a test can kill it.
const asProgram = "RESTDAY_TEST_AS_PROGRAM"

// networkTime is how long a request is on its way; without it such tests flatter.
const networkTime = 60 * time.Millisecond

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process is `restday serve` in a process of its own.
type process struct {
	t   *testing.T
	env []string

	log console

	mu     sync.Mutex
	cmd    *exec.Cmd
	served int // how often it had got so far before it was started last
	kills  []time.Time
}

func (p *process) start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.served = p.servings()
	p.cmd = exec.Command(os.Args[0], "serve")
	p.cmd.Env = p.env
	p.cmd.Stderr = &p.log
	if err := p.cmd.Start(); err != nil {
		p.t.Error(err)
	}
}

func (p *process) servings() int { return strings.Count(p.log.String(), "msg=serving") }

// up tells whether the process has got so far that it serves.
func (p *process) up() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.servings() > p.served
}

// kill ends the process as a power cut would, and starts it again.
func (p *process) kill() {
	p.mu.Lock()
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait() // "signal: killed"
	p.kills = append(p.kills, time.Now())
	p.mu.Unlock()
	p.start()
}

// stop asks the process to end and returns its exit code.
func (p *process) stop() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	_ = p.cmd.Wait() // the exit code says it
	return p.cmd.ProcessState.ExitCode()
}

// killAtRandom kills the process every few seconds of its life until ctx ends,
// and once just when everybody is being prompted. How long a start takes is up
// to the machine: one that never serves shows nothing.
func (p *process) killAtRandom(ctx context.Context, prompt time.Time) {
	moment := time.After(time.Until(prompt) + time.Duration(rand.IntN(1500))*time.Millisecond)
	for {
		waitUntil(func() bool { return p.up() || ctx.Err() != nil })
		select {
		case <-ctx.Done():
			return
		case <-moment:
		case <-time.After(2*time.Second + time.Duration(rand.IntN(5000))*time.Millisecond):
		}
		p.kill()
	}
}

// nextMinute is the first full minute that leaves people the time to enrol.
func nextMinute(now time.Time, toEnrol time.Duration) time.Time {
	return now.Add(toEnrol + time.Minute).Truncate(time.Minute)
}

// A whole morning on both platforms, with 60 ms of network time: everybody
// enrols, is prompted at their minute, answers by taps or words, and is told
// what to train. Once in peace, and once with a kill -9 every few seconds.
func TestAMorning(t *testing.T) {
	t.Parallel()
	for name, stormy := range map[string]bool{"in peace": false, "with kills": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			liveThrough(t, stormy)
		})
	}
}

func liveThrough(t *testing.T, stormy bool) {
	people := *athletes
	if testing.Short() {
		people = 6
	}
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{Delay: networkTime, Limits: true})
	discord := bottest.NewDiscord(t, bottest.DiscordOptions{Delay: networkTime})
	prompt := nextMinute(time.Now(), 6*time.Second+time.Duration(people)*150*time.Millisecond)
	db := filepath.Join(t.TempDir(), "restday.db")
	p := &process{t: t, env: []string{
		asProgram + "=1", "RESTDAY_DATABASE=" + db, "RESTDAY_DEFAULT_TIMEZONE=UTC", "RESTDAY_DEFAULT_PROMPT_AT=" + prompt.UTC().Format("15:04"),
		"RESTDAY_TELEGRAM_TOKEN=" + telegram.Token(), "RESTDAY_TELEGRAM_API_URL=" + telegram.URL(),
		"RESTDAY_DISCORD_TOKEN=" + discord.Token(), "RESTDAY_DISCORD_API_URL=" + discord.URL(),
	}}
	p.start()
	ctx, stopKilling := context.WithCancel(t.Context())
	var killing sync.WaitGroup
	if stormy {
		killing.Go(func() { p.killAtRandom(ctx, prompt) })
	}
	waitUntil(discord.Connected)
	town := settle(people, telegram, discord)
	town.live(t, prompt)
	stopKilling()
	killing.Wait()
	waitUntil(func() bool {
		return p.up() && telegram.Unanswered() == 0 && (stormy || discord.Unanswered() == 0)
	})
	if code := p.stop(); code != exitDone {
		t.Errorf("serve ended with exit code %d:\n%s", code, &p.log)
	}
	t.Logf("%d people, killed %d times, %d presses repeated", len(town), len(p.kills), town.repeated())
	if n := town.repeated(); n > 0 && !stormy {
		t.Errorf("%d times somebody had to repeat what they did", n)
	}

	if n := telegram.Unanswered(); n > 0 {
		t.Errorf("Telegram: %d taps were never answered", n)
	}
	// Discord gives a press three seconds; what a kill took from them is gone,
	// and Discord tells the person so.
	if n := discord.Unanswered(); n > 0 && !stormy {
		t.Errorf("Discord: %d taps or commands were never answered", n)
	}
	for _, v := range slices.Concat(telegram.Violations(), discord.Violations()) {
		t.Error(v)
	}
	p.auditLog(telegram.Token(), discord.Token(), "Person ", "sore", "panic")
	town.audit(t, db, restday.DayOf(prompt.UTC()), p.kills)
}

// auditLog looks for what no log may hold.
func (p *process) auditLog(private ...string) {
	for _, s := range private {
		if strings.Contains(p.log.String(), s) {
			p.t.Errorf("%q is in the log:\n%s", s, p.log.String())
		}
	}
}

// audit compares what is stored with what people said.
func (town town) audit(t *testing.T, db string, day restday.Day, kills []time.Time) {
	t.Helper()
	decided := map[string]int{}
	for line := range strings.Lines(must(t, "", "export", "decisions", "--db", db)) {
		var d decision
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		if d.Day == day {
			decided[d.Athlete]++
		}
	}
	answers := must(t, "", "export", "checkins", "--db", db)
	for _, a := range town {
		if n := decided[a.chat.String()]; n != 1 {
			t.Errorf("%s has %d decisions for %s", a.chat, n, day)
		}
		if row := fmt.Sprintf("%s,%s,7.5,5,1,1,,", a.chat, day); strings.Count(answers, row) != 1 {
			t.Errorf("%s: not stored as said: %s", a.chat, row)
		}
		a.audit(t, kills)
	}
}
