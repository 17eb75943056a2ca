package plan

import (
	"slices"
	"testing"
	"time"

	"restday"
)

// monday begins a week.
const monday restday.Day = 20521 // 2026-03-09

func kindsOf(sport, pattern string) []restday.Kind {
	var kinds []restday.Kind
	for d := monday; d < monday+14; d++ {
		kinds = append(kinds, Default(sport, pattern, d).Kind)
	}
	return kinds
}

func count(kinds []restday.Kind, kind restday.Kind) (n int) {
	for _, k := range kinds {
		if k == kind {
			n++
		}
	}
	return n
}

func TestDefaultWeekKeepsItsPromises(t *testing.T) {
	t.Parallel()
	if monday.Weekday() != time.Monday {
		t.Fatalf("%s is a %s", monday, monday.Weekday())
	}
	for _, sport := range append(slices.Clone(restday.Sports), "") {
		for _, pattern := range []string{"", "short", "long", "testing"} {
			kinds := kindsOf(sport, pattern)
			if !slices.Equal(kinds[:7], kinds[7:]) {
				t.Errorf("%s %s: the weeks differ: %v", sport, pattern, kinds)
			}
			if count(kinds[:7], restday.Rest) != 1 || count(kinds[:7], restday.Key) != 2 || count(kinds, restday.Race) != 0 {
				t.Errorf("%s %s: %v", sport, pattern, kinds[:7])
			}
			if got, want := count(kinds[:7], restday.Recovery) == 1, pattern == "short"; got != want {
				t.Errorf("%s %s: one recovery day is %v", sport, pattern, got)
			}
			for i := range kinds[:13] {
				if hard(kinds[i]) && hard(kinds[i+1]) {
					t.Errorf("%s %s: hard days touch: %v", sport, pattern, kinds)
				}
			}
		}
	}
}

func hard(k restday.Kind) bool { return k == restday.Key || k == restday.Long || k == restday.Race }

func TestDefaultSessionsAreConcreteAndModest(t *testing.T) {
	t.Parallel()
	for _, sport := range append(slices.Clone(restday.Sports), "") {
		for d := monday; d < monday+7; d++ {
			p := Default(sport, "short", d)
			if p.Day != d || p.Title == "" || p.Sport != sport {
				t.Errorf("%s on %s: %+v", sport, d.Weekday(), p)
			}
			if p.Kind == restday.Rest {
				continue
			}
			if p.Minutes == nil || *p.Minutes < 20 || *p.Minutes > 90 || p.RPE == nil || *p.RPE > 7 {
				t.Errorf("%s on %s is not modest: %+v", sport, d.Weekday(), p)
			}
		}
	}
}

// The week and the catalogue speak of the same easy and recovery sessions.
func TestWeekAndCatalogueAgree(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	for _, sport := range append(slices.Clone(restday.Sports), "") {
		p := practiceOf(sport)
		for kind, of := range map[restday.Kind]template{restday.Easy: p.easy, restday.Recovery: p.recovery} {
			s := c.Session(kind, sport, nil, nil)
			if s.Title != of.title || *s.RPEMax != of.rpe {
				t.Errorf("%s %s: the week says %q at %v, the catalogue %q at %v", sport, kind, of.title, of.rpe, s.Title, *s.RPEMax)
			}
		}
	}
}
