package restday_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var fence = regexp.MustCompile("(?m)^ *```(\\S.*)$")

// Shell commands that README shows are run by CI: their block is marked
// "sh test" (see .ci/stranger). What cannot be run there, because it needs a
// token or another machine, is "console"; a test of cmd/restday reads it.
func TestShellBlocksOfTheReadmeAreRunByCI(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	runnable := 0
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		switch language, _, _ := strings.Cut(m[1], " "); {
		case m[1] == "sh test":
			runnable++
		case language == "sh" || language == "bash" || language == "shell":
			t.Errorf("a block is marked %q: mark it \"sh test\", and CI runs it, or \"console\"", m[1])
		}
	}
	if runnable < 2 {
		t.Errorf("%d blocks are marked \"sh test\"; the two commands of a stranger must be", runnable)
	}
}
