package rules

import "slices"

// Rule is one row of rules.md (e): when its condition holds, it sets a ceiling.
type Rule struct {
	ID    string // "G1"
	Order int    // place in the table; rules are asked and shown by it
	Traits
	When   string // the condition, over facts; "" when it is told on request
	Effect        // what it does when no case applies
	Cases  []Case // the first whose condition holds replaces parts of the effect
	Source string // where the rule comes from
	Layer  string // where its file lies; "" it came with the program

	when condition
	key  string // of its words in other languages; "" they are said as written
}

// Traits are how a rule stands beside the others.
type Traits struct {
	Safety     bool `yaml:"safety"`      // comes first among the reasons, and the athlete cannot overrule it
	Last       bool `yaml:"last"`        // when it fires, the rules after it are not looked at
	Alone      bool `yaml:"alone"`       // when it fires, only safety rules and those before_race lower anything, and nothing else is told
	BeforeRace bool `yaml:"before_race"` // lowers a key or long session even beside a rule that stands alone
	OnRequest  bool `yaml:"on_request"`  // is told when somebody asks, and never fires
	Speaks     bool `yaml:"speaks"`      // comes first where no rule lowered anything
}

// Case changes a rule's effect for part of what it covers.
type Case struct {
	Name string // addresses its words: "S3.lasting"
	When string
	Effect

	when condition
	key  string
}

// Reminds tells whether the rule never touches a session and only has something
// to say.
func (r Rule) Reminds() bool {
	return r.Ceiling == AsPlanned && !r.Scales && r.DistanceMax == "" && !r.Alone
}

// effect returns what the rule does for these facts and the key of its words.
func (r Rule) effect(values map[string]any) (Effect, string) {
	if i := r.caseOf(values); i >= 0 {
		return r.Cases[i].Effect, r.Cases[i].key
	}
	return r.Effect, r.key
}

// caseOf returns the index of the case that applies, -1 for none.
func (r Rule) caseOf(values map[string]any) int {
	return slices.IndexFunc(r.Cases, func(c Case) bool { return holds(c.when.root, values) == yes })
}
