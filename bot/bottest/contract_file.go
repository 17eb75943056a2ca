package bottest

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"restday"
	"restday/bot"
)

func checkSharedFile(r *rig) {
	sharer, ok := r.fake.(Sharer)
	if !ok {
		r.t.Log("left out: on this network nobody can send files")
		return
	}
	r.start()
	who := r.fake.Person(1)
	data := []byte(strings.Repeat(private, 1000))
	sharer.Share(who, "hard "+private, private+".gpx", data)
	sharer.Share(who, "", private+".fit", nil)
	got := r.settle(2)
	first := got[0]
	if first.Event != restday.Said || first.From != who || first.Text != "hard "+private || first.File == nil {
		r.broken("a file arrived as %q with words %q and file %v", first.Event, first.Text, first.File)
	}
	if f := first.File; f.Name != private+".gpx" || f.Size != int64(len(data)) || f.Data != nil {
		r.broken("the file is called %q with %d bytes, and %d of them have been fetched", f.Name, f.Size, len(f.Data))
	}
	from, ok := r.platform.(bot.Fetcher)
	if !ok {
		r.broken("people can send files, and the platform cannot fetch them")
	}
	r.fetches(from, first.File.Ref, data)
}

// fetches holds a platform to what bot.Fetcher says.
func (r *rig) fetches(from bot.Fetcher, ref string, data []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	read, err := from.Fetch(ctx, ref, int64(len(data)))
	if err != nil || !bytes.Equal(read, data) {
		r.broken("%d of %d bytes were fetched: %v", len(read), len(data), err)
	}
	if _, err := from.Fetch(ctx, ref, int64(len(data))-1); !errors.Is(err, bot.ErrLarge) {
		r.broken("a file larger than wanted gives %v", err)
	}
	_, err = from.Fetch(ctx, ref+"1", 1)
	var refused *bot.SendError
	if !errors.As(err, &refused) || refused.Reason != bot.Refused {
		r.broken("a file that is not there gives %v", err)
	}
	r.mustNotTell("an error", err.Error())
}
