package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"restday"
	"restday/plan"
	"restday/rules"
)

// athlete is one person with restday on their phone.
type athlete struct {
	*body
	from   restday.Address
	zone   *time.Location
	phone  chat
	began  restday.Day
	today  restday.Day // its evening has not come yet
	feels  morning     // today
	told   morning     // at the last check-in
	visit  time.Time   // when they next look at their phone; zero: they do not
	snooze bool        // …and put the question off
	wake   time.Time   // when restday next looks at them; zero: never
	said   int         // updates sent

	day    diary                       // of today
	was    []restday.Session           // what was done yesterday
	origin map[restday.Day]restday.Day // of moved sessions: where they first stood, by where they stand
	record []diary                     // of the days before
}

// diary is what a day was.
type diary struct {
	prompts  int
	answered bool
	follows  bool // means to do what is advised
	kept     bool // has said that the plan stands
	lighter  bool // has agreed to lighter days
	asked    bool // in the evening, what was done
	rest     bool // was told of rest
	trained  bool
	hard     bool
}

const evening = restday.Clock(21 * 60) // when the day's training is noted

func newAthlete(seed uint64, number int, first restday.Day) *athlete {
	dice := rand.New(rand.NewPCG(seed, uint64(number)))
	a := &athlete{
		body: newBody(newTraits(dice), dice), from: restday.Address{Platform: "simulated", Chat: fmt.Sprint(number)},
		began: first, today: first, origin: map[restday.Day]restday.Day{},
	}
	a.zone = restday.Athlete{Zone: a.traits.zone}.Location()
	a.feels = a.body.wake()
	return a
}

// settings are the athlete as a host would import them.
func (a *athlete) settings() restday.Athlete {
	is := restday.Athlete{
		Name: "Athlete " + a.from.Chat, Chat: a.from, Language: "en", Zone: a.traits.zone, PromptAt: a.promptAt,
		Weekdays: restday.EveryDay, Enrolled: true, Sport: "run", Pattern: a.pattern, Preferences: restday.NewPreferences(),
	}
	if a.promptAt != writesAt {
		is.Evening = 0 // what was done is stored at bedtime
	}
	if a.blocks {
		is.Start = a.began
	}
	is.Wake = is.NextPrompt(a.began)
	return is
}

// bed is when today ends.
func (a *athlete) bed() time.Time { return evening.On(a.today, a.zone) }

// next is when something happens next: by the athlete, or by restday.
func (a *athlete) next() time.Time {
	next := a.bed()
	for _, at := range []time.Time{a.visit, a.wake} {
		if !at.IsZero() && at.Before(next) {
			next = at
		}
	}
	return next
}

// see takes in what restday says. A question that comes unasked is answered
// later, or not at all.
func (a *athlete) see(o restday.Outgoing, now time.Time) {
	a.phone.see(o)
	if strings.HasPrefix(o.Key, "evening:") {
		a.day.asked = true
		return
	}
	if o.Class != restday.Prompt {
		return
	}
	chance := a.answers
	if o.Key != "" {
		a.day.prompts++
	} else {
		chance /= 2 // what comes a second time
	}
	if !a.visit.IsZero() || !a.chance(chance) {
		return
	}
	a.snooze = a.chance(0.03)
	delay := time.Minute * time.Duration(1+30*a.dice.ExpFloat64())
	if at := now.Add(delay); at.Before(a.bed()) {
		a.visit = at
	}
}

// untold tells whether a check-in ended before an illness could be named, and
// leaves a way to tell it.
func (a *athlete) untold(told map[restday.Item]bool) bool {
	return a.phone.more.Data != "" && len(a.feels.symptoms) > 0 && !told[restday.Symptoms]
}

// raceWords are how the athlete tells of the race they train for.
func (a *athlete) raceWords() string {
	_, month, day := (a.began + restday.Day(a.race)).Date()
	return fmt.Sprintf("race on %d %s, A, 10 km", day, month)
}

// planned is what the athlete's plan says for today, with what restday has moved.
func (a *athlete) planned(is restday.Athlete, h restday.History) restday.Planned {
	season := plan.Season{
		Sport: is.Sport, Pattern: is.Pattern, Chosen: is.Season, Races: h.Races, Dated: h.Plan, Lighter: h.Spells,
	}
	return season.On(a.today)
}

// does is what the athlete makes of the day: advice is nil when none was asked.
func (a *athlete) does(planned restday.Planned, advice *rules.Decision) []restday.Session {
	kind, minutes, effort, usual := planned.Kind, planned.Minutes, planned.RPE, 4.0
	if advice != nil && a.day.follows {
		s := advice.Session
		kind, minutes, effort = s.Kind, s.Minutes, s.RPEMax
	} else if len(a.feels.symptoms) > 0 {
		return nil // nobody here trains ill of their own accord
	}
	if kind == restday.Rest || a.chance(0.04) {
		return nil
	}
	if kind == restday.Race {
		usual = 9
	}
	long := math.Round(value(minutes, 40) * between(0.8, 1.2, 1+0.07*a.dice.NormFloat64()))
	hard := between(1, 10, value(effort, usual)+math.Round(0.4*a.dice.NormFloat64()))
	if a.chance(a.eager) {
		hard = between(1, 10, hard+3)
	}
	done := restday.Session{Day: a.today, Kind: kind, Minutes: &long, RPE: &hard}
	if planned.DistanceKM != nil && planned.Kind == kind {
		km := *planned.DistanceKM * long / value(planned.Minutes, long)
		done.DistanceKM = &km
	}
	return []restday.Session{done}
}

func value(v *float64, otherwise float64) float64 {
	if v == nil {
		return otherwise
	}
	return *v
}

// sleep ends the day with what was done, and brings the next morning.
func (a *athlete) sleep(done []restday.Session) {
	a.day.trained, a.day.hard = len(done) > 0, slices.ContainsFunc(done, isHard)
	a.record = append(a.record, a.day)
	a.train(done)
	a.was, a.day, a.visit, a.phone = done, diary{}, time.Time{}, chat{}
	a.today++
	a.feels = a.body.wake()
}

// isHard is rules.md's hard session (f.3), written a second time on purpose.
func isHard(s restday.Session) bool {
	switch {
	case s.Kind == restday.Key || s.Kind == restday.Race:
		return true
	case s.Kind == restday.Long && *s.Minutes >= 120:
		return true
	}
	return *s.RPE >= 7 && *s.Minutes >= 20
}
