package conversation_test

import (
	"strings"
	"testing"
	"time"

	"restday"
	"restday/conversation"
	"restday/plan"
	"restday/rules"
)

// A host who names no emergency number has none invented.
func TestAWarningSignNamesTheNumberOfTheHost(t *testing.T) {
	t.Parallel()
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for number, want := range map[string]string{"": "Call your local emergency number now.", "911": "Call 911 now."} {
		flow, err := conversation.NewFlow(conversation.Settings{Language: "en", Emergency: number}, library, sessions)
		if err != nil {
			t.Fatal(err)
		}
		in := restday.Incoming{From: ana, Event: restday.Said, Text: "I have chest pain"}
		change, err := flow.Next(benchmarkPerson(), in, time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, o := range change.Outgoing {
			said += o.Text.Plain()
		}
		if !strings.Contains(said, want) || strings.Contains(said, "instead") {
			t.Errorf("with the number %q it says: %s", number, said)
		}
	}
}
