package rules

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

//go:embed library/*.yaml
var builtin embed.FS

// Library is a set of rules in the order of rules.md's table.
type Library struct {
	rules   []Rule
	version string
}

// Builtin returns the rules that come with the program.
func Builtin() (*Library, error) {
	files, err := fs.Sub(builtin, "library")
	if err != nil {
		return nil, fmt.Errorf("open the built-in rules: %w", err)
	}
	return Load(files)
}

// Load reads every *.yaml file in the root of fsys as one rule. It refuses what
// it does not fully understand; each error names file and line and says what to
// mend, and all bad files are reported at once.
func Load(fsys fs.FS) (*Library, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the rules: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("list the rules: there is no *.yaml file")
	}
	parsed, version, err := readRules(fsys, names)
	if err != nil {
		return nil, err
	}
	l := &Library{version: version}
	if err := l.add(parsed); err != nil {
		return nil, err
	}
	return l, l.checkExamples(parsed)
}

// readRules parses the files and hashes their names and contents.
func readRules(fsys fs.FS, names []string) ([]parsedRule, string, error) {
	var parsed []parsedRule
	var bad []error
	hash, v := sha256.New(), factVocabulary()
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, "", fmt.Errorf("read a rule: %w", err)
		}
		fmt.Fprintf(hash, "%s %d\n%s", name, len(data), data)
		p, err := parseRule(name, data, v)
		if err != nil {
			bad = append(bad, err)
			continue
		}
		parsed = append(parsed, p)
	}
	return parsed, hex.EncodeToString(hash.Sum(nil))[:12], errors.Join(bad...)
}

// add puts the rules in order and refuses two with the same id or place.
func (l *Library) add(parsed []parsedRule) error {
	ids, places := map[string]string{}, map[int]string{}
	for _, p := range parsed {
		if other, ok := ids[p.ID]; ok {
			return p.doc.errorf("$.id", "%s is already in %s", p.ID, other)
		}
		if other, ok := places[p.Order]; ok {
			return p.doc.errorf("$.order", "%d is taken by %s", p.Order, other)
		}
		ids[p.ID], places[p.Order] = p.doc.name, p.doc.name
		l.rules = append(l.rules, p.Rule)
	}
	slices.SortFunc(l.rules, func(a, b Rule) int { return cmp.Compare(a.Order, b.Order) })
	return nil
}

// checkExamples runs every rule's examples with the whole library.
func (l *Library) checkExamples(parsed []parsedRule) error {
	var bad []error
	for _, p := range parsed {
		if saw, fired := l.fired(p.ID, p.fires); !fired {
			bad = append(bad, p.doc.errorf("$.fires", "does not make %s fire: %s", p.ID, saw))
		}
		if saw, fired := l.fired(p.ID, p.silent); fired {
			bad = append(bad, p.doc.errorf("$.silent", "makes %s fire: %s", p.ID, saw))
		}
	}
	return errors.Join(bad...)
}

// fired tells what a rule made of an input.
func (l *Library) fired(id string, in Input) (saw string, fired bool) {
	h := newHistory(in)
	f := h.facts()
	p := h.planned(f)
	f.plan(p, in.Athlete.sportOf(p.Sport))
	for _, r := range l.judge(&f) {
		if r.rule.ID == id {
			return r.saw, r.fired
		}
	}
	return "", false
}

// Version names the content of the library: 12 hexadecimal digits.
func (l *Library) Version() string { return l.version }

// Rules returns the rules in the order they are asked.
func (l *Library) Rules() []Rule { return slices.Clone(l.rules) }

// Rule returns the rule with an id, and whether there is one.
func (l *Library) Rule(id string) (Rule, bool) {
	i := slices.IndexFunc(l.rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return l.rules[i], true
}
