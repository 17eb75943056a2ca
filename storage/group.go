package storage

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"gorm.io/gorm"
)

// mostShared is how many transactions may share one commit. More would make
// the first wait for nothing: the cost of a commit is spread thin by then.
const mostShared = 64

// group lets the transactions that wait for SQLite's one writer share a
// commit, and with it the wait for the disk. Each runs by itself, in its
// caller's goroutine, one after the other; whoever finds nobody waiting
// commits for all. One alone therefore waits for nothing. What fails or
// panics is undone alone; a commit that fails fails all that shared it.
type group struct {
	db *gorm.DB

	mu      sync.Mutex
	busy    bool            // somebody has the floor
	waiting []chan struct{} // the others, in their order; closed to give the floor

	open *shared // the transaction that is open; of whoever has the floor
}

// shared is one transaction of several callers.
type shared struct {
	tx      *gorm.DB
	cancel  context.CancelFunc // lets go of what watches over tx
	callers int                // whose changes are in it
	done    chan struct{}      // closed when it has ended
	err     error              // why it was not stored; valid after done
}

// write runs do in a transaction that is stored, or not at all, before write
// returns. Once do has succeeded, only the commit decides.
func (g *group) write(ctx context.Context, do func(tx *gorm.DB) error) error {
	if err := g.enter(ctx); err != nil {
		return err
	}
	s, err := g.run(ctx, do)
	if err != nil {
		return err
	}
	<-s.done
	return s.err
}

// enter waits for the floor.
func (g *group) enter(ctx context.Context) error {
	g.mu.Lock()
	if !g.busy {
		g.busy = true
		g.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	g.waiting = append(g.waiting, turn)
	g.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		return g.giveUp(ctx, turn)
	}
}

// giveUp leaves the line. Who has been given the floor meanwhile must take it.
func (g *group) giveUp(ctx context.Context, turn chan struct{}) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.waiting, turn)
	if i < 0 {
		return nil
	}
	g.waiting = slices.Delete(g.waiting, i, i+1)
	return ctx.Err()
}

// leave gives the floor up, storing first what nobody else will join.
func (g *group) leave() {
	for !g.pass() {
		// Those whom the last commit has let go may be about to come back. With
		// nobody else to run this costs nothing.
		runtime.Gosched()
		if g.pass() {
			return
		}
		g.end(g.open.tx.Commit().Error) // who comes meanwhile waits for the next commit
	}
}

// pass gives the floor to the next in line, with what is open if it may grow.
// It is false when that must be stored first.
func (g *group) pass() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case g.open != nil && (len(g.waiting) == 0 || g.open.callers >= mostShared):
		return false
	case len(g.waiting) == 0:
		g.busy = false
	default:
		close(g.waiting[0])
		g.waiting = g.waiting[1:]
	}
	return true
}

// end tells all callers of the open transaction what became of it.
func (g *group) end(err error) {
	g.open.err = err
	g.open.cancel()
	close(g.open.done)
	g.open = nil
}

// run adds the changes of do to the open transaction and leaves, whatever do
// does.
func (g *group) run(ctx context.Context, do func(tx *gorm.DB) error) (*shared, error) {
	defer g.leave()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := g.begin(ctx); err != nil {
		return nil, err
	}
	s, kept := g.open, false
	defer func() {
		if !kept {
			g.undo()
		}
	}()
	if err := do(s.tx); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := g.keep(); err != nil {
		return nil, err
	}
	kept = true
	s.callers++
	return s, nil
}

// begin makes sure that a transaction is open from which the next changes can
// be taken back. The first ones are taken back with all of it.
func (g *group) begin(ctx context.Context) (err error) {
	if g.open == nil {
		g.open, err = begin(ctx, g.db)
		return err
	}
	_, err = exec(g.open.tx, "SAVEPOINT caller")
	if err != nil {
		g.abandon(err)
	}
	return err
}

// begin opens a transaction. It belongs to all its callers, so ctx ends only
// the wait for another process that is writing.
func begin(ctx context.Context, db *gorm.DB) (*shared, error) {
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, cancel)
	tx := db.WithContext(own).Begin()
	if tx.Error != nil {
		cancel()
		return nil, tx.Error
	}
	if !stop() {
		_ = tx.Rollback() // the end of own may have done it already
		return nil, ctx.Err()
	}
	// A statement whose context can end costs a goroutine that watches it.
	tx = tx.WithContext(context.WithoutCancel(ctx))
	return &shared{tx: tx, cancel: cancel, done: make(chan struct{})}, nil
}

// keep makes the changes of the caller who has the floor part of what all share.
func (g *group) keep() error {
	if g.open.callers == 0 {
		return nil
	}
	_, err := exec(g.open.tx, "RELEASE caller")
	return err
}

// undo takes back the changes of the caller who has the floor.
func (g *group) undo() {
	if g.open.callers == 0 {
		g.abandon(nil) // nobody shares it
		return
	}
	// After some errors, as of a full disk, SQLite has rolled back everything,
	// and there is nothing to go back to.
	if _, err := exec(g.open.tx, "ROLLBACK TO caller"); err != nil {
		g.abandon(fmt.Errorf("rolled back with another change: %w", err))
	}
}

// abandon ends the open transaction without storing anything, because of err.
func (g *group) abandon(err error) {
	_ = g.open.tx.Rollback() // SQLite may have done it already
	g.end(err)
}
