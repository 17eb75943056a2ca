package storage_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

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
	storagetest.Run(t, func(t *testing.T) *storage.Store { return open(t, postgres(t)) })
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

var schemas atomic.Int64

// postgres makes a schema for one test and returns its URL.
func postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv("RESTDAY_TEST_POSTGRES")
	if server == "" {
		t.Skip("RESTDAY_TEST_POSTGRES is not set: nothing is tested on PostgreSQL")
	}
	schema := fmt.Sprintf("restday_%d_%d", os.Getpid(), schemas.Add(1))
	execute(t, server, "CREATE SCHEMA "+schema)
	t.Cleanup(func() { execute(t, server, "DROP SCHEMA "+schema+" CASCADE") })
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	return u.String()
}

// execute runs SQL on a server, beside any Store.
func execute(t testing.TB, server, query string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}
