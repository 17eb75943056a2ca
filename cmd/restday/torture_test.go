//go:build failpoint && torture

package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/bot/bottest"
	"restday/storage"
	"restday/storage/storagetest"
)

var (
	minutes = flag.Float64("minutes", 10, "how long the torture lasts")
	seed    = flag.Uint64("seed", 0, "of everything random; 0: a new one")
	store   = flag.String("store", "sqlite", "sqlite or postgres")
	crowd   = flag.Int("people", 24, "how many athletes are tortured with it")
)

// A day of torture is this long at most; then whoever waits is lost.
const tortureDay = 2 * time.Minute

// torture is one run: days follow each other as fast as people answer, because
// the program's clock is a file.
type torture struct {
	*process
	rand  *dice
	db    *storage.Store
	url   string
	disk  string // a small file system of its own that may be filled; "" when there is none
	clock string // the file
	day   restday.Day
	begun time.Time // of the day
	gates []*gate
	town  town

	telegram *bottest.Telegram

	skip  map[restday.Address]int // messages of days before
	tally map[string]int

	mu      sync.Mutex
	prompts map[string][]time.Time // seen by the network, by person
	swallow map[string][]time.Time // taken by the network without an answer, by person
}

// dice are random numbers that several goroutines may draw.
type dice struct {
	mu sync.Mutex
	r  *rand.Rand
}

func (d *dice) float() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.r.Float64()
}

func (d *dice) between(least, most time.Duration) time.Duration {
	return least + time.Duration(d.float()*float64(most-least))
}

func TestTorture(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d, %s, %v minutes, %d people", *seed, *store, *minutes, *crowd)
	x := newTorture(t)
	x.start()
	end := time.Now().Add(time.Duration(*minutes * float64(time.Minute)))
	for !t.Failed() && time.Now().Before(end) {
		x.liveADay()
	}
	if code := x.stop(); code != exitDone {
		t.Errorf("serve ended with exit code %d", code)
	}
	x.auditLog("123456:FAKE", "FAKE.token", "Person ", "sore", "panic")
	t.Logf("seed %d, %s: %v", *seed, *store, x.tally)
	if t.Failed() {
		x.keepLog()
	}
}

func newTorture(t *testing.T) *torture {
	x := &torture{
		rand: &dice{r: rand.New(rand.NewPCG(*seed, 1))}, clock: filepath.Join(t.TempDir(), "clock"),
		skip: map[restday.Address]int{}, tally: map[string]int{}, prompts: map[string][]time.Time{}, swallow: map[string][]time.Time{},
	}
	if *store == "postgres" {
		x.url = storagetest.Postgres(t)
	} else {
		dir := t.TempDir()
		if mountSmall(t, dir) {
			x.disk = dir
		}
		x.url = filepath.Join(dir, "restday.db")
	}
	telegram := bottest.NewTelegram(t, bottest.TelegramOptions{Delay: networkTime})
	discord := bottest.NewDiscord(t, bottest.DiscordOptions{Delay: networkTime})
	for _, url := range []string{telegram.URL(), discord.URL()} {
		g := newGate(t, url, x.strike)
		g.saw = x.saw
		x.gates = append(x.gates, g)
	}
	x.process = &process{t: t, env: []string{
		asProgram + "=1", "RESTDAY_DATABASE=" + x.url, "RESTDAY_DEFAULT_TIMEZONE=UTC", clockEnv + "=" + x.clock,
		"RESTDAY_TELEGRAM_TOKEN=" + telegram.Token(), "RESTDAY_TELEGRAM_API_URL=" + x.gates[0].URL,
		"RESTDAY_DISCORD_TOKEN=" + discord.Token(), "RESTDAY_DISCORD_API_URL=" + x.gates[1].URL,
	}}
	x.telegram, x.town = telegram, settle(*crowd, telegram, discord)
	x.enrol()
	return x
}

// enrol has everybody's prompt due a few minutes ago, from tomorrow on.
func (x *torture) enrol() {
	var err error
	if x.db, err = storage.Open(context.Background(), x.url, storage.Options{}); err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() { _ = x.db.Close() })
	now := time.Now().UTC()
	x.day = restday.DayOf(now)
	prompt := now.Add(-50 * time.Minute)
	for _, a := range x.town {
		in := restday.Incoming{From: a.chat, Event: restday.Said, At: now}
		_, err := x.db.Turn(context.Background(), in, now, func(p restday.Person) (restday.Change, error) {
			p.Athlete.Zone, p.Athlete.Language, p.Athlete.Weekdays, p.Athlete.Enrolled = "UTC", "en", restday.EveryDay, true
			p.Athlete.PromptAt = restday.Clock(prompt.Hour()*60 + prompt.Minute())
			p.State.Prompted = x.day
			p.Athlete.Wake = p.Athlete.NextPrompt(x.day + 1)
			return restday.Change{Athlete: &p.Athlete, State: &p.State, Day: x.day}, nil
		})
		if err != nil {
			x.t.Fatal(err)
		}
	}
}

// strike decides what the network does to one request.
func (x *torture) strike(string) bottest.Fault {
	roll := x.rand.float()
	for _, f := range []struct {
		fault bottest.Fault
		share float64
	}{
		{bottest.TooMany, 0.02}, {bottest.BadGateway, 0.03}, {bottest.ServerError, 0.02},
		{bottest.HangUp, 0.03}, {bottest.HangUpAccepted, 0.03}, {bottest.Stall, 0.001},
	} {
		if roll < f.share {
			return f.fault
		}
		roll -= f.share
	}
	return bottest.None
}

// saw notes each prompt that a platform took, and what it took in silence.
func (x *torture) saw(path, body string, fault bottest.Fault) {
	if !strings.Contains(body, "How long did you sleep") || !strings.Contains(body, "Good morning") && !strings.Contains(body, "Hello") {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, a := range x.town {
		// The fake Discord's channels have their person's number.
		mine := strings.HasPrefix(path, "/bot") && strings.Contains(body, a.chat.Chat)
		if a.chat.Platform == "discord" {
			mine = strings.Contains(path, "/channels/6"+a.chat.Chat[1:]+"/")
		}
		if mine {
			x.prompts[a.chat.String()] = append(x.prompts[a.chat.String()], time.Now())
			if fault == bottest.HangUpAccepted {
				x.swallow[a.chat.String()] = append(x.swallow[a.chat.String()], time.Now())
			}
		}
	}
}

// setClock makes the program's clock show the torture's day, off by more.
func (x *torture) setClock(more time.Duration) {
	days := time.Duration(x.day-restday.DayOf(time.Now().UTC())) * 24 * time.Hour
	if err := os.WriteFile(x.clock+".new", []byte((days + more).String()), 0o600); err != nil {
		x.t.Error(err)
	}
	if err := os.Rename(x.clock+".new", x.clock); err != nil {
		x.t.Error(err)
	}
}

// liveADay lets a day begin, tortures the program while people answer, leaves
// it alone until all is quiet, and looks at what is left.
func (x *torture) liveADay() {
	x.day++
	x.begun = time.Now()
	x.setClock(0)
	for _, a := range x.town {
		*a = athlete{fake: a.fake, chat: a.chat, taps: a.taps}
		x.skip[a.chat] = len(a.fake.Chat(a.chat))
	}
	x.mu.Lock()
	clear(x.prompts)
	clear(x.swallow)
	x.mu.Unlock()
	ctx, calm := context.WithTimeout(x.t.Context(), tortureDay/2)
	var hurting sync.WaitGroup
	hurting.Go(func() { x.hurt(ctx) })
	var all sync.WaitGroup
	for _, a := range x.town {
		all.Go(func() { x.live(a) })
	}
	all.Wait()
	calm()
	hurting.Wait()
	polls := x.telegram.Calls("getUpdates")
	x.kill() // once more in the middle of nothing, and a tick
	waitUntil(func() bool { return x.telegram.Calls("getUpdates") > polls+1 })
	x.quieten()
	x.audit()
	x.tally["days"]++
}

// live has one person answer until they have today's session.
func (x *torture) live(a *athlete) {
	look := time.NewTicker(glance)
	defer look.Stop()
	today := *a
	today.fake = since{a.fake, x.skip[a.chat]}
	for ; !today.finished && time.Since(x.begun) < tortureDay; <-look.C {
		if len(today.fake.Chat(a.chat)) > 0 { // nobody writes before they are asked
			today.live()
		}
	}
	a.finished, a.repeats = today.finished, today.repeats
}

// since is a fake whose chats begin with a day.
type since struct {
	bottest.Fake
	skip int
}

// Say implements bottest.Fake. Impatient people name what they answer: a bare
// "normal" said twice would answer the next question as well.
func (s since) Say(who restday.Address, text string) {
	for i, subject := range []string{"slept ", "energy ", "muscles ", "mood "} {
		if text == replies[i].words {
			s.Fake.Say(who, subject+text)
			return
		}
	}
}

// Tap implements bottest.Fake. Several questions have a "Normal": it is pressed
// only where the person read the question they answer.
func (s since) Tap(who restday.Address, label string) error {
	for _, m := range slices.Backward(s.Chat(who)) {
		labels := slices.Concat(m.Buttons...)
		if !slices.Contains(labels, label) {
			continue
		}
		for _, r := range replies {
			if r.tap == label && slices.Contains(labels, r.label) {
				return s.Fake.Tap(who, label)
			}
		}
		return nil
	}
	return nil
}

// Chat implements bottest.Fake.
func (s since) Chat(who restday.Address) []bottest.Message {
	all := s.Fake.Chat(who)
	return all[min(s.skip, len(all)):]
}

// quieten waits until nothing is left to be done.
func (x *torture) quieten() {
	look := time.NewTicker(glance)
	defer look.Stop()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); <-look.C {
		if out, in := x.waiting(); out+in == 0 {
			return
		}
	}
}

func (x *torture) waiting() (out, in int) {
	for _, platform := range []string{"telegram", "discord"} {
		unsent, err1 := x.db.Waiting(context.Background(), platform)
		unheard, err2 := x.db.Unhandled(context.Background(), platform)
		if err1 != nil || err2 != nil {
			return 1, 1
		}
		out, in = out+len(unsent), in+len(unheard)
	}
	return out, in
}

// keepLog leaves the program's log where the report says.
func (x *torture) keepLog() {
	name := filepath.Join(os.TempDir(), fmt.Sprintf("restday-torture-%d.log", *seed))
	if err := os.WriteFile(name, x.log.Bytes(), 0o600); err == nil {
		x.t.Log("its log: ", name)
	}
}

// killsToday are the ends of the program since the day began.
func (x *torture) killsToday() []time.Time {
	return slices.DeleteFunc(slices.Clone(x.kills), func(at time.Time) bool { return at.Before(x.begun) })
}
