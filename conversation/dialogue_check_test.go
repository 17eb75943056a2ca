package conversation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/rules"
)

// today is the date on the athlete's clock.
func (d *dialogue) today() restday.Day { return d.is.Athlete.Today(d.now) }

// target is the day that words typed now are about: until four in the morning
// still the evening before, if its check-in is in hand.
func (d *dialogue) target() restday.Day {
	today := d.today()
	night := d.now.In(d.is.Athlete.Location()).Hour() < 4
	if d.model.day >= today || d.model.day == today-1 && night {
		return d.model.day
	}
	return today
}

// items are what the athlete is asked each morning.
func (d *dialogue) items() []restday.Item { return slices.Concat(morning, d.is.Athlete.Questions) }

// send delivers a new update.
func (d *dialogue) send(in restday.Incoming) []restday.Outgoing {
	d.sent++
	in.ID = d.who.Chat + "/" + strconv.Itoa(d.sent)
	in.Name, in.Language, d.up = "<b>_*", d.language, true
	d.last = in
	d.model.invited = d.model.invited && in.Event == restday.Left // to take a break
	if in.Event == restday.Tapped {
		d.tap = in
	}
	return d.deliver(in)
}

// deliver hands an event to the program and looks at all that comes of it.
func (d *dialogue) deliver(in restday.Incoming) []restday.Outgoing {
	in.From, in.At = d.who, d.now
	d.log("%s%s%s>", in.Event, pad(in.Text), pad(in.Choice))
	out, err := d.engine.Handle(context.Background(), in)
	if err != nil {
		d.t.Fatalf("%s %q %q: %v", in.Event, in.Text, in.Choice, err)
	}
	acks := 0
	for _, o := range out {
		d.look(o)
		if o.Ack != "" {
			acks++
		}
	}
	if in.Ack != "" && acks != 1 {
		d.t.Fatalf("the tap is answered %d times", acks)
	}
	was := d.is.Athlete
	d.load()
	d.model.language = d.is.Athlete.Language
	if d.is.Athlete.Language != was.Language {
		d.messages = nil // in a language that is not read any more
	}
	d.compareSettings(was, in)
	d.noteScreen(in, out)
	d.noteState()
	return out
}

func pad(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

// look holds one message to what every message must be.
func (d *dialogue) look(o restday.Outgoing) {
	text := o.Text.Plain()
	d.log("    %s%s %v", text, pad(o.Notice), o.Choices)
	if strings.Contains(text, "<no value>") || strings.Contains(text, "{{") {
		d.t.Fatalf("a placeholder shows: %s", text)
	}
	if text == "" && o.Ack == "" && !o.Strip {
		d.t.Fatalf("an empty message: %+v", o)
	}
	for _, row := range o.Choices {
		for _, c := range row {
			if len(c.Data) > 64 || c.Label == "" || c.Data == "" {
				d.t.Fatalf("button %+v", c)
			}
			d.shown = append(d.shown, c)
		}
	}
}

// load reads what is stored of the athlete.
func (d *dialogue) load() {
	var err error
	if d.is, err = d.store.Person(context.Background(), d.who); err != nil {
		d.t.Fatal(err)
	}
	d.past, d.decided = restday.History{}, nil
	if !d.is.Known {
		return
	}
	if d.past, err = d.is.History(1); err != nil {
		d.t.Fatal(err)
	}
	if d.decided, err = d.is.Decided(1, d.today()+1); err != nil {
		d.t.Fatal(err)
	}
}

// compareSettings holds that a setting changes only where settings are talked about.
func (d *dialogue) compareSettings(was restday.Athlete, in restday.Incoming) {
	is := d.is.Athlete
	if was.Zone != is.Zone || was.PromptAt != is.PromptAt || was.PausedTo != is.PausedTo || was.Weekdays != is.Weekdays {
		d.model.unsettled = d.now
	}
	apart := in.Event != restday.Said && !tapsSetting(in) || in.Event == restday.Said && d.model.asked != aSetting && d.kind != "settings"
	was.Wake, is.Wake = time.Time{}, time.Time{}
	if diff := cmp.Diff(was, is); diff != "" && apart && was.ID != 0 {
		d.t.Fatalf("settings change (-was +is):\n%s", diff)
	}
}

// tapsSetting tells whether an event is a tap on a setting.
func tapsSetting(in restday.Incoming) bool {
	f := append(strings.Split(in.Choice, ":"), "")
	word := f[0]
	if word == "do" {
		word = f[1]
	}
	return in.Event == restday.Tapped && !slices.Contains([]string{"a", "open", "done", "none", "pass", "snooze", "keep", "change", "checkin"}, word)
}

// meansToday tells whether an event is a tap under an old card on what can only be
// meant for today: "I am ill", and what belongs to it.
func (d *dialogue) meansToday(in restday.Incoming) bool {
	f := append(strings.Split(in.Choice, ":"), "", "", "")
	day, err := restday.ParseDay(f[1])
	ill, bare := slices.Contains([]string{"symptoms", "pain_where"}, f[2]), f[2] == ""
	return err == nil && day < d.today() && (f[0] == "done" || f[0] == "none" || f[0] == "open" && ill || f[0] == "a" && (f[2] == "symptoms" || bare))
}

// noteScreen keeps which question the athlete has before them.
func (d *dialogue) noteScreen(in restday.Incoming, out []restday.Outgoing) {
	m := d.model
	m.offered = nothingOpen
	closes := strings.HasPrefix(in.Choice, "do:") // a setting is closed by any reply that does not show it again
	for _, o := range out {
		closes = closes || len(o.Text) > 0
		place, is := placeOf(o)
		if !is {
			continue
		}
		closes = false
		if place.day != 0 && place.day != m.day {
			m.begin(place.day)
		}
		m.asked, m.offered, d.asked = place.asks, place.offers, slices.Concat(o.Choices...)
		m.seen[place.asks], m.seen[place.offers] = true, true
		m.stopped = m.stopped && (place.asks == nothingOpen || place.asks == aSetting)
	}
	if closes && m.asked == aSetting && (in.Event == restday.Said || strings.HasPrefix(in.Choice, "do:") || tapsSetting(in) || d.meansToday(in)) {
		m.asked = nothingOpen
	}
}

// place is where a message shows that the conversation stands.
type place struct {
	day    restday.Day
	asks   restday.Item
	offers restday.Item // a question left open, offered beside the summary
}

// placeOf tells a message's place by its buttons. A card of a day that is over
// is edited where it is and shows no place.
func placeOf(o restday.Outgoing) (p place, is bool) {
	for _, row := range o.Choices {
		for _, c := range row {
			f := append(strings.Split(c.Data, ":"), "")
			day, _ := restday.ParseDay(f[1]) // not every button has one
			switch {
			case f[0] == "log" && f[2] != "rested": // a question about what was done, also where it is edited
				p.asks, is = aSetting, true
			case o.Edits == restday.NoRow || f[0] == "snooze" || f[0] == "do" && len(f) < 4: // do:pause:7d asks
			case f[0] == "a", f[0] == "pass":
				p.day, p.asks, is = day, restday.Item(f[2]), true
			case f[0] == "open" && p.asks == nothingOpen:
				p.day, p.asks, is = day, whatToFix, true
			case f[0] == "change":
				p.day, p.asks, p.offers, is = day, nothingOpen, p.asks, true
			case day == 0 && (f[0] != "do" || f[1] == "pause" || f[1] == "language"):
				p.asks, is = aSetting, true
			}
		}
	}
	return p, is
}

// noteState compares where the check-in stands with what the athlete was told.
func (d *dialogue) noteState() {
	m, s := d.model, d.is.State
	if _, noted := m.follows[s.Day]; !noted && s.Day != 0 {
		m.follows[s.Day] = s.Follows
	}
	if s.Day == 0 || s.Day != m.day {
		return
	}
	if s.Finished && !m.finished[s.Day] {
		d.counts["→ finished"]++
		d.checkComplete()
	}
	m.finished[s.Day] = s.Finished
}

// checkComplete holds a finished check-in to have asked everything, or to be urgent.
func (d *dialogue) checkComplete() {
	answers := d.model.days[d.model.day]
	for _, sign := range strings.Fields(answers[restday.Symptoms].Words) {
		if slices.Contains(urgent, sign) {
			return
		}
	}
	for _, p := range d.decided {
		if p.Day == d.model.day && p.Outcome == "rest" && len(d.model.followedUp(p.Day)) > 0 {
			return // and nothing could change that
		}
	}
	for _, item := range morning {
		if _, ok := answers[item]; !ok && !d.model.seen[item] {
			d.t.Fatalf("finished without asking for %s", item)
		}
	}
}

// check compares the database with the model.
func (d *dialogue) check() {
	stored := map[restday.Day][]restday.Answer{}
	for _, c := range d.past.CheckIns {
		stored[c.Day] = c.Answers()
	}
	if given := d.model.stored(); !reflect.DeepEqual(given, stored) {
		d.t.Fatalf("%s: the answers are not those that were given (-given +stored):\n%s", d.kind, cmp.Diff(given, stored))
	}
	d.checkPlace()
	for _, decided := range d.decided {
		d.checkDecision(decided)
	}
	d.model.rippled = false
	for _, o := range d.past.Kept {
		d.checkKept(o)
	}
	for day, finished := range d.model.finished {
		has := slices.ContainsFunc(d.decided, func(p restday.Decided) bool { return p.Day == day })
		if finished && !has {
			d.t.Fatalf("the check-in of %s is finished without a decision", day)
		}
	}
}

// checkPlace holds that the open question is the one that was shown last.
func (d *dialogue) checkPlace() {
	m, s := d.model, d.is.State
	open := restday.Item(s.Open[strings.LastIndex(s.Open, "/")+1:])
	switch {
	case open == "change":
		open = whatToFix
	case open != nothingOpen && !slices.Contains(checkInItems, open):
		open = aSetting
	}
	if strings.HasPrefix(d.last.Choice, "do:pause") && m.asked == nothingOpen {
		m.asked = open // who asks for quiet is not asked again at once
	}
	if m.day != d.target() && slices.Contains(checkInItems, open) {
		return // a question of a day that is over waits for nobody
	}
	if open != m.asked {
		d.t.Fatalf("%s: open is %q, shown last was %q", d.kind, s.Open, m.asked)
	}
	told := s.Finished || m.late[m.day] // a day that was over may begin once more, after a journey west
	if d.allAnswered() && open == nothingOpen && !m.stopped && m.day == d.target() && !told {
		d.t.Fatalf("%s: all is answered, and the check-in is not finished", d.kind)
	}
}

// allAnswered tells whether the check-in in hand misses nothing.
func (d *dialogue) allAnswered() bool {
	answers := d.model.days[d.model.day]
	return !slices.ContainsFunc(d.items(), func(i restday.Item) bool { _, ok := answers[i]; return !ok })
}

// checkDecision replays a decision that is new. Its facts are what was said; of
// a finished check-in they stay in step with it.
func (d *dialogue) checkDecision(p restday.Decided) {
	m := d.model
	given := checkIn(p.Day, m.days[p.Day]).Answers()
	fresh := m.facts[p.Day] != string(p.Facts)
	after := m.rippled && p.Day == m.day // what was before it counts as it is now
	looked := fmt.Sprint(string(p.Result), given)
	if !fresh && !after && (!m.finished[p.Day] || m.looked[p.Day] == looked) {
		return
	}
	m.facts[p.Day], m.looked[p.Day] = string(p.Facts), looked
	in, err := rules.ReadInput(p.Facts)
	if err != nil {
		d.t.Fatal(err)
	}
	var said []restday.Answer
	for _, c := range in.CheckIns {
		if c.Day == p.Day {
			said = c.Answers()
		} else if diff := cmp.Diff(withoutAppetite(checkIn(c.Day, m.days[c.Day]).Answers()), c.Answers()); diff != "" && (fresh || after) {
			d.t.Fatalf("%s was decided on other answers of %s (-given +decided):\n%s", p.Day, c.Day, diff)
		}
	}
	if diff := cmp.Diff(withoutAppetite(given), said); diff != "" {
		d.t.Fatalf("%s was decided on other answers (-given +decided):\n%s", p.Day, diff)
	}
	d.replay(in, p)
}

// replay holds that the facts of a decision lead to it.
func (d *dialogue) replay(in rules.Input, p restday.Decided) {
	again := d.library.Decide(in, d.sessions)
	result, err := json.Marshal(again)
	if err != nil {
		d.t.Fatal(err)
	}
	if string(again.Outcome) != p.Outcome {
		d.t.Fatalf("%s replayed is %s, stored was %s", p.Day, again.Outcome, p.Outcome)
	}
	var stored rules.Decision
	if err := json.Unmarshal(p.Result, &stored); err != nil {
		d.t.Fatal(err)
	}
	kept, err := json.Marshal(stored)
	if err != nil {
		d.t.Fatal(err)
	}
	if diff := cmp.Diff(string(kept), string(result)); diff != "" {
		d.t.Fatalf("%s replayed is another decision (-stored +replayed):\n%s", p.Day, diff)
	}
}

// checkKept holds that no plan is kept against illness or pain, and none without
// a decision that had lowered it when it was kept. A late answer may change that.
func (d *dialogue) checkKept(o restday.Override) {
	i := slices.IndexFunc(d.decided, func(p restday.Decided) bool { return p.Day == o.Day })
	if i < 0 || o.Rules == "" || strings.Contains(o.Rules, "S") {
		d.t.Fatalf("the plan of %s is kept against %q", o.Day, o.Rules)
	}
	if p := d.decided[i]; o.Day == d.today() && p.Outcome == string(rules.AsPlanned) {
		d.t.Fatalf("the plan of %s is kept and was not lowered", o.Day)
	}
}

// withoutAppetite leaves out what no rule looks at.
func withoutAppetite(answers []restday.Answer) []restday.Answer {
	return slices.DeleteFunc(slices.Clone(answers), func(a restday.Answer) bool { return a.Item == restday.Appetite })
}
