package conversation_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"restday"
	"restday/conversation"
	"restday/plan"
	"restday/rules"
	"restday/storage"
	"restday/storage/storagetest"
)

// TestDialogues guards: whatever people type and tap, in any order, over days,
// time zones, outages and restarts, exactly that is stored which a simple model
// of the promises expects (docs/design.md). The number of steps is the product
// of two flags: -rapid.checks dialogues of about -rapid.steps steps each.
func TestDialogues(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		playDialogues(t, filepath.Join(t.TempDir(), "dialogues.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		playDialogues(t, storagetest.Postgres(t))
	})
}

// playDialogues plays random dialogues, each with an athlete of its own, on one
// database, and makes sure that each kind of step was among them.
func playDialogues(t *testing.T, url string) {
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, url: url, flow: newFlow(t), library: library, sessions: sessions, counts: map[string]int{}}
	w.open()
	t.Cleanup(w.close)
	rapid.Check(t, func(rt *rapid.T) {
		d := newDialogue(rt, w)
		defer d.leave()
		d.enrol()
		actions := map[string]func(*rapid.T){"": func(*rapid.T) { d.check() }}
		for name, kind := range stepKinds {
			for i := range kind.weight {
				actions[fmt.Sprintf("%s %d", name, i)] = func(rt *rapid.T) {
					d.t, d.kind = rt, name
					kind.do(d)
					w.counts[name]++
				}
			}
		}
		rt.Repeat(actions)
		d.erase()
	})
	w.report()
}

// stepKind is a kind of step: how often it is taken, compared with the others,
// and what it does.
type stepKind struct {
	weight int
	do     func(*dialogue)
}

var stepKinds = map[string]stepKind{
	"tap the question":     {8, (*dialogue).tapQuestion},
	"tap anything":         {2, (*dialogue).tapAnything},
	"tap once more":        {1, (*dialogue).tapOnceMore},
	"odd tap":              {1, (*dialogue).tapOdd},
	"answer by a word":     {6, (*dialogue).sayBare},
	"say several things":   {4, (*dialogue).saySeveral},
	"correct":              {2, (*dialogue).sayCorrection},
	"ill or hurt":          {2, (*dialogue).sayComplaint},
	"say nothing of today": {2, (*dialogue).sayUnsaid},
	"nonsense":             {2, (*dialogue).sayNonsense},
	"edit":                 {2, (*dialogue).edit},
	"ask beside":           {2, (*dialogue).askBeside},
	"steer":                {3, (*dialogue).steer},
	"put off":              {1, (*dialogue).putOff},
	"settings":             {1, (*dialogue).sayAboutSettings},
	"minutes pass":         {3, (*dialogue).minutesPass},
	"days pass":            {2, (*dialogue).daysPass},
	"restday is down":      {1, (*dialogue).isDown},
	"restart":              {1, (*dialogue).restart},
	"update again":         {1, (*dialogue).updateAgain},
	"network away":         {1, (*dialogue).networkAway},
	"blocked":              {1, (*dialogue).block},
}

// world is one database with the program over it.
type world struct {
	t        *testing.T
	url      string
	flow     *conversation.Flow // outlives restarts: it remembers nothing
	library  *rules.Library
	sessions *plan.Catalogue
	store    *storage.Store
	engine   *conversation.Engine
	now      time.Time
	chats    int
	counts   map[string]int // of steps by kind, and of what came of them
}

func (w *world) open() {
	clock := func() time.Time { return w.now }
	store, err := storage.Open(context.Background(), w.url, storage.Options{Now: clock})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store, w.engine = store, conversation.New(store, w.flow, clock)
}

func (w *world) close() {
	if err := w.store.Close(); err != nil {
		w.t.Error(err)
	}
}

// report tells how often each kind of step was taken. A test that only ever
// talks nonsense would prove nothing.
func (w *world) report() {
	total := 0
	for kind := range stepKinds {
		total += w.counts[kind]
	}
	lines := []string{fmt.Sprintf("%d steps of %d athletes", total, w.chats)}
	for kind, n := range w.counts {
		lines = append(lines, fmt.Sprintf("%7d %s", n, kind))
	}
	slices.Sort(lines[1:])
	slices.Reverse(lines[1:])
	w.t.Log(strings.Join(lines, "\n"))
	if w.t.Failed() || total < 800 {
		return
	}
	for kind := range stepKinds {
		if w.counts[kind] == 0 {
			w.t.Errorf("no step of the kind %q", kind)
		}
	}
	for _, outcome := range []string{"→ prompted", "→ nudged", "→ asked in the evening", "→ finished", "→ answered late", "→ asked later", "→ offered a break", "→ changed afterwards"} {
		if w.counts[outcome] == 0 && total > 20_000 { // some are rare
			w.t.Errorf("it never came to %q", outcome)
		}
	}
}

// dialogue is one athlete's life with restday.
type dialogue struct {
	*world
	t        *rapid.T
	kind     string // of the step under way
	who      restday.Address
	language string           // of the app
	sent     int              // updates so far
	last     restday.Incoming // the last one
	tap      restday.Incoming // the last tap
	model    *model
	is       restday.Person // as stored after the last step
	past     restday.History
	decided  []restday.Decided
	shown    []restday.Choice // every button ever shown
	asked    []restday.Choice // those of the newest question
	messages []spoken         // those whose words may be edited
	up       bool             // the chat can be reached
}

// cities have summer time, no summer time, half hours and the date line.
var cities = []string{"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Sao_Paulo", "Pacific/Apia"}

func newDialogue(t *rapid.T, w *world) *dialogue {
	w.chats++
	begin := rapid.SampledFrom([]string{"2026-03-12", "2026-03-27", "2026-10-23", "2026-09-25", "2026-12-30"}).Draw(t, "begin")
	day, err := time.Parse(time.DateOnly, begin)
	if err != nil {
		t.Fatal(err)
	}
	w.now = day.Add(time.Duration(rapid.IntRange(0, 24*60-1).Draw(t, "minute")) * time.Minute)
	who := restday.Address{Platform: "terminal", Chat: fmt.Sprint("chat", w.chats)}
	language := rapid.SampledFrom([]string{"en", "de-AT"}).Draw(t, "language")
	return &dialogue{world: w, t: t, who: who, language: language, model: newModel(), up: true}
}

// enrol says hello, perhaps chooses a zone, and confirms with the first button.
func (d *dialogue) enrol() {
	d.kind = "enrol"
	d.say("/start")
	if zone := rapid.SampledFrom(cities).Draw(d.t, "zone"); zone != cities[0] {
		d.say(zone)
	}
	d.press(d.asked[0])
	if !d.is.Athlete.Enrolled {
		d.t.Fatal("the first button does not enrol")
	}
}

// erase ends the dialogue as the athlete can: nothing of it is left.
func (d *dialogue) erase() {
	d.kind = "erase"
	d.say("/forget")
	d.send(restday.Incoming{Event: restday.Tapped, Choice: "forget:yes", Ack: "tap", Message: "m"})
	if d.is.Known || len(d.past.CheckIns)+len(d.decided)+len(d.past.Plan)+len(d.past.Sessions) > 0 {
		d.t.Fatalf("after it was all erased there is still: %+v %+v", d.is, d.past)
	}
}

// leave takes the athlete out of the scheduler's way when the dialogue has failed.
func (d *dialogue) leave() {
	_, err := d.engine.Handle(context.Background(), restday.Incoming{From: d.who, Event: restday.Left})
	if err != nil {
		d.world.t.Error(err)
	}
}

// log writes a line of the transcript that a failed dialogue shows.
func (d *dialogue) log(format string, args ...any) {
	local := d.now.In(d.is.Athlete.Location())
	d.t.Logf("%s %s", local.Format("2006-01-02 15:04"), fmt.Sprintf(format, args...))
}
