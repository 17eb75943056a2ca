package conversation

import (
	"slices"
	"strings"
	"unicode/utf8"

	"restday"
	"restday/lang"
)

// role is what a phrase does in a reply.
type role int

const (
	unknown   role = iota // a word we do not know
	filler                // carries no meaning
	join                  // begins a new part, like a comma: "and"
	contrast              // begins a new part that is no longer about what the last was: "but"
	name                  // names an item: "legs"
	level                 // says how good: "great"
	state                 // an item and its value: "very sore"
	emoji                 // a picture that may stand for a value
	symptom               // a symptom of illness
	hurts                 // speaks of pain
	painKind              // what the pain is like
	limp                  // the pain changes the step
	side                  // left, inner
	place                 // a place on the body
	negation              // not
	strongest             // at all
	fix                   // takes an earlier answer back
	hold                  // the part is a wish, a plan or a question
	must                  // so is one about sleep beside this: "I must sleep 8h"
	others                // the part is about somebody else
	past                  // the part is about another day
	self                  // the part is about the athlete: "I"
	today                 // the part is about this morning
	mine                  // "my": what follows may be no part of a check-in
	source                // a device that may be quoted, or spoken of: "watch"
	beside                // a number or level in the part is no item's
	toBed                 // beside a time of day: when the night began
	wakes                 // and when it ended
	cause                 // what follows in the part explains
	gone                  // takes a symptom or pain back
	below                 // less than
	above                 // more than
	about                 // roughly
	half                  // and a half
	offset                // minutes past the hour behind it: "halb acht", "quarter past six"
	hourUnit              // hours
	minUnit               // minutes
	degrees               // of a fever
	number                // a number
	length                // a length of time: 7:30, 7 hours, 23:10–06:40
	tenth                 // n/10
	oddity                // digits that are no value we can use: a time of day, a percentage
)

// sense is one thing a phrase can mean. A phrase can have two: "sore" is a
// state and a complaint that makes a number behind it unclear.
type sense struct {
	role      role
	item      restday.Item
	value     float64
	word      string
	complaint bool         // more of it is worse
	also      restday.Item // a second item: "legs and mood"
	colon     bool         // a length that may be a time of day: 7:30
	plain     bool         // a symptom, whatever word stands before it: "banging headache"
}

// Words that mark a sense: a level that says how much, or how bad a complaint
// is; an emoji of somebody ill; a "no" that may take back what was said before.
const (
	amount     = "amount"
	severe     = "severe"
	illness    = "ill"
	ofSleep    = "sleep"  // hours that are a night's only beside a word for sleep
	nay        = "no"     // an answer: nothing behind it is negated
	nayNone    = "none"   // "no sleep": negates what stands behind it, too
	muscle     = "muscle" // a place that can be sore
	everywhere = "all"    // pain that with no place is the whole body's
)

// link is what a small word does between numbers, whatever else it means.
type link int

const (
	linkTo      link = 1 << iota // 6 to 7
	linkBetween                  // between 6 and 7
	linkOutOf                    // 7 out of 10
	linkOClock                   // 7 o'clock
	linkAM
	linkPM
	linkEither // not sore or tired
	linkMild   // makes a strong one weaker: "a bit knackered"
	linkVery   // makes a level stronger: "super" is one, and in "super tired" it is not
	linkAbout  // "gut" in "gut 7 Stunden"
	linkBelow  // "keine" in "keine 5 Stunden"
	linkIs     // what stands before it is its subject: "has"
	linkWait   // "uh": what stands behind it may mend what stands before
	linkAbove  // "over" in "over 9h"
	linkMore   // "another" in "another 2h"
	linkPlus   // "plus" in "9 hours plus"
	linkNot    // the phrase itself holds a negation: "not tired"
	linkTimes  // "3 times"
	linkFrom   // "from" in "from 2 to 9"
	linkPoint  // "point" in "seven point five"
	linkThey   // somebody else, or what was just spoken of: "they"
)

// Lexicon finds the meaning of phrases in one language.
type Lexicon struct {
	endings []string
	sets    map[string][]string // words that stand for one another in phrases: "$am toast"
	phrases map[string]sense    // by folded phrase
	marks   map[rune][]string
	links   map[string]link
	orders  orders
	words   map[string]bool // every single word that is spelled right
	near    speller
	glued   map[string]token // first parts of a word: "hunde" in "hundemüde"
	topics  []string         // last parts of an item: "mäßig"
	adverbs []string         // last parts of a word without weight: "ly"
	longest int              // words in the longest phrase
}

func newLexicon(v vocabulary) *Lexicon {
	return &Lexicon{
		endings: v.Endings, sets: v.Sets, phrases: map[string]sense{}, marks: map[rune][]string{}, links: map[string]link{},
		orders: orders{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]bool{}, map[string]bool{}},
		words:  map[string]bool{}, glued: map[string]token{}, near: newSpeller(v.Keys, v.Alike),
	}
}

// expanded writes out the sets and endings of every phrase: "gut*" is gut, gute, guter …
func (l *Lexicon) expanded(phrases []string) []string {
	var all []string
	for _, p := range phrases {
		all = append(all, l.forms(p)...)
	}
	return all
}

func (l *Lexicon) forms(phrase string) []string {
	if before, rest, found := strings.Cut(phrase, "$"); found {
		set, after, _ := strings.Cut(rest+" ", " ")
		var all []string
		for _, word := range l.sets[set] {
			all = append(all, l.forms(strings.TrimSpace(before+word+" "+after))...)
		}
		return all
	}
	before, after, inflected := strings.Cut(lang.Fold(phrase), "*")
	if !inflected {
		return []string{before}
	}
	var all []string
	for _, rest := range l.forms(after) {
		all = append(all, before+rest)
		for _, ending := range l.endings {
			all = append(all, before+ending+rest)
		}
	}
	return all
}

func (l *Lexicon) add(s sense, phrases ...string) {
	for _, p := range l.expanded(phrases) {
		l.phrases[p] = s
		l.learn(p, s.telling())
	}
}

// telling tells whether a slip of the finger in such a word is worth mending:
// the words around it, and numbers, are never a typo's correction.
func (s sense) telling() bool {
	switch s.role {
	case name, level, state, symptom, hurts, limp, place, negation, gone, past, hold, others, fix, hourUnit, minUnit:
		return true
	}
	return false
}

// learn takes the words of a phrase as spelled right. The short ones within a
// phrase of several words are no target for typos.
func (l *Lexicon) learn(phrase string, mends bool) {
	words := strings.Fields(lang.Fold(phrase))
	l.longest = max(l.longest, len(words))
	for _, w := range words {
		if mends && (len(words) == 1 || len(w) > 5) && !l.near.has(w) {
			l.near.add(w)
		}
		l.words[w] = true
	}
}

func (l *Lexicon) addEmoji(s sense, marks []string) {
	for _, m := range marks {
		m = plainer(m)
		l.phrases[m] = s
		first, _ := utf8.DecodeRuneInString(m)
		l.marks[first] = append(l.marks[first], m)
	}
}

// denies tells whether a text holds a negation: "nothing", "no actually it is fine".
func (l *Lexicon) denies(text string) bool {
	return has(l.scan(normal(text)), negation)
}

// levelOnly tells whether a text is nothing but "ok" or "great": said when
// nothing is asked, it means no more than a nod.
func (l *Lexicon) levelOnly(text string) bool {
	return !slices.ContainsFunc(l.scan(normal(text)), func(t token) bool {
		return t.role != level && t.role != emoji && !t.light() && !t.stop
	})
}

// AddNames teaches the words by which a question's own file names its item.
func (l *Lexicon) AddNames(q Question) {
	if q.numeric() && q.Order > 0 {
		for _, n := range q.Names {
			if _, known := l.phrases[lang.Fold(n)]; !known {
				l.add(sense{role: name, item: q.Key}, n)
			}
		}
	}
}
