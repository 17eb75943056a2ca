package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// What happens on every turn is plain SQL: putting a query together from
// structs took gorm as long as the database took to answer it.

// row is a type whose rows load reads.
type row[R any] interface {
	*R
	columns() string // of the SELECT
	fields() []any   // pointers, in the order of columns
}

// load reads rows; from is the SQL after FROM.
func load[R any, P row[R]](tx *gorm.DB, from string, args ...any) (rows []R, err error) {
	found, err := tx.Statement.ConnPool.QueryContext(tx.Statement.Context,
		bound(tx, "SELECT "+P(nil).columns()+" FROM "+from), args...)
	if err != nil {
		return nil, fmt.Errorf("load %T: %w", rows, err)
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	var r, none R
	fields := P(&r).fields()
	for found.Next() {
		r = none
		if err := found.Scan(fields...); err != nil {
			return nil, fmt.Errorf("load %T: %w", rows, err)
		}
		rows = append(rows, r)
	}
	return rows, found.Err()
}

// exec runs a statement and returns how many rows it changed.
func exec(tx *gorm.DB, query string, args ...any) (int64, error) {
	res, err := tx.Statement.ConnPool.ExecContext(tx.Statement.Context, bound(tx, query), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// returning runs a statement that returns at most one number; 0 when none.
func returning(tx *gorm.DB, query string, args ...any) (n int64, err error) {
	err = tx.Statement.ConnPool.QueryRowContext(tx.Statement.Context, bound(tx, query), args...).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// bound writes the places of arguments, ? everywhere in here, as the database
// wants them.
func bound(tx *gorm.DB, query string) string {
	if !isPostgres(tx) {
		return query
	}
	parts := strings.Split(query, "?")
	var b strings.Builder
	b.WriteString(parts[0])
	for i, part := range parts[1:] {
		b.WriteString("$" + strconv.Itoa(i+1) + part)
	}
	return b.String()
}

func isPostgres(tx *gorm.DB) bool { return tx.Name() == "postgres" }
