package storagetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
)

var schemas atomic.Int64

// Postgres makes an empty schema for one test on the server that
// RESTDAY_TEST_POSTGRES names, and returns its URL. Without a server the test
// is skipped and says so.
func Postgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv("RESTDAY_TEST_POSTGRES")
	if server == "" {
		t.Skip("RESTDAY_TEST_POSTGRES is not set: nothing is tested on PostgreSQL")
	}
	schema := fmt.Sprintf("restday_%d_%d", os.Getpid(), schemas.Add(1))
	Execute(t, server, "CREATE SCHEMA "+schema)
	t.Cleanup(func() { Execute(t, server, "DROP SCHEMA "+schema+" CASCADE") })
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	return u.String()
}

// Execute runs SQL on a PostgreSQL server, beside any Store.
func Execute(t testing.TB, server, query string) {
	t.Helper()
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(context.Background(), query); err != nil {
		t.Fatal(err)
	}
}
