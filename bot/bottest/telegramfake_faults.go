package bottest

import (
	"net/http"
	"slices"

	"restday"
)

// Fail makes the next n requests that send or edit a message meet a fault; n < 0:
// until Fail(None, 0).
func (s *Telegram) Fail(f Fault, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = telegramFault{f, n}
}

func (s *Telegram) nextFault(method string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	sends := []string{"sendMessage", "editMessageText", "editMessageReplyMarkup"}
	if s.faults.left == 0 || !slices.Contains(sends, method) {
		return None
	}
	if s.faults.left > 0 {
		s.faults.left--
	}
	return s.faults.fault
}

// FailAnswers has the next n answers to taps meet a bad gateway.
func (s *Telegram) FailAnswers(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ackFaults = n
}

// RefusePolls has the next n polls refused with this code: 409 as if another
// program polled, 429 with a retry-after of 1 s, 502 with an HTML page, or any other.
func (s *Telegram) RefusePolls(code, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pollFault, s.pollFaults = code, n
}

func (s *Telegram) pollRefusal() *telegramNo {
	no := &telegramNo{code: s.pollFault, text: http.StatusText(s.pollFault)}
	switch s.pollFault {
	case http.StatusConflict:
		return telegramConflict
	case http.StatusTooManyRequests:
		no.retryAfter = 1
	case http.StatusBadGateway:
		no.html = true
	}
	return no
}

// SetWebhook has somebody give the bot a webhook, which forbids polling.
func (s *Telegram) SetWebhook(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.webhook = url
}

// Down cuts the network, or mends it: requests do not arrive, and the answers
// to those under way get lost.
func (s *Telegram) Down(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
	close(s.news) // wakes the poll, which then finds the network cut
	s.news = make(chan struct{})
}

func (s *Telegram) isDown() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.down
}

// Revoke has the bot's owner take its token away.
func (s *Telegram) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = true
}

func (s *Telegram) isRevoked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.revoked
}

// Calls is how often a method was called.
func (s *Telegram) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// Waiting is how many updates the bot has not confirmed.
func (s *Telegram) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// TooFast is how many messages were refused for exceeding a limit.
func (s *Telegram) TooFast() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pace.refused
}

// Bold returns the bold parts of the messages a person sees, oldest first.
func (s *Telegram) Bold(who restday.Address) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, m := range s.chat(who).messages {
		out = append(out, m.content.bold...)
	}
	return out
}

// Notices returns what taps were answered with, in no order.
func (s *Telegram) Notices() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, tap := range s.taps {
		if tap.notice != "" {
			out = append(out, tap.notice)
		}
	}
	return out
}
