package storage_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"restday"
	"restday/storage"
	"restday/storage/storagetest"
)

func TestLockedFileIsAnError(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "restday.db")
	s, other := open(t, path), open(t, path)
	if _, err := s.Put(context.Background(), []restday.Incoming{update}); err != nil {
		t.Fatal(err)
	}
	tx := other.DB().Begin()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := s.Turn(ctx, update, now, checkIn); err == nil {
		t.Error("a turn succeeded while another process was writing")
	}
	if err := tx.Rollback().Error; err != nil {
		t.Fatal(err)
	}
	wantNothing(t, s, 0)
	if _, err := s.Turn(context.Background(), update, now, checkIn); err != nil {
		t.Fatal(err)
	}
	wantEverything(t, s)
}

func TestFullDiskIsAnError(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "restday.db"))
	if _, err := s.Put(context.Background(), []restday.Incoming{update}); err != nil {
		t.Fatal(err)
	}
	limit := func(pages string) {
		if err := s.DB().Exec("PRAGMA max_page_count = " + pages).Error; err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // means: as many as there are
	_, err := s.Turn(context.Background(), update, now, func(p restday.Person) (restday.Change, error) {
		c, err := checkIn(p)
		c.Outgoing[0].Text[0].Text = strings.Repeat("private ", 10_000)
		return c, err
	})
	if err == nil || !strings.Contains(err.Error(), "full") {
		t.Errorf("a turn on a full disk: %v", err)
	}
	if strings.Contains(err.Error(), "private") {
		t.Error("the error holds the message")
	}
	wantNothing(t, s, 0)
	limit("100000")
	if _, err := s.Turn(context.Background(), update, now, checkIn); err != nil {
		t.Fatal(err)
	}
	wantEverything(t, s)
}

func TestMemoryOutlivesCancelledTurns(t *testing.T) {
	t.Parallel()
	s, other := open(t, ":memory:"), open(t, ":memory:")
	if _, err := s.Turn(context.Background(), update, now, checkIn); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err := s.Turn(ctx, restday.Incoming{From: ana, Event: restday.Said}, now, func(p restday.Person) (restday.Change, error) {
		cancel()
		return checkIn(p)
	})
	if err == nil {
		t.Error("a cancelled turn succeeded")
	}
	wantEverything(t, s)
	if p, err := other.Person(context.Background(), ana); err != nil || p.Known {
		t.Errorf("two databases in memory share what they hold: %v", err)
	}
}

func TestFileIsPrivateAndErasedFromTheDisk(t *testing.T) {
	t.Parallel()
	const secret = "behind the left zebra"
	path := filepath.Join(t.TempDir(), "rest day #1 100%?.db")
	s := open(t, path)
	ctx := context.Background()
	in := restday.Incoming{ID: "2", From: ana, Event: restday.Said, Text: secret, At: now}
	if _, err := s.Put(ctx, []restday.Incoming{in}); err != nil {
		t.Fatal(err)
	}
	_, err := s.Turn(ctx, in, now, func(p restday.Person) (restday.Change, error) {
		p.Athlete.Name = secret
		return restday.Change{Athlete: &p.Athlete, Day: today,
			Answers:  []restday.Answer{{Item: restday.PainWhere, Words: secret}},
			Outgoing: []restday.Outgoing{{Text: restday.Text{{Text: secret}}}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Erase(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte(secret)) {
		t.Error("the file still holds what was erased")
	}
	wantMode(t, path)
}

func wantMode(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %v", filepath.Base(path), info.Mode())
	}
}

// withNext are the migrations of a restday to come, with one more than ours.
func withNext(t *testing.T, up string) (files fstest.MapFS, number string) {
	t.Helper()
	files = fstest.MapFS{}
	err := fs.WalkDir(storage.Migrations, "migrations", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := storage.Migrations.ReadFile(name)
		files[name] = &fstest.MapFile{Data: text}
		number = max(number, filepath.Base(name)[:4])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	newest, err := strconv.Atoi(number)
	if err != nil {
		t.Fatal(err)
	}
	number = fmt.Sprintf("%04d", newest+1)
	for _, kind := range []string{"sqlite", "postgres"} {
		files["migrations/"+kind+"/"+number+"_next.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + up)}
	}
	return files, number
}

func TestFileIsCopiedBeforeItIsMigrated(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "restday.db")
	s := open(t, path)
	if _, err := s.Turn(ctx, update, now, checkIn); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	bad, _ := withNext(t, "ALTER TABLE nothing ADD COLUMN x;")
	if _, err := storage.OpenWith(ctx, path, bad); err == nil {
		t.Fatal("a migration that fails was taken")
	}
	wantEverything(t, open(t, path))
	good, number := withNext(t, "ALTER TABLE athletes ADD COLUMN coach TEXT;")
	newer, err := storage.OpenWith(ctx, path, good)
	if err != nil {
		t.Fatal(err)
	}
	if err := newer.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path + ".before-" + number, path + ".before-" + number + "-2"} {
		wantMode(t, name)
		wantEverything(t, open(t, name))
	}
	if _, err := storage.Open(ctx, path, storage.Options{}); err == nil || !strings.Contains(err.Error(), "newer") {
		t.Errorf("a database of a newer restday: %v", err)
	}
}

func TestManyMayOpenANewDatabaseAtOnce(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "restday.db") },
		"postgres": func(t *testing.T) string { return storagetest.Postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := url(t)
			var all sync.WaitGroup
			for range 6 {
				all.Go(func() {
					s, err := storage.Open(context.Background(), url, storage.Options{})
					if err != nil {
						t.Error(err)
						return
					}
					_ = s.Close()
				})
			}
			all.Wait()
		})
	}
}
