package conversation_test

import (
	"strings"

	"restday"
)

// tongue is what an athlete types and reads in one language.
type tongue struct {
	bare        map[restday.Item][]phrase // answers a question without naming it
	named       map[restday.Item][]phrase // says an item's value under any question
	complaints  []phrase                  // what stands above every score, and that it is over
	aches       []phrase                  // pain in a place
	corrections []string                  // what a correction begins with
	// unsaid is words about something else than this day and this athlete, and
	// values that cannot be: nothing of it is stored.
	unsaid    []string
	questions []string            // that leave the check-in where it is
	steer     map[string]string   // commands by what they do
	settings  map[string][]string // typed while a setting is open, by the word of its first button
	openers   []string            // typed to talk about settings
	nudge     string              // how the nudge begins
	pause     string              // how a break is offered
}

// words is the tongue of the athlete.
func (d *dialogue) words() *tongue {
	if d.is.Athlete.Language == "de" {
		return &inGerman
	}
	return &inEnglish
}

// nonsense is no word of any language.
var nonsense = []string{
	"banana", "?!", "", "🦵🦵", "\u202eabc\u0000", "<b>_*", "asdf jkl qwer", "日本語", strings.Repeat("blah ", 300), "12:99:12", "--",
}

// phrase is words whose meaning nobody doubts.
type phrase struct {
	text string
	statement
}

func says(text string, item restday.Item, value float64) phrase {
	return phrase{text, statement{answers: []restday.Answer{{Item: item, Value: value}}}}
}

// choices is how many buttons a question has.
func choices(item restday.Item) int {
	switch item {
	case restday.SleepH:
		return len(hoursByButton)
	case stillIll, stillHurts:
		return 4
	case restday.PainLevel:
		return len(painByButton)
	case restday.PainKind:
		return len(kindByButton) + 1
	case restday.PainWhere:
		return len(placeByButton)
	case restday.Symptoms:
		return len(signByButton)
	case restday.Fatigue, restday.Soreness, restday.Mood, restday.SleepQuality, restday.Stress, restday.Motivation:
		return 5
	}
	return 0
}

func hurting(where string) phrase {
	return phrase{where, statement{answers: []restday.Answer{{Item: restday.PainWhere, Words: where}}}}
}

func painful(where string, level float64) statement {
	return statement{answers: []restday.Answer{{Item: restday.PainWhere, Words: where}, {Item: restday.PainLevel, Value: level}}}
}

func withSign(s statement, sign string) statement {
	s.signs = append(s.signs, sign)
	return s
}
