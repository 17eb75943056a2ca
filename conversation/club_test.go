package conversation_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/conversation"
	"restday/storage"
)

// club is two squads that live through weeks on one engine: thirty people on
// Telegram and twenty on Discord, each with a coach and a channel. It is started anew
// each day.
type club struct {
	t      *testing.T
	random *rand.Rand
	store  *storage.Store
	engine *conversation.Engine
	zone   *time.Location
	now    time.Time
	count  int
	squads []*clubSquad
	shares map[string]restday.Share // by name
	posts  map[restday.Address][]post
	lists  map[restday.Address][]time.Time // of coaches: when the squad list came
}

type clubSquad struct {
	coach, channel restday.Address
	athletes       []restday.Address
}

// post is what stands in a channel.
type post struct {
	at   time.Time
	text string
}

// nameOf is a name that is in no other word.
func nameOf(chat restday.Address) string { return "Zy" + chat.Platform[:1] + chat.Chat + "q" }

func newClub(t *testing.T) *club {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	c := &club{t: t, random: rand.New(rand.NewPCG(1, 2)), zone: zone, now: time.Date(2026, 3, 4, 12, 0, 0, 0, zone),
		shares: map[string]restday.Share{}, posts: map[restday.Address][]post{}, lists: map[restday.Address][]time.Time{}}
	c.store, err = storage.Open(context.Background(), ":memory:", storage.Options{Now: func() time.Time { return c.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.store.Close() })
	c.start()
	c.found("telegram", "-77", 30)
	c.found("discord", "#88", 20)
	return c
}

// start is what a restart leaves of the program.
func (c *club) start() {
	flow := newFlow(c.t).MakingCodes(func() string { return fmt.Sprint("CODE", c.count) })
	c.engine = conversation.New(c.store, flow, func() time.Time { return c.now })
}

func (c *club) found(platform, channel string, n int) {
	c.t.Helper()
	s := &clubSquad{coach: restday.Address{Platform: platform, Chat: "1000"}, channel: restday.Address{Platform: platform, Chat: channel}}
	for i := range n {
		s.athletes = append(s.athletes, restday.Address{Platform: platform, Chat: fmt.Sprint(2000 + i)})
	}
	c.squads = append(c.squads, s)
	all := append([]restday.Address{s.coach}, s.athletes...)
	err := c.store.ImportAthletes(context.Background(), all, func(i int, a *restday.Athlete) error {
		*a = restday.Athlete{ID: a.ID, Name: nameOf(all[i]), Chat: all[i], Language: "en", Zone: "Europe/Berlin", PromptAt: 420,
			Weekdays: restday.EveryDay, Enrolled: true, Sport: "run", Preferences: restday.NewPreferences()}
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
	code := ""
	for _, o := range c.say(s.coach, "/team create Squad "+platform) {
		if _, after, ok := strings.Cut(o.Text.Plain(), "/team join "); ok {
			code = after
		}
	}
	c.say(s.coach, "/pause")
	c.handle(restday.Incoming{From: s.coach, Place: s.channel, Admin: true, Away: true, Event: restday.Said, Text: "/team bind"})
	for _, a := range s.athletes {
		c.say(a, "/team join "+code)
		c.say(a, "yes")
		c.shares[nameOf(a)] = restday.ShareColour
	}
}

func (c *club) say(from restday.Address, text string) []restday.Outgoing {
	return c.handle(restday.Incoming{From: from, Event: restday.Said, Text: text})
}

func (c *club) handle(in restday.Incoming) []restday.Outgoing {
	c.t.Helper()
	c.count++
	in.ID, in.At, in.Name = fmt.Sprint(c.count), c.now, nameOf(in.From)
	if in.Event == restday.Woken {
		in.ID = ""
	}
	out, err := c.engine.Handle(context.Background(), in)
	if err != nil {
		c.t.Fatal(err)
	}
	c.deliver(out)
	return out
}

// tick does what the scheduler does at a minute, twice: the second time nothing is
// left to do.
func (c *club) tick() {
	c.t.Helper()
	for range 2 {
		people, err := c.store.Due(context.Background(), c.now, 1000)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, a := range people {
			c.handle(restday.Incoming{From: a.Chat, Event: restday.Woken})
		}
		teams, err := c.store.DueTeams(context.Background(), c.now, 1000)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, id := range teams {
			out, err := c.engine.HandleTeam(context.Background(), id)
			if err != nil {
				c.t.Fatal(err)
			}
			c.deliver(out)
		}
	}
}

// deliver reads every message as those do who get it.
func (c *club) deliver(out []restday.Outgoing) {
	c.t.Helper()
	for _, o := range out {
		text := o.Text.Plain()
		for _, s := range c.squads {
			switch o.To {
			case s.channel:
				c.readInChannel(o)
			case s.coach:
				c.readByCoach(text)
			}
			if o.To == s.coach && strings.Contains(text, "have checked in.") && o.Key != "" {
				c.lists[s.coach] = append(c.lists[s.coach], c.now)
			}
		}
		r := restday.Receipt{ID: o.ID, To: o.To, Fate: restday.Sent, Message: fmt.Sprint("m", o.ID)}
		if _, err := c.store.Settle(context.Background(), []restday.Receipt{r}); err != nil {
			c.t.Fatal(err)
		}
	}
}

// told are words of answers that no group may read.
var told = []string{"knee", "fever", "sore", "mood", "hurts", "ill", "red", "amber"}

func (c *club) readInChannel(o restday.Outgoing) {
	c.t.Helper()
	text := o.Text.Plain()
	for _, row := range o.Choices {
		for _, choice := range row {
			text += "\n" + choice.Label
		}
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" .,:\n", r) })
	for _, w := range words {
		if strings.HasPrefix(w, "Zy") || slices.Contains(told, w) {
			c.t.Errorf("the group reads %q in %q", w, text)
		}
	}
	c.posts[o.To] = append(c.posts[o.To], post{c.now, o.Text.Plain()})
}

// readByCoach holds that a line about somebody says no more than they share.
func (c *club) readByCoach(text string) {
	c.t.Helper()
	lines := strings.Split(text, "\n")
	for name, share := range c.shares {
		if share == restday.ShareWords {
			continue
		}
		forbidden := []string{"knee", "fever"}
		if share == restday.ShareColour {
			forbidden = append(forbidden, "in pain", "· ill", "Sleep", "muscles", "Why:")
		}
		for _, line := range lines {
			about := line
			if strings.HasPrefix(lines[0], name+", ") { // opened: every line is about them
				about = text
			} else if !strings.HasPrefix(line, name+":") {
				continue
			}
			for _, words := range forbidden {
				if strings.Contains(about, words) {
					c.t.Errorf("%s shares %s, and the coach reads %q", name, share, about)
				}
			}
		}
	}
}
