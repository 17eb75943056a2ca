package conversation_test

import "restday"

var inEnglish = tongue{
	bare: map[restday.Item][]phrase{
		restday.SleepH: {
			says("7", restday.SleepH, 7), says("7.5", restday.SleepH, 7.5), says("6,5", restday.SleepH, 6.5), says("7:30", restday.SleepH, 7.5),
			says("8h", restday.SleepH, 8), says("7 and a half", restday.SleepH, 7.5), says("23:10–06:40", restday.SleepH, 7.5),
			says("430 min", restday.SleepH, 7.17), says("<5", restday.SleepH, 4.5), says("9+", restday.SleepH, 9.5), says("6½", restday.SleepH, 6.5),
		},
		restday.Fatigue: {
			says("none", restday.Fatigue, 1), says("low", restday.Fatigue, 2), says("Normal", restday.Fatigue, 3), says("good", restday.Fatigue, 4),
			says("full", restday.Fatigue, 5), says("2", restday.Fatigue, 2), says("7/10", restday.Fatigue, 4),
		},
		restday.Soreness: {
			says("very sore", restday.Soreness, 1), says("sore", restday.Soreness, 2), says("normal", restday.Soreness, 3),
			says("Good.", restday.Soreness, 4), says("great", restday.Soreness, 5), says("4", restday.Soreness, 4),
		},
		restday.Mood: {
			says("very low", restday.Mood, 1), says("low", restday.Mood, 2), says("ok", restday.Mood, 3), says("good", restday.Mood, 4),
			says("great!", restday.Mood, 5), says("3", restday.Mood, 3),
		},
		restday.SleepQuality: {says("bad", restday.SleepQuality, 2), says("very good", restday.SleepQuality, 5)},
		restday.Stress:       {says("very stressed", restday.Stress, 1), says("relaxed", restday.Stress, 4)},
		restday.Motivation:   {says("low", restday.Motivation, 2), says("very high", restday.Motivation, 5)},
		restday.Performance:  {says("performance worse", restday.Performance, -1)},
		restday.Appetite:     {says("low", restday.Appetite, 2)},
		restday.RHR:          {says("52", restday.RHR, 52), says("61", restday.RHR, 61)},
		restday.HRV:          {says("65", restday.HRV, 65), says("48.5", restday.HRV, 48.5)},
		stillIll:             {{"all gone", pressed(stillIll, 1)}, {"the same", pressed(stillIll, 2)}, {"better", pressed(stillIll, 3)}, {"still there", pressed(stillIll, 2)}},
		stillHurts:           {{"gone", pressed(stillHurts, 1)}, {"Less.", pressed(stillHurts, 2)}, {"same", pressed(stillHurts, 3)}, {"worse", pressed(stillHurts, 4)}},
		restday.PainWhere:    {hurting("left knee"), hurting("right achilles")},
		restday.PainLevel:    {says("6", restday.PainLevel, 6), says("a little", restday.PainLevel, 2), says("7/10", restday.PainLevel, 7)},
		restday.PainKind: {
			{"sharp", pressed(restday.PainKind, 2)}, {"dull", pressed(restday.PainKind, 1)},
			{"it makes me limp", pressed(restday.PainKind, 4)},
		},
		restday.Symptoms: {
			{"fever", statement{signs: []string{"fever"}}}, {"sore throat", statement{signs: []string{"sore_throat"}}},
			{"done", statement{malaise: true}}, {"not ill", statement{gone: []restday.Item{restday.Symptoms}}},
		},
	},
	named: map[restday.Item][]phrase{
		restday.SleepH: {
			says("slept 7.5 h", restday.SleepH, 7.5), says("slept 6 hours", restday.SleepH, 6), says("slept 8,5h", restday.SleepH, 8.5),
			says("sleep 7", restday.SleepH, 7), says("slept 430 min", restday.SleepH, 7.17),
		},
		restday.Fatigue: {
			says("energy good", restday.Fatigue, 4), says("energy low", restday.Fatigue, 2), says("energy 3", restday.Fatigue, 3),
			says("energy 9/10", restday.Fatigue, 5), says("exhausted", restday.Fatigue, 1),
		},
		restday.Soreness: {
			says("legs sore", restday.Soreness, 2), says("legs trashed", restday.Soreness, 1), says("muscles good", restday.Soreness, 4),
			says("legs ok", restday.Soreness, 3), says("not sore at all", restday.Soreness, 5),
		},
		restday.Mood: {
			says("mood good", restday.Mood, 4), says("mood low", restday.Mood, 2), says("mood great", restday.Mood, 5),
			says("mood 3", restday.Mood, 3), says("mood terrible", restday.Mood, 1),
		},
	},
	complaints: []phrase{
		{"I have a fever", statement{signs: []string{"fever"}}},
		{"runny nose and a cough", statement{signs: []string{"runny_nose", "chest_cough"}}},
		{"fever is gone", statement{well: []string{"fever"}}},
		{"chest pain", statement{signs: []string{"chest_pain"}}},
		{"no chest pain", statement{well: []string{"chest_pain"}}},
		{"fever, left knee hurts 6/10", withSign(painful("left knee", 6), "fever")},
		{"I fainted, left knee hurts 6/10", withSign(painful("left knee", 6), "fainting")},
		{"nothing hurts", statement{gone: painItems}},
		{"no pain", statement{gone: painItems}},
	},
	aches: []phrase{
		{"left knee hurts 6/10", painful("left knee", 6)},
		{"right hip hurts 8/10", painful("right hip", 8)},
		{"knee hurts 2/10", painful("knee", 2)},
		{"shoulder hurts too", hurting("shoulder").statement},
	},
	corrections: []string{"actually ", "sorry, ", "I meant "},
	unsaid: []string{
		"yesterday my legs were sore", "I need 8 hours of sleep tonight", "will my legs be sore?", "my wife slept 5 hours",
		"should I be this tired?", "tomorrow I want to sleep 9 hours", "soreness 4", "slept 25 hours", "mood 7", "stress 2",
		"dunno", "no idea",
	},
	questions: []string{
		"/today", "/why", "why?", "what's my plan", "/help", "help", "what was the question?", "repeat", "/nosuch", "/skip", "thanks", "hello",
		"keep my plan", "I'll do it anyway", "take the advice", "can I do intervals instead?", "/trend", "/why yesterday", "why was Monday easy?",
		"/whatif sleep 8", "what if my legs were fresh", "what if I had a fever", "what if I swap with Thursday", "what if",
		"should I train today?", "stop asking me", "what else can I do?",
	},
	steer: map[string]string{"skip": "skip", "cancel": "cancel", "change": "change", "not today": "not today", "later": "later"},
	settings: map[string][]string{
		"start":       {"6:45", "quarter to seven", "7am", "Europe/London", "Mon Wed Fri", "yes"},
		"at":          {"6:45", "07:30", "22:15", "half past six"},
		"days":        {"no weekends", "Mon Wed Fri", "every day"},
		"zone":        {"Europe/London", "Kolkata", "America/New_York"},
		"travel":      {"yes", "no", "Europe/London"},
		"ask":         {"stress", "motivation", "resting pulse"},
		"quiet":       {"22-6", "22:00-06:30"},
		"do:pause":    {"a week", "until 3 May"},
		"do:language": {"Deutsch"},
	},
	openers: []string{
		"/settings", "/settings", "/start", "/pause 2d", "/pause", "pause for a week", "/pause until 3 May", "/resume", "/resume", "/resume", "/forget", "/language",
	},
	nudge: "Still time",
	pause: "A few quiet mornings",
}
