package conversation

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"

	"github.com/goccy/go-yaml"

	"restday"
)

//go:embed vocabulary/*/*.yaml
var builtinVocabulary embed.FS

// vocabulary is what one language's folder holds: what the words of a reply mean.
// Its sections are explained in the files of vocabulary/en.
type vocabulary struct {
	Keys     []string                   `yaml:"keys"`
	Alike    []string                   `yaml:"alike"`
	Sets     map[string][]string        `yaml:"sets"`
	Endings  []string                   `yaml:"endings"`
	Levels   map[float64][]string       `yaml:"levels"`
	Amounts  map[float64][]string       `yaml:"amounts"`
	Severe   []string                   `yaml:"severe"`
	Items    map[restday.Item]itemWords `yaml:"items"`
	Signs    map[string][]string        `yaml:"symptoms"`
	Plain    []string                   `yaml:"plain_symptoms"`
	Pain     painWords                  `yaml:"pain"`
	Emoji    emojiWords                 `yaml:"emoji"`
	Orders   map[string][]string        `yaml:"commands"`
	Begins   map[string][]string        `yaml:"commands_with"`
	Ends     map[string][]string        `yaml:"commands_behind"`
	Polite   []string                   `yaml:"polite"`
	Hold     []string                   `yaml:"hold"`
	Others   []string                   `yaml:"others"`
	They     []string                   `yaml:"they"`
	Past     []string                   `yaml:"past"`
	Must     []string                   `yaml:"must"`
	Verbs    []string                   `yaml:"verbs"`
	Self     []string                   `yaml:"self"`
	Today    []string                   `yaml:"today"`
	Mine     []string                   `yaml:"mine"`
	ToBed    []string                   `yaml:"to_bed"`
	Wakes    []string                   `yaml:"wakes"`
	Sources  []string                   `yaml:"sources"`
	Context  []string                   `yaml:"context"`
	Causes   []string                   `yaml:"causes"`
	Gone     []string                   `yaml:"gone"`
	Not      []string                   `yaml:"negations"`
	Either   []string                   `yaml:"either"`
	Strong   []string                   `yaml:"strongest"`
	Very     []string                   `yaml:"very"`
	Nay      []string                   `yaml:"nay"`
	Mild     []string                   `yaml:"mild"`
	NayNone  []string                   `yaml:"nay_or_none"`
	Wait     []string                   `yaml:"hesitations"`
	Fix      []string                   `yaml:"corrections"`
	Below    []string                   `yaml:"below"`
	Above    []string                   `yaml:"above"`
	About    []string                   `yaml:"about"`
	Times    []string                   `yaml:"times"`
	More     []string                   `yaml:"more"`
	Plus     []string                   `yaml:"plus"`
	Digits   map[string]float64         `yaml:"numbers"`
	Half     map[string]float64         `yaml:"half"`
	Offsets  map[string]float64         `yaml:"past_the_hour"`
	Lengths  map[string]float64         `yaml:"lengths"`
	Midnight []string                   `yaml:"midnight"`
	Hours    []string                   `yaml:"hours"`
	Mins     []string                   `yaml:"minutes"`
	Degrees  []string                   `yaml:"degrees"`
	OClock   []string                   `yaml:"oclock"`
	Morning  []string                   `yaml:"am"`
	Evening  []string                   `yaml:"pm"`
	To       []string                   `yaml:"to"`
	Between  []string                   `yaml:"between"`
	From     []string                   `yaml:"from"`
	Point    []string                   `yaml:"point"`
	OutOf    []string                   `yaml:"out_of"`
	Joins    []string                   `yaml:"joins"`
	Contrast []string                   `yaml:"contrasts"`
	Filler   []string                   `yaml:"filler"`
	Real     []string                   `yaml:"real"`
	Glued    gluedWords                 `yaml:"glued"`
}

type itemWords struct {
	Names      []string             `yaml:"names"`
	Complaints []string             `yaml:"complaints"`
	States     map[float64][]string `yaml:"states"`
}

type painWords struct {
	Words   []string            `yaml:"words"`
	All     []string            `yaml:"everywhere"`
	Kinds   map[string][]string `yaml:"kinds"`
	Limp    []string            `yaml:"limp"`
	Sides   []string            `yaml:"sides"`
	Places  []string            `yaml:"places"`
	Muscles []string            `yaml:"muscles"`
}

// gluedWords are parts of words: "hundemüde", "energiemäßig", "strangely".
type gluedWords struct {
	Very    []string             `yaml:"very"`
	Severe  []string             `yaml:"severe"`
	Levels  map[float64][]string `yaml:"levels"`
	Topics  []string             `yaml:"topics"`
	Adverbs []string             `yaml:"adverbs"`
}

// emojiWords are the pictures that stand for a value: of any item, or of one.
type emojiWords struct {
	Levels map[float64][]string                  `yaml:"levels"`
	Items  map[restday.Item]map[float64][]string `yaml:"items"`
	Ill    []string                              `yaml:"ill"`
}

// BuiltinLexicons returns every vocabulary compiled into the program, by
// language code.
func BuiltinLexicons() (map[string]*Lexicon, error) {
	folders, err := fs.Glob(builtinVocabulary, "vocabulary/*")
	if err != nil {
		return nil, fmt.Errorf("list vocabularies: %w", err)
	}
	lexicons := map[string]*Lexicon{}
	for _, folder := range folders {
		lex, err := LoadLexicon(builtinVocabulary, folder)
		if err != nil {
			return nil, err
		}
		lexicons[path.Base(folder)] = lex
	}
	return lexicons, nil
}

// LoadLexicon reads the vocabulary files of one language's folder. An error names
// the file and its line, or the folder and the phrase to mend.
func LoadLexicon(fsys fs.FS, folder string) (*Lexicon, error) {
	files, err := fs.Glob(fsys, path.Join(folder, "*.yaml"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("vocabulary folder %s: there is no file in it", folder)
	}
	var v vocabulary
	items := map[restday.Item]itemWords{}
	for _, file := range files {
		if err := v.read(fsys, file); err != nil {
			return nil, fmt.Errorf("vocabulary file %s: %w", file, err)
		}
		maps.Copy(items, v.Items)
	}
	v.Items = items
	lex := newLexicon(v)
	if err := lex.fill(v); err != nil {
		return nil, fmt.Errorf("vocabulary folder %s: %w", folder, err)
	}
	return lex, nil
}

// read adds what one file holds; of items only its own stand in v then.
func (v *vocabulary) read(fsys fs.FS, file string) error {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return err
	}
	v.Items = nil
	if err := yaml.UnmarshalWithOptions(data, v, yaml.Strict()); err != nil {
		return errors.New(strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	return nil
}

func (l *Lexicon) fill(v vocabulary) error {
	// Weak meanings first: a stronger one later takes the phrase over.
	for _, group := range []struct {
		role  role
		words []string
	}{
		{filler, v.Filler}, {filler, v.Polite}, {self, v.Self}, {today, v.Today}, {mine, v.Mine}, {join, v.Joins}, {contrast, v.Contrast},
		{below, v.Below}, {above, v.Above}, {about, v.About},
		{hold, v.Hold}, {others, v.Others}, {past, v.Past}, {source, v.Sources}, {beside, v.Context}, {toBed, v.ToBed}, {wakes, v.Wakes}, {cause, v.Causes},
		{gone, v.Gone}, {negation, v.Not}, {strongest, v.Strong}, {fix, v.Fix},
		{must, v.Must}, {hourUnit, v.Hours}, {minUnit, v.Mins}, {degrees, v.Degrees},
		{hurts, v.Pain.Words}, {limp, v.Pain.Limp}, {side, v.Pain.Sides}, {place, v.Pain.Places},
	} {
		l.add(sense{role: group.role}, group.words...)
	}
	l.add(sense{role: hurts, word: everywhere}, v.Pain.All...)
	for kind, words := range v.Pain.Kinds {
		l.add(sense{role: painKind, word: kind}, words...)
	}
	l.add(sense{role: place, word: muscle}, v.Pain.Muscles...)
	for value, words := range v.Levels {
		l.add(sense{role: level, value: value}, words...)
	}
	for value, words := range v.Amounts {
		l.add(sense{role: level, value: value, word: amount}, words...)
	}
	l.add(sense{role: level, value: 5, word: severe}, v.Severe...)
	l.fillNumbers(v)
	for sign, words := range v.Signs {
		l.add(sense{role: symptom, word: sign}, words...)
	}
	for _, p := range l.expanded(v.Plain) {
		s := l.phrases[p]
		s.plain = true
		l.phrases[p] = s
	}
	l.add(sense{role: negation, word: nay}, v.Nay...)
	l.add(sense{role: negation, word: nayNone}, v.NayNone...)
	l.fillMarks(v)
	l.fillGlued(v.Glued)
	l.fillOrders(v)
	return l.fillItems(v.Items)
}

// fillNumbers learns the words for numbers, lengths and times of day.
func (l *Lexicon) fillNumbers(v vocabulary) {
	for word, value := range v.Digits {
		l.add(sense{role: number, value: value}, word)
	}
	for words, hours := range v.Lengths {
		l.add(sense{role: length, value: hours}, words)
	}
	for words, part := range v.Half {
		l.add(sense{role: half, value: part}, words)
	}
	for words, minutes := range v.Offsets {
		l.add(sense{role: offset, value: minutes}, words)
	}
	l.add(sense{role: length, value: 24, colon: true}, v.Midnight...)
}

// fillMarks learns emoji, and the small words that mean something only beside
// a number: "to" is filler, and a span in "6 to 7".
func (l *Lexicon) fillMarks(v vocabulary) {
	for value, marks := range v.Emoji.Levels {
		l.addEmoji(sense{role: emoji, value: value}, marks)
	}
	for item, values := range v.Emoji.Items {
		for value, marks := range values {
			l.addEmoji(sense{role: emoji, item: item, value: value}, marks)
		}
	}
	l.addEmoji(sense{role: emoji, word: illness}, v.Emoji.Ill)
	for link, words := range map[link][]string{
		linkOClock: v.OClock, linkAM: v.Morning, linkPM: v.Evening, linkTo: v.To,
		linkBetween: v.Between, linkOutOf: v.OutOf, linkEither: v.Either, linkVery: v.Very, linkMild: v.Mild, linkAbout: v.About, linkBelow: v.Below,
		linkAbove: v.Above, linkMore: v.More, linkPlus: v.Plus, linkIs: v.Verbs, linkWait: v.Wait, linkTimes: v.Times, linkThey: v.They, linkFrom: v.From, linkPoint: v.Point,
	} {
		for _, w := range words {
			for _, form := range l.forms(w) {
				l.addLink(form, link)
			}
		}
	}
	for _, w := range v.Real {
		for _, form := range l.forms(w) {
			l.words[form] = true
		}
	}
}

func (l *Lexicon) addLink(w string, link link) {
	if _, known := l.phrases[w]; !known && link&(linkOClock|linkAM|linkPM) == 0 {
		l.phrases[w] = sense{role: filler}
	}
	l.learn(w, false)
	l.links[w] |= link
}

func (l *Lexicon) fillItems(items map[restday.Item]itemWords) error {
	owner := map[string]sense{}
	for item, words := range items {
		l.add(sense{role: name, item: item}, words.Names...)
		for value, phrases := range words.States {
			for _, p := range l.expanded(phrases) {
				s := sense{role: state, item: item, value: value}
				if other, taken := owner[p]; taken && other != s {
					return fmt.Errorf("%q stands twice: under %s %v and %s %v", p, other.item, other.value, item, value)
				}
				owner[p] = s
				l.add(s, p)
			}
		}
		for _, p := range l.expanded(words.Complaints) {
			s, known := l.phrases[p]
			if !known || s.role != state {
				s = sense{role: name, item: item}
			}
			s.complaint = true
			l.add(s, p)
		}
	}
	return nil
}
