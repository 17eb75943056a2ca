package plan

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// page is a YAML file of the catalogue, so that an error can name its line.
type page struct {
	file string
	root *ast.File
}

// readPage reads a file that is one YAML document into to; a field that to does
// not have is an error.
func readPage(name string, data []byte, to any) (page, error) {
	root, err := parser.ParseBytes(data, 0)
	if err != nil {
		return page{}, yamlError(name, err)
	}
	if len(root.Docs) != 1 || root.Docs[0].Body == nil {
		return page{}, fmt.Errorf("%s:1: a file of the catalogue is one YAML document", name)
	}
	if err := yaml.NodeToValue(root.Docs[0].Body, to, yaml.Strict()); err != nil {
		return page{}, yamlError(name, err)
	}
	return page{name, root}, nil
}

func yamlError(name string, err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		return fmt.Errorf("%s:%d: %s", name, at.GetToken().Position.Line, at.GetMessage())
	}
	return fmt.Errorf("%s:1: %w", name, err)
}

// errorf reports what is wrong at a YAML path, or at line 1 when it is missing.
func (p page) errorf(path, format string, args ...any) error {
	line := 1
	if at, err := yaml.PathString(path); err == nil {
		if n, err := at.FilterFile(p.root); err == nil && n.GetToken() != nil {
			line = n.GetToken().Position.Line
		}
	}
	return fmt.Errorf("%s:%d: %s: %s", p.file, line, strings.TrimPrefix(path, "$."), fmt.Sprintf(format, args...))
}

// eachFile hands out every file that a pattern names, and returns all errors at
// once.
func eachFile(fsys fs.FS, pattern string, take func(name string, data []byte) error) error {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return fmt.Errorf("list the catalogue: %w", err)
	}
	var bad []error
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("read the catalogue: %w", err)
		}
		bad = append(bad, take(name, data))
	}
	return errors.Join(bad...)
}
