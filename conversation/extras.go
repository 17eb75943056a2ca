package conversation

import (
	"strings"
	"time"

	"restday"
)

// Extras are what comes besides the morning: a tip with the day's answer, the
// week's digest, and a word before bedtime.

var offeredBedtimes = []restday.Clock{21*60 + 30, 22 * 60, 22*60 + 30, 23 * 60, 23*60 + 30}

// midnight is a bedtime at 0:00, where 0 stands for none.
const midnight restday.Clock = 24 * 60

func (t *turn) offerExtras(words string) {
	if t.passing {
		t.tell(t.extrasWords(), []restday.Choice{t.opens("extras", askExtras)})
		return
	}
	t.openSetting(askExtras)
	t.card(restday.Outgoing{Text: plain(t.extrasWords() + " " + t.say.Say(words)), Choices: t.extrasChoices()})
}

// extrasWords say which extras are on.
func (t *turn) extrasWords() string {
	a := t.athlete
	words := []string{t.say.Say("extras.is_tips", "on", !a.NoTips), t.say.Say("extras.is_digest", "on", !a.NoDigest)}
	if a.Bedtime == 0 {
		return strings.Join(append(words, t.say.Say("extras.no_bedtime_set")), " ")
	}
	return strings.Join(append(words, t.say.Say("extras.bedtime_set", "at", t.bedtime())), " ")
}

func (t *turn) bedtime() string { return t.say.Clock(t.athlete.Bedtime % midnight) }

func (t *turn) extrasChoices() [][]restday.Choice {
	tips := restday.Choice{Label: t.say.Say("extras.stop_tips"), Data: "extras:tips:off"}
	if t.athlete.NoTips {
		tips = restday.Choice{Label: t.say.Say("extras.start_tips"), Data: "extras:tips:on"}
	}
	digest := restday.Choice{Label: t.say.Say("extras.stop_digest"), Data: "extras:digest:off"}
	if t.athlete.NoDigest {
		digest = restday.Choice{Label: t.say.Say("extras.start_digest"), Data: "extras:digest:on"}
	}
	var times []restday.Choice
	for _, at := range offeredBedtimes {
		times = append(times, restday.Choice{Label: t.say.Say("extras.bed", "at", t.say.Clock(at)), Data: "extras:bed:" + at.String()})
	}
	last := []restday.Choice{{Label: t.say.Say("settings.keep"), Data: "extras:ok"}}
	if t.athlete.Bedtime != 0 {
		last = append([]restday.Choice{{Label: t.say.Say("extras.no_bed"), Data: "extras:bed:off"}}, last...)
	}
	return append(append([][]restday.Choice{{tips, digest}}, inRows(times)...), last)
}

func (t *turn) tapExtras(value string) {
	switch what, to, _ := strings.Cut(value, ":"); what {
	case "ok":
		t.settled()
		return
	case "tips":
		t.athlete.NoTips = to == "off"
	case "digest":
		t.athlete.NoDigest = to == "off"
	case "bed":
		t.setBedtime(to)
	}
	t.offerExtras("extras.ask")
}

// saidExtras reads an extra in words, "no tips", "bedtime 22:15", and under the
// question for them a bare time.
func (t *turn) saidExtras(text string) bool {
	switch {
	case t.typed(text, "no_tips"), t.typed(text, "tips"):
		t.athlete.NoTips = t.typed(text, "no_tips")
	case t.typed(text, "no_digest"), t.typed(text, "digest"):
		t.athlete.NoDigest = t.typed(text, "no_digest")
	case t.typed(text, "no_bedtime"):
		t.athlete.Bedtime = 0
	case t.open() == askExtras && t.setBedtime(text):
	default:
		return false
	}
	t.offerExtras("extras.ask")
	return true
}

// setBedtime takes a time of day or "off", and tells whether it was one. A
// reminder that would be due already waits for tomorrow.
func (t *turn) setBedtime(text string) bool {
	at, ok := readClock(text)
	if !ok {
		at, ok = t.lexicon.clock(text)
	}
	switch {
	case text == "off":
		t.athlete.Bedtime = 0
		return true
	case !ok:
		return false
	case at == 0:
		at = midnight
	}
	t.athlete.Bedtime = at
	if !t.bedtimeOn(t.today()).After(t.now) {
		t.state.Bedded = t.today()
	}
	return true
}

// saidBedtime is setBedtime, with the extras as they now stand.
func (t *turn) saidBedtime(text string) bool {
	ok := t.setBedtime(text)
	if ok {
		t.offerExtras("extras.ask")
	}
	return ok
}

const (
	beforeBed = time.Hour        // founding article, claim 8
	bedLate   = 30 * time.Minute // after that a reminder would only disturb
)

// bedtimeOn is when to remind of bedtime on a day.
func (t *turn) bedtimeOn(day restday.Day) time.Time {
	at := (t.athlete.Bedtime + midnight - restday.Clock(beforeBed/time.Minute)) % midnight
	return at.On(day, t.location())
}

// remindBed says that it is time for the evening to end, at the hour that the
// athlete wished for, once a day.
func (t *turn) remindBed() {
	day := t.today()
	due := t.bedtimeOn(day)
	if t.athlete.Bedtime == 0 || t.state.Bedded >= day || due.After(t.now) {
		return
	}
	t.state.Bedded = day
	if t.now.Sub(due) <= bedLate && day >= t.athlete.PausedTo {
		t.queue(restday.Outgoing{
			Class: restday.Prompt, Text: plain(t.say.Say("extras.to_bed", "at", t.bedtime())),
			Choices: [][]restday.Choice{{{Label: t.say.Say("extras.how"), Data: "do:idea:wind-down"}}},
		})
	}
}

// nextBed is when to remind of bedtime next; zero: never.
func (t *turn) nextBed() time.Time {
	if t.athlete.Bedtime == 0 {
		return time.Time{}
	}
	return t.bedtimeOn(max(t.state.Bedded+1, t.today(), t.athlete.PausedTo))
}
