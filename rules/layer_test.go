package rules

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"restday"
)

// over makes a layer called "own" of files a.yaml, b.yaml …
func over(texts ...string) Layer { return Layer{Name: "own", Files: files(texts...)} }

// builtinText is a rule as it comes with the program, for a test to change.
func builtinText(t testing.TB, id string, replace ...string) string {
	t.Helper()
	data, err := builtin.ReadFile("library/" + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("%s has no %q", id, replace[i])
		}
		text = strings.ReplaceAll(text, replace[i], replace[i+1])
	}
	return text
}

func layered(t testing.TB, layers ...Layer) *Library {
	t.Helper()
	l, err := Builtin(layers...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestALayerReplacesAddsAndSwitchesOff(t *testing.T) {
	t.Parallel()
	tired := day(planned(restday.Key), says(0, "sleep_h=4.5 fatigue=4 soreness=4 mood=4"))
	long := day(planned(restday.Key), says(0, "sleep_h=10.5 fatigue=4 soreness=4 mood=4"))
	for _, c := range []struct {
		name   string
		layers []Layer
		in     Input
		want   string // outcome and reasons
	}{
		{"nothing", nil, tired, "easy N1"},
		{"another ceiling", []Layer{over(builtinText(t, "N1", "ceiling: easy", "ceiling: recovery"))}, tired, "recovery N1"},
		{"switched off", []Layer{over("id: N1\noff: true\n")}, tired, "as_planned OK"},
		{"an addition", []Layer{over(well)}, long, "modified Q1"},
		{"an addition, taken back above", []Layer{over(well), over("id: Q1\noff: true\n")}, long, "as_planned OK"},
		{"the upper of two", []Layer{over(well), over(strings.Replace(well, "modified\nfactor: 0.8", "rest", 1))}, long, "rest Q1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := layered(t, c.layers...).Decide(c.in, shelf{})
			if got := fmt.Sprintf("%s %s", d.Outcome, reasons(d)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestSafetyRulesStayWhateverLiesOverThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"switched off", "id: S1\noff: true\n", "own/a.yaml:1: id: S1 is a safety rule; those come with the program"},
		{"weakened", builtinText(t, "S2", "ceiling: rest", "ceiling: easy"), "own/a.yaml:1: id: S2 is a safety rule"},
		{"the same again", builtinText(t, "S4"), "own/a.yaml:1: id: S4 is a safety rule"},
		{"no longer safety", builtinText(t, "S4", "safety: true\n", ""), "own/a.yaml:1: id: S4 is a safety rule"},
		{"passed over", strings.Replace(strings.Replace(well, "900", "5", 1), "order:", "last: true\norder:", 1), "own/a.yaml:2: last: would silence the safety rules behind it"},
		{"one of one's own", strings.Replace(well, "order:", "safety: true\noptions: []\norder:", 1), "own/a.yaml:2: safety: safety rules come with the program"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l, err := Builtin(over(c.text))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if l != nil {
				t.Error("a refused library can be used")
			}
		})
	}
}

func TestBadLayersAreRefused(t *testing.T) {
	t.Parallel()
	base := layered(t)
	for _, c := range []struct {
		name  string
		layer Layer
		want  string
	}{
		{"empty", Layer{Name: "own", Files: fstest.MapFS{}}, "own: there is no *.yaml file"},
		{"a file that would not be read", Layer{Name: "own", Files: fstest.MapFS{"G1.yml": {}, "G2.yaml": {}}}, "own/G1.yml: a rule's file ends in .yaml"},
		{"off without such a rule", over("id: Z9\noff: true\n"), "own/a.yaml:1: id: there is no rule Z9 to switch off"},
		{"off with more", over("id: G1\noff: true\norder: 3\n"), "own/a.yaml:2: off: stands alone"},
		{"off without an id", over("off: true\nwhen: checked_in\n"), "own/a.yaml:1: off: stands alone"},
		{"off twice", over("id: G1\noff: true\n", "id: G1\noff: true\n"), "own/b.yaml:1: id: G1 is already in own/a.yaml"},
		{"a taken place", over(strings.Replace(well, "900", "130", 1)), "own/a.yaml:2: order: 130 is taken by G1.yaml"},
		{"nobody left to speak", over("id: OK\noff: true\n"), "on a plain day no rule would have a word to say"},
		{"nobody left to speak without a check-in", over("id: U1\noff: true\n"), "on a plain day no rule"},
		{"an example of its own", over(strings.Replace(well, "sleep_h: 10.5}", "sleep_h: 9}", 1)), "own/a.yaml:13: fires: does not make Q1 fire"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := Builtin(c.layer)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	if again := layered(t); again.Version() != base.Version() {
		t.Error("the built-in rules have changed")
	}
}

// The examples of the rules below show what they do without the layer.
func TestALayerNeedNotKeepTheExamplesBelow(t *testing.T) {
	t.Parallel()
	always := strings.NewReplacer("sleep_hours > 10", "checked_in", "sleep_hours > 12", "sleep_hours > 12",
		"{day: 2026-03-12, sleep_h: 10}", "{day: 2026-03-11, sleep_h: 10}").Replace(strings.Replace(well, "900", "155", 1))
	d := layered(t, over(always)).Decide(day(planned(restday.Key), says(0, fine)), shelf{})
	if got := reasons(d); got != "Q1" {
		t.Errorf("got %s, want Q1: OK's own example no longer holds", got)
	}
}

func TestEveryProblemOfAFileIsNamed(t *testing.T) {
	t.Parallel()
	_, err := Builtin(over("id: q\nwhen: slep < 4\nceiling: soft\ncases:\n  - {name: x, when: checked_in == 3}\nfires: {day: 2026-03-12, moon: 1}\n"))
	for _, want := range []string{":1: id: ", ":1: order: ", ":1: source: ", ":2: when: ", ":3: ceiling: ", ":5: cases[0].when: ", "fires.moon: ", "silent: is missing"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in\n%v", want, err)
		}
	}
}

func TestWordsOfALayerAreSaidAsWritten(t *testing.T) {
	t.Parallel()
	key := day(planned(restday.Key), says(0, fine), did(-1, restday.Key, 60, 8))
	before := day(planned(restday.Key), says(0, fine), did(-3, restday.Key, 60, 8), did(-2, restday.Easy, 60, 6), did(-1, restday.Easy, 60, 6))
	l := layered(t, over(builtinText(t, "G1", "You trained hard yesterday", "Yesterday was hard")))
	got := []string{l.Decide(key, shelf{}).Reasons[0].Key, l.Decide(before, shelf{}).Reasons[0].Key}
	if diff := cmp.Diff([]string{"", "G1"}, got); diff != "" {
		t.Error(diff)
	}
	if text := l.Decide(key, shelf{}).Reasons[0].Text; !strings.HasPrefix(text, "Yesterday was hard") {
		t.Errorf("says %q", text)
	}
}

func TestVersionFollowsTheLayers(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, l := range []*Library{layered(t), layered(t, over(well)), layered(t, over(well+"# a word\n")), layered(t, over("id: N1\noff: true\n"))} {
		if seen[l.Version()] || len(l.Version()) != 12 {
			t.Errorf("version %s", l.Version())
		}
		seen[l.Version()] = true
	}
	elsewhere := over(well)
	elsewhere.Name = "other/folder"
	if !seen[layered(t, elsewhere).Version()] {
		t.Error("the version depends on where a layer lies")
	}
	if r, ok := layered(t, elsewhere).Rule("Q1"); !ok || r.Layer != "other/folder" {
		t.Errorf("Q1 is of layer %q", r.Layer)
	}
}

func TestALayerChangesNumbers(t *testing.T) {
	t.Parallel()
	layer := func(numbers string) Layer {
		return Layer{Name: "own", Files: fstest.MapFS{numbersFile: {Data: []byte(numbers)}}}
	}
	in := day(planned(restday.Key), says(0, "sleep_h=6.4"))
	if got := library(t).Decide(in, shelf{}).Outcome; got != AsPlanned {
		t.Errorf("with our number %s", got)
	}
	own, err := Builtin(layer("short_sleep: 6.5"))
	if err != nil {
		t.Fatal(err)
	}
	if d := own.Decide(in, shelf{}); d.Outcome != Modified || d.State != Amber || d.RulesVersion == library(t).Version() {
		t.Errorf("with the host's number %s, %s", d.Outcome, d.State)
	}
	for numbers, want := range map[string]string{
		"short_sleep: 12":       "own/numbers.yaml:1: short_sleep: 12 is outside 5–8",
		"# ours\nshort_slep: 6": "own/numbers.yaml:2: short_slep: is not one of the numbers; did you mean short_sleep?",
		"short_sleep: long":     "own/numbers.yaml:1: cannot unmarshal",
	} {
		if _, err := Builtin(layer(numbers)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s\n got %v\nwant %s", numbers, err, want)
		}
	}
}

// TestNumbersChangeNoSafetyRule guards: what a host may set leaves the safety
// rules as they are.
func TestNumbersChangeNoSafetyRule(t *testing.T) {
	t.Parallel()
	base := layered(t)
	for _, end := range []func(Number) float64{func(n Number) float64 { return n.From }, func(n Number) float64 { return n.To }} {
		var text strings.Builder
		for name, n := range base.Numbers() {
			fmt.Fprintf(&text, "%s: %v\n", name, end(n))
		}
		other := layered(t, Layer{Name: "own", Files: fstest.MapFS{numbersFile: {Data: []byte(text.String())}}})
		r := rand.New(rand.NewPCG(3, 4))
		for range 500 {
			in := anyDay(r)
			now, would := base.rows(in), other.rows(in)
			for i, row := range now {
				if row.rule.Safety && (row.saw != would[i].saw || row.key != would[i].key || row.effect.Ceiling != would[i].effect.Ceiling) {
					t.Fatalf("%s saw %s, and with other numbers %s", row.rule.ID, row.saw, would[i].saw)
				}
			}
		}
	}
}
