package conversation

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"restday"
)

// built is what sentences of one language are made of.
type built struct {
	names  map[restday.Item][]string
	levels [5][]string // worst to best
	shapes []string    // how N, a name, and L, a level, may stand together
	nights []string    // with 7.5 hours
	links  []string
	opens  []string
	asides []string // statements of which nothing may be recorded
}

var sentences = map[string]built{
	"en": {
		names: map[restday.Item][]string{
			restday.Fatigue: {"energy", "my energy"}, restday.Soreness: {"legs", "my calves"},
			restday.Mood: {"mood", "the mood"}, restday.Motivation: {"motivation"},
		},
		levels: [5][]string{{"terrible", "awful"}, {"bad", "not great"}, {"ok", "normal"}, {"good", "pretty good"}, {"great", "excellent"}},
		shapes: []string{"N L", "N: L", "N is L", "N - L", "N was L", "N feels L", "N = L", "today N L", "N still L", "N actually L"},
		nights: []string{"slept 7.5h", "7,5 hours", "sleep: 7:30", "I got 7 and a half hours of sleep", "23:10 to 06:40"},
		links:  []string{", ", " and ", " but ", "; ", ". ", "\n", " - ", " / "},
		opens:  []string{"", "good morning! ", "okay so ", "hey, "},
		asides: []string{"my boss is sick", "yesterday I slept 4 hours", "hope to sleep 9h tonight", "should I rest?", "my dog is tired", "the gym was full", "battery of my watch is dead"},
	},
	"de": {
		names: map[restday.Item][]string{
			restday.Fatigue: {"energie", "meine energie"}, restday.Soreness: {"beine", "meine waden"},
			restday.Mood: {"laune", "die stimmung"}, restday.Motivation: {"motivation"},
		},
		levels: [5][]string{{"furchtbar", "schrecklich"}, {"schlecht", "nicht gut"}, {"ok", "normal"}, {"gut", "ganz gut"}, {"super", "sehr gut"}},
		shapes: []string{"N L", "N: L", "N ist L", "N - L", "N war L", "N = L", "heute N L", "N immer noch L", "N eigentlich L"},
		nights: []string{"7,5h geschlafen", "siebeneinhalb stunden", "schlaf: 7:30", "von 23:10 bis 06:40 geschlafen"},
		links:  []string{", ", " und ", " aber ", "; ", ". ", "\n", " - ", " / "},
		opens:  []string{"", "guten morgen! ", "ok also ", "hey, "},
		asides: []string{"mein chef ist krank", "gestern hab ich 4 stunden geschlafen", "hoffe auf 9h schlaf heute nacht", "soll ich pausieren?", "mein hund ist müde", "das studio war voll"},
	},
}

// statement draws a statement about an item, and the value it has.
func (b built) statement(rt *rapid.T, item restday.Item) (string, float64) {
	if item == restday.SleepH {
		return rapid.SampledFrom(b.nights).Draw(rt, "night"), 7.5
	}
	value := rapid.IntRange(1, 5).Draw(rt, "value")
	return strings.NewReplacer(
		"N", rapid.SampledFrom(b.names[item]).Draw(rt, "name"),
		"L", rapid.SampledFrom(b.levels[value-1]).Draw(rt, "level"),
	).Replace(rapid.SampledFrom(b.shapes).Draw(rt, "shape")), float64(value)
}

// slipped swaps two letters inside one longer word of a text.
func slipped(rt *rapid.T, text string) string {
	words := strings.Split(text, " ")
	at := rapid.IntRange(0, len(words)-1).Draw(rt, "word")
	letters := []rune(words[at])
	if len(letters) < 5 || strings.ContainsAny(words[at], "0123456789:\n") {
		return text
	}
	i := rapid.IntRange(1, len(letters)-3).Draw(rt, "letter")
	letters[i], letters[i+1] = letters[i+1], letters[i]
	words[at] = string(letters)
	return strings.Join(words, " ")
}

// TestBuiltSentences guards: whatever is said in whatever order, with asides and
// a slip of the finger, no value is recorded but those that were said.
func TestBuiltSentences(t *testing.T) {
	t.Parallel()
	for language, words := range sentences {
		parser := parsing(t, language)
		rapid.Check(t, func(rt *rapid.T) {
			items := rapid.Permutation([]restday.Item{restday.SleepH, restday.Fatigue, restday.Soreness, restday.Mood, restday.Motivation}).Draw(rt, "items")
			said := map[restday.Item]float64{}
			var parts []string
			for _, item := range items[:rapid.IntRange(1, len(items)).Draw(rt, "count")] {
				part, value := words.statement(rt, item)
				parts, said[item] = append(parts, part), value
			}
			link := rapid.SampledFrom(words.links).Draw(rt, "link")
			if rapid.Bool().Draw(rt, "aside") {
				link = ". "
				parts = slices.Insert(parts, rapid.IntRange(0, len(parts)).Draw(rt, "at"), rapid.SampledFrom(words.asides).Draw(rt, "aside"))
			}
			text := slipped(rt, rapid.SampledFrom(words.opens).Draw(rt, "opens")+strings.Join(parts, link))
			m := parser.Understand(text, Question{})
			for _, a := range m.Answers {
				if v, ok := said[a.Item]; !ok || v != a.Value {
					rt.Fatalf("%q: read as %s; said was %v", text, short(m), said)
				}
			}
			if len(m.Symptoms) > 0 || m.Pain != nil || m.Command != "" {
				rt.Fatalf("%q: read as %s", text, short(m))
			}
		})
	}
}
