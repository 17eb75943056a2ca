package rules

import "restday"

// Input is what a decision is made from: one athlete's day and the history
// before it. Records after Day are ignored.
type Input struct {
	Day      restday.Day
	Athlete  Athlete
	Planned  *restday.Planned  // nil: no plan, a session is proposed
	Upcoming []restday.Planned // the days after Day; used to move a session
	CheckIns []restday.CheckIn // any order; today's is the one of Day
	Sessions []restday.Session // any order
	Block    *Block
	Race     *Race
}

// Athlete is what the rules know of a person beyond their answers.
type Athlete struct {
	Sport        string   // run | bike | swim | tri | other, "" unknown
	Pattern      string   // short | long | testing, "" unknown
	Irregular    bool     // irregular schedule
	Restrictions []string // minor | pregnant | heart
	Access       []string // what else is at hand: pool | bike; nil: both
}

// Block is where the athlete stands in a training block.
type Block struct {
	Phase      string      // build | deload | taper | race | off
	Day        int         // day of the phase, from 1; 0 unknown
	HeavyWeeks *float64    // weeks since the last lighter one; nil unknown
	LastDeload restday.Day // the day the last deload ended; zero unknown
}

// Race is the race the athlete trains for.
type Race struct {
	Day      restday.Day
	Priority string // A | B | C, "" unknown
}

// access returns what else is at hand; the default is a pool and a bike.
func (a Athlete) access() []string {
	if a.Access == nil {
		return []string{"pool", "bike"}
	}
	return a.Access
}

// sportOf returns a session's own sport, else the athlete's.
func (a Athlete) sportOf(own string) string {
	if own != "" {
		return own
	}
	return a.Sport
}

// Symptoms by what they ask for (rules.md b.8, e.2).
var (
	redFlags  = []string{"chest_pain", "fainting", "palpitations", "breathless_at_rest", "heat_collapse", "head_injury", "dark_urine"}
	general   = []string{"fever", "aches", "chest_cough", "vomiting", "diarrhoea", "malaise"}
	aboveNeck = []string{"runny_nose", "sore_throat", "sneezing"}
)

// wellnessItems are the items that make up the composite, in the order shown (f.2).
var wellnessItems = []restday.Item{restday.Fatigue, restday.Soreness, restday.Mood, restday.SleepQuality, restday.Stress}
