package rules

import (
	"encoding/json"
	"fmt"

	"restday"
)

// Decision is what `restday decide` writes (contract.md).
type Decision struct {
	Day          restday.Day      `json:"day"`
	State        State            `json:"state"`
	Outcome      Outcome          `json:"outcome"`
	Session      *restday.Advised `json:"session"`
	MovedTo      Moved            `json:"moved_to"`
	Reasons      []Reason         `json:"reasons"` // the deciding rule first, three at most
	Notices      []Notice         `json:"notices"` // what does not change the outcome
	Checked      []Check          `json:"checked"` // every rule in the library's order
	Baseline     *Baseline        `json:"baseline"`
	Load         TrainingLoad     `json:"load"`
	RulesVersion string           `json:"rules_version"`
}

// Reason is why the outcome is what it is.
type Reason struct {
	Rule   string `json:"rule"`
	Text   string `json:"text"` // final English
	Saw    string `json:"saw"`  // the condition with its values filled in
	Source string `json:"source"`

	Key    string         `json:"-"` // addresses the words: "S3" or "S3.lasting"
	Values map[string]any `json:"-"` // what the words mention, by fact: float64, string, bool or Lows
	Facts  []Fact         `json:"-"` // what the condition saw, without what it compared with
}

// Notice is a reminder or advice that does not change the outcome.
type Notice struct {
	Rule   string `json:"rule"`
	Text   string `json:"text"`
	Source string `json:"source"`

	Key    string         `json:"-"`
	Values map[string]any `json:"-"`
	Doctor bool           `json:"-"` // it says where to get help
}

// Check tells what became of one rule. Fired says that its condition held,
// whether or not that had an effect (f.12.19).
type Check struct {
	Rule  string `json:"rule"`
	Fired bool   `json:"fired"`
	Saw   string `json:"saw"`
}

// Moved is where today's key session went. The zero Moved is null: it stands
// where it was, or nothing is known of the days to come.
type Moved struct {
	To      restday.Day
	Dropped bool
}

const dropped = "dropped"

// MarshalJSON writes "2026-03-13", "dropped" or null.
func (m Moved) MarshalJSON() ([]byte, error) {
	switch {
	case m.Dropped:
		return json.Marshal(dropped)
	case m.To != 0:
		return json.Marshal(m.To)
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Moved) UnmarshalJSON(data []byte) (err error) {
	*m = Moved{}
	var text *string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("read where a session moved: %w", err)
	}
	switch {
	case text == nil:
	case *text == dropped:
		m.Dropped = true
	default:
		m.To, err = restday.ParseDay(*text)
	}
	return err
}
