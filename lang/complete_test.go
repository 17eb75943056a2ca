package lang_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// beside are the groups whose English stands beside the thing it describes; a
// test of conversation looks after them.
var beside = []string{"question", "rule", "low", "fact", "value", "source", "session", "idea", "tip", "city"}

// messages are the words of every language by key, with or without those whose
// English stands beside.
func messages(t *testing.T, with bool) map[string]map[string]*i18n.Message {
	t.Helper()
	files, err := filepath.Glob("*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob("*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]*i18n.Message{}
	for _, name := range append(files, deeper...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := i18n.ParseMessageFileBytes(data, name, map[string]i18n.UnmarshalFunc{"yaml": yaml.Unmarshal})
		if err != nil {
			t.Fatal(err)
		}
		code := strings.TrimSuffix(filepath.Base(name), ".yaml")
		if all[code] == nil {
			all[code] = map[string]*i18n.Message{}
		}
		for _, m := range file.Messages {
			if group, _, _ := strings.Cut(m.ID, "."); with || !slices.Contains(beside, group) {
				if all[code][m.ID] != nil {
					t.Errorf("%s: %s is there twice; the last file would win", name, m.ID)
				}
				all[code][m.ID] = m
			}
		}
	}
	return all
}

// forms are a message's texts by plural form; one that has no count is "other".
func forms(m *i18n.Message) map[plural.Form]string {
	all := map[plural.Form]string{
		plural.Zero: m.Zero, plural.One: m.One, plural.Two: m.Two, plural.Few: m.Few, plural.Many: m.Many, plural.Other: m.Other,
	}
	for form, text := range all {
		if text == "" {
			delete(all, form)
		}
	}
	return all
}

// TestLanguagesAreComplete guards: nobody who chose a language is answered in
// another, and nothing is translated that is never said.
func TestLanguagesAreComplete(t *testing.T) {
	t.Parallel()
	all := messages(t, false)
	if len(all) < 2 {
		t.Fatalf("only %d languages", len(all))
	}
	for code, words := range all {
		for id := range all["en"] {
			if words[id] == nil {
				t.Errorf("%s lacks %s", code, id)
			}
		}
		for id := range words {
			if all["en"][id] == nil {
				t.Errorf("%s has %s, which English has not", code, id)
			}
		}
	}
}

var (
	placeholder = regexp.MustCompile(`\.(\w+)`)
	action      = regexp.MustCompile(`\{\{.*?\}\}`)
)

func placeholders(text string) []string {
	var found []string
	for _, a := range action.FindAllString(text, -1) {
		for _, m := range placeholder.FindAllStringSubmatch(a, -1) {
			found = append(found, m[1])
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// TestPlaceholders guards: every language says the values that English says.
func TestPlaceholders(t *testing.T) {
	t.Parallel()
	all := messages(t, false)
	for code, words := range all {
		for id, m := range words {
			english := all["en"][id]
			if english == nil || strings.HasPrefix(id, "format.") {
				continue
			}
			for form, text := range forms(m) {
				want := placeholders(english.Other)
				if form == plural.One {
					want = slices.DeleteFunc(want, func(p string) bool { return p == "n" }) // "one day" needs no digit
				}
				got := slices.DeleteFunc(placeholders(text), func(p string) bool { return form == plural.One && p == "n" })
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s: %s (-English +this):\n%s", code, id, diff)
				}
			}
		}
	}
}

// TestPlurals guards: where English counts, every language has a sentence for
// each form that its own rules ask for.
func TestPlurals(t *testing.T) {
	t.Parallel()
	all := messages(t, false)
	counted := 0
	for code, words := range all {
		tag := language.MustParse(code)
		for id, m := range words {
			if all["en"][id] == nil || all["en"][id].One == "" {
				continue
			}
			counted++
			has := forms(m)
			for n := range 200 {
				if form := plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0); has[form] == "" {
					t.Errorf("%s: %s has no form for %d", code, id, n)
					break
				}
			}
		}
	}
	if counted == 0 {
		t.Error("English counts nothing")
	}
}

// sameWords are what a language may share with English.
var sameWords = []string{"Telegram", "Discord", "Triathlon", "April", "August", "September", "November", "min", "Check-in", "Normal", "Sport"}

// TestNothingIsLeftInEnglish guards: a line that somebody forgot to translate.
func TestNothingIsLeftInEnglish(t *testing.T) {
	t.Parallel()
	all := messages(t, false)
	for code, words := range all {
		for id, m := range words {
			english := all["en"][id]
			if code == "en" || english == nil || m.Other != english.Other {
				continue
			}
			left := action.ReplaceAllString(m.Other, " ")
			for _, same := range sameWords {
				left = strings.ReplaceAll(left, same, " ")
			}
			if regexp.MustCompile(`\pL{3}`).MatchString(left) {
				t.Errorf("%s: %s is still English: %s", code, id, m.Other)
			}
		}
	}
}

// forbidden is what restday never says: it names no illness, calls nothing safe
// and scolds nobody (rules_test has the same for the rules).
var forbidden = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`(?i)\b(safe|cleared|overtrain|overreach|infection|flu|syndrome|depress|injur|weight|fat|should have)`),
	"de": regexp.MustCompile(`(?i)(unbedenklich|\bsicher|gefahrlos|übertrain|infekt|grippe|syndrom|depress|verletz|gewicht|\bfett|hättest|versäumt|leider nicht|\bstreng|schon wieder|(?-i: Sie | Ihnen ))`),
}

func TestVoice(t *testing.T) {
	t.Parallel()
	for code, words := range messages(t, true) {
		for id, m := range words {
			if strings.HasPrefix(id, "typed.") {
				continue // what people say
			}
			for _, text := range forms(m) {
				if bad := forbidden[code]; bad != nil && bad.MatchString(text) {
					t.Errorf("%s: %s says %q", code, id, bad.FindString(text))
				}
			}
		}
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	book := builtin(t)
	en, de := book.Speaker("en"), book.Speaker("de")
	for _, c := range []struct{ got, want string }{
		{en.Number(7.25), "7.25"}, {de.Number(7.25), "7,25"}, {de.Number(7.004), "7"}, {de.Number(-1.5), "-1,5"},
		{de.Round(3.44), "3,4"}, {de.Round(3), "3"},
		{en.Hours(7), "7"}, {en.Hours(7.5), "7½"}, {de.Hours(7.5), "7½"}, {de.Hours(0.5), "½"}, {de.Hours(7.25), "7,25"}, {en.Hours(7.17), "7.17"}, {en.Hours(0), "0"},
		{en.Date(20576), "3 May"}, {de.Date(20576), "3. Mai"}, {de.Weekday(20576), "Sonntag"}, {en.Weekday(20576), "Sunday"},
		{en.Clock(7 * 60), "07:00"}, {de.Clock(7 * 60), "7:00 Uhr"}, {de.Clock(0), "0:00 Uhr"}, {de.Clock(22*60 + 5), "22:05 Uhr"},
		{de.Say("answer.effort", "rpe", 2.5), "Anstrengung bis 2,5 von 10"},
		{en.Count("why.normal", 1, "today", 3.0, "mean", 3.5), "Your answers today: 3 on average; your normal over one morning: 3.5 (5 is best)."},
		{de.Count("why.normal", 14, "today", 3.5, "mean", 3.0), "Deine Antworten heute: 3,5 im Schnitt. Normal für dich, aus 14 Morgen: 3 (5 ist am besten)."},
		{de.Own("session", "Easy run"), "Lockerer Dauerlauf"}, {de.Own("session", "Bahn: {{.x}}"), "Bahn: {{.x}}"}, {de.Own("session", ""), ""},
		{en.Or("x.y", "muscles {{lower .a}}", "a", "Very sore"), "muscles very sore"},
		{en.Or("x.z", "{{lower .a}}", "a", "Fever, Body aches, 3 × 8 min, VO2max, ITB"), "fever, body aches, 3 × 8 min, VO2max, ITB"},
		{en.Or("x.z", "{{lower .a}}", "a", "Spring Run, Am Boden, Le Mans"), "Spring Run, am Boden, le Mans"},
		{de.Or("x.z", "{{.a}}", "a", "Fieber"), "Fieber"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	book := builtin(t)
	for name, want := range map[string]string{
		"de": "de", "Deutsch": "de", "german": "de", "auf Deutsch bitte": "de", "de-CH": "de", "ENGLISH": "en", "en-GB": "en", "englisch": "en",
		"": "", "klingonisch": "", "fr": "", "fever is gone": "", "Schnupfen und Husten": "", "??": "", "😀": "",
	} {
		if got := book.Find(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestEveryLanguageNamesItself(t *testing.T) {
	t.Parallel()
	book := builtin(t)
	names := map[string]bool{}
	for _, code := range book.Languages() {
		name := book.Speaker(code).Say("language.name")
		if names[name] {
			t.Errorf("two languages are called %s", name)
		}
		names[name] = true
		if got := book.Find(name); got != code {
			t.Errorf("%s finds %q", name, got)
		}
		if len(book.Keys(code)) == 0 {
			t.Errorf("%s has no words", code)
		}
	}
}
