package conversation

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"restday"
	"restday/lang"
)

//go:embed questions/*.yaml
var builtinQuestions embed.FS

// The kinds of question.
const (
	kindHours   = "hours"   // hours of sleep
	kindScale   = "scale"   // worded choices with numbers behind them
	kindNumber  = "number"  // any number from min to max
	kindWords   = "words"   // one of the choices, or the athlete's own words
	kindSeveral = "several" // any of the choices, then Done
)

// Question is one thing a check-in asks: one YAML file. Its English words stand
// in the file; other languages translate question.<key>.title, .ask, .again, .said,
// .choice.<n> and .exception.<n>, n from 1.
type Question struct {
	Key        restday.Item `yaml:"key"`
	Title      string       `yaml:"title"`    // names the question in the settings: "energy"
	Optional   bool         `yaml:"optional"` // asked only of those who chose it
	Order      int          `yaml:"order"`    // place in the morning; 0: asked only when another question opens it
	Kind       string       `yaml:"kind"`
	Min        float64      `yaml:"min"` // of hours, scale and number
	Max        float64      `yaml:"max"`
	Ask        string       `yaml:"ask"`
	Again      string       `yaml:"again"` // the same in other words, after an unreadable reply
	Said       string       `yaml:"said"`  // how the card shows the answer; {{.answer}} is its label
	Names      []string     `yaml:"names"` // words that name this item in a reply: "legs 4"
	Choices    []option     `yaml:"choices"`
	Exceptions []exception  `yaml:"exceptions"` // buttons under the choices that open another question
	Then       restday.Item `yaml:"then"`       // the question that follows this one at once
	Follows    restday.Item `yaml:"follows"`    // asked only of those who reported this before; an answer is stored as it

	values []any // what a question that follows up mentions
}

// option is one button of a question and the answer it stores.
type option struct {
	Value  float64      `yaml:"value"`
	Words  string       `yaml:"words"`
	Label  string       `yaml:"label"`
	Item   restday.Item `yaml:"item"`   // the item to store when it is not the question's own
	Urgent bool         `yaml:"urgent"` // ends the check-in at once, with its answer
}

type exception struct {
	Label string       `yaml:"label"`
	Opens restday.Item `yaml:"opens"`
}

// Questions are all questions by key, and the morning's in order.
type Questions struct {
	byKey   map[restday.Item]Question
	morning []Question
	follow  []Question // those that follow up, in their order; asked before the morning's
	usual   *Questions // without the optional ones
}

// of returns the questions of an athlete who chose some of the optional ones:
// the others do not exist for them.
func (qs *Questions) of(chosen []restday.Item) *Questions {
	if len(chosen) == 0 && qs.usual != nil {
		return qs.usual
	}
	left := func(q Question) bool { return q.Optional && !slices.Contains(chosen, q.Key) }
	some := &Questions{byKey: maps.Clone(qs.byKey), follow: qs.follow, morning: slices.DeleteFunc(slices.Clone(qs.morning), left)}
	maps.DeleteFunc(some.byKey, func(_ restday.Item, q Question) bool { return left(q) })
	return some
}

// optional lists the questions that an athlete can choose, in their order.
func (qs *Questions) optional() []Question {
	return slices.DeleteFunc(slices.Clone(qs.morning), func(q Question) bool { return !q.Optional })
}

// BuiltinQuestions returns the questions compiled into the program.
func BuiltinQuestions() (*Questions, error) {
	sub, err := fs.Sub(builtinQuestions, "questions")
	if err != nil {
		return nil, fmt.Errorf("open questions: %w", err)
	}
	return LoadQuestions(sub)
}

// LoadQuestions reads every *.yaml in fsys. An error names the file, and the
// line where the file itself cannot be read.
func LoadQuestions(fsys fs.FS) (*Questions, error) {
	files, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list questions: %w", err)
	}
	all := &Questions{byKey: map[restday.Item]Question{}}
	for _, name := range files {
		if err := all.load(fsys, name); err != nil {
			return nil, fmt.Errorf("question file %s: %w", name, err)
		}
	}
	for _, list := range [][]Question{all.morning, all.follow} {
		slices.SortFunc(list, func(a, b Question) int { return cmp.Compare(a.Order, b.Order) })
	}
	all.usual = all.of(nil)
	return all, all.check()
}

func (qs *Questions) load(fsys fs.FS, name string) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	var q Question
	if err := yaml.UnmarshalWithOptions(data, &q, yaml.Strict()); err != nil {
		return errors.New(strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	if string(q.Key)+".yaml" != name {
		return fmt.Errorf("key is %q: it must be the file's name", q.Key)
	}
	if err := q.check(); err != nil {
		return err
	}
	qs.byKey[q.Key] = q
	switch {
	case q.Follows != "":
		qs.follow = append(qs.follow, q)
	case q.Order > 0:
		qs.morning = append(qs.morning, q)
	}
	return nil
}

func (q Question) check() error {
	kinds := []string{kindHours, kindScale, kindNumber, kindWords, kindSeveral}
	switch {
	case !slices.Contains(kinds, q.Kind):
		return fmt.Errorf("kind is %q: it must be one of %s", q.Kind, strings.Join(kinds, ", "))
	case q.Ask == "" || q.Again == "" || q.Said == "" && q.Follows == "":
		return errors.New("ask, again and said must all have words")
	case q.Order > 0 && q.Title == "" && q.Follows == "":
		return errors.New("title is missing: the settings list what is asked")
	case q.numeric() && q.Min >= q.Max:
		return fmt.Errorf("min %v must be below max %v", q.Min, q.Max)
	case q.Kind != kindNumber && len(q.Choices) == 0:
		return errors.New("choices are missing")
	}
	for _, o := range q.Choices {
		if o.Label == "" {
			return errors.New("a choice has no label")
		}
		if q.numeric() && (o.Value < q.Min || o.Value > q.Max) {
			return fmt.Errorf("choice %q is %v, outside %v–%v", o.Label, o.Value, q.Min, q.Max)
		}
	}
	return nil
}

// check looks at what one file alone cannot show.
func (qs *Questions) check() error {
	if len(qs.morning) == 0 {
		return errors.New("no question has an order: nothing would be asked")
	}
	all := slices.Concat(qs.follow, qs.morning)
	for i, q := range all[1:] {
		if q.Order <= all[i].Order {
			return fmt.Errorf("questions %s and %s: order %d must come before %d", all[i].Key, q.Key, all[i].Order, q.Order)
		}
	}
	for key, q := range qs.byKey {
		opens := []restday.Item{q.Then}
		for _, e := range q.Exceptions {
			opens = append(opens, e.Opens)
		}
		for _, other := range opens {
			if _, ok := qs.byKey[other]; other != "" && !ok {
				return fmt.Errorf("question file %s.yaml: opens %q, which has no file", key, other)
			}
		}
	}
	return nil
}

func (q Question) numeric() bool { return !slices.Contains([]string{kindWords, kindSeveral}, q.Kind) }

// next returns the first morning question after the key after ("" : from the
// start) that has no answer, or "" when there is none.
func (qs *Questions) next(after restday.Item, answered map[restday.Item]restday.Answer) restday.Item {
	from := qs.byKey[after].Order
	for _, q := range qs.morning {
		if _, ok := answered[q.Key]; q.Order > from && !ok {
			return q.Key
		}
	}
	return ""
}

// title names the question in a language.
func (q Question) title(s lang.Speaker) string { return s.Or(q.id("title"), q.Title) }

// asks returns the question in a language.
func (q Question) asks(s lang.Speaker) string { return s.Or(q.id("ask"), q.Ask, q.values...) }

func (q Question) asksAgain(s lang.Speaker) string { return s.Or(q.id("again"), q.Again, q.values...) }

// label returns the words of the i-th choice in a language.
func (q Question) label(s lang.Speaker, i int) string {
	return s.Or(q.id(fmt.Sprintf("choice.%d", i+1)), q.Choices[i].Label)
}

func (q Question) id(part string) string { return "question." + string(q.Key) + "." + part }

// says returns how the card shows an answer: "sleep 7½ h", "muscles sore".
func (q Question) says(s lang.Speaker, a restday.Answer) string {
	return s.Or(q.id("said"), q.Said, "answer", q.answerWords(s, a))
}

func (q Question) answerWords(s lang.Speaker, a restday.Answer) string {
	switch q.Kind {
	case kindHours, kindNumber:
		return s.Hours(a.Value)
	case kindSeveral:
		var words []string
		for _, w := range strings.Fields(a.Words) {
			words = append(words, q.wordsLabel(s, w))
		}
		return strings.Join(words, ", ")
	case kindWords:
		return q.wordsOf(s, a)
	}
	for i, o := range q.Choices {
		if o.Value == a.Value && q.Max <= 5 {
			return q.label(s, i)
		}
	}
	return s.Hours(a.Value)
}

// wordsOf is the label of an answer in words, also of a choice that is stored as
// another item.
func (q Question) wordsOf(s lang.Speaker, a restday.Answer) string {
	for i, o := range q.Choices {
		if o.Item == a.Item {
			return q.label(s, i)
		}
	}
	return q.wordsLabel(s, a.Words)
}

func (q Question) wordsLabel(s lang.Speaker, words string) string {
	for i, o := range q.Choices {
		if o.Words == words && o.Item == "" {
			return q.label(s, i)
		}
	}
	return words
}

// urgent tells whether an answer holds anything that cannot wait for the other questions.
func (q Question) urgent(a restday.Answer) bool {
	picked := strings.Fields(a.Words)
	return slices.ContainsFunc(q.Choices, func(o option) bool { return o.Urgent && slices.Contains(picked, o.Words) })
}

// answer returns what tapping or typing the i-th choice stores.
func (q Question) answer(i int) restday.Answer {
	o := q.Choices[i]
	return restday.Answer{Item: cmp.Or(o.Item, q.Key), Value: o.Value, Words: o.Words}
}
