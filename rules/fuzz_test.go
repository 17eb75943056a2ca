package rules

import (
	"encoding/json"
	"testing"
)

// FuzzReadInput: nothing that is read makes Decide panic, and what is read
// survives storage.
func FuzzReadInput(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(`{"day": "2026-03-12", "checkins": [{"day": "2026-03-11", "symptoms": ["fever"]}]}`))
	f.Add([]byte(`{"day": "9999-12-31", "sessions": [{"day": "9999-12-01", "kind": "key"}], "planned": {"kind": "long"}}`))
	f.Add([]byte(`{"day": "2026-03-12", "upcoming": [{"day": "2026-03-12", "kind": "race"}], "planned": null}`))
	l := library(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := ReadInput(data)
		if err != nil {
			return
		}
		before, err := json.Marshal(l.Decide(in, shelf{}))
		if err != nil {
			t.Fatal(err)
		}
		stored, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadInput(stored)
		if err != nil {
			t.Fatalf("%s: %v", stored, err)
		}
		after, err := json.Marshal(l.Decide(again, shelf{}))
		if err != nil || string(after) != string(before) {
			t.Errorf("%s\nbecame\n%s (%v)", before, after, err)
		}
	})
}

// FuzzLoad: no rule file makes the loader panic, and what it accepts decides.
func FuzzLoad(f *testing.F) {
	f.Add(well)
	f.Add(good)
	f.Add("id: Q1\nwhen: not (checked_in or state in [\"red\"])\nfires: {day: 2026-03-12}\n")
	f.Add("? [a]\n: &x {b: *x}\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Load(files(text))
		if err != nil {
			return
		}
		if _, err := json.Marshal(l.Decide(day(planned("key"), says(0, fine)), shelf{})); err != nil {
			t.Error(err)
		}
	})
}
