package rules

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/rules.md anew")

// TestPage writes docs/rules.md, the rule book for people, from the rule files
// and the facts, so that it never says what the program does not do.
func TestPage(t *testing.T) {
	t.Parallel()
	const file = "../docs/rules.md"
	want := page(t, library(t))
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want != string(got) {
		t.Error("docs/rules.md is not what the rules say; go test ./rules -run Page -update writes it anew")
	}
}

const pageHead = `# The rules

Written by ` + "`go test ./rules -run Page -update`" + ` from [rules/library](../rules/library); do not edit. How to lay
rules of your own over these stands in the [README](../README.md#rules-of-your-own).

Every rule whose condition holds sets a ceiling on
rest < recovery < easy < modified < as_planned. The outcome is the lowest ceiling, and never above the plan: a planned easy day
knows only rest and recovery below it, a planned recovery day only rest. The safety rules stand first among the reasons and an athlete
cannot overrule them; after them comes the rule that lowered most, then the others in the order of this page, three at most. A ceiling of
as_planned lowers nothing: such a rule shortens what is left, or has only something to say.

Of the cases of a rule the first whose condition holds changes what is named there. A fact that is unknown makes no
rule fire. In a text, {names} are replaced by today's values.

`

func page(t *testing.T, l *Library) string {
	var b strings.Builder
	b.WriteString(pageHead)
	b.WriteString("## The table\n\n| rule | ceiling | says |\n| --- | --- | --- |\n")
	for _, f := range l.files {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", f.ID, strings.ToLower(f.ID), f.Ceiling, f.Text)
	}
	b.WriteString("\n## One by one\n")
	for _, f := range l.files {
		writeRule(&b, f)
	}
	writeNumbers(&b, l)
	b.WriteString("\n## What a condition can name\n\n")
	b.WriteString("Comparisons (`<`, `<=`, `==`, `!=`, `>=`, `>`), `in [...]`, `and`, `or`, `not` and brackets join these facts.\n\n")
	b.WriteString("| fact | is | meaning |\n| --- | --- | --- |\n")
	meanings := factComments(t)
	facts{}.each(func(name string, field reflect.Value, words []string) {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, kindOf(field.Type(), words), meanings[name])
	})
	return b.String()
}

func writeRule(b *strings.Builder, f parsedRule) {
	writeHead(b, f)
	writeEffect(b, "", f.Effect, Effect{})
	for _, c := range f.Cases {
		fmt.Fprintf(b, "- *%s*, when `%s`:\n", c.Name, strings.TrimSpace(c.When))
		writeEffect(b, "  ", c.Effect, f.Effect)
	}
	fmt.Fprintf(b, "\nSource: %s.\n", strings.TrimSuffix(f.Source, "."))
	data, _ := builtin.ReadFile("library/" + f.doc.name) // it has been loaded from there
	if _, examples, ok := strings.Cut(string(data), "\nfires:"); ok {
		fmt.Fprintf(b, "\n<details><summary>Examples</summary>\n\n```yaml\nfires:%s\n```\n\n</details>\n", strings.TrimRight(examples, "\n"))
	}
}

// writeHead says when the rule holds and how it stands beside the others.
func writeHead(b *strings.Builder, f parsedRule) {
	fmt.Fprintf(b, "\n### %s\n\n", f.ID)
	kind := "Rule"
	if f.Safety {
		kind = "Safety rule"
	}
	if f.OnRequest {
		fmt.Fprintf(b, "%s, order %d, told when somebody asks; it never fires.\n\n", kind, f.Order)
	} else {
		fmt.Fprintf(b, "%s, order %d, when\n\n```\n%s\n```\n\n", kind, f.Order, strings.TrimSpace(f.When))
	}
	for _, trait := range []struct {
		is   bool
		says string
	}{
		{f.Last, "it has the last word: the rules after it are not looked at"},
		{f.Alone, "it stands alone: beside it only safety rules lower anything, and those marked for it"},
		{f.BeforeRace, "it lowers a key or long session even beside a rule that stands alone"},
		{f.Speaks, "it speaks first where no rule lowered anything"},
	} {
		if trait.is {
			fmt.Fprintf(b, "- %s\n", trait.says)
		}
	}
}

func writeNumbers(b *strings.Builder, l *Library) {
	b.WriteString("\n## Numbers\n\nConditions, factors and caps may name these. A `numbers.yaml` in a folder of one's own changes single ones,\n")
	b.WriteString("such as `short_sleep: 6.5`, within the limits given here. The safety rules name none.\n\n")
	b.WriteString("| number | value | from–to | unit | source |\n| --- | --- | --- | --- | --- |\n")
	for _, name := range slices.Sorted(maps.Keys(l.numbers)) {
		n := l.numbers[name]
		fmt.Fprintf(b, "| `%s` | %s | %s–%s | %s | %s |\n", name, figure(n.Value), figure(n.From), figure(n.To), n.Unit, n.Source)
	}
}

// writeEffect lists what an effect does, of a case only what differs.
func writeEffect(b *strings.Builder, indent string, e, rule Effect) {
	line := func(differs bool, format string, args ...any) {
		if differs {
			fmt.Fprintf(b, indent+"- "+format+"\n", args...)
		}
	}
	line(e.Ceiling != rule.Ceiling, "ceiling: **%s**", e.Ceiling)
	line(e.words() != rule.words(), "says: “%s”", e.words())
	what := "of what it shortens"
	if e.Scales {
		what = "of any key, long or easy session that is left"
	}
	line(e.Factor != rule.Factor || e.Scales != rule.Scales, "share %s: %s", what, figure(e.Factor))
	line(e.RestNext && !rule.RestNext, "nothing is moved to tomorrow")
	line(e.DistanceMax != rule.DistanceMax, "kilometres at most: `%s`", e.DistanceMax)
	if e.RPEMax != nil {
		line(!reflect.DeepEqual(e.RPEMax, rule.RPEMax), "effort at most: %s of 10", figure(*e.RPEMax))
	}
	if e.MinutesMax != nil {
		line(!reflect.DeepEqual(e.MinutesMax, rule.MinutesMax), "minutes at most: %s", figure(*e.MinutesMax))
	}
	if e.Options != nil && !reflect.DeepEqual(e.Options, rule.Options) {
		line(len(e.Options) == 0, "what else would do: nothing")
		for _, o := range e.Options {
			line(o.Needs == "", "what else would do: %s", o.Text)
			line(o.Needs != "", "what else would do, with a %s at hand: %s", o.Needs, o.Text)
		}
	}
}

func kindOf(t reflect.Type, words []string) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case len(words) > 0:
		return strings.Join(words, ", ")
	case t.Kind() == reflect.Bool:
		return "true, false"
	case t.Kind() == reflect.Float64:
		return "a number"
	}
	return "for texts only"
}

// reference is the paragraph of a rule book that is not part of this repository.
var reference = regexp.MustCompile(` \((rules\.md )?[a-f]\.[0-9][^)]*\)| of rules\.md [a-f]\.[0-9]+`)

// factComments returns the comment of every fact by the fact's name.
func factComments(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("facts*.go")
	if err != nil {
		t.Fatal(err)
	}
	meanings, names := map[string]string{}, map[string]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && field.Tag != nil {
				name := reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("fact")
				names[field.Names[0].Name], meanings[name] = name, meaning(field)
			}
			return true
		})
	}
	for name, text := range meanings {
		meanings[name] = regexp.MustCompile(`\w+`).ReplaceAllStringFunc(text, func(word string) string { return cmp.Or(names[word], word) })
	}
	return meanings
}

// meaning is a comment without the Go name that it begins with.
func meaning(field *ast.Field) string {
	text := reference.ReplaceAllString(strings.Join(strings.Fields(field.Doc.Text()), " "), "")
	for _, start := range []string{" tells ", " is ", " are "} {
		if rest, ok := strings.CutPrefix(text, field.Names[0].Name+start); ok {
			return strings.ReplaceAll(rest, "|", "\\|")
		}
	}
	return text
}
