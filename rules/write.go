package rules

import (
	"encoding/json"
	"slices"

	"restday"
)

// The wire types have contract.md's names; what was not said is left out.

type wireInput struct {
	Day      restday.Day   `json:"day"`
	Athlete  wireAthlete   `json:"athlete"`
	Planned  *wirePlanned  `json:"planned"`
	Upcoming []wirePlanned `json:"upcoming,omitempty"`
}

// wireSeason stands behind the records.
type wireSeason struct {
	Block *wireBlock `json:"block,omitempty"`
	Race  *wireRace  `json:"race,omitempty"`
}

type wireAthlete struct {
	Sport        string   `json:"sport,omitempty"`
	Pattern      string   `json:"pattern,omitempty"`
	Irregular    bool     `json:"irregular,omitempty"`
	Restrictions []string `json:"restrictions,omitempty"`
	Access       []string `json:"access"` // null: the default; []: nothing
}

type wirePlanned struct {
	Day        restday.Day  `json:"day,omitempty"`
	Kind       restday.Kind `json:"kind"`
	Title      string       `json:"title,omitempty"`
	Minutes    *float64     `json:"minutes,omitempty"`
	DistanceKM *float64     `json:"distance_km,omitempty"`
	RPE        *float64     `json:"rpe,omitempty"`
	Sport      string       `json:"sport,omitempty"`
}

type wirePain struct {
	Level       *float64 `json:"level,omitempty"`
	Kind        string   `json:"kind,omitempty"`
	ChangesGait *bool    `json:"changes_gait,omitempty"`
	Where       string   `json:"where,omitempty"`
}

type wireBlock struct {
	Phase      string      `json:"phase,omitempty"`
	Day        int         `json:"day,omitempty"`
	HeavyWeeks *float64    `json:"heavy_weeks,omitempty"`
	LastDeload restday.Day `json:"last_deload,omitempty"`
}

type wireRace struct {
	Day      restday.Day `json:"day"`
	Priority string      `json:"priority,omitempty"`
}

// MarshalJSON writes the input as `restday decide` reads it, so that a stored
// decision can be replayed. Records after Day, which no decision looks at, and
// items that contract.md does not name are left out.
func (in Input) MarshalJSON() ([]byte, error) {
	w := wireInput{Day: in.Day, Athlete: wireAthlete(in.Athlete)}
	if in.Planned != nil {
		p := plannedOf(*in.Planned)
		p.Day = 0 // today's session carries no date of its own
		w.Planned = &p
	}
	for _, p := range in.Upcoming {
		w.Upcoming = append(w.Upcoming, plannedOf(p))
	}
	head, err := json.Marshal(w)
	if err != nil {
		return nil, err
	}
	season, err := json.Marshal(wireSeason{(*wireBlock)(in.Block), (*wireRace)(in.Race)})
	if err != nil {
		return nil, err
	}
	l := &line{text: slices.Grow(head[:len(head)-1], perRecord*(len(in.CheckIns)+len(in.Sessions)))}
	checkIns := leaveOut(in.CheckIns, func(c restday.CheckIn) bool { return c.Day > in.Day })
	sessions := leaveOut(in.Sessions, func(s restday.Session) bool { return s.Day > in.Day })
	list(l, "checkins", checkIns, (*line).checkIn)
	list(l, "sessions", sessions, (*line).session)
	if len(season) > len("{}") {
		season[0] = ','
	} else {
		season = season[1:]
	}
	return append(l.text, season...), l.err
}

// perRecord is about as many bytes as a record takes.
const perRecord = 100

// leaveOut leaves some records out.
func leaveOut[R any](records []R, out func(R) bool) []R {
	if !slices.ContainsFunc(records, out) {
		return records
	}
	return slices.DeleteFunc(slices.Clone(records), out)
}

func plannedOf(p restday.Planned) wirePlanned {
	return wirePlanned{p.Day, p.Kind, p.Title, p.Minutes, p.DistanceKM, p.RPE, p.Sport}
}
