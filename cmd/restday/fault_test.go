//go:build failpoint

package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"restday/bot/bottest"
	"restday/storage"
)

var faultNames = map[string]bottest.Fault{
	"none": bottest.None, "429": bottest.TooMany, "502": bottest.BadGateway, "500": bottest.ServerError,
	"hang up": bottest.HangUp, "hang up, accepted": bottest.HangUpAccepted, "stall": bottest.Stall, "stall, accepted": bottest.StallAccepted, "blocked": bottest.BlockedByUser,
}

// cell is one case of the matrix: one person's morning, in which each kind of
// message occurs once at least. The first message of one kind meets the fault,
// and the program is killed where it passes the place with that kind.
type cell struct {
	platform, kind, place, fault string
	most                         int // how often a message of the kind may be seen
}

func (c cell) String() string {
	return strings.ReplaceAll(strings.Join([]string{c.platform, c.kind, c.fault, cmp.Or(c.place, "none")}, "/"), " ", "-")
}

// nth is which message of its kind the cell is about: the first answer only
// shows the next question, the second is the session.
func (c cell) nth() int {
	if c.kind == aReply {
		return 2
	}
	return 1
}

// bomb is what RESTDAY_FAILPOINT must say. The update that leads to a message
// is named by its number: the person first presses an old button, then answers
// until the fourth answer ends the check-in.
func (c cell) bomb() string {
	if c.place == "" {
		return ""
	}
	if strings.HasSuffix(c.place, "store") {
		return fmt.Sprint(c.place, " update ", map[string]int{aTap: 1, anEdit: 2, aStrip: 3, aReply: 5}[c.kind])
	}
	return fmt.Sprint(c.place, " ", c.kind, " ", c.nth())
}

func TestFaultMatrix(t *testing.T) {
	t.Parallel()
	for _, c := range readMatrix(t, "testdata/faults.txt") {
		t.Run(c.String(), func(t *testing.T) {
			t.Parallel()
			s := setScene(t, c)
			s.play()
			s.audit()
		})
	}
}

// matrix is testdata/faults.txt: how often a message may be seen, by platform,
// by what goes wrong, and by kind; 0 where there is no such case.
type matrix struct {
	kinds  []string
	names  []string // "telegram 502", in the file's order
	counts map[string]int
}

func readMatrices(t *testing.T, file string) (faults, crashes matrix) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tables := map[string]*matrix{"FAULT": &faults, "CRASH": &crashes}
	var now *matrix
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) == 0 || fields[0] == "#":
		case tables[fields[0]] != nil:
			now = tables[fields[0]]
			now.kinds, now.counts = fields[1:], map[string]int{}
		default:
			now.add(fields)
		}
	}
	return faults, crashes
}

// add reads "telegram hang up 1 1 1 - 1".
func (m *matrix) add(fields []string) {
	split := len(fields) - len(m.kinds)
	name := strings.Join(fields[:split], " ")
	m.names = append(m.names, name)
	for i, kind := range m.kinds {
		m.counts[name+" "+kind], _ = strconv.Atoi(fields[split+i]) // "-" is 0
	}
}

// readMatrix crosses faults with crashes.
func readMatrix(t *testing.T, file string) (cells []cell) {
	t.Helper()
	faults, crashes := readMatrices(t, file)
	for _, f := range faults.names {
		for _, c := range crashes.names {
			platform, fault, _ := strings.Cut(f, " ")
			place, same := strings.CutPrefix(c, platform+" ")
			for _, kind := range faults.kinds {
				byFault, byCrash := faults.counts[f+" "+kind], crashes.counts[c+" "+kind]
				never := fault == "blocked" && (place == "after send" || place == "before mark")
				if same && !never && byFault > 0 && byCrash > 0 {
					cells = append(cells, cell{platform, kind, strings.TrimPrefix(place, "none"), fault, byFault + byCrash - 1})
				}
			}
		}
	}
	return cells
}

// audit looks at the chat and at the database when all is over.
func (s *scene) audit() {
	if !s.who.finished {
		s.t.Fatalf("the person is left waiting: %+v\n%s", s.fake.Chat(s.who.chat), s.log.String())
	}
	prompts, answers := 0, 0
	for _, m := range s.fake.Chat(s.who.chat) {
		if strings.Contains(m.Text, "How long did you sleep?") || strings.Contains(m.Text, "How much energy") {
			prompts++
		}
		if told([]bottest.Message{m}) {
			answers++
		}
	}
	for kind, seen := range map[string]int{aPrompt: prompts, aReply: answers} {
		most := 1
		if kind == s.kind {
			most = s.most
		}
		if seen < 1 || seen > most {
			s.t.Errorf("%s: seen %d times, not 1 to %d: %+v", kind, seen, most, s.fake.Chat(s.who.chat))
		}
	}
	if n := s.fake.Unanswered(); n > s.lost() && !s.blocked() {
		s.t.Errorf("%d taps still spin", n)
	}
	if !s.stripped() {
		s.t.Error("the old card's buttons are still there")
	}
	s.auditCase()
	s.auditStored()
}

// auditCase makes sure that what the cell is about has happened at all.
func (s *scene) auditCase() {
	if s.place != "" && s.deaths != 1 || s.place == "" && s.deaths != 0 {
		s.t.Errorf("the program ended %d times:\n%s", s.deaths, s.log.String())
	}
	if s.place != "" && !strings.Contains(s.log.String(), "failpoint: "+s.place) {
		s.t.Errorf("not killed %s:\n%s", s.place, s.log.String())
	}
	if met := s.gate.count(); !s.met() || met > 1 {
		s.t.Errorf("%d requests met the fault", met)
	}
}

// auditStored compares the database with what the person said.
func (s *scene) auditStored() {
	decided := 0
	for line := range strings.Lines(must(s.t, "", "export", "decisions", "--db", s.db)) {
		if err := json.Unmarshal([]byte(line), new(decision)); err != nil {
			s.t.Fatal(err)
		}
		decided++
	}
	if decided != 1 {
		s.t.Errorf("%d decisions", decided)
	}
	row := fmt.Sprintf("%s,%s,7.5,3,%v,%v,,", s.who.chat, s.today, values[replies[2].tap], values[replies[3].tap])
	if answers := must(s.t, "", "export", "checkins", "--db", s.db); strings.Count(answers, row) != 1 {
		s.t.Errorf("not stored as said: %s in\n%s", row, answers)
	}
	db, err := storage.Open(context.Background(), s.db, storage.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	ctx := context.Background()
	unsent, err1 := db.Waiting(ctx, s.platform)
	unheard, err2 := db.Unhandled(ctx, s.platform)
	p, err3 := db.Person(ctx, s.who.chat)
	if len(unsent)+len(unheard) > 0 || err1 != nil || err2 != nil || err3 != nil {
		s.t.Errorf("%d messages and %d updates wait; %v %v %v", len(unsent), len(unheard), err1, err2, err3)
	}
	if p.State.Open != "" || !p.State.Finished || p.State.Day != s.today || p.State.Prompted != s.today {
		s.t.Errorf("the check-in is not over: %+v", p.State)
	}
}
