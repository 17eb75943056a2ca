package main

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/bot/bottest"
)

const (
	glance    = 150 * time.Millisecond // how often people look at their phone
	impatient = 4 * time.Second        // until a press on Discord is repeated: "This interaction failed"
	trusting  = 15 * time.Second       // until anything else is
)

// replies are what everybody answers, by a label that only its question shows:
// a second copy of a message must not take an answer meant for another question.
var replies = []struct{ label, tap, words string }{
	{"9+", "7½", "7.5"},
	{"Full", "Full", "full"},
	{"Very sore", "Very sore", "very sore"},
	{"Very low", "Very low", "very low"},
}

// athlete is one person with a phone.
type athlete struct {
	fake bottest.Fake
	chat restday.Address
	taps bool // answers by buttons rather than words

	saw      string // what was on the screen when they last did something
	acted    time.Time
	repeats  int
	up       bool      // looks further up the screen than the newest buttons
	prompted time.Time // when the question came
	finished bool
}

type town []*athlete

// settle has n people, half of them on each platform, half of those typing.
func settle(n int, fakes ...bottest.Fake) town {
	var out town
	for i := range n {
		f := fakes[i%len(fakes)]
		out = append(out, &athlete{fake: f, chat: f.Person(i), taps: i/len(fakes)%2 == 0})
	}
	return out
}

// live has everybody enrol and answer until all have a session for today.
func (town town) live(t *testing.T, prompt time.Time) {
	t.Helper()
	enough := 2*time.Minute + time.Duration(len(town))*500*time.Millisecond // on a busy machine, with kills
	deadline := prompt.Add(enough)
	var all sync.WaitGroup
	for _, a := range town {
		all.Go(func() {
			look := time.NewTicker(glance)
			defer look.Stop()
			for ; !a.finished && time.Now().Before(deadline); <-look.C {
				a.live()
			}
			if !a.finished {
				t.Errorf("%s is left waiting (taps %v): %+v", a.chat, a.taps, a.fake.Chat(a.chat))
			}
			if a.prompted.Before(prompt) {
				t.Errorf("%s was prompted at %s, not at %s", a.chat, a.prompted, prompt)
			}
		})
	}
	all.Wait()
}

// live does what the screen asks for, once. After a long silence they try
// again, by turns at the newest message and further up, where the same question
// may stand in a copy.
func (a *athlete) live() {
	seen := a.fake.Chat(a.chat)
	if a.finished = told(seen); a.finished {
		return
	}
	do, press := a.next(seen)
	if a.up {
		further := withoutNewestButtons(seen)
		if doThere, pressThere := a.next(further); doThere != nil && len(further) > 0 {
			seen, do, press = further, doThere, pressThere
		}
	}
	if do == nil {
		return
	}
	patience := trusting
	if a.chat.Platform == "discord" && press {
		patience = impatient
	}
	if screen := strings.Join(newestButtons(seen), "|"); screen != a.saw || a.acted.IsZero() {
		a.saw = screen
	} else if time.Since(a.acted) < patience {
		return
	} else {
		a.repeats++
		a.up = !a.up
	}
	a.acted = time.Now()
	do()
}

// next is what a person does who sees this chat; nil: they wait. press tells
// that a platform may lose it.
func (a *athlete) next(seen []bottest.Message) (do func(), press bool) {
	labels := newestButtons(seen)
	if len(seen) == 0 {
		return func() { a.fake.Say(a.chat, "/start") }, true
	}
	for _, r := range replies {
		if !slices.Contains(labels, r.label) {
			continue
		}
		if r.label == "9+" && a.prompted.IsZero() {
			a.prompted = time.Now()
		}
		if a.taps {
			return func() { _ = a.fake.Tap(a.chat, r.tap) }, true // the button may be gone by now
		}
		return func() { a.fake.Say(a.chat, r.words) }, false
	}
	if len(labels) > 0 && (strings.HasPrefix(labels[0], "Yes, ") || toldTomorrow(seen)) {
		return func() { _ = a.fake.Tap(a.chat, labels[0]) }, true
	}
	return nil, false
}

// toldTomorrow tells whether somebody confirmed too late for today's prompt:
// the button then begins the check-in at once.
func toldTomorrow(seen []bottest.Message) bool {
	return slices.ContainsFunc(seen, func(m bottest.Message) bool {
		return strings.HasPrefix(m.Text, "Done. I will write to you tomorrow")
	})
}

// newestButtons are those of the newest message that has any.
func newestButtons(seen []bottest.Message) []string {
	for _, m := range slices.Backward(seen) {
		if len(m.Buttons) > 0 {
			return slices.Concat(m.Buttons...)
		}
	}
	return nil
}

func withoutNewestButtons(seen []bottest.Message) []bottest.Message {
	for i, m := range slices.Backward(seen) {
		if len(m.Buttons) > 0 {
			return seen[:i]
		}
	}
	return nil
}

// told tells whether today's session has been named.
func told(seen []bottest.Message) bool {
	return slices.ContainsFunc(seen, func(m bottest.Message) bool {
		return slices.ContainsFunc(outcomesInWords, func(o string) bool { return strings.HasPrefix(m.Text, o) })
	})
}

// waitUntil waits for something that should come soon; what follows finds out
// if it did not.
func waitUntil(done func() bool) {
	look := time.NewTicker(glance)
	defer look.Stop()
	for end := time.Now().Add(10 * time.Second); !done() && time.Now().Before(end); {
		<-look.C
	}
}

func (town town) repeated() (n int) {
	for _, a := range town {
		n += a.repeats
	}
	return n
}

// audit looks at one chat when the morning is over.
func (a *athlete) audit(t *testing.T, kills []time.Time) {
	t.Helper()
	discord := a.chat.Platform == "discord"
	var prompts []time.Time
	outcomes := 0
	for _, m := range a.fake.Chat(a.chat) {
		switch {
		case strings.Contains(m.Text, "How long did you sleep?"), a.taps && strings.HasPrefix(m.Text, "Sleep 7½ h"):
			prompts = append(prompts, m.At)
		case told([]bottest.Message{m}):
			outcomes++
		}
	}
	// Telegram cannot tell a repeated message from a new one, so one that was
	// under way when the program was killed may be there twice; Discord can.
	if len(prompts) == 0 {
		t.Errorf("%s was never prompted", a.chat)
	}
	for i := 1; i < len(prompts); i++ {
		if discord || !killedBetween(kills, prompts[i-1], prompts[i]) {
			t.Errorf("%s was prompted at %v with no kill between", a.chat, prompts)
		}
	}
	if outcomes != 1 && discord {
		t.Errorf("%s was told %d outcomes", a.chat, outcomes)
	}
	// Who sees two copies of the question may press on the one that was not answered.
	if a.repeats > 0 && !discord && len(prompts) < 2 {
		t.Errorf("%s had to repeat %d times what they did", a.chat, a.repeats)
	}
}

// killedBetween tells whether a kill explains the second of two equal messages.
// The first may arrive when its sender is dead already.
func killedBetween(kills []time.Time, first, second time.Time) bool {
	return slices.ContainsFunc(kills, func(kill time.Time) bool { return kill.After(first.Add(-2*networkTime)) && kill.Before(second) })
}
