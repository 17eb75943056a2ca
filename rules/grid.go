package rules

import (
	"cmp"
	"math"
	"reflect"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// maxGrid is how many points of a grid are looked at, at most.
const maxGrid = 300_000

// grid is every combination of values that conditions can tell apart: each word
// of a fact, each number that a condition names and one beside it, and unknown.
// Facts are taken to be independent, so it holds more than can happen.
type grid struct {
	names  []string
	values [][]any // of each name; nil is unknown
}

// span is what is known of all numbers that a fact can be.
type span struct{ whole, positive bool }

// newGrid makes the grid of some conditions.
func (v vocabulary) newGrid(spans map[string]span, conditions ...condition) grid {
	var g grid
	named := namedIn(conditions)
	for _, name := range named.facts {
		g.names = append(g.names, name)
		switch v.types[name].(type) {
		case bool:
			g.values = append(g.values, []any{nil, true, false})
		case string:
			g.values = append(g.values, append([]any{nil}, asAny(v.words[name])...))
		default:
			g.values = append(g.values, append([]any{nil}, named.numbers(name, spans[name])...))
		}
	}
	return g
}

// size is how many points the grid has.
func (g grid) size() int {
	n := 1
	for _, values := range g.values {
		if n *= len(values); n > maxGrid {
			return n
		}
	}
	return n
}

// find tells whether a point satisfies is, which must not keep the values.
func (g grid) find(is func(values map[string]any) bool) bool {
	return g.findFrom(0, map[string]any{}, is)
}

func (g grid) findFrom(i int, values map[string]any, is func(map[string]any) bool) bool {
	if i == len(g.names) {
		return is(values)
	}
	for _, v := range g.values[i] {
		if values[g.names[i]] = v; v == nil {
			delete(values, g.names[i])
		}
		if g.findFrom(i+1, values, is) {
			return true
		}
	}
	return false
}

// numbers are the limits of a fact and, before, between and behind them, so many
// numbers each as there are facts that are compared with one another.
func (n *named) numbers(name string, s span) []any {
	limits, each := n.limits[name], 1
	if group := n.groups[name]; group != nil {
		limits, each = []float64{0}, len(*group)
		for _, name := range *group {
			limits = append(limits, n.limits[name]...)
		}
	}
	if len(limits) == 0 {
		return nil // it stands in texts only
	}
	if s.positive {
		limits = append(slices.Clone(limits), 0)
	}
	limits = slices.Compact(slices.Sorted(slices.Values(limits)))
	var out []float64
	low := limits[0] - float64(each) - 1
	for _, limit := range append(limits, limits[len(limits)-1]+float64(each)+1) {
		out = append(out, between(low, limit, each, s.whole)...)
		if low = limit; !s.whole || limit == math.Trunc(limit) {
			out = append(out, limit)
		}
	}
	if s.positive {
		out = slices.DeleteFunc(out, func(v float64) bool { return v < 0 })
	}
	return asAny(out)
}

// between returns numbers that lie evenly inside a span, or its first whole ones.
func between(low, high float64, n int, whole bool) (out []float64) {
	for i := range n {
		at := low + (high-low)*float64(i+1)/float64(n+1)
		if whole {
			at = math.Floor(low) + float64(i+1)
		}
		if at < high {
			out = append(out, at)
		}
	}
	return out
}

func asAny[T any](in []T) []any {
	var out []any
	for _, v := range in {
		out = append(out, v)
	}
	return out
}

// named is what conditions name: facts, the numbers that facts are compared
// with, and the facts that are compared with one another.
type named struct {
	facts  identifiers
	limits map[string][]float64
	groups map[string]*[]string
}

func namedIn(conditions []condition) *named {
	n := &named{limits: map[string][]float64{}, groups: map[string]*[]string{}}
	for _, c := range conditions {
		ast.Walk(&c.root, &n.facts)
		ast.Walk(&c.root, n)
	}
	return n
}

// Visit is what ast.Walk calls: it notes comparisons.
func (n *named) Visit(node *ast.Node) {
	b, ok := (*node).(*ast.BinaryNode)
	if !ok {
		return
	}
	right := elements(b.Right)
	if right == nil {
		right = []ast.Node{b.Right}
	}
	for _, other := range right {
		n.compared(b.Left, other)
		n.compared(other, b.Left)
	}
}

func (n *named) compared(left, right ast.Node) {
	a, ok := left.(*ast.IdentifierNode)
	if !ok {
		return
	}
	if limit, ok := literal(right).(float64); ok {
		n.limits[a.Value] = append(n.limits[a.Value], limit)
	}
	if b, ok := right.(*ast.IdentifierNode); ok && b.Type().Kind() == reflect.Float64 {
		n.join(a.Value, b.Value)
	}
}

// join puts two facts, and all that each is compared with, into one group.
func (n *named) join(a, b string) {
	group := cmp.Or(n.groups[a], &[]string{a})
	for _, name := range *cmp.Or(n.groups[b], &[]string{b}) {
		if !slices.Contains(*group, name) {
			*group = append(*group, name)
		}
		n.groups[name] = group
	}
	n.groups[a] = group
}
