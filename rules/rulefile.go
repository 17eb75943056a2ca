package rules

import (
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
	Order  int    `yaml:"order"`
	Safety bool   `yaml:"safety"`
	When   string `yaml:"when"`
	Effect `yaml:",inline"`
	Cases  []caseFile `yaml:"cases"`
	Source string     `yaml:"source"`
	Fires  any        `yaml:"fires"`  // an input of `restday decide` that makes the rule fire
	Silent any        `yaml:"silent"` // one that does not
}

type caseFile struct {
	Name   string `yaml:"name"`
	When   string `yaml:"when"`
	Effect `yaml:",inline"`
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
	fires, silent Input
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

// parseRule reads one file. Its examples are run by Load, which knows the
// other rules.
func parseRule(name string, data []byte, v vocabulary) (parsedRule, error) {
	root, err := parser.ParseBytes(data, 0)
	if err != nil {
		return parsedRule{}, yamlError(name, err)
	}
	if len(root.Docs) != 1 || root.Docs[0].Body == nil {
		return parsedRule{}, fmt.Errorf("%s:1: a rule is one YAML document", name)
	}
	var f ruleFile
	if err := yaml.NodeToValue(root.Docs[0].Body, &f, yaml.Strict()); err != nil {
		return parsedRule{}, yamlError(name, err)
	}
	p := parsedRule{doc: document{name, root}}
	if err := p.build(f, v); err != nil {
		return parsedRule{}, err
	}
	if p.fires, err = p.example("fires", f.Fires); err != nil {
		return parsedRule{}, err
	}
	p.silent, err = p.example("silent", f.Silent)
	return p, err
}

var idForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,7}$`)

func (p *parsedRule) build(f ruleFile, v vocabulary) (err error) {
	p.Rule = Rule{ID: f.ID, Order: f.Order, Safety: f.Safety, When: f.When, Effect: f.Effect, Source: f.Source}
	switch {
	case !idForm.MatchString(f.ID):
		return p.doc.errorf("$.id", "%q is not a rule id like G1", f.ID)
	case f.Order <= 0:
		return p.doc.errorf("$.order", "is missing; give the rule a place between its neighbours, such as 135")
	case f.Source == "":
		return p.doc.errorf("$.source", "is missing; name where the rule comes from, [O] for our own choice")
	}
	if p.when, err = p.condition("$.when", f.When, v); err != nil {
		return err
	}
	if err := p.checkEffect("$", p.Effect, v); err != nil {
		return err
	}
	return p.buildCases(f.Cases, v)
}

func (p *parsedRule) buildCases(files []caseFile, v vocabulary) error {
	var names []string
	for i, f := range files {
		path := fmt.Sprintf("$.cases[%d]", i)
		if f.Name == "" || slices.Contains(names, f.Name) {
			return p.doc.errorf(path+".name", "each case needs a name of its own")
		}
		names = append(names, f.Name)
		when, err := p.condition(path+".when", f.When, v)
		if err != nil {
			return err
		}
		effect := f.over(p.Effect)
		if err := p.checkEffect(path, effect, v); err != nil {
			return err
		}
		p.Cases = append(p.Cases, Case{Name: f.Name, When: f.When, Effect: effect, when: when})
	}
	return nil
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

func (p *parsedRule) checkEffect(path string, e Effect, v vocabulary) error {
	if key, err := e.check(p.Safety); err != nil {
		return p.doc.errorf(path+"."+key, "%s", err)
	}
	for key, text := range map[string]string{"text": e.Text, "doctor": e.Doctor} {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			if !v.names(found[1]) {
				return p.doc.errorf(path+"."+key, "{%s} is not a fact", found[1])
			}
		}
	}
	return nil
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
