package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"restday/conversation"
	"restday/plan"
	"restday/rules"
)

var (
	claimRow  = regexp.MustCompile(`(?m)^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$`)
	named     = regexp.MustCompile("`([^`]+)`")
	testNamed = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
)

// TestClaimsAreKept guards: docs/claims.md lists every claim of the founding
// article, and whatever it names exists.
func TestClaimsAreKept(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/claims.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := claimRow.FindAllStringSubmatch(string(page), -1)
	if len(rows) != 55 {
		t.Fatalf("%d claims can be read, not 55", len(rows))
	}
	known := existing(t)
	for i, row := range rows {
		if row[1] != strconv.Itoa(i+1) {
			t.Errorf("claim %s stands where %d should", row[1], i+1)
		}
		shown := named.FindAllStringSubmatch(row[4], -1)
		if len(shown) == 0 {
			t.Errorf("claim %s is shown by nothing", row[1])
		}
		for _, name := range append(named.FindAllStringSubmatch(row[3], -1), shown...) {
			if !known(name[1]) {
				t.Errorf("claim %s names %s, which does not exist", row[1], name[1])
			}
		}
	}
}

// existing tells whether a name on the page is that of something.
func existing(t *testing.T) func(string) bool {
	t.Helper()
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	flow, err := conversation.NewFlow(conversation.Settings{Zone: "UTC", Language: "en"}, library, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	tests := testNames(t)
	return func(name string) bool {
		_, isRule := library.Rule(name)
		_, isIdea := catalogue.Idea(name)
		isCommand := slices.ContainsFunc(flow.Commands("en"), func(c conversation.Command) bool { return "/"+c.Name == name })
		isFile := exists("../../"+name) || exists("../../conversation/testdata/"+name)
		return isRule || isIdea || isCommand || isFile || tests[name] || catalogue.TipText(name) != "" || isProgram(name)
	}
}

// isProgram tells whether a name is a command line of this program.
func isProgram(name string) bool {
	words, is := strings.CutPrefix(name, "restday ")
	return is && words == "export notes"
}

func exists(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// testNames are those of every test of the repository.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	files, err := filepath.Glob("../../*/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob("../../*/*/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, deeper...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range testNamed.FindAllStringSubmatch(string(text), -1) {
			names[m[1]] = true
		}
	}
	return names
}
