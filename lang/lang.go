// Package lang holds the words that athletes read: en.yaml, and as many files
// as it likes for another language, each called by its code. English words of
// questions, rules and sessions stand beside the thing they describe; another
// language translates them in questions/, rules/ and sessions/.
package lang

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

//go:embed *.yaml */*.yaml
var builtin embed.FS

// English is the language that every key has.
const English = "en"

// Book is every language we have.
type Book struct {
	bundle   *i18n.Bundle
	keys     map[string][]string // by language code
	matcher  language.Matcher
	speakers map[string]Speaker // by language code
}

// Builtin returns the languages compiled into the program.
func Builtin() (*Book, error) { return Load(builtin) }

// Load reads every *.yaml in fsys and the folders in it. Its file's name is its
// language: de.yaml, rules/de.yaml. An error names the file and, where the
// parser knows it, the line.
func Load(fsys fs.FS) (*Book, error) {
	b := &Book{bundle: i18n.NewBundle(language.English), keys: map[string][]string{}, speakers: map[string]Speaker{}}
	b.bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	texts := map[string][]*i18n.Message{} // by language code
	files, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list languages: %w", err)
	}
	deeper, err := fs.Glob(fsys, "*/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list languages: %w", err)
	}
	for _, name := range append(files, deeper...) {
		file, err := b.bundle.LoadMessageFileFS(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("language file %s: %w", name, err)
		}
		code := file.Tag.String()
		for _, m := range file.Messages {
			b.keys[code] = append(b.keys[code], m.ID)
		}
		texts[code] = append(texts[code], file.Messages...)
	}
	if len(b.keys[English]) == 0 {
		return nil, fmt.Errorf("no English: en.yaml is missing or empty")
	}
	tags := b.bundle.LanguageTags()
	b.matcher = language.NewMatcher(tags)
	for _, tag := range tags {
		code := tag.String()
		said := plain(texts[code])
		b.speakers[code] = Speaker{i18n.NewLocalizer(b.bundle, code, English), code, said, lists(said)}
	}
	return b, nil
}

// Has tells whether English has the key.
func (b *Book) Has(key string) bool { return slices.Contains(b.keys[English], key) }

// Keys lists what the files of a language translate, in alphabetical order.
func (b *Book) Keys(code string) []string { return slices.Sorted(slices.Values(b.keys[code])) }

// Languages lists the codes of the languages that we have, English first.
func (b *Book) Languages() []string {
	var codes []string
	for _, tag := range b.bundle.LanguageTags() {
		codes = append(codes, tag.String())
	}
	return codes
}

// Speaks tells whether there is a language that fits the code: "de-AT" fits "de".
func (b *Book) Speaks(code string) bool {
	tag, err := language.Parse(code)
	if err != nil {
		return false
	}
	_, _, confidence := b.matcher.Match(tag)
	return confidence >= language.High
}

// Find returns the code of the language that somebody names: "de", "deutsch",
// "German"; "" when it is none of ours.
func (b *Book) Find(name string) string {
	for _, word := range strings.Fields(strings.ToLower(name)) {
		for _, code := range b.Languages() {
			s := b.speakers[code]
			if word == strings.ToLower(s.Say("language.name")) || slices.Contains(strings.Fields(s.Say("language.typed")), word) || variant(word, code) {
				return code
			}
		}
	}
	return ""
}

// variant tells whether a word is the code of a language or of one of its
// regions: "de-at". That Icelanders read English makes "is" no name of it, nor
// is "und" one, the code of no language.
func variant(word, code string) bool {
	tag, err := language.Parse(word)
	base, sure := tag.Base()
	return err == nil && sure == language.Exact && base.String() == code
}

// Match returns the code of the language that we have and that fits best:
// "de-AT" gives "de", anything unknown "en".
func (b *Book) Match(wanted ...string) string {
	_, i := language.MatchStrings(b.matcher, wanted...)
	return b.bundle.LanguageTags()[i].String()
}

// Speaker speaks one language.
type Speaker struct {
	localizer *i18n.Localizer
	Language  string
	plain     map[string]string // by key; only read
	lists     map[string]map[string]bool
}

// plain are the texts that are said as they stand, without a placeholder or a
// count: they need no template.
func plain(messages []*i18n.Message) map[string]string {
	texts := map[string]string{}
	for _, m := range messages {
		if m.Other != "" && m.One == "" && !strings.Contains(m.Other, "{{") {
			texts[m.ID] = m.Other
		}
	}
	return texts
}

// Speaker returns the one for a language code; English where we have no better.
func (b *Book) Speaker(code string) Speaker {
	if s, ok := b.speakers[code]; ok {
		return s
	}
	return b.speakers[b.Match(code)]
}

// Say returns the words for a key. Values are pairs of placeholder and value:
// Say("hello", "name", "Ana"); a float64 is written as a Number. A key that
// English lacks is returned as it is, so that nobody is left without an answer;
// a test finds such keys.
func (s Speaker) Say(key string, values ...any) string {
	if text, ok := s.plain[key]; ok {
		return text
	}
	return s.localize(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: s.pairs(values)})
}

// Count is Say for a sentence with a count, which is its {{.n}} and picks the
// plural form of the language: one, other and whatever else it has.
func (s Speaker) Count(key string, n int, values ...any) string {
	data := s.pairs(values)
	data["n"] = n
	return s.localize(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: n})
}

// Or is Say for words whose English stands elsewhere and is given here.
func (s Speaker) Or(key, english string, values ...any) string {
	if s.Language == English && !strings.Contains(english, "{{") {
		return english // the library would parse it as a template, each time
	}
	if text, ok := s.plain[key]; ok {
		return text
	}
	return s.localize(english, &i18n.LocalizeConfig{
		DefaultMessage: &i18n.Message{ID: key, Other: english},
		TemplateData:   s.pairs(values),
	})
}

// Own is Or for words that go by their own English, as titles of sessions do:
// Own("session", "Easy run"). They have no placeholders.
func (s Speaker) Own(group, english string) string {
	key := group + "." + english
	if text, ok := s.plain[key]; ok {
		return text
	}
	return s.localize(english, &i18n.LocalizeConfig{MessageID: key})
}

// localize returns the words, or otherwise when there are none. An error with
// words means that another language had to help out.
func (s Speaker) localize(otherwise string, c *i18n.LocalizeConfig) string {
	c.TemplateParser = textParser{}
	if text, _ := s.localizer.Localize(c); text != "" {
		return text
	}
	return otherwise
}

func (s Speaker) pairs(values []any) map[string]any {
	data := make(map[string]any, len(values)/2)
	for i := 0; i+1 < len(values); i += 2 {
		value := values[i+1]
		if number, ok := value.(float64); ok {
			value = s.Number(number)
		}
		data[fmt.Sprint(values[i])] = value
	}
	return data
}

// textParser knows {{lower .word}}.
type textParser struct{}

// Cacheable has each template parsed once.
func (textParser) Cacheable() bool { return true }

// Parse reads one text of a language file.
func (textParser) Parse(src, left, right string) (template.ParsedTemplate, error) {
	return (&template.TextParser{Funcs: map[string]any{"lower": lower}}).Parse(src, left, right)
}
