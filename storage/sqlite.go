package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	moderncsqlite "modernc.org/sqlite" // also registers the driver "sqlite"
)

const (
	// FULL, because platforms are told that we have an update once it is
	// committed, and NORMAL may lose the last commits when the power fails.
	// secure_delete, because what was erased must not stay in the file.
	writePragmas = "_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=secure_delete(1)&_txlock=immediate"
	readPragmas  = "_pragma=busy_timeout(5000)&_pragma=query_only(1)"

	readers = 4
)

// sqliteDB is a file. One connection writes and a few read: SQLite has one
// writer anyway, and a queue in here is shorter than its busy loop.
type sqliteDB struct{ path string }

func (d sqliteDB) open() (write, read *gorm.DB, err error) {
	// SQLite would make the file readable for everybody on the machine.
	f, err := os.OpenFile(d.path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, nil, err
	}
	if err := f.Close(); err != nil {
		return nil, nil, err
	}
	if write, err = openSQLite(dsn(d.path, writePragmas), 1); err != nil {
		return nil, nil, err
	}
	if read, err = openSQLite(dsn(d.path, readPragmas), readers); err != nil {
		return nil, nil, errors.Join(err, closeHandle(write))
	}
	return write, read, nil
}

func dsn(path, pragmas string) string {
	escape := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")
	return "file:" + escape.Replace(path) + "?" + pragmas
}

func openSQLite(dsn string, connections int) (*gorm.DB, error) {
	connector, err := newPreparing(dsn)
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	db, err := gorm.Open(sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: pool}), config())
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return db, nil
}

func (sqliteDB) transactions(db *gorm.DB) transactions { return &group{db: db} }

// lock holds a transaction open on a file beside the database. The operating
// system lets go of it when the process ends, however it ends.
func (d sqliteDB) lock(ctx context.Context, _ *gorm.DB, wait time.Duration) (held, error) {
	pragmas := fmt.Sprintf("_pragma=busy_timeout(%d)&_txlock=exclusive", wait.Milliseconds())
	side, err := sql.Open("sqlite", dsn(d.path+".lock", pragmas))
	if err != nil {
		return held{}, err
	}
	// The transaction outlives ctx, which only says how long to wait for it.
	tx, err := side.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		if isBusy(err) {
			err = ErrInUse
		}
		return held{}, errors.Join(err, side.Close())
	}
	release := func() {
		// Nothing was written, and closing lets go of the lock whatever rollback says.
		_ = tx.Rollback()
		_ = side.Close()
	}
	return held{release: release}, nil
}

func isBusy(err error) bool {
	const sqliteBusy = 5
	var e *moderncsqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqliteBusy
}

// copyBefore writes the copy beside the database, as restday.db.before-0002.
func (d sqliteDB) copyBefore(ctx context.Context, db *gorm.DB, version int64) (string, error) {
	name, err := newFile(fmt.Sprintf("%s.before-%04d", d.path, version))
	if err != nil {
		return "", err
	}
	return name, db.WithContext(ctx).Exec("VACUUM INTO ?", name).Error
}

// newFile makes an empty file that only its owner reads, adding a number to a
// name that is taken.
func newFile(name string) (string, error) {
	for n := 1; ; n++ {
		try := name
		if n > 1 {
			try = fmt.Sprintf("%s-%d", name, n)
		}
		f, err := os.OpenFile(try, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return try, f.Close()
	}
}

func (sqliteDB) migrations() (goose.Dialect, string) { return goose.DialectSQLite3, "sqlite" }

// memoryDB keeps nothing. Its one connection is the database, so that it also reads.
type memoryDB struct{ sqliteDB }

func (memoryDB) open() (write, read *gorm.DB, err error) {
	db, err := openSQLite("file::memory:?"+writePragmas, 1)
	return db, db, err
}

// lock succeeds: no other process can see the database.
func (memoryDB) lock(context.Context, *gorm.DB, time.Duration) (held, error) {
	return held{release: func() {}}, nil
}
