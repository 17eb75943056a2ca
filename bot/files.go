package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"restday"
)

// Fetcher is a Platform through which people can send files.
type Fetcher interface {
	// Fetch returns the bytes of the file that came with a Ref, ErrLarge when it
	// has more than most. A *SendError that says Refused means that the network
	// does not hand the file out; any other error: try again.
	Fetch(ctx context.Context, ref string, most int64) ([]byte, error)
}

// ErrLarge says that a file has more bytes than were wanted.
var ErrLarge = errors.New("the file is too large")

const (
	fetchTime = 30 * time.Second
	fetchAge  = 2 * time.Minute // of an update whose file is given up when it cannot be fetched
)

// Files fetches what people send. The update with the file's Ref is in the inbox
// by then, so a restart fetches it anew; what cannot be had is handled without its
// bytes, so that the person is told.
type Files struct {
	from map[string]Fetcher // by platform
	now  func() time.Time
	log  *slog.Logger
}

// NewFiles returns one for the platforms among these that have files.
func NewFiles(now func() time.Time, log *slog.Logger, platforms ...Platform) *Files {
	f := &Files{from: map[string]Fetcher{}, now: now, log: log}
	for _, p := range platforms {
		if fetcher, ok := p.(Fetcher); ok {
			f.from[p.Name()] = fetcher
		}
	}
	return f
}

// Fetch returns the update with the bytes of its file, or with the reason why
// they are gone. An error means that it is worth another try.
func (f *Files) Fetch(ctx context.Context, in restday.Incoming) (restday.Incoming, error) {
	if in.File == nil || in.File.Data != nil {
		return in, nil
	}
	file := *in.File
	in.File = &file
	from := f.from[in.From.Platform]
	if file.Size > restday.MaxUpload {
		file.Gone = restday.UploadLarge
		return in, nil
	}
	if from == nil {
		file.Gone = restday.UploadLost
		return in, nil
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	var err error
	file.Data, err = from.Fetch(ctx, file.Ref, restday.MaxUpload)
	var refused *SendError
	switch {
	case err == nil:
		return in, nil
	case errors.Is(err, ErrLarge):
		file.Gone = restday.UploadLarge
	case errors.As(err, &refused) && refused.Reason == Refused, f.now().Sub(in.At) > fetchAge:
		f.log.Warn("a file that somebody sent cannot be fetched", "platform", in.From.Platform, "err", err)
		file.Gone = restday.UploadLost
	default:
		return in, err
	}
	return in, nil
}
