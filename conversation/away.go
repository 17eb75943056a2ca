package conversation

import (
	"strings"

	"restday"
	"restday/plan"
)

// awayResets is how many days away make a block begin anew (rules.md b.10).
const awayResets = 5

// speaksOfSpan tells whether words name one day or two, and nothing else.
func (t *turn) speaksOfSpan(words []string) bool {
	days := 0
	for i := 0; i < len(words); {
		_, n := t.dayAt(words[i:], t.readPlanDay)
		if n == 0 && !t.isWord(strings.ToLower(words[i]), "span") {
			return false
		}
		days += min(n, 1)
		i += max(n, 1)
	}
	return days == 1 || days == 2
}

// beAway makes the plan gentle for days on the road, or free for days of illness:
// "travelling from Thursday to Sunday", "ill until Friday". The last one is included. It
// tells whether the check-in has gone on by that.
func (t *turn) beAway(why, args string) (asked bool, err error) {
	days := t.daysIn(strings.Fields(args), t.readPlanDay)
	var first, last restday.Day
	switch len(days) {
	case 1:
		first, last = t.today(), days[0]
	case 2:
		first, last = days[0], days[1]
	default:
		t.tell(t.say.Say("away.how"))
		return false, nil
	}
	if last < first || last > t.today()+aheadDays {
		t.tell(t.say.Say("away.far"))
		return false, nil
	}
	h, err := t.history(t.today())
	if err != nil {
		return false, err
	}
	change := t.awayPlan(t.season(h, t.today()), why, first, last)
	told := t.say.Say("away."+why, "last", t.dated(last))
	if why == restday.ChangedTravel || first > t.today() {
		return false, t.replan(change, told)
	}
	return true, t.fallIll(change, told)
}

// fallIll frees the days, and takes the illness for what it says about today.
func (t *turn) fallIll(change restday.Replan, told string) error {
	if err := t.begin(t.today()); err != nil {
		return err
	}
	if err := t.remember(change); err != nil {
		return err
	}
	t.commit(change)
	t.tell(told, t.afterChange())
	if t.answers[restday.Symptoms].Words != "" {
		t.again() // what is wrong is known already
		return nil
	}
	return t.take(Meaning{Symptoms: []string{"malaise"}})
}

// awayPlan is the plan of days away: free when ill, with nothing hard on the
// road. A race stays; who is away for long begins a new block afterwards.
func (t *turn) awayPlan(s plan.Season, why string, first, last restday.Day) restday.Replan {
	var change restday.Replan
	for d := first; d <= last; d++ {
		p := s.On(d)
		switch {
		case p.Kind == restday.Race || p.Kind == restday.Rest:
			continue
		case why == restday.ChangedSick:
			p = restday.Planned{Day: d, Kind: restday.Rest, Title: "Rest day"}
		case p.Kind == restday.Key || p.Kind == restday.Long:
			p = plan.Easy(t.athlete.Sport, d)
		}
		p.Changed, p.MovedFrom, p.With = why, 0, 0
		change.Days, change.Rows = append(change.Days, d), append(change.Rows, p)
	}
	if t.athlete.Start != 0 && last-first+1 >= awayResets {
		season := t.athlete.Season
		season.Start = last + 1
		change.Season = &season
	}
	return change
}
