package plan

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"restday"
)

// TestTipIsForWhatIsLow guards claims 5, 7, 9–11, 18, 26, 27, 36 and 54.
func TestTipIsForWhatIsLow(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	for _, s := range []struct {
		name string
		day  Day
		want string
	}{
		{"short sleep", Day{Low: []restday.Item{restday.SleepH}, Short: true}, "sleep.dark"},
		{"short sleep before", Day{Low: []restday.Item{restday.SleepH}, Told: []restday.Told{{ID: "sleep.dark", Day: 99}}}, "sleep.cool"},
		{"irregular days", Day{Low: []restday.Item{restday.SleepH}, Short: true, Irregular: true, Hour: 9}, "sleep.nap"},
		{"too late for a nap", Day{Low: []restday.Item{restday.SleepH}, Short: true, Irregular: true, Hour: 15}, "sleep.dark"},
		{"sore", Day{Low: []restday.Item{restday.Soreness, restday.Mood}}, "tissue.roll"},
		{"low mood", Day{Low: []restday.Item{restday.Mood, restday.Soreness}}, "mind.outside"},
		{"low mood in a taper", Day{Low: []restday.Item{restday.Mood}, Phase: Taper}, "mind.same"},
		{"hard tomorrow", Day{Phase: Build, Tomorrow: restday.Key}, "fuel.dinner"},
		{"long today", Day{Today: restday.Long, Minutes: 90, Told: []restday.Told{{ID: "fuel.x", Day: 99}, {ID: "sleep.x", Day: 98}, {ID: "tissue.x", Day: 97}}}, "fluid.along"},
		{"deload", Day{Phase: Deload}, "mind.lighter"},
	} {
		s.day.Day = 100
		if tip, ok := c.Tip(s.day); !ok || tip.ID != s.want {
			t.Errorf("%s: got %q, want %s", s.name, tip.ID, s.want)
		}
	}
}

// TestNoTipTwiceInAFortnight guards: whatever the mornings bring, there is a tip
// each day and none comes again within a fortnight.
func TestNoTipTwiceInAFortnight(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	rapid.Check(t, func(rt *rapid.T) {
		var told []restday.Told
		last := map[string]restday.Day{}
		for day := restday.Day(100); day < 160; day++ {
			tip, ok := c.Tip(Day{
				Day: day, Told: told,
				Low:   rapid.SliceOfNDistinct(rapid.SampledFrom([]restday.Item{restday.SleepH, restday.Soreness, restday.Mood}), 0, 2, rapid.ID).Draw(rt, "low"),
				Phase: rapid.SampledFrom([]string{"", Build, Deload, Taper}).Draw(rt, "phase"),
				Today: rapid.SampledFrom(restday.Kinds).Draw(rt, "today"),
			})
			if !ok {
				rt.Fatalf("no tip on %s", day)
			}
			if before, again := last[tip.ID]; again && day-before < Fortnight {
				rt.Fatalf("%s after %d days", tip.ID, day-before)
			}
			last[tip.ID] = day
			told = append(told, restday.Told{ID: tip.ID, Day: day})
		}
	})
}

// never is what no word of the catalogue may say: it names no illness, calls
// nothing safe, scolds nobody and tells no amounts of food or drink.
var never = regexp.MustCompile(`(?i)\b(safe|cleared|overtrain|overreach|infection|flu|syndrome|depress|injur|weight|fat|should have|supplement|painkiller|fasting|calori|\d+ ?(g|mg|ml|l|litres?|grams?)\b)`)

func TestCatalogueSpeaksKindly(t *testing.T) {
	t.Parallel()
	c := builtinCatalogue(t)
	texts := map[string]string{}
	for _, tip := range c.EveryTip() {
		texts[tip.ID] = tip.Text
		if len(tip.Text) > 130 {
			t.Errorf("%s is long for one line: %d letters", tip.ID, len(tip.Text))
		}
	}
	for _, i := range c.EveryIdea() {
		texts[i.ID] = i.Title + i.Purpose + i.What + i.Not
	}
	for id, text := range texts {
		if bad := never.FindString(text); bad != "" {
			t.Errorf("%s says %q", id, bad)
		}
	}
}

func TestBadTipsAreRefusedByLine(t *testing.T) {
	t.Parallel()
	good := "source: us\ntips:\n  - {id: dark, text: A dark room.}\n"
	for _, c := range []struct{ old, new, want string }{
		{"source: us\n", "", "tips/sleep.yaml:1: source: is missing"},
		{"id: dark", "when: [full_moon], id: dark", "tips/sleep.yaml:3: tips[0]: waits for what is unknown"},
		{"id: dark", "phases: [party], id: dark", "tips/sleep.yaml:3: tips[0]: phases are build, deload"},
		{"id: dark, ", "", "tips/sleep.yaml:3: tips[0]: needs an id of its own and a text"},
	} {
		_, err := Load(fstest.MapFS{"tips/sleep.yaml": file(strings.Replace(good, c.old, c.new, 1))})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: got %v, want %s", c.new, c.old, err, c.want)
		}
	}
}
