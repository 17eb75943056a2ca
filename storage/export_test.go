package storage

import (
	"context"
	"io/fs"
	"time"

	"gorm.io/gorm"
)

// Migrations are those of this restday.
var Migrations = migrations

// OpenWith opens a database with other migrations.
func OpenWith(ctx context.Context, url string, files fs.FS) (*Store, error) {
	return open(ctx, kindOf(url), files, Options{})
}

// DB is the handle that writes.
func (s *Store) DB() *gorm.DB { return s.db }

// Write runs do in a transaction.
func (s *Store) Write(ctx context.Context, do func(tx *gorm.DB) error) error { return s.write(ctx, do) }

// CancelledTooLate is what a transaction is told that was cancelled when it had
// just been given the floor.
func CancelledTooLate(ctx context.Context) error {
	turn := make(chan struct{})
	g := group{busy: true, waiting: []chan struct{}{turn}}
	g.pass()
	return g.giveUp(ctx, turn)
}

// InLine is how many transactions wait for the one that runs.
func (s *Store) InLine() int {
	g := s.turns.(*group)
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.waiting)
}

// Held is a lock whose loss a test can watch for by hand.
type Held struct{ held }

// Hold takes the lock, waiting a little.
func (s *Store) Hold(ctx context.Context) (*Held, error) {
	h, err := s.kind.lock(ctx, s.db, 5*time.Second)
	return &Held{h}, err
}

// Keep looks after the lock once.
func (s *Store) Keep(ctx context.Context, h *Held) { s.keep(ctx, &h.held) }

// Release lets go of the lock.
func (h *Held) Release() { h.release() }
