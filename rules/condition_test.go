package rules

import (
	"strings"
	"testing"
)

func TestConditionsAreThreeValued(t *testing.T) {
	t.Parallel()
	values := map[string]any{
		"checked_in": true, "sleep_hours": 4.5, "planned_kind": "key", "sore_legs": false, "effects": 2.0, "illness_day": 1.0 / 3,
	}
	for _, c := range []struct {
		when string
		want truth
		saw  string
	}{
		{"sleep_hours < 5", yes, "sleep hours 4.5 < 5"},
		{"sleep_hours >= 5", no, "sleep hours 4.5 >= 5"},
		{"5 > sleep_hours", yes, "5 > sleep hours 4.5"},
		{"sleep_hours <= 4.5", yes, "sleep hours 4.5 <= 4.5"},
		{"sleep_hours > -1", yes, "sleep hours 4.5 > -1"},
		{"sleep_hours != effects", yes, "sleep hours 4.5 != effects 2"},
		{"illness_day < 1", yes, "illness day 0.33 < 1"},
		{`planned_kind in ["key", "long"]`, yes, "planned kind key in key, long"},
		{`planned_kind not in ["key"]`, no, "not (planned kind key in key)"},
		{`planned_kind == "easy"`, no, "planned kind key == easy"},
		{"checked_in", yes, "checked in yes"},
		{"not checked_in", no, "checked in yes"},
		{"!sore_legs", yes, "sore legs no"},
		{"sore_legs == false", yes, "sore legs no == no"},
		{"pain_level >= 4", unknown, "pain level unknown >= 4"},
		{"not (pain_level >= 4)", unknown, "not (pain level unknown >= 4)"},
		{"pain_level != 4", unknown, "pain level unknown != 4"},
		{`state == "red"`, unknown, "state unknown == red"},
		{`state in ["red"]`, unknown, "state unknown in red"},
		{"changes_gait", unknown, "changes gait unknown"},
		{"changes_gait and sleep_hours < 5", unknown, "changes gait unknown and sleep hours 4.5 < 5"},
		{"changes_gait and sleep_hours > 5", no, "changes gait unknown and sleep hours 4.5 > 5"},
		{"changes_gait or sleep_hours < 5", yes, "changes gait unknown or sleep hours 4.5 < 5"},
		{"changes_gait || sore_legs", unknown, "changes gait unknown or sore legs no"},
		{"checked_in && (sore_legs or changes_gait)", unknown, "checked in yes and (sore legs no or changes gait unknown)"},
		{"not (checked_in and sore_legs)", yes, "not (checked in yes and sore legs no)"},
	} {
		condition, err := factVocabulary(nil).compile(c.when)
		if err != nil {
			t.Errorf("%s: %v", c.when, err)
			continue
		}
		if got, saw := condition.evaluate(values); got != c.want || saw != c.saw {
			t.Errorf("%s: %d, saw %q; want %d, saw %q", c.when, got, saw, c.want, c.saw)
		}
	}
}

func TestConditionsThatAreRefused(t *testing.T) {
	t.Parallel()
	const only = "only and, or, not, comparisons, in, facts and constants are allowed"
	for when, want := range map[string]string{
		"slep_hours < 5":                  "at 1:1 of the condition: unknown fact slep_hours; did you mean sleep_hours?",
		"checked_in and slep_hours < 5":   "at 1:16 of the condition: unknown fact slep_hours",
		"sleep_hours <":                   "at 1:13 of the condition: unexpected token EOF",
		"sleep_hours < (5":                "unexpected token EOF",
		`sleep_hours < "five"`:            "mismatched types",
		`sleep_hours == "five"`:           "mismatched types",
		`planned_kind == 3`:               "mismatched types",
		`planned_kind in [1, 2]`:          "cannot use string as type int in array",
		`sleep_hours in ["five"]`:         "cannot use float64 as type string in array",
		"sleep_hours and checked_in":      "mismatched types",
		"not sleep_hours":                 "invalid operation: not",
		"checked_in < true":               "invalid operation",
		"sleep_hours":                     "the condition is not true or false; compare, as in",
		`"yes"`:                           "the condition is not true or false",
		`planned_kind < "long"`:           "words have no order",
		`planned_kind == "kye"`:           `at column 17 of the condition: "kye" is not one of rest, recovery, easy, key, long, race`,
		`planned_kind in ["key", 1]`:      `"1" is not one of`,
		`"gren" == state`:                 `"gren" is not one of green, amber, red, unknown`,
		`planned_kind in ["key", "lnog"]`: `"lnog" is not one of`,
		`planned_kind in planned_kind`:    "mismatched types",
		"sleep_hours + 1 < 5":             only,
		"-sleep_hours < 5":                only,
		"len(planned_kind) > 3":           only,
		"checked_in ? true : false":       only,
		"(sleep_hours ?? 3) < 5":          only,
		"let x = 3; x < sleep_hours":      only,
		"state matches 'r.*'":             only,
		"state == nil":                    only,
		"all([1], # > 0)":                 only,
		strings.Repeat("checked_in and ", 99) + "checked_in": "longer than 1000 bytes",
	} {
		_, err := factVocabulary(nil).compile(when)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n got %v\nwant %s", when, err, want)
		}
	}
}
