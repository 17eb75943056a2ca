package terminal_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"restday"
	"restday/bot"
	"restday/bot/terminal"
)

// TestFileIsNamedAndFetched guards: a file is sent by its path, and only what is
// not too large is read.
func TestFileIsNamedAndFetched(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "run.gpx")
	if err := os.WriteFile(path, []byte("<gpx>"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := hear(t, "/file "+path+" very hard\n/file\n")
	if f := got[0].File; f == nil || f.Name != "run.gpx" || f.Ref != path || got[0].Text != "very hard" || got[0].Event != restday.Said {
		t.Errorf("sent: %+v", got[0])
	}
	if got[1].File != nil || got[1].Text != "/file" {
		t.Errorf("without a path: %+v", got[1])
	}
	p := terminal.New(terminal.Config{Now: time.Now, Log: quietly})
	if data, err := p.Fetch(t.Context(), path, 5); err != nil || string(data) != "<gpx>" {
		t.Errorf("fetched %q, %v", data, err)
	}
	if _, err := p.Fetch(t.Context(), path, 4); !errors.Is(err, bot.ErrLarge) {
		t.Errorf("a larger one: %v", err)
	}
	var refused *bot.SendError
	if _, err := p.Fetch(t.Context(), path+"x", 5); !errors.As(err, &refused) || refused.Reason != bot.Refused {
		t.Errorf("one that is not there: %v", err)
	}
}
