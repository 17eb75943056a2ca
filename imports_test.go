package restday_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows says which packages of this module a package may import; a name that
// ends in * stands for one more part of a path. Tests may import anything here.
var arrows = map[string][]string{
	".":                   {},
	"lang":                {"."},
	"rules":               {"."},
	"plan":                {"."},
	"team":                {"."},
	"activity":            {"."},
	"conversation":        {".", "lang", "rules", "plan", "team", "activity"},
	"bot":                 {"."},
	"bot/*":               {".", "bot"},
	"bot/bottest":         {".", "bot"},
	"storage":             {"."},
	"storage/storagetest": {".", "storage"},
	"scheduler":           {"."},
	"observe":             {".", "bot"},
	"simulate":            {".", "plan", "rules", "conversation", "storage", "scheduler"},
	"cmd/restday":         {".", "lang", "rules", "plan", "conversation", "bot", "bot/*", "storage", "scheduler", "observe", "simulate"},
}

// confined names the libraries whose types must not spread, and their rooms.
var confined = map[string][]string{
	"gorm.io/":                      {"storage"},
	"modernc.org/sqlite":            {"storage"},
	"github.com/jackc/pgx":          {"storage"},
	"github.com/pressly/goose":      {"storage"},
	"github.com/go-telegram/bot":    {"bot/telegram"},
	"github.com/bwmarrin/discordgo": {"bot/discord"},
	"github.com/robfig/cron":        {"scheduler"},
	"github.com/expr-lang/expr":     {"rules"},
	"github.com/muktihari/fit":      {"activity"},
	"github.com/alecthomas/kong":    {"cmd/restday"},
	"github.com/prometheus/":        {"observe"},
}

var forbiddenNames = []string{"util", "utils", "common", "models", "pkg", "helpers", "misc"}

// source is one Go file of the module.
type source struct {
	path string
	dir  string // "." or "bot/telegram"
	test bool
	ast  *ast.File
	fset *token.FileSet
}

func sources(t testing.TB) []source {
	t.Helper()
	var out []source
	for _, name := range filesWith(t, ".go") {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, source{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), file, fset})
	}
	return out
}

// filesWith lists the files of the repository with one of the extensions.
func filesWith(t testing.TB, extensions ...string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		hidden := len(name) > 1 && strings.HasPrefix(d.Name(), ".") && d.Name() != ".ci"
		switch {
		case err != nil:
			return err
		case d.IsDir() && (hidden || d.Name() == "testdata" || name != "." && isModule(name)):
			return filepath.SkipDir
		case !d.IsDir() && slices.Contains(extensions, filepath.Ext(name)):
			out = append(out, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// isModule tells whether a folder is a module of its own, with its own rules.
func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

func imports(file *ast.File) []string {
	var out []string
	for _, spec := range file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// broken names the arrow from the package in dir to an import, if the house
// does not have it, and returns "" otherwise.
func broken(dir, imported string, test bool) string {
	for prefix, rooms := range confined {
		if strings.HasPrefix(imported, prefix) && !slices.Contains(rooms, dir) {
			return dir + " → " + imported + ": only " + strings.Join(rooms, " and ") + " may import it"
		}
	}
	inside := imported == "restday" || strings.HasPrefix(imported, "restday/")
	outside := strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
	switch {
	case test:
		return ""
	case dir == "." && (inside || outside):
		return "root → " + imported + ": the root package imports only the standard library"
	case inside && !allowed(dir, imported):
		return dir + " → " + imported + ": the house has no such arrow"
	}
	return ""
}

func allowed(dir, imported string) bool {
	to := "."
	if rest, ok := strings.CutPrefix(imported, "restday/"); ok {
		to = rest
	}
	return slices.ContainsFunc(arrows[room(dir)], func(pattern string) bool {
		ok, _ := path.Match(pattern, to) // the patterns are constants above
		return ok
	})
}

// room returns the entry of arrows that covers dir, "" when none does.
func room(dir string) string {
	if _, ok := arrows[dir]; ok {
		return dir
	}
	for _, pattern := range slices.Sorted(maps.Keys(arrows)) {
		if ok, _ := path.Match(pattern, dir); ok {
			return pattern
		}
	}
	return ""
}

func TestImportsPointOneWay(t *testing.T) {
	t.Parallel()
	for _, src := range sources(t) {
		if room(src.dir) == "" {
			t.Errorf("%s: the house has no room %s; give it one in imports_test.go and docs/design.md", src.path, src.dir)
		}
		for _, imported := range imports(src.ast) {
			if arrow := broken(src.dir, imported, src.test); arrow != "" {
				t.Errorf("%s: %s", src.path, arrow)
			}
		}
	}
}

func TestBrokenArrowsAreNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		dir, imported string
		test, ok      bool
	}{
		{"bot/telegram", "restday/bot", false, true},
		{"bot/telegram", "github.com/go-telegram/bot/models", false, true},
		{"bot/matrix", "restday", false, true},
		{"bot/matrix", "restday/storage", false, false},
		{"bot/telegram", "restday/bot/discord", false, false},
		{"bot", "restday/bot/telegram", false, false},
		{"bot", "restday/bot/telegram", true, true},
		{"conversation", "restday/storage", false, false},
		{"conversation", "gorm.io/gorm", true, false},
		{"rules", "restday/plan", false, false},
		{".", "github.com/google/go-cmp/cmp", false, false},
		{".", "github.com/google/go-cmp/cmp", true, true},
		{".", "restday/rules", false, false},
		{"scheduler", "restday/conversation", false, false},
		{"cmd/restday", "restday/bot/telegram", false, true},
		{"somewhere", "restday", false, false},
	} {
		if got := broken(c.dir, c.imported, c.test); (got == "") != c.ok {
			t.Errorf("%s → %s (test %v): %q", c.dir, c.imported, c.test, got)
		}
	}
}

// No gorm or SDK type is part of what a package offers: the fields, parameters
// and results of exported declarations name none.
func TestConfinedTypesStayInside(t *testing.T) {
	t.Parallel()
	for _, src := range sources(t) {
		if src.test {
			continue
		}
		names := confinedNames(src.ast)
		for _, sel := range offered(src.ast) {
			if pkg, ok := sel.X.(*ast.Ident); ok && names[pkg.Name] {
				t.Errorf("%s: %s.%s is part of what %s offers", src.fset.Position(sel.Pos()), pkg.Name, sel.Sel.Name, src.dir)
			}
		}
	}
}

func TestOfferedTypesAreFound(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", `package x
type Store struct { db *gorm.DB; Open []func(a.Field) }
type hidden struct { Session *b.Unseen }
type Door interface { Pass(ctx c.Param) (d.Result, error) }
func (s *Store) Tx(f func(tx *e.Inner) error) {}
func (h hidden) Close(f.Unseen) {}
func local(g.Unseen) {}`, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, sel := range offered(file) {
		got = append(got, sel.Sel.Name)
	}
	if want := []string{"Field", "Param", "Result", "Inner"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// confinedNames returns the names under which a file knows confined libraries.
func confinedNames(file *ast.File) map[string]bool {
	names := map[string]bool{}
	for i, imported := range imports(file) {
		for prefix := range confined {
			if !strings.HasPrefix(imported, prefix) {
				continue
			}
			name := path.Base(imported)
			if spec := file.Imports[i]; spec.Name != nil {
				name = spec.Name.Name
			}
			names[name] = true
		}
	}
	return names
}

// offered returns every package.Type named by exported functions, types and
// their exported fields.
func offered(file *ast.File) []*ast.SelectorExpr {
	var out []*ast.SelectorExpr
	var collect func(n ast.Node) bool
	collect = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructType:
			for _, field := range n.Fields.List {
				if len(field.Names) == 0 || slices.ContainsFunc(field.Names, (*ast.Ident).IsExported) {
					ast.Inspect(field.Type, collect)
				}
			}
			return false
		case *ast.SelectorExpr:
			out = append(out, n)
		}
		return true
	}
	for _, typ := range exportedTypes(file) {
		ast.Inspect(typ, collect)
	}
	return out
}

// exportedTypes returns the types of exported functions and declared types.
func exportedTypes(file *ast.File) []ast.Expr {
	var out []ast.Expr
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && exportedReceiver(d) {
				out = append(out, d.Type)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if typ, ok := spec.(*ast.TypeSpec); ok && typ.Name.IsExported() {
					out = append(out, typ.Type)
				}
			}
		}
	}
	return out
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	name, ok := typ.(*ast.Ident)
	return !ok || name.IsExported()
}
