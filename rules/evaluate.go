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
	return holds(c.root, values), saw(c.root, values)
}

// holds knows the nodes that compile lets through; a bare fact or constant here
// is a bool.
func holds(n ast.Node, values map[string]any) truth {
	switch n := n.(type) {
	case *ast.UnaryNode:
		return -holds(n.Node, values)
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&":
			return min(holds(n.Left, values), holds(n.Right, values))
		case "or", "||":
			return max(holds(n.Left, values), holds(n.Right, values))
		case "in":
			return isIn(n, values)
		}
		return compare(n, values)
	}
	value := operand(n, values)
	if value == nil {
		return unknown
	}
	return truthOf(value == true)
}

// saw writes what holds has looked at.
func saw(n ast.Node, values map[string]any) string {
	switch n := n.(type) {
	case *ast.UnaryNode:
		if _, ok := n.Node.(*ast.BinaryNode); ok {
			return "not (" + saw(n.Node, values) + ")"
		}
		// "checked in no" says what "not checked_in" saw better than a second no.
		return saw(n.Node, values)
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&":
			return grouped(n.Left, values) + " and " + grouped(n.Right, values)
		case "or", "||":
			return saw(n.Left, values) + " or " + saw(n.Right, values)
		case "in":
			var members []string
			for _, member := range elements(n.Right) {
				members = append(members, sawOperand(member, values))
			}
			return sawOperand(n.Left, values) + " in " + strings.Join(members, ", ")
		}
		return sawOperand(n.Left, values) + " " + n.Operator + " " + sawOperand(n.Right, values)
	}
	return sawOperand(n, values)
}

// grouped keeps an "or" inside an "and" together.
func grouped(n ast.Node, values map[string]any) string {
	if b, ok := n.(*ast.BinaryNode); ok && (b.Operator == "or" || b.Operator == "||") {
		return "(" + saw(n, values) + ")"
	}
	return saw(n, values)
}

func isIn(n *ast.BinaryNode, values map[string]any) truth {
	left, held := operand(n.Left, values), no
	for _, member := range elements(n.Right) {
		held = max(held, equal(left, operand(member, values)))
	}
	return held
}

// elements returns what is in a list; compile has let through nothing else.
func elements(n ast.Node) []ast.Node {
	if list, ok := n.(*ast.ArrayNode); ok {
		return list.Nodes
	}
	return nil
}

func compare(n *ast.BinaryNode, values map[string]any) truth {
	left, right := operand(n.Left, values), operand(n.Right, values)
	switch n.Operator {
	case "==":
		return equal(left, right)
	case "!=":
		return -equal(left, right)
	}
	a, known := left.(float64)
	b, alsoKnown := right.(float64)
	if !known || !alsoKnown {
		return unknown
	}
	return truthOf(ordered(a, n.Operator, b))
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

// operand returns the value of a fact or constant, nil when it is unknown.
func operand(n ast.Node, values map[string]any) any {
	if id, ok := n.(*ast.IdentifierNode); ok {
		return values[id.Value]
	}
	return literal(n)
}

// sawOperand is a constant as it is written, and a fact with its value.
func sawOperand(n ast.Node, values map[string]any) string {
	if id, ok := n.(*ast.IdentifierNode); ok {
		return strings.ReplaceAll(id.Value, "_", " ") + " " + shown(values[id.Value])
	}
	return written(literal(n))
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
