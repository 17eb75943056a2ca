package conversation

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"restday"
	"restday/lang"
	"restday/plan"
	"restday/rules"
)

// Settings are what a host decides for everybody.
type Settings struct {
	Zone     string        // IANA name for athletes who have not chosen
	PromptAt restday.Clock // for athletes who have not chosen
	Language string        // for athletes whose platform says none of ours
	Window   time.Duration // from the prompt to the last moment a nudge makes sense
	Late     time.Duration // a prompt later than this is not sent any more
	Nudge    bool          // one reminder when four fifths of the window have passed

	Emergency string // the local emergency number; "" unknown
	HelpLine  string // a local help-line for low spirits; "" unknown
}

// Flow decides what one event changes and says. It is pure: equal person,
// event and time give an equal change.
type Flow struct {
	settings  Settings
	questions *Questions
	lexicons  map[string]*Lexicon // by language code
	book      *lang.Book
	rules     *rules.Library
	sessions  *plan.Catalogue
	zones     *zones
	own       *ownRules
	code      func() string // makes up a code that joins two chats
}

// NewFlow returns a flow with the questions, words, rules and sessions that
// are compiled into the program.
func NewFlow(settings Settings, library *rules.Library, sessions *plan.Catalogue) (*Flow, error) {
	questions, err := BuiltinQuestions()
	if err != nil {
		return nil, err
	}
	lexicons, err := BuiltinLexicons()
	if err != nil {
		return nil, err
	}
	for _, q := range questions.morning {
		lexicons[lang.English].AddNames(q)
	}
	book, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	return &Flow{settings: settings, questions: questions, lexicons: lexicons, book: book, rules: library, sessions: sessions,
		zones: &zones{}, own: &ownRules{}, code: newCode}, nil
}

// Next decides one turn.
func (f *Flow) Next(p restday.Person, in restday.Incoming, now time.Time) (restday.Change, error) {
	t := f.turn(p, in, now)
	if in.Event != restday.Woken {
		t.state.Silent = 0
	}
	if err := t.recall(); err != nil {
		return restday.Change{}, fmt.Errorf("recall what was reported: %w", err)
	}
	if t.open() == joined {
		if err := t.goOnJoined(); err != nil {
			return restday.Change{}, fmt.Errorf("go on after joining: %w", err)
		}
	}
	var err error
	switch {
	case in.Event == restday.Left:
		return restday.Change{Blocked: true}, nil
	case in.Event == restday.Edited && p.Said == nil:
		return restday.Change{}, nil // a message that recorded nothing we know of
	case in.Event == restday.Woken:
		err = t.wake()
	case in.Event == restday.Edited && t.athlete.Enrolled:
		err = t.edited()
	case !t.athlete.Enrolled:
		err = t.first()
	case in.Event == restday.Tapped:
		err = t.tapped()
	default:
		err = t.said()
	}
	if err != nil {
		return restday.Change{}, fmt.Errorf("decide turn: %w", err)
	}
	if err := t.redecide(); err != nil {
		return restday.Change{}, fmt.Errorf("decide again: %w", err)
	}
	t.watchClock()
	return t.done(), nil
}

// first handles somebody who has not confirmed yet.
func (t *turn) first() error {
	for _, handled := range []func() (bool, error){t.linkFirst, t.teamFirst} {
		if done, err := handled(); done || err != nil {
			return err
		}
	}
	t.onboard()
	return nil
}

// turn is one event being decided: what was, and what becomes of it.
type turn struct {
	*Flow
	p          restday.Person
	in         restday.Incoming
	now        time.Time
	athlete    restday.Athlete
	questions  *Questions     // those that the athlete is asked, of Flow's
	zone       *time.Location // of the athlete; see location
	state      restday.State
	answers    map[restday.Item]restday.Answer // of state.Day, with this turn's changes
	say        lang.Speaker
	lexicon    reading
	restated   restday.CheckIn // of a day that is over, as this turn leaves it; zero: none
	change     restday.Change
	to         restday.Address    // where messages go; zero: where the event came from
	before     restday.Text       // stands before the next message: "I did not quite get …"
	fresh      bool               // what is shown next stands at the bottom, even after a tap
	asksBeside bool               // the reply also asks something, which is answered first
	otherWords bool               // the open question is shown next in its other words
	passing    bool               // a setting is changed in passing: the menu stays closed
	strips     []restday.Outgoing // buttons to take off older messages, after everything that is said
	reported   restday.CheckIn    // what a follow-up is about
	ruled      bool               // the rules are those of the athlete's team
	unstored   bool               // nothing about the person is kept
	heard      *restday.Statement // what typed words recorded; nil: they were not about a check-in
}

func (f *Flow) turn(p restday.Person, in restday.Incoming, now time.Time) *turn {
	t := &turn{Flow: f, p: p, in: in, now: now, athlete: p.Athlete, state: p.State, answers: map[restday.Item]restday.Answer{}}
	if !p.Known {
		t.athlete.Zone, t.athlete.PromptAt, t.athlete.Weekdays = f.settings.Zone, f.settings.PromptAt, restday.EveryDay
		t.athlete.Preferences = restday.NewPreferences()
		if !f.book.Speaks(t.athlete.Language) {
			t.athlete.Language = f.settings.Language
		}
		t.athlete.Language = f.book.Match(t.athlete.Language)
	}
	t.athlete.Name = tidy(t.athlete.Name, 30)
	for _, a := range p.Answers {
		t.answers[a.Item] = a
	}
	t.questions = f.questions.of(t.athlete.Questions)
	t.say = f.book.Speaker(t.athlete.Language)
	t.lexicon = f.reading(t.athlete.Language)
	t.change.Day = t.state.Day
	return t
}

// done returns the turn's change: settings and state as they now stand, the
// next time to wake, and every tap answered.
func (t *turn) done() restday.Change {
	if t.change.Erase || t.unstored {
		t.answerTap()
		return t.change
	}
	if len(t.change.Answers) > 0 && t.change.Day == t.state.Day {
		t.state.Snoozed = time.Time{}
	}
	if t.open() != innermost(t.p.State.Open) {
		t.state.Misses = 0
	}
	if !t.fileOpen() {
		t.state.Pending = ""
	}
	t.athlete.Wake = t.nextWake()
	t.change.State = &t.state
	t.change.Athlete = &t.athlete
	t.change.Said = t.statement()
	t.answerTap()
	t.change.Outgoing = append(t.change.Outgoing, t.strips...)
	return t.change
}

// answerTap has the first message answer the tap or command; without a
// message the tap is answered alone, so that no button spins. What was asked
// outside the private chat is answered there to the last message.
func (t *turn) answerTap() {
	if t.in.Ack == "" {
		return
	}
	if len(t.change.Outgoing) == 0 {
		t.queue(restday.Outgoing{})
	}
	for i := range t.change.Outgoing {
		if i == 0 || t.in.Away {
			t.change.Outgoing[i].Ack = t.in.Ack
		}
	}
	if t.in.Place != (restday.Address{}) && !t.in.Away { // the answer is not where the button was
		t.change.Outgoing[0].Notice = t.say.Say("channel.look")
	}
}

// queue sends a message to where the event came from, or to where t.to says.
func (t *turn) queue(out restday.Outgoing) {
	out.To = t.to
	t.change.Outgoing = append(t.change.Outgoing, out)
}

// strip takes the buttons off a message. It is no hurry.
func (t *turn) strip(row int64) {
	if row != 0 {
		t.strips = append(t.strips, restday.Outgoing{Class: restday.Bulk, Edits: row, Strip: true})
	}
}

// tell queues a message of its own.
func (t *turn) tell(text string, rows ...[]restday.Choice) {
	t.queue(restday.Outgoing{Text: append(t.led(), restday.Span{Text: text}), Choices: rows})
}

// led is what stands before the next message, once.
func (t *turn) led() restday.Text {
	before := t.before
	t.before = nil
	return before
}

// notice answers a tap with a few words that pass; typed words get them as a message.
func (t *turn) notice(text string) {
	if t.in.Event == restday.Said {
		t.tell(text)
		return
	}
	t.queue(restday.Outgoing{Notice: text})
}

// mention puts a line before whatever is said next.
func (t *turn) mention(text string) {
	t.before = append(t.before, restday.Span{Text: text + "\n"})
}

// location is the athlete's zone. Loading one takes longer than all else that a
// turn does, so it is kept until the athlete moves.
func (t *turn) location() *time.Location {
	if t.zone == nil || t.zone.String() != t.athlete.Zone {
		t.zone = t.zones.of(t.athlete)
	}
	return t.zone
}

// zones keeps every zone that anybody lives in, once.
type zones struct{ byName sync.Map }

func (z *zones) of(a restday.Athlete) *time.Location {
	kept, _ := z.byName.Load(a.Zone)
	if zone, ok := kept.(*time.Location); ok {
		return zone
	}
	zone := a.Location()
	z.byName.Store(a.Zone, zone)
	return zone
}

// local is now on the athlete's clock.
func (t *turn) local() time.Time { return t.now.In(t.location()) }

func (t *turn) today() restday.Day { return restday.DayOf(t.local()) }

// open returns the key of the innermost open question. State.Open holds a path:
// "mood/symptoms" is the symptoms question, opened while mood waits.
func (t *turn) open() string { return innermost(t.state.Open) }

func innermost(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// enter opens a question inside the one that waits; leave returns to that one.
func (t *turn) enter(key string) {
	path := strings.Split(t.state.Open, "/")
	if i := slices.Index(path, key); i >= 0 {
		t.state.Open = strings.Join(path[:i+1], "/")
		return
	}
	if t.state.Open != "" {
		key = t.state.Open + "/" + key
	}
	t.state.Open = key
}

func (t *turn) leave() {
	i := strings.LastIndex(t.state.Open, "/")
	t.state.Open = t.state.Open[:max(i, 0)]
}

// question returns the open question, zero when it is none of the check-in's.
func (t *turn) question() Question { return t.filled(t.questions.byKey[restday.Item(t.open())]) }
