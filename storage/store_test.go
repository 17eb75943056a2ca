package storage_test

import (
	"context"
	"path/filepath"
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
