package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
)

// truth is Kleene's: with no below unknown below yes, "and" is the smaller,
// "or" the larger and "not" the negative.
type truth int

const (
	no truth = iota - 1
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// evaluate returns whether the condition holds, and the condition with its
// values filled in: "sleep hours 4.5 < 5".
func (c condition) evaluate(values map[string]any) (truth, string) {
	return walk(c.root, values)
}

// walk knows the nodes that compile lets through; a bare fact or constant here
// is a bool.
func walk(n ast.Node, values map[string]any) (truth, string) {
	switch n := n.(type) {
	case *ast.UnaryNode:
		return walkNot(n, values)
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&":
			left, l := walk(n.Left, values)
			right, r := walk(n.Right, values)
			return min(left, right), group(n.Left, l) + " and " + group(n.Right, r)
		case "or", "||":
			left, l := walk(n.Left, values)
			right, r := walk(n.Right, values)
			return max(left, right), l + " or " + r
		case "in":
			return walkIn(n, values)
		}
		return compare(n, values)
	}
	value, shown := operand(n, values)
	if value == nil {
		return unknown, shown
	}
	return truthOf(value == true), shown
}

// group keeps an "or" inside an "and" together.
func group(n ast.Node, saw string) string {
	if b, ok := n.(*ast.BinaryNode); ok && (b.Operator == "or" || b.Operator == "||") {
		return "(" + saw + ")"
	}
	return saw
}

func walkNot(n *ast.UnaryNode, values map[string]any) (truth, string) {
	held, saw := walk(n.Node, values)
	if _, ok := n.Node.(*ast.BinaryNode); ok {
		saw = "not (" + saw + ")"
	}
	// "checked in no" says what "not checked_in" saw better than a second no.
	return -held, saw
}

func walkIn(n *ast.BinaryNode, values map[string]any) (truth, string) {
	left, shown := operand(n.Left, values)
	held := no
	var members []string
	for _, member := range elements(n.Right) {
		right, s := operand(member, values)
		members = append(members, s)
		held = max(held, equal(left, right))
	}
	return held, shown + " in " + strings.Join(members, ", ")
}

// elements returns what is in a list; compile has let through nothing else.
func elements(n ast.Node) []ast.Node {
	if list, ok := n.(*ast.ArrayNode); ok {
		return list.Nodes
	}
	return nil
}

func compare(n *ast.BinaryNode, values map[string]any) (truth, string) {
	left, l := operand(n.Left, values)
	right, r := operand(n.Right, values)
	saw := l + " " + n.Operator + " " + r
	switch n.Operator {
	case "==":
		return equal(left, right), saw
	case "!=":
		return -equal(left, right), saw
	}
	a, known := left.(float64)
	b, alsoKnown := right.(float64)
	if !known || !alsoKnown {
		return unknown, saw
	}
	return truthOf(ordered(a, n.Operator, b)), saw
}

func equal(a, b any) truth {
	if a == nil || b == nil {
		return unknown
	}
	return truthOf(a == b)
}

func ordered(a float64, operator string, b float64) bool {
	switch operator {
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	}
	return a >= b
}

// operand returns the value of a fact or constant, nil when it is unknown, and
// how it is shown.
func operand(n ast.Node, values map[string]any) (any, string) {
	id, ok := n.(*ast.IdentifierNode)
	if !ok {
		// compile has let through only facts and constants.
		value, shown, _ := constant(n)
		return value, shown
	}
	name := strings.ReplaceAll(id.Value, "_", " ")
	value := values[id.Value]
	return value, name + " " + shown(value)
}

// shown prints a fact's value, numbers with two decimals at most.
func shown(value any) string {
	switch v := value.(type) {
	case nil:
		return "unknown"
	case bool:
		return yesNo(v)
	case float64:
		return rounded(v, 2)
	}
	return fmt.Sprint(value)
}

// Fact is what a condition saw of today: its name in rule files, and a float64,
// string or bool.
type Fact struct {
	Name  string
	Value any
}

// facts lists the known facts of a condition, each once, in its order.
func (c condition) facts(values map[string]any) []Fact {
	var named identifiers
	ast.Walk(&c.root, &named)
	var seen []Fact
	for _, name := range named {
		if value, known := values[name]; known {
			seen = append(seen, Fact{name, value})
		}
	}
	return seen
}

// identifiers collects the names in a condition.
type identifiers []string

// Visit is what ast.Walk calls.
func (i *identifiers) Visit(n *ast.Node) {
	if id, ok := (*n).(*ast.IdentifierNode); ok && !slices.Contains(*i, id.Value) {
		*i = append(*i, id.Value)
	}
}
