package conversation

import "testing"

// BenchmarkParse is what an athlete types, read: all answers in one message.
func BenchmarkParse(b *testing.B) {
	lex, qs := english(b)
	for b.Loop() {
		if m := lex.Understand("slept 7.5h, energy normal, legs sore, mood good", qs.morning[0]); len(m.Answers) != 4 {
			b.Fatalf("%d answers", len(m.Answers))
		}
	}
}
