package conversation

import (
	"strings"

	"restday"
)

var (
	offeredTimes = []restday.Clock{5*60 + 30, 6 * 60, 6*60 + 30, 7 * 60, 7*60 + 30, 8 * 60, 8*60 + 30, 9 * 60, 10 * 60}
	// One zone for each offset where many people live; any other can be typed.
	offeredZones = []string{"America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo",
		"Europe/London", "Europe/Berlin", "Europe/Helsinki", "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
		"Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"}
)

// offerSettings says how things are, with the button to keep them first.
func (t *turn) offerSettings() {
	if t.passing {
		t.confirmBriefly()
		return
	}
	t.openSetting(askStart)
	if t.athlete.Enrolled {
		t.card(restday.Outgoing{Text: plain(t.settingsWords()), Choices: t.menuChoices()})
		return
	}
	at, zone := t.say.Clock(t.athlete.PromptAt), strings.ReplaceAll(strings.TrimPrefix(t.athlete.Zone, "Etc/"), "_", " ")
	text := t.say.Say("start.when", "time", at, "zone", zone)
	if t.state.Card == 0 || t.in.Event == restday.Said && strings.HasPrefix(t.in.Text, "/") {
		text = strings.Join([]string{t.say.Say("start.hello", "name", t.athlete.Name), text, t.say.Say("start.about")}, "\n\n")
	}
	t.card(restday.Outgoing{Text: plain(text), Choices: t.startChoices()})
}

// settingsWords are all settings in a few lines.
func (t *turn) settingsWords() string {
	a, c := t.athlete, t.dates()
	lines := []string{
		t.say.Say("settings.when", "time", c.Clock(a.PromptAt), "days", c.days(a.Weekdays), "zone", t.city(a.Zone)),
		t.say.Say("settings.questions", "questions", t.questionTitles()),
		t.nudgeWords() + " " + t.quietWords(),
		t.eveningWords(),
	}
	if a.Sport != "" {
		lines = append(lines, t.say.Say("settings.sport", "sport", t.say.Say("start.sport_"+a.Sport)))
	}
	if a.PausedTo > t.today() {
		lines = append(lines, t.say.Say("settings.paused"))
	}
	return strings.Join(lines, "\n")
}

func (t *turn) nudgeWords() string {
	if t.athlete.NoNudge {
		return t.say.Say("settings.nudge_off")
	}
	return t.say.Say("settings.nudge_on")
}

func (t *turn) menuChoices() [][]restday.Choice {
	nudge := restday.Choice{Label: t.say.Say("settings.stop_nudge"), Data: "nudge:off"}
	if t.athlete.NoNudge {
		nudge = restday.Choice{Label: t.say.Say("settings.start_nudge"), Data: "nudge:on"}
	}
	pause := restday.Choice{Label: t.say.Say("settings.pause"), Data: "do:pause"}
	if t.athlete.PausedTo > t.today() {
		pause = restday.Choice{Label: t.say.Say("pause.resume"), Data: "do:resume"}
	}
	return [][]restday.Choice{
		{{Label: t.say.Say("settings.keep"), Data: "start:ok"}},
		{t.opens("time", askTime), t.opens("days", askDays), t.opens("zone", askZone)},
		{t.opens("questions_button", askQuestions), nudge, {Label: t.say.Say("settings.language"), Data: "do:language"}},
		{t.opens("quiet", askQuiet), t.opens("sport_button", askSport), pause},
		{t.opens("evening", askEvening), t.opens("about", askAbout), t.opens("extras", askExtras)},
	}
}

// menuRows is the menu of somebody who is enrolled, or of one who is not yet.
func (t *turn) menuRows() [][]restday.Choice {
	if t.athlete.Enrolled {
		return t.menuChoices()
	}
	return t.startChoices()
}

// opens is the button of the menu that opens one setting.
func (t *turn) opens(label, setting string) restday.Choice {
	return restday.Choice{Label: t.say.Say("settings." + label), Data: "start:" + setting}
}

func (t *turn) startChoices() [][]restday.Choice {
	return [][]restday.Choice{
		{{Label: t.say.Say("start.ok", "time", t.say.Clock(t.athlete.PromptAt)), Data: "start:ok"}},
		{{Label: t.say.Say("start.time"), Data: "start:time"}, {Label: t.say.Say("start.zone"), Data: "start:zone"}},
		{{Label: t.say.Say("start.sport"), Data: "start:sport"}},
	}
}

// offered is the buttons under the open question.
func (t *turn) offered() [][]restday.Choice {
	if t.teamOpen() {
		return t.teamRows()
	}
	if t.planOpen() {
		rows, _ := t.planRows() // an error comes again when the words are read
		return rows
	}
	if _, _, log := t.logOpen(); log {
		return t.logRows()
	}
	switch t.open() {
	case askStart:
		return t.menuRows()
	case askTime:
		return timeChoices()
	case askDays:
		return t.dayChoices()
	case askZone:
		return t.zoneChoices()
	case askTravel:
		return t.travelChoices()
	case askQuestions:
		return t.questionChoices()
	case askQuiet:
		return t.quietChoices()
	case askSport:
		return t.sportChoices()
	case askAbout:
		return t.aboutChoices()
	case askExtras:
		return t.extrasChoices()
	case askEvening:
		return t.eveningChoices()
	case askPause:
		return t.pauseChoices()
	case askForget:
		return t.forgetChoices()
	case askLanguage:
		return t.languageChoices()
	case askLink:
		return t.linkChoices()
	case askChats:
		return t.chatChoices()
	case changing:
		return t.changes()
	case "":
		return append(t.buttons(t.listening()), []restday.Choice{
			t.about(t.today(), "why"), t.about(t.today(), "keep"), t.about(t.today(), "advice"), t.about(t.today(), "options"),
		})
	}
	return append(t.buttons(t.question()), t.snoozeChoices()...)
}

func timeChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, c := range offeredTimes {
		choices = append(choices, restday.Choice{Label: c.String(), Data: "at:" + c.String()})
	}
	return inRows(choices)
}

func (t *turn) zoneChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, z := range offeredZones {
		choices = append(choices, restday.Choice{Label: t.city(z), Data: "zone:" + z})
	}
	return inRows(choices)
}

func (t *turn) sportChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, sport := range restday.Sports {
		choices = append(choices, restday.Choice{Label: t.say.Say("start.sport_" + sport), Data: "sport:" + sport})
	}
	return inRows(choices)
}

func (t *turn) offerTimes(words string) {
	t.openSetting(askTime)
	t.card(restday.Outgoing{Text: plain(t.say.Say(words)), Choices: timeChoices(), Unnumbered: true})
}

func (t *turn) offerZones(words string) {
	t.openSetting(askZone)
	t.card(restday.Outgoing{Text: plain(t.say.Say(words)), Choices: t.zoneChoices()})
}

func (t *turn) offerSports() {
	t.openSetting(askSport)
	t.card(restday.Outgoing{Text: plain(t.say.Say("start.ask_sport")), Choices: t.sportChoices()})
}

// setTime takes a time of day and tells whether it was one.
func (t *turn) setTime(text string) bool {
	if first, rest, two := strings.Cut(text, " "); two && t.typed(first, "at") {
		text = rest
	}
	at, ok := readClock(text)
	if !ok {
		at, ok = t.lexicon.clock(text)
	}
	if ok {
		t.athlete.PromptAt = at
		t.settled()
	}
	return ok
}

// setZone takes a zone's name, a city, or the athlete's time of day now.
func (t *turn) setZone(text string) bool {
	zone := findZone(t.inEnglish(text), t.now)
	if zone != "" {
		t.move(zone)
	}
	return zone != ""
}

// saidCity is setZone for words that were not asked for: the bare name of a
// zone could be any word.
func (t *turn) saidCity(text string) bool {
	zone := ""
	if strings.Contains(text, "/") {
		zone = findZone(text, t.now)
	} else {
		zone = findCity(t.inEnglish(text))
	}
	if zone != "" {
		t.move(zone)
	}
	return zone != ""
}

func (t *turn) move(zone string) {
	t.athlete.Zone, t.state.Odd, t.state.Placed = zone, 0, t.today()
	t.settled()
}
