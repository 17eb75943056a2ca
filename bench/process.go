package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// process is a bot that runs in a process and a folder of its own.
type process struct {
	bot  bot
	dir  string
	env  []string
	log  *os.File
	cmd  *exec.Cmd
	cpu  time.Duration // of all its lives so far
	peak int           // KiB of memory, the most of any life
	up   time.Time
}

func newProcess(b bot, dir, url string, prompt time.Time, athletes int) (*process, error) {
	dir, err := os.MkdirTemp(dir, b.name+"-")
	if err != nil {
		return nil, err
	}
	p := &process{bot: b, dir: dir, env: append(os.Environ(), b.env(url, prompt.UTC())...)}
	if p.log, err = os.Create(filepath.Join(dir, "log")); err != nil {
		return nil, err
	}
	return p, b.enrol(p.other, dir, athletes)
}

// other is another subcommand of the program, in the same folder.
func (p *process) other(args ...string) *exec.Cmd {
	cmd := exec.Command(p.bot.command(p.dir).Path, args...)
	cmd.Dir, cmd.Env = p.dir, p.env
	return cmd
}

func (p *process) start() error {
	p.cmd = p.bot.command(p.dir)
	p.cmd.Dir, p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = p.dir, p.env, p.log, p.log
	p.up = time.Now()
	return p.cmd.Start()
}

// end sends a signal, waits, and counts what the process has used.
func (p *process) end(sig syscall.Signal) {
	p.peak = max(p.peak, p.memory())
	p.endProfile()
	_ = p.cmd.Process.Signal(sig) // it may have ended by itself
	timer := time.AfterFunc(20*time.Second, func() { _ = p.cmd.Process.Kill() })
	_ = p.cmd.Wait() // "signal: killed"
	timer.Stop()
	p.cpu += p.cmd.ProcessState.UserTime() + p.cmd.ProcessState.SystemTime()
}

// endProfile has the process write its profile, if it makes one.
func (p *process) endProfile() {
	file := filepath.Join(p.dir, "cpu.pprof")
	if _, err := os.Stat(file); err != nil {
		return
	}
	_ = p.cmd.Process.Signal(syscall.SIGUSR1)
	for range 50 {
		time.Sleep(100 * time.Millisecond)
		if info, err := os.Stat(file); err == nil && info.Size() > 0 {
			return
		}
	}
}

// memory is the most the process has used so far in KiB, 0 where there is no
// /proc. (The kernel's ru_maxrss would hold the bench's own peak.)
func (p *process) memory() (kib int) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	_, _ = fmt.Sscan(rest, &kib)
	return kib
}

// killEvery kills the process again and again until a moment, and starts it.
func (p *process) killEvery(d time.Duration, until time.Time) (kills int, err error) {
	for time.Now().Add(d).Before(until) {
		time.Sleep(d)
		p.end(syscall.SIGKILL)
		kills++
		if err := p.start(); err != nil {
			return kills, err
		}
	}
	return kills, nil
}
