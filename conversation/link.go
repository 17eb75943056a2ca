package conversation

import (
	"crypto/rand"
	"strings"
	"time"

	"restday"
)

// The open questions that are about the chats of one person.
const (
	askLink  = "link"   // shall this chat join the other?
	askChats = "chats"  // how are the two used?
	joined   = "joined" // none is, but answers have come from the other chat
)

const (
	codeLives = 10 * time.Minute
	mostWrong = 5 // codes an hour from one chat
)

// newCode makes up a code that nobody guesses: eight of A–Z and 2–7, 40 bits.
func newCode() string { return rand.Text()[:8] }

// readCode reads a code however it was typed: "k7qm-4pxd". Digits that no code
// has are the letters they look like.
func readCode(text string) string {
	return strings.NewReplacer(" ", "", "-", "", "0", "O", "1", "I", "8", "B").Replace(strings.ToUpper(text))
}

// MakingCodes is the same flow with the codes of /link made up by code, as a test needs them.
func (f *Flow) MakingCodes(code func() string) *Flow {
	own := *f
	own.code = code
	return &own
}

// link answers /link. With a code it asks whether the two chats shall be one;
// without, it makes a code, or shows how the two are used.
func (t *turn) link(args string) error {
	code := readCode(args)
	l, err := t.p.Links(code)
	switch {
	case err != nil:
		return err
	case code != "":
		t.enterCode(code, l)
	case l.Other != restday.Address{}:
		t.offerChats(l)
	default:
		t.makeCode()
	}
	if t.open() != askLink && t.open() != askChats {
		t.again()
	}
	return nil
}

// unlink answers /unlink.
func (t *turn) unlink() error {
	l, err := t.p.Links("")
	if err != nil {
		return err
	}
	if l.Other != (restday.Address{}) {
		t.offerChats(l)
		return nil
	}
	t.tell(t.say.Say("link.alone"))
	t.again()
	return nil
}

func (t *turn) makeCode() {
	code := t.code()
	t.change.Link = &restday.Linking{Make: readCode(code), Until: t.now.Add(codeLives)}
	t.tell(t.say.Say("link.code", "code", code))
}

// enterCode asks whether to join, or says why that cannot be.
func (t *turn) enterCode(code string, l restday.Links) {
	if l.Wrong >= mostWrong {
		t.tell(t.say.Say("link.enough"))
		return
	}
	if l.Offer == (restday.Offer{}) {
		t.change.Link = &restday.Linking{Wrong: true}
		t.tell(t.say.Say("link.unknown"))
		return
	}
	if why := t.refusal(l); why != "" {
		t.tell(why)
		return
	}
	t.change.Link = &restday.Linking{Enter: code, Until: t.now.Add(codeLives)}
	t.enter(askLink)
	from := t.platform(l.Offer.From)
	words := t.say.Say("link.ask", "platform", from)
	if n := l.Offer.CheckIns; n > 0 {
		words += " " + t.say.Count("link.days", n, "platform", from)
	}
	t.tell(words, t.linkChoices()...)
}

// refusal says why an offer cannot be taken; "" when it can.
func (t *turn) refusal(l restday.Links) string {
	switch other := l.Offer.From; {
	case l.Offer.Own:
		return t.say.Say("link.own")
	case l.Other != restday.Address{}:
		return t.say.Say("link.joined", "platform", t.platform(l.Other))
	case l.Offer.Taken:
		return t.say.Say("link.taken")
	case other.Platform == t.in.From.Platform:
		return t.say.Say("link.same", "platform", t.platform(other))
	}
	return ""
}

func (t *turn) linkChoices() [][]restday.Choice {
	return [][]restday.Choice{{
		{Label: t.say.Say("link.yes"), Data: askLink + ":yes"}, {Label: t.say.Say("link.no"), Data: askLink + ":no"},
	}}
}

// tapLink joins the two chats, or leaves them as they are.
func (t *turn) tapLink(word string) error {
	if t.open() == askLink {
		t.leave()
	}
	l, err := t.p.Links("")
	switch {
	case err != nil:
		return err
	case word != "yes":
		t.tell(t.say.Say("checkin.unchanged"))
		t.again()
	case l.Offer == restday.Offer{}:
		t.tell(t.say.Say("link.expired"))
		t.again()
	case t.refusal(l) != "":
		t.tell(t.refusal(l))
		t.again()
	default:
		t.join(l.Offer)
	}
	return nil
}

// join makes the two chats one and says so in both, in the language that stays:
// a code that somebody else has seen must not go unnoticed.
func (t *turn) join(o restday.Offer) {
	t.change.Link = &restday.Linking{Join: true, Open: joined}
	t.say = t.book.Speaker(o.Language)
	t.tell(t.say.Say("link.done", "platform", t.platform(o.From)),
		[]restday.Choice{{Label: t.say.Say("link.here"), Data: askChats + ":here"}})
	told := t.say.Say("link.told", "platform", t.platform(t.in.From))
	t.change.Outgoing = append(t.change.Outgoing, restday.Outgoing{To: o.From, Text: plain(told)})
	t.strip(t.state.Card) // what this chat asked by itself
}

// goOnJoined goes on with a check-in that got answers by joining.
func (t *turn) goOnJoined() error {
	t.state.Open = ""
	if t.state.Day != t.today() {
		return nil
	}
	return t.resume()
}

// offerChats says how the two chats are used, and offers to change it.
func (t *turn) offerChats(l restday.Links) {
	t.enter(askChats)
	words := t.say.Say("link.chats", "platform", t.platform(l.Other), "here", t.athlete.Chat == t.in.From)
	t.tell(words, t.chatChoices()...)
}

func (t *turn) chatChoices() [][]restday.Choice {
	choice := func(key string) restday.Choice {
		return restday.Choice{Label: t.say.Say("link." + key), Data: askChats + ":" + key}
	}
	first := choice("here")
	if t.athlete.Chat == t.in.From {
		first = choice("there")
	}
	return [][]restday.Choice{{first, choice("leave")}, {choice("off_here"), choice("off_there")}}
}

// tapChats changes which of two chats prompts go to, or takes one off.
func (t *turn) tapChats(word string) error {
	l, err := t.p.Links("")
	if err != nil {
		return err
	}
	there := t.platform(l.Other)
	if word == "there" && l.Closed {
		t.tell(t.say.Say("link.closed", "platform", there))
		return nil
	}
	if t.open() == askChats {
		t.leave()
	}
	switch {
	case l.Other == restday.Address{}:
		t.tell(t.say.Say("link.alone"))
	case word == "here" || word == "there":
		if (word == "here") != (t.athlete.Chat == t.in.From) {
			t.change.Link = &restday.Linking{Swap: true}
		}
		t.tell(t.say.Say("link.now_"+word, "platform", there))
	case word == "off_here" || word == "off_there":
		t.takeOff(map[string]restday.Address{"off_here": t.in.From, "off_there": l.Other}[word])
		t.tell(t.say.Say("link.is_"+word, "platform", there))
		if word == "off_here" {
			return nil // the check-in goes on in the other chat
		}
	default:
		t.tell(t.say.Say("checkin.unchanged"))
	}
	t.again()
	return nil
}

// takeOff takes a chat off the athlete, with the card if that is there.
func (t *turn) takeOff(chat restday.Address) {
	t.change.Link = &restday.Linking{Off: chat}
	if t.state.CardOn == chat.Platform {
		t.strip(t.state.Card)
		t.state.Card = 0
	}
}

// platform is what people call the place of a chat.
func (t *turn) platform(chat restday.Address) string {
	if key := "operator." + chat.Platform; t.book.Has(key) {
		return t.say.Say(key)
	}
	return chat.Platform
}

// linkFirst handles what somebody who has not confirmed yet may do about joining
// this chat to one where they have, and tells whether it was that.
func (t *turn) linkFirst() (bool, error) {
	if data, ok := t.typedButton(); ok && t.open() == askLink && t.in.Event == restday.Said {
		t.in.Choice = data
	}
	word, args, _ := strings.Cut(strings.TrimSpace(t.in.Text), " ")
	tap := strings.Split(t.in.Choice, ":")
	switch {
	case tap[0] == askLink:
		return true, t.tapLink(tap[len(tap)-1])
	case strings.EqualFold(word, "/link") && args != "":
		return true, t.link(args)
	}
	return false, nil
}

// cardHere tells whether the card is in the chat where this turn speaks; only
// there can it be edited.
func (t *turn) cardHere() bool {
	here := t.in.From.Platform
	if t.in.Event == restday.Woken {
		here = t.athlete.Chat.Platform
	}
	return t.state.CardOn == "" || t.state.CardOn == here
}
