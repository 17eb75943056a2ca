package conversation

import (
	"regexp"
	"testing"

	"restday/lang"
	"restday/rules"
)

// Each option can be registered with a network, and each choice of it is read
// as just the answer that it names.
func TestCheckInOptionsAreReadAsTheyAreOffered(t *testing.T) {
	t.Parallel()
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	flow, err := NewFlow(Settings{Zone: "UTC", Language: lang.English}, library, nil)
	if err != nil {
		t.Fatal(err)
	}
	fits := regexp.MustCompile(`^[a-z_]{1,32}$`)
	seen := map[string]bool{}
	options := flow.checkInOptions(flow.book.Speaker(lang.English))
	for _, o := range options {
		if !fits.MatchString(o.Name) || seen[o.Name] || o.Description == "" || len(o.Choices) > 25 {
			t.Errorf("option %+v", o)
		}
		seen[o.Name] = true
		for i, c := range o.Choices {
			for _, language := range flow.Languages(lang.English) {
				turn := &turn{Flow: flow, questions: flow.questions, say: flow.book.Speaker(language), lexicon: flow.reading(language)}
				turn.athlete.Language = language
				q, ok := turn.called(o.Name)
				m := turn.readLine(o.Name + ":" + c.Data)
				if !ok || len(m.Answers) != 1 || m.Answers[0] != q.answer(i) || len(m.Unclear) > 0 {
					t.Errorf("%s in %s: %s:%s is read as %+v", c.Label, language, o.Name, c.Data, m)
				}
			}
		}
	}
	if len(options) < 5 || !seen[noteName] {
		t.Errorf("%d options", len(options))
	}
}
