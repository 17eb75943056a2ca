package conversation

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"restday"
)

//go:embed vocabulary/*.yaml
var builtinVocabulary embed.FS

// vocabulary is one language's file: what the words of a reply mean.
type vocabulary struct {
	Levels  map[float64][]string       `yaml:"levels"`
	Items   map[restday.Item]itemWords `yaml:"items"`
	Signs   map[string][]string        `yaml:"symptoms"`
	Pain    painWords                  `yaml:"pain"`
	Orders  map[string][]string        `yaml:"commands"`
	Hold    []string                   `yaml:"hold"`
	Past    []string                   `yaml:"past"`
	Context []string                   `yaml:"context"`
	Causes  []string                   `yaml:"causes"`
	Gone    []string                   `yaml:"gone"`
	Not     []string                   `yaml:"negations"`
	Strong  []string                   `yaml:"strongest"`
	Fix     []string                   `yaml:"corrections"`
	Below   []string                   `yaml:"below"`
	Above   []string                   `yaml:"above"`
	About   []string                   `yaml:"about"`
	Digits  map[string]float64         `yaml:"numbers"`
	Half    []string                   `yaml:"half"`
	Hours   []string                   `yaml:"hours"`
	Mins    []string                   `yaml:"minutes"`
	Joins   []string                   `yaml:"joins"`
	Filler  []string                   `yaml:"filler"`
}

type itemWords struct {
	Names      []string             `yaml:"names"`
	Complaints []string             `yaml:"complaints"`
	States     map[float64][]string `yaml:"states"`
}

type painWords struct {
	Words  []string            `yaml:"words"`
	Kinds  map[string][]string `yaml:"kinds"`
	Limp   []string            `yaml:"limp"`
	Sides  []string            `yaml:"sides"`
	Places []string            `yaml:"places"`
}

// role is what a phrase does in a reply.
type role int

const (
	unknown   role = iota // a word we do not know
	filler                // carries no meaning
	join                  // begins a new part, like a comma
	name                  // names an item: "legs"
	level                 // says how good: "great"
	state                 // an item and its value: "very sore"
	symptom               // a symptom of illness
	hurts                 // speaks of pain
	painKind              // what the pain is like
	limp                  // the pain changes the step
	side                  // left, inner
	place                 // a place on the body
	negation              // not
	strongest             // at all
	fix                   // takes an earlier answer back
	hold                  // the part is a wish, a plan or about somebody else
	past                  // the part is about another day
	beside                // a number or level in the part is no item's
	cause                 // what follows in the part explains
	gone                  // takes a symptom or pain back
	below                 // less than
	above                 // more than
	about                 // roughly
	half                  // and a half
	hourUnit              // hours
	minUnit               // minutes
	number                // a number
	clock                 // a span of hours: 7:30, 23:10–06:40
	tenth                 // n/10
)

// sense is one thing a phrase can mean. A phrase can have two: "sore" is a
// state and a complaint that makes a number behind it unclear.
type sense struct {
	role      role
	item      restday.Item
	value     float64
	word      string
	complaint bool
	colon     bool // a clock without a unit: 7:30
}

// Lexicon finds the meaning of phrases in one language.
type Lexicon struct {
	phrases  map[string]sense
	commands map[string]string
	longest  int // words in the longest phrase
}

// BuiltinLexicon returns the vocabulary of a language compiled into the program.
func BuiltinLexicon(language string) (*Lexicon, error) {
	return LoadLexicon(builtinVocabulary, "vocabulary/"+language+".yaml")
}

// LoadLexicon reads one vocabulary file. An error names the file, and the line
// or the phrase to mend.
func LoadLexicon(fsys fs.FS, file string) (*Lexicon, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("read vocabulary: %w", err)
	}
	var v vocabulary
	if err := yaml.UnmarshalWithOptions(data, &v, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("vocabulary file %s: %w", file, errors.New(strings.TrimSpace(yaml.FormatError(err, false, true))))
	}
	lex := &Lexicon{phrases: map[string]sense{}, commands: map[string]string{}}
	if err := lex.fill(v); err != nil {
		return nil, fmt.Errorf("vocabulary file %s: %w", file, err)
	}
	return lex, nil
}

func (l *Lexicon) fill(v vocabulary) error {
	// Weak meanings first: a stronger one later takes the phrase over.
	for _, group := range []struct {
		role  role
		words []string
	}{
		{filler, v.Filler}, {join, v.Joins}, {hold, v.Hold}, {past, v.Past}, {beside, v.Context}, {cause, v.Causes}, {gone, v.Gone}, {negation, v.Not}, {strongest, v.Strong}, {fix, v.Fix},
		{below, v.Below}, {above, v.Above}, {about, v.About}, {half, v.Half}, {hourUnit, v.Hours}, {minUnit, v.Mins},
		{hurts, v.Pain.Words}, {limp, v.Pain.Limp}, {side, v.Pain.Sides}, {place, v.Pain.Places},
	} {
		l.add(sense{role: group.role}, group.words...)
	}
	for kind, words := range v.Pain.Kinds {
		l.add(sense{role: painKind, word: kind}, words...)
	}
	for value, words := range v.Levels {
		l.add(sense{role: level, value: value}, words...)
	}
	for word, value := range v.Digits {
		l.add(sense{role: number, value: value}, word)
	}
	for sign, words := range v.Signs {
		l.add(sense{role: symptom, word: sign}, words...)
	}
	for command, words := range v.Orders {
		for _, w := range words {
			l.commands[w] = command
		}
	}
	return l.fillItems(v.Items)
}

func (l *Lexicon) fillItems(items map[restday.Item]itemWords) error {
	owner := map[string]restday.Item{}
	for item, words := range items {
		l.add(sense{role: name, item: item}, words.Names...)
		for value, phrases := range words.States {
			for _, p := range phrases {
				if other, taken := owner[p]; taken {
					return fmt.Errorf("%q stands twice: under %s and %s", p, other, item)
				}
				owner[p] = item
				l.add(sense{role: state, item: item, value: value}, p)
			}
		}
		for _, p := range words.Complaints {
			s, known := l.phrases[p]
			if !known || s.role != state {
				s = sense{role: name, item: item}
			}
			s.complaint = true
			l.phrases[p] = s
		}
	}
	return nil
}

func (l *Lexicon) add(s sense, phrases ...string) {
	for _, p := range phrases {
		l.phrases[p] = s
		l.longest = max(l.longest, len(strings.Fields(p)))
	}
}

// denies tells whether a text holds a negation: "nothing", "no actually it is fine".
func (l *Lexicon) denies(text string) bool {
	return slices.ContainsFunc(l.scan(l.normal(text)), func(t token) bool { return t.role == negation })
}

// levelOnly tells whether a text is nothing but "ok" or "great": said when
// nothing is asked, it means no more than a nod.
func (l *Lexicon) levelOnly(text string) bool {
	return !slices.ContainsFunc(l.scan(l.normal(text)), func(t token) bool {
		return t.role != level && t.role != filler && !t.stop
	})
}

// AddNames teaches the words by which a question's own file names its item.
func (l *Lexicon) AddNames(q Question) {
	if q.numeric() && q.Order > 0 {
		for _, n := range q.Names {
			if _, known := l.phrases[n]; !known {
				l.add(sense{role: name, item: q.Key}, n)
			}
		}
	}
}
