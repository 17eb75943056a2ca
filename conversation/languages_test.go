package conversation

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"restday"
	"restday/lang"
	"restday/plan"
	"restday/rules"
)

// spoken are the words whose English stands beside the thing it describes: the
// key under which another language has them, and the English.
type spoken map[string]string

func (w spoken) add(key, english string) {
	if strings.ContainsFunc(english, unicode.IsLetter) {
		w[key] = english // "7½" and "9+" are the same everywhere
	}
}

func allSpoken(t *testing.T) spoken {
	t.Helper()
	w := spoken{}
	questions, err := BuiltinQuestions()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions.byKey {
		w.addQuestion(q)
	}
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range library.Rules() {
		w.addRule(r)
	}
	names, values := rules.Facts()
	for _, name := range names {
		w.add("fact."+name, name)
	}
	for _, value := range values {
		w.add("value."+value, value)
	}
	for _, item := range []restday.Item{restday.Fatigue, restday.Soreness, restday.Mood, restday.SleepQuality, restday.Stress} {
		for step := range 5 {
			low := rules.Low{Item: item, Value: float64(step + 1)}
			w.add(fmt.Sprintf("low.%s.%d", item, low.Step()), low.Words())
		}
	}
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	w.addSessions(sessions)
	for _, i := range sessions.EveryIdea() {
		for part, english := range i.English() {
			w.add("idea."+i.ID+"."+part, english)
		}
	}
	for _, tip := range sessions.EveryTip() {
		w.add("tip."+tip.ID, tip.Text)
	}
	return w
}

func (w spoken) addQuestion(q Question) {
	w.add(q.id("title"), q.Title)
	w.add(q.id("ask"), q.Ask)
	w.add(q.id("again"), q.Again)
	w.add(q.id("said"), strings.ReplaceAll(q.Said, "{{lower .answer}}", "{{.answer}}"))
	for i, o := range q.Choices {
		w.add(q.id(fmt.Sprintf("choice.%d", i+1)), o.Label)
	}
	for i, e := range q.Exceptions {
		w.add(q.id(fmt.Sprintf("exception.%d", i+1)), e.Label)
	}
}

// addRule leaves out cases that say what their rule says.
func (w spoken) addRule(r rules.Rule) {
	words := func(e rules.Effect) string {
		return regexp.MustCompile(`\{(\w+)\}`).ReplaceAllString(strings.TrimSpace(e.Text+" "+e.Doctor), "{{.$1}}")
	}
	w.add("source."+r.Source, r.Source)
	w.add("rule."+r.ID, words(r.Effect))
	for _, o := range r.Options {
		w.add("session."+o.Text, o.Text)
	}
	for _, c := range r.Cases {
		if words(c.Effect) != words(r.Effect) {
			w.add("rule."+r.ID+"."+c.Name, words(c.Effect))
		}
		for _, o := range c.Options {
			w.add("session."+o.Text, o.Text)
		}
	}
}

func (w spoken) addSessions(c *plan.Catalogue) {
	words := []string{"Hard session", "Long session", "Race"} // rules: a plan without titles
	for _, sport := range append(slices.Clone(restday.Sports), "") {
		for _, kind := range restday.Kinds {
			s := c.Session(kind, sport, []string{"pool", "bike"}, nil)
			words = append(append(append(words, s.Title, s.Purpose), s.Options...), s.Mobility.Regions...)
		}
		var long restday.Season
		for day := range long.Week {
			long.Week[day] = restday.Long
		}
		words = append(words, plan.Season{Sport: sport, Chosen: long}.On(20000).Title)
		for _, pattern := range []string{"", "short", "long"} {
			for day := range 7 {
				words = append(words, plan.Default(sport, pattern, restday.Day(20000+day)).Title)
			}
		}
	}
	for _, s := range words {
		w.add("session."+s, s)
	}
}

// besideGroups are the groups of keys that allSpoken fills.
var besideGroups = []string{"question", "rule", "fact", "value", "low", "source", "session", "idea", "tip"}

// TestEverythingBesideIsTranslated guards: every word of questions, rules and
// sessions is there in every language, says the same values, and no file
// translates what nobody says any more.
func TestEverythingBesideIsTranslated(t *testing.T) {
	t.Parallel()
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	wanted := allSpoken(t)
	if len(wanted) < 200 {
		t.Fatalf("found only %d words: has the way they are looked up changed?", len(wanted))
	}
	for _, code := range book.Languages() {
		if code == lang.English {
			continue
		}
		keys := book.Keys(code)
		for key, english := range wanted {
			if !slices.Contains(keys, key) {
				t.Errorf("%s lacks %q: %q", code, key, english)
				continue
			}
			sameValues(t, book.Speaker(code), key, english)
		}
		for _, key := range keys {
			group, _, _ := strings.Cut(key, ".")
			if _, ok := wanted[key]; !ok && slices.Contains(besideGroups, group) {
				t.Errorf("%s has %q, which nobody says", code, key)
			}
		}
	}
}

var placeholders = regexp.MustCompile(`\{\{(?:lower )?\.(\w+)\}\}`)

// sameValues says a text with a mark for each value: all must be there.
func sameValues(t *testing.T, s lang.Speaker, key, english string) {
	t.Helper()
	var pairs []any
	for _, m := range placeholders.FindAllStringSubmatch(english, -1) {
		pairs = append(pairs, m[1], "<"+m[1]+">")
	}
	said := s.Or(key, english, pairs...)
	for i := 1; i < len(pairs); i += 2 {
		if !strings.Contains(said, fmt.Sprint(pairs[i])) {
			t.Errorf("%s: %s does not say %s: %s", s.Language, key, pairs[i], said)
		}
	}
	if strings.Contains(said, "<no value>") {
		t.Errorf("%s: %s says a value that is not there: %s", s.Language, key, said)
	}
	if said == english && !slices.Contains([]string{"Normal", "HRV", "HRV <answer>"}, said) {
		t.Errorf("%s: %s is still English: %s", s.Language, key, said)
	}
}

// TestLabelsFitAPhone guards: nobody has to guess the end of a button. A scale
// stays on two rows.
func TestLabelsFitAPhone(t *testing.T) {
	t.Parallel()
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	questions, err := BuiltinQuestions()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range book.Languages() {
		s := book.Speaker(code)
		for _, q := range questions.byKey {
			longest := 0
			for i := range q.Choices {
				longest = max(longest, utf8.RuneCountInString(q.label(s, i)))
			}
			if longest > cmp.Or(map[string]int{kindScale: 16}[q.Kind], 18) {
				t.Errorf("%s: %s has a label of %d letters", code, q.Key, longest)
			}
		}
	}
}

// TestFirstLanguage guards: who speaks one of our languages is greeted in it,
// everybody else in the host's.
func TestFirstLanguage(t *testing.T) {
	t.Parallel()
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	flow, err := NewFlow(Settings{Zone: "UTC", Language: "de"}, library, sessions)
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{"": "de", "fr": "de", "pt-BR": "de", "ja": "de", "en": "en", "en-GB": "en", "de-AT": "de"} {
		person := restday.Person{Athlete: restday.Athlete{Language: said}}
		if got := flow.turn(person, restday.Incoming{}, time.Unix(1773300000, 0)).athlete.Language; got != want {
			t.Errorf("%q: got %s, want %s", said, got, want)
		}
	}
}

// TestCitiesAreZones guards: a city that a language calls by another name is
// one that a zone is called after, and is found by both names.
func TestCitiesAreZones(t *testing.T) {
	t.Parallel()
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, code := range book.Languages() {
		turn := &turn{Flow: &Flow{book: book}, say: book.Speaker(code)}
		for _, key := range book.Keys(code) {
			english, ok := strings.CutPrefix(key, "city.")
			if !ok {
				continue
			}
			found++
			zone := findCity(english)
			if zone == "" || turn.city(zone) != turn.say.Say(key) || turn.inEnglish(strings.ToLower(turn.say.Say(key))) != english {
				t.Errorf("%s: %s is %q, called %q", code, english, zone, turn.city(zone))
			}
		}
	}
	if found == 0 {
		t.Error("no language calls any city by another name")
	}
}

// TestOldReasons guards: a decision of older rules, of which only the words are
// stored, is still told with what was seen.
func TestOldReasons(t *testing.T) {
	t.Parallel()
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	turn := &turn{say: book.Speaker("de")}
	old := rules.Reason{Rule: "N1", Text: "Only 4 h of sleep.", Saw: "sleep hours 4 < 5", Source: "A book"}
	if got, want := turn.whence(old), "Gesehen habe ich: sleep hours 4 < 5. Quelle: A book."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := turn.ruleWords(old.Key, old.Text, old.Values); got != old.Text {
		t.Errorf("got %q", got)
	}
}
