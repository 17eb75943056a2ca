package storage

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// patience is how long a migration waits for another process to finish its own.
const patience = 5 * time.Second

// migrate applies the migrations that are still to come, having kept a copy.
// Nobody else may serve the database meanwhile.
func (s *Store) migrate(ctx context.Context) error {
	provider, err := s.provider()
	if err != nil {
		return err
	}
	sources := provider.ListSources()
	known := sources[len(sources)-1].Version
	have := s.version(ctx)
	if have > known {
		return fmt.Errorf("the database is at version %d and this restday knows only %d: use the newer restday", have, known)
	}
	if have == known {
		return nil
	}
	held, err := s.kind.lock(ctx, s.db, patience)
	if err != nil {
		return err
	}
	defer held.release()
	return s.up(ctx, provider)
}

func (s *Store) up(ctx context.Context, provider *goose.Provider) error {
	pending, err := provider.HasPending(ctx)
	if err != nil || !pending {
		return err // another process was faster
	}
	have := s.version(ctx)
	if have > 0 {
		name, err := s.kind.copyBefore(ctx, s.db, have+1)
		if err != nil {
			return fmt.Errorf("keep a copy: %w", err)
		}
		if name != "" {
			s.log.Info("database copied before migrating", "copy", name)
		}
	}
	done, err := provider.Up(ctx)
	if err != nil {
		return err
	}
	s.log.Info("database migrated", "from", have, "steps", len(done))
	return nil
}

// version returns the last migration applied, 0 when there was none. It does
// not report errors: whoever reads 0 goes on to lock and will meet them there.
func (s *Store) version(ctx context.Context) (v int64) {
	_ = s.db.WithContext(ctx).Raw("SELECT max(version_id) FROM goose_db_version").Scan(&v).Error
	return v
}

func (s *Store) provider() (*goose.Provider, error) {
	pool, err := s.db.DB()
	if err != nil {
		return nil, err
	}
	dialect, folder := s.kind.migrations()
	files, err := fs.Sub(s.files, "migrations/"+folder)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, pool, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}
