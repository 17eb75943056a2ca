package restday

// Kind is a kind of session.
type Kind string

// The kinds of session, from least to most demanding.
const (
	Rest     Kind = "rest"
	Recovery Kind = "recovery"
	Easy     Kind = "easy"
	Key      Kind = "key" // hard: intervals, tempo, hills
	Long     Kind = "long"
	Race     Kind = "race"
)

// Kinds lists every kind of session.
var Kinds = []Kind{Rest, Recovery, Easy, Key, Long, Race}

// Sports lists what an athlete can train; "" stands for unknown.
var Sports = []string{"run", "bike", "swim", "tri", "other"}

// Session is what was done on a day. A day may have several; a day that is
// known and has none was a rest day.
type Session struct {
	Day        Day
	Kind       Kind
	Minutes    *float64 // 0–1440; nil unknown
	RPE        *float64 // 0–10, Foster's CR-10; nil unknown
	DistanceKM *float64 // nil unknown
	Sport      string   // "" the athlete's
}

// Log is what was done on a day, all of it.
type Log struct {
	Day      Day
	Sessions []Session
}

// Planned is what the plan says for a day.
type Planned struct {
	Day        Day
	Kind       Kind
	Title      string
	Minutes    *float64
	DistanceKM *float64
	RPE        *float64
	Sport      string // "" the athlete's
	MovedFrom  Day    // the day the rules moved this session from; zero: it stands where it was planned
	Changed    string // how the athlete changed the day: move, swap, skip, sick, travel; "" not at all
	With       Day    // the other day of a move or swap
	OfTeam     bool   // it is the team's, not a row of the athlete's own. Only read
}

// Advised is the session a decision recommends.
type Advised struct {
	Kind         Kind     `json:"kind"`
	Title        string   `json:"title"`
	Purpose      string   `json:"purpose,omitempty"` // what it is for, in one line
	Minutes      *float64 `json:"minutes"`           // after VolumeFactor; nil unknown
	DistanceKM   *float64 `json:"distance_km"`       // after VolumeFactor; nil unknown
	RPEMax       *float64 `json:"rpe_max"`           // ceiling of effort, 0–10; nil none
	VolumeFactor float64  `json:"volume_factor"`     // 1: as planned
	Options      []string `json:"options"`           // what else would do
	Mobility     Mobility `json:"mobility,omitzero"` // how it ends; zero: with nothing
}

// Mobility is a few minutes for parts of the body.
type Mobility struct {
	Minutes int      `json:"minutes"`
	Regions []string `json:"regions"`
	Sore    bool     `json:"sore,omitempty"` // the first region is sore: it comes first, and gently
}

// Lighter is a way in which a Spell is lighter than the plan.
type Lighter string

// The ways to train a little less, one at a time (rules.md a.40).
const (
	Shorter Lighter = "shorter" // volume
	Gentler Lighter = "gentler" // intensity
	Fewer   Lighter = "fewer"   // frequency
	Deload  Lighter = "deload"  // a whole lighter week
)

// Spell is a run of lighter days that an athlete agreed to.
type Spell struct {
	Kind        Lighter
	First, Last Day
}

// Has tells whether day is one of the spell's.
func (s Spell) Has(day Day) bool { return s.First <= day && day <= s.Last }
