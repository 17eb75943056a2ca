package storage

import (
	"context"
	"database/sql/driver"
	"errors"

	moderncsqlite "modernc.org/sqlite"
)

// mostPrepared bounds the statements that one connection keeps.
const mostPrepared = 128

var errDriver = errors.New("this SQLite driver does less than its connections need")

// preparing opens SQLite connections that prepare a statement once: reading the
// SQL again each time took a quarter of a turn. PostgreSQL's driver does the same.
type preparing struct{ driver.Connector }

func newPreparing(dsn string) (driver.Connector, error) {
	c, err := moderncsqlite.NewConnector(dsn)
	return preparing{c}, err
}

// Connect implements driver.Connector.
func (p preparing) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	c, ok := opened.(sqliteConn)
	if !ok {
		return nil, errors.Join(errDriver, opened.Close())
	}
	return &preparedConn{sqliteConn: c, idle: map[string]sqliteStmt{}}, nil
}

// sqliteConn and sqliteStmt are what database/sql uses of the driver.
type (
	sqliteConn interface {
		driver.Conn
		driver.ConnBeginTx
		driver.ConnPrepareContext
		driver.ExecerContext
		driver.QueryerContext
		driver.Pinger
		driver.SessionResetter
		driver.Validator
	}
	sqliteStmt interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	}
)

// preparedConn keeps the statements with arguments: the others are scripts and
// settings, which come once. database/sql uses a connection from one goroutine
// at a time.
type preparedConn struct {
	sqliteConn
	idle map[string]sqliteStmt // those that no open Rows uses
}

// ExecContext implements driver.ExecerContext.
func (c *preparedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if len(args) == 0 {
		return c.sqliteConn.ExecContext(ctx, query, args)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	defer c.give(query, s)
	return s.ExecContext(ctx, args)
}

// QueryContext implements driver.QueryerContext.
func (c *preparedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) == 0 {
		return c.sqliteConn.QueryContext(ctx, query, args)
	}
	s, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		c.give(query, s)
		return nil, err
	}
	return preparedRows{rows, func() { c.give(query, s) }}, nil
}

// take returns the statement of a query for use by one caller.
func (c *preparedConn) take(ctx context.Context, query string) (sqliteStmt, error) {
	if s, ok := c.idle[query]; ok {
		delete(c.idle, query)
		return s, nil
	}
	prepared, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s, ok := prepared.(sqliteStmt)
	if !ok {
		return nil, errors.Join(errDriver, prepared.Close())
	}
	return s, nil
}

// give keeps a statement for the next caller, unless one is kept already.
func (c *preparedConn) give(query string, s sqliteStmt) {
	if _, ok := c.idle[query]; ok || len(c.idle) >= mostPrepared {
		_ = s.Close() // frees memory; what it was run for has been reported
		return
	}
	c.idle[query] = s
}

// Close implements driver.Conn.
func (c *preparedConn) Close() error {
	for _, s := range c.idle {
		_ = s.Close() // closing the connection reports what matters
	}
	clear(c.idle)
	return c.sqliteConn.Close()
}

// preparedRows gives the statement back when the rows have been read.
type preparedRows struct {
	driver.Rows
	done func()
}

// Close implements driver.Rows.
func (r preparedRows) Close() error {
	defer r.done()
	return r.Rows.Close()
}
