package plan

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"restday"
)

func phases(s Season, from restday.Day, n int) (names []string) {
	for d := from; d < from+restday.Day(n); d++ {
		if name := s.PhaseOn(d).Name; len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return names
}

func daysIn(s Season, from restday.Day, n int, name string) (days int) {
	for d := from; d < from+restday.Day(n); d++ {
		if s.PhaseOn(d).Name == name {
			days++
		}
	}
	return days
}

func TestLighterDaysComeByTheCalendar(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]struct{ block, light int }{"": {35, 7}, "testing": {21, 4}, "short": {21, 4}, "long": {42, 7}} {
		s := Season{Pattern: pattern, Chosen: restday.Season{Start: monday}}
		if got := daysIn(s, monday, want.block, Deload); got != want.light {
			t.Errorf("%q: %d lighter days in the first block, want %d", pattern, got, want.light)
		}
		last := monday + restday.Day(want.block) - 1
		if p := s.PhaseOn(last); p.Name != Deload || p.Day(last) != want.light || p.Last != last {
			t.Errorf("%q: the block ends with %+v", pattern, p)
		}
		if p := s.PhaseOn(last + 8); p.Name != Build || p.LastDeload != last || *p.HeavyWeeks != 1 {
			t.Errorf("%q: a week into the next block: %+v", pattern, p)
		}
	}
}

func TestRacesShapeTheSeason(t *testing.T) {
	t.Parallel()
	race := monday + 41 // a Sunday
	for _, c := range []struct {
		priority string
		want     []string
		taper    int
	}{
		{"A", []string{Build, Taper, Racing, Off, Build}, 14}, // the lighter week would have reached into the taper
		{"B", []string{Build, Taper, Racing, Off, Build}, 7},
		{"C", []string{Build, Deload, Build, Deload}, 0},
	} {
		s := Season{Sport: "run", Chosen: restday.Season{Start: monday}, Races: []restday.RaceDay{{Day: race, Priority: c.priority}}}
		got := phases(s, monday, 70)
		if diff := cmp.Diff(c.want, got[:min(len(got), len(c.want))]); diff != "" {
			t.Errorf("%s race: %s", c.priority, diff)
		}
		if n := daysIn(s, monday, 70, Taper); n != c.taper {
			t.Errorf("%s race: a taper of %d days, want %d", c.priority, n, c.taper)
		}
		if p := s.On(race); p.Kind != restday.Race || p.Title != "Race" {
			t.Errorf("%s race: planned is %+v", c.priority, p)
		}
		calm := !demanding(s.On(race-2).Kind) && !demanding(s.On(race+2).Kind) && !demanding(s.On(race+3).Kind)
		if counts := c.priority != "C"; counts && !calm {
			t.Errorf("%s race: something hard beside it", c.priority)
		}
	}
}

func TestRaceForIsTheOneThatMatters(t *testing.T) {
	t.Parallel()
	a, b, c := restday.RaceDay{Day: monday + 20, Priority: "A"}, restday.RaceDay{Day: monday + 40, Priority: "B"}, restday.RaceDay{Day: monday + 13, Priority: "C"}
	s := Season{Races: []restday.RaceDay{c, a, b}}
	for day, want := range map[restday.Day]restday.RaceDay{monday: c, monday + 7: a, c.Day: c, a.Day: a, a.Day + 1: b} {
		if got, ok := s.RaceFor(day); !ok || got != want {
			t.Errorf("on day %d: %+v", day-monday, got)
		}
	}
	if got, ok := s.RaceFor(b.Day + 1); ok {
		t.Errorf("after the last: %+v", got)
	}
}

func TestAnAgreedLighterWeekBeginsANewBlock(t *testing.T) {
	t.Parallel()
	week := restday.Spell{Kind: restday.Deload, First: monday + 14, Last: monday + 20}
	s := Season{Chosen: restday.Season{Start: monday}, Lighter: []restday.Spell{week}}
	if diff := cmp.Diff([]string{Build, Deload, Build, Deload}, phases(s, monday, 56)); diff != "" {
		t.Error(diff)
	}
	if p := s.PhaseOn(monday + 49); p.Name != Deload || p.First != monday+49 {
		t.Errorf("four weeks after it: %+v", p)
	}
	s.Lighter[0].Last = monday + 15 // ended by the athlete
	if p := s.PhaseOn(monday + 16); p.Name != Build {
		t.Errorf("after it was ended: %+v", p)
	}
}

func TestWhatTheAthleteChangedHoldsFirst(t *testing.T) {
	t.Parallel()
	day := monday + 1
	s := Season{Sport: "run", Dated: []restday.Planned{{Day: day, Kind: restday.Long, Title: "Hills"}}}
	if got := s.On(day); got.Title != "Hills" {
		t.Errorf("the plan's own day: %+v", got)
	}
	s.Dated = append(s.Dated, restday.Planned{Day: day, Kind: restday.Key, Title: "Track", MovedFrom: day - 1})
	if got := s.On(day); got.Title != "Track" {
		t.Errorf("moved there: %+v", got)
	}
	s.Races = []restday.RaceDay{{Day: day, Priority: "C", Title: "Parkrun"}}
	if got := s.On(day); got.Kind != restday.Race || got.Title != "Parkrun" {
		t.Errorf("a race: %+v", got)
	}
	s.Dated = []restday.Planned{{Day: day, Kind: restday.Rest, Changed: restday.ChangedSick}}
	if got := s.On(day); got.Kind != restday.Rest {
		t.Errorf("ill on race day: %+v", got)
	}
}

// TestEveryWeekKeepsItsPromises guards: whatever is chosen, the week has the days
// asked for, the rest day, and the hard days where they were wished.
func TestEveryWeekKeepsItsPromises(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var demand restday.Week
		n := rapid.IntRange(1, 6).Draw(r, "days")
		rest := time.Weekday(rapid.IntRange(0, 6).Draw(r, "rest"))
		for range rapid.IntRange(0, min(n, 3)).Draw(r, "hard") {
			if d := rapid.IntRange(0, 6).Draw(r, "day"); time.Weekday(d) != rest {
				demand[d] = rapid.SampledFrom([]restday.Kind{restday.Key, restday.Long}).Draw(r, "kind")
			}
		}
		w := Lay(demand, n, rest, rapid.SampledFrom([]string{"", "short", "long"}).Draw(r, "pattern"))
		if got := sessions(w); got != n {
			r.Fatalf("%d sessions in %v, want %d", got, w, n)
		}
		if w[rest] != restday.Rest {
			r.Fatalf("no rest on %s: %v", rest, w)
		}
		for d, kind := range demand {
			if kind != "" && w[d] != kind {
				r.Fatalf("%s is %s, wished %s", time.Weekday(d), w[d], kind)
			}
		}
		s := Season{Sport: "run", Chosen: restday.Season{Week: w}}
		for _, p := range s.Days(monday, 7) {
			if p.Kind != w[p.Day.Weekday()] || p.Title == "" || (p.Minutes == nil) != (p.Kind == restday.Rest) {
				r.Fatalf("%s is %+v", p.Day.Weekday(), p)
			}
		}
	})
}

func TestGaps(t *testing.T) {
	t.Parallel()
	days := func(letters string) (out []restday.Planned) {
		kinds := map[rune]restday.Kind{'r': restday.Rest, 'e': restday.Easy, 'k': restday.Key, 'l': restday.Long}
		for i, c := range letters {
			out = append(out, restday.Planned{Day: monday + restday.Day(i), Kind: kinds[c]})
		}
		return out
	}
	for letters, want := range map[string][]Gap{
		"rkeekel":        nil,
		"rkeekee":        nil,
		"ekeekee":        {NoRest},
		"kkkkkkk":        {NoEasy, NoRest, FewEasy, Touch},
		"rkkeeee":        {Touch},
		"rkekeke":        {FewEasy},
		"rekekeeekeekee": {NoRest},
		"ke":             {FewEasy},
	} {
		if got := Gaps(days(letters)); !slices.Equal(got, want) {
			t.Errorf("%s lacks %v, want %v", letters, got, want)
		}
	}
}

// TestBothWaysInTurn guards claim 49 of the founding article: who tests both has
// a block with frequent rest, then one with rare, longer rest, and so on; also
// after more days than phases are counted back.
func TestBothWaysInTurn(t *testing.T) {
	t.Parallel()
	const start = restday.Day(20000)
	s := Season{Pattern: "testing", Chosen: restday.Season{Start: start}}
	for _, round := range []restday.Day{0, 63, 63 * 9} {
		for _, c := range []struct {
			day           restday.Day
			name, pattern string
		}{
			{0, Build, "short"},
			{16, Build, "short"},
			{17, Deload, "short"},
			{21, Build, "long"},
			{55, Build, "long"},
			{56, Deload, "long"},
			{62, Deload, "long"},
		} {
			p := s.PhaseOn(start + round + c.day)
			if p.Name != c.name || p.Pattern != c.pattern {
				t.Errorf("day %d: %s, %q; want %s, %q", round+c.day, p.Name, p.Pattern, c.name, c.pattern)
			}
		}
	}
	if first, ok := s.BlockEnding(start + 62); !ok || first != start+21 {
		t.Errorf("the second block begins on day %d, %v", first-start, ok)
	}
}
