package conversation

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"restday"
	"restday/lang"
	"restday/plan"
	"restday/rules"
)

// FuzzLoadQuestions: whatever a question file holds, it is loaded or refused
// with its name; a loaded one can be asked.
func FuzzLoadQuestions(f *testing.F) {
	seeds, err := fs.Glob(builtinQuestions, "questions/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range seeds {
		data, err := builtinQuestions.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	book, err := lang.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data string) {
		qs, err := LoadQuestions(fstest.MapFS{"mood.yaml": {Data: []byte(data)}})
		if err != nil {
			if msg := err.Error(); !strings.Contains(msg, "mood.yaml") && !strings.Contains(msg, "nothing would be asked") {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		q := qs.byKey["mood"]
		if q.asks(book.Speaker("en")) == "" {
			t.Error("a question without words was loaded")
		}
	})
}

// FuzzNext: whatever comes in, under whatever question, a turn ends without a
// crash and a tap is answered.
func FuzzNext(f *testing.F) {
	library, err := rules.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	flow, err := NewFlow(Settings{Zone: "UTC", PromptAt: 420, Language: "en", Window: time.Hour, Late: time.Hour}, library, sessions)
	if err != nil {
		f.Fatal(err)
	}
	now := time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)
	f.Add("said", "7.5h", "", "mood/symptoms", true)
	f.Add("tapped", "", "a:2026-03-12:mood:3", "mood", true)
	f.Add("tapped", "", "zone:_/_", "zone", false)
	f.Fuzz(func(t *testing.T, event, text, choice, open string, enrolled bool) {
		p := restday.Person{
			Known: true, Athlete: restday.Athlete{Zone: "UTC", Weekdays: restday.EveryDay, Enrolled: enrolled},
			State:   restday.State{Open: open, Day: restday.DayOf(now)},
			History: func(restday.Day) (restday.History, error) { return restday.History{}, nil },
			Decided: func(restday.Day, restday.Day) ([]restday.Decided, error) { return nil, nil },
		}
		change, err := flow.Next(p, restday.Incoming{Event: restday.Event(event), Text: text, Choice: choice, Ack: "ack"}, now)
		if err != nil {
			t.Fatal(err)
		}
		if restday.Event(event) != restday.Left && (len(change.Outgoing) == 0 || change.Outgoing[0].Ack != "ack") {
			t.Error("the tap is not answered")
		}
	})
}

// FuzzLoadLexicon: whatever a vocabulary holds, it is loaded or refused with
// its name, and reading with it never crashes.
func FuzzLoadLexicon(f *testing.F) {
	data, err := builtinVocabulary.ReadFile("vocabulary/en/mood.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data), "7.5h, legs sore")
	f.Add("items: {mood: {states: {1: [low]}}}", "low")
	f.Fuzz(func(t *testing.T, data, text string) {
		lex, err := LoadLexicon(fstest.MapFS{"xx/all.yaml": {Data: []byte(data)}}, "xx")
		if err != nil {
			if !strings.Contains(err.Error(), "xx") {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		lex.Understand(text, Question{})
	})
}
