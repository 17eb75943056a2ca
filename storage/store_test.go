package storage_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"restday/storage"
	"restday/storage/storagetest"
)

var now = time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC)

func TestSQLiteFile(t *testing.T) {
	t.Parallel()
	storagetest.Run(t, func(t *testing.T) *storage.Store { return open(t, file(t)) })
}

func TestSQLiteMemory(t *testing.T) {
	t.Parallel()
	storagetest.Run(t, func(t *testing.T) *storage.Store { return open(t, ":memory:") })
}

func TestPostgres(t *testing.T) {
	t.Parallel()
	storagetest.Run(t, func(t *testing.T) *storage.Store { return open(t, storagetest.Postgres(t)) })
}

// open opens a store for one test, with a clock that stands.
func open(t testing.TB, url string) *storage.Store {
	t.Helper()
	s, err := storage.Open(context.Background(), url, storage.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func file(t testing.TB) string { return filepath.Join(t.TempDir(), "restday.db") }

func TestErrorsNameNoPassword(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"postgres://restday:s3cret@127.0.0.1:1/restday",
		"postgres://restday:s3cret@127.0.0.1:not a port/restday",
		"postgres://restday:s3cret@127.0.0.1:1/restday?sslmode=perhaps",
		"postgresql://restday:s3%zzcret@127.0.0.1/restday",
	} {
		_, err := storage.Open(context.Background(), url, storage.Options{})
		if err == nil || strings.Contains(err.Error(), "s3") {
			t.Errorf("the error of a database that cannot be opened: %v", err)
		}
	}
}

func TestOpenNamesAFileThatCannotBe(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "missing", "restday.db")} {
		if _, err := storage.Open(context.Background(), path, storage.Options{}); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("opening a path that cannot be a file: %v", err)
		}
	}
}

func TestOpenHeedsItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := storage.Open(ctx, file(t), storage.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("opening with a context that has ended: %v", err)
	}
}
