package main

import (
	"net/http"
	"time"
)

// faults are the chances, 0 to 1, that a request meets one.
type faults struct {
	reset   float64 // it is carried out, then the connection is reset
	error   float64 // 500
	html    float64 // 502 from a proxy, with a page
	slow    float64 // 429 although nobody was too fast
	stall   float64 // nothing comes for 35 s, longer than bots wait
	blocked float64 // of the athletes, who have blocked the bot
}

const stallFor = 35 * time.Second

type fault string

const (
	none    fault = ""
	reset   fault = "reset after acceptance"
	error5  fault = "500"
	html    fault = "502 HTML"
	slow    fault = "429"
	stalled fault = "stall"
)

// chance draws what a request meets; the very first ones are spared.
func (s *telegram) chance(method string) fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults == (faults{}) || method == "getMe" {
		return none
	}
	at := s.rng.Float64()
	for _, f := range []struct {
		fault  fault
		chance float64
	}{{reset, s.faults.reset}, {error5, s.faults.error}, {html, s.faults.html}, {slow, s.faults.slow}, {stalled, s.faults.stall}} {
		if at < f.chance {
			s.faulted[string(f.fault)]++
			return f.fault
		}
		at -= f.chance
	}
	return none
}

// fail answers a request that is not carried out.
func (s *telegram) fail(f fault, w http.ResponseWriter, r *http.Request) bool {
	switch f {
	case error5:
		answer(w, http.StatusInternalServerError, refusal{code: 500, text: "Internal Server Error"}.body())
	case html:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"))
	case slow:
		answer(w, http.StatusTooManyRequests, refusal{code: 429, text: "Too Many Requests: retry after 1", retryAfter: 1}.body())
	case stalled:
		select {
		case <-time.After(stallFor):
		case <-r.Context().Done():
		}
		hangUp(w)
	default:
		return false
	}
	return true
}
