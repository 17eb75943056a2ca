package restday

import (
	"encoding/json"
	"slices"
	"time"
)

// Team is a squad with its coaches.
type Team struct {
	ID        int64
	Name      string
	Zone      string // IANA name; the zone of its mornings, and the default of who joins
	Language  string // the default of who joins, and what its channel is written in
	PromptAt  Clock  // the default of who joins
	Questions []Item // asked of who joins, besides those that everybody is asked
	MorningAt Clock  // when coaches get the squad list and the channel its line
	Channel   Address
	Lost      bool // the channel was taken away, and coaches do not know it yet
	Coaches   int  // as many as the team's last turn saw
	Told      Day  // the last day whose morning was told
	Rules     string
	Wake      time.Time // when the scheduler must next look at this team; zero: never
	Deload    TeamDeload
}

// Location returns the team's zone, UTC when it cannot be loaded.
func (t Team) Location() *time.Location { return Athlete{Zone: t.Zone}.Location() }

// Today returns the team's local date at now.
func (t Team) Today(now time.Time) Day { return DayOf(now.In(t.Location())) }

// Share is how much of an athlete's mornings the coaches of a team see.
type Share string

// What can be shared; each holds what stands before it.
const (
	ShareColour  Share = "colour"  // the day's colour and what restday advised
	ShareNumbers Share = "numbers" // sleep, the scales, how much it hurts, and why
	ShareWords   Share = "words"   // symptoms and places, as they were said
)

// Shares lists what can be shared, the least first.
var Shares = []Share{ShareColour, ShareNumbers, ShareWords}

// Membership is one person's part in a team.
type Membership struct {
	Team     Team
	Coach    bool
	Trains   bool
	Share    Share
	Guardian bool // under 18, and a guardian agreed
	Since    Day
}

// Look is one time a coach opened an athlete's day.
type Look struct {
	Coach, Team string // names
	At          time.Time
}

// Seen is what a coach sees of an athlete. What is not shared is not in it.
type Seen struct {
	ID       int64 // the athlete's
	Name     string
	Language string
	Coach    bool // they coach the team too
	Trains   bool
	Share    Share
	Today    Day      // the athlete's local date
	Away     bool     // they take a break
	Last     Day      // the last day with answers, of the last weeks; 0 none
	State    string   // green | amber | red | unknown; "" nothing was decided today
	Outcome  string   // what was advised today; "" nothing was decided
	Lowered  bool     // that is less than was planned
	Rules    []string // numbers: those that decided, and those that remind, by id
	CheckIn  *CheckIn // numbers: of today, without what was said in words; nil none
	Ill      bool     // numbers: there are symptoms
	Hurts    bool     // numbers: something hurts
}

// shared are the numbers that coaches may see; what is asked besides is not theirs.
var shared = []Item{SleepH, Fatigue, Soreness, Mood, SleepQuality, Stress, Motivation, RHR, HRV}

// unshared are the rules that coaches hear nothing of: those about restrictions
// and low spirits.
var unshared = []string{"S6", "M1"}

// Within is what is left of it for who shares that much.
func (s Seen) Within(share Share) Seen {
	s.Share = share
	s.Rules = slices.DeleteFunc(slices.Clone(s.Rules), func(id string) bool { return slices.Contains(unshared, id) })
	if share != ShareNumbers && share != ShareWords {
		s.Share, s.Rules, s.CheckIn, s.Ill, s.Hurts = ShareColour, nil, nil, false, false
		return s
	}
	if s.CheckIn == nil {
		return s
	}
	c := CheckIn{Day: s.CheckIn.Day, Values: map[Item]float64{}}
	for _, item := range shared {
		if v, ok := s.CheckIn.Values[item]; ok {
			c.Values[item] = v
		}
	}
	if p := s.CheckIn.Pain; p != nil {
		c.Pain = &Pain{Level: p.Level}
	}
	if share == ShareWords {
		c.Symptoms, c.Areas, c.Pain = s.CheckIn.Symptoms, s.CheckIn.Areas, s.CheckIn.Pain
	}
	s.CheckIn = &c
	return s
}

// Squad is a team as its coaches see it.
type Squad struct {
	Team    Team
	Members []Seen
}

// Trains lists those who train in it.
func (s Squad) Trains() (out []Seen) {
	for _, m := range s.Members {
		if m.Trains {
			out = append(out, m)
		}
	}
	return out
}

// TeamReader reads what a turn may know about teams. Each function reads when it
// is called: most turns need none.
type TeamReader struct {
	Of      func() ([]Membership, error) // those of the person, oldest first
	Invited func(code string) (Invited, error)
	Squad   func(team int64) (Squad, error)                   // the zero Squad for who does not coach it
	Plan    func(team int64, from, to Day) ([]Planned, error) // nothing for who is not in it
	// Facts hands over what decisions of a team's athletes from a day on were made of,
	// newest first and so many at most; nothing for who does not coach it.
	Facts func(team int64, from Day, most int, each func(facts json.RawMessage)) error
	Looks func() ([]Look, error) // at the person, newest first, of four weeks
}

// Invited is what a code leads to.
type Invited struct {
	Team  Team      // zero: no code of any team
	Until time.Time // how long the code is good
	Wrong int       // wrong codes typed by this person within the last hour
}

// Teaming is one step about a team. Those from Save on are a coach's: they are
// refused for anybody else.
type Teaming struct {
	Team   int64       // 0 with Create
	Create *Team       // the person becomes its coach
	Join   *Membership // over what was there
	Leave  bool
	Wrong  bool // a wrong code was typed

	Save    *Team // its settings, not its channel
	Code    string
	Until   time.Time   // of Code
	Bind    *Address    // its channel; zero: none
	Look    int64       // the athlete whose day was opened
	Remove  int64       // the athlete who is taken off
	Promote int64       // the athlete who coaches it too from now on
	Deload  *TeamDeload // stored over the one with its Proposed
	Rules   *string
	Plan    *TeamPlan
	Row     *Exception
}

// CoachOnly tells whether only a coach of the team may take the step.
func (t Teaming) CoachOnly() bool {
	return t.Save != nil || t.Code != "" && t.Create == nil || t.Bind != nil || t.Look != 0 || t.Remove != 0 || t.Promote != 0 || t.Deload != nil ||
		t.Rules != nil || t.Plan != nil || t.Row != nil
}

// TeamPlan replaces what a team has planned for some days.
type TeamPlan struct {
	Days []Day
	Rows []Planned
}

// Exception is a day of one athlete that differs from the team's plan.
type Exception struct {
	Athlete int64
	Planned Planned
}

// The states of a lighter week for a whole team.
const (
	DeloadProposed  = "proposed"
	DeloadApproved  = "approved" // by a coach; the plans have not moved yet
	DeloadAgreed    = "agreed"   // the plans have moved
	DeloadStopping  = "stopping" // cancelled by a coach; the plans have not moved back yet
	DeloadCancelled = "cancelled"
	DeloadOver      = "over"
)

// TeamDeload is a lighter week for a whole team.
type TeamDeload struct {
	Proposed    Day // when; it names the deload in its team
	State       string
	Why         string // calendar | signals | coach
	First, Last Day
	Told        string // how far the channel knows: "" | eve | first | end
}
