package storage_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"restday/storage"
	"restday/storage/storagetest"
)

// lockForEver is the child process that serves until it is killed.
func lockForEver(s *storage.Store) error {
	if _, err := s.Lock(context.Background()); err != nil {
		return err
	}
	fmt.Println("locked")
	select {}
}

func TestOneProcessServes(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		oneServes(t, filepath.Join(t.TempDir(), "restday.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		oneServes(t, storagetest.Postgres(t))
	})
}

func oneServes(t *testing.T, url string) {
	ctx := context.Background()
	one, two := open(t, url), open(t, url)
	release := mustLock(t, one)
	wantInUse(t, two)
	release()
	mustLock(t, two)()

	// A process that is killed lets go.
	cmd := childProcess(t, "lock", url)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "locked\n" {
		t.Fatalf("the child said %q: %v", line, err)
	}
	wantInUse(t, one)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	h, err := one.Hold(ctx)
	if err != nil {
		t.Fatalf("after the other process was killed: %v", err)
	}
	h.Release()
}

func mustLock(t *testing.T, s *storage.Store) (release func()) {
	t.Helper()
	release, err := s.Lock(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return release
}

func wantInUse(t *testing.T, s *storage.Store) {
	t.Helper()
	if _, err := s.Lock(context.Background()); !errors.Is(err, storage.ErrInUse) {
		t.Errorf("a second lock returned %v", err)
	}
}

func TestLostLockIsTakenAgainOrNothingIsWritten(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	url := storagetest.Postgres(t)
	one, two := open(t, url), open(t, url)
	h, err := one.Hold(ctx)
	if err != nil {
		t.Fatal(err)
	}
	breakLock(t, two)
	one.Keep(ctx, h)
	wantInUse(t, two)
	if _, err := one.Turn(ctx, update, now, checkIn); err != nil {
		t.Errorf("after the lock was taken again: %v", err)
	}

	breakLock(t, two)
	defer mustLock(t, two)()
	one.Keep(ctx, h)
	if _, err := one.Turn(ctx, update, now, checkIn); !errors.Is(err, storage.ErrInUse) {
		t.Errorf("a turn after another process took over: %v", err)
	}
}

// breakLock ends the connection that holds the lock.
func breakLock(t *testing.T, s *storage.Store) {
	t.Helper()
	var ended bool
	err := s.DB().Raw(`SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'
		AND objid::bigint = hashtext(current_schema())::bigint & 4294967295`).Scan(&ended).Error
	if err != nil || !ended {
		t.Fatalf("end the connection: %v %v", ended, err)
	}
}
