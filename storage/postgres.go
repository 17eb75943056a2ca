package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// postgresConnections bounds the pool of one process; turns of different chats
// run side by side on it.
const postgresConnections = 10

// postgresDB is a PostgreSQL database, or one schema of it when the URL says
// search_path.
type postgresDB struct{ url string }

func (d postgresDB) open() (write, read *gorm.DB, err error) {
	settings := config()
	settings.DisableAutomaticPing = true // Open does it, and heeds its context
	db, err := gorm.Open(postgres.New(postgres.Config{DSN: d.url}), settings)
	if err != nil {
		return nil, nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, nil, err
	}
	pool.SetMaxOpenConns(postgresConnections)
	pool.SetMaxIdleConns(postgresConnections)
	return db, db, nil
}

// tries is how often a transaction is run that PostgreSQL gave up on because
// it met another.
const tries = 5

func (postgresDB) transactions(db *gorm.DB) transactions { return sideBySide{db} }

// sideBySide runs each transaction on a connection of its own. The server lets
// those that commit at the same time share the wait for the disk.
type sideBySide struct{ db *gorm.DB }

func (s sideBySide) write(ctx context.Context, do func(tx *gorm.DB) error) (err error) {
	for range tries {
		if err = s.db.WithContext(ctx).Transaction(do); !collided(err) {
			return err
		}
	}
	return err
}

// collided tells whether err is PostgreSQL's way to say that two transactions
// were in each other's way: serialization failure, deadlock, or a row that the
// other one has just created.
func collided(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01" || pg.Code == "23505")
}

// lock takes an advisory lock on a connection of its own. The server lets go of
// it when that connection ends, however it ends.
func (d postgresDB) lock(ctx context.Context, db *gorm.DB, wait time.Duration) (held, error) {
	pool, err := db.DB()
	if err != nil {
		return held{}, err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return held{}, err
	}
	if err := lockConn(ctx, conn, wait); err != nil {
		return held{}, errors.Join(err, conn.Close())
	}
	return held{
		release: func() {
			// A connection given back to the pool keeps its lock, so it must be
			// unlocked first; if that fails, the connection and the lock are gone.
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock_all()")
			_ = conn.Close()
		},
		ping: conn.PingContext,
	}, nil
}

// lockConn tries until wait is over. The key is the schema's, so that two
// schemas can be served from one database.
func lockConn(ctx context.Context, conn *sql.Conn, wait time.Duration) error {
	const every = 50 * time.Millisecond
	for ; ; wait -= every {
		var got bool
		row := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock(hashtext('restday'), hashtext(current_schema()))")
		if err := row.Scan(&got); err != nil || got {
			return err
		}
		if wait <= 0 {
			return ErrInUse
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(every):
		}
	}
}

// copyBefore leaves copies to the operator, who has pg_dump, and to
// PostgreSQL, where a migration is one transaction.
func (postgresDB) copyBefore(context.Context, *gorm.DB, int64) (string, error) { return "", nil }

func (postgresDB) migrations() (goose.Dialect, string) { return goose.DialectPostgres, "postgres" }
