package rules

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// ruleFile is a rule as it is written.
type ruleFile struct {
	ID     string `yaml:"id"`
	Off    bool   `yaml:"off"` // in a layer: the rule with this id is left out
	Order  int    `yaml:"order"`
	Traits `yaml:",inline"`
	When   string     `yaml:"when"`
	Effect effectFile `yaml:",inline"`
	Cases  []caseFile `yaml:"cases"`
	Source string     `yaml:"source"`
	Fires  any        `yaml:"fires"`  // an input of `restday decide` that makes the rule fire
	Silent any        `yaml:"silent"` // one that does not
}

type caseFile struct {
	Name   string     `yaml:"name"`
	When   string     `yaml:"when"`
	Effect effectFile `yaml:",inline"`
}

// document is one YAML file of the library; its errors name file and line.
type document struct {
	name string
	root *ast.File
}

// parsedRule is a rule with its examples and the document it stands in.
type parsedRule struct {
	Rule
	doc           document
	depth         int // of its layer; 0 it came with the program
	off           bool
	fires, silent Input
	failed        []error // what its examples showed otherwise
}

// errorf reports what is wrong at a YAML path such as "$.cases[1].when".
func (d document) errorf(path, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s: %s", d.name, d.line(path), strings.TrimPrefix(path, "$."), fmt.Sprintf(format, args...))
}

// line returns where a path stands, or where its nearest parent does.
func (d document) line(path string) int {
	for path != "$" {
		p, err := yaml.PathString(path)
		if err != nil {
			break
		}
		if n, err := p.FilterFile(d.root); err == nil && n.GetToken() != nil {
			return n.GetToken().Position.Line
		}
		path = path[:strings.LastIndexAny(path, ".[")]
	}
	return 1
}

// yamlError turns an error of the YAML package into "file:line: what is wrong".
func yamlError(name string, err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		return fmt.Errorf("%s:%d: %s", name, at.GetToken().Position.Line, at.GetMessage())
	}
	return fmt.Errorf("%s:1: %w", name, err)
}

// parseDocument parses a YAML file.
func parseDocument(name string, data []byte) (document, error) {
	root, err := parser.ParseBytes(data, 0)
	switch {
	case err != nil:
		return document{}, yamlError(name, err)
	case len(root.Docs) != 1 || root.Docs[0].Body == nil:
		return document{}, fmt.Errorf("%s:1: the file has to be one YAML document", name)
	}
	return document{name, root}, nil
}

func (d document) decode(into any) error {
	if err := yaml.NodeToValue(d.root.Docs[0].Body, into, yaml.Strict()); err != nil {
		return yamlError(d.name, err)
	}
	return nil
}

// parseRule reads one file. Its examples are run by Load, which knows the
// other rules.
func parseRule(name string, data []byte, v vocabulary) (parsedRule, error) {
	d, err := parseDocument(name, data)
	if err != nil {
		return parsedRule{}, err
	}
	var f ruleFile
	if err := d.decode(&f); err != nil {
		return parsedRule{}, err
	}
	p := parsedRule{doc: d, off: f.Off}
	if f.Off {
		return p, p.switchOff(f, d.root.Docs[0].Body)
	}
	p.Rule = Rule{ID: f.ID, Order: f.Order, Traits: f.Traits, When: f.When, Source: f.Source, key: f.ID}
	return p, errors.Join(p.checkHead(), p.compile(f, v), p.readExamples(f))
}

var idForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,7}$`)

// switchOff reads the two lines that leave a rule out.
func (p *parsedRule) switchOff(f ruleFile, body ast.Node) error {
	p.ID = f.ID
	if m, ok := body.(*ast.MappingNode); !ok || len(m.Values) != 2 || f.ID == "" {
		return p.doc.errorf("$.off", "stands alone with the id of the rule that is switched off")
	}
	return nil
}

func (p *parsedRule) checkHead() error {
	var bad []error
	if !idForm.MatchString(p.ID) {
		bad = append(bad, p.doc.errorf("$.id", "%q is not a rule id like G1", p.ID))
	}
	if p.Order <= 0 {
		bad = append(bad, p.doc.errorf("$.order", "is missing; give the rule a place between its neighbours, such as 135"))
	}
	if strings.TrimSpace(p.Source) == "" {
		bad = append(bad, p.doc.errorf("$.source", "is missing; name where the rule comes from, [O] for our own choice"))
	}
	return errors.Join(bad...)
}

// compile checks the conditions and effects of the rule and of its cases.
func (p *parsedRule) compile(f ruleFile, v vocabulary) error {
	var err, wrong error
	if !p.OnRequest {
		p.when, err = p.condition("$.when", f.When, v)
	}
	p.Effect, wrong = p.effect("$", f.Effect, v)
	bad := []error{err, cmp.Or(wrong, p.checkEffect("$", p.Effect, v))}
	var names []string
	for i, c := range f.Cases {
		path := fmt.Sprintf("$.cases[%d]", i)
		if c.Name == "" || slices.Contains(names, c.Name) {
			bad = append(bad, p.doc.errorf(path+".name", "each case needs a name of its own"))
		}
		names = append(names, c.Name)
		when, err := p.condition(path+".when", c.When, v)
		bad = append(bad, err)
		effect, wrong := p.effect(path, c.Effect, v)
		effect = effect.over(p.Effect)
		if bad[1] == nil { // what the rule says wrong its cases say too
			bad = append(bad, cmp.Or(wrong, p.checkEffect(path, effect, v)))
		}
		p.Cases = append(p.Cases, Case{Name: c.Name, When: c.When, Effect: effect, when: when, key: p.ID + "." + c.Name})
	}
	return errors.Join(bad...)
}

func (p *parsedRule) condition(path, text string, v vocabulary) (condition, error) {
	if strings.TrimSpace(text) == "" {
		return condition{}, p.doc.errorf(path, "is missing; say when, as in sleep_hours < 5")
	}
	c, err := v.compile(text)
	if err != nil {
		return condition{}, p.doc.errorf(path, "%s", err)
	}
	return c, nil
}

func (p *parsedRule) readExamples(f ruleFile) error {
	if p.OnRequest {
		return nil
	}
	var fires, silent error
	p.fires, fires = p.example("fires", f.Fires)
	p.silent, silent = p.example("silent", f.Silent)
	return errors.Join(fires, silent)
}

// example reads an example as `restday decide` would.
func (p *parsedRule) example(key string, value any) (Input, error) {
	path := "$." + key
	if value == nil {
		return Input{}, p.doc.errorf(path, "is missing; give an input that shows it")
	}
	data, err := json.Marshal(value)
	if err != nil {
		return Input{}, p.doc.errorf(path, "%s", err)
	}
	in, err := ReadInput(data)
	var place *placeError
	switch {
	case errors.As(err, &place) && place.path != "":
		return Input{}, p.doc.errorf(path+"."+place.path, "%s", place.problem)
	case err != nil:
		return Input{}, p.doc.errorf(path, "%s", err)
	}
	return in, nil
}
