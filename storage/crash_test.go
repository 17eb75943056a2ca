package storage_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gorm.io/gorm"

	"restday"
	"restday/storage"
	"restday/storage/storagetest"
)

// childEnv tells a copy of the test binary what to do instead of testing:
// "turn N URL", "group N URL" or "lock URL".
const childEnv = "RESTDAY_STORAGE_TEST_CHILD"

var (
	ana    = restday.Address{Platform: "telegram", Chat: "101"}
	update = restday.Incoming{ID: "1", From: ana, Event: restday.Said, Text: "7.5", At: now}
)

func TestMain(m *testing.M) {
	job := strings.Fields(os.Getenv(childEnv))
	if len(job) == 0 {
		os.Exit(m.Run())
	}
	if err := child(job); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func child(job []string) error {
	s, err := storage.Open(context.Background(), job[len(job)-1], storage.Options{})
	if err != nil {
		return err
	}
	if job[0] == "lock" {
		return lockForEver(s)
	}
	n, err := strconv.Atoi(job[1])
	if err != nil {
		return err
	}
	if err := killAfter(s.DB(), n); err != nil {
		return err
	}
	if job[0] == "group" {
		together(s, 10, greeted)
		return nil
	}
	_, err = s.Turn(context.Background(), update, now, checkIn)
	return err
}

// killAfter ends this process, as kill -9 would, after its n-th statement;
// beginning counts as one.
func killAfter(db *gorm.DB, n int) error {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		return err
	}
	db.Statement.ConnPool = mortal{db.Statement.ConnPool, func() {
		if n--; n == 0 {
			_ = self.Kill()
			select {}
		}
	}}
	return nil
}

// mortal is a database that may kill after each statement.
type mortal struct {
	gorm.ConnPool
	kill func()
}

func (m mortal) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	defer m.kill()
	return m.ConnPool.ExecContext(ctx, query, args...)
}

func (m mortal) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	defer m.kill()
	return m.ConnPool.QueryContext(ctx, query, args...) //nolint:sqlclosecheck // whoever asked closes them
}

func (m mortal) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	defer m.kill()
	return m.ConnPool.QueryRowContext(ctx, query, args...)
}

func (m mortal) BeginTx(ctx context.Context, o *sql.TxOptions) (gorm.ConnPool, error) {
	defer m.kill()
	tx, err := m.ConnPool.(gorm.TxBeginner).BeginTx(ctx, o)
	return &mortalTx{mortal{tx, m.kill}, tx}, err
}

// mortalTx is a transaction that may kill.
type mortalTx struct {
	mortal
	gorm.TxCommitter
}

// checkIn is a turn that stores something in every table it can.
func checkIn(p restday.Person) (restday.Change, error) {
	p.State.Misses++
	p.Athlete.Name = "Ana"
	return restday.Change{
		Athlete: &p.Athlete, State: &p.State, Day: today,
		Answers:  []restday.Answer{{Item: restday.SleepH, Value: 7.5}},
		Cleared:  []restday.Item{restday.Mood},
		Decided:  &restday.Decided{Outcome: "easy"},
		Moved:    &restday.Planned{Day: today + 1, Kind: restday.Key},
		Outgoing: []restday.Outgoing{{Text: restday.Text{{Text: "reply"}}, Card: true}, {Text: restday.Text{{Text: "more"}}}},
	}, nil
}

func TestKilledTurnLeavesAllOrNothing(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		killedTurns(t, filepath.Join(t.TempDir(), "restday.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		killedTurns(t, storagetest.Postgres(t))
	})
}

// killedTurns kills a process after each statement of a turn, until one
// survives its turn.
func killedTurns(t *testing.T, url string) {
	s := open(t, url)
	if _, err := s.Put(context.Background(), []restday.Incoming{update}); err != nil {
		t.Fatal(err)
	}
	for n := 1; n < 50; n++ {
		err := childProcess(t, "turn", strconv.Itoa(n), url).Run()
		if err == nil {
			if n < 10 {
				t.Errorf("a turn of %d statements stores too little for this test", n-1)
			}
			wantEverything(t, s)
			return
		}
		if !strings.Contains(err.Error(), "killed") {
			t.Fatalf("kill after statement %d: %v", n, err)
		}
		wantNothing(t, s, n)
	}
	t.Error("no turn ever ended")
}

func childProcess(t *testing.T, job ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+strings.Join(job, " "))
	return cmd
}

func wantNothing(t *testing.T, s *storage.Store, n int) {
	t.Helper()
	ctx := context.Background()
	left, err := s.Unhandled(ctx, "telegram")
	if err != nil || len(left) != 1 {
		t.Errorf("killed after statement %d: %d updates wait, %v", n, len(left), err)
	}
	out, err := s.Waiting(ctx, "telegram")
	if err != nil || len(out) != 0 {
		t.Errorf("killed after statement %d: %d messages were queued, %v", n, len(out), err)
	}
	p, err := s.Person(ctx, ana)
	if err != nil || p.Known {
		t.Errorf("killed after statement %d: the athlete was stored, %v", n, err)
	}
}

func wantEverything(t *testing.T, s *storage.Store) {
	t.Helper()
	ctx := context.Background()
	left, err := s.Unhandled(ctx, "telegram")
	if err != nil || len(left) != 0 {
		t.Errorf("%d updates wait, %v", len(left), err)
	}
	out, err := s.Waiting(ctx, "telegram")
	if err != nil || len(out) != 2 {
		t.Errorf("%d messages were queued, %v", len(out), err)
	}
	p, err := s.Person(ctx, ana)
	if err != nil || p.State.Misses != 1 {
		t.Fatalf("state %+v, %v", p.State, err)
	}
	h, err := p.History(0)
	if err != nil || len(h.CheckIns) != 1 || len(h.Plan) != 1 {
		t.Errorf("history %+v, %v", h, err)
	}
	if decided, err := p.Decided(1, today); err != nil || len(decided) != 1 {
		t.Errorf("decided %+v, %v", decided, err)
	}
}
