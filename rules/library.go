package rules

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

//go:embed library/*.yaml
var builtin embed.FS

// Library is a set of rules in the order of rules.md's table.
type Library struct {
	rules   []Rule
	files   []parsedRule // the file of each rule, in the same order
	numbers Numbers
	limits  limits
	values  map[string]float64 // of the numbers, by name
	version string
	base    fs.FS // what it was loaded from
	over    []Layer
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
	l.base, l.over = files, over
	return l, nil
}

// read is Load, except that a rule whose examples fail is kept with what failed.
// Beside what is wrong it returns the library of all that could be read.
func read(files fs.FS, over []Layer) (*Library, []error) {
	layers := append([]Layer{{Files: files}}, over...)
	l, bad := &Library{}, []error(nil)
	failed := map[string][]error{}
	for depth := range layers {
		// The numbers of a layer hold for the rules below it too, but what those
		// show they show with the numbers they were written for.
		if l, bad = build(layers[:depth+1]); len(l.files) > 0 {
			l.runExamples(depth, failed)
		}
	}
	for i, f := range l.files {
		l.files[i].failed = failed[f.doc.name]
	}
	return l, append(bad, l.crowded()...)
}

// build lays the files of each layer over those before it.
func build(layers []Layer) (*Library, []error) {
	l, sum := &Library{}, sha256.New()
	bad := l.count(layers)
	if l.values == nil {
		return l, bad
	}
	for _, name := range slices.Sorted(maps.Keys(l.values)) {
		fmt.Fprintln(sum, name, l.values[name])
	}
	for depth, layer := range layers {
		parsed, errs := layer.parse(depth, l.values, sum)
		bad = append(append(bad, errs...), l.lay(parsed)...)
		l.arrange()
	}
	l.version = hex.EncodeToString(sum.Sum(nil))[:12]
	return l, bad
}

// count works out the numbers: the program's, as the layers change them.
func (l *Library) count(layers []Layer) (bad []error) {
	files, err := builtinFiles()
	if err != nil {
		return []error{err}
	}
	if l.numbers, err = readNumbers(files); err != nil {
		return []error{err}
	}
	for _, layer := range layers[1:] {
		if l.numbers, err = l.numbers.changed(layer); err != nil {
			bad = append(bad, err)
		}
	}
	l.limits, err = l.numbers.limits()
	l.values = l.numbers.values()
	if err != nil {
		bad = append(bad, err)
	}
	return bad
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
func (l *Library) runExamples(depth int, failed map[string][]error) {
	for _, f := range l.files {
		if f.depth != depth || f.OnRequest {
			continue
		}
		if saw, fired := l.fired(f.ID, f.fires); !fired {
			failed[f.doc.name] = append(failed[f.doc.name], f.doc.errorf("$.fires", "does not make %s fire: %s", f.ID, saw))
		}
		if saw, fired := l.fired(f.ID, f.silent); fired {
			failed[f.doc.name] = append(failed[f.doc.name], f.doc.errorf("$.silent", "makes %s fire: %s", f.ID, saw))
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
	return l.judged(in).rows
}

// Numbers returns the numbers that are our own choice, by name.
func (l *Library) Numbers() Numbers { return maps.Clone(l.numbers) }

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
