package rules

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/plan"
)

func TestBadInputIsRefusedByPlace(t *testing.T) {
	t.Parallel()
	const head = `"day": "2026-03-12"`
	for input, want := range map[string]string{
		``:                            "not valid JSON: unexpected end of JSON input",
		`{"day": "2026-03-12"`:        "not valid JSON: unexpected end of JSON input",
		`{` + head + `} {}`:           "not valid JSON: invalid character '{' after top-level value",
		`[]`:                          "input: is not an object",
		`null`:                        "input: is not an object",
		`{}`:                          "input: day is missing",
		`{"day": null}`:               "input: day is missing",
		`{"day": "12.3.2026"}`:        `day: "12.3.2026" is not a date like 2026-03-12`,
		`{"day": 20260312}`:           "day: is not a date like 2026-03-12",
		`{` + head + `, "dya": 1}`:    "dya: unknown field",
		`{` + head + `, "Day": 1}`:    "Day: unknown field",
		`{` + head + `,` + head + `}`: "day: is given twice",
		`{` + head + `, "athlete": {"sport": "golf"}}`:                                                      `athlete.sport: "golf" is not one of run, bike, swim, tri, other`,
		`{` + head + `, "athlete": {"pattern": "weekly"}}`:                                                  `athlete.pattern: "weekly" is not one of short, long, testing`,
		`{` + head + `, "athlete": {"irregular": "yes"}}`:                                                   "athlete.irregular: is not true or false",
		`{` + head + `, "athlete": {"restrictions": ["old"]}}`:                                              `athlete.restrictions[0]: "old" is not one of minor, pregnant, heart`,
		`{` + head + `, "athlete": {"access": "pool"}}`:                                                     "athlete.access: is not a list",
		`{` + head + `, "planned": {}}`:                                                                     "planned: kind is missing",
		`{` + head + `, "planned": {"kind": "tempo"}}`:                                                      `planned.kind: "tempo" is not one of rest, recovery, easy, key, long, race`,
		`{` + head + `, "planned": {"kind": "key", "minutes": 1441}}`:                                       "planned.minutes: 1441 is outside 0–1440",
		`{` + head + `, "planned": {"kind": "key", "distance_km": 501}}`:                                    "planned.distance_km: 501 is outside 0–500",
		`{` + head + `, "planned": {"kind": "key", "day": "2026-03-12"}}`:                                   "planned.day: unknown field",
		`{` + head + `, "upcoming": [{"kind": "easy"}]}`:                                                    "upcoming[0]: day is missing",
		`{` + head + `, "upcoming": [{"day": "2026-03-13"}]}`:                                               "upcoming[0]: kind is missing",
		`{` + head + `, "sessions": [{"day": "2026-03-11"}]}`:                                               "sessions[0]: kind is missing",
		`{` + head + `, "sessions": [{"kind": "easy"}]}`:                                                    "sessions[0]: day is missing",
		`{` + head + `, "sessions": [{"day": "2026-03-13", "kind": "easy"}]}`:                               "sessions[0].day: 2026-03-13 is after 2026-03-12",
		`{` + head + `, "sessions": [{"day": "2026-03-11", "kind": "easy", "rpe": 10.5}]}`:                  "sessions[0].rpe: 10.5 is outside 0–10",
		`{` + head + `, "sessions": [{"day": "2026-03-11", "kind": "easy", "rpe": 1e999}]}`:                 "sessions[0].rpe: 1e999 is outside 0–10",
		`{` + head + `, "checkins": [{"mood": 3}]}`:                                                         "checkins[0]: day is missing",
		`{` + head + `, "checkins": [3]}`:                                                                   "checkins[0]: is not an object",
		`{` + head + `, "checkins": {}}`:                                                                    "checkins: is not a list",
		`{` + head + `, "block": {"phase": "peak"}}`:                                                        `block.phase: "peak" is not one of build, deload, taper, race, off`,
		`{` + head + `, "block": {"day": 0}}`:                                                               "block.day: 0 is outside 1–1000",
		`{` + head + `, "block": {"day": 1.5}}`:                                                             "block.day: 1.5 is not a whole number",
		`{` + head + `, "block": {"last_deload": "2026-03-13"}}`:                                            "block.last_deload: 2026-03-13 is after 2026-03-12",
		`{` + head + `, "race": {"priority": "A"}}`:                                                         "race: day is missing",
		`{` + head + `, "race": {"day": "2026-04-19", "priority": "D"}}`:                                    `race.priority: "D" is not one of A, B, C`,
		`{` + head + `, "checkins": [{"day": "2026-03-13"}]}`:                                               "checkins[0].day: 2026-03-13 is after 2026-03-12",
		`{` + head + `, "checkins": [{"day": "2026-03-11"}, {"day": "2026-03-10"}, {"day": "2026-03-11"}]}`: "checkins[2].day: 2026-03-11 has a check-in already, checkins[0]",
	} {
		_, err := ReadInput([]byte(input))
		if err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", input, err, want)
		}
	}
}

func TestCheckInRanges(t *testing.T) {
	t.Parallel()
	read := func(member string) error {
		_, err := ReadInput([]byte(`{"day": "2026-03-12", "checkins": [{"day": "2026-03-12", ` + member + `}]}`))
		return err
	}
	for item, bounds := range map[string][2]float64{
		"sleep_h": {0, 24}, "fatigue": {1, 5}, "soreness": {1, 5}, "mood": {1, 5}, "sleep_quality": {1, 5},
		"stress": {1, 5}, "motivation": {1, 5}, "rhr": {25, 150}, "hrv": {1, 300}, "performance": {-1, 1},
	} {
		for _, v := range bounds {
			if err := read(fmt.Sprintf(`"%s": %v`, item, v)); err != nil {
				t.Errorf("%s %v is refused: %v", item, v, err)
			}
		}
		for _, v := range []float64{bounds[0] - 0.1, bounds[1] + 0.1} {
			want := fmt.Sprintf("checkins[0].%s: %v is outside %v–%v", item, v, bounds[0], bounds[1])
			if err := read(fmt.Sprintf(`"%s": %v`, item, v)); err == nil || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
	}
	for member, want := range map[string]string{
		`"mood": "good"`:          "checkins[0].mood: is not a number",
		`"hunger": 3`:             "checkins[0].hunger: unknown field",
		`"symptoms": ["ebola"]`:   `checkins[0].symptoms[0]: "ebola" is not one of chest_pain, fainting,`,
		`"symptoms": [1]`:         "checkins[0].symptoms[0]: is not a string",
		`"pain": {"level": 11}`:   "checkins[0].pain.level: 11 is outside 0–10",
		`"pain": {"kind": "odd"}`: `checkins[0].pain.kind: "odd" is not one of dull, sharp, bone`,
		`"pain": {"depth": 3}`:    "checkins[0].pain.depth: unknown field",
		`"soreness_area": [true]`: "checkins[0].soreness_area[0]: is not a string",
		`"pain": 3`:               "checkins[0].pain: is not an object",
	} {
		if err := read(member); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestNullMeansNotGiven(t *testing.T) {
	t.Parallel()
	in, err := ReadInput([]byte(`{"day": "2026-03-12", "athlete": null, "planned": null, "upcoming": null, "sessions": null,
		"block": null, "race": null, "checkins": [{"day": "2026-03-12", "sleep_h": null, "mood": 3, "symptoms": null, "pain": null}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := day(sport(""), says(0, "mood=3"))
	if diff := cmp.Diff(want, in); diff != "" {
		t.Error(diff)
	}
}

// whole is an input with everything in it, as contract.md shows it.
const whole = `{
  "day": "2026-03-12",
  "athlete": {"sport": "run", "pattern": "short", "irregular": true, "restrictions": ["heart"], "access": []},
  "planned": {"kind": "key", "title": "6 × 800 m", "minutes": 60, "distance_km": 12, "rpe": 8, "sport": "run"},
  "upcoming": [{"day": "2026-03-13", "kind": "easy"}, {"day": "2026-03-16", "kind": "key"}],
  "checkins": [{"day": "2026-03-12", "sleep_h": 7.5, "fatigue": 3, "soreness": 2, "mood": 4, "sleep_quality": 3, "stress": 3,
    "motivation": 3, "rhr": 52, "hrv": 65.2, "soreness_area": ["legs"], "symptoms": ["sneezing"],
    "pain": {"level": 2, "kind": "dull", "changes_gait": false, "where": "left knee"}, "performance": 0}],
  "sessions": [{"day": "2026-03-11", "kind": "key", "minutes": 60, "rpe": 8, "distance_km": 11, "sport": "run"}],
  "block": {"phase": "build", "day": 3, "heavy_weeks": 4, "last_deload": "2026-02-08"},
  "race": {"day": "2026-04-19", "priority": "A"}
}`

// TestAMorning is the morning of docs/design.md, through the real catalogue.
func TestAMorning(t *testing.T) {
	t.Parallel()
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	in, err := ReadInput([]byte(strings.NewReplacer(`"sneezing"`, "", `"heart"`, "", `"access": []`, `"access": ["bike"]`).Replace(whole)))
	if err != nil {
		t.Fatal(err)
	}
	d := library(t).Decide(in, sessions)
	want := &restday.Advised{
		Kind: restday.Easy, Title: "Easy run", Minutes: known(40.0), RPEMax: known(3.0), VolumeFactor: 1,
		Purpose: "You can talk all the time.", Options: []string{"30 min bike, you can talk"},
		Mobility: restday.Mobility{Minutes: 10, Regions: []string{"legs", "hips", "ankles", "upper back"}, Sore: true},
	}
	if diff := cmp.Diff(want, d.Session); diff != "" {
		t.Error(diff)
	}
	if d.MovedTo.To.String() != "2026-03-13" || reasons(d) != "G1" || d.Reasons[0].Saw != "planned kind key in key, long and easy days since hard 0 < 1" {
		t.Errorf("moved to %s because %+v", d.MovedTo.To, d.Reasons)
	}
}

func TestInputSurvivesStorage(t *testing.T) {
	t.Parallel()
	in, err := ReadInput([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadInput(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if diff := cmp.Diff(in, again); diff != "" {
		t.Error(diff)
	}
}

func TestRecordsAfterTheDayAreNotStored(t *testing.T) {
	t.Parallel()
	l := library(t)
	in := day(says(1, "mood=1"), says(0, fine), did(1, "key", 60, 8))
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadInput(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(l.Decide(in, shelf{}), l.Decide(again, shelf{})); diff != "" {
		t.Error(diff)
	}
}

func TestDecisionSurvivesStorage(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, in := range []Input{
		day(), day(planned("key"), did(-1, "key", 60, 8), next(1, "easy")), day(planned("key"), says(0, "symptoms=fever")),
	} {
		d := l.Decide(in, shelf{})
		text, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var again Decision
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		second, err := json.Marshal(again)
		if err != nil || string(second) != string(text) {
			t.Errorf("%s\nbecame\n%s (%v)", text, second, err)
		}
	}
}

func TestDecisionAlwaysHasEveryKey(t *testing.T) {
	t.Parallel()
	l := library(t)
	text, err := json.Marshal(l.Decide(day(), shelf{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`"day":"2026-03-12"`, `"state":"unknown"`, `"outcome":"as_planned"`, `"session":{"kind":"easy"`, `"options":["something else"]`,
		`"moved_to":null`, `"reasons":[{"rule":"U1"`, `"notices":[]`, `"checked":[{"rule":"S1","fired":false,`, `"baseline":null`,
		`"load":{"week":null,"monotony":null,"strain":null,"acute_ewma":null,"chronic_ewma":null,"longest_run_30d_km":null}`, `"rules_version":"`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("%s is not in %s", part, text)
		}
	}
}
