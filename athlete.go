package restday

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Address names one private chat: the platform ("telegram", "discord",
// "terminal") and the platform's id of the person there.
// Only the platform's adapter looks inside Chat.
type Address struct{ Platform, Chat string }

// ParseAddress reads "telegram:123".
func ParseAddress(s string) (Address, error) {
	platform, chat, ok := strings.Cut(strings.TrimSpace(s), ":")
	if !ok || platform == "" || chat == "" {
		return Address{}, fmt.Errorf("%q is not an address like telegram:123", s)
	}
	return Address{platform, chat}, nil
}

// String returns "telegram:123".
func (a Address) String() string { return a.Platform + ":" + a.Chat }

// Weekdays is a set of days of the week, bit 0 Sunday to bit 6 Saturday.
type Weekdays uint8

// EveryDay is the set of all seven weekdays.
const EveryDay Weekdays = 1<<7 - 1

// Has tells whether d is in the set.
func (w Weekdays) Has(d time.Weekday) bool { return w&(1<<d) != 0 }

// Athlete is one person who checks in, with the settings of their mornings.
type Athlete struct {
	ID       int64
	Name     string
	Chat     Address // where prompts go; a second chat may be joined to it
	Route    string  // the adapter's shortcut to Chat; opaque
	Language string  // "en"
	Zone     string  // IANA name, always loadable
	PromptAt Clock
	Weekdays Weekdays
	Enrolled bool   // has confirmed; only then are prompts sent
	Sport    string // run | bike | swim | tri | other, "" unknown
	Pattern  string // short | long | testing, "" unknown
	Team     string
	PausedTo Day       // no prompts before this day
	Wake     time.Time // when the scheduler must next look at this athlete; zero: never
	Preferences
	About
	Season
}

// Preferences are what an athlete chose beyond when, where and in what language
// restday writes.
type Preferences struct {
	Questions []Item // asked besides those that everybody is asked
	NoNudge   bool   // never reminded of an open question
	Quiet     Hours  // nothing is sent unasked, but for what was wished for its time
	NoTips    bool   // no tip beside the day's answer
	NoDigest  bool   // no digest of the week
	Bedtime   Clock  // when the athlete would like to sleep, 24:00 for midnight; reminded an hour before; 0: never
	Evening   Clock  // when to ask what was done, on days with a session; 0: never
}

// About is what athletes may tell about themselves; nobody is asked for it.
type About struct {
	Restrictions []string // of Restrictions: with one, training is for a coach or doctor to decide
	Lacks        []string // of CrossTraining: what is not at hand
	Irregular    bool     // an irregular schedule: naps are suggested
}

// Restrictions lists what keeps restday from advising on training.
var Restrictions = []string{"minor", "pregnant", "heart"}

// CrossTraining lists what may be at hand besides the athlete's own sport.
var CrossTraining = []string{"pool", "bike"}

// Access returns what of CrossTraining is at hand; nil stands for all of it.
func (a About) Access() []string {
	if len(a.Lacks) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(CrossTraining), func(s string) bool { return slices.Contains(a.Lacks, s) })
}

// NewPreferences are those of somebody who has not chosen.
func NewPreferences() Preferences {
	return Preferences{Quiet: Hours{From: 21*60 + 30, To: 5*60 + 30}, Evening: 19 * 60}
}

// Location returns the athlete's zone, UTC when it cannot be loaded.
func (a Athlete) Location() *time.Location {
	if loc, err := time.LoadLocation(a.Zone); err == nil {
		return loc
	}
	return time.UTC
}

// Today returns the athlete's local date at now.
func (a Athlete) Today(now time.Time) Day { return DayOf(now.In(a.Location())) }

// PromptOn returns when the prompt of day is due.
func (a Athlete) PromptOn(day Day) time.Time { return a.PromptAt.On(day, a.Location()) }

// Asks tells whether the athlete wants a prompt on day.
func (a Athlete) Asks(day Day) bool {
	return a.Enrolled && day >= a.PausedTo && a.Weekdays.Has(day.Weekday())
}

// NextPrompt returns the first prompt due on from or a later day, and the zero
// time for an athlete who is never asked. A date that the athlete's zone left
// out has no prompt.
func (a Athlete) NextPrompt(from Day) time.Time { return a.NextPromptIn(a.Location(), from) }

// NextPromptIn is NextPrompt for callers who have the athlete's zone loaded:
// loading it takes longer than all the rest.
func (a Athlete) NextPromptIn(zone *time.Location, from Day) time.Time {
	if !a.Enrolled || a.Weekdays&EveryDay == 0 {
		return time.Time{}
	}
	for day := max(from, a.PausedTo); ; day++ {
		if at := a.PromptAt.On(day, zone); a.Asks(day) && DayOf(at.In(zone)) == day {
			return at
		}
	}
}
