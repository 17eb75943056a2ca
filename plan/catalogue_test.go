package plan

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"restday"
)

const entryText = `kind: easy
title: Easy row
purpose: You can talk all the time.
minutes: [30, 40]
rpe_max: 3
mobility: 10
options:
  - {text: an easy swim, needs: pool}
source: "[O]"
`

func builtinCatalogue(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryKindAndSportHasASession(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	for _, kind := range restday.Kinds {
		for _, sport := range append(slices.Clone(restday.Sports), "", "unicycle") {
			s := c.Session(kind, sport, []string{"pool", "bike"}, nil)
			if s.Kind != kind || s.Title == "" || s.VolumeFactor != 1 || s.Options == nil {
				t.Errorf("%s for %q: %+v", kind, sport, s)
			}
			if rest := kind == restday.Rest; (s.Minutes == nil) != rest || (s.RPEMax == nil) != rest {
				t.Errorf("%s for %q: minutes %v, effort %v", kind, sport, s.Minutes, s.RPEMax)
			}
			for k, limit := range hardest {
				if k == kind && s.RPEMax != nil && *s.RPEMax > limit {
					t.Errorf("%s for %q asks for effort %v", kind, sport, *s.RPEMax)
				}
			}
		}
	}
}

func TestOptionsAreWhatIsAtHand(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	for _, access := range [][]string{{}, {"bike"}, {"pool"}, {"pool", "bike"}} {
		s := c.Session(restday.Easy, "run", access, nil)
		if len(s.Options) != len(access) {
			t.Errorf("with %v at hand: %v", access, s.Options)
		}
	}
	bike := c.Session(restday.Easy, "run", []string{"bike"}, nil)
	if diff := cmp.Diff([]string{"30 min bike, you can talk"}, bike.Options); diff != "" {
		t.Error(diff)
	}
}

func TestMobilityStartsWhereItIsSore(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	for _, s := range []struct {
		sore []string
		want restday.Mobility
	}{
		{nil, restday.Mobility{Minutes: 10, Regions: []string{"hips", "ankles", "upper back"}}},
		{[]string{"calf", "back"}, restday.Mobility{Minutes: 10, Regions: []string{"calf", "hips", "ankles", "upper back"}, Sore: true}},
		{[]string{"hip"}, restday.Mobility{Minutes: 10, Regions: []string{"hip", "ankles", "upper back"}, Sore: true}},
	} {
		got := c.Session(restday.Recovery, "run", nil, s.sore).Mobility
		if diff := cmp.Diff(s.want, got); diff != "" {
			t.Errorf("sore %v: %s", s.sore, diff)
		}
	}
}

func TestASportsOwnSessionWins(t *testing.T) {
	t.Parallel()
	own := strings.Replace(entryText, "title: Easy row", "title: Easy spin\nsports: [bike]", 1)
	c, err := Load(fstest.MapFS{
		"a.yaml": file(own), "b.yaml": file(entryText),
		"c.yaml": file(strings.Replace(entryText, "kind: easy", "kind: recovery", 1)),
		"d.yaml": file("kind: rest\ntitle: Rest\npurpose: So.\nsource: '[O]'\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for sport, want := range map[string]string{"bike": "Easy spin", "run": "Easy row", "": "Easy row"} {
		s := c.Session(restday.Easy, sport, nil, nil)
		if s.Title != want || *s.Minutes != 35 {
			t.Errorf("%q: %s for %v min, want %s for 35", sport, s.Title, *s.Minutes, want)
		}
	}
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestBadEntriesAreRefusedByLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, new, want string }{
		{"kind: easy", "kind: key", `a.yaml:1: kind: "key" is not rest, recovery or easy`},
		{"title: Easy row\n", "", "a.yaml:1: title: is missing"},
		{"purpose: You can talk all the time.\n", "", "a.yaml:1: purpose: is missing"},
		{"minutes: [30, 40]", "minutes: [30]", "a.yaml:4: minutes: give two numbers, from and to, at most 90"},
		{"minutes: [30, 40]", "minutes: [40, 30]", "a.yaml:4: minutes: give two numbers"},
		{"minutes: [30, 40]", "minutes: [30, 91]", "a.yaml:4: minutes: give two numbers"},
		{"rpe_max: 3", "rpe_max: 5", "a.yaml:5: rpe_max: 5 is outside 0–4 for easy"},
		{"rpe_max: 3\n", "", "a.yaml:1: rpe_max: is missing"},
		{"mobility: 10", "mobility: 16", "a.yaml:6: mobility: 16 is outside 0–15 minutes"},
		{"mobility: 10", "mobilty: 10", `a.yaml:6: unknown field "mobilty"`},
		{"needs: pool", "needs: sea", "a.yaml:8: options[0]: needs a text, and needs is pool or bike"},
		{"mobility: 10", "sports: [run, golf]", `a.yaml:6: sports[1]: "golf" is not one of run, bike, swim, tri, other`},
		{`source: "[O]"`, `source: ""`, "a.yaml:9: source: is missing"},
		{"kind: easy", "kind: rest", "a.yaml:5: rpe_max: 3 is outside 0–0 for rest"},
		{"kind: easy", "kind: [", "a.yaml:"},
	} {
		text := strings.Replace(entryText, c.old, c.new, 1)
		_, err := Load(fstest.MapFS{"a.yaml": file(text)})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: got %v, want %s", c.new, c.old, err, c.want)
		}
	}
}

func TestAnIncompleteCatalogueIsRefused(t *testing.T) {
	t.Parallel()
	_, err := Load(fstest.MapFS{"a.yaml": file(entryText)})
	if err == nil || err.Error() != "the catalogue has no rest session without sports, for everybody else" {
		t.Errorf("got %v", err)
	}
	_, err = Load(fstest.MapFS{"a.yaml": file(entryText), "b.yaml": file(entryText)})
	if err == nil || err.Error() != "b.yaml:1: sports: a.yaml has a session of this kind and sport already" {
		t.Errorf("got %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(entryText)
	f.Add("kind: rest\nsports: [run, run]\noptions: [{}]\n")
	f.Fuzz(func(_ *testing.T, text string) {
		if c, err := Load(fstest.MapFS{"a.yaml": file(text)}); err == nil {
			c.Session(restday.Easy, "run", nil, []string{"calf"})
		}
	})
}
