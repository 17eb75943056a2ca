package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"restday"
	"restday/rules"
)

const (
	mostDaysOn = 14 // of training in a row
	mostMoved  = 7  // days between where a session first stood and where it is done
)

// breach notes what should never happen.
func (s *season) breach(a *athlete, format string, args ...any) {
	s.report.Breaches = append(s.report.Breaches, fmt.Sprintf("athlete %s, %s: ", a.from.Chat, a.today)+fmt.Sprintf(format, args...))
}

// audit looks at a day that is about to end.
func (s *season) audit(a *athlete, p restday.Person, planned restday.Planned, advice *rules.Decision) {
	if p.Athlete.Asks(a.today) && a.day.prompts != 1 {
		s.breach(a, "%d prompts", a.day.prompts)
	}
	s.auditMove(a, planned)
	if !a.day.answered {
		return
	}
	if advice == nil || advice.Session == nil {
		s.breach(a, "a check-in without an answer")
		return
	}
	s.auditRecord(a, p)
	s.auditAdvice(a, *advice)
}

// auditMove looks for a session that is moved on and on.
func (s *season) auditMove(a *athlete, planned restday.Planned) {
	if planned.MovedFrom == 0 {
		return
	}
	from, again := a.origin[planned.MovedFrom]
	if !again {
		from = planned.MovedFrom
	}
	a.origin[a.today] = from
	if a.today-from > mostMoved {
		s.breach(a, "the session of %s is still being moved", from)
	}
}

// auditRecord compares what is stored with what was said.
func (s *season) auditRecord(a *athlete, p restday.Person) {
	stored := restday.CheckInOf(p.State.Day, p.Answers)
	if p.State.Day != a.today {
		s.breach(a, "the check-in is stored for %s", p.State.Day)
		return
	}
	for item, v := range stored.Values {
		if felt, ok := a.feels.values[item]; ok && felt != v {
			s.breach(a, "%s is stored as %g, not %g", item, v, felt)
		}
	}
	if !sameSet(stored.Symptoms, a.feels.symptoms) {
		s.breach(a, "symptoms are stored as %v, not %v", stored.Symptoms, a.feels.symptoms)
	}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// aboveNeck are the symptoms with which a little movement is left open.
var aboveNeck = []string{"runny_nose", "sore_throat", "sneezing"}

// auditAdvice looks at what was advised: nobody trains ill, and no hard day stands
// beside another by restday's advice.
func (s *season) auditAdvice(a *athlete, d rules.Decision) {
	ill := slices.ContainsFunc(a.feels.symptoms, func(s string) bool { return !slices.Contains(aboveNeck, s) })
	if ill && d.Outcome != rules.RestDay {
		s.breach(a, "%s with %v", d.Outcome, a.feels.symptoms)
	}
	hardToday := d.Session.Kind == restday.Key || // a race stands where it stands
		d.Session.Kind == restday.Long && value(d.Session.Minutes, 0) >= 120
	if hardToday && slices.ContainsFunc(a.was, isHard) {
		s.breach(a, "a hard day advised behind a hard day: %s", d.Session.Kind)
	}
}

// review looks back at the whole season of an athlete: nobody comes to train for
// weeks by doing as advised, and nobody without having been told to rest.
func (s *season) review(a *athlete) {
	on, untold, advised := 0, 0, 0 // days of training in a row; of them since rest was spoken of; as advised
	for _, d := range a.record {
		if !d.trained {
			on, untold, advised = 0, 0, 0
			continue
		}
		on, untold, advised = on+1, untold+1, advised+1
		if d.rest {
			untold = 0
		}
		if !d.answered || !d.follows {
			advised = 0
		}
		s.report.LongestOn = max(s.report.LongestOn, on)
		if advised == mostDaysOn {
			s.breach(a, "%d days of training in a row, all of them as advised", advised)
		}
		if d.answered && untold >= mostDaysOn {
			s.breach(a, "%d days of training in a row, and rest was never spoken of", untold)
		}
	}
}

// speaksOfRest tells whether an answer is a rest day, or says that one is due.
func speaksOfRest(d rules.Decision) bool {
	return d.Outcome == rules.RestDay ||
		slices.ContainsFunc(d.Checked, func(c rules.Check) bool { return c.Fired && c.Rule == "G3" })
}

// replay decides stored days again from the facts stored with them.
func (s *season) replay(ctx context.Context) error {
	return s.Decisions(ctx, func(who restday.Athlete, d restday.Decided) error {
		if s.Replays > 1 && int(d.Day)%s.Replays != 0 {
			return nil
		}
		in, err := rules.ReadInput(d.Facts)
		if err != nil {
			return fmt.Errorf("read the facts of %s: %w", d.Day, err)
		}
		again, err := json.Marshal(s.Rules.Decide(in, s.Catalogue))
		if err != nil {
			return err
		}
		s.report.Replayed++
		if !bytes.Equal(again, d.Result) {
			s.report.Breaches = append(s.report.Breaches, fmt.Sprintf("athlete %s, %s: decided otherwise when replayed", who.Chat.Chat, d.Day))
		}
		return ctx.Err()
	})
}
