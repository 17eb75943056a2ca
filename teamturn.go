package restday

// TeamDay is everything that one turn of a team may look at.
type TeamDay struct {
	Squad Squad
	// Mornings reads what was answered from one day to another, both included,
	// without saying by whom.
	Mornings func(from, to Day) ([]Morning, error)
	// Seasons reads what a lighter week must not collide with, of everybody who trains.
	Seasons func(from Day) ([]TeamSeason, error)
	// Plan reads what the team has planned from one day to another.
	Plan func(from, to Day) ([]Planned, error)
}

// Morning is one check-in of somebody in a squad; whose is not known.
type Morning struct {
	Who    int // tells the people of one reading apart
	Day    Day
	State  string           // green | amber | red | unknown
	Due    bool             // weeks of training have passed without a lighter one (rule D2)
	Values map[Item]float64 // sleep and energy
}

// TeamSeason is what is known of an athlete's weeks to come.
type TeamSeason struct {
	Athlete  int64
	Language string
	Zone     string // IANA name
	Quiet    Hours
	PausedTo Day
	Races    []RaceDay
	Spells   []Spell // those that have not ended before
}

// TeamChange is what one turn of a team stores, all or nothing.
type TeamChange struct {
	Team     Team
	Deload   *TeamDeload     // stored over the one with its Proposed
	Spells   map[int64]Spell // by athlete; one with Last before First is deleted
	End      bool            // the team is no more
	Outgoing []Outgoing
}
