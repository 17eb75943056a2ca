package conversation

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"

	"restday"
	"restday/lang"
)

// parsing returns how an athlete of a language is read.
func parsing(t testing.TB, language string) reading {
	t.Helper()
	lexicons, err := BuiltinLexicons()
	if err != nil {
		t.Fatal(err)
	}
	flow := Flow{lexicons: lexicons}
	return flow.reading(language)
}

func english(t testing.TB) (*Lexicon, *Questions) {
	t.Helper()
	lexicons, err := BuiltinLexicons()
	if err != nil {
		t.Fatal(err)
	}
	lex := lexicons[lang.English]
	qs, err := BuiltinQuestions()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range qs.morning {
		lex.AddNames(q)
	}
	return lex, qs
}

// short writes a meaning in one line: "sleep_h=7.5 fever pain(left knee,5) /today unclear(banana)".
func short(m Meaning) string {
	var parts []string
	slices.SortFunc(m.Answers, func(a, b restday.Answer) int { return cmp.Compare(a.Item, b.Item) })
	for _, a := range m.Answers {
		v, _ := json.Marshal(a.Value)
		parts = append(parts, string(a.Item)+"="+string(v))
	}
	parts = append(parts, m.Symptoms...)
	for _, w := range m.Well {
		parts = append(parts, "well("+w+")")
	}
	if m.NoPain {
		parts = append(parts, "nopain")
	}
	if p := m.Pain; p != nil {
		words := []string{p.Where}
		if p.Level != nil {
			v, _ := json.Marshal(*p.Level)
			words = append(words, string(v))
		}
		if p.Kind != "" {
			words = append(words, p.Kind)
		}
		if p.ChangesGait != nil {
			words = append(words, "limp")
		}
		parts = append(parts, "pain("+strings.Join(words, ",")+")")
	}
	if m.Command != "" {
		parts = append(parts, strings.TrimSpace("/"+m.Command+" "+m.Args))
	}
	for _, u := range m.Unclear {
		parts = append(parts, "unclear("+u+")")
	}
	return strings.Join(parts, " ")
}

// TestUnderstand guards: typed words work wherever a tap does, in any order,
// all at once or one by one; and a wrong value is worse than a question.
func TestUnderstand(t *testing.T) {
	t.Parallel()
	lex, qs := english(t)
	for _, c := range []struct{ open, text, want string }{
		// Hours in their usual shapes.
		{"sleep_h", "7.5", "sleep_h=7.5"}, {"sleep_h", "7,5", "sleep_h=7.5"}, {"sleep_h", "7½", "sleep_h=7.5"},
		{"sleep_h", "7 ½", "sleep_h=7.5"}, {"", "7h", "sleep_h=7"}, {"", "7h30", "sleep_h=7.5"}, {"", "7:30", "sleep_h=7.5"},
		{"", "7 and a half hours", "sleep_h=7.5"}, {"sleep_h", "seven and a half", "sleep_h=7.5"}, {"", "430 min", "sleep_h=7.17"},
		{"", "23:10–06:40", "sleep_h=7.5"}, {"", "23:10 to 06:40", "sleep_h=7.5"}, {"sleep_h", "<5", "sleep_h=4.5"},
		{"sleep_h", "9+", "sleep_h=9.5"}, {"", "7-8h", "sleep_h=7.5"}, {"sleep_h", "less than 5", "sleep_h=4.5"},
		{"sleep_h", "about 7", "sleep_h=7"}, {"sleep_h", "25", "unclear(25)"}, {"sleep_h", "7 hours 20 minutes", "sleep_h=7.33"},
		{"", "slept 6.5", "sleep_h=6.5"}, {"", "I slept 7 hours", "sleep_h=7"}, {"sleep_h", "0", "sleep_h=0"},
		// A bare number answers only the open question.
		{"", "7.5", "unclear(7.5)"}, {"soreness", "2", "soreness=2"}, {"soreness", "7", "unclear(7)"}, {"mood", "2.5", "unclear(2.5)"},
		{"pain_level", "6", "pain(,6)"}, {"pain_level", "a lot", "pain(,8)"},
		// Words for levels.
		{"fatigue", "normal", "fatigue=3"}, {"fatigue", "Full", "fatigue=5"}, {"fatigue", "none", "fatigue=1"},
		{"soreness", "very sore", "soreness=1"}, {"mood", "great", "mood=5"}, {"", "good", "unclear(good)"},
		{"", "legs trashed", "soreness=1"}, {"", "fresh as a daisy", "fatigue=5"}, {"", "energy low", "fatigue=2"},
		{"", "low energy", "fatigue=2"}, {"", "good mood", "mood=4"}, {"", "exhausted", "fatigue=1"},
		{"", "not sore at all", "soreness=5"}, {"", "not sore", "soreness=4"}, {"", "mood not great", "mood=2"},
		{"", "mood isn't good", "mood=2"}, {"", "legs sore", "soreness=2"}, {"", "my legs are very sore", "soreness=1"},
		// Several at once.
		{"", "7.5h, legs sore, mood good", "mood=4 sleep_h=7.5 soreness=2"},
		{"", "slept 8h and feel great mood", "mood=5 sleep_h=8"},
		{"sleep_h", "6, tired, legs ok, mood low", "fatigue=2 mood=2 sleep_h=6 soreness=3"},
		{"", "slept badly actually, more like 5", "sleep_h=5 sleep_quality=2"},
		{"", "8h legs ok", "sleep_h=8 soreness=3"}, {"", "legs ok 8h", "sleep_h=8 soreness=3"}, {"", "30h", "unclear(30h)"},
		// Numbers with a name.
		{"", "energy 4", "fatigue=4"}, {"", "mood 7/10", "mood=4"}, {"", "legs 2", "soreness=2"}, {"", "mood 1/10", "mood=1"},
		{"", "soreness 4", "unclear(soreness 4)"}, {"", "tired 4", "unclear(tired 4)"}, {"", "energy 9", "unclear(energy 9)"},
		// Not this morning, not this person, not a statement.
		{"", "yesterday my legs were sore", "unclear(yesterday my legs were sore)"}, {"", "I need 8 hours", "unclear(i need 8 hours)"},
		{"", "will my legs be sore?", "unclear(will my legs be sore?)"}, {"", "ran 2h", "unclear(ran 2h)"},
		// Corrections within one reply, and what looks like one.
		{"", "7h, no 6h", "sleep_h=6"}, {"", "mood 3, no 4", "mood=4"}, {"", "energy 4, er 2", "fatigue=2"}, {"", "7h, no sore legs", "sleep_h=7 soreness=4"},
		{"", "not tired or sore", "fatigue=4 soreness=4"}, {"", "rested but tired", "unclear(rested) unclear(tired)"}, {"", "super tired", "fatigue=1"},
		{"", "in bed at 11, up at 6:30", "sleep_h=7.5"}, {"", "slept 10-6", "sleep_h=8"}, {"", "22:30", "unclear(22:30)"}, {"", "over 9h", "sleep_h=9.5"},
		{"", "my phone is dead", "unclear(my phone is dead)"}, {"", "feels like 3h", "unclear(feels like 3h)"}, {"", "back at 7", "unclear(back at 7)"},
		{"", "slept 7h, what's on today?", "sleep_h=7 /today"}, {"", "zero pain", "nopain"},
		// Which of the two?
		{"", "legs sore, legs great", "soreness=2 unclear(legs great)"}, {"", "legs tired", "unclear(legs tired)"},
		// Illness and pain are never dropped.
		{"", "I have a fever", "fever"}, {"", "no fever", "well(fever)"}, {"", "I am ill", "malaise"}, {"", "runny nose and sore throat", "runny_nose sore_throat"},
		{"", "left achilles hurts 5/10, sharp pain", "pain(left achilles,5,sharp)"}, {"", "my knee hurts", "pain(knee)"},
		{"", "limping", "pain(,limp)"}, {"", "no pain", "nopain"},
		{"", "and I have a slightly sore throat", "sore_throat"}, {"", "throat is a bit sore", "sore_throat"}, {"", "throat sore", "sore_throat"},
		{"fatigue", "chest feels tight", "chest_pain"}, {"", "left achilles is sore", "pain(left achilles)"}, {"", "achilles is tight", "pain(achilles)"},
		{"", "my heart is racing", "palpitations"}, {"", "pain in my chest since yesterday", "chest_pain"},
		{"", "passed out at home this morning", "fainting"}, {"", "dark pee since yesterday", "dark_urine"}, {"", "chest pain at night", "chest_pain"},
		{"", "achilles hurts since yesterday", "pain(achilles)"}, {"", "my knee hurts when running", "pain(knee)"},
		{"", "twisted my ankle", "pain(ankle)"}, {"", "knee is swollen", "pain(knee)"}, {"", "ear hurts", "pain(ear)"},
		{"fatigue", "sharp pain under left foot, 6/10", "pain(left foot,6,sharp)"}, {"fatigue", "achilles 6/10", "pain(achilles,6)"},
		{"", "legs sore from yesterday's run", "soreness=2"}, {"", "sore after running", "soreness=2"},
		// Taken back.
		{"", "fever is gone", "well(fever)"}, {"", "fever gone", "well(fever)"}, {"", "no fever any more", "well(fever)"}, {"", "pain is gone", "nopain"},
		{"", "nothing hurts", "nopain"}, {"", "no pain any more", "nopain"},
		// A word that nobody knows beside a value for the open question: asked again.
		{"fatigue", "mod ok", "unclear(mod ok)"}, {"fatigue", "weather is great", "unclear(weather is great)"},
		{"mood", "my boss is horrible", "unclear(my boss is horrible)"}, {"mood", "work is awful", "unclear(work is awful)"},
		{"mood", "had a terrible dream but mood ok", "mood=3 unclear(had a terrible dream)"},
		{"", "everything great except legs", "unclear(everything great except legs)"}, {"mood", "-3", "unclear(-3)"}, {"fatigue", "1e3", "unclear(1e3)"},
		{"mood", "bed 23:00 up 6:30", "sleep_h=7.5"}, {"mood", "3 hours of work left", "unclear(3 hours of work left)"},
		{"mood", "2h nap", "unclear(2h nap)"}, {"fatigue", "10:30", "unclear(10:30)"}, {"sleep_h", "8/4/3/4", "unclear(8/4/3/4)"},
		{"sleep_h", "7,3,2,4", "unclear(7) unclear(3) unclear(2) unclear(4)"}, {"sleep_h", "3 3 3", "unclear(3 3 3)"}, {"", "my dog is sick", "unclear(my dog is sick)"},
		{"mood", "between 6 and 7 hours", "sleep_h=6.5"}, {"sleep_h", "six or seven hours", "sleep_h=6.5"}, {"sleep_h", "5 hours at most", "sleep_h=4.5"},
		{"mood", "no wait, low", "unclear(low)"}, {"sleep_h", "actually 8", "sleep_h=8"},
		{"", "energy good legs good mood good", "fatigue=4 mood=4 soreness=4"}, {"", "energy none", "fatigue=1"}, {"", "energy full", "fatigue=5"},
		{"", "slept 7h legs sore", "sleep_h=7 soreness=2"}, {"", "7h energy normal legs sore mood good", "fatigue=3 mood=4 sleep_h=7 soreness=2"},
		{"", "tired 8h", "fatigue=2 sleep_h=8"}, {"", "mood: good", "mood=4"}, {"", "Sleep: 7", "sleep_h=7"}, {"", "mood=4", "mood=4"},
		{"", "sleep 7 energy 3 soreness 2 mood 4", "fatigue=3 mood=4 sleep_h=7 unclear(soreness 2)"}, {"", "fever 38.5", "fever"}, {"", "pain free", "nopain"},
		{"", "shortness of breath", "breathless_at_rest"},
		// Commands.
		{"", "pause 7d", "/pause 7d"}, {"", "log run 40min", "/log run 40min"}, {"", "week", "/week"},
		{"", "/today", "/today"}, {"", "/pause 7d", "/pause 7d"}, {"mood", "skip", "/skip"}, {"", "what's my plan?", "/today"},
		{"", "why?", "/why"}, {"", "banana", "unclear(banana)"}, {"", "good morning", ""},
	} {
		got := short(lex.Understand(c.text, qs.byKey[restday.Item(c.open)]))
		if diff := gocmp.Diff(c.want, got); diff != "" {
			t.Errorf("open %q, said %q: want %q, got %q", c.open, c.text, c.want, got)
		}
	}
}

// FuzzUnderstand: whatever is typed, nothing crashes, and what is recorded is
// inside its range.
func FuzzUnderstand(f *testing.F) {
	lex, qs := english(f)
	german := parsing(f, "de")
	for _, s := range []string{"7.5h, legs sore", "23:10–06:40", "not not sore", "½", "\u202e7h", "mood 99999999999/10", "/", "🦵😵", "7-8-9", "-1", "1e9h", "von halb elf bis 6 Uhr 10", "keine Schmerzen oder Fieber", "38,5 Grad", "7.25 -", "😴😴", "ẞß ä-ö", "müüüde"} {
		f.Add(s, "mood")
	}
	f.Fuzz(func(t *testing.T, text, open string) {
		checkMeaning(t, qs, text, lex.Understand(text, qs.byKey[restday.Item(open)]))
		checkMeaning(t, qs, text, german.Understand(text, qs.byKey[restday.Item(open)]))
	})
}

// checkMeaning fails where a value is outside its range, or a fragment is no text.
func checkMeaning(t *testing.T, qs *Questions, text string, m Meaning) {
	t.Helper()
	for _, a := range m.Answers {
		if lo, hi := 1.0, 5.0; a.Item == restday.SleepH && (a.Value < 0 || a.Value > 24) ||
			qs.byKey[a.Item].Kind == kindScale && a.Item != restday.PainLevel && (a.Value < lo || a.Value > hi) {
			t.Errorf("%q: %s = %v", text, a.Item, a.Value)
		}
	}
	if m.Pain != nil && m.Pain.Level != nil && (*m.Pain.Level < 0 || *m.Pain.Level > 10) {
		t.Errorf("%q: pain %v", text, *m.Pain.Level)
	}
	for _, u := range m.Unclear {
		if utf8.ValidString(text) && !utf8.ValidString(u) {
			t.Errorf("%q: unclear fragment is not text", text)
		}
	}
}
