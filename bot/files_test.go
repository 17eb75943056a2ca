package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"restday"
	"restday/bot"
)

// shelf is a platform that hands out one file.
type shelf struct {
	bot.Platform
	data []byte
	err  error
}

func (s shelf) Name() string { return "terminal" }

func (s shelf) Fetch(_ context.Context, _ string, most int64) ([]byte, error) {
	if int64(len(s.data)) > most {
		return nil, bot.ErrLarge
	}
	return s.data, s.err
}

// TestFiles guards: of a file that came in, either the bytes are handled or why
// they are gone; only what may work later is tried again.
func TestFiles(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)
	down := errors.New("no connection")
	for _, c := range []struct {
		name string
		from shelf
		size int64
		age  time.Duration
		gone restday.UploadGone
		err  error
	}{
		{name: "there", from: shelf{data: []byte("fit")}},
		{name: "said to be large", size: restday.MaxUpload + 1, gone: restday.UploadLarge},
		{name: "large all the same", from: shelf{data: make([]byte, restday.MaxUpload+1)}, gone: restday.UploadLarge},
		{name: "not handed out", from: shelf{err: &bot.SendError{Reason: bot.Refused, Err: down}}, gone: restday.UploadLost},
		{name: "away", from: shelf{err: down}, err: down},
		{name: "away for long", from: shelf{err: down}, age: 3 * time.Minute, gone: restday.UploadLost},
	} {
		files := bot.NewFiles(func() time.Time { return now }, slog.New(slog.DiscardHandler), c.from)
		in := restday.Incoming{From: restday.Address{Platform: "terminal"}, At: now.Add(-c.age), File: &restday.Upload{Size: c.size, Ref: "1"}}
		got, err := files.Fetch(t.Context(), in)
		if !errors.Is(err, c.err) || got.File.Gone != c.gone {
			t.Errorf("%s: gone %q, %v; want %q, %v", c.name, got.File.Gone, err, c.gone, c.err)
		}
		if has := got.File.Data != nil; has != (c.gone == "" && c.err == nil) {
			t.Errorf("%s: has bytes: %v", c.name, has)
		}
		if in.File.Gone != "" || in.File.Data != nil {
			t.Errorf("%s: the update itself has changed", c.name)
		}
	}
	elsewhere := restday.Incoming{From: restday.Address{Platform: "discord"}, File: &restday.Upload{Ref: "1"}}
	got, err := bot.NewFiles(time.Now, slog.New(slog.DiscardHandler)).Fetch(t.Context(), elsewhere)
	if err != nil || got.File.Gone != restday.UploadLost {
		t.Errorf("a platform without files: %+v, %v", got.File, err)
	}
}
