package conversation

import (
	"slices"
	"strings"

	"restday"
)

// The open questions that are about settings, not about a day.
const (
	askStart    = "start"    // is this time right?
	askTime     = "time"     // when shall I write?
	askZone     = "zone"     // where are you?
	askSport    = "sport"    // what do you train?
	askForget   = "forget"   // really erase?
	askLanguage = "language" // which language?
)

var (
	settingTaps  = []string{"start", "at", "zone", "sport"}
	offeredTimes = []restday.Clock{5*60 + 30, 6 * 60, 6*60 + 30, 7 * 60, 7*60 + 30, 8 * 60, 8*60 + 30, 9 * 60, 10 * 60}
	// One zone for each offset where many people live; any other can be typed.
	offeredZones = []string{"America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo",
		"Europe/London", "Europe/Berlin", "Europe/Helsinki", "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
		"Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"}
)

func (t *turn) settingsOpen() bool {
	return slices.Contains([]string{askStart, askTime, askZone, askSport, askForget, askLanguage, askLink, askChats}, t.open())
}

// onboard talks to somebody who has not confirmed yet: whatever they write,
// they see when and where restday would write, and the button to say yes.
func (t *turn) onboard() {
	if data, ok := t.typedButton(); ok && t.in.Event == restday.Said {
		t.in.Choice = data
	}
	command, _, _ := strings.Cut(strings.ToLower(t.in.Text), " ")
	switch tap := strings.Split(t.in.Choice, ":"); {
	case t.onboardLanguage():
	case tap[0] == askForget:
		t.tapForget(tap)
	case command == "/forget" && t.p.Known:
		t.offerForget()
	case command == "/help":
		t.tellHelp()
	case slices.Contains(settingTaps, tap[0]):
		t.tapSettings(tap)
	case t.in.Event == restday.Tapped:
		t.notice(t.say.Say("start.not_yet"))
	case !t.settingsOpen() || !t.saidSettings():
		t.offerSettings()
	}
}

// offerSettings states when and where, with the button to keep it first.
func (t *turn) offerSettings() {
	t.openSetting(askStart)
	at, zone := t.say.Clock(t.athlete.PromptAt), strings.ReplaceAll(t.athlete.Zone, "_", " ")
	text := t.say.Say("start.now", "time", at, "zone", zone)
	if !t.athlete.Enrolled {
		text = t.say.Say("start.when", "time", at, "zone", zone)
		if t.state.Card == 0 || t.in.Event == restday.Said && strings.HasPrefix(t.in.Text, "/") {
			text = strings.Join([]string{t.say.Say("start.hello", "name", t.athlete.Name), text, t.say.Say("start.about")}, "\n\n")
		}
	}
	t.card(restday.Outgoing{Text: plain(text), Choices: t.startChoices()})
}

func (t *turn) tapSettings(tap []string) {
	value := strings.Join(tap[1:], ":")
	switch {
	case tap[0] == "start" && value == "ok":
		t.confirm()
	case tap[0] == "start" && value == "time":
		t.offerTimes("start.ask_time")
	case tap[0] == "start" && value == "zone":
		t.offerZones("start.ask_zone")
	case tap[0] == "start" && value == "sport":
		t.offerSports()
	case tap[0] == "at":
		t.setTime(value)
	case tap[0] == "zone":
		t.setZone(value)
	case tap[0] == "sport" && slices.Contains(restday.Sports, value):
		t.athlete.Sport = value
		t.settled()
	}
}

// saidSettings takes typed words as the answer to an open setting, and tells
// whether they were one.
func (t *turn) saidSettings() bool {
	text := strings.TrimSpace(t.in.Text)
	if strings.HasPrefix(text, "/") {
		return false
	}
	if t.athlete.Enrolled && t.lexicon.Understand(text, Question{}).Command == "cancel" {
		t.closeSettings() // it is the setting that is cancelled, not the check-in
		t.tell(t.say.Say("checkin.unchanged"))
		t.again()
		return true
	}
	switch t.open() {
	case askStart:
		return t.saidStart(text)
	case askTime:
		return t.setTime(text) || t.wrong(func() { t.offerTimes("start.bad_time") })
	case askZone:
		return t.setZone(text) || t.wrong(func() { t.offerZones("start.bad_zone") })
	case askSport:
		return t.wrong(t.offerSports)
	case askLanguage:
		return t.setLanguage(text) || t.wrong(func() { t.offerLanguages(false) })
	case askForget:
		yes := slices.Contains([]string{"yes", "y"}, strings.ToLower(text))
		if yes || slices.Contains([]string{"no", "n", "nope"}, strings.ToLower(text)) {
			t.tapForget([]string{askForget, map[bool]string{true: "yes", false: "no"}[yes]})
			return true
		}
	}
	return false
}

var yesWords = []string{"yes", "y", "ok", "okay", "keep"}

// saidStart reads "yes", a time or a zone under the question whether the time
// is right.
func (t *turn) saidStart(text string) bool {
	if slices.Contains(yesWords, strings.ToLower(text)) {
		t.confirm()
		return true
	}
	return t.setTime(text) || strings.Contains(text, "/") && t.setZone(text)
}

// wrong asks a setting again, unless the words mean something else.
func (t *turn) wrong(again func()) bool {
	if m := t.lexicon.Understand(t.in.Text, Question{}); m.Command != "" || !m.Empty() {
		return false
	}
	again()
	return true
}

// offered is the buttons under the open question.
func (t *turn) offered() [][]restday.Choice {
	switch t.open() {
	case askStart:
		return t.startChoices()
	case askTime:
		return timeChoices()
	case askZone:
		return zoneChoices()
	case askSport:
		return t.sportChoices()
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
		return [][]restday.Choice{t.answerChoices(t.today())}
	}
	return t.buttons(t.question())
}

func (t *turn) startChoices() [][]restday.Choice {
	keep := t.say.Say("start.keep")
	if !t.athlete.Enrolled {
		keep = t.say.Say("start.ok", "time", t.say.Clock(t.athlete.PromptAt))
	}
	return [][]restday.Choice{
		{{Label: keep, Data: "start:ok"}},
		{{Label: t.say.Say("start.time"), Data: "start:time"}, {Label: t.say.Say("start.zone"), Data: "start:zone"}},
		{{Label: t.say.Say("start.sport"), Data: "start:sport"}},
	}
}

func timeChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, c := range offeredTimes {
		choices = append(choices, restday.Choice{Label: c.String(), Data: "at:" + c.String()})
	}
	return inRows(choices)
}

func zoneChoices() [][]restday.Choice {
	var choices []restday.Choice
	for _, z := range offeredZones {
		_, city, _ := strings.Cut(z, "/")
		choices = append(choices, restday.Choice{Label: strings.ReplaceAll(city, "_", " "), Data: "zone:" + z})
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

func (t *turn) forgetChoices() [][]restday.Choice {
	return [][]restday.Choice{{
		{Label: t.say.Say("forget.no"), Data: "forget:no"}, {Label: t.say.Say("forget.yes"), Data: "forget:yes"},
	}}
}

func (t *turn) offerTimes(words string) {
	t.openSetting(askTime)
	t.card(restday.Outgoing{Text: plain(t.say.Say(words)), Choices: timeChoices(), Unnumbered: true})
}

func (t *turn) offerZones(words string) {
	t.openSetting(askZone)
	t.card(restday.Outgoing{Text: plain(t.say.Say(words)), Choices: zoneChoices()})
}

func (t *turn) offerSports() {
	t.openSetting(askSport)
	t.card(restday.Outgoing{Text: plain(t.say.Say("start.ask_sport")), Choices: t.sportChoices()})
}

// setTime takes a time of day and tells whether it was one.
func (t *turn) setTime(text string) bool {
	at, ok := readClock(text)
	if ok {
		t.athlete.PromptAt = at
		t.settled()
	}
	return ok
}

// setZone takes a zone's name, a city we offer, or the athlete's time of day now.
func (t *turn) setZone(text string) bool {
	zone := findZone(text, t.now)
	if zone != "" {
		t.athlete.Zone = zone
		t.settled()
	}
	return zone != ""
}

// settled shows the settings as they now are, for one more yes.
func (t *turn) settled() {
	t.skipPast()
	t.offerSettings()
}

// openSetting opens one setting in place of another; a question of the
// check-in that waits goes on waiting.
func (t *turn) openSetting(key string) {
	t.closeSettings()
	t.enter(key)
}

func (t *turn) closeSettings() {
	for t.settingsOpen() {
		t.leave()
	}
}

// skipPast has prompts begin tomorrow when today's time is already over: a
// change of settings must not set off a prompt.
func (t *turn) skipPast() {
	if t.athlete.PromptAt.On(t.today(), t.location()).Compare(t.now) <= 0 {
		t.state.Prompted = max(t.state.Prompted, t.today())
	}
}

// confirm enrols, or keeps the settings of somebody who is enrolled.
func (t *turn) confirm() {
	t.closeSettings()
	if !t.athlete.Enrolled {
		t.athlete.Enrolled = true
		t.skipPast()
	}
	var rows [][]restday.Choice
	if t.question().Key == "" && (t.state.Day != t.today() || !t.state.Finished) {
		rows = [][]restday.Choice{{{Label: t.say.Say("start.check_now"), Data: "do:checkin"}}}
	}
	day, at := t.nextPrompt()
	t.card(restday.Outgoing{
		Text:    plain(t.say.Say("start.done", "day", day, "time", at)),
		Choices: rows,
		Closed:  plain(t.say.Say("help.away")),
	})
	t.again()
}

// nextPrompt says when the next prompt comes: "tomorrow", "07:00".
func (t *turn) nextPrompt() (day, at string) {
	from := max(t.state.Prompted+1, t.today())
	if t.state.Finished && t.state.Day == t.today() {
		from = t.today() + 1
	}
	next := t.athlete.NextPromptIn(t.location(), from)
	local := next.In(t.location())
	return t.dayWord(restday.DayOf(local)), t.say.Clock(restday.Clock(local.Hour()*60 + local.Minute()))
}

// dayWord names a day near today: "today", "tomorrow", "on Thursday".
func (t *turn) dayWord(d restday.Day) string {
	switch d - t.today() {
	case 0:
		return t.say.Say("day.today")
	case 1:
		return t.say.Say("day.tomorrow")
	case 2, 3, 4, 5, 6:
		return t.say.Say("day.later", "weekday", t.say.Weekday(d))
	}
	return t.say.Date(d)
}

func (t *turn) tapForget(tap []string) {
	if t.open() != askForget {
		t.notice(t.say.Say("checkin.closed"))
		return
	}
	t.leave()
	switch tap[len(tap)-1] {
	case "yes":
		t.change.Erase = true
		t.tell(t.say.Say("forget.done"))
	default:
		t.tell(t.say.Say("forget.kept"))
		t.again()
	}
}
