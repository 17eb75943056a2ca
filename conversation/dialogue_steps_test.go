package conversation_test

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"restday"
)

func pick[T any](d *dialogue, from []T) T { return rapid.SampledFrom(from).Draw(d.t, d.kind) }

// Taps.

func (d *dialogue) tapQuestion() {
	if len(d.asked) == 0 {
		d.t.Skip("nothing was asked")
	}
	d.press(pick(d, d.asked))
}

func (d *dialogue) tapAnything() { d.press(pick(d, d.shown)) }

func (d *dialogue) tapOnceMore() {
	if d.tap.Choice == "" {
		d.t.Skip("nothing was tapped")
	}
	d.press(restday.Choice{Data: d.tap.Choice})
}

func (d *dialogue) tapOdd() { d.press(restday.Choice{Data: pick(d, oddTaps)}) }

// press taps a button: the model hears what it says.
func (d *dialogue) press(c restday.Choice) {
	if c.Data == "forget:yes" {
		d.t.Skip("it is the last step of every dialogue")
	}
	f := append(strings.Split(c.Data, ":"), "", "", "")[:4]
	d.model.snoozed = d.model.snoozed || f[0] == "snooze"
	if day, err := restday.ParseDay(f[1]); err == nil {
		if m := d.model; f[0] != "log" && day == d.today() && m.day < day && len(m.days[day]) > 0 {
			m.begin(day) // once more, after a journey west
		}
		d.hearTap(f[0], day, restday.Item(f[2]), f[3])
	}
	d.send(restday.Incoming{Event: restday.Tapped, Choice: c.Data, Ack: "tap", Message: "m"})
}

// hearTap tells the model what a button of a check-in says.
func (d *dialogue) hearTap(word string, day restday.Day, item restday.Item, number string) {
	m := d.model
	open := m.asked == item && m.day == day
	n, _ := strconv.Atoi(number) // 0: a button that says nothing
	says := word == "a" && n >= 1 && n <= choices(item)
	switch today := d.today(); {
	case day != d.target() && (day >= today || day < today-6 || item == restday.Symptoms || slices.Contains(followUps, item)):
	case day != d.target() && says && !d.unasks(item): // a late answer belongs to the day it was asked
		if s := pressed(item, n); m.days[day][s.answers[0].Item] != s.answers[0] {
			m.hear(day, s)
			m.late[day] = true
			m.finished[day], m.rippled = true, m.finished[m.day] && m.day == d.target()
			d.counts["→ answered late"]++
		}
	case day != d.target():
	case word == "done" && open && item == restday.Symptoms:
		m.hear(day, statement{malaise: true})
	case word == "none" && open && item == restday.Symptoms:
		m.hear(day, statement{gone: []restday.Item{restday.Symptoms}})
	case word == "none" && open:
		m.hear(day, statement{gone: painItems})
	case says && (open || slices.Contains(d.items(), item)):
		m.hear(day, pressed(item, n))
	}
}

// unasks tells whether an item is one that the athlete has chosen not to be asked for.
func (d *dialogue) unasks(item restday.Item) bool {
	return slices.Contains(further, item) && !slices.Contains(d.is.Athlete.Questions, item)
}

// Words.

// say types words.
func (d *dialogue) say(text string) {
	m := d.model
	if m.asked != nothingOpen && m.asked != aSetting && m.day != d.target() {
		m.asked = nothingOpen // yesterday's question is over
	}
	out := d.send(restday.Incoming{Event: restday.Said, Text: text, Message: "a" + strconv.Itoa(d.sent+1)})
	if len(out) == 0 {
		d.t.Fatalf("%q gets no reply", text)
	}
	d.seesQuestion(out)
}

// seesQuestion holds that after any reply the open question is the last that is shown.
func (d *dialogue) seesQuestion(out []restday.Outgoing) {
	m := d.model
	var last []restday.Choice
	for _, o := range out {
		if len(o.Choices) > 0 {
			last = slices.Concat(o.Choices...)
		}
	}
	if m.asked != nothingOpen && !gocmp.Equal(last, d.asked) {
		d.t.Fatalf("the open question %s is not shown again", m.asked)
	}
}

// state types words that say something without doubt.
func (d *dialogue) state(text string, s statement) {
	day := d.target()
	s = d.model.resolved(day, s)
	news := d.model.isNews(day, s)
	finished := d.model.finished[day]
	s.typed, s.beside = true, d.model.asked != restday.PainWhere || d.model.day != day
	d.model.hear(day, s)
	d.say(text)
	if finished && d.model.finished[d.model.day] {
		d.counts["→ changed afterwards"]++
	}
	if news {
		d.messages = append(d.messages, spoken{d.last.Message, text, day, s})
	}
}

// spoken is what one message recorded.
type spoken struct {
	id   string
	text string
	day  restday.Day
	statement
}

// edit changes a message that was sent: what it no longer says is taken back.
func (d *dialogue) edit() {
	if len(d.messages) == 0 {
		d.t.Skip("nothing was said")
	}
	i := rapid.IntRange(0, len(d.messages)-1).Draw(d.t, "message")
	old := d.messages[i]
	text, is := old.text, old.statement
	switch rapid.IntRange(0, 3).Draw(d.t, "other words") {
	case 0, 1:
		text, is = d.several()
	case 2:
		p := pick(d, d.words().aches)
		text, is = p.text, p.statement
	}
	if old.day >= d.today()-6 && d.model.unsay(old.day, old.statement, is) && old.day < d.target() {
		m := d.model
		m.finished[old.day], m.rippled = true, m.finished[m.day] && m.day == d.target() // a day that is over is decided anew
	}
	d.messages = slices.Delete(d.messages, i, i+1)
	out := d.send(restday.Incoming{Event: restday.Edited, Text: text, Message: old.id})
	if text == old.text && len(out) > 0 {
		d.t.Fatalf("an edit that changes nothing is answered: %+v", out)
	}
}

// beside types words that say nothing about the day: all stays as it is, and
// the conversation where it was.
func (d *dialogue) beside(text string) {
	was, day, target := d.model.asked, d.model.day, d.target()
	d.say(text)
	if m := d.model; was != aSetting && day == target && m.asked != was {
		d.t.Fatalf("after %q %q is open, before it was %q", text, m.asked, was)
	}
}

// unread types words that say nothing about the day. When that has happened
// twice the question may be left open.
func (d *dialogue) unread(text string) {
	m := d.model
	if m.asked != m.unread {
		d.beside(text)
		m.unread = m.asked
		return
	}
	day := m.day
	d.say(text)
	if m.unread == aSetting {
		m.unread = m.asked // which was behind it
	}
	if m.unread == restday.Symptoms && m.asked != m.unread && day == d.target() {
		m.hear(day, statement{malaise: true}) // that they are ill they have said
	}
}

func (d *dialogue) sayBare() {
	m := d.model
	item := cmp.Or(m.asked, m.offered)
	if m.day != d.target() || d.words().bare[item] == nil {
		d.t.Skip("no such question is open")
	}
	p := pick(d, d.words().bare[item])
	d.state(p.text, p.statement)
}

func (d *dialogue) saySeveral() { d.state(d.several()) }

// several are values of one item or more, each by its name.
func (d *dialogue) several() (text string, all statement) {
	items := rapid.Permutation(morning).Draw(d.t, "items")
	var texts []string
	for _, item := range items[:rapid.IntRange(1, len(items)).Draw(d.t, "several")] {
		p := pick(d, d.words().named[item])
		texts, all.answers = append(texts, p.text), append(all.answers, p.answers...)
	}
	return strings.Join(texts, ", "), all
}

func (d *dialogue) sayCorrection() {
	p := pick(d, d.words().named[pick(d, morning)])
	d.state(pick(d, d.words().corrections)+p.text, p.statement)
}

func (d *dialogue) sayComplaint() {
	p := pick(d, slices.Concat(d.words().complaints, d.words().aches))
	d.state(p.text, p.statement)
}

func (d *dialogue) sayUnsaid() {
	if m := d.model; m.asked == nothingOpen && (m.day != d.target() || d.allAnswered()) {
		d.beside(pick(d, []string{"7", "4", "6,5"})) // a number answers only a question
		return
	}
	d.unread(pick(d, d.words().unsaid))
}

func (d *dialogue) sayNonsense() {
	if d.model.asked == restday.PainWhere {
		d.t.Skip("any word may be the name of a place that hurts")
	}
	d.unread(pick(d, nonsense))
}

func (d *dialogue) askBeside() { d.beside(pick(d, d.words().questions)) }

// steer types a command that goes somewhere else and stores no answer.
func (d *dialogue) steer() {
	m := d.model
	command := pick(d, []string{"skip", "skip", "skip", "cancel", "change", "/checkin", "/checkin", "not today"})
	switch {
	case command == "cancel" && m.asked != aSetting:
		m.asked, m.stopped = nothingOpen, true
	case command == "not today" && m.day == d.today() && m.finished[m.day]:
	case command == "not today":
		m.begin(d.today())
		m.stopped, m.skipped[m.day] = true, true
	case command == "/checkin" && m.day != d.today():
		m.begin(d.today())
	}
	d.say(cmp.Or(d.words().steer[command], command))
}

// putOff says that it is too early, and waits.
func (d *dialogue) putOff() {
	d.model.snoozed = true
	d.say(d.words().steer["later"])
	d.pass(40 * time.Minute)
}

func (d *dialogue) sayAboutSettings() {
	words := d.words().openers
	if d.model.asked == aSetting {
		f := strings.Split(d.asked[0].Data, ":")
		if f[0] == "do" {
			f[0] = "do:" + f[1]
		}
		words = append([]string{d.words().steer["cancel"]}, d.words().settings[f[0]]...)
	}
	d.say(pick(d, words))
}
