package main

import (
	"time"

	"restday"
)

// athleteFormat is contract.md's. A field that is left empty says nothing.
var athleteFormat = format[restday.Athlete]{
	columns:  []string{"name", "platform", "chat", "timezone", "prompt_at", "language", "sport", "team"},
	required: []string{"platform", "chat"},
	key:      func(a restday.Athlete) string { return a.Chat.String() },
	read:     readAthlete,
	fields: func(a restday.Athlete) []string {
		return []string{a.Name, a.Chat.Platform, a.Chat.Chat, a.Zone, a.PromptAt.String(), a.Language, a.Sport, a.Team}
	},
}

// noClock marks a prompt_at that was left empty.
const noClock restday.Clock = -1

func readAthlete(t *table) restday.Athlete {
	a := restday.Athlete{
		Name:     t.words("name"),
		Chat:     restday.Address{Platform: t.needed("platform"), Chat: t.needed("chat")},
		Zone:     t.valid("timezone", validZone),
		Language: t.valid("language", validLanguage),
		Sport:    t.oneOf("sport", restday.Sports...),
		Team:     t.words("team"),
		PromptAt: noClock,
	}
	if a.Chat.Platform != "" && a.Chat.Chat != "" {
		if err := validChat(a.Chat); err != nil {
			t.bad("%v", err)
		}
	}
	if s := t.valid("prompt_at", validClock); s != "" {
		a.PromptAt, _ = restday.ParseClock(s) // valid, or noted as bad
	}
	return a
}

// fillAthlete sets on a what row says. Somebody new is enrolled, since their
// host has just done so. Nobody is prompted before their next prompt time.
func fillAthlete(a *restday.Athlete, row restday.Athlete, c config, now time.Time) {
	if a.ID == 0 {
		a.Zone, a.PromptAt, a.Language = c.zone(), c.promptAt(), c.Lang
		a.Weekdays, a.Enrolled, a.Preferences = restday.EveryDay, true, restday.NewPreferences()
	}
	before := *a
	for _, text := range []struct {
		to   *string
		from string
	}{{&a.Name, row.Name}, {&a.Zone, row.Zone}, {&a.Language, row.Language}, {&a.Sport, row.Sport}, {&a.Team, row.Team}} {
		if text.from != "" {
			*text.to = text.from
		}
	}
	if row.PromptAt != noClock {
		a.PromptAt = row.PromptAt
	}
	if a.ID == 0 || a.Zone != before.Zone || a.PromptAt != before.PromptAt {
		a.Wake = nextPrompt(*a, now)
	}
}

// nextPrompt returns the first prompt that is due after now.
func nextPrompt(a restday.Athlete, now time.Time) time.Time {
	today := a.Today(now)
	if at := a.NextPrompt(today); at.After(now) {
		return at
	}
	return a.NextPrompt(today + 1)
}
