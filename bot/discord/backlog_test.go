package discord

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot/bottest"
)

func texts(updates []restday.Incoming) []string {
	var out []string
	for _, in := range updates {
		out = append(out, in.Text)
	}
	return out
}

func numbered(from, to int) []string {
	var out []string
	for i := from; i <= to; i++ {
		out = append(out, fmt.Sprintf("%s %d", secretWord, i))
	}
	return out
}

func TestFetchesWhatWasWrittenWhileAway(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	who := r.Person(1)
	want := numbered(1, 251) // more than two pages
	r.ready()
	r.Say(who, want[0])
	r.arrived(1)
	r.halt()
	for _, text := range want[1:] {
		r.Say(who, text)
	}
	r.ready()
	if diff := cmp.Diff(want, texts(r.arrived(len(want)))); diff != "" {
		t.Error(diff)
	}
	r.await("the open questions", func() bool { return len(r.store.Asked()) == 1 })
}

func TestFirstStartAsksNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.ready()
	r.Say(r.Person(1), secretWord)
	r.arrived(1)
	if asked := r.store.Asked(); len(asked) != 0 {
		t.Errorf("asked again on the very first start: %v", asked)
	}
}

// A message that comes while older ones are being fetched waits for them.
func TestNewMessagesDoNotOvertakeMissedOnes(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	who, other := r.Person(1), r.Person(2)
	r.ready()
	r.Say(who, secretWord+" 1")
	r.arrived(1)
	r.halt()
	r.Say(who, secretWord+" 2")
	r.Reply("history", 3, http.StatusBadGateway, "<html>", nil)
	r.ready()
	r.Say(who, secretWord+" 3")
	r.Say(other, secretWord+" other") // nothing to fetch there
	var his []string
	for _, in := range r.arrived(4) {
		if in.From == who {
			his = append(his, in.Text)
		}
	}
	if diff := cmp.Diff(numbered(1, 3), his); diff != "" {
		t.Error(diff)
	}
}

func TestHistoryFaults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		want   []string
	}{
		"rate limit":      {429, `{"message":"slow","retry_after":0.01,"global":false}`, numbered(1, 3)},
		"server error":    {500, `{"code":0}`, numbered(1, 3)},
		"not JSON":        {200, `<html>`, numbered(1, 3)},
		"unknown channel": {404, `{"code":10003}`, []string{secretWord + " 1", secretWord + " 3"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, bottest.DiscordOptions{})
			who := r.Person(1)
			r.ready()
			r.Say(who, secretWord+" 1")
			r.arrived(1)
			r.halt()
			r.Say(who, secretWord+" 2")
			r.Reply("history", 1, c.status, c.body, nil)
			r.ready()
			r.await("the open questions", func() bool { return len(r.store.Asked()) == 1 })
			r.Say(who, secretWord+" 3")
			if diff := cmp.Diff(c.want, texts(r.arrived(len(c.want)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Somebody who so far only used commands has no message to start from.
func TestFetchesAfterACommand(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	who := r.Person(1)
	r.ready()
	r.Say(who, "/today")
	in := r.arrived(1)[0]
	r.mustSend(restday.Outgoing{ID: 1, To: who, Ack: in.Ack, Text: words("Easy")})
	r.halt()
	r.Say(who, secretWord)
	r.ready()
	got := texts(r.arrived(2))
	if !slices.Contains(got, secretWord) {
		t.Errorf("arrived: %q", got)
	}
}

func TestSnowflakesAreCompared(t *testing.T) {
	t.Parallel()
	ids := []string{"1000", "9", "999", "", "10"}
	slices.SortFunc(ids, older)
	if diff := cmp.Diff([]string{"", "9", "10", "999", "1000"}, ids); diff != "" {
		t.Error(diff)
	}
}
