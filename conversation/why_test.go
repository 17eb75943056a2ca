package conversation_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"restday"
	"restday/plan"
	"restday/rules"
)

// friday is somebody who slept badly before a hard session, with what was
// decided then.
func friday(t *testing.T, library *rules.Library) (restday.Person, time.Time, restday.Decided) {
	t.Helper()
	now := time.Date(2026, 3, 13, 6, 0, 0, 0, time.UTC)
	day := restday.DayOf(now)
	in, err := rules.ReadInput([]byte(`{"day": "2026-03-13", "athlete": {"sport": "run"},
		"planned": {"kind": "key", "title": "6 × 800 m", "minutes": 60},
		"checkins": [{"day": "2026-03-13", "sleep_h": 4, "fatigue": 4, "soreness": 4, "mood": 4}]}`))
	if err != nil {
		t.Fatal(err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	facts, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	result, err := json.Marshal(library.Decide(in, sessions))
	if err != nil {
		t.Fatal(err)
	}
	p := morningAfter(day)
	return p, now, restday.Decided{Day: day, Outcome: "easy", Version: library.Version(), Facts: facts, Result: result, Told: 42}
}

// TestWhyOfOlderRules guards: a past day is explained as it was told. Where the
// rules have changed since, that is said, and nothing is promised in their name.
func TestWhyOfOlderRules(t *testing.T) {
	t.Parallel()
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	const (
		flips   = "With sleep 5 h it would have been a shorter session."
		same    = "they still say the same"
		changed = "This is what they said then."
	)
	for name, c := range map[string]struct {
		change func(*restday.Decided)
		says   []string
		not    []string
	}{
		"the present rules":          {func(*restday.Decided) {}, []string{"Only 4 h of sleep", flips}, []string{same, changed}},
		"others that said the same":  {func(d *restday.Decided) { d.Version = "older" }, []string{"Only 4 h of sleep", flips, same}, []string{changed}},
		"others that said otherwise": {otherwise, []string{"Too little sleep", "sleep hours 4 < 6", changed}, []string{flips, same, "Only 4 h"}},
		"facts that cannot be read": {func(d *restday.Decided) { d.Version, d.Facts = "older", json.RawMessage("{}") },
			[]string{"Only 4 h of sleep", changed}, []string{flips, same}},
		"a result that cannot be read": {func(d *restday.Decided) { d.Version, d.Result = "older", json.RawMessage("[]") },
			[]string{"Only 4 h of sleep", flips, same}, []string{changed}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, now, decided := friday(t, library)
			c.change(&decided)
			p.Decided = func(restday.Day, restday.Day) ([]restday.Decided, error) { return []restday.Decided{decided}, nil }
			change, err := newFlow(t).Next(p, restday.Incoming{From: ana, Event: restday.Said, Text: "/why"}, now)
			if err != nil {
				t.Fatal(err)
			}
			text := change.Outgoing[0].Text.Plain()
			for _, s := range c.says {
				if !strings.Contains(text, s) {
					t.Errorf("%q is missing in:\n%s", s, text)
				}
			}
			for _, s := range c.not {
				if strings.Contains(text, s) {
					t.Errorf("%q is in:\n%s", s, text)
				}
			}
		})
	}
}

// otherwise makes a decision one of rules that spoke in other words.
func otherwise(d *restday.Decided) {
	d.Version = "older"
	d.Result = json.RawMessage(strings.NewReplacer("Only 4 h of sleep: hard work waits.", "Too little sleep.", `4 \u003c 5`, `4 \u003c 6`).Replace(string(d.Result)))
}

// TestKeepingStoresTheRulesOwnWord guards: the decision stays what the rules
// said, the session what was planned, and the choice is remembered with what it
// was made against.
func TestKeepingStoresTheRulesOwnWord(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 13, 6, 0, 0, 0, time.UTC)
	day := restday.DayOf(now)
	p := morningAfter(day)
	h := restday.History{
		CheckIns: []restday.CheckIn{restday.CheckInOf(day, p.Answers)},
		Sessions: []restday.Session{{Day: day - 1, Kind: restday.Key}},
	}
	p.History = func(restday.Day) (restday.History, error) { return h, nil }
	tap := restday.Incoming{From: ana, Event: restday.Tapped, Choice: "do:keep:" + day.String(), Message: "m7", Ack: "tap"}
	change, err := newFlow(t).Next(p, tap, now)
	if err != nil {
		t.Fatal(err)
	}
	if change.Day != day || change.Kept == nil || *change.Kept != (restday.Override{Day: day, Rules: "G1"}) {
		t.Errorf("kept on %s: %+v", change.Day, change.Kept)
	}
	if change.Decided == nil || change.Decided.Outcome != "easy" || !change.Unmove || change.Moved != nil {
		t.Errorf("decided %+v, moved %+v", change.Decided, change.Moved)
	}
	if o := change.Outgoing[0]; o.Edits != restday.NoRow || o.Target != "m7" || o.Ack != "tap" {
		t.Errorf("the tapped message does not change: %+v", o)
	}

	// A late answer the next day decides the day anew, and what was kept was kept.
	h.Kept = []restday.Override{*change.Kept}
	decided := []restday.Decided{*change.Decided}
	p.Decided = func(restday.Day, restday.Day) ([]restday.Decided, error) { return decided, nil }
	p.State = restday.State{Day: day + 1}
	late := restday.Incoming{From: ana, Event: restday.Tapped, Choice: "a:" + day.String() + ":sleep_h:1", Message: "m6", Ack: "tap"}
	change, err = newFlow(t).Next(p, late, now.Add(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if change.Decided == nil || change.Kept != nil || change.Unmove {
		t.Errorf("a late answer: decided %+v, kept %+v, unmoved %t", change.Decided, change.Kept, change.Unmove)
	}
}
