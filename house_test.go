package restday_test

import (
	"bytes"
	"go/ast"
	"os"
	"path"
	"slices"
	"testing"
)

const maxLines = 400

func TestNoFileIsTooLong(t *testing.T) {
	t.Parallel()
	for _, name := range filesWith(t, ".go", ".yaml", ".yml", ".sql", ".sh") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte("\n")); n > maxLines {
			t.Errorf("%s has %d lines; no file has more than %d", name, n, maxLines)
		}
	}
}

func TestPackagesAreNamedAfterWhatTheyDo(t *testing.T) {
	t.Parallel()
	for _, src := range sources(t) {
		if slices.Contains(forbiddenNames, path.Base(src.dir)) || slices.Contains(forbiddenNames, src.ast.Name.Name) {
			t.Errorf("%s: a package called %s says nothing", src.path, src.ast.Name.Name)
		}
	}
}

func TestInterfacesHaveFiveMethodsAtMost(t *testing.T) {
	t.Parallel()
	for _, src := range sources(t) {
		// The fakes and suites of tests gather what many consumers declare.
		if src.test || path.Base(src.dir) == "bottest" || path.Base(src.dir) == "storagetest" {
			continue
		}
		ast.Inspect(src.ast, func(n ast.Node) bool {
			if typ, ok := n.(*ast.InterfaceType); ok && ownMethods(typ) > 5 {
				t.Errorf("%s: an interface of %d methods", src.fset.Position(typ.Pos()), ownMethods(typ))
			}
			return true
		})
	}
}

// ownMethods counts what an interface asks for by itself; what it embeds from
// another package was cut there.
func ownMethods(typ *ast.InterfaceType) (n int) {
	for _, field := range typ.Methods.List {
		if _, elsewhere := field.Type.(*ast.SelectorExpr); !elsewhere {
			n++
		}
	}
	return n
}
