package storagetest

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/storage"
)

var turnPromises = []promise{
	{"stranger", "Somebody new is shown to think with what the platform tells of them, and unless think makes them an athlete nothing is stored about them.", strangerLeavesNoTrace},
	{"athlete", "An athlete comes back with every setting as it was stored.", athleteRoundTrip},
	{"state", "Where a conversation stands survives as it was stored, in one row per athlete.", stateRoundTrip},
	{"once", "An update changes something once, however often it is handled.", handledOnce},
	{"once unput", "Turn alone is exactly-once, without Put before.", handledOnceWithoutPut},
	{"failed thought", "When think fails nothing is stored and the update stays to be handled.", failedThoughtStoresNothing},
	{"panic", "A thought that panics stores nothing and keeps nobody waiting.", panicStoresNothing},
	{"nobody", "A change of somebody who is not stored is refused, not lost in silence.", changeOfNobody},
	{"woken nobody", "Nobody is woken in a chat that has no athlete any more.", wokenNobody},
	{"route", "The adapter's newest shortcut to a chat is kept.", routeIsRefreshed},
	{"bad text", "A name with NUL or broken UTF-8 is stored on every database.", badText},
	{"concurrent", "Fifty at once in ten chats: every update has its effect exactly once, and nobody's state is lost.", concurrentTurns},
	{"concurrent strangers", "Two first messages of one person make one athlete.", concurrentStrangers},
}

func strangerLeavesNoTrace(t *testing.T, s *storage.Store) {
	in := restday.Incoming{ID: "1", From: ana, Route: "r", Event: restday.Said, Name: "Ana", Language: "de", At: now}
	turn(t, s, in, func(p restday.Person) restday.Change {
		equal(t, "stranger", p, restday.Person{Athlete: restday.Athlete{Chat: ana, Route: "r", Name: "Ana", Language: "de"}})
		if h := everything(t, p); len(h.CheckIns) != 0 {
			t.Errorf("a stranger has a history: %v", h)
		}
		return restday.Change{Outgoing: []restday.Outgoing{message("who are you?")}}
	})
	if p := look(t, s, ana); p.Known {
		t.Error("a stranger was stored")
	}
	equal(t, "messages", waiting(t, s, "telegram"), []string{"who are you?"})
}

func athleteRoundTrip(t *testing.T, s *storage.Store) {
	want := enrol(t, s, ana)
	if want.ID == 0 {
		t.Error("Turn left the ID of the new athlete 0")
	}
	enrol(t, s, ben)
	equal(t, "athlete", look(t, s, ana).Athlete, want)

	want.Enrolled, want.Wake, want.PausedTo, want.PromptAt = false, time.Time{}, 0, 0
	want.Preferences, want.About = restday.Preferences{}, restday.About{}
	change(t, s, ana, restday.Change{Athlete: &want})
	equal(t, "athlete set back", look(t, s, ana).Athlete, want)
}

func stateRoundTrip(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	want := restday.State{
		Open: "mood", Day: today, Finished: true, Prompted: today, Nudged: today - 1,
		Card: 7, Asked: now, Again: true, Misses: 2, Left: []restday.Item{restday.SleepH, restday.Mood},
		Snoozed: now.Add(time.Hour), Silent: 3, Odd: 1, Placed: today - 20,
		Follows: []restday.Item{"still_ill"}, Offered: today - 1, Helped: today - 2,
		Told: []restday.Told{{ID: "sleep.dark", Day: today - 1}}, Bedded: today - 1, Digested: today - 4,
		Undos: []restday.Undo{{Made: today, Back: restday.Replan{Days: []restday.Day{today}, Season: &restday.Season{Start: today}}},
			{Made: today, Log: &restday.Log{Day: today, Sessions: []restday.Session{{Day: today, Kind: restday.Easy, Minutes: number(40)}}}}},
		Evening: today - 1, Pending: `{"kind":"sessions"}`,
	}
	change(t, s, ana, restday.Change{State: &want})
	equal(t, "state", look(t, s, ana).State, want)
	change(t, s, ana, restday.Change{State: &restday.State{Day: today}})
	equal(t, "state set back", look(t, s, ana).State, restday.State{Day: today})
}

func handledOnce(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	in := said("1", ana, "7.5")
	if _, err := s.Put(ctx, []restday.Incoming{in}); err != nil {
		t.Fatal(err)
	}
	onceOnly(t, s, in)
	left, err := s.Unhandled(ctx, "telegram")
	check(t, err)
	equal(t, "unhandled", left, []restday.Incoming(nil))
}

func handledOnceWithoutPut(t *testing.T, s *storage.Store) {
	onceOnly(t, s, said("1", ana, "7.5"))
	fresh, err := s.Put(context.Background(), []restday.Incoming{said("1", ana, "7.5")})
	check(t, err)
	equal(t, "put after it was handled", fresh, []restday.Incoming(nil))
}

func onceOnly(t *testing.T, s *storage.Store, in restday.Incoming) {
	t.Helper()
	think := func(p restday.Person) restday.Change {
		return restday.Change{Athlete: &p.Athlete, Outgoing: []restday.Outgoing{message("hello")}}
	}
	if out := turn(t, s, in, think); len(out) != 1 {
		t.Fatalf("the first turn queued %d messages", len(out))
	}
	again := func(restday.Person) restday.Change {
		t.Error("think was called for an update that was handled")
		return restday.Change{}
	}
	if out := turn(t, s, in, again); len(out) != 0 {
		t.Errorf("the second turn queued %d messages", len(out))
	}
	equal(t, "messages", waiting(t, s, in.From.Platform), []string{"hello"})
}

func failedThoughtStoresNothing(t *testing.T, s *storage.Store) {
	ctx := context.Background()
	in := said("1", ana, "hello")
	if _, err := s.Put(ctx, []restday.Incoming{in}); err != nil {
		t.Fatal(err)
	}
	_, err := s.Turn(ctx, in, now, func(restday.Person) (restday.Change, error) { return restday.Change{}, errThink })
	if !errors.Is(err, errThink) {
		t.Errorf("Turn returned %v, not the error of think", err)
	}
	left, err := s.Unhandled(ctx, "telegram")
	check(t, err)
	equal(t, "unhandled", left, []restday.Incoming{in})
	onceOnly(t, s, in)
}

func panicStoresNothing(t *testing.T, s *storage.Store) {
	func() {
		defer func() {
			if err, ok := recover().(error); !ok || !errors.Is(err, errThink) {
				t.Errorf("recovered %v", err)
			}
		}()
		turn(t, s, said("1", ana, "hello"), func(restday.Person) restday.Change { panic(errThink) })
	}()
	onceOnly(t, s, said("1", ana, "hello"))
}

func changeOfNobody(t *testing.T, s *storage.Store) {
	in := said("1", ana, "hello")
	_, err := s.Turn(context.Background(), in, now, func(restday.Person) (restday.Change, error) {
		return restday.Change{Day: today, Answers: []restday.Answer{{Item: restday.Mood, Value: 3}}}, nil
	})
	if err == nil {
		t.Error("answers of nobody were taken")
	}
	onceOnly(t, s, in)
}

func wokenNobody(t *testing.T, s *storage.Store) {
	out := turn(t, s, restday.Incoming{From: ana, Event: restday.Woken}, func(restday.Person) restday.Change {
		t.Error("think was called")
		return restday.Change{}
	})
	equal(t, "messages", out, []restday.Outgoing(nil))
}

func routeIsRefreshed(t *testing.T, s *storage.Store) {
	enrol(t, s, cleo)
	in := said("2", cleo, "hi")
	in.Route = "dm-2"
	out := turn(t, s, in, func(p restday.Person) restday.Change {
		equal(t, "route shown to think", p.Athlete.Route, "dm-2")
		return restday.Change{Outgoing: []restday.Outgoing{message("hi")}}
	})
	equal(t, "route of the reply", out[0].Route, "dm-2")
	turn(t, s, said("3", cleo, "without a route"), func(restday.Person) restday.Change { return restday.Change{} })
	equal(t, "route stored", look(t, s, cleo).Athlete.Route, "dm-2")
}

func badText(t *testing.T, s *storage.Store) {
	a := athleteIn(ana)
	a.Name = "A\x00n\xffa"
	in := said("1", ana, "\x00 \xff")
	if _, err := s.Put(context.Background(), []restday.Incoming{in}); err != nil {
		t.Fatal(err)
	}
	turn(t, s, in, func(restday.Person) restday.Change {
		return restday.Change{
			Athlete: &a, Day: today, Answers: []restday.Answer{{Item: restday.PainWhere, Words: "left\x00 knee\xff"}},
			State: &restday.State{Day: today}, Outgoing: []restday.Outgoing{message("\x00\xff")},
			Decided: &restday.Decided{Outcome: "rest", Facts: json.RawMessage(`{"where":"\u0000"}`), Result: json.RawMessage(`{}`)},
		}
	})
	p := look(t, s, ana)
	equal(t, "name", p.Athlete.Name, "An�a")
	equal(t, "words", p.Answers, []restday.Answer{{Item: restday.PainWhere, Words: "left knee�"}})
}

func concurrentTurns(t *testing.T, s *storage.Store) {
	const chats, workers, updates = 10, 50, 20
	for c := range chats {
		enrol(t, s, restday.Address{Platform: "telegram", Chat: name("%d", c)})
	}
	// Every worker handles all updates, so each is tried fifty times at once.
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for u := range updates {
				chat := restday.Address{Platform: "telegram", Chat: name("%d", u%chats)}
				_, err := s.Turn(context.Background(), said(name("u%d", u), chat, ""), now, countMisses)
				if err != nil {
					t.Errorf("turn: %v", err)
				}
			}
		})
	}
	all.Wait()
	for c := range chats {
		p := look(t, s, restday.Address{Platform: "telegram", Chat: name("%d", c)})
		equal(t, "effects in a chat", p.State.Misses, updates/chats)
	}
	equal(t, "replies", len(waiting(t, s, "telegram")), updates)
}

// countMisses is an effect that shows when one is lost or repeated.
func countMisses(p restday.Person) (restday.Change, error) {
	p.State.Misses++
	return restday.Change{State: &p.State, Outgoing: []restday.Outgoing{message("reply")}}, nil
}

func concurrentStrangers(t *testing.T, s *storage.Store) {
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			_, err := s.Turn(context.Background(), said(name("u%d", i), ana, ""), now, func(p restday.Person) (restday.Change, error) {
				p.State.Misses++
				return restday.Change{Athlete: &p.Athlete, State: &p.State}, nil
			})
			if err != nil {
				t.Errorf("turn: %v", err)
			}
		})
	}
	all.Wait()
	list, err := s.Athletes(context.Background())
	check(t, err)
	equal(t, "athletes", len(list), 1)
	equal(t, "effects", look(t, s, ana).State.Misses, 20)
}
