package conversation_test

import (
	"bufio"
	stdcmp "cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/conversation"
	"restday/plan"
	"restday/rules"
	"restday/storage"
	"restday/storage/storagetest"
)

var update = flag.Bool("update", false, "rewrite the bot's lines in testdata")

// readable is a button that a screen reader can say: a word, a time of day or
// hours of sleep; never only an emoji or a bare digit.
var readable = regexp.MustCompile(`^\PL{0,4}\pL.|^\d\d:\d\d( \pL+ \d\d:\d\d)?$|^<?\d½?\+?$`)

var ana = restday.Address{Platform: "terminal", Chat: "me"}

// A transcript is a dialogue with its own clock; `#` begins a remark.
//
//	at 2026-03-12 07:00              the clock, in the athlete's zone; whatever is due happens
//	did 2026-03-11 key 60 8          a session done: day, kind, minutes, RPE
//	slept 2026-03-01 7.5 3 3 4       a past check-in: day, hours, energy, muscles, mood
//	speaks de                        Ana's platform is in this language
//	enrolled                         Ana has confirmed already, and wants neither tips nor digests
//	enrolled all                     … and wants both
//	away [discord]                   the platform, Ana's first or this one, was out of reach
//	ana> 7.5                         Ana types
//	ana~ 7.5 => 8                    Ana changes what she typed
//	ana> [Normal]                    Ana taps the newest button of that name
//	ana> [Normal] under Thursday     … under a message that holds that word
//	ana@discord> 7.5                 Ana types, or taps, in another chat; bot@discord> is said there
//	ben> 7.5                         Ben does; bot:ben> is said to him
//	ben#club> /team bind             Ben types in a group, ben#club!> as its admin; bot#club> is said there
//	thrown #club                     the bot is thrown out of it
//	as ben                           enrolled, did and slept are about Ben from now on
//	offstage                         what the bot says is not written down until onstage
//	sends testdata/files/run.gpx hard  Ana sends a file, with words beside it
//	refuse terminal                  what is sent to that chat is refused from now on
//	again                            Ana's last tap arrives once more: a double tap, or a button of an old message
//	bot> …                           a new message; bot~ an edited one; bot! a passing notice
//	     [a] [b]                     its buttons

// TestTranscripts plays every dialogue on each database, and once more with
// the program stopped and started again before every third line: together they
// are stopped everywhere, and what is forgotten then, either database forgets.
func TestTranscripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			t.Run("sqlite", func(t *testing.T) { t.Parallel(); play(t, file, ":memory:", false) })
			t.Run("restarts", func(t *testing.T) { t.Parallel(); play(t, file, filepath.Join(t.TempDir(), "t.db"), true) })
			t.Run("postgres", func(t *testing.T) { t.Parallel(); play(t, file, storagetest.Postgres(t), false) })
		})
	}
}

func play(t *testing.T, file, url string, restarts bool) {
	if *update && url != ":memory:" {
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := &player{t: t, url: url, restarts: restarts, language: "en", buttons: map[int64][][]restday.Choice{}, texts: map[int64]string{},
		typed: map[string]string{}, places: map[int64]restday.Address{}, refused: map[string]bool{}, subject: "ana"}
	p.start()
	t.Cleanup(p.stop)
	lines := bufio.NewScanner(strings.NewReader(string(data)))
	for lines.Scan() {
		p.line(lines.Text())
	}
	if *update {
		if err := os.WriteFile(file, []byte(p.out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(data), p.out.String()); diff != "" {
		t.Errorf("%s differs (-file +bot):\n%s", file, diff)
	}
}

// player acts a transcript out on a real engine and store.
type player struct {
	t        *testing.T
	url      string
	restarts bool
	language string // of Ana's platform
	store    *storage.Store
	engine   *conversation.Engine
	now      time.Time
	count    int
	lines    int                       // played so far
	tap      restday.Incoming          // Ana's last
	typed    map[string]string         // Ana's messages: their ids by what they said last
	refused  map[string]bool           // platforms
	codes    int                       // made so far
	screen   []int64                   // messages in sight, oldest first
	places   map[int64]restday.Address // their chats
	offstage bool
	place    restday.Address // where the last words were said; zero: in private
	admin    bool            // and whether by its admin
	subject  string          // whom enrolled, did and slept are about
	buttons  map[int64][][]restday.Choice
	texts    map[int64]string
	out      strings.Builder
}

func (p *player) start() {
	p.t.Helper()
	store, err := storage.Open(context.Background(), p.url, storage.Options{Now: func() time.Time { return p.now }})
	if err != nil {
		p.t.Fatal(err)
	}
	p.store = store
	p.engine = conversation.New(store, newFlow(p.t).MakingCodes(p.code), func() time.Time { return p.now })
}

// code makes the codes CODE1, CODE2, …
func (p *player) code() string {
	p.codes++
	return fmt.Sprint("CODE", p.codes)
}

// builtin reads all words and rules once for all tests: they only read them.
var builtin = sync.OnceValues(func() (*conversation.Flow, error) {
	library, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	sessions, err := plan.Builtin()
	if err != nil {
		return nil, err
	}
	return conversation.NewFlow(conversation.Settings{
		Zone: "Europe/Berlin", PromptAt: 7 * 60, Language: "en", Window: 4 * time.Hour, Late: 3 * time.Hour, Nudge: true,
		Emergency: "112", HelpLine: "116 123",
	}, library, sessions)
})

// newFlow is the flow of every test: it remembers nothing.
func newFlow(t testing.TB) *conversation.Flow {
	t.Helper()
	flow, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return flow
}

func (p *player) stop() {
	if err := p.store.Close(); err != nil {
		p.t.Error(err)
	}
}

func (p *player) line(line string) {
	p.t.Helper()
	if strings.HasPrefix(line, "bot") || strings.HasPrefix(line, "     ") {
		return // what the bot said last time
	}
	if p.lines++; p.restarts && p.lines%3 == 0 {
		p.stop()
		p.start()
	}
	p.out.WriteString(line + "\n")
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "at":
		p.at(rest)
	case "did":
		p.did(strings.Fields(rest))
	case "slept":
		p.slept(strings.Fields(rest))
	case "speaks":
		p.language = rest
	case "offstage", "onstage":
		p.offstage = word == "offstage"
	case "as":
		p.subject = rest
	case "enrolled":
		p.enrolled(rest == "all")
	case "away":
		if rest == "" {
			rest = ana.Platform
		}
		p.must(p.store.AskAgain(context.Background(), rest))
		p.wake()
	case "thrown":
		p.thrown(rest)
	case "sends":
		p.sends(rest)
	case "refuse":
		p.refused[rest] = true
	case "ana~":
		was, is, _ := strings.Cut(rest, " => ")
		p.typed[is] = p.typed[was]
		p.send(restday.Incoming{From: ana, Name: "Ana", Event: restday.Edited, Text: is, Message: p.typed[was]})
	case "again":
		p.send(p.tap)
	case "", "#":
	default:
		p.speaks(line, word, rest)
	}
}

func (p *player) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%v, after:\n%s", err, p.out.String())
	}
}

func (p *player) at(when string) {
	zone, err := time.LoadLocation("Europe/Berlin")
	p.must(err)
	p.now, err = time.ParseInLocation("2006-01-02 15:04", when, zone)
	p.must(err)
	p.wake()
}

// wake does what the scheduler does at this minute.
func (p *player) wake() {
	due, err := p.store.Due(context.Background(), p.now, 50)
	p.must(err)
	for _, a := range due {
		p.handle(restday.Incoming{From: a.Chat, Event: restday.Woken, At: p.now})
	}
	p.wakeTeams()
}

func (p *player) did(f []string) {
	day, err := restday.ParseDay(f[0])
	p.must(err)
	p.must(p.store.ImportSessions(context.Background(), []storage.SessionRow{{Chat: chatOf(p.subject), Session: restday.Session{
		Day: day, Kind: restday.Kind(f[1]), Minutes: p.number(f[2]), RPE: p.number(f[3]),
	}}}))
}

func (p *player) slept(f []string) {
	day, err := restday.ParseDay(f[0])
	p.must(err)
	c := restday.CheckIn{Day: day, Values: map[restday.Item]float64{}}
	for i, item := range []restday.Item{restday.SleepH, restday.Fatigue, restday.Soreness, restday.Mood} {
		c.Values[item] = *p.number(f[i+1])
	}
	p.must(p.store.ImportCheckIns(context.Background(), []storage.CheckInRow{{Chat: chatOf(p.subject), CheckIn: c}}))
}

func (p *player) number(s string) *float64 {
	v, err := strconv.ParseFloat(s, 64)
	p.must(err)
	return &v
}

// says has somebody type words, or tap a button in brackets.
func (p *player) says(name string, from restday.Address, said string) {
	in := restday.Incoming{From: from, Place: p.place, Admin: p.admin, Away: p.place != restday.Address{}, Name: name, Language: p.language, Event: restday.Said, Text: said}
	if label, ok := strings.CutPrefix(said, "["); ok {
		label, where, _ := strings.Cut(label, "] under ")
		label = strings.TrimSuffix(label, "]")
		in.Event, in.Text, in.Ack = restday.Tapped, "", "tap"
		var err error
		in.Choice, in.Message, err = p.find(stdcmp.Or(p.place, from), label, where)
		p.must(err)
		if in.Choice == "channel:checkin" { // as the adapters take it
			in.Event, in.Text, in.Choice, in.Message, in.Away = restday.Said, "/checkin", "", "", false
		}
		p.tap = in
	} else {
		in.Message = fmt.Sprint("a", p.count)
		p.typed[said] = in.Message
	}
	p.send(in)
}

// sends is Ana sending a file from the repository.
func (p *player) sends(what string) {
	name, words, _ := strings.Cut(what, " ")
	data, err := os.ReadFile(name)
	p.must(err)
	file := &restday.Upload{Name: filepath.Base(name), Size: int64(len(data)), Data: data}
	p.send(restday.Incoming{From: ana, Name: "Ana", Language: p.language, Event: restday.Said, Text: words, File: file})
}

func (p *player) send(in restday.Incoming) {
	p.count++
	in.ID, in.At = fmt.Sprint(p.count), p.now
	_, err := p.store.Put(context.Background(), []restday.Incoming{in})
	p.must(err)
	p.handle(in)
	p.handle(in) // a second delivery of the same update changes nothing
}

// find returns the newest button with a label in a chat, under a text that
// holds a word, and its message.
func (p *player) find(chat restday.Address, label, word string) (data, message string, err error) {
	for _, id := range slices.Backward(p.screen) {
		if p.places[id] != chat || !strings.Contains(p.texts[id], word) {
			continue
		}
		for _, row := range p.buttons[id] {
			for _, c := range row {
				if c.Label == label {
					return c.Data, fmt.Sprint("m", id), nil
				}
			}
		}
	}
	return "", "", errors.New("no button [" + label + "]")
}

func (p *player) handle(in restday.Incoming) {
	p.t.Helper()
	out, err := p.engine.Handle(context.Background(), in)
	p.must(err)
	p.deliver(out)
	if in.Ack != "" && len(out) > 0 && out[0].Ack != in.Ack {
		p.t.Errorf("the tap is not answered by the first message")
	}
}
