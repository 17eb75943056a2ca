package restday

import (
	"encoding/json"
	"time"
)

// State is where a conversation stands: one row per athlete, so that a restart
// changes nothing.
type State struct {
	Open     string    // key of the open question; "" none
	Day      Day       // the day the open or last check-in belongs to
	Finished bool      // that check-in has been answered or closed
	Prompted Day       // the last day on which a prompt was sent or missed
	Nudged   Day       // the last day on which a nudge was sent
	Card     int64     // outbox row of the message the check-in edits; 0 none
	CardOn   string    // the platform of the chat that Card is in; "" unknown. Only read
	Asked    time.Time // when the open question was last shown
	Again    bool      // the open question must be shown again: the platform was unreachable
	Misses   int       // unreadable replies to the open question, in a row
	Left     []Item    // questions left open because no reply to them could be read
	Snoozed  time.Time // when the open question is shown again because the athlete wished so; zero: never
	Silent   int       // prompts in a row without a word or a tap after them
	Odd      int       // check-ins in a row that were answered at an hour when people do not
	Placed   Day       // the last day on which the athlete chose a zone, or was asked again for it
	Follows  []Item    // questions of Day about what was reported on the days before it
	Offered  Day       // the last day on which a lighter week was proposed
	Helped   Day       // the last day on which a help-line was named
	Undos    []Undo    // the changes of plan and log made on one day, the last one last
	Told     []Told    // tips of the last fortnight
	Bedded   Day       // the last day on which bedtime was reminded of, or missed
	Digested Day       // the last Sunday whose digest was sent or missed
	Evening  Day       // the last day on which the evening question was sent or missed
	Pending  string    // what a file held that waits for a yes, in the conversation's own form; "" nothing
}

// Decided is a stored decision, complete enough to be replayed.
type Decided struct {
	Day     Day
	Outcome string
	Version string          // of the rule set
	Facts   json.RawMessage // what `restday decide` reads
	Result  json.RawMessage // what `restday decide` writes
	Told    int64           // outbox row of the message that told it; 0 none
}

// Override is an athlete's choice to keep the plan of a day that rules had
// lowered. The decision stays what the rules said.
type Override struct {
	Day   Day
	Rules string // those that spoke against it, separated by spaces, the deciding one first
}

// Statement is what one typed message recorded, so that an edit of the message
// can change just that. The words themselves are not kept.
type Statement struct {
	Day     Day      // the day it was about
	Open    Item     // the question it may have answered without naming it; "" none
	Answers []Answer // recorded from it; of symptoms those that it named
	Unclear int      // fragments of it that were not understood
	Logged  *Session // the session that it logged or changed; nil none
}

// History is what was recorded before and today, oldest first.
type History struct {
	CheckIns []CheckIn
	Sessions []Session
	Plan     []Planned // dated plan rows, past and to come; days without one follow the week pattern
	Spells   []Spell   // those that had not ended before
	Decided  []Decided // only Day and Outcome; see Person.Decided
	Kept     []Override
	Races    []RaceDay // those of that day and later
	Rules    string    // what a team that the athlete trains in changes in the rules; "" nothing
}

// Person is everything one turn of conversation may look at.
type Person struct {
	Known   bool // false: nobody has written from this chat before; Athlete holds only the chat
	Blocked bool // messages to this chat were refused since the person last wrote
	Athlete Athlete
	State   State
	Answers []Answer   // of State.Day
	Said    *Statement // Edited: what the message recorded before; nil when that is not known
	// History reads what is stored from a day on. It is a function because most
	// turns do not need it.
	History func(from Day) (History, error)
	// Decided reads the whole decisions of some days in a row, the last included.
	// They stand apart because each holds the facts of a hundred days.
	Decided func(from, to Day) ([]Decided, error)
	// Journal reads the notes from a day on, and all blocks that are over.
	Journal func(from Day) (Journal, error)
	// Links reads what there is to know about joining chats, with the offer of a
	// code; "": with the offer whose code was typed here before.
	Links func(code string) (Links, error)
	Teams TeamReader
}

// Change is what one turn of conversation stores, all or nothing.
type Change struct {
	Athlete  *Athlete   // nil: unchanged
	State    *State     // nil: unchanged
	Day      Day        // the day Answers, Cleared and Decided belong to
	Answers  []Answer   // stored over what was there
	Cleared  []Item     // answers taken back
	Decided  *Decided   // its Told is that of the message that Tells, or stays as it was
	Said     *Statement // what the message just handled recorded
	Moved    *Planned   // today's session in its new place; replaces what was moved from Day before
	Kept     *Override  // the plan of its day is kept, against its rules; without any: no more
	Unmove   bool       // nothing is moved from Day any more
	Replan   *Replan    // stored before anything else that touches the plan
	Log      *Log       // what was done on its day, in place of what was logged before
	Spell    *Spell     // stored over the one with its First; with Last before First that one is deleted
	Note     *Note      // written into the journal; without Words the one with its ID is deleted
	Block    *Block     // is over; stored over the one with its First
	Blocked  bool       // the chat cannot be reached: send nothing until the person writes again
	Erase    bool       // everything about this athlete is deleted
	Link     *Linking   // nil: nothing is joined or taken apart
	Team     *Teaming   // nil: nothing about a team
	After    *Change    // a later day that is decided again because of it: Day, Decided, Moved, Unmove and Kept
	Outgoing []Outgoing
}
