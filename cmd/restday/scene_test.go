//go:build failpoint

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"restday"
	"restday/bot/bottest"
	"restday/storage"
)

// slowest is how long a scene may take: the longest fault is a request that
// nobody answers, which Telegram's adapter gives 30 s.
const slowest = 60 * time.Second

// typed is a button of the question that is answered by words, so that a new
// card is shown and the buttons of the old one are taken away.
const typed = "Full"

// scene is a cell while it is played.
type scene struct {
	cell
	t     *testing.T
	fake  bottest.Fake
	gate  *gate
	db    string
	env   []string
	who   *athlete
	url   string // of the fake
	today restday.Day

	seen        atomic.Int64 // requests of the cell's kind
	pressed     bool
	back, typed time.Time // when they last came back, and typed their answer

	mu     sync.Mutex
	cmd    *exec.Cmd
	log    console
	deaths int
	told   bool // to stop
	gone   chan struct{}
}

func setScene(t *testing.T, c cell) *scene {
	s := &scene{cell: c, t: t, db: newFile(t), gone: make(chan struct{})}
	strike := func(kind string) bottest.Fault {
		if kind == c.kind && int(s.seen.Add(1)) == c.nth() {
			return faultNames[c.fault]
		}
		return bottest.None
	}
	s.env = []string{asProgram + "=1", "RESTDAY_DATABASE=" + s.db, "RESTDAY_DEFAULT_TIMEZONE=UTC"}
	if c.platform == "telegram" {
		fake := bottest.NewTelegram(t, bottest.TelegramOptions{})
		s.fake, s.url, s.gate = fake, fake.URL(), newGate(t, fake.URL(), strike)
		s.env = append(s.env, "RESTDAY_TELEGRAM_TOKEN="+fake.Token(), "RESTDAY_TELEGRAM_API_URL="+s.gate.URL)
	} else {
		fake := bottest.NewDiscord(t, bottest.DiscordOptions{})
		s.fake, s.url, s.gate = fake, fake.URL(), newGate(t, fake.URL(), strike)
		s.env = append(s.env, "RESTDAY_DISCORD_TOKEN="+fake.Token(), "RESTDAY_DISCORD_API_URL="+s.gate.URL)
	}
	s.who = &athlete{fake: s.fake, chat: s.fake.Person(1), taps: true}
	s.yesterday()
	return s
}

// yesterday leaves a message whose button any press finds too old, and an
// athlete whose prompt is due.
func (s *scene) yesterday() {
	now := time.Now().UTC()
	s.today = restday.DayOf(now)
	s.post("An old message.", fmt.Sprintf("a:%s:mood:1", s.today-9), "Old")
	db, err := storage.Open(context.Background(), s.db, storage.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()
	prompt := now.Add(-2 * time.Minute)
	_, err = db.Turn(ctx, restday.Incoming{From: s.who.chat, Event: restday.Said, At: now}, now,
		func(p restday.Person) (restday.Change, error) {
			p.Athlete.Zone, p.Athlete.Language, p.Athlete.Weekdays, p.Athlete.Enrolled = "UTC", "en", restday.EveryDay, true
			p.Athlete.PromptAt = restday.Clock(prompt.Hour()*60 + prompt.Minute())
			p.Athlete.Wake = now
			return restday.Change{Athlete: &p.Athlete}, nil
		})
	if err != nil {
		s.t.Fatal(err)
	}
}

// play lets the person live through the morning.
func (s *scene) play() {
	s.start(s.bomb())
	defer s.stop()
	look := time.NewTicker(glance / 3)
	defer look.Stop()
	for end := time.Now().Add(slowest); time.Now().Before(end) && (!s.who.finished || !s.quiet()); <-look.C {
		s.act()
	}
}

// act is what the person does next: press the old button once the prompt has
// come, then answer. Somebody who took no messages comes back by writing.
func (s *scene) act() {
	seen := frozen{s.fake, s.fake.Chat(s.who.chat)}
	s.who.fake = seen
	switch {
	case s.blocked() && s.gate.count() > 0 && s.ready() && time.Since(s.back) > impatient && !s.who.finished && (!s.pressed || s.back.IsZero()):
		s.back = time.Now()
		s.fake.Say(s.who.chat, map[bool]string{true: "/today", false: "/checkin"}[s.kind == aReply])
	case s.pressed && slices.Contains(newestButtons(seen.chat), typed):
		if time.Since(s.typed) > trusting {
			s.typed = time.Now()
			s.fake.Say(s.who.chat, "energy normal")
		}
	case s.pressed && !s.who.finished:
		s.who.up = false // further up is only the old button
		s.who.live()
	case !s.pressed && asked(seen.chat) && s.ready():
		s.pressed = true
		s.disturb()
		if err := s.fake.Tap(s.who.chat, "Old"); err != nil {
			s.t.Error(err)
		}
	}
}

// values are what is stored for the labels that people press.
var values = map[string]float64{"7½": 7.5, "Normal": 3, "Full": 5, "Sore": 2, "Very sore": 1, "Good": 4, "Very low": 1}

// frozen is a fake at one glance: what the person looked at is what they answer.
type frozen struct {
	bottest.Fake
	chat []bottest.Message
}

// Chat implements bottest.Fake.
func (f frozen) Chat(restday.Address) []bottest.Message { return f.chat }

// disturb does to what comes in what the cell says, just before the person
// presses anything.
func (s *scene) disturb() {
	telegram, _ := s.fake.(*bottest.Telegram)
	discord, _ := s.fake.(*bottest.Discord)
	switch s.fault {
	case "poison":
		telegram.Inject(map[string]any{"callback_query": "nonsense"})
	case "poll 409":
		telegram.RefusePolls(http.StatusConflict, 1)
	case "poll 502":
		telegram.RefusePolls(http.StatusBadGateway, 1)
	case "op 7":
		discord.Reconnect()
	case "op 9":
		discord.Invalidate()
	case "dropped":
		discord.Drop()
	}
}

func (s *scene) blocked() bool { return s.fault == "blocked" }

func (s *scene) ready() bool {
	d, ok := s.fake.(*bottest.Discord)
	return !ok || d.Connected()
}

// quiet tells whether nothing is left to be seen, and the last run has begun.
func (s *scene) quiet() bool {
	deaths := 0
	if s.place != "" {
		deaths = 1
	}
	return s.fake.Unanswered() <= s.lost() && s.stripped() && s.met() &&
		s.died() == deaths && strings.Count(s.log.String(), "msg=serving") == deaths+1
}

// met tells whether the fault has happened; those of what comes in do at once.
// The session of somebody who has it is sent again all the same, if its first
// request was never answered, or the answer never noted.
func (s *scene) met() bool {
	unknown := s.fault == "stall, accepted" || s.place == "after send" || s.place == "before mark"
	if unknown && s.kind == aReply && int(s.seen.Load()) <= s.nth() {
		return false
	}
	return faultNames[s.fault] == bottest.None || s.gate.count() > 0
}

// lost is how many presses nobody may ever answer: Discord gives a press three
// seconds, and what a program held that is killed is gone. The person is told so.
func (s *scene) lost() (n int) {
	if s.platform == "telegram" {
		return 0
	}
	if s.place != "" {
		n = 2 // the old button and an answer, pressed at once
	}
	if s.fault == "stall" {
		n++
	}
	return n
}

// stripped tells whether the buttons of what was typed are gone; a copy of the
// prompt may keep them, and shows where the check-in stands when pressed.
func (s *scene) stripped() bool {
	left := 0
	for _, m := range s.fake.Chat(s.who.chat) {
		if slices.Contains(slices.Concat(m.Buttons...), typed) {
			left++
		}
	}
	return left == 0 || s.kind == aPrompt && left < s.most
}

func asked(seen []bottest.Message) bool {
	for _, m := range seen {
		if strings.Contains(m.Text, "How long did you sleep?") {
			return true
		}
	}
	return false
}

// start runs the program, again and again until stop; only the first run ends
// at a place.
func (s *scene) start(bomb string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cmd = exec.Command(os.Args[0], "serve")
	s.cmd.Env = slices.Concat(s.env, []string{failpointEnv + "=" + bomb})
	s.cmd.Stderr = &s.log
	if err := s.cmd.Start(); err != nil {
		s.t.Error(err)
		close(s.gone)
		return
	}
	go s.mind(s.cmd)
}

func (s *scene) mind(cmd *exec.Cmd) {
	_ = cmd.Wait() // what it died of is in its state
	s.mu.Lock()
	told := s.told
	if !told {
		s.deaths++
	}
	s.mu.Unlock()
	if told {
		close(s.gone)
		return
	}
	s.start("")
}

func (s *scene) died() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deaths
}

func (s *scene) stop() {
	s.mu.Lock()
	s.told = true
	cmd := s.cmd
	s.mu.Unlock()
	_ = cmd.Process.Signal(syscall.SIGTERM)
	<-s.gone
	if code := cmd.ProcessState.ExitCode(); code != exitDone {
		s.t.Errorf("serve ended with exit code %d:\n%s", code, s.log.String())
	}
}

// post sends a message as the bot itself, and returns its id.
func (s *scene) post(text, data, label string) string {
	url, body := s.url+"/api/v9/channels/600000000000000001/messages",
		fmt.Sprintf(`{"content":%q,"components":[{"type":1,"components":[{"type":2,"style":2,"label":%q,"custom_id":%q}]}]}`, text, label, data)
	token := ""
	if fake, ok := s.fake.(*bottest.Telegram); ok {
		url = s.url + "/bot" + fake.Token() + "/sendMessage"
		body = fmt.Sprintf(`{"chat_id":%s,"text":%q,"reply_markup":{"inline_keyboard":[[{"text":%q,"callback_data":%q}]]}}`,
			s.fake.Person(1).Chat, text, label, data)
	} else if fake, ok := s.fake.(*bottest.Discord); ok {
		token = "Bot " + fake.Token()
	}
	return postAs(s.t, url, token, body)
}

func postAs(t *testing.T, url, token, body string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", token)
	r.Header.Set("User-Agent", "DiscordBot (test, 1)")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var sent struct {
		ID     string // Discord's
		Result struct {
			ID int `json:"message_id"`
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&sent); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", url, resp.StatusCode, err)
	}
	if sent.ID != "" {
		return sent.ID
	}
	return strconv.Itoa(sent.Result.ID)
}
