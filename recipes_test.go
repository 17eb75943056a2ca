package restday_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"restday/conversation"
	"restday/lang"
	"restday/plan"
	"restday/rules"
)

// tree is the YAML of a folder of this repository in memory, for a recipe of
// CONTRIBUTING to work on.
func tree(t testing.TB, folder string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS(folder)
	err := fs.WalkDir(root, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".yaml" {
			return err
		}
		text, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// copyFile is "copy the file that is nearest to yours and change": replace
// holds pairs of old and new words, each of which must be there.
func copyFile(t testing.TB, files fstest.MapFS, from, to string, replace ...string) {
	t.Helper()
	text := string(files[from].Data)
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("%s has no %q to change", from, replace[i])
		}
		text = strings.ReplaceAll(text, replace[i], replace[i+1])
	}
	files[to] = &fstest.MapFile{Data: []byte(text)}
}

func TestRecipeForAQuestion(t *testing.T) {
	t.Parallel()
	files := tree(t, "conversation/questions")
	copyFile(t, files, "fatigue.yaml", "motivation.yaml", "key: fatigue", "key: motivation", "order: 20", "order: 45")
	if _, err := conversation.LoadQuestions(files); err != nil {
		t.Errorf("the recipe does not work: %v", err)
	}
	copyFile(t, files, "motivation.yaml", "motivation.yaml", "order: 45", "order: 40")
	if _, err := conversation.LoadQuestions(files); err == nil || !strings.Contains(err.Error(), "motivation") {
		t.Errorf("two questions in one place: %v", err)
	}
	copyFile(t, files, "motivation.yaml", "motivation.yaml", "order: 40", "ordre: 45")
	if _, err := conversation.LoadQuestions(files); err == nil || !strings.Contains(err.Error(), "motivation.yaml") {
		t.Errorf("a misspelt key: %v", err)
	}
}

const newRule = `id: X1
order: 165
when: sleep_hours < 6.5 and planned_kind == "key"
ceiling: easy
text: "Only {sleep_hours} h of sleep before a hard day."
source: "A recipe in CONTRIBUTING"
fires:
  day: 2026-03-12
  planned: {kind: key}
  checkins: [{day: 2026-03-12, sleep_h: 6.4}]
silent:
  day: 2026-03-12
  planned: {kind: key}
  checkins: [{day: 2026-03-12, sleep_h: 6.5}]
`

func TestRecipeForARule(t *testing.T) {
	t.Parallel()
	files := tree(t, "rules/library")
	files["X1.yaml"] = &fstest.MapFile{Data: []byte(newRule)}
	library, err := rules.Load(files)
	if err != nil {
		t.Fatalf("the recipe does not work: %v", err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	in, err := rules.ReadInput([]byte(`{"day":"2026-03-12","planned":{"kind":"key"},"checkins":[{"day":"2026-03-12","sleep_h":6.25}]}`))
	if err != nil {
		t.Fatal(err)
	}
	d := library.Decide(in, sessions)
	if len(d.Reasons) == 0 || d.Reasons[0].Rule != "X1" || !strings.Contains(d.Reasons[0].Saw, "6.25 < 6.5") {
		t.Errorf("the new rule does not decide: %+v", d.Reasons)
	}
	for _, bad := range [][2]string{{"sleep_hours < 6.5", "sleep_houres < 6.5"}, {"sleep_h: 6.4", "sleep_h: 6.6"}, {"ceiling: easy", "ceiling: harder"}, {"source: \"A recipe in CONTRIBUTING\"", "source: \"\""}} {
		files["X1.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(newRule, bad[0], bad[1], 1))}
		if _, err := rules.Load(files); err == nil || !strings.Contains(err.Error(), "X1.yaml:") {
			t.Errorf("%s: %v", bad[1], err)
		}
	}
}

func TestRecipeForALanguage(t *testing.T) {
	t.Parallel()
	files := tree(t, "lang")
	copyFile(t, files, "en.yaml", "nl.yaml", "today: today", "today: vandaag", "name: English", "name: Nederlands")
	copyFile(t, files, "sessions/de.yaml", "sessions/nl.yaml", "Lockerer Dauerlauf", "Rustige duurloop")
	book, err := lang.Load(files)
	if err != nil {
		t.Fatalf("the recipe does not work: %v", err)
	}
	dutch := book.Speaker(book.Match("nl-BE"))
	for _, c := range []struct{ got, want string }{
		{dutch.Say("day.today"), "vandaag"}, {dutch.Own("session", "Easy run"), "Rustige duurloop"},
		{dutch.Or("rule.R1", "Rest is today's session."), "Rest is today's session."}, // not translated yet
		{book.Find("Nederlands"), "nl"}, {book.Speaker("en").Say("day.today"), "today"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	words := tree(t, "conversation/vocabulary")
	for name := range maps.Clone(words) {
		if folder, file := path.Split(name); folder == "en/" {
			copyFile(t, words, name, "nl/"+file)
		}
	}
	copyFile(t, words, "nl/fatigue.yaml", "nl/fatigue.yaml", "exhausted,", "uitgeput,")
	lexicon, err := conversation.LoadLexicon(words, "nl")
	if err != nil {
		t.Fatalf("the recipe does not work: %v", err)
	}
	if m := lexicon.Understand("uitgeput", conversation.Question{}); len(m.Answers) != 1 || m.Answers[0].Value != 1 {
		t.Errorf("understood as %+v", m)
	}
}
