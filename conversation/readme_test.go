package conversation_test

import (
	"os"
	"strings"
	"testing"
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
	_, block, found := strings.Cut(string(readme), "```text\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed || len(block) < 200 {
		t.Fatal("README has no dialogue marked text")
	}
	if !strings.Contains(string(morning), block) {
		t.Errorf("README shows what testdata/morning.txt does not say:\n%s", block)
	}
}
