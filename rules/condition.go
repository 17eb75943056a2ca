package rules

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
)

// condition is a parsed and type-checked condition over facts. expr parses and
// checks it; evaluating is our own walk (evaluate.go), because a fact can be
// unknown and the values seen must be shown.
type condition struct {
	text string
	root ast.Node
}

// maxCondition is more than any readable condition needs, in bytes.
const maxCondition = 1000

// vocabulary is what conditions may name.
type vocabulary struct {
	types   map[string]any      // a zero value of each fact's type, as expr wants it
	words   map[string][]string // what a text fact can be
	numbers map[string]float64  // figures that have a name
}

func factVocabulary(numbers map[string]float64) vocabulary {
	v := vocabulary{map[string]any{}, map[string][]string{}, numbers}
	facts{}.each(func(name string, field reflect.Value, words []string) {
		t := field.Type()
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.String:
			v.types[name], v.words[name] = "", words
		case reflect.Bool, reflect.Float64:
			v.types[name] = reflect.Zero(t).Interface()
		}
	})
	return v
}

// Facts returns what conditions may name, for whoever says it in another
// language: the facts, and the words that facts can be ("amber", "key").
func Facts() (names, words []string) {
	v := factVocabulary(nil)
	for _, of := range v.words {
		words = append(words, of...)
	}
	slices.Sort(words)
	return slices.Sorted(maps.Keys(v.types)), slices.Compact(words)
}

// names tells whether a text may mention a fact.
func (v vocabulary) names(name string) bool {
	_, fact := v.types[name]
	_, number := v.numbers[name]
	return fact || number || name == "lows"
}

// compile parses and checks a condition. Its error says at which line and
// column of the condition what is wrong.
func (v vocabulary) compile(text string) (condition, error) {
	if len(text) > maxCondition {
		return condition{}, fmt.Errorf("the condition is longer than %d bytes", maxCondition)
	}
	config := conf.New(v.types)
	tree, err := parser.ParseWithConfig(text, config)
	if err != nil {
		return condition{}, v.explain(err)
	}
	ast.Walk(&tree.Node, v) // numbers are figures from here on
	kind, err := checker.Check(tree, config)
	if err != nil {
		return condition{}, v.explain(err)
	}
	if err := v.allow(tree.Node); err != nil {
		return condition{}, err
	}
	if kind.Kind() != reflect.Bool {
		return condition{}, errors.New("the condition is not true or false; compare, as in sleep_hours < 5")
	}
	return condition{text, tree.Node}, nil
}

// Visit puts its figure in the place of a number's name; ast.Walk calls it.
func (v vocabulary) Visit(n *ast.Node) {
	if id, ok := (*n).(*ast.IdentifierNode); ok {
		if figure, known := v.numbers[id.Value]; known {
			ast.Patch(n, &ast.FloatNode{Value: figure})
		}
	}
}

// explain turns an expr error into one line that says how to mend it.
func (v vocabulary) explain(err error) error {
	var at *file.Error
	if !errors.As(err, &at) {
		return err
	}
	message := at.Message
	if name, ok := strings.CutPrefix(message, "unknown name "); ok {
		known := slices.Concat(slices.Collect(maps.Keys(v.types)), slices.Collect(maps.Keys(v.numbers)))
		message = fmt.Sprintf("unknown fact %s; did you mean %s? docs/rules.md lists the facts", name, nearest(name, slices.Sorted(slices.Values(known))))
	}
	return fmt.Errorf("at %d:%d of the condition: %s", at.Line, at.Column+1, message)
}

// allow refuses everything but and, or, not, comparisons, in, facts and constants.
func (v vocabulary) allow(n ast.Node) error {
	switch n := n.(type) {
	case *ast.IdentifierNode, *ast.IntegerNode, *ast.FloatNode, *ast.StringNode, *ast.BoolNode:
		return nil
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			return v.allow(n.Node)
		}
		if literal(n) != nil {
			return nil
		}
	case *ast.BinaryNode:
		return v.allowBinary(n)
	}
	return refuse(n)
}

func (v vocabulary) allowBinary(n *ast.BinaryNode) error {
	switch n.Operator {
	case "and", "&&", "or", "||":
		return errors.Join(v.allow(n.Left), v.allow(n.Right))
	case "in":
		if len(elements(n.Right)) == 0 {
			return refuse(n)
		}
		return v.allowOperands(append([]ast.Node{n.Left}, elements(n.Right)...))
	case "==", "!=":
		return v.allowOperands([]ast.Node{n.Left, n.Right})
	case "<", "<=", ">", ">=":
		if n.Left.Type().Kind() == reflect.String {
			return fmt.Errorf("at column %d of the condition: words have no order", n.Location().From+1)
		}
		return v.allowOperands([]ast.Node{n.Left, n.Right})
	}
	return refuse(n)
}

// allowOperands accepts facts and constants; a word that its fact can never be
// is refused, for it would silently never fire.
func (v vocabulary) allowOperands(nodes []ast.Node) error {
	var words []string
	for _, n := range nodes {
		if id, ok := n.(*ast.IdentifierNode); ok && v.words[id.Value] != nil {
			words = v.words[id.Value]
		}
	}
	for _, n := range nodes {
		if _, ok := n.(*ast.IdentifierNode); ok {
			continue
		}
		value := literal(n)
		if value == nil {
			return refuse(n)
		}
		if words != nil && !slices.Contains(words, written(value)) {
			return fmt.Errorf("at column %d of the condition: %q is not one of %s", n.Location().From+1, written(value), listed(words))
		}
	}
	return nil
}

// literal returns a constant as float64, string or bool, nil for anything else.
func literal(n ast.Node) any {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return float64(n.Value)
	case *ast.FloatNode:
		return n.Value
	case *ast.StringNode:
		return n.Value
	case *ast.BoolNode:
		return n.Value
	case *ast.UnaryNode:
		if number, ok := literal(n.Node).(float64); ok && n.Operator == "-" {
			return -number
		}
	}
	return nil
}

// written is a constant as people write it.
func written(value any) string {
	switch v := value.(type) {
	case float64:
		return figure(v)
	case bool:
		return yesNo(v)
	}
	return fmt.Sprint(value)
}

func refuse(n ast.Node) error {
	return fmt.Errorf("at column %d of the condition: only and, or, not, comparisons, in, facts and constants are allowed", n.Location().From+1)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
