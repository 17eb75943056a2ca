package storagetest

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var linkPromises = []promise{
	{"join", "A code joins two chats into one athlete, who keeps what either had; where both answered, the one who made the code stays as it was.", joinKeepsBoth},
	{"code", "A code works once, until its time is over, and only the newest of an athlete.", codeOnce},
	{"wrong codes", "Wrong codes are counted for an hour.", wrongCodesCount},
	{"both chats", "Either chat finds the athlete, gets its own replies, and keeps its own place in what was read.", bothChats},
	{"both at once", "What is said in both chats at once is handled one after the other, while the chats change places.", bothAtOnce},
	{"gained", "A check-in that got answers by joining is opened again, at once.", gainedAnswers},
	{"elsewhere", "An edit goes to the chat its message is in, whichever the athlete wrote from.", editsStayInTheirChat},
	{"fallback", "When one chat is closed, the prompt that waits goes to the other, once, and so do those to come.", promptMoves},
	{"both closed", "Who can be reached nowhere is left alone, and is back where they write from first.", backWhereTheyWrite},
	{"swap", "Prompts go to the chat that the athlete chose.", swapChats},
	{"unlink", "A chat that is taken off is a stranger's; what was told there stays with the athlete.", takeOff},
	{"erase both", "Erasing from one chat erases the other.", eraseBoth},
}

var (
	code  = "K7QM4PXD"
	until = now.Add(10 * time.Minute)
)

// linking runs one step of joining, said in a chat.
func linking(t *testing.T, s *storage.Store, from restday.Address, l restday.Linking, messages ...restday.Outgoing) []restday.Outgoing {
	t.Helper()
	return turn(t, s, restday.Incoming{From: from, Event: restday.Said, At: now}, func(p restday.Person) restday.Change {
		return restday.Change{Athlete: &p.Athlete, State: &p.State, Link: &l, Outgoing: messages}
	})
}

// links returns what a turn in a chat may know about joining.
func links(t *testing.T, s *storage.Store, from restday.Address, code string) (l restday.Links) {
	t.Helper()
	l, err := look(t, s, from).Links(code)
	check(t, err)
	return l
}

// join makes guest the second chat of host's athlete.
func join(t *testing.T, s *storage.Store, host, guest restday.Address) {
	t.Helper()
	linking(t, s, host, restday.Linking{Make: code, Until: until})
	linking(t, s, guest, restday.Linking{Enter: code, Until: until})
	linking(t, s, guest, restday.Linking{Join: true})
}

// answer stores answers of a day.
func answer(t *testing.T, s *storage.Store, from restday.Address, day restday.Day, answers ...restday.Answer) {
	t.Helper()
	change(t, s, from, restday.Change{Day: day, Answers: answers, State: &restday.State{Day: day}})
}

func joinKeepsBoth(t *testing.T, s *storage.Store) {
	host, _ := enrol(t, s, ana), enrol(t, s, cleo)
	answer(t, s, ana, today-1, restday.Answer{Item: restday.Mood, Value: 2}, restday.Answer{Item: restday.PainWhere, Words: "knee"})
	answer(t, s, cleo, today-2, restday.Answer{Item: restday.Mood, Value: 5})
	answer(t, s, cleo, today-1, restday.Answer{Item: restday.Mood, Value: 4}, restday.Answer{Item: restday.SleepH, Value: 7},
		restday.Answer{Item: restday.PainLevel, Value: 9})
	answer(t, s, cleo, today, restday.Answer{Item: restday.Mood, Value: 3})
	decided := func(from restday.Address, day restday.Day, rule string) {
		change(t, s, from, restday.Change{Day: day, Kept: &restday.Override{Day: day, Rules: rule}, Decided: &restday.Decided{
			Outcome: rule, Facts: json.RawMessage("{}"), Result: json.RawMessage("{}"),
		}})
	}
	decided(ana, today-1, "A2")
	decided(cleo, today-2, "G1")
	decided(cleo, today-1, "N1")
	week := restday.Spell{Kind: restday.Deload, First: today - 30, Last: today - 24}
	step := restday.Spell{Kind: restday.Shorter, First: today - 1, Last: today + 2}
	change(t, s, cleo, restday.Change{Spell: &week})
	change(t, s, cleo, restday.Change{Spell: &restday.Spell{Kind: restday.Gentler, First: today, Last: today + 3}})
	change(t, s, ana, restday.Change{Spell: &step})
	linking(t, s, ana, restday.Linking{Make: code, Until: until})
	linking(t, s, cleo, restday.Linking{Enter: code, Until: until})
	equal(t, "what cleo is told", links(t, s, cleo, ""), restday.Links{Offer: restday.Offer{From: ana, Language: "de", CheckIns: 3}})
	out := linking(t, s, cleo, restday.Linking{Join: true}, message("welcome"))
	equal(t, "the answer goes to", out[0].To, cleo)

	p := look(t, s, cleo)
	equal(t, "one athlete", p.Athlete.ID, host.ID)
	equal(t, "their first chat", p.Athlete.Chat, ana)
	equal(t, "the later conversation", p.State.Day, today)
	want := []restday.CheckIn{
		{Day: today - 2, Values: map[restday.Item]float64{restday.Mood: 5}},
		{Day: today - 1, Values: map[restday.Item]float64{restday.Mood: 2, restday.SleepH: 7}, Pain: &restday.Pain{Where: "knee"}},
		{Day: today, Values: map[restday.Item]float64{restday.Mood: 3}},
	}
	equal(t, "check-ins", everything(t, p).CheckIns, want)
	equal(t, "lighter days", everything(t, p).Spells, []restday.Spell{week, step})
	equal(t, "plans that were kept", everything(t, p).Kept, []restday.Override{{Day: today - 2, Rules: "G1"}, {Day: today - 1, Rules: "A2"}})
	all, err := s.Athletes(context.Background())
	check(t, err)
	equal(t, "athletes", len(all), 1)
}

func codeOnce(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	enrol(t, s, cleo)
	none := restday.Links{}
	linking(t, s, ana, restday.Linking{Make: "OLD", Until: until})
	linking(t, s, ana, restday.Linking{Make: code, Until: until})
	equal(t, "an older code", links(t, s, cleo, "OLD"), none)
	equal(t, "the code", links(t, s, cleo, code).Offer.From, ana)
	equal(t, "the code where it was made", links(t, s, ana, code).Offer.Own, true)
	linking(t, s, cleo, restday.Linking{Enter: code, Until: until})
	equal(t, "the code again", links(t, s, ben, code), none)
	equal(t, "the offer elsewhere", links(t, s, ben, ""), none)
	linking(t, s, ana, restday.Linking{Make: "NEW", Until: until})
	equal(t, "the offer after a new code", links(t, s, cleo, ""), none)

	linking(t, s, ana, restday.Linking{Make: code, Until: now})
	equal(t, "a code that is over", links(t, s, cleo, code), none)
	check(t, s.Prune(context.Background(), now))
	linking(t, s, cleo, restday.Linking{Enter: code, Until: until})
	equal(t, "a code that is gone", links(t, s, cleo, ""), none)
}

func wrongCodesCount(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	for range 3 {
		linking(t, s, ana, restday.Linking{Wrong: true})
	}
	equal(t, "wrong codes", links(t, s, ana, "").Wrong, 3)
	equal(t, "of somebody else", links(t, s, ben, "").Wrong, 0)
	check(t, s.Prune(context.Background(), now.Add(time.Hour)))
	equal(t, "an hour later", links(t, s, ana, "").Wrong, 0)
}

func bothChats(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	host, _ := enrol(t, s, ana), enrol(t, s, cleo)
	join(t, s, ana, cleo)
	in := said("1", cleo, "hello")
	in.Route = "dm-9"
	_, err := s.Put(ctx, []restday.Incoming{in, said("2", ana, "hello")})
	check(t, err)
	out := turn(t, s, in, func(p restday.Person) restday.Change {
		equal(t, "athlete", p.Athlete.ID, host.ID)
		return restday.Change{Athlete: &p.Athlete, State: &restday.State{Misses: 1}, Outgoing: []restday.Outgoing{message("hi")}}
	})
	equal(t, "reply to", out[0].To, cleo)
	equal(t, "its route", out[0].Route, "dm-9")
	out = turn(t, s, said("2", ana, "hello"), func(p restday.Person) restday.Change {
		equal(t, "state seen from the other chat", p.State.Misses, 1)
		equal(t, "first chat", p.Athlete.Chat, ana)
		return restday.Change{Outgoing: []restday.Outgoing{message("hi")}}
	})
	equal(t, "reply to", out[0].To, ana)
	cursors, err := s.Cursors(ctx, "discord")
	check(t, err)
	equal(t, "read up to", cursors, []restday.Cursor{{Chat: cleo, Route: "dm-9", ID: "1"}})
	check(t, s.ImportAthletes(ctx, []restday.Address{cleo}, func(_ int, a *restday.Athlete) error { a.Name = "Imported"; return nil }))
	equal(t, "first chat after an import for the second", look(t, s, cleo).Athlete.Chat, ana)
}

func editsStayInTheirChat(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	enrol(t, s, ana)
	enrol(t, s, cleo)
	join(t, s, ana, cleo)
	card := message("card")
	card.Card = true
	id := change(t, s, ana, restday.Change{Outgoing: []restday.Outgoing{card}})[0].ID
	equal(t, "the card is on", look(t, s, cleo).State.CardOn, "telegram")
	edit := message("edited")
	edit.Edits, edit.Ack = id, "tap"
	there := message("there")
	there.To.Platform = "telegram"
	out := linking(t, s, cleo, restday.Linking{}, edit, there, message("here"))
	equal(t, "the tap is answered", out[0], restday.Outgoing{ID: out[0].ID, To: cleo, Route: "dm-1", Ack: "tap"})
	equal(t, "the edit goes to", out[1].To, ana)
	equal(t, "what names a platform goes to", out[2].To, ana)
	equal(t, "the rest goes to", out[3].To, cleo)

	check(t, s.AskAgain(ctx, "discord"))
	equal(t, "asked again when the other platform was away", look(t, s, ana).State.Again, false)
	linking(t, s, cleo, restday.Linking{Off: ana})
	strip := restday.Outgoing{Edits: id, Strip: true}
	out = linking(t, s, cleo, restday.Linking{}, strip, edit)
	equal(t, "what is left to do in a chat that was taken off", len(out), 1)
	equal(t, "the edit is said to", out[0].To, cleo)
	equal(t, "as a new message", out[0].Edits, int64(0))
}

func promptMoves(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	enrol(t, s, ana)
	enrol(t, s, cleo)
	join(t, s, ana, cleo)
	prompt := message("good morning")
	prompt.Class, prompt.Key, prompt.Card = restday.Prompt, "prompt:1", true
	c := restday.Change{State: &restday.State{Open: "sleep_h"}, Outgoing: []restday.Outgoing{prompt, message("a reply")}}
	out := change(t, s, ana, c)
	moved := settle(t, s, restday.Receipt{ID: out[0].ID, To: ana, Fate: restday.Unreachable, Why: "blocked"})
	equal(t, "moved", len(moved), 1)
	equal(t, "to", moved[0].To, cleo)
	equal(t, "the same message", moved[0].ID, out[0].ID)
	equal(t, "the card is on", look(t, s, cleo).State.CardOn, "discord")
	equal(t, "waiting where it was refused", waiting(t, s, "telegram"), []string(nil))
	late := settle(t, s, restday.Receipt{ID: out[0].ID, To: ana, Fate: restday.Unreachable, Why: "blocked"})
	equal(t, "moved by a late receipt", len(late), 0)
	equal(t, "waiting", waiting(t, s, "discord"), []string{"good morning"})
	equal(t, "queued with the same key", len(change(t, s, ana, c)), 1)

	due, err := s.Due(ctx, now.Add(24*time.Hour), 10)
	check(t, err)
	if len(due) != 1 || due[0].Chat != cleo {
		t.Errorf("due: %v", due)
	}
	back := said("9", ana, "I am back")
	turn(t, s, back, func(p restday.Person) restday.Change {
		equal(t, "blocked there", p.Blocked, true)
		return restday.Change{}
	})
	equal(t, "first chat of somebody who is back", look(t, s, ana).Athlete.Chat, cleo)
}

func backWhereTheyWrite(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	enrol(t, s, ana)
	enrol(t, s, cleo)
	join(t, s, ana, cleo)
	for _, chat := range []restday.Address{ana, cleo} {
		left := restday.Incoming{From: chat, Event: restday.Left, At: now}
		turn(t, s, left, func(restday.Person) restday.Change { return restday.Change{Blocked: true} })
	}
	due, err := s.Due(ctx, now.Add(24*time.Hour), 10)
	check(t, err)
	equal(t, "due", len(due), 0)
	equal(t, "told of it", links(t, s, cleo, "").Closed, true)
	turn(t, s, said("1", ana, "back"), func(p restday.Person) restday.Change { return restday.Change{Athlete: &p.Athlete} })
	due, err = s.Due(ctx, now.Add(24*time.Hour), 10)
	check(t, err)
	if len(due) != 1 || due[0].Chat != ana {
		t.Errorf("due: %v", due)
	}
}

func swapChats(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	enrol(t, s, cleo)
	join(t, s, ana, cleo)
	linking(t, s, cleo, restday.Linking{Swap: true})
	equal(t, "first chat", look(t, s, ana).Athlete.Chat, cleo)
	equal(t, "the other", links(t, s, cleo, "").Other, ana)
	woken := restday.Incoming{From: ana, Route: "old", Event: restday.Woken}
	out := turn(t, s, woken, func(restday.Person) restday.Change {
		return restday.Change{Outgoing: []restday.Outgoing{message("good morning")}}
	})
	equal(t, "a wake that was under way goes to", out[0].To, cleo)
}

func takeOff(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	enrol(t, s, cleo)
	join(t, s, ana, cleo)
	answer(t, s, cleo, today, restday.Answer{Item: restday.Mood, Value: 3})
	out := linking(t, s, ana, restday.Linking{Off: ana}, message("goodbye"))
	equal(t, "the goodbye goes to", out[0].To, ana)
	equal(t, "the chat that was taken off", look(t, s, ana).Known, false)
	p := look(t, s, cleo)
	equal(t, "first chat of who stays", p.Athlete.Chat, cleo)
	equal(t, "what was told", len(everything(t, p).CheckIns), 1)
	equal(t, "the other", links(t, s, cleo, "").Other, restday.Address{})
}

func eraseBoth(t *testing.T, s *storage.Store) {
	fill(t, s, ana)
	fill(t, s, cleo)
	join(t, s, ana, cleo)
	turn(t, s, said("1", cleo, "/forget"), func(restday.Person) restday.Change {
		return restday.Change{Erase: true, Outgoing: []restday.Outgoing{message("goodbye")}}
	})
	equal(t, "one chat", look(t, s, ana).Known, false)
	equal(t, "the other", look(t, s, cleo).Known, false)
	equal(t, "messages", waiting(t, s, "telegram"), []string(nil))
	equal(t, "messages", waiting(t, s, "discord"), []string{"goodbye"})
}

func bothAtOnce(t *testing.T, s *storage.Store) {
	const rounds = 20
	host, _ := enrol(t, s, ana), enrol(t, s, cleo)
	join(t, s, ana, cleo)
	var all sync.WaitGroup
	for _, chat := range []restday.Address{ana, cleo} {
		all.Go(func() {
			for n := range rounds {
				_, err := s.Turn(context.Background(), said(name("%s %d", chat, n), chat, ""), now, func(p restday.Person) (restday.Change, error) {
					if p.Athlete.ID != host.ID {
						t.Errorf("%s belongs to athlete %d", chat, p.Athlete.ID)
					}
					c, err := countMisses(p)
					c.Link = &restday.Linking{Swap: true}
					return c, err
				})
				if err != nil {
					t.Errorf("turn: %v", err)
				}
			}
		})
	}
	all.Wait()
	p := look(t, s, ana)
	equal(t, "effects", p.State.Misses, 2*rounds)
	equal(t, "first chat after so many swaps", p.Athlete.Chat, ana)
	equal(t, "the other", links(t, s, ana, "").Other, cleo)
	equal(t, "replies in one", len(waiting(t, s, "telegram")), rounds)
	equal(t, "replies in the other", len(waiting(t, s, "discord")), rounds)
}

func gainedAnswers(t *testing.T, s *storage.Store) {
	for _, chat := range []restday.Address{ana, cleo} {
		a := athleteIn(chat)
		a.Wake = time.Time{}
		turn(t, s, said("", chat, ""), func(restday.Person) restday.Change { return restday.Change{Athlete: &a} })
	}
	change(t, s, ana, restday.Change{Day: today, State: &restday.State{Day: today, Finished: true, Prompted: today}})
	answer(t, s, cleo, today, restday.Answer{Item: restday.Symptoms, Words: "fever"})
	linking(t, s, ana, restday.Linking{Make: code, Until: until})
	linking(t, s, cleo, restday.Linking{Enter: code, Until: until})
	linking(t, s, cleo, restday.Linking{Join: true, Open: "open again"})
	p := look(t, s, ana)
	equal(t, "state", p.State, restday.State{Day: today, Open: "open again", Prompted: today})
	equal(t, "wakes", p.Athlete.Wake, now)
}
