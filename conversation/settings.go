package conversation

import (
	"slices"
	"strings"
	"time"

	"restday"
)

// The open questions that are about settings, not about a day.
const (
	askStart     = "start"     // is this right?
	askTime      = "time"      // when shall I write?
	askDays      = "days"      // on which days?
	askZone      = "zone"      // where are you?
	askTravel    = "travel"    // are you still there?
	askQuestions = "questions" // what else shall I ask?
	askQuiet     = "quiet"     // when shall I keep quiet?
	askSport     = "sport"     // what do you train?
	askPause     = "pause"     // for how long?
	askForget    = "forget"    // really erase?
	askLanguage  = "language"  // which language?
	askAbout     = "about"     // what shall I keep in mind?
	askExtras    = "extras"    // tips, the digest, bedtime?
	askEvening   = "evening"   // when shall I ask what was done?
)

var settingTaps = []string{"start", "at", "days", "zone", "ask", "nudge", "quiet", "sport", askAbout, askExtras, askEvening}

// ofMenu are those that a button of the menu opens.
var ofMenu = []string{askTime, askDays, askZone, askQuestions, askQuiet, askSport, askAbout, askExtras, askEvening}

func (t *turn) settingsOpen() bool {
	_, _, log := t.logOpen()
	return log || t.planOpen() || t.teamOpen() || slices.Contains([]string{
		askStart, askTime, askDays, askZone, askTravel, askQuestions, askQuiet, askSport, askPause, askForget, askLanguage, askLink, askChats, askAbout, askExtras, askEvening,
	}, t.open())
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

// tapSettings does what a button of the settings says, and shows them as they
// now are.
func (t *turn) tapSettings(tap []string) {
	value := strings.Join(tap[1:], ":")
	switch tap[0] {
	case "start":
		t.tapMenu(value)
	case "at":
		t.setTime(value)
	case "days":
		t.tapDays(value)
	case "zone":
		t.setZone(value)
	case "ask":
		t.tapQuestion(value)
	case "nudge":
		t.athlete.NoNudge = value == "off"
		t.settled()
	case "quiet":
		t.setQuiet(value)
	case askAbout:
		t.tapAbout(value)
	case askExtras:
		t.tapExtras(value)
	case askEvening:
		t.setEvening(value)
	case "sport":
		if slices.Contains(restday.Sports, value) {
			t.athlete.Sport = value
			t.settled()
		}
	}
}

// tapMenu opens the setting that a button of the menu is about.
func (t *turn) tapMenu(setting string) {
	switch setting {
	case "ok":
		t.confirm()
	case askTime:
		t.offerTimes("start.ask_time")
	case askDays:
		t.offerDays("days.ask")
	case askZone:
		t.offerZones("start.ask_zone")
	case askQuestions:
		t.offerQuestions()
	case askQuiet:
		t.offerQuiet("quiet.ask")
	case askSport:
		t.offerSports()
	case askAbout:
		t.offerAbout()
	case askExtras:
		t.offerExtras("extras.ask")
	case askEvening:
		t.offerEvening("evening.ask")
	}
}

// repeatSetting shows the open setting once more, and tells whether one is open.
// The menu itself asks nothing.
func (t *turn) repeatSetting() bool {
	switch open := t.open(); open {
	case askTime, askDays, askZone, askQuestions, askQuiet, askSport, askAbout, askExtras, askEvening:
		t.tapMenu(open)
	case askLanguage:
		t.offerLanguages("language.ask")
	case askForget:
		t.offerForget()
	default:
		return false
	}
	return true
}

// saidSettings takes typed words as the answer to an open setting, and tells
// whether they were one.
func (t *turn) saidSettings() bool {
	text := strings.TrimSpace(t.in.Text)
	if strings.HasPrefix(text, "/") {
		return false
	}
	switch command := t.lexicon.Understand(text, Question{}).Command; {
	case command == "cancel" && t.athlete.Enrolled:
		t.closeSettings() // it is the setting that is cancelled, not the check-in
		t.tell(t.say.Say("checkin.unchanged"))
		t.again()
		return true
	case command == "repeat":
		return t.repeatSetting()
	}
	switch t.open() {
	case askStart:
		return t.saidStart(text)
	case askTime:
		return t.setTime(text) || t.wrong(func() { t.offerTimes("start.bad_time") })
	case askDays:
		return t.saidDays(text) || t.wrong(func() { t.offerDays("days.bad") })
	case askZone:
		return t.setZone(text) || t.wrong(func() { t.offerZones("start.bad_zone") })
	case askTravel:
		return t.saidTravel(text)
	case askQuestions:
		return t.saidQuestion(text) || t.wrong(t.offerQuestions)
	case askQuiet:
		return t.setQuiet(text) || t.wrong(func() { t.offerQuiet("quiet.bad") })
	case askSport:
		return t.wrong(t.offerSports)
	case askAbout:
		return t.saidAbout(text) || t.wrong(t.offerAbout)
	case askExtras:
		return t.saidExtras(text) || t.wrong(func() { t.offerExtras("extras.bad") })
	case askEvening:
		return t.setEvening(text) || t.wrong(func() { t.offerEvening("evening.bad") })
	case askLanguage:
		return t.setLanguage(text) || t.wrong(func() { t.offerLanguages("language.unknown") })
	case askPause:
		return t.saidPause(text)
	case askForget:
		return t.saidForget(text)
	}
	return false
}

// settingsWith sets what stands behind /settings, or shows all settings. Behind
// /start stands whatever an invitation carries.
func (t *turn) settingsWith(command, args string) {
	if args != "" && t.saidStart(args) {
		return
	}
	if command == "settings" {
		t.mentionUnread(args)
	}
	t.offerSettings()
}

// saidStart reads "yes", or a setting, under the menu of all of them: named, as
// in "quiet hours 22 to 6", or one that can be read without its name.
func (t *turn) saidStart(text string) bool {
	if t.typed(text, "yes") || t.typed(text, "keep") {
		t.confirm()
		return true
	}
	return t.athlete.Enrolled && (t.saidNamed(text) || t.saidAbout(text) || t.saidExtras(text) || t.saidDays(text)) || t.setTime(text) || t.saidCity(text)
}

// saidNamed reads a setting behind the label of its button. What cannot be read
// behind it is asked for again: it is no answer to anything else.
func (t *turn) saidNamed(text string) bool {
	for _, s := range []struct {
		label string
		set   func(string) bool
		ask   func()
	}{
		{"time", t.setTime, func() { t.offerTimes("start.bad_time") }},
		{"days", t.saidDays, func() { t.offerDays("days.bad") }},
		{"zone", t.setZone, func() { t.offerZones("start.bad_zone") }},
		{"quiet", t.setQuiet, func() { t.offerQuiet("quiet.bad") }},
		{"bedtime", t.saidBedtime, func() { t.offerExtras("extras.bad") }},
		{"evening", t.setEvening, func() { t.offerEvening("evening.bad") }},
	} {
		label := strings.ToLower(t.say.Say("settings." + s.label))
		if value, named := strings.CutPrefix(strings.ToLower(text), label+" "); named {
			if !s.set(strings.TrimLeft(value, ":= ")) {
				s.ask()
			}
			return true
		}
	}
	return false
}

// wrong asks a setting again, unless the words mean something else: another
// setting, that it may stay as it is, or an answer.
func (t *turn) wrong(again func()) bool {
	text := strings.TrimSpace(t.in.Text)
	if t.typed(text, "yes") || t.typed(text, "keep") {
		t.offerSettings()
		return true
	}
	if t.athlete.Enrolled && (t.saidNamed(text) || t.saidDays(text)) || t.saidCity(text) {
		return true
	}
	if t.saysAnything() {
		return false
	}
	again()
	return true
}

// saysAnything tells whether the words are a command, or say how the athlete is.
func (t *turn) saysAnything() bool {
	m := t.lexicon.Understand(t.in.Text, Question{})
	return m.Command != "" || !m.Empty()
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
// change of settings must not set off a prompt, nor the evening question.
func (t *turn) skipPast() {
	if t.athlete.PromptAt.On(t.today(), t.location()).Compare(t.now) <= 0 {
		t.state.Prompted = max(t.state.Prompted, t.today())
	}
	if t.athlete.Evening != 0 && t.athlete.Evening.On(t.today(), t.location()).Compare(t.now) <= 0 {
		t.state.Evening = max(t.state.Evening, t.today())
	}
}

// confirm enrols, or keeps the settings of somebody who is enrolled.
func (t *turn) confirm() {
	t.closeSettings()
	if !t.athlete.Enrolled {
		t.athlete.Enrolled = true
		t.skipPast()
	}
	text := t.say.Say("settings.paused")
	if t.athlete.PausedTo != forGood {
		day, at := t.nextPrompt()
		text = t.say.Say("start.done", "day", day, "time", at)
	}
	t.askWhatIsLeft()
	var rows [][]restday.Choice
	if t.question().Key == "" && (t.state.Day != t.today() || !t.state.Finished) {
		rows = [][]restday.Choice{{{Label: t.say.Say("start.check_now"), Data: "do:checkin"}}}
	}
	t.card(restday.Outgoing{Text: plain(text), Choices: rows, Closed: plain(t.say.Say("help.away"))})
	t.again()
}

// nextPrompt says when the next prompt comes: "tomorrow", "07:00".
func (t *turn) nextPrompt() (day, at string) {
	from := max(t.state.Prompted+1, t.today())
	if t.state.Finished && t.state.Day == t.today() {
		from = t.today() + 1
	}
	next := t.athlete.NextPromptIn(t.location(), from)
	return t.dayWord(restday.DayOf(next.In(t.location()))), t.clock(next)
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
	return t.say.Say("day.far", "weekday", t.say.Weekday(d), "date", t.say.Date(d))
}

// clock writes a time of day on the athlete's clock.
func (t *turn) clock(at time.Time) string {
	return t.say.Clock(restday.ClockOf(at.In(t.location())))
}

// typed tells whether a whole reply is among the words of a list.
func (t *turn) typed(text, list string) bool {
	return t.dates().is(strings.ToLower(strings.TrimRight(text, ".! ")), list)
}

// dates reads and writes them in the athlete's language.
func (t *turn) dates() calendar { return calendar{t.say} }
