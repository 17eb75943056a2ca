package rules

import (
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"slices"

	"restday"
)

// Layer is a folder of rule files that lie over the rules before it: a file with
// the id of one of them takes its place, another id is added, and `off: true`
// switches one off. Safety rules come with the program and stay as they are.
type Layer struct {
	Name  string // how errors and lists call it: the folder as the host wrote it
	Files fs.FS  // its *.yaml files stand in the root
}

// parse reads the files of a layer that has so many below it, and adds their
// names and contents to sum.
func (y Layer) parse(depth int, numbers map[string]float64, sum hash.Hash) (parsed []parsedRule, bad []error) {
	names, err := y.names()
	if err != nil {
		return nil, []error{err}
	}
	v := factVocabulary(numbers)
	for _, name := range names {
		data, err := fs.ReadFile(y.Files, name)
		if err != nil {
			bad = append(bad, fmt.Errorf("read a rule: %w", err))
			continue
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
		p, err := parseRule(path.Join(y.Name, name), data, v)
		if err != nil {
			bad = append(bad, err)
			continue
		}
		p.depth, p.Layer = depth, y.Name
		parsed = append(parsed, p)
	}
	return parsed, bad
}

// names lists the files of a layer; one that would not be read is refused.
func (y Layer) names() ([]string, error) {
	names, err := fs.Glob(y.Files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the rules: %w", err)
	}
	all := len(names)
	names = slices.DeleteFunc(names, func(name string) bool { return name == numbersFile })
	missed, err := fs.Glob(y.Files, "*.yml")
	switch {
	case err != nil:
		return nil, fmt.Errorf("list the rules: %w", err)
	case len(missed) > 0:
		return nil, fmt.Errorf("%s: a rule's file ends in .yaml", path.Join(y.Name, missed[0]))
	case all == 0 && y.Name == "":
		return nil, errors.New("list the rules: there is no *.yaml file")
	case all == 0:
		return nil, fmt.Errorf("%s: there is no *.yaml file", y.Name)
	}
	return names, nil
}

// lay puts the rules of one layer in the place of those with the same id, or
// beside them.
func (l *Library) lay(layer []parsedRule) (bad []error) {
	seen := map[string]string{}
	for _, p := range layer {
		if other, twice := seen[p.ID]; twice {
			bad = append(bad, p.doc.errorf("$.id", "%s is already in %s", p.ID, other))
			continue
		}
		seen[p.ID] = p.doc.name
		at := slices.IndexFunc(l.files, func(f parsedRule) bool { return f.ID == p.ID })
		if err := l.mayLay(p, at); err != nil {
			bad = append(bad, err)
			continue
		}
		switch {
		case p.off:
			l.files = slices.Delete(l.files, at, at+1)
		case at >= 0:
			p.keepKeys(l.files[at].Rule)
			l.files[at] = p
		default:
			l.files = append(l.files, p)
		}
	}
	return bad
}

// mayLay tells why a rule cannot lie over the one at a place, -1 for none.
func (l *Library) mayLay(p parsedRule, at int) error {
	switch {
	case at >= 0 && l.files[at].Safety:
		return p.doc.errorf("$.id", "%s is a safety rule; those come with the program and cannot be changed or switched off", p.ID)
	case p.depth > 0 && p.Safety:
		return p.doc.errorf("$.safety", "safety rules come with the program; leave this line out")
	case p.depth > 0 && p.Last:
		return p.doc.errorf("$.last", "would silence the safety rules behind it; leave this line out")
	case p.off && at < 0:
		return p.doc.errorf("$.id", "there is no rule %s to switch off; `restday rules list` shows what there is", p.ID)
	}
	return nil
}

// keepKeys lets words that the rule below says too go by its keys, under which
// other languages have them. Other words go by none and are said as written.
func (p *parsedRule) keepKeys(below Rule) {
	keys := map[string]string{}
	for _, c := range slices.Backward(below.Cases) {
		keys[c.words()] = c.key
	}
	keys[below.words()] = below.key
	p.key = keys[p.words()]
	for i, c := range p.Cases {
		p.Cases[i].key = keys[c.words()]
	}
}

// speechless tells that a plain day would have no reason at all, be it one with
// a check-in or one without.
func (l *Library) speechless() []error {
	const day = restday.Day(1)
	key := &restday.Planned{Kind: restday.Key}
	good := map[restday.Item]float64{restday.Fatigue: 4, restday.Soreness: 4, restday.Mood: 4}
	for _, checkIns := range [][]restday.CheckIn{nil, {{Day: day, Values: good}}} {
		rows := l.rows(Input{Day: day, Planned: key, CheckIns: checkIns})
		if !slices.ContainsFunc(rows, func(r row) bool { return r.fired }) {
			return []error{errors.New("on a plain day no rule would have a word to say; keep U1 and OK")}
		}
	}
	return nil
}
