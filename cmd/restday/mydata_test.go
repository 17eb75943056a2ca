package main

import (
	"archive/zip"
	"io"
	"os"
	"strings"
	"testing"
)

func TestMyDataHoldsEverything(t *testing.T) {
	t.Parallel()
	said := must(t, "7.5\nnormal\nsore\ngood\n/journal slept well\n/mydata\n", "try", "--db", ":memory:", "--at", "2026-03-12T07:00")
	_, path, saved := strings.Cut(said, "Saved as ")
	if !saved {
		t.Fatalf("no file came:\n%s", said)
	}
	path = strings.TrimSpace(path)
	defer os.Remove(path)
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	for name, want := range map[string]string{
		"athlete.csv":     "terminal",
		"checkins.csv":    "2026-03-12,7.5,3,2,4",
		"sessions.csv":    "athlete,day",
		"plan.csv":        "athlete,day",
		"journal.csv":     "slept well",
		"decisions.jsonl": `"outcome":"`,
		"settings.json":   `"Enrolled":true`,
	} {
		file, err := archive.Open(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if text, err := io.ReadAll(file); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s has no %q: %v\n%s", name, want, err, text)
		}
	}
}
