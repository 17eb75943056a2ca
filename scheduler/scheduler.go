// Package scheduler wakes athletes: once a minute it hands everybody whose time
// has come to the conversation, which alone decides what a wake means.
package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"restday"
)

const (
	batch   = 200 // athletes read at once
	workers = 4   // athletes handled at once
)

// Store knows who is due.
type Store interface {
	// Due returns athletes whose Wake is not after now, oldest wake first.
	Due(ctx context.Context, now time.Time, limit int) ([]restday.Athlete, error)
	// DueTeams returns the ids of teams whose Wake is not after now, oldest wake first.
	DueTeams(ctx context.Context, now time.Time, limit int) ([]int64, error)
}

// Reporter is told what the scheduler did. Its methods must return at once.
type Reporter interface {
	// Ticked tells that a tick has ended, and how long it took.
	Ticked(took time.Duration)
	// Woke tells that an athlete was handled, or failed and is woken again.
	Woke(ok bool)
}

// Scheduler ticks once a minute. Its fields must be set before Run.
type Scheduler struct {
	Store  Store
	Handle func(context.Context, restday.Incoming) error // moves the athlete's Wake on
	Team   func(context.Context, int64) error            // moves the team's Wake on; nil: there are no teams
	Prune  func(ctx context.Context, now time.Time) error
	Now    func() time.Time
	Log    *slog.Logger
	Report Reporter // nil: nobody
}

// Run ticks at the start, to catch up on what came due while the program was
// down, and then at every full minute until ctx ends. It returns when whoever
// was being handled is done.
func (s *Scheduler) Run(ctx context.Context) error {
	log := cronLog{s.Log}
	// SkipIfStillRunning must be outermost: a panic that passed through it
	// would leave the job marked as running for ever.
	jobs := cron.New(cron.WithLocation(time.UTC), cron.WithLogger(log),
		cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)))
	if _, err := jobs.AddFunc("* * * * *", func() { s.Tick(ctx) }); err != nil {
		return fmt.Errorf("schedule the minute tick: %w", err)
	}
	if _, err := jobs.AddFunc("17 3 * * *", func() { s.prune(ctx) }); err != nil {
		return fmt.Errorf("schedule the daily pruning: %w", err)
	}
	jobs.Start()
	for _, e := range jobs.Entries() {
		e.WrappedJob.Run()
	}
	<-ctx.Done()
	<-jobs.Stop().Done()
	return nil
}

func (s *Scheduler) prune(ctx context.Context) {
	if err := s.Prune(ctx, s.Now()); err != nil && ctx.Err() == nil {
		s.Log.Error("prune the database", "err", err)
	}
}

// Tick hands everybody who is due to Handle, oldest wake first and each once:
// an athlete who fails, or is still due afterwards, waits for the next tick.
func (s *Scheduler) Tick(ctx context.Context) {
	now := s.Now()
	defer s.wakeTeams(ctx, now)
	if s.Report != nil {
		began := time.Now()
		defer func() { s.Report.Ticked(time.Since(began)) }()
	}
	tried := map[int64]bool{}
	for limit := batch; ctx.Err() == nil; {
		due, err := s.Store.Due(ctx, now, limit)
		if err != nil {
			if ctx.Err() == nil {
				s.Log.Error("read who is due", "err", err)
			}
			return
		}
		fresh := untried(due, tried)
		s.wakeAll(ctx, fresh, now)
		if len(due) < limit {
			return
		}
		// Those who are still due come first again: read past them.
		limit = batch + len(due) - len(fresh)
	}
}

// wakeTeams hands over the teams that are due, after everybody's own prompts. One
// that fails waits for the next tick.
func (s *Scheduler) wakeTeams(ctx context.Context, now time.Time) {
	if s.Team == nil {
		return
	}
	due, err := s.Store.DueTeams(ctx, now, batch)
	if err != nil && ctx.Err() == nil {
		s.Log.Error("read which teams are due", "err", err)
	}
	for _, id := range due {
		if ctx.Err() != nil {
			return
		}
		s.wakeTeam(ctx, id)
	}
}

func (s *Scheduler) wakeTeam(ctx context.Context, id int64) {
	defer func() {
		if r := recover(); r != nil {
			s.Log.Error("waking a team panicked", "team", id, "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
		}
	}()
	if err := s.Team(context.WithoutCancel(ctx), id); err != nil {
		s.Log.Error("wake a team", "team", id, "err", err)
	}
}

// untried returns the athletes not in tried, and adds them to it.
func untried(due []restday.Athlete, tried map[int64]bool) []restday.Athlete {
	var fresh []restday.Athlete
	for _, a := range due {
		if !tried[a.ID] {
			tried[a.ID] = true
			fresh = append(fresh, a)
		}
	}
	return fresh
}

func (s *Scheduler) wakeAll(ctx context.Context, athletes []restday.Athlete, now time.Time) {
	queue := make(chan restday.Athlete)
	var wg sync.WaitGroup
	for range min(workers, len(athletes)) {
		wg.Go(func() {
			for a := range queue {
				s.wake(ctx, a, now)
			}
		})
	}
	for _, a := range athletes {
		if ctx.Err() != nil {
			break
		}
		queue <- a
	}
	close(queue)
	wg.Wait()
}

func (s *Scheduler) wake(ctx context.Context, a restday.Athlete, now time.Time) {
	defer func() {
		if r := recover(); r != nil {
			s.Log.Error("waking an athlete panicked", "athlete", a.ID, "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
		}
	}()
	woken := restday.Incoming{From: a.Chat, Route: a.Route, Event: restday.Woken, At: now}
	// Whoever was begun is finished, also when the program stops.
	err := s.Handle(context.WithoutCancel(ctx), woken)
	if err != nil {
		s.Log.Error("wake an athlete", "athlete", a.ID, "err", err)
	}
	if s.Report != nil {
		s.Report.Woke(err == nil)
	}
}

// cronLog passes on what cron reports: its schedule is of no interest, but a
// panic or a tick that takes longer than a minute is.
type cronLog struct{ log *slog.Logger }

// Info is called with "skip" when a job is still running, and for every tick.
func (l cronLog) Info(msg string, _ ...any) {
	if msg == "skip" {
		l.log.Warn("the last tick is still running")
	}
}

// Error is called when a job panicked.
func (l cronLog) Error(err error, msg string, keysAndValues ...any) {
	l.log.Error(msg, append(keysAndValues, "err", err)...)
}
