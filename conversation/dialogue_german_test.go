package conversation_test

import "restday"

var inGerman = tongue{
	bare: map[restday.Item][]phrase{
		restday.SleepH: {
			says("7", restday.SleepH, 7), says("7,5", restday.SleepH, 7.5), says("7:30", restday.SleepH, 7.5), says("8h", restday.SleepH, 8),
			says("siebeneinhalb", restday.SleepH, 7.5), says("23:10–06:40", restday.SleepH, 7.5), says("430 min", restday.SleepH, 7.17),
			says("<5", restday.SleepH, 4.5), says("9+", restday.SleepH, 9.5), says("6 Stunden", restday.SleepH, 6),
		},
		restday.Fatigue: {
			says("keine", restday.Fatigue, 1), says("wenig", restday.Fatigue, 2), says("Normal", restday.Fatigue, 3), says("viel", restday.Fatigue, 4),
			says("sehr viel", restday.Fatigue, 5), says("2", restday.Fatigue, 2), says("7/10", restday.Fatigue, 4),
		},
		restday.Soreness: {
			says("sehr schwer", restday.Soreness, 1), says("schwer", restday.Soreness, 2), says("normal", restday.Soreness, 3),
			says("gut.", restday.Soreness, 4), says("super", restday.Soreness, 5), says("4", restday.Soreness, 4),
		},
		restday.Mood: {
			says("am Boden", restday.Mood, 1), says("schlecht", restday.Mood, 2), says("geht so", restday.Mood, 3), says("gut", restday.Mood, 4),
			says("super!", restday.Mood, 5), says("3", restday.Mood, 3),
		},
		restday.SleepQuality: {says("schlecht", restday.SleepQuality, 2), says("sehr gut", restday.SleepQuality, 5)},
		restday.Stress:       {says("sehr gestresst", restday.Stress, 1), says("entspannt", restday.Stress, 4)},
		restday.Motivation:   {says("niedrig", restday.Motivation, 2), says("sehr hoch", restday.Motivation, 5)},
		restday.Performance:  {says("Leistung besser", restday.Performance, 1)},
		restday.Appetite:     {says("wenig", restday.Appetite, 2)},
		restday.RHR:          {says("52", restday.RHR, 52), says("61", restday.RHR, 61)},
		restday.HRV:          {says("65", restday.HRV, 65), says("48,5", restday.HRV, 48.5)},
		stillIll:             {{"alles weg", pressed(stillIll, 1)}, {"gleich", pressed(stillIll, 2)}, {"besser", pressed(stillIll, 3)}, {"noch da", pressed(stillIll, 2)}},
		stillHurts:           {{"weg", pressed(stillHurts, 1)}, {"Weniger.", pressed(stillHurts, 2)}, {"wie gestern", pressed(stillHurts, 3)}, {"schlimmer", pressed(stillHurts, 4)}},
		restday.PainWhere:    {hurting("linkes knie"), hurting("rechte achillessehne")},
		restday.PainLevel:    {says("6", restday.PainLevel, 6), says("ein wenig", restday.PainLevel, 2), says("7/10", restday.PainLevel, 7)},
		restday.PainKind: {
			{"stechend", pressed(restday.PainKind, 2)}, {"dumpf", pressed(restday.PainKind, 1)},
			{"ich muss hinken", pressed(restday.PainKind, 4)},
		},
		restday.Symptoms: {
			{"Fieber", statement{signs: []string{"fever"}}}, {"Halsschmerzen", statement{signs: []string{"sore_throat"}}},
			{"fertig", statement{malaise: true}}, {"nicht krank", statement{gone: []restday.Item{restday.Symptoms}}},
		},
	},
	named: map[restday.Item][]phrase{
		restday.SleepH: {
			says("7,5h geschlafen", restday.SleepH, 7.5), says("6 Stunden geschlafen", restday.SleepH, 6), says("Schlaf 7", restday.SleepH, 7),
			says("430 min Schlaf", restday.SleepH, 7.17),
		},
		restday.Fatigue: {
			says("Energie gut", restday.Fatigue, 4), says("Energie 3", restday.Fatigue, 3), says("Energie 9/10", restday.Fatigue, 5),
			says("total kaputt", restday.Fatigue, 1), says("müde", restday.Fatigue, 2),
		},
		restday.Soreness: {
			says("Beine schwer", restday.Soreness, 2), says("Beine kaputt", restday.Soreness, 1), says("Muskeln gut", restday.Soreness, 4),
			says("Beine ok", restday.Soreness, 3), says("gar kein Muskelkater", restday.Soreness, 5),
		},
		restday.Mood: {
			says("Laune gut", restday.Mood, 4), says("Laune schlecht", restday.Mood, 2), says("Stimmung super", restday.Mood, 5),
			says("Stimmung 3", restday.Mood, 3), says("Laune furchtbar", restday.Mood, 1),
		},
	},
	complaints: []phrase{
		{"ich habe Fieber", statement{signs: []string{"fever"}}},
		{"Schnupfen und Husten", statement{signs: []string{"runny_nose", "chest_cough"}}},
		{"Fieber ist weg", statement{well: []string{"fever"}}},
		{"Brustschmerzen", statement{signs: []string{"chest_pain"}}},
		{"keine Brustschmerzen", statement{well: []string{"chest_pain"}}},
		{"Fieber, linkes knie tut weh 6/10", withSign(painful("linkes knie", 6), "fever")},
		{"nichts tut weh", statement{gone: painItems}},
		{"keine Schmerzen", statement{gone: painItems}},
	},
	aches: []phrase{
		{"linkes knie tut weh 6/10", painful("linkes knie", 6)},
		{"rechte hüfte tut weh 8/10", painful("rechte hüfte", 8)},
		{"knie tut weh 2/10", painful("knie", 2)},
		{"schulter tut auch weh", hurting("schulter").statement},
	},
	corrections: []string{"doch ", "ich meinte ", "Korrektur: "},
	unsaid: []string{
		"gestern waren die Beine schwer", "ich brauche 8 Stunden Schlaf", "werden meine Beine schwer?", "meine Frau hat 5 Stunden geschlafen",
		"morgen will ich 9 Stunden schlafen", "Muskelkater 4", "25 Stunden geschlafen", "Laune 7", "Stress 2",
		"weiß nicht", "keine Ahnung",
	},
	questions: []string{
		"/today", "/why", "warum?", "was steht heute an?", "/help", "Hilfe", "wie war die Frage?", "/skip", "danke", "hallo",
		"Plan behalten", "ich mache es trotzdem", "wie geraten", "kann ich stattdessen Intervalle machen?", "/trend", "/why gestern",
		"warum war Montag locker?", "/whatif Schlaf 8", "was wäre wenn ich Fieber hätte", "was wäre wenn ich mit Donnerstag tausche",
		"soll ich heute trainieren?", "frag mich nicht mehr", "was geht sonst?",
	},
	steer: map[string]string{
		"skip": "auslassen", "cancel": "abbrechen", "change": "ändern", "not today": "heute nicht", "later": "später",
	},
	settings: map[string][]string{
		"start":       {"6:45", "halb acht", "Europe/London", "Mo Mi Fr", "ja"},
		"at":          {"6:45", "07:30", "22:15", "halb sieben"},
		"days":        {"nicht am Wochenende", "Mo Mi Fr", "jeden Tag"},
		"zone":        {"Europe/London", "Kalkutta", "America/New_York"},
		"travel":      {"ja", "nein", "Europe/London"},
		"ask":         {"Stress", "Motivation", "Ruhepuls"},
		"quiet":       {"22-6", "22:00 bis 6:30"},
		"do:pause":    {"eine Woche", "bis 3. Mai"},
		"do:language": {"English"},
	},
	openers: []string{"/settings", "Einstellungen", "/pause 2d", "/pause", "Pause bis 3. Mai", "/resume", "/resume", "weiter", "/forget", "/language"},
	nudge:   "Wenn du magst, ist noch Zeit",
	pause:   "Ein paar stille Morgen",
}
