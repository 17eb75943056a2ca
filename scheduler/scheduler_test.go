package scheduler_test

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"restday"
	"restday/scheduler"
)

// people is a store and a conversation in one: waking somebody moves their
// wake a day on and notes when it happened.
type people struct {
	mu     sync.Mutex
	wakes  map[string]time.Time
	log    []string // who was woken, in order
	seen   map[string][]time.Time
	broken map[string]func() error // what happens instead of moving the wake
	take   time.Duration           // how long one turn takes
	asked  int                     // calls of Due
	most   int                     // of turns at once
	busy   int
}

func newPeople(wakes map[string]time.Time) *people {
	return &people{wakes: wakes, seen: map[string][]time.Time{}, broken: map[string]func() error{}}
}

func (p *people) Due(ctx context.Context, now time.Time, limit int) ([]restday.Athlete, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	var due []restday.Athlete
	for name, wake := range p.wakes {
		if !wake.After(now) {
			due = append(due, restday.Athlete{ID: idOf(name), Chat: chatOf(name), Route: "r" + name, Wake: wake})
		}
	}
	slices.SortFunc(due, func(a, b restday.Athlete) int {
		return cmp.Or(a.Wake.Compare(b.Wake), cmp.Compare(a.Chat.Chat, b.Chat.Chat))
	})
	return due[:min(limit, len(due))], ctx.Err()
}

func (p *people) DueTeams(context.Context, time.Time, int) ([]int64, error) { return nil, nil }

func (p *people) handle(_ context.Context, in restday.Incoming) error {
	p.enter(in.From.Chat)
	defer p.leave()
	time.Sleep(p.take)
	p.mu.Lock()
	defer p.mu.Unlock()
	if what := p.broken[in.From.Chat]; what != nil {
		return what()
	}
	p.wakes[in.From.Chat] = p.wakes[in.From.Chat].Add(24 * time.Hour)
	return nil
}

func (p *people) enter(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.log = append(p.log, name)
	p.seen[name] = append(p.seen[name], time.Now())
	p.busy++
	p.most = max(p.most, p.busy)
}

func (p *people) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy--
}

func chatOf(name string) restday.Address { return restday.Address{Platform: "test", Chat: name} }

func idOf(name string) (id int64) {
	for _, r := range name {
		id = id<<21 | int64(r)
	}
	return id
}

func (p *people) scheduler() *scheduler.Scheduler {
	return &scheduler.Scheduler{
		Store: p, Handle: p.handle, Now: time.Now,
		Prune: func(context.Context, time.Time) error { return nil },
		Log:   slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

// run starts a scheduler in the bubble and stops it when f is done.
func run(t *testing.T, s *scheduler.Scheduler, f func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	f()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestTicksAtEveryFullMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(20 * time.Second) // start between two minutes
		p := newPeople(map[string]time.Time{"a": time.Now().Add(5 * time.Minute).Truncate(time.Minute)})
		due := p.wakes["a"]
		run(t, p.scheduler(), func() { time.Sleep(25 * time.Hour) })
		if got, want := p.seen["a"], []time.Time{due, due.Add(24 * time.Hour)}; !slices.EqualFunc(got, want, time.Time.Equal) {
			t.Errorf("woken at %v, want %v", got, want)
		}
	})
}

func TestCatchesUpAfterDowntimeAtOnceOldestFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now().Add(20 * time.Second)
		time.Sleep(20 * time.Second)
		p := newPeople(map[string]time.Time{
			"new": start.Add(-time.Minute), "old": start.Add(-5 * time.Hour), "mid": start.Add(-2 * time.Hour),
			"later": start.Add(time.Hour),
		})
		run(t, p.scheduler(), func() { synctest.Wait() })
		slices.Sort(p.log[1:]) // four at once: only who begins is certain
		if want := []string{"old", "mid", "new"}; !slices.Equal(p.log, want) {
			t.Errorf("woken %v, want %v", p.log, want)
		}
		if at := p.seen["new"][0]; !at.Equal(start) {
			t.Errorf("woken %v after the start", at.Sub(start))
		}
	})
}

func TestThousandsDueAtOnceAreAllWokenOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPeople(map[string]time.Time{})
		p.take = time.Millisecond
		for i := range 5000 {
			p.wakes[string(rune('a'+i%26))+string(rune('A'+i/26))] = time.Now()
		}
		p.scheduler().Tick(t.Context())
		for name, at := range p.seen {
			if len(at) != 1 {
				t.Errorf("%s was woken %d times", name, len(at))
			}
		}
		if len(p.seen) != len(p.wakes) || len(p.wakes) != 5000 {
			t.Errorf("woken %d of %d", len(p.seen), len(p.wakes))
		}
		if p.most < 2 || p.most > 8 {
			t.Errorf("%d at once", p.most)
		}
	})
}

// Whoever fails, panics or does not move on is tried once a tick, and nobody
// waits for them, however many they are.
func TestBrokenAthletesNeitherSpinNorHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		p := newPeople(map[string]time.Time{"good": start})
		faults := []func() error{
			func() error { return errors.New("disk full") },
			func() error { panic("nil map") },
			func() error { return nil },
		}
		for i := range 450 {
			name := "x" + string(rune('A'+i))
			p.wakes[name] = start.Add(-time.Hour)
			p.broken[name] = faults[i%len(faults)]
		}
		run(t, p.scheduler(), func() { time.Sleep(2*time.Minute + time.Second) })
		if len(p.seen["good"]) != 1 {
			t.Errorf("the good one was woken %d times", len(p.seen["good"]))
		}
		if got := len(p.seen["xA"]); got != 3 {
			t.Errorf("a broken one was tried %d times in three ticks", got)
		}
		if p.asked > 20 {
			t.Errorf("asked the store %d times in three ticks", p.asked)
		}
	})
}

func TestATickThatTakesLongIsNotOverlapped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPeople(map[string]time.Time{"slow": time.Now(), "next": time.Now().Add(time.Minute)})
		p.take = 150 * time.Second
		run(t, p.scheduler(), func() { time.Sleep(6 * time.Minute) })
		if p.most != 1 || len(p.seen["slow"]) != 1 || len(p.seen["next"]) != 1 {
			t.Errorf("%d at once; woken %v", p.most, p.log)
		}
	})
}

func TestStopFinishesWhoWasBegunAndLeavesTheRest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		p := newPeople(map[string]time.Time{})
		p.take = 10 * time.Second
		for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"} {
			p.wakes[name] = now
		}
		run(t, p.scheduler(), func() { time.Sleep(time.Second) })
		moved := 0
		for _, wake := range p.wakes {
			if wake.After(now) {
				moved++
			}
		}
		if moved != len(p.log) || moved == 0 || moved == len(p.wakes) {
			t.Errorf("began %d, finished %d of %d", len(p.log), moved, len(p.wakes))
		}
	})
}

func TestPrunesAtTheStartAndDaily(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		pruned := 0
		s := newPeople(nil).scheduler()
		s.Prune = func(context.Context, time.Time) error { pruned++; return errors.New("disk full") }
		run(t, s, func() { time.Sleep(48 * time.Hour) })
		if pruned != 3 {
			t.Errorf("pruned %d times in two days, want 3", pruned)
		}
	})
}

// pulse counts what the scheduler reports.
type pulse struct {
	mu                  sync.Mutex
	ticks, done, failed int
}

func (p *pulse) Ticked(time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ticks++
}

func (p *pulse) Woke(ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ok {
		p.done++
	} else {
		p.failed++
	}
}

func TestTicksAndWakesAreReported(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC)
	p := newPeople(map[string]time.Time{"1": now, "2": now, "3": now, "4": now.Add(time.Hour)})
	p.broken["2"] = func() error { return errors.New("no disk") }
	report := &pulse{}
	s := scheduler.Scheduler{
		Store: p, Handle: p.handle, Now: func() time.Time { return now },
		Log: slog.New(slog.DiscardHandler), Report: report,
	}
	s.Tick(t.Context())
	if report.ticks != 1 || report.done != 2 || report.failed != 1 {
		t.Errorf("reported %d ticks, %d woken, %d failed", report.ticks, report.done, report.failed)
	}
}
