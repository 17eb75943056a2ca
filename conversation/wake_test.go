package conversation

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"restday"
	"restday/plan"
	"restday/rules"
)

// TestNothingUnwished guards: whatever an athlete chose, and however silent or
// busy they are, restday writes of its own accord only the day's prompt, once,
// on a day and at a time they chose; after it one reminder at most, unless they
// want none or have quiet hours; and nothing in a pause.
func TestNothingUnwished(t *testing.T) {
	t.Parallel()
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	flow, err := NewFlow(Settings{Zone: "UTC", Language: "en", Window: 4 * time.Hour, Late: 3 * time.Hour, Nudge: true}, library, sessions)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		l := life{t: rt, flow: flow, now: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC), prompts: map[restday.Day]int{}, reminders: map[restday.Day]int{}}
		l.p = restday.Person{
			Known: true, History: func(restday.Day) (restday.History, error) { return restday.History{}, nil },
			Decided: func(restday.Day, restday.Day) ([]restday.Decided, error) { return nil, nil },
			Athlete: restday.Athlete{
				ID: 1, Zone: rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "Asia/Tokyo"}).Draw(rt, "zone"), Language: "en", Enrolled: true,
				PromptAt: restday.Clock(rapid.IntRange(0, 1439).Draw(rt, "prompt")), Weekdays: restday.Weekdays(rapid.IntRange(1, 127).Draw(rt, "days")),
				Preferences: restday.Preferences{NoNudge: rapid.Bool().Draw(rt, "no nudge"), Quiet: restday.Hours{
					From: restday.Clock(rapid.IntRange(0, 1439).Draw(rt, "from")), To: restday.Clock(rapid.IntRange(0, 1439).Draw(rt, "to"))}},
			},
		}
		l.handle(restday.Incoming{Event: restday.Said, Text: "/help"})
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			l.step()
		}
	})
}

// life is an athlete, a clock and what was written to them unasked.
type life struct {
	t                  *rapid.T
	flow               *Flow
	p                  restday.Person
	now                time.Time
	prompts, reminders map[restday.Day]int
	offers             int // of a break, since the athlete was last heard of
}

// step lets time pass, which wakes the flow when it is due, or the athlete act.
func (l *life) step() {
	minutes := rapid.SampledFrom([]int{0, 1, 10, 45, 200, 500}).Draw(l.t, "minutes")
	for range minutes {
		l.now = l.now.Add(time.Minute)
		if wake := l.p.Athlete.Wake; !wake.IsZero() && !wake.After(l.now) {
			l.wake()
		}
	}
	said := rapid.SampledFrom([]string{"", "", "", "later", "7", "/pause 2d", "/pause", "/resume", "skip", "in two hours", "/settings 6:00", "no weekends", "daily"}).Draw(l.t, "said")
	if said != "" {
		l.offers = 0
		l.handle(restday.Incoming{Event: restday.Said, Text: said})
	}
}

func (l *life) wake() {
	snoozed := l.p.State.Snoozed
	wished := !snoozed.IsZero() && !snoozed.After(l.now)
	before := l.p.Athlete
	day, due := before.Today(l.now), before.PromptOn(before.Today(l.now))
	quiet := before.Quiet.Has(l.now.In(before.Location()))
	for _, o := range l.handle(restday.Incoming{Event: restday.Woken}) {
		if o.Strip {
			continue
		}
		if !wished && !before.Asks(day) {
			l.t.Fatalf("%s: written to on a day without a prompt, or in a pause until %s: %s", l.now, before.PausedTo, o.Text.Plain())
		}
		switch isPrompt := strings.HasPrefix(o.Key, "prompt:"); {
		case isPrompt && (l.now.Before(due) || quiet && !before.Quiet.Has(due)):
			l.t.Fatalf("%s: a prompt at the wrong time, due %s, quiet %v", l.now, due, quiet)
		case isPrompt:
			l.prompts[day]++
		case !wished && (before.NoNudge || quiet):
			l.t.Fatalf("%s: reminded against their wish: %s", l.now, o.Text.Plain())
		case !wished:
			l.reminders[day]++
		}
		if strings.Contains(o.Text.Plain(), "quiet mornings") {
			l.offers++
		}
	}
	if l.prompts[day] > 1 || l.reminders[day] > 1 || l.offers > 1 {
		l.t.Fatalf("%s: %d prompts, %d reminders and %d offers of a break", l.now, l.prompts[day], l.reminders[day], l.offers)
	}
}

// handle runs one turn and keeps what it changed.
func (l *life) handle(in restday.Incoming) []restday.Outgoing {
	c, err := l.flow.Next(l.p, in, l.now)
	if err != nil {
		l.t.Fatal(err)
	}
	if in.Event == restday.Woken && !c.Athlete.Wake.IsZero() && !c.Athlete.Wake.After(l.now) {
		l.t.Fatalf("%s: due again at once", l.now)
	}
	answers := map[restday.Item]restday.Answer{}
	if c.State.Day == l.p.State.Day {
		for _, a := range l.p.Answers {
			answers[a.Item] = a
		}
	}
	for _, a := range c.Answers {
		answers[a.Item] = a
	}
	l.p.Answers = nil
	for _, a := range answers {
		l.p.Answers = append(l.p.Answers, a)
	}
	l.p.Athlete, l.p.State = *c.Athlete, *c.State
	return c.Outgoing
}
