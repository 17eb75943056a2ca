package conversation

import (
	"strconv"
	"strings"

	"restday"
	"restday/lang"
	"restday/team"
)

// deload takes the team's lighter week a step further: proposes one, moves
// everybody's plan when a coach agreed, tells the channel, ends it.
func (t *teamTurn) deload() error {
	d := t.team.Deload
	switch d.State {
	case restday.DeloadApproved:
		if err := t.lighten(d); err != nil {
			return err
		}
	case restday.DeloadStopping:
		if err := t.stopDeload(d); err != nil {
			return err
		}
	case restday.DeloadProposed:
		if d.First <= t.today { // nobody said yes in time
			t.setDeload(d, restday.DeloadCancelled, d.Told)
		}
	case restday.DeloadAgreed:
	default:
		return t.propose()
	}
	if t.team.Deload.State == restday.DeloadAgreed {
		t.announce(t.team.Deload)
	}
	return nil
}

func (t *teamTurn) setDeload(d restday.TeamDeload, state, told string) {
	d.State, d.Told = state, told
	t.team.Deload, t.change.Deload = d, &d
}

// propose asks the coaches when something speaks for a lighter week. It is looked
// at once a day, after the morning.
func (t *teamTurn) propose() error {
	if t.team.Told != t.today {
		return nil
	}
	const weeks = 10 * 7
	mornings, err := t.d.Mornings(t.today-6, t.today)
	if err != nil {
		return err
	}
	planned, err := t.d.Plan(t.today-weeks, t.today)
	if err != nil {
		return err
	}
	c, ok := team.CaseFor(team.Looked{Today: t.today, Mornings: mornings, Plan: planned, Last: t.team.Deload})
	if !ok {
		return nil
	}
	d := team.Propose(t.today, c.Why)
	t.setDeload(d, restday.DeloadProposed, "")
	t.tellCoaches("deload:"+d.Proposed.String(), func(say lang.Speaker) (string, [][]restday.Choice) {
		lines := []string{say.Say("deload.ask", "team", t.team.Name), caseWords(say, c), spanWords(say, d)}
		return strings.Join(lines, "\n"), deloadRows(say, t.team.ID, d)
	})
	return nil
}

// caseWords say what speaks for a lighter week, with the numbers.
func caseWords(say lang.Speaker, c team.Case) string {
	switch {
	case c.Why == "signals":
		var days []string
		for _, l := range c.Days {
			days = append(days, say.Say("deload.low_day", "day", say.Weekday(l.Day), "low", l.Low, "n", l.Answered))
		}
		return say.Say("deload.signals", "days", strings.Join(days, ", "))
	case c.Weeks > 0:
		return say.Count("deload.weeks", c.Weeks)
	}
	return say.Say("deload.due", "due", c.Due.Low, "n", c.Due.Answered)
}

// spanWords say when a lighter week would be and what it means.
func spanWords(say lang.Speaker, d restday.TeamDeload) string {
	return say.Say("deload.span", "first", dayWords(say, d.First), "last", dayWords(say, d.Last))
}

func dayWords(say lang.Speaker, d restday.Day) string {
	return say.Say("plan.date", "weekday", say.Weekday(d), "date", say.Date(d))
}

// askDeload begins the data of the buttons about a team's lighter week.
const askDeload = "deload"

func deloadRows(say lang.Speaker, id int64, d restday.TeamDeload) [][]restday.Choice {
	choice := func(word string) restday.Choice {
		data := strings.Join([]string{askDeload, strconv.FormatInt(id, 10), d.Proposed.String(), word}, ":")
		return restday.Choice{Label: say.Say("deload." + word), Data: data}
	}
	switch d.State {
	case restday.DeloadProposed:
		return [][]restday.Choice{{choice("yes"), choice("no")}, {choice("tomorrow"), choice("later")}}
	case restday.DeloadApproved, restday.DeloadAgreed:
		return [][]restday.Choice{{choice("stop")}}
	}
	return nil
}

// lighten moves everybody's plan but for those whose plan stays, and tells each of it.
func (t *teamTurn) lighten(d restday.TeamDeload) error {
	if d.First <= t.today { // a yes that came late begins with the next day
		d = team.From(d, t.today+1)
	}
	seasons, err := t.d.Seasons(t.today)
	if err != nil {
		return err
	}
	t.change.Spells = map[int64]restday.Spell{}
	for _, s := range seasons {
		say := t.book.Speaker(s.Language)
		words := say.Say("deload.told", "team", t.team.Name, "span", spanWords(say, d))
		why, day := team.Exempt(s, d)
		if why != "" {
			words = say.Say("deload.stays_"+why, "team", t.team.Name, "day", dayWords(say, day))
		} else {
			t.change.Spells[s.Athlete] = restday.Spell{Kind: restday.Deload, First: d.First, Last: d.Last}
		}
		t.tellInTime(s, "lighter:"+t.stamp(), words)
	}
	t.setDeload(d, restday.DeloadAgreed, d.Told)
	return nil
}

// tellInTime queues a message to an athlete for when their quiet hours are over.
func (t *teamTurn) tellInTime(s restday.TeamSeason, what, words string) {
	t.tell(s.Athlete, what, words)
	local := t.now.In(t.zones.of(restday.Athlete{Zone: s.Zone}))
	if !s.Quiet.Has(local) {
		return
	}
	day := restday.DayOf(local)
	if restday.ClockOf(local) >= s.Quiet.To {
		day++
	}
	t.change.Outgoing[len(t.change.Outgoing)-1].Due = s.Quiet.To.On(day, local.Location())
}

// stopDeload gives back the plans that have moved, from today on.
func (t *teamTurn) stopDeload(d restday.TeamDeload) error {
	seasons, err := t.d.Seasons(t.today)
	if err != nil {
		return err
	}
	t.change.Spells = map[int64]restday.Spell{}
	for _, s := range seasons {
		for _, spell := range s.Spells {
			if spell.Kind != restday.Deload || spell.First != d.First || spell.Last != d.Last {
				continue
			}
			spell.Last = max(spell.First-1, t.today-1)
			t.change.Spells[s.Athlete] = spell
			t.tellInTime(s, "off:"+t.stamp(), t.book.Speaker(s.Language).Say("deload.off", "team", t.team.Name))
		}
	}
	if d.Told != "" {
		t.post("deload_off:"+t.stamp(), team.Announce("off", d))
	}
	t.setDeload(d, restday.DeloadCancelled, d.Told)
	return nil
}

// announce tells the channel of a lighter week on its eve, on its first morning and
// when it has ended. What is too late is left out.
func (t *teamTurn) announce(d restday.TeamDeload) {
	clock := restday.ClockOf(t.now.In(t.zone))
	morning := clock >= t.team.MorningAt && t.team.Told == t.today
	stage := ""
	switch {
	case t.today == d.First-1 && clock >= eveAt && clock < latestEve && d.Told == "":
		stage = "eve"
	case t.today == d.First && morning && (d.Told == "" || d.Told == "eve"):
		stage = "first"
	case t.today > d.Last && morning:
		stage = "end"
	default:
		return
	}
	state := restday.DeloadAgreed
	if stage == "end" {
		state = restday.DeloadOver
		t.endWords(d)
	}
	t.post("deload_"+stage+":"+d.First.String(), team.Announce(stage, d))
	t.setDeload(d, state, stage)
}

// endWords tell the coaches that the lighter week is over.
func (t *teamTurn) endWords(d restday.TeamDeload) {
	t.tellCoaches("over:"+d.Proposed.String(), func(say lang.Speaker) (string, [][]restday.Choice) {
		return say.Say("deload.over", "team", t.team.Name), nil
	})
}
