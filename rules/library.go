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
	files   []parsedRule // the file of each rule, in the same order
	version string
}

// Builtin returns the rules that come with the program, with layers over them.
func Builtin(over ...Layer) (*Library, error) {
	files, err := builtinFiles()
	if err != nil {
		return nil, err
	}
	return Load(files, over...)
}

func builtinFiles() (fs.FS, error) {
	files, err := fs.Sub(builtin, "library")
	if err != nil {
		return nil, fmt.Errorf("open the built-in rules: %w", err)
	}
	return files, nil
}

// Load reads every *.yaml file in the root of files as one rule and lays the
// files of each layer over them. It refuses what it does not fully understand;
// each error names file and line and says what to mend, and all bad files are
// reported at once.
func Load(files fs.FS, over ...Layer) (*Library, error) {
	l, bad := read(files, over)
	for _, f := range l.files {
		bad = append(bad, f.failed...)
	}
	if len(bad) == 0 && len(over) > 0 {
		bad = l.speechless()
	}
	if len(bad) > 0 {
		return nil, errors.Join(bad...)
	}
	return l, nil
}

// read is Load, except that a rule whose examples fail is kept with what failed.
// Beside what is wrong it returns the library of all that could be read.
func read(files fs.FS, over []Layer) (*Library, []error) {
	l, sum := &Library{}, sha256.New()
	var bad []error
	for depth, layer := range append([]Layer{{Files: files}}, over...) {
		parsed, errs := layer.parse(depth, sum)
		bad = append(append(bad, errs...), l.lay(parsed)...)
		l.arrange()
		l.runExamples(depth)
	}
	l.version = hex.EncodeToString(sum.Sum(nil))[:12]
	return l, append(bad, l.crowded()...)
}

// arrange puts the rules in order.
func (l *Library) arrange() {
	slices.SortStableFunc(l.files, func(a, b parsedRule) int { return cmp.Compare(a.Order, b.Order) })
	l.rules = nil
	for _, f := range l.files {
		l.rules = append(l.rules, f.Rule)
	}
}

// crowded names the rules that want a place that another has.
func (l *Library) crowded() (bad []error) {
	places := map[int]parsedRule{}
	for _, f := range l.files {
		other, taken := places[f.Order]
		if taken && other.depth > f.depth {
			f, other = other, f
		}
		if taken {
			bad = append(bad, f.doc.errorf("$.order", "%d is taken by %s", f.Order, other.doc.name))
		}
		places[f.Order] = f
	}
	return bad
}

// runExamples runs the examples of one layer with the rules up to it: what lies
// over a rule may change what its examples show.
func (l *Library) runExamples(depth int) {
	for i := range l.files {
		f := &l.files[i]
		if f.depth != depth {
			continue
		}
		if saw, fired := l.fired(f.ID, f.fires); !fired {
			f.failed = append(f.failed, f.doc.errorf("$.fires", "does not make %s fire: %s", f.ID, saw))
		}
		if saw, fired := l.fired(f.ID, f.silent); fired {
			f.failed = append(f.failed, f.doc.errorf("$.silent", "makes %s fire: %s", f.ID, saw))
		}
	}
}

// fired tells what a rule made of an input.
func (l *Library) fired(id string, in Input) (saw string, fired bool) {
	for _, r := range l.rows(in) {
		if r.rule.ID == id {
			return r.saw, r.fired
		}
	}
	return "", false
}

// rows asks every rule about a day.
func (l *Library) rows(in Input) []row {
	h := newHistory(in)
	f := h.facts()
	p := h.planned(f)
	f.plan(p, in.Athlete.sportOf(p.Sport))
	return l.judge(&f)
}

// Version names the content of the library, layers included: 12 hexadecimal digits.
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
