package conversation_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadmeShowsARealMorning: the dialogue in README is what the bot says.
func TestReadmeShowsARealMorning(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	morning, err := os.ReadFile("testdata/morning.txt")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := strings.Cut(string(readme), "```text\n")
	shown, after, closed := strings.Cut(rest, "```")
	_, said, found := strings.Cut(string(morning), "ana> [Good]\n")
	if !opened || !closed || !found {
		t.Fatal("README has no dialogue marked text, or the morning no last tap")
	}
	said = "ana> [Good]\n" + said
	switch {
	case shown == said:
	case *update:
		if err := os.WriteFile("../README.md", []byte(before+"```text\n"+said+"```"+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("README is not what the bot says; go test ./conversation -update mends it:\n%s", cmp.Diff(said, shown))
	}
}
