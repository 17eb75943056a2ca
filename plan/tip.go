package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"restday"
)

// Tip is one line of advice beside the training: sleep, fuel, fluid, soft tissue
// or mind, which is its group.
type Tip struct {
	ID    string // group and name: "sleep.dark"
	Group string
	Text  string

	items  []restday.Item // of the group: it is called for when one is low
	suits  []string       // of the group: phases in which it counts double
	when   []string       // conditions that all must hold
	phases []string       // none: every phase
}

// Day is what tips are chosen by. Kinds are "" where unknown.
type Day struct {
	Day              restday.Day
	Low              []restday.Item // what is low today, the lowest first
	Phase            string         // of the block, "" unknown
	Yesterday        restday.Kind   // rest, easy or key: a hard day
	Today, Tomorrow  restday.Kind
	Minutes          float64 // of today's session, 0 unknown
	Irregular, Short bool    // irregular days; less than seven hours of sleep
	Hour             int     // on the athlete's clock
	Told             []restday.Told
}

// conditions are what a tip may wait for.
var conditions = map[string]func(Day) bool{
	"hard_yesterday": func(d Day) bool { return demanding(d.Yesterday) },
	"hard_today":     func(d Day) bool { return demanding(d.Today) },
	"hard_tomorrow":  func(d Day) bool { return demanding(d.Tomorrow) },
	"easy_today":     func(d Day) bool { return d.Today == restday.Easy },
	"over_60":        func(d Day) bool { return d.Minutes > 60 },
	"irregular":      func(d Day) bool { return d.Irregular },
	"short_sleep":    func(d Day) bool { return d.Short },
	"low_appetite":   func(d Day) bool { return slices.Contains(d.Low, restday.Appetite) },
	"before_15":      func(d Day) bool { return d.Hour < 15 },
}

// Fortnight is for how many days a tip is not told again.
const Fortnight = 14

// Tip returns the day's tip: of the group that what is low today calls for,
// else of the one that was silent longest, where a group that suits the phase
// counts double (claims 5 and 54). Within a group tips with an occasion go
// first. It is none when all have been told within a fortnight.
func (c *Catalogue) Tip(d Day) (best Tip, ok bool) {
	score := -1
	for _, t := range c.tips {
		if !t.fits(d) {
			continue
		}
		if s := t.score(d); s > score {
			best, ok, score = t, true, s
		}
	}
	return best, ok
}

func (t Tip) fits(d Day) bool {
	for _, told := range d.Told {
		if told.ID == t.ID && d.Day-told.Day < Fortnight {
			return false
		}
	}
	if len(t.phases) > 0 && !slices.Contains(t.phases, d.Phase) {
		return false
	}
	return !slices.ContainsFunc(t.when, func(name string) bool { return !conditions[name](d) })
}

// score orders tips: what is low decides, the lowest most; then how long the
// group was silent; an occasion tips the balance.
func (t Tip) score(d Day) int {
	score := t.silent(d) * 10
	if slices.Contains(t.suits, d.Phase) {
		score *= 2
	}
	if len(t.when)+len(t.phases) > 0 {
		score += 5
	}
	for i, item := range d.Low {
		if slices.Contains(t.items, item) {
			return score + 1000*(len(d.Low)-i)
		}
	}
	return score
}

// silent is for how many days the tip's group was, a fortnight at most.
func (t Tip) silent(d Day) int {
	days := Fortnight
	for _, told := range d.Told {
		if group, _, _ := strings.Cut(told.ID, "."); group == t.Group {
			days = min(days, int(d.Day-told.Day))
		}
	}
	return days
}

// EveryTip returns all tips.
func (c *Catalogue) EveryTip() []Tip { return slices.Clone(c.tips) }

// TipText returns the text of a tip, by its ID; "" when there is none.
func (c *Catalogue) TipText(id string) string {
	for _, t := range c.tips {
		if t.ID == id {
			return t.Text
		}
	}
	return ""
}

// group is a file of tips, as it is written.
type group struct {
	Items  []restday.Item `yaml:"items"`
	Phases []string       `yaml:"phases"` // in which the group counts double
	Source string         `yaml:"source"`
	Tips   []struct {
		ID     string   `yaml:"id"`
		When   []string `yaml:"when"`
		Phases []string `yaml:"phases"`
		Text   string   `yaml:"text"`
	} `yaml:"tips"`
}

func (c *Catalogue) addTips(name string, data []byte) error {
	var g group
	p, err := readPage(name, data, &g)
	if err != nil {
		return err
	}
	if g.Source == "" {
		return p.errorf("$.source", "is missing; name where the tips come from")
	}
	of := strings.TrimSuffix(path.Base(name), ".yaml")
	seen := map[string]bool{}
	for n, tip := range g.Tips {
		at := fmt.Sprintf("$.tips[%d]", n)
		switch {
		case tip.ID == "" || tip.Text == "" || seen[tip.ID]:
			return p.errorf(at, "needs an id of its own and a text")
		case slices.ContainsFunc(tip.When, func(w string) bool { return conditions[w] == nil }):
			return p.errorf(at, "waits for what is unknown; known are the conditions of plan/tip.go")
		case slices.ContainsFunc(tip.Phases, func(ph string) bool { return !slices.Contains(phaseNames, ph) }):
			return p.errorf(at, "phases are %s", strings.Join(phaseNames, ", "))
		}
		seen[tip.ID] = true
		c.tips = append(c.tips, Tip{ID: of + "." + tip.ID, Group: of, Text: tip.Text, items: g.Items, suits: g.Phases, when: tip.When, phases: tip.Phases})
	}
	return nil
}

// phaseNames are those that a tip may be for.
var phaseNames = []string{Build, Deload, Taper, Racing, Off}
