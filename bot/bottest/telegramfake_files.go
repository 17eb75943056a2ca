package bottest

import (
	"fmt"
	"net/http"
	"strings"

	"restday"
)

// telegramMostFile is how large a file may be that Telegram hands to bots.
const telegramMostFile = 20 << 20

// Share has a person send a file with a caption.
func (s *Telegram) Share(who restday.Address, caption, name string, data []byte) {
	s.mu.Lock()
	id := fmt.Sprintf("BQACAgIAAxkBAAI%d", len(s.uploads)+1)
	s.uploads[id] = data
	s.mu.Unlock()
	s.Post(who, map[string]any{"caption": caption, "document": map[string]any{
		"file_id": id, "file_unique_id": "u" + id, "file_name": name, "file_size": len(data),
	}})
}

// getFile names the path at which a file is handed out.
func (s *Telegram) getFile(id string) (any, *telegramNo) {
	data, ok := s.uploads[id]
	switch {
	case !ok:
		return nil, telegramBad("wrong file_id or the file is temporarily unavailable")
	case len(data) > telegramMostFile:
		return nil, telegramBad("file is too big")
	}
	return map[string]any{"file_id": id, "file_unique_id": "u" + id, "file_size": len(data), "file_path": "documents/" + id}, nil
}

// handOut answers a request for a file, and tells whether it was one.
func (s *Telegram) handOut(w http.ResponseWriter, r *http.Request) bool {
	id, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+s.Token()+"/documents/")
	if !ok {
		return false
	}
	s.mu.Lock()
	data, has := s.uploads[id]
	s.mu.Unlock()
	if !has {
		http.NotFound(w, r)
		return true
	}
	_, _ = w.Write(data) // the bot may be gone
	return true
}
