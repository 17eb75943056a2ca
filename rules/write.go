package rules

import (
	"encoding/json"

	"restday"
)

// The wire types have contract.md's names; what was not said is left out.

type wireInput struct {
	Day      restday.Day   `json:"day"`
	Athlete  wireAthlete   `json:"athlete"`
	Planned  *wirePlanned  `json:"planned"`
	Upcoming []wirePlanned `json:"upcoming,omitempty"`
	CheckIns []wireCheckIn `json:"checkins"`
	Sessions []wireSession `json:"sessions"`
	Block    *wireBlock    `json:"block,omitempty"`
	Race     *wireRace     `json:"race,omitempty"`
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

type wireSession struct {
	Day        restday.Day  `json:"day"`
	Kind       restday.Kind `json:"kind"`
	Minutes    *float64     `json:"minutes,omitempty"`
	RPE        *float64     `json:"rpe,omitempty"`
	DistanceKM *float64     `json:"distance_km,omitempty"`
	Sport      string       `json:"sport,omitempty"`
}

type wireCheckIn struct {
	Day          restday.Day `json:"day"`
	SleepH       *float64    `json:"sleep_h,omitempty"`
	Fatigue      *float64    `json:"fatigue,omitempty"`
	Soreness     *float64    `json:"soreness,omitempty"`
	Mood         *float64    `json:"mood,omitempty"`
	SleepQuality *float64    `json:"sleep_quality,omitempty"`
	Stress       *float64    `json:"stress,omitempty"`
	Motivation   *float64    `json:"motivation,omitempty"`
	RHR          *float64    `json:"rhr,omitempty"`
	HRV          *float64    `json:"hrv,omitempty"`
	Areas        []string    `json:"soreness_area,omitempty"`
	Symptoms     []string    `json:"symptoms,omitzero"`
	Pain         *wirePain   `json:"pain,omitempty"`
	Performance  *float64    `json:"performance,omitempty"`
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
	w := wireInput{
		Day: in.Day, Athlete: wireAthlete(in.Athlete),
		CheckIns: []wireCheckIn{}, Sessions: []wireSession{},
		Race: (*wireRace)(in.Race), Block: (*wireBlock)(in.Block),
	}
	if in.Planned != nil {
		p := plannedOf(*in.Planned)
		p.Day = 0 // today's session carries no date of its own
		w.Planned = &p
	}
	for _, p := range in.Upcoming {
		w.Upcoming = append(w.Upcoming, plannedOf(p))
	}
	for _, c := range in.CheckIns {
		if c.Day <= in.Day {
			w.CheckIns = append(w.CheckIns, checkInOf(c))
		}
	}
	for _, s := range in.Sessions {
		if s.Day <= in.Day {
			w.Sessions = append(w.Sessions, wireSession(s))
		}
	}
	return json.Marshal(w)
}

func plannedOf(p restday.Planned) wirePlanned {
	return wirePlanned{p.Day, p.Kind, p.Title, p.Minutes, p.DistanceKM, p.RPE, p.Sport}
}

func checkInOf(c restday.CheckIn) wireCheckIn {
	value := func(item restday.Item) *float64 {
		if v, ok := c.Values[item]; ok {
			return &v
		}
		return nil
	}
	w := wireCheckIn{
		Day: c.Day, SleepH: value(restday.SleepH), Fatigue: value(restday.Fatigue), Soreness: value(restday.Soreness),
		Mood: value(restday.Mood), SleepQuality: value(restday.SleepQuality), Stress: value(restday.Stress),
		Motivation: value(restday.Motivation), RHR: value(restday.RHR), HRV: value(restday.HRV),
		Performance: value(restday.Performance), Areas: c.Areas, Symptoms: c.Symptoms,
	}
	if c.Pain != nil {
		w.Pain = &wirePain{c.Pain.Level, c.Pain.Kind, c.Pain.ChangesGait, c.Pain.Where}
	}
	return w
}
