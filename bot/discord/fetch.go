package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"restday"
	"restday/bot"
)

var _ bot.Fetcher = (*Platform)(nil)

// fileHosts are where Discord keeps what people send.
var fileHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// mostRef is more than the addresses of Discord's files have, in bytes.
const mostRef = 1000

// attached reads the first file of a message; nil when there is none, or none as
// documented: the message is heard all the same.
func attached(raw json.RawMessage) *restday.Upload {
	var files []struct {
		Name string `json:"filename"`
		Size int64  `json:"size"`
		URL  string `json:"url"`
	}
	if json.Unmarshal(raw, &files) != nil || len(files) == 0 || files[0].URL == "" || len(files[0].URL) > mostRef {
		return nil
	}
	return &restday.Upload{Name: cut(files[0].Name, 100), Size: files[0].Size, Ref: files[0].URL}
}

// Fetch implements bot.Fetcher: a Ref is the file's address with Discord, which
// needs no token. Any other address is refused.
func (p *Platform) Fetch(ctx context.Context, ref string, most int64) ([]byte, error) {
	u, err := url.Parse(ref)
	own := err == nil && u.Host == p.api.base.Host
	if err != nil || !own && (u.Scheme != "https" || !slices.Contains(fileHosts, u.Host)) {
		return nil, &bot.SendError{Reason: bot.Refused, Err: errors.New("fetch a file: it is not kept by Discord")}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, ref, nil)
	if err != nil {
		return nil, &bot.SendError{Reason: bot.Refused, Err: errors.New("fetch a file: not a valid address")}
	}
	req.Header.Set("User-Agent", userAgent)
	resp, err := p.api.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch a file: %w", withoutURL(err))
	}
	defer func() { _ = resp.Body.Close() }() // everything wanted has been read
	if resp.StatusCode != http.StatusOK {
		return nil, sendError(&apiError{name: "fetch a file", status: resp.StatusCode})
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("fetch a file: %w", withoutURL(err))
	case int64(len(data)) > most:
		return nil, bot.ErrLarge
	}
	return data, nil
}
