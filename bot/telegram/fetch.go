package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	tg "github.com/go-telegram/bot"

	"restday"
	"restday/bot"
)

var _ bot.Fetcher = (*Platform)(nil)

// attached reads the document of a message; nil when there is none, or none as
// documented: the message is heard all the same.
func attached(raw json.RawMessage) *restday.Upload {
	var m struct {
		Document struct {
			ID   string `json:"file_id"`
			Name string `json:"file_name"`
			Size int64  `json:"file_size"`
		} `json:"document"`
	}
	if json.Unmarshal(raw, &m) != nil || m.Document.ID == "" || len(m.Document.ID) > mostRef {
		return nil
	}
	return &restday.Upload{Name: clean(m.Document.Name, 100), Size: m.Document.Size, Ref: m.Document.ID}
}

// mostRef is more than Telegram's ids of files have, in bytes.
const mostRef = 500

// Fetch implements bot.Fetcher: Telegram names a path for the file's id, and hands
// the file out there. No error holds the path, which stands behind the token.
func (p *Platform) Fetch(ctx context.Context, ref string, most int64) ([]byte, error) {
	file, err := p.api.GetFile(ctx, &tg.GetFileParams{FileID: ref})
	switch {
	case says(err, "too big"):
		return nil, bot.ErrLarge
	case err != nil:
		return nil, fmt.Errorf("ask for a file: %w", fetchError(err))
	case file.FileSize > most:
		return nil, bot.ErrLarge
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.config.APIURL+"/file/bot"+p.config.Token+"/"+file.FilePath, nil)
	if err != nil {
		return nil, &bot.SendError{Reason: bot.Refused, Err: errors.New("fetch a file: its path is no path")}
	}
	c := p.client(sendTimeout)
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", c.withoutURL(err))
	}
	defer func() { _ = resp.Body.Close() }() // what was to be read has been read
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetch a file: %w", fetchError(&refusal{code: resp.StatusCode, text: resp.Status}))
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("fetch a file: %w", c.withoutURL(err))
	case int64(len(data)) > most:
		return nil, bot.ErrLarge
	}
	return data, nil
}

// fetchError tells what an error means for the file: only what Telegram refuses
// for good is not tried again.
func fetchError(err error) error {
	var r *refusal
	if errors.As(err, &r) && r.code >= 400 && r.code < 500 && r.code != http.StatusTooManyRequests && r.code != http.StatusUnauthorized {
		return &bot.SendError{Reason: bot.Refused, Err: err}
	}
	return err
}
