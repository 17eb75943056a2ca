package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Rule is one row of rules.md (e): when its condition holds, it sets a ceiling.
type Rule struct {
	ID     string // "G1"
	Order  int    // place in the table; rules are asked and shown by it
	Safety bool   // comes first among the reasons, and the athlete cannot overrule it
	When   string // the condition, over facts
	Effect        // what it does when no case applies
	Cases  []Case // the first whose condition holds replaces parts of the effect
	Source string // where the rule comes from
	Layer  string // where its file lies; "" it came with the program

	when condition
	key  string // of its words in other languages; "" they are said as written
}

// Effect is what a rule does to today's session.
type Effect struct {
	Ceiling    Outcome  `yaml:"ceiling"`     // the outcome is never above it; as_planned: it only has something to say
	Factor     float64  `yaml:"factor"`      // share of the volume when the outcome is modified; 0: the rule has none
	RPEMax     *float64 `yaml:"rpe_max"`     // cap on effort when the outcome is modified, 0–10; nil none
	MinutesMax *float64 `yaml:"minutes_max"` // cap on minutes whatever the outcome; nil none
	Options    []Option `yaml:"options"`     // what else would do; nil: what the catalogue says
	Text       string   `yaml:"text"`        // the reason in English, with {facts}
	Doctor     string   `yaml:"doctor"`      // added to Text: where to get help; "" nothing
}

// Option is something else that would do.
type Option struct {
	Text  string `yaml:"text"`
	Needs string `yaml:"needs"` // pool | bike, "" nothing
}

// Case changes a rule's effect for part of what it covers.
type Case struct {
	Name string // addresses its words: "S3.lasting"
	When string
	Effect

	when condition
	key  string
}

// effect returns what the rule does for these facts and the key of its words.
func (r Rule) effect(values map[string]any) (Effect, string) {
	for _, c := range r.Cases {
		if held, _ := c.when.evaluate(values); held == yes {
			return c.Effect, c.key
		}
	}
	return r.Effect, r.key
}

// words are what an athlete reads: the text, and where to get help.
func (e Effect) words() string { return strings.TrimSpace(e.Text + " " + e.Doctor) }

// over returns the case's effect with the rule's own where it says nothing.
func (e Effect) over(rule Effect) Effect {
	if e.Ceiling == "" {
		e.Ceiling = rule.Ceiling
	}
	if e.Factor == 0 {
		e.Factor = rule.Factor
	}
	if e.RPEMax == nil {
		e.RPEMax = rule.RPEMax
	}
	if e.MinutesMax == nil {
		e.MinutesMax = rule.MinutesMax
	}
	if e.Options == nil {
		e.Options = rule.Options
	}
	if e.Text == "" {
		e.Text = rule.Text
	}
	if e.Doctor == "" {
		e.Doctor = rule.Doctor
	}
	return e
}

// check tells what is wrong with an effect and under which key.
func (e Effect) check(safety bool) (key string, err error) {
	switch {
	case !slices.Contains(Outcomes, e.Ceiling):
		return "ceiling", fmt.Errorf("%q is not one of %s", e.Ceiling, listed(Outcomes))
	case e.Factor < 0 || e.Factor > 1:
		return "factor", fmt.Errorf("%s is not above 0 and at most 1", figure(e.Factor))
	case e.Factor > 0 && e.Ceiling != Modified:
		return "factor", errors.New("only a ceiling of modified has a factor")
	case e.RPEMax != nil && (*e.RPEMax < 0 || *e.RPEMax > 10):
		return "rpe_max", fmt.Errorf("%s is outside 0–10", figure(*e.RPEMax))
	case e.MinutesMax != nil && (*e.MinutesMax <= 0 || *e.MinutesMax > 1440):
		return "minutes_max", fmt.Errorf("%s is outside 1–1440", figure(*e.MinutesMax))
	case safety && e.Options == nil:
		return "options", errors.New("is missing; a safety rule says what else would do, [] for nothing")
	case e.Text == "":
		return "text", errors.New("is missing; say in one short sentence why")
	}
	for _, o := range e.Options {
		if o.Text == "" || !slices.Contains([]string{"", "pool", "bike"}, o.Needs) {
			return "options", errors.New("each needs a text, and needs is pool or bike")
		}
	}
	return "", nil
}
