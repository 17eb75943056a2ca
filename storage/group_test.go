package storage_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"restday"
	"restday/storage"
)

var errThought = errors.New("no thought")

// together starts turns of n chats that are sure to share a commit: all wait
// in line while the first one thinks. The i-th turn thinks with think(i); what
// each returned, or panicked with, is the i-th result.
func together(s *storage.Store, n int, think func(i int) (restday.Change, error)) []any {
	results := make([]any, n)
	thinking, inLine := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			defer func() {
				if v := recover(); v != nil {
					results[i] = v
				}
			}()
			_, err := s.Turn(context.Background(), updateOf(i), now, func(restday.Person) (restday.Change, error) {
				if i == 0 {
					close(thinking)
					<-inLine
				}
				return think(i)
			})
			if err != nil {
				results[i] = err
			}
		})
		if i == 0 {
			<-thinking
		}
	}
	waitInLine(s, n-1)
	close(inLine)
	all.Wait()
	return results
}

func waitInLine(s *storage.Store, n int) {
	for s.InLine() < n {
		runtime.Gosched()
	}
}

func updateOf(i int) restday.Incoming {
	return restday.Incoming{ID: fmt.Sprint("u", i), From: chat(i), Event: restday.Said, At: now}
}

// greeted is a turn that stores an athlete and a message.
func greeted(i int) (restday.Change, error) {
	return restday.Change{
		Athlete:  &restday.Athlete{Chat: chat(i), Name: fmt.Sprint(i)},
		State:    &restday.State{Day: today},
		Outgoing: []restday.Outgoing{{Text: restday.Text{{Text: fmt.Sprint(i)}}}},
	}, nil
}

// stored returns how many athletes and waiting messages there are; they must
// be as many, for each turn stores one of both.
func stored(t *testing.T, s *storage.Store) int {
	t.Helper()
	athletes, err := s.Athletes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	messages, err := s.Waiting(context.Background(), "telegram")
	if err != nil {
		t.Fatal(err)
	}
	if len(athletes) != len(messages) {
		t.Errorf("%d athletes and %d messages are stored", len(athletes), len(messages))
	}
	return len(athletes)
}

func TestOneThatFailsHarmsNoOther(t *testing.T) {
	t.Parallel()
	for _, failing := range []int{0, 3, 9} {
		for name, fail := range map[string]func() error{
			"error": func() error { return errThought },
			"panic": func() error { panic(errThought) },
		} {
			t.Run(fmt.Sprint(name, failing), func(t *testing.T) {
				t.Parallel()
				s := open(t, file(t))
				results := together(s, 10, func(i int) (restday.Change, error) {
					if i == failing {
						return restday.Change{}, fail()
					}
					return greeted(i)
				})
				for i, got := range results {
					err, _ := got.(error)
					if failed := errors.Is(err, errThought); failed != (i == failing) {
						t.Errorf("turn %d ended with %v", i, got)
					}
				}
				if n := stored(t, s); n != 9 {
					t.Errorf("%d of 9 turns are stored", n)
				}
				// The failed turn left its update unhandled, so it can be tried again.
				if _, err := s.Turn(context.Background(), updateOf(failing), now, func(restday.Person) (restday.Change, error) {
					return greeted(failing)
				}); err != nil {
					t.Error(err)
				}
				if n := stored(t, s); n != 10 {
					t.Errorf("tried again, %d of 10 turns are stored", n)
				}
			})
		}
	}
}

func TestManyMoreThanShareACommit(t *testing.T) {
	t.Parallel()
	s := open(t, file(t))
	for i, got := range together(s, 300, greeted) {
		if got != nil {
			t.Errorf("turn %d ended with %v", i, got)
		}
	}
	if n := stored(t, s); n != 300 {
		t.Errorf("%d of 300 turns are stored", n)
	}
}

func TestCancelledWhileTheyWait(t *testing.T) {
	t.Parallel()
	s := open(t, file(t))
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	results := make([]error, 20)
	_, err := s.Turn(context.Background(), updateOf(0), now, func(restday.Person) (restday.Change, error) {
		for i := 1; i < 20; i++ {
			own := context.Background()
			if i%2 == 1 {
				own = ctx
			}
			all.Go(func() {
				_, results[i] = s.Turn(own, updateOf(i), now, func(restday.Person) (restday.Change, error) { return greeted(i) })
			})
		}
		waitInLine(s, 19)
		cancel()
		return greeted(0)
	})
	if err != nil {
		t.Fatal(err)
	}
	all.Wait()
	for i, err := range results {
		if cancelled := errors.Is(err, context.Canceled); cancelled != (i%2 == 1) {
			t.Errorf("turn %d ended with %v", i, err)
		}
	}
	if n := stored(t, s); n != 10 {
		t.Errorf("%d of 10 turns are stored", n)
	}
}

func TestWhoHasTheFloorTakesIt(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := storage.CancelledTooLate(ctx); err != nil {
		t.Errorf("the floor was given to somebody who left: nobody writes any more: %v", err)
	}
}

// After some errors SQLite rolls back by itself all that was to be committed.
// Everybody who shared it must hear of it, and who comes after is not harmed.
func TestRollbackOfAllIsToldToAll(t *testing.T) {
	t.Parallel()
	s := open(t, file(t))
	var all sync.WaitGroup
	results := make([]error, 9)
	err := s.Write(context.Background(), func(*gorm.DB) error {
		for i := range results {
			all.Go(func() { results[i] = s.Write(context.Background(), writer(i)) })
			waitInLine(s, i+1)
		}
		return nil
	})
	if err == nil {
		t.Error("the first was not told")
	}
	all.Wait()
	for i, err := range results {
		if failed := err != nil; failed != (i <= 4) {
			t.Errorf("writer %d was told %v", i, err)
		}
	}
	list, err := s.Athletes(context.Background())
	if err != nil || len(list) != 4 {
		t.Errorf("%d of 4 writers are stored: %v", len(list), err)
	}
}

// writer stores an athlete; the fourth has everything rolled back.
func writer(i int) func(tx *gorm.DB) error {
	return func(tx *gorm.DB) error {
		if i == 4 {
			return errors.Join(errThought, tx.Exec("ROLLBACK").Error)
		}
		return tx.Exec("INSERT INTO athletes (platform, chat) VALUES ('telegram', ?)", i).Error
	}
}

// Whoever is not told of the full disk is stored, and the others can try again.
func TestFullDiskIsToldToWhoIsNotStored(t *testing.T) {
	t.Parallel()
	s := open(t, file(t))
	limit := func(pages string) {
		if err := s.DB().Exec("PRAGMA max_page_count = " + pages).Error; err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // means: as many as there are
	results := together(s, 10, func(i int) (restday.Change, error) {
		c, err := greeted(i)
		if i == 5 {
			c.Outgoing[0].Text[0].Text = strings.Repeat("long ", 50_000)
		}
		return c, err
	})
	failed := 0
	for _, got := range results {
		if got != nil {
			failed++
		}
	}
	if n := stored(t, s); n != 10-failed || results[5] == nil {
		t.Errorf("%d turns failed and %d of 10 are stored; the large one: %v", failed, n, results[5])
	}
	limit("100000")
	for i := range 10 {
		if _, err := s.Turn(context.Background(), updateOf(i), now, func(restday.Person) (restday.Change, error) {
			return greeted(i)
		}); err != nil {
			t.Errorf("turn %d, tried again: %v", i, err)
		}
	}
	if n := stored(t, s); n != 10 {
		t.Errorf("tried again, %d of 10 are stored", n)
	}
}

// TestKilledGroupIsAllOrNothing kills a process in the middle of turns that
// share a commit.
func TestKilledGroupIsAllOrNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "restday.db")
	s := open(t, path)
	for n := 5; n < 80; n += 10 {
		if err := childProcess(t, "group", fmt.Sprint(n), path).Run(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("kill after statement %d: %v", n, err)
		}
		if got := stored(t, s); got != 0 {
			t.Errorf("killed after statement %d of a group: %d turns are stored", n, got)
		}
	}
	if err := childProcess(t, "group", "100000", path).Run(); err != nil {
		t.Fatal(err)
	}
	if got := stored(t, s); got != 10 {
		t.Errorf("%d of 10 turns are stored", got)
	}
}
