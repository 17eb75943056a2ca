package restday

import (
	"slices"
	"strings"
)

// Item names one thing a check-in records. Items are data: a new question
// brings its own, and answers are stored as rows.
type Item string

// The items with a meaning of their own. Wellness items run 1–5, 5 best.
const (
	SleepH       Item = "sleep_h" // hours, 0–24
	Fatigue      Item = "fatigue" // asked as energy
	Soreness     Item = "soreness"
	Mood         Item = "mood"
	SleepQuality Item = "sleep_quality"
	Stress       Item = "stress"
	Motivation   Item = "motivation"
	RHR          Item = "rhr"         // resting heart rate, beats/min
	HRV          Item = "hrv"         // rMSSD, ms
	Performance  Item = "performance" // against expectation: -1, 0 or 1
	Appetite     Item = "appetite"    // 1–5, 5 great; no part of the sum that is compared

	Symptoms     Item = "symptoms"      // Words: symptoms separated by spaces; "" said to be none
	SorenessArea Item = "soreness_area" // Words: places separated by spaces
	PainLevel    Item = "pain_level"    // 0–10
	PainKind     Item = "pain_kind"     // Words: dull | sharp | bone
	PainWhere    Item = "pain_where"    // Words: as the athlete said it
	ChangesGait  Item = "changes_gait"  // 1 yes, 0 no
)

var wordItems = []Item{Symptoms, SorenessArea, PainKind, PainWhere}

// Answer is one stored answer: a number, or words for the items that hold words.
type Answer struct {
	Item  Item
	Value float64
	Words string
}

// Pain is what an athlete said about something that hurts; each part only if said.
type Pain struct {
	Where       string
	Level       *float64 // 0–10
	Kind        string   // dull | sharp | bone
	ChangesGait *bool
}

// CheckIn is one athlete's answers for one local day.
type CheckIn struct {
	Day      Day
	Values   map[Item]float64
	Areas    []string // where it is sore
	Symptoms []string // nil: not said; empty: said to be none
	Pain     *Pain
}

// Value returns a number that was answered, and whether it was.
func (c CheckIn) Value(i Item) (float64, bool) {
	v, ok := c.Values[i]
	return v, ok
}

// Empty tells whether nothing was answered.
func (c CheckIn) Empty() bool {
	return len(c.Values) == 0 && len(c.Areas) == 0 && c.Symptoms == nil && c.Pain == nil
}

// CheckInOf assembles a check-in from its stored answers; order does not matter.
func CheckInOf(day Day, answers []Answer) CheckIn {
	c := CheckIn{Day: day, Values: map[Item]float64{}}
	for _, a := range answers {
		switch a.Item {
		case Symptoms:
			c.Symptoms = strings.Fields(a.Words)
		case SorenessArea:
			c.Areas = strings.Fields(a.Words)
		case PainLevel, PainKind, PainWhere, ChangesGait:
			if c.Pain == nil {
				c.Pain = &Pain{}
			}
			c.Pain.set(a)
		default:
			c.Values[a.Item] = a.Value
		}
	}
	return c
}

func (p *Pain) set(a Answer) {
	switch a.Item {
	case PainLevel:
		p.Level = &a.Value
	case PainKind:
		p.Kind = a.Words
	case PainWhere:
		p.Where = a.Words
	case ChangesGait:
		yes := a.Value == 1
		p.ChangesGait = &yes
	}
}

// Answers is the inverse of CheckInOf, sorted by item.
func (c CheckIn) Answers() []Answer {
	var out []Answer
	for item, v := range c.Values {
		out = append(out, Answer{Item: item, Value: v})
	}
	if c.Symptoms != nil {
		out = append(out, Answer{Item: Symptoms, Words: strings.Join(c.Symptoms, " ")})
	}
	if len(c.Areas) > 0 {
		out = append(out, Answer{Item: SorenessArea, Words: strings.Join(c.Areas, " ")})
	}
	if c.Pain != nil {
		out = append(out, c.Pain.answers()...)
	}
	slices.SortFunc(out, func(a, b Answer) int { return strings.Compare(string(a.Item), string(b.Item)) })
	return out
}

func (p Pain) answers() []Answer {
	out := []Answer{{Item: PainWhere, Words: p.Where}}
	if p.Level != nil {
		out = append(out, Answer{Item: PainLevel, Value: *p.Level})
	}
	if p.Kind != "" {
		out = append(out, Answer{Item: PainKind, Words: p.Kind})
	}
	if p.ChangesGait != nil {
		a := Answer{Item: ChangesGait}
		if *p.ChangesGait {
			a.Value = 1
		}
		out = append(out, a)
	}
	return out
}

// HasWords tells whether answers to the item hold words rather than a number.
func (i Item) HasWords() bool { return slices.Contains(wordItems, i) }
