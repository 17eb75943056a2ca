package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Effect is what a rule does to today's session.
type Effect struct {
	Ceiling     Outcome  // the outcome is never above it; as_planned: it lowers nothing
	Factor      float64  // share of the volume; 0: the rule has none
	Scales      bool     // Factor holds for any key, long or easy session that is left, else for one that the rule itself shortened
	RPEMax      *float64 // cap on effort when the outcome is modified, 0–10; nil none
	MinutesMax  *float64 // cap on minutes whatever the outcome; nil none
	RestNext    bool     // tomorrow is kept free: nothing moves there
	DistanceMax string   // the fact that caps the kilometres of today's session; "" none
	Options     []Option // what else would do; nil: what the catalogue says
	Text        string   // the reason in English, with {facts}
	Doctor      string   // added to Text: where to get help; "" nothing
}

// Option is something else that would do.
type Option struct {
	Text  string `yaml:"text"`
	Needs string `yaml:"needs"` // pool | bike, "" nothing
}

// effectFile is an effect as it is written: its figures may be names of numbers.
type effectFile struct {
	Ceiling     Outcome  `yaml:"ceiling"`
	Factor      any      `yaml:"factor"`
	Scales      bool     `yaml:"scales"`
	RPEMax      any      `yaml:"rpe_max"`
	MinutesMax  any      `yaml:"minutes_max"`
	RestNext    bool     `yaml:"rest_next"`
	DistanceMax string   `yaml:"distance_max"`
	Options     []Option `yaml:"options"`
	Text        string   `yaml:"text"`
	Doctor      string   `yaml:"doctor"`
}

// effect reads what a file says of an effect at a path.
func (p *parsedRule) effect(path string, f effectFile, v vocabulary) (Effect, error) {
	e := Effect{Ceiling: f.Ceiling, Scales: f.Scales, RestNext: f.RestNext, DistanceMax: f.DistanceMax, Options: f.Options, Text: f.Text, Doctor: f.Doctor}
	var factor *float64
	for key, amount := range map[string]struct {
		written any
		to      **float64
	}{"factor": {f.Factor, &factor}, "rpe_max": {f.RPEMax, &e.RPEMax}, "minutes_max": {f.MinutesMax, &e.MinutesMax}} {
		figure, err := v.amount(amount.written)
		if err != nil {
			return Effect{}, p.doc.errorf(path+"."+key, "%s", err)
		}
		*amount.to = figure
	}
	if factor != nil {
		if *factor <= 0 || *factor > 1 {
			return Effect{}, p.doc.errorf(path+".factor", "%s is not above 0 and at most 1", figure(*factor))
		}
		e.Factor = *factor
	}
	return e, nil
}

// amount is a figure that is written as itself or by its name; nil when it is not.
func (v vocabulary) amount(written any) (*float64, error) {
	switch w := written.(type) {
	case nil:
		return nil, nil
	case float64:
		return &w, nil
	case int64:
		return known(float64(w)), nil
	case uint64:
		return known(float64(w)), nil
	case string:
		if figure, ok := v.numbers[w]; ok {
			return &figure, nil
		}
	}
	return nil, fmt.Errorf("%v is neither a figure nor the name of a number", written)
}

// words are what an athlete reads: the text, and where to get help.
func (e Effect) words() string { return strings.TrimSpace(e.Text + " " + e.Doctor) }

// over returns the case's effect with the rule's own where it says nothing.
func (e Effect) over(rule Effect) Effect {
	if e.Ceiling == "" {
		e.Ceiling = rule.Ceiling
	}
	if e.Factor == 0 {
		e.Factor, e.Scales = rule.Factor, rule.Scales
	}
	if e.RPEMax == nil {
		e.RPEMax = rule.RPEMax
	}
	if e.MinutesMax == nil {
		e.MinutesMax = rule.MinutesMax
	}
	if e.DistanceMax == "" {
		e.DistanceMax = rule.DistanceMax
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
	case e.Factor > 0 && e.Ceiling != Modified && !e.Scales:
		return "factor", errors.New("only a ceiling of modified has a factor, or a rule that scales what is left")
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

func (p *parsedRule) checkEffect(path string, e Effect, v vocabulary) error {
	if key, err := e.check(p.Safety); err != nil {
		return p.doc.errorf(path+"."+key, "%s", err)
	}
	if _, figure := v.types[e.DistanceMax].(float64); e.DistanceMax != "" && !figure {
		return p.doc.errorf(path+".distance_max", "%s is not a fact in kilometres", e.DistanceMax)
	}
	for key, text := range map[string]string{"text": e.Text, "doctor": e.Doctor} {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			if !v.names(found[1]) {
				return p.doc.errorf(path+"."+key, "{%s} is not a fact", found[1])
			}
		}
	}
	return nil
}
