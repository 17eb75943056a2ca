package conversation

import (
	"slices"
	"strings"
	"time"

	"restday"
)

// The open questions that are about settings, not about a day.
const (
	askStart  = "start"  // is this time right?
	askTime   = "time"   // when shall I write?
	askZone   = "zone"   // where are you?
	askSport  = "sport"  // what do you train?
	askForget = "forget" // really erase?
)

var (
	settingTaps  = []string{"start", "at", "zone", "sport"}
	sports       = []string{"run", "bike", "swim", "tri", "other"}
	offeredTimes = []restday.Clock{5*60 + 30, 6 * 60, 6*60 + 30, 7 * 60, 7*60 + 30, 8 * 60, 8*60 + 30, 9 * 60, 10 * 60}
	// One zone for each offset where many people live; any other can be typed.
	offeredZones = []string{"America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo",
		"Europe/London", "Europe/Berlin", "Europe/Helsinki", "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
		"Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"}
)

func (t *turn) settingsOpen() bool {
	return slices.Contains([]string{askStart, askTime, askZone, askSport, askForget}, t.open())
}

// onboard talks to somebody who has not confirmed yet: whatever they write,
// they see when and where restday would write, and the button to say yes.
func (t *turn) onboard() {
	switch tap := strings.Split(t.in.Choice, ":"); {
	case t.in.Event == restday.Tapped && slices.Contains(settingTaps, tap[0]):
		t.tapSettings(tap)
	case t.in.Event == restday.Said && t.settingsOpen() && !strings.HasPrefix(t.in.Text, "/"):
		t.saidSettings()
	case t.in.Event == restday.Tapped:
		t.notice(t.say.Say("start.not_yet"))
	default:
		t.offerSettings()
	}
}

// offerSettings states when and where, with the button to keep it first.
func (t *turn) offerSettings() {
	t.openSetting(askStart)
	at, zone := t.athlete.PromptAt.String(), strings.ReplaceAll(t.athlete.Zone, "_", " ")
	text := t.say.Say("start.now", "time", at, "zone", zone)
	keep := t.say.Say("start.keep")
	if !t.athlete.Enrolled {
		text = t.say.Say("start.when", "time", at, "zone", zone)
		keep = t.say.Say("start.ok", "time", at)
		if t.state.Card == 0 || t.in.Event == restday.Said && strings.HasPrefix(t.in.Text, "/") {
			text = strings.Join([]string{t.say.Say("start.hello", "name", t.athlete.Name), text, t.say.Say("start.about")}, "\n\n")
		}
	}
	t.card(restday.Outgoing{Text: plain(text), Choices: [][]restday.Choice{
		{{Label: keep, Data: "start:ok"}},
		{{Label: t.say.Say("start.time"), Data: "start:time"}, {Label: t.say.Say("start.zone"), Data: "start:zone"}},
		{{Label: t.say.Say("start.sport"), Data: "start:sport"}},
	}})
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
	case tap[0] == "sport":
		t.setSport(value)
	case tap[0] == "zone":
		t.setZone(value)
	}
}

// saidSettings takes typed words as the answer to an open setting.
func (t *turn) saidSettings() {
	switch t.open() {
	case askTime:
		t.setTime(strings.TrimSpace(t.in.Text))
	case askZone:
		t.setZone(strings.TrimSpace(t.in.Text))
	case askSport:
		t.setSport(strings.ToLower(strings.TrimSpace(t.in.Text)))
	case askForget:
		t.tapForget([]string{askForget, strings.ToLower(strings.TrimSpace(t.in.Text))})
	default:
		t.saidStart()
	}
}

// saidStart reads "yes", a time or a zone under the question whether the time
// is right; other words belong to the conversation.
func (t *turn) saidStart() {
	text := strings.TrimSpace(t.in.Text)
	if _, err := restday.ParseClock(text); err == nil {
		t.setTime(text)
		return
	}
	if slices.Contains([]string{"yes", "ok", "okay", "keep", "keep it", "1"}, strings.ToLower(text)) {
		t.confirm()
		return
	}
	t.offerSettings()
}

func (t *turn) offerTimes(words string) {
	t.openSetting(askTime)
	var choices []restday.Choice
	for _, c := range offeredTimes {
		choices = append(choices, restday.Choice{Label: c.String(), Data: "at:" + c.String()})
	}
	t.card(restday.Outgoing{Text: plain(t.say.Say(words)), Choices: inRows(choices), Unnumbered: true})
}

func (t *turn) offerZones(words string) {
	t.openSetting(askZone)
	var choices []restday.Choice
	for _, z := range offeredZones {
		_, city, _ := strings.Cut(z, "/")
		choices = append(choices, restday.Choice{Label: strings.ReplaceAll(city, "_", " "), Data: "zone:" + z})
	}
	t.card(restday.Outgoing{Text: plain(t.say.Say(words)), Choices: inRows(choices)})
}

func (t *turn) offerSports() {
	t.openSetting(askSport)
	var choices []restday.Choice
	for _, sport := range sports {
		choices = append(choices, restday.Choice{Label: t.say.Say("start.sport_" + sport), Data: "sport:" + sport})
	}
	t.card(restday.Outgoing{Text: plain(t.say.Say("start.ask_sport")), Choices: inRows(choices)})
}

// setSport takes a sport by its key, or by its name in the athlete's language.
func (t *turn) setSport(text string) {
	i := slices.IndexFunc(sports, func(s string) bool { return s == text || strings.EqualFold(t.say.Say("start.sport_"+s), text) })
	if i < 0 {
		t.offerSports()
		return
	}
	t.athlete.Sport = sports[i]
	t.settled()
}

func (t *turn) setTime(text string) {
	at, err := restday.ParseClock(text)
	if err != nil {
		t.offerTimes("start.bad_time")
		return
	}
	t.athlete.PromptAt = at
	t.settled()
}

// setZone takes a zone's name, a city we offer, or the athlete's time of day now.
func (t *turn) setZone(text string) {
	zone := findZone(text, t.now)
	if zone == "" {
		t.offerZones("start.bad_zone")
		return
	}
	t.athlete.Zone = zone
	t.settled()
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

func findZone(text string, now time.Time) string {
	if at, err := restday.ParseClock(text); err == nil {
		return zoneAt(at, now)
	}
	name := strings.ReplaceAll(text, " ", "_")
	for _, z := range offeredZones {
		_, city, _ := strings.Cut(z, "/")
		if strings.EqualFold(city, name) {
			return z
		}
	}
	// "Local" would be the server's zone, not the athlete's.
	if loc, err := time.LoadLocation(name); err == nil && name != "" && loc != time.Local {
		return loc.String()
	}
	return ""
}

// zoneAt returns an offered zone whose clocks show at now, give or take a
// quarter of an hour, for people read their clock roughly.
func zoneAt(at restday.Clock, now time.Time) string {
	for _, z := range offeredZones {
		loc, err := time.LoadLocation(z)
		if err != nil {
			continue
		}
		local := now.In(loc)
		apart := (int(at) - local.Hour()*60 - local.Minute() + 36*60) % (24 * 60) // 720: equal
		if apart >= 12*60-15 && apart <= 12*60+15 {
			return z
		}
	}
	return ""
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
	next := t.athlete.NextPrompt(max(t.state.Prompted+1, t.today()))
	local := next.In(t.location())
	return t.dayWord(restday.DayOf(local)), local.Format("15:04")
}

// dayWord names a day near today: "today", "tomorrow", "on Thursday".
func (t *turn) dayWord(d restday.Day) string {
	switch d - t.today() {
	case 0:
		return t.say.Say("day.today")
	case 1:
		return t.say.Say("day.tomorrow")
	case 2, 3, 4, 5, 6:
		return t.say.Say("day.later", "weekday", t.weekday(d))
	}
	return d.String()
}

func (t *turn) weekday(d restday.Day) string {
	return t.say.Say("weekday." + string(rune('0'+d.Weekday())))
}

func (t *turn) tapForget(tap []string) {
	if t.open() != askForget {
		return
	}
	t.leave()
	switch tap[1] {
	case "yes", "erase it all", "1":
		t.change.Erase = true
		t.tell(t.say.Say("forget.done"))
	default:
		t.tell(t.say.Say("forget.kept"))
		t.again()
	}
}
