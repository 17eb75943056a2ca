package conversation_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"restday"
)

func (d *dialogue) minutesPass() {
	d.pass(time.Duration(pick(d, []int{1, 5, 30, 60, 200})) * time.Minute)
}

func (d *dialogue) daysPass() { d.pass(time.Duration(pick(d, []int{6, 11, 24, 30, 72})) * time.Hour) }

// pass lets time pass while the scheduler does its work to the minute.
func (d *dialogue) pass(by time.Duration) {
	from, until := d.now, d.now.Add(by)
	for range 100 {
		wake := d.is.Athlete.Wake
		if !d.up || wake.IsZero() || wake.After(until) {
			break
		}
		if wake.After(d.now) {
			d.now = wake
		}
		d.tick()
	}
	d.now = until
	d.tick()
	d.checkPrompted(from, until)
}

func (d *dialogue) isDown() {
	d.now = d.now.Add(time.Duration(pick(d, []int{10, 60, 200, 24 * 60, 50 * 60})) * time.Minute)
	d.tick()
}

// tick does what the scheduler does at this minute.
func (d *dialogue) tick() {
	if d.due() {
		d.unasked(d.deliver(restday.Incoming{Event: restday.Woken}))
	}
	if d.due() {
		d.t.Fatal("the athlete is due again at once")
	}
}

func (d *dialogue) due() bool {
	due, err := d.store.Due(context.Background(), d.now, 100)
	if err != nil {
		d.t.Fatal(err)
	}
	return slices.ContainsFunc(due, func(a restday.Athlete) bool { return a.Chat == d.who })
}

func (d *dialogue) restart() {
	d.close()
	d.open()
	d.unchanged("a restart")
}

// updateAgain delivers the last update once more, as networks do.
func (d *dialogue) updateAgain() {
	d.now = d.now.Add(time.Duration(pick(d, []int{0, 1, 600})) * time.Minute)
	d.last.From, d.last.At = d.who, d.now
	out, err := d.engine.Handle(context.Background(), d.last)
	if err != nil || len(out) > 0 {
		d.t.Fatalf("an update delivered twice is answered twice: %+v %v", out, err)
	}
	d.unchanged("an update delivered twice")
}

// unchanged holds that what is stored now is what was stored after the last step.
func (d *dialogue) unchanged(after string) {
	was, past, decided := d.is, d.past, d.decided
	d.load()
	was.History, was.Decided, was.Journal, was.Links, was.Teams = nil, nil, nil, nil, restday.TeamReader{}
	d.is.History, d.is.Decided, d.is.Journal, d.is.Links, d.is.Teams = nil, nil, nil, nil, restday.TeamReader{}
	if !reflect.DeepEqual(was, d.is) || !reflect.DeepEqual(past, d.past) || !reflect.DeepEqual(decided, d.decided) {
		d.t.Fatalf("%s changes (-was +is):\n%s%s%s", after, gocmp.Diff(was, d.is), gocmp.Diff(past, d.past), gocmp.Diff(decided, d.decided))
	}
}

// networkAway has the platform come back after an outage.
func (d *dialogue) networkAway() {
	if err := d.store.AskAgain(context.Background(), d.who.Platform); err != nil {
		d.t.Fatal(err)
	}
	d.load()
	d.tick()
}

// block has the athlete leave the chat; the next word or tap brings them back.
func (d *dialogue) block() {
	d.send(restday.Incoming{Event: restday.Left})
	d.up = false
}

// unasked counts what restday sends of its own accord.
func (d *dialogue) unasked(out []restday.Outgoing) {
	for _, o := range out {
		m, day, text := d.model, d.today(), o.Text.Plain()
		quiet := d.is.Athlete.Quiet.Has(d.now.In(d.is.Athlete.Location()))
		prompt := strings.HasPrefix(o.Key, "prompt:")
		switch {
		case o.Class != restday.Prompt:
		case prompt && quiet && !d.is.Athlete.Quiet.Has(d.is.Athlete.PromptOn(day)):
			d.t.Fatalf("a late prompt in quiet hours: %s", text)
		case prompt && !strings.HasSuffix(o.Key, day.String()):
			d.t.Fatalf("prompt %s on %s", o.Key, day)
		case prompt:
			d.once(m.prompts, "→ prompted")
			d.invitation(text)
		case strings.HasPrefix(o.Key, "evening:") && d.ails(day):
			d.t.Fatalf("somebody ill or in pain is asked for training: %s", text)
		case strings.HasPrefix(o.Key, "evening:") && !quiet:
			d.once(m.evenings, "→ asked in the evening")
		case strings.HasPrefix(text, d.words().nudge) && !quiet:
			d.once(m.nudges, "→ nudged")
		case d.is.Athlete.Bedtime != 0 && strings.Contains(fmt.Sprint(o.Choices), "do:idea:wind-down"):
			d.once(m.bedtimes, "→ reminded of bedtime")
		case m.snoozed:
			m.snoozed = false
			d.counts["→ asked later"]++
		default:
			d.t.Fatalf("sent unasked: %s", text)
		}
	}
}

// once counts what may come once a day.
func (d *dialogue) once(counts map[restday.Day]int, what string) {
	day := d.today()
	counts[day]++
	d.counts[what]++
	if counts[day] > 1 {
		d.t.Fatalf("%s twice on %s", what, day)
	}
}

// invitation holds that a break is offered once until the athlete is heard of.
func (d *dialogue) invitation(prompt string) {
	if !strings.Contains(prompt, d.words().pause) {
		return
	}
	if d.model.invited {
		d.t.Fatal("a break is offered twice in a row")
	}
	d.model.invited = true
	d.counts["→ offered a break"]++
}

// checkPrompted holds that each day whose time came between two instants was
// prompted, unless the athlete was faster or had just changed the time.
func (d *dialogue) checkPrompted(from, until time.Time) {
	a, m := d.is.Athlete, d.model
	for day := a.Today(from); day <= a.Today(until); day++ {
		at := a.PromptOn(day)
		due := at.After(from) && !at.After(until) && a.Today(at) == day && a.Asks(day)
		if due && d.up && m.prompts[day] == 0 && !m.finished[day] && !m.skipped[day] && at.Sub(m.unsettled) > 36*time.Hour {
			d.t.Fatalf("no prompt on %s", day)
		}
	}
}

// ails tells whether the check-in of a day names symptoms or pain.
func (d *dialogue) ails(day restday.Day) bool {
	c := checkIn(day, d.model.days[day])
	return len(c.Symptoms) > 0 || c.Pain != nil && (c.Pain.Level == nil || *c.Pain.Level > 0)
}
