package plan

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"restday"
)

func ids(ideas []Idea) (out []string) {
	for _, i := range ideas {
		out = append(out, i.ID)
	}
	return out
}

// TestIdeasFitTheMoment guards claims 12, 15–17, 32–34, 36 and 47 of the founding
// article: what comes first, and what is not offered at all.
func TestIdeasFitTheMoment(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	all := []string{"pool", "bike"}
	for _, s := range []struct {
		name string
		m    Moment
		want []string // at the beginning
		not  []string
	}{
		{"recovery", Moment{Kind: restday.Recovery, Sport: "run", Access: all}, []string{"jog", "walk", "circuit", "pool", "bike"}, []string{"strides", "nap"}},
		{"no pool", Moment{Kind: restday.Recovery, Sport: "bike", Access: []string{"bike"}}, []string{"walk", "circuit", "bike"}, []string{"pool", "jog"}},
		{"rest", Moment{Kind: restday.Rest, Sport: "run", Access: all}, []string{"walk", "circuit"}, []string{"jog", "pool", "bike", "strides"}},
		{"sore", Moment{Kind: restday.Rest, Low: []restday.Item{restday.Soreness}}, []string{"walk", "circuit", "foam-rolling"}, nil},
		{"low mood", Moment{Kind: restday.Rest, Low: []restday.Item{restday.Mood}}, []string{"walk", "circuit", "breathing", "head"}, nil},
		{"fresh", Moment{Kind: restday.Easy, Sport: "run", Fresh: true}, []string{"circuit", "strides", "hill-form"}, []string{"jog"}},
		{"fresh but for a calf", Moment{Kind: restday.Easy, Sport: "run", Fresh: true, Sore: []string{"calf"}}, []string{"circuit", "strides"}, []string{"hill-form"}},
		{"not fresh", Moment{Kind: restday.Easy, Sport: "run"}, []string{"circuit"}, []string{"strides", "hill-form"}},
		{"shift worker", Moment{Kind: restday.Easy, Irregular: true, Low: []restday.Item{restday.SleepH}}, []string{"circuit", "nap", "wind-down"}, nil},
		{"ill", Moment{Kind: restday.Rest, Unwell: true}, []string{"breathing", "head", "wind-down"}, []string{"walk", "circuit", "foam-rolling"}},
	} {
		got := ids(c.Ideas(s.m))
		if diff := cmp.Diff(s.want, got[:min(len(got), len(s.want))]); diff != "" {
			t.Errorf("%s (-want +got): %s", s.name, diff)
		}
		for _, id := range s.not {
			if slices.Contains(got, id) {
				t.Errorf("%s: %s is offered", s.name, id)
			}
		}
	}
}

// TestCircuitStartsWhereItIsSore guards claim 17: the three regions always, the
// sore one first.
func TestCircuitStartsWhereItIsSore(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	circuit, _ := c.Idea("circuit")
	for _, s := range []struct {
		sore []string
		want []string
	}{
		{nil, []string{"hips", "ankles", "upper-back"}},
		{[]string{"back"}, []string{"upper-back", "hips", "ankles"}},
		{[]string{"quads"}, []string{"legs", "hips", "ankles", "upper-back"}},
	} {
		if diff := cmp.Diff(s.want, ids(c.Parts(circuit, s.sore))); diff != "" {
			t.Errorf("sore %v (-want +got): %s", s.sore, diff)
		}
	}
}

// TestIdeasAreGentle guards claims 13 and 14: an idea has a ceiling of 3 at most,
// for easy days 4, and does at least one of three things.
func TestIdeasAreGentle(t *testing.T) {
	t.Parallel()
	for _, i := range builtinCatalogue(t).EveryIdea() {
		onlyEasy := slices.Equal(i.Days, []restday.Kind{restday.Easy})
		if i.RPEMax > 3 && !onlyEasy || i.RPEMax > 4 || len(i.Does) == 0 {
			t.Errorf("%s: effort %v, does %v", i.ID, i.RPEMax, i.Does)
		}
	}
}

const ideaText = `order: 1
days: [rest]
title: Walk
purpose: Loosens.
what: Walk.
minutes: [10, 20]
rpe_max: 2
not: sore feet
does: [calm]
words: walk
source: "[O]"
`

func TestBadIdeasAreRefusedByLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, new, want string }{
		{"not: sore feet\n", "", "ideas/walk.yaml:1: not: is missing"},
		{"days: [rest]", "days: [key]", `ideas/walk.yaml:2: days[0]: "key" is not one of rest, recovery, easy`},
		{"does: [calm]\n", "", "ideas/walk.yaml:1: does: is missing"},
		{"minutes: [10, 20]", "minutes: [10]", "ideas/walk.yaml:6: minutes: give two numbers"},
		{"rpe_max: 2", "rpe_max: 4", "ideas/walk.yaml:7: rpe_max: 4 is outside 1–3"},
		{"order: 1", "order: 1\nneeds: sea", `ideas/walk.yaml:2: needs: "sea" is not pool or bike`},
		{"order: 1", "order: 1\njoins: [run]", `ideas/walk.yaml:2: joins[0]: there is no idea "run"`},
		{"order: 1", "ordre: 1", `ideas/walk.yaml:1: unknown field "ordre"`},
	} {
		_, err := Load(fstest.MapFS{"ideas/walk.yaml": file(strings.Replace(ideaText, c.old, c.new, 1))})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: got %v, want %s", c.new, c.old, err, c.want)
		}
	}
}
