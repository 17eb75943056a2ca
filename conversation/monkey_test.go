package conversation_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"restday"
	"restday/conversation"
	"restday/rules"
	"restday/storage"
)

var babble = []string{
	"7.5", "8h", "normal", "very sore", "legs sore, mood good", "banana", "", "skip", "cancel", "change", "why?", "/today", "/why",
	"/checkin", "/settings", "/pause 2d", "/resume", "help", "6:45", "Europe/London", "I have a fever", "chest pain", "left knee hurts 6/10",
	"sharp", "actually 5h", "nothing hurts", "fever is gone", "no pain", "_/_", "12am", "europe/paris", "done", "I am ill", "other options", "mood: low", "/forget", "yes", "no", "thanks", "/start", "25", "energy 4", "<b>_*", "\u202e🦵", "done", "later", "repeat",
	"Mon Wed Fri", "no weekends", "pause for a week", "/pause until 3 May", "/pause", "22-6", "Paris", "stress", "in half an hour", "stay", "/settings 5:45", "52",
	"/link", "/link wrong", "/unlink", "write to me here", "take the other off",
	"all gone", "the same", "better", "worse", "gone", "I am pregnant", "no pool", "tell more", "shorter", "gentler", "one session fewer", "lighter week", "not now", "back to my plan", "body aches and a fever",
}

// oddTaps is data that no button of ours carries any more, or ever did.
var oddTaps = []string{
	"", "do", "do:", "forget", "forget:yes", "a", "a:2026-03-12", "a:2026-03-12:mood:99", "a:2026-03-12:nothing:1", "a:1:mood:1",
	"open:2026-03-12:nothing", "open:2026-03-12:symptoms", "done:2026-03-12:mood", "none:2026-03-12:pain_where", "keep:2026-03-12",
	"start", "at:25:00", "zone:Local", "sport:chess", "::::", "do:why:2026-99-99",
	"days:0", "days:200", "days:1", "ask:mood:off", "ask:stress", "ask:rhr:on", "quiet:25-3", "quiet:", "nudge:", "travel:stay",
	"snooze:2026-03-12:30", "snooze:2026-03-12:-5", "pass:2026-03-12:rhr", "do:pause:0d", "start:travel",
	"a:2026-03-12:still_ill:2", "a:2026-03-13:still_hurts:4", "more:2026-03-12", "start:about", "about:minor:on", "about:pool", "about:short:off",
	"lighter:2026-03-12:shorter", "lighter:2026-03-12:deload", "lighter:2026-03-12:back", "lighter:2026-03-12:no", "lighter:2026-03-12:", "lighter:",
}

// TestAnyDialogue guards: whatever people type and tap, in any order, over
// days and restarts, no turn fails, every tap is answered, every message says
// something, and a finished check-in has its decision.
func TestAnyDialogue(t *testing.T) {
	t.Parallel()
	flow := newFlow(t)
	rapid.Check(t, func(rt *rapid.T) {
		store, err := storage.Open(context.Background(), ":memory:", storage.Options{})
		if err != nil {
			rt.Fatal(err)
		}
		defer store.Close()
		m := &monkey{t: rt, store: store, language: rapid.SampledFrom([]string{"en", "de"}).Draw(rt, "language"),
			now: time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC), taps: map[restday.Address][]string{}}
		codes := func() string { m.codes++; return m.code() }
		m.engine = conversation.New(store, flow.MakingCodes(codes), func() time.Time { return m.now })
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			m.step()
		}
	})
}

// elsewhere is another chat of the same person.
var elsewhere = restday.Address{Platform: "discord", Chat: "1"}

type monkey struct {
	t        *rapid.T
	store    *storage.Store
	engine   *conversation.Engine
	language string // of the platform
	now      time.Time
	count    int
	codes    int                          // made so far
	from     restday.Address              // the chat of this step
	taps     map[restday.Address][]string // of every button ever shown in a chat
}

func (m *monkey) step() {
	m.now = m.now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 30, 600, 1440}).Draw(m.t, "minutes")) * time.Minute)
	m.from = ana
	if rapid.IntRange(0, 3).Draw(m.t, "chat") == 0 {
		m.from = elsewhere
	}
	taps := m.taps[m.from]
	switch kind := rapid.SampledFrom([]string{"say", "tap", "tap", "tap", "wake", "away", "left", "odd tap", "edit", "join"}).Draw(m.t, "kind"); {
	case kind == "wake":
		m.wake()
	case kind == "away":
		if err := m.store.AskAgain(context.Background(), ana.Platform); err != nil {
			m.t.Fatal(err)
		}
		m.wake()
	case kind == "left":
		m.handle(restday.Incoming{Event: restday.Left})
	case kind == "edit":
		message := fmt.Sprint("a", rapid.IntRange(0, m.count+1).Draw(m.t, "message"))
		m.handle(restday.Incoming{Event: restday.Edited, Text: rapid.SampledFrom(babble).Draw(m.t, "text"), Message: message})
	case kind == "odd tap":
		m.handle(restday.Incoming{Event: restday.Tapped, Choice: rapid.SampledFrom(oddTaps).Draw(m.t, "data"), Ack: "ack", Message: "m"})
	case kind == "join":
		m.from = ana
		m.handle(restday.Incoming{Event: restday.Said, Text: "/link"})
		m.from = elsewhere
		m.handle(restday.Incoming{Event: restday.Said, Text: "/link " + m.code()})
		m.handle(restday.Incoming{Event: restday.Said, Text: "yes"})
	case kind == "tap" && len(taps) > 0:
		// People tap what they see: mostly the newest buttons.
		i := min(rapid.IntRange(0, len(taps)-1).Draw(m.t, "i"), rapid.IntRange(0, 15).Draw(m.t, "recent"))
		m.handle(restday.Incoming{Event: restday.Tapped, Choice: taps[len(taps)-1-i], Ack: "ack", Message: "m"})
	default:
		m.handle(restday.Incoming{Event: restday.Said, Text: rapid.SampledFrom(babble).Draw(m.t, "text"), Message: fmt.Sprint("a", m.count)})
	}
	m.check(ana)
	m.check(elsewhere)
}

// code is the newest that was made.
func (m *monkey) code() string { return fmt.Sprint("JOIN", m.codes) }

func (m *monkey) wake() {
	due, err := m.store.Due(context.Background(), m.now, 10)
	if err != nil {
		m.t.Fatal(err)
	}
	for _, a := range due {
		m.handle(restday.Incoming{From: a.Chat, Event: restday.Woken})
	}
	due, err = m.store.Due(context.Background(), m.now, 10)
	if err != nil || len(due) > 0 {
		m.t.Fatalf("somebody is due again at once: %v %v", due, err)
	}
}

func (m *monkey) handle(in restday.Incoming) {
	m.count++
	in.Name, in.Language, in.At = "<b>_*", m.language, m.now
	if in.Event != restday.Woken {
		in.ID, in.From = fmt.Sprint(m.count), m.from
	}
	before := m.person(in.From)
	out, err := m.engine.Handle(context.Background(), in)
	if err != nil {
		m.t.Fatalf("%s %q %q: %v", in.Event, in.Text, in.Choice, err)
	}
	m.late(in, before)
	m.inGerman(out)
	acks := 0
	for _, o := range out {
		if o.Ack != "" {
			acks++
		}
		if o.Ack != "" && o.To != in.From {
			m.t.Fatalf("tap %q in %s was answered in %s", in.Choice, in.From, o.To)
		}
		m.look(o)
	}
	if in.Ack != "" && acks != 1 {
		m.t.Fatalf("tap %q was answered %d times", in.Choice, acks)
	}
	if in.Event == restday.Said && len(out) == 0 {
		m.t.Fatalf("%q got no reply", in.Text)
	}
}

var (
	english = regexp.MustCompile(`(?i)\b(the|your|you|and|of|this|that|today|what|when|how|with|have|it|from|hurts|rest|easy|day)\b`)
	quoted  = regexp.MustCompile(`„[^“]*“|/\w+`) // own words, and commands
)

// inGerman holds what somebody who speaks German is told to that language.
func (m *monkey) inGerman(out []restday.Outgoing) {
	for _, o := range out {
		p := m.person(o.To)
		if said := quoted.ReplaceAllString(o.Text.Plain()+" "+o.Notice, ""); p.Athlete.Language == "de" && english.MatchString(said) {
			m.t.Fatalf("said in English: %s", said)
		}
	}
}

func (m *monkey) look(o restday.Outgoing) {
	text := o.Text.Plain()
	if strings.Contains(text, "<no value>") || strings.Contains(text, "{{") {
		m.t.Fatalf("a placeholder shows: %s", text)
	}
	if text == "" && o.Ack == "" && !o.Strip {
		m.t.Fatalf("an empty message: %+v", o)
	}
	for _, row := range o.Choices {
		for _, c := range row {
			if len(c.Data) > 64 || c.Label == "" || c.Data == "" {
				m.t.Fatalf("button %+v", c)
			}
			m.taps[o.To] = append(m.taps[o.To], c.Data)
		}
	}
}

func (m *monkey) person(chat restday.Address) restday.Person {
	p, err := m.store.Person(context.Background(), chat)
	if err != nil {
		m.t.Fatal(err)
	}
	return p
}

// late holds a tap that answers for an earlier day to leaving the check-in of
// today alone.
func (m *monkey) late(in restday.Incoming, before restday.Person) {
	tap := strings.Split(in.Choice, ":")
	if in.Event != restday.Tapped || tap[0] != "a" || len(tap) != 4 || tap[2] == "symptoms" {
		return
	}
	day, err := restday.ParseDay(tap[1])
	if err != nil || day >= before.Athlete.Today(m.now) || day == before.State.Day {
		return
	}
	after := m.person(in.From)
	if diff := cmp.Diff(before.State, after.State, cmpopts.IgnoreFields(restday.State{}, "Silent")); diff != "" {
		m.t.Fatalf("a late answer %s moved the conversation (-before +after):\n%s", in.Choice, diff)
	}
	if diff := cmp.Diff(before.Answers, after.Answers); diff != "" {
		m.t.Fatalf("a late answer %s changed today's (-before +after):\n%s", in.Choice, diff)
	}
}

// check holds the store to what the athlete of a chat was told.
func (m *monkey) check(chat restday.Address) {
	p := m.person(chat)
	if !p.Known || !p.State.Finished {
		return
	}
	h, err := p.History(p.State.Day)
	if err != nil {
		m.t.Fatal(err)
	}
	last, err := p.Decided(p.State.Day, p.State.Day)
	if err != nil || len(last) == 0 {
		m.t.Fatalf("the check-in of %s is finished without a decision", p.State.Day)
	}
	decided, err := rules.ReadInput(last[0].Facts)
	if err != nil {
		m.t.Fatal(err)
	}
	stored, said := restday.CheckIn{}, restday.CheckIn{}
	for _, c := range decided.CheckIns {
		if c.Day == p.State.Day {
			said = c
		}
	}
	for _, c := range h.CheckIns {
		if c.Day == p.State.Day {
			stored = c
		}
	}
	if diff := cmp.Diff(stored.Answers(), said.Answers()); diff != "" {
		m.t.Fatalf("what is stored is not what was decided on (-stored +decided):\n%s", diff)
	}
}
