package storage

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// held is a lock on a database.
type held struct {
	release func()
	ping    func(context.Context) error // whether it is still held; nil: it cannot be lost
}

// watchEvery is how often the connection that holds the lock is tried.
const watchEvery = 5 * time.Second

// Lock makes this process the only one that serves the database, until release
// or the end of the process. It returns ErrInUse when another one does. Should
// PostgreSQL drop the lock and another process get it, this Store writes no more:
// from then on every write returns ErrInUse.
func (s *Store) Lock(ctx context.Context) (release func(), err error) {
	h, err := s.kind.lock(ctx, s.db, 0)
	if err != nil {
		return nil, fmt.Errorf("lock database: %w", err)
	}
	if h.ping == nil {
		return h.release, nil
	}
	watching, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.watch(watching, &h)
	}()
	return func() {
		stop()
		<-done
		h.release()
	}, nil
}

// watch keeps h alive until ctx ends or another process has the lock.
func (s *Store) watch(ctx context.Context, h *held) {
	ticker := time.NewTicker(watchEvery)
	defer ticker.Stop()
	for !s.lost.Load() {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.keep(ctx, h)
		}
	}
}

// keep takes the lock again when its connection has broken.
func (s *Store) keep(ctx context.Context, h *held) {
	err := h.ping(ctx)
	if err == nil || ctx.Err() != nil {
		return
	}
	again, err := s.kind.lock(ctx, s.db, 0)
	switch {
	case err == nil:
		h.release()
		*h = again
		s.log.Warn("the lock on the database was lost and taken again")
	case errors.Is(err, ErrInUse):
		s.lost.Store(true)
		s.log.Error("another restday serve has taken over the database; restart this one")
	default:
		s.log.Warn("the database cannot be reached", "err", err)
	}
}

// mayWrite returns ErrInUse once the lock has gone to another process.
func (s *Store) mayWrite() error {
	if s.lost.Load() {
		return ErrInUse
	}
	return nil
}
