package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLowsSayWhatStandsOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		in   Input
		want string
	}{
		{"nothing answered", day(says(0, "sleep_h=8")), ""},
		{"without a normal", day(says(0, "fatigue=2 soreness=1 mood=3")), "very sore muscles, low energy"},
		{"only what is low", day(says(0, "fatigue=4 soreness=2 mood=3")), "sore muscles"},
		{"nothing low", day(says(0, "fatigue=4 soreness=5 mood=3")), "so-so mood"},
		{"against the normal", day(saidFor(28, "fatigue=4 soreness=2 mood=3.4"), says(0, "fatigue=3 soreness=2 mood=2")),
			"low mood (2, you are usually 3.4), so-so energy (3, you are usually 4)"},
		{"two at most", day(says(0, "fatigue=1 soreness=2 mood=2 stress=1 sleep_quality=1")), "no energy, very poor sleep"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := past(t, c.in).lows().String(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// upAndDown is 28 days with a mean soreness of 3.4 and a sum of 11.4, SD 2.6.
func upAndDown(in *Input) {
	for i := 1; i <= 28; i++ {
		words := "fatigue=5 soreness=4 mood=5"
		if i%2 == 0 {
			words = "fatigue=3 soreness=2.8 mood=3"
		}
		says(-i, words)(in)
	}
}

func TestReasonsNameTheOwnNormal(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		in   Input
		want string
	}{
		{day(planned("key"), upAndDown, says(0, "fatigue=3 soreness=2 mood=3.6")),
			"Your muscles are sorer than your normal (2, you are usually 3.4)."},
		{day(planned("key"), says(0, "fatigue=2 soreness=2 mood=4")), "Your muscles are sore."},
		{day(planned("key"), says(0, "fatigue=1 soreness=1")), "A very low morning: no energy, very sore muscles."},
		{day(planned("key"), did(-1, "key", 60, 8)), "You trained hard yesterday: at least one easy day before the next hard one."},
		{day(planned("key"), did(-3, "key", 60, 8), did(-2, "easy", 60, 6), did(-1, "easy", 60, 6)),
			"No full easy day since the hard one 3 days ago: that comes first."},
		{day(planned("key"), says(0, "sleep_h=4.5")), "Only 4.5 h of sleep: hard work waits."},
		{day(planned("key"), says(-2, "sleep_h=5"), says(-1, "sleep_h=5"), says(0, "sleep_h=7")),
			"Three nights of 5.7 h on average: no day for a full hard session."},
	} {
		if got := l.Decide(c.in, shelf{}).Reasons[0].Text; got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestOKFitsTheState(t *testing.T) {
	t.Parallel()
	l := library(t)
	for _, c := range []struct {
		name, key string
		in        Input
	}{
		{"green", "OK", day(planned("key"), usually(), says(0, fine))},
		{"learning", "OK.learning", day(planned("key"), says(0, fine))},
		{"short night", "OK.short-night", day(planned("easy"), says(0, "sleep_h=5"))},
		{"low", "OK.low", day(planned("recovery"), says(0, "fatigue=1 soreness=1"))},
		{"pulse", "OK.below", day(planned("easy"), hrv(7, 40))},
		{"race", "T2.unwell", day(planned("race"), says(0, "fatigue=1 soreness=1"))},
		{"room for strides", "OK.easy-run", day(planned("easy"), usually(), did(-2, "key", 60, 8), says(0, fine))},
		{"not the day after hard", "OK", day(planned("easy"), usually(), did(-1, "key", 60, 8), says(0, fine))},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := l.Decide(c.in, shelf{})
			if d.Reasons[0].Key != c.key {
				t.Errorf("got %s (%s), want %s", d.Reasons[0].Key, d.Reasons[0].Text, c.key)
			}
			if want := c.key == "OK.easy-run"; (len(d.Session.Options) > 0) != want && c.name != "low" {
				t.Errorf("options %v", d.Session.Options)
			}
		})
	}
}

// forbidden is what rules.md e.3 wants never said.
var forbidden = regexp.MustCompile(`(?i)\b(safe|cleared|overtrain|overreach|infection|flu|syndrome|depress|injur|weight|fat|should have|must)`)

func TestWordsAreShortAndCareful(t *testing.T) {
	t.Parallel()
	for _, r := range library(t).Rules() {
		effects := map[string]Effect{r.ID: r.Effect}
		for _, c := range r.Cases {
			effects[r.ID+"."+c.Name] = c.Effect
		}
		for key, e := range effects {
			text := strings.TrimSpace(e.Text + " " + e.Doctor)
			if n := utf8.RuneCountInString(text); n > 120 {
				t.Errorf("%s has %d characters: %s", key, n, text)
			}
			if found := forbidden.FindString(text); found != "" {
				t.Errorf("%s says %q: %s", key, found, text)
			}
			if !strings.HasSuffix(text, ".") {
				t.Errorf("%s is not a sentence: %s", key, text)
			}
		}
	}
}

func TestEveryFactIsExplained(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "facts.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	explained := 0
	ast.Inspect(file, func(n ast.Node) bool {
		field, ok := n.(*ast.Field)
		if !ok || field.Tag == nil {
			return true
		}
		explained++
		if !strings.HasPrefix(field.Doc.Text(), field.Names[0].Name) {
			t.Errorf("%s needs a sentence that begins with its name", field.Names[0].Name)
		}
		return true
	})
	if explained < 20 {
		t.Errorf("found %d facts only", explained)
	}
}
