// Package storage keeps everything restday must remember, on SQLite or on
// PostgreSQL. gorm stays inside; what goes in and out are the words of package
// restday. Turn is the only door for what happens in a chat.
package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// ErrInUse says that another process serves this database.
var ErrInUse = errors.New("another restday serve uses this database")

// Options are what a Store is given besides its address. The zero value works.
type Options struct {
	Now func() time.Time // nil: time.Now
	Log *slog.Logger     // nil: silent
}

// Store is one open database. All methods may be called from several goroutines.
type Store struct {
	db    *gorm.DB // everything that writes
	read  *gorm.DB // everything that only reads
	kind  database
	files fs.FS // holds the migrations
	turns transactions
	now   func() time.Time
	log   *slog.Logger
	lost  atomic.Bool // the lock went to another process
}

// database is what differs between the kinds of database.
type database interface {
	// open connects: a handle that writes and one that reads, perhaps the same.
	open() (write, read *gorm.DB, err error)
	// lock gets hold of the database for one process, waiting a while for
	// another to let go; ErrInUse when it does not.
	lock(ctx context.Context, write *gorm.DB, wait time.Duration) (held, error)
	// copyBefore keeps a copy of what is there before a migration, and names it.
	copyBefore(ctx context.Context, write *gorm.DB, version int64) (string, error)
	// transactions returns how this kind runs transactions.
	transactions(write *gorm.DB) transactions
	// migrations names goose's dialect and the folder of the migrations.
	migrations() (goose.Dialect, string)
}

// transactions runs each do in one transaction, perhaps again, and returns when
// it is stored.
type transactions interface {
	write(ctx context.Context, do func(tx *gorm.DB) error) error
}

// Open opens the database at a file path, at ":memory:" or at a postgres:// URL
// and brings its tables up to date. Close it when done.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	return open(ctx, kindOf(url), migrations, o)
}

func open(ctx context.Context, kind database, files fs.FS, o Options) (*Store, error) {
	s := &Store{kind: kind, files: files, now: o.Now, log: o.Log}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.db, s.read, err = kind.open(); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	s.turns = kind.transactions(s.db)
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", err), s.Close())
	}
	return s, nil
}

// prepare makes sure that the database answers and has today's tables.
func (s *Store) prepare(ctx context.Context) error {
	pool, err := s.db.DB()
	if err != nil {
		return err
	}
	if err := pool.PingContext(ctx); err != nil {
		return err
	}
	return s.migrate(ctx)
}

func kindOf(url string) database {
	switch {
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		return postgresDB{url}
	case url == ":memory:":
		return memoryDB{}
	}
	return sqliteDB{url}
}

// Close lets go of the database.
func (s *Store) Close() error {
	err := closeHandle(s.read)
	if s.read != s.db {
		err = errors.Join(err, closeHandle(s.db))
	}
	return err
}

func closeHandle(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return err
	}
	return pool.Close()
}

// config returns a new configuration: gorm writes into it, so two handles must
// not share one. gorm logs nothing, because what it logs holds the values;
// every error is returned to the caller instead.
func config() *gorm.Config {
	return &gorm.Config{Logger: logger.Discard, SkipDefaultTransaction: true}
}

// write runs do in one transaction: all of it is stored or nothing. do may run
// again, and must use only tx: SQLite has one connection that writes, and
// waiting for a second would be for ever.
func (s *Store) write(ctx context.Context, do func(tx *gorm.DB) error) error {
	if err := s.mayWrite(); err != nil {
		return err
	}
	return s.turns.write(ctx, do)
}
