package restday

import "time"

// Event tells what an Incoming is.
type Event string

// What can come in.
const (
	Said   Event = "said"   // typed words or a command
	Edited Event = "edited" // words that were typed before, changed
	Tapped Event = "tapped" // a button
	Left   Event = "left"   // the person blocked the bot or closed the chat
	Woken  Event = "woken"  // the scheduler: this athlete's Wake has come
)

// Incoming is one thing that happened in a chat, in no platform's terms.
type Incoming struct {
	ID       string    `json:"id"` // unique on its platform; "" for events that no platform sent
	From     Address   `json:"from"`
	Route    string    `json:"route,omitempty"` // the adapter's shortcut to the chat
	Event    Event     `json:"event"`
	Name     string    `json:"name,omitempty"`     // what the person calls themselves
	Language string    `json:"language,omitempty"` // as the platform reports it: "de", "en-US"
	Text     string    `json:"text,omitempty"`     // Said and Edited: the words; a command begins with "/"
	Choice   string    `json:"choice,omitempty"`   // Tapped: the button's Data
	Message  string    `json:"message,omitempty"`  // the platform's id of the message typed, or with the tapped button; "" none
	Form     string    `json:"form,omitempty"`     // Said in a form: the platform's id of the message that the form was opened from
	Ack      string    `json:"ack,omitempty"`      // what the adapter needs to answer this tap or command; opaque
	Away     bool      `json:"away,omitempty"`     // said outside the private chat, as a server's slash command; the answer is shown to this person alone
	Place    Address   `json:"place,omitzero"`     // the group or channel in which it was said; zero: in private
	Admin    bool      `json:"admin,omitempty"`    // they may decide what happens in Place
	At       time.Time `json:"at"`                 // when it was said
	Received time.Time `json:"-"`                  // when this process heard of it; zero: an earlier one did
	File     *Upload   `json:"file,omitempty"`     // Said: what came with the words; nil nothing
}

// Upload is something that a person sent. The update that brought it is stored with
// Ref alone; the bytes are fetched when it is handled.
type Upload struct {
	Name string     `json:"name"`
	Size int64      `json:"size"` // bytes, as the platform says
	Ref  string     `json:"ref"`  // by which the adapter fetches it; opaque
	Data []byte     `json:"-"`
	Gone UploadGone `json:"-"` // why there is no Data; "": there is
}

// UploadGone says why a file could not be fetched.
type UploadGone string

// The reasons.
const (
	UploadLarge UploadGone = "large" // more than MaxUpload
	UploadLost  UploadGone = "lost"  // the platform did not hand it out
)

// MaxUpload is how many bytes of a file are fetched.
const MaxUpload = 8 << 20

// MaxText is how many characters of one message are kept and understood.
const MaxText = 1000

// Class orders what waits to be sent: replies overtake prompts, prompts overtake bulk.
type Class int

// The classes, most urgent first.
const (
	Reply Class = iota
	Prompt
	Bulk
)

// Span is a run of text in one style.
type Span struct {
	Text string `json:"t"`
	Bold bool   `json:"b,omitempty"`
}

// Text is what the athlete reads: plain runs, never a platform's markup.
type Text []Span

// Plain returns the text without styles.
func (t Text) Plain() string {
	var s string
	for _, span := range t {
		s += span.Text
	}
	return s
}

// Choice is one button: a word and what comes back when it is tapped.
// Data is at most 64 bytes of ASCII.
type Choice struct {
	Label string `json:"l"`
	Data  string `json:"d"`
}

// Outgoing is one message to one chat. With Edits it replaces an earlier one
// in place; with only Ack set it just answers a tap.
type Outgoing struct {
	ID         int64      `json:"-"` // of its row in the outbox
	To         Address    `json:"-"` // zero: where the event came from; only a platform: the athlete's chat there
	For        int64      `json:"-"` // the athlete whose first chat it goes to instead of To; 0 none
	Route      string     `json:"-"`
	Class      Class      `json:"-"`
	Key        string     `json:"-"` // "" or unique: a second message with the same key is never queued
	Attempts   int        `json:"-"` // how often it was tried before
	Due        time.Time  `json:"-"` // not before; zero: now
	Answers    time.Time  `json:"-"` // when the update came in that this replies to; zero: not known
	Text       Text       `json:"text,omitempty"`
	Choices    [][]Choice `json:"choices,omitempty"`    // rows of buttons
	Unnumbered bool       `json:"unnumbered,omitempty"` // the labels are numbers themselves: a front that numbers choices must not
	Form       string     `json:"form,omitempty"`       // the language of a form for typed words that a platform may offer below; "" none
	Card       bool       `json:"card,omitempty"`       // from now on this is the message that the check-in edits
	Tells      bool       `json:"tells,omitempty"`      // from now on this is the message that tells the Change's decision
	Edits      int64      `json:"edits,omitempty"`      // outbox row of the message to edit, or NoRow; 0: send a new one
	Target     string     `json:"target,omitempty"`     // the platform's id of the message to edit, when it is known
	Strip      bool       `json:"strip,omitempty"`      // with Edits: only take the buttons away
	Ack        string     `json:"ack,omitempty"`        // answers this tap or command; several may, in the order of their rows
	Notice     string     `json:"notice,omitempty"`     // shown briefly with Ack, at most 200 characters
	Closed     Text       `json:"closed,omitempty"`     // told where the person last spoke outside the chat, should this chat refuse messages
	MyData     bool       `json:"mydata,omitempty"`     // goes with a file of everything kept about the person, made when it is sent; never an edit or an answer to a tap
	File       *File      `json:"-"`                    // goes with the message; nil none
}

// File is a file that goes with a message.
type File struct {
	Name string
	Data []byte
}

// NoRow stands in Outgoing.Edits for a message whose row is not known; Target
// names it.
const NoRow int64 = -1

// Cursor is where reading of one chat stopped.
type Cursor struct {
	Chat  Address
	Route string
	ID    string // Incoming.ID of the newest message stored from the chat
}

// Fate is what became of an Outgoing.
type Fate string

// The fates.
const (
	Sent        Fate = "sent"
	Retry       Fate = "retry"       // waits until Due
	Dropped     Fate = "dropped"     // will never be sent
	Unreachable Fate = "unreachable" // dropped, and everything else to this chat with it
)

// Receipt reports the fate of one Outgoing to the outbox.
type Receipt struct {
	ID      int64
	To      Address
	Fate    Fate
	Message string    // Sent: the platform's id of the message; "" none
	Due     time.Time // Retry: when to try again
	Chat    string    // not "": the chat has moved, and this is its new id
	Why     string    // for the operator; never a token, a name or an answer
}
