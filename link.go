package restday

import "time"

// Links is what one turn may know about joining two chats into one athlete.
type Links struct {
	Other  Address // the athlete's other chat; zero: there is none
	Closed bool    // messages to Other are refused
	Wrong  int     // wrong codes typed by this athlete within the last hour
	Offer  Offer   // of the code that was asked for, or of the one typed here before
}

// Offer is another athlete's invitation to join them. The zero Offer is none.
type Offer struct {
	From     Address // their first chat
	Language string  // theirs
	Own      bool    // it is this athlete's own
	Taken    bool    // they have two chats already
	CheckIns int     // days with answers that this athlete would bring along
}

// Linking is one step of joining chats or of taking them apart.
type Linking struct {
	Make  string    // a code that another chat may type until Until; it replaces an older one
	Enter string    // a right code was typed: it is used up, and its offer waits here for a yes until Until
	Until time.Time // of Make and Enter
	Wrong bool      // a wrong code was typed
	Join  bool      // the offer that waits here is taken: this athlete becomes the other one's second chat
	Open  string    // of Join: what becomes State.Open, at once, when their check-in got answers by it
	Swap  bool      // prompts go to the other chat from now on
	Off   Address   // this chat of the athlete's is on its own again
}
