package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// rig is a fake with a few athletes, who do nothing.
func rig(t *testing.T, c conditions) *telegram {
	t.Helper()
	s := newTelegram(c, rand.New(rand.NewPCG(1, 1)), 40)
	s.seen = func(int64, message) {}
	t.Cleanup(s.server.Close)
	return s
}

type reaction struct {
	OK         bool
	Code       int             `json:"error_code"`
	Parameters map[string]int  `json:"parameters"`
	Result     json.RawMessage `json:"result"`
}

func call(t *testing.T, s *telegram, method, body string) (r reaction, err error) {
	t.Helper()
	resp, err := http.Post(s.server.URL+"/bot"+token+"/"+method, "application/json", strings.NewReader(body))
	if err != nil {
		return r, err
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(text, &r)
}

func send(t *testing.T, s *telegram, athlete int) (reaction, error) {
	t.Helper()
	return call(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"hi"}`, firstChat+athlete))
}

func TestOffsetsConfirm(t *testing.T) {
	t.Parallel()
	s := rig(t, conditions{})
	for range 3 {
		s.say(firstChat, "/checkin")
	}
	poll := func(offset int64) (got []struct {
		ID int64 `json:"update_id"`
	}) {
		r, err := call(t, s, "getUpdates", fmt.Sprintf(`{"offset":%d}`, offset))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(r.Result, &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	all := poll(0)
	if len(all) != 3 || len(poll(0)) != 3 {
		t.Fatalf("%d updates, or they were forgotten without being confirmed", len(all))
	}
	if left := poll(all[2].ID); len(left) != 1 {
		t.Errorf("%d updates are left after two were confirmed", len(left))
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	s := rig(t, conditions{limits: true})
	began := time.Now()
	for i := range 6 {
		if r, err := send(t, s, 0); err != nil || r.OK != (i < 5) || !r.OK && r.Parameters["retry_after"] != 1 {
			t.Errorf("message %d to one chat: %+v, %v", i+1, r, err)
		}
	}
	refused := 0
	for i := range 35 {
		r, err := send(t, s, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if !r.OK {
			refused++
		}
	}
	// A slow machine earns more of the thirty a second while it sends.
	most := 32 + int(30*time.Since(began).Seconds())
	if took := s.takenBy(time.Now()); refused == 0 && most < 41 || took < 30 || took > most {
		t.Errorf("%d messages at once were taken, %d at most; %d refused", took, most, refused)
	}
}

func TestAResetIsAfterAcceptance(t *testing.T) {
	t.Parallel()
	s := rig(t, conditions{faults: faults{reset: 1}})
	if r, err := send(t, s, 1); err == nil {
		t.Errorf("the bot got %+v", r)
	}
	if s.takenBy(time.Now()) != 1 {
		t.Error("the message was not taken")
	}
}

func TestBlockedChatsRefuse(t *testing.T) {
	t.Parallel()
	s := rig(t, conditions{faults: faults{blocked: 1}})
	if r, err := send(t, s, 1); err != nil || r.Code != http.StatusForbidden {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestAthletesAnswerOnce(t *testing.T) {
	t.Parallel()
	s := rig(t, conditions{})
	b := ours("")
	town := newTown(s, b, rand.New(rand.NewPCG(1, 1)), 1, 1, [2]time.Duration{})
	question := message{id: 1, buttons: []button{{firstQuestion, "a"}, {"7½", "b"}}}
	town.see(firstChat, question)
	for s.waiting() == 0 {
		runtime.Gosched() // the athlete answers from a goroutine of its own
	}
	question.copy = true
	town.see(firstChat, question)
	town.see(firstChat, message{id: 2, buttons: []button{{"Why?", "w"}}})
	a := town.athletes[0]
	if a.finished.IsZero() || a.copies != 1 || len(a.prompts) != 2 || len(town.replies) != 1 {
		t.Errorf("%+v, %d replies", a, len(town.replies))
	}
}

// waiting is how many updates the bot has not fetched.
func (s *telegram) waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}
