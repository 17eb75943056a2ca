package main

import (
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// picks are what athletes answer: the first of these labels on a keyboard.
var picks = []string{"7½", "Normal", "Sore", "Good"}

// firstQuestion is a label that only the first question of a check-in shows.
const firstQuestion = "9+"

// athlete is one person with a phone. They answer what they are asked, once, and
// wait: nobody presses twice.
type athlete struct {
	chat     int64
	answers  bool // or only reads
	began    bool // asked for a check-in, or was asked
	prompts  []time.Time
	copies   int    // messages that came twice
	screen   string // the labels of the question answered last
	acted    time.Time
	finished time.Time
}

// town is everybody.
type town struct {
	telegram *telegram
	think    [2]time.Duration // how long they take to answer: at least, at most
	finish   func(message) bool

	mu       sync.Mutex
	rng      *rand.Rand
	athletes []*athlete
	replies  []reply
}

type reply struct {
	at   time.Time // of the tap
	took time.Duration
}

func newTown(s *telegram, b bot, rng *rand.Rand, n int, answering float64, think [2]time.Duration) *town {
	t := &town{telegram: s, think: think, finish: b.finished, rng: rng}
	for i := range n {
		t.athletes = append(t.athletes, &athlete{chat: firstChat + int64(i), answers: rng.Float64() < answering})
	}
	s.seen = t.see
	return t
}

// checkIn has an athlete ask for a check-in.
func (t *town) checkIn(a *athlete) {
	t.mu.Lock()
	a.began, a.acted = true, time.Now()
	t.mu.Unlock()
	t.telegram.say(a.chat, "/checkin")
}

// see is one message or edit that reaches a phone.
func (t *town) see(chat int64, m message) {
	t.mu.Lock()
	defer t.mu.Unlock()
	a := t.athletes[chat-firstChat]
	now := time.Now()
	if m.copy {
		a.copies++
	}
	screen, choice := look(m)
	if !m.edit && screen != "" && slices.ContainsFunc(m.buttons, func(b button) bool { return b.Text == firstQuestion }) {
		a.began = true
		a.prompts = append(a.prompts, now)
	}
	if screen != "" && screen == a.screen {
		return // nothing new
	}
	if !a.acted.IsZero() && (screen != "" || t.finish(m)) {
		t.replies = append(t.replies, reply{a.acted, now.Sub(a.acted)})
		a.acted = time.Time{}
	}
	switch {
	case t.finish(m):
		if a.finished.IsZero() {
			a.finished = now
		}
	case screen != "" && a.answers:
		a.screen = screen
		time.AfterFunc(t.pause(), func() { t.tap(a, m, choice) })
	}
}

// look returns the labels of a question and the button an athlete would press;
// "" when the message is not a question they know.
func look(m message) (screen string, choice button) {
	for _, b := range m.buttons {
		screen += "|" + b.Text
		if choice.Text == "" && slices.Contains(picks, b.Text) {
			choice = b
		}
	}
	if choice.Text == "" {
		return "", choice
	}
	return screen, choice
}

// pause is how long the answer takes, the way back from Telegram included.
func (t *town) pause() time.Duration {
	think := t.think[0]
	if more := t.think[1] - t.think[0]; more > 0 {
		think += time.Duration(t.rng.Int64N(int64(more)))
	}
	return max(think, time.Millisecond)
}

func (t *town) tap(a *athlete, m message, b button) {
	t.mu.Lock()
	a.acted = time.Now()
	t.mu.Unlock()
	t.telegram.tap(a.chat, m, b)
}

// wait waits until everybody who answers has finished, or nothing has happened
// for as long as quiet. It does not return before from.
func (t *town) wait(from time.Time, quiet time.Duration) {
	for {
		time.Sleep(50 * time.Millisecond)
		if time.Now().Before(from) {
			continue
		}
		silent := min(time.Since(from), time.Since(t.telegram.last()))
		if t.done() || silent > quiet {
			return
		}
	}
}

func (t *town) done() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, a := range t.athletes {
		if !t.telegram.chats[a.chat].blocked && (len(a.prompts) == 0 || a.answers && a.finished.IsZero()) {
			return false
		}
	}
	return true
}
