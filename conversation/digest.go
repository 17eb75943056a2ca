package conversation

import (
	"math"
	"slices"
	"strings"

	"restday"
)

const (
	digestMin  = 3    // mornings of the week, for a digest that says something
	usualMin   = 10   // mornings of the four weeks before, to compare with
	lessRested = 0.4  // so much below usual is lower (about half a usual SD of one item)
	plainlyLow = 2.5  // a week's mean of an item, before there is a usual
	enoughH    = 7.0  // hours of sleep (rules.md b.7)
	hardShare  = 0.3  // of the sessions of 28 days (rules.md b.12)
	hardMost   = 3    // in seven days (rules.md b.12)
	muchMore   = 1.1  // of the planned minutes (founding article, claim 53)
	alike      = 2.0  // monotony (rules.md b.2)
	falling    = 0.3  // from one fortnight to the next (claim 45)
	noticeable = 0.05 // a change that is worth a word
	littleMost = 4    // mornings of little appetite and little energy in a week (claim 44)
	longNight  = 9.0  // hours, and so many of them in a week (claim 7)
	longNights = 3
)

// tellDigest says how the week was that ends on a day. Of a week with hardly an
// answer it says nothing.
func (t *turn) tellDigest(h restday.History, day restday.Day) {
	week, before := t.lookAt(h, day-6, day), t.lookAt(h, day-34, day-7)
	if week.mornings < digestMin {
		return
	}
	lines := []string{t.say.Say("digest.head", "first", t.say.Date(week.first), "last", t.say.Date(day))}
	figures := []string{t.courseLine("sleep_h", restday.SleepH, week, before), t.courseLine("fatigue", restday.Fatigue, week, before)}
	if len(t.athlete.Restrictions) > 0 {
		lines = append(lines, figures...) // their training is not ours to judge
	} else {
		lines = append(append(lines, t.say.Say("digest.enough", "words", t.enough(week, before))), figures...)
		lines = append(lines, t.mixLine(week, t.lookAt(h, day-27, day)), t.changesLine(week))
		lines = append(lines, t.warnings(h, week, day)...)
	}
	lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" })
	t.queue(restday.Outgoing{Class: restday.Bulk, Text: plain(strings.Join(lines, "\n"))})
}

// enough answers whether there was enough rest (claim 39).
func (t *turn) enough(week, before looked) string {
	sleep, sleepKnown := week.mean(restday.SleepH, digestMin)
	lower := t.lowOfWeek(week, before)
	switch {
	case week.rest == 0 && week.easy+week.hard >= 6:
		return t.say.Say("digest.no_rest")
	case lower != "":
		return t.say.Say("digest.lower", "what", lower)
	case sleepKnown && sleep < enoughH:
		return t.say.Say("digest.short_sleep")
	case week.rest == 0:
		return t.say.Say("digest.unclear")
	}
	return t.say.Count("digest.yes", week.rest)
}

// lowOfWeek names what was clearly below the weeks before or, while those are not
// known, plainly low; "" nothing.
func (t *turn) lowOfWeek(week, before looked) string {
	var names []string
	for _, item := range []restday.Item{restday.Fatigue, restday.Soreness, restday.Mood} {
		now, known := week.mean(item, digestMin)
		usual, compared := before.mean(item, usualMin)
		limit := plainlyLow
		if compared {
			limit = usual - lessRested
		}
		if known && now <= limit {
			names = append(names, t.say.Say("digest.item_"+string(item)))
		}
	}
	return t.listed(names)
}

// courseLine is the week's mean of an item and how it moved: small steps count
// (claim 30).
func (t *turn) courseLine(name string, item restday.Item, week, before looked) string {
	now, known := week.mean(item, digestMin)
	if !known {
		return ""
	}
	usual, compared := before.mean(item, usualMin)
	step := math.Round((now-usual)*10) / 10
	switch {
	case !compared:
		return t.say.Say("digest."+name, "mean", t.say.Round(now), "step", "")
	case math.Abs(step) < noticeable:
		return t.say.Say("digest."+name, "mean", t.say.Round(now), "step", t.say.Say("digest.same"))
	case step > 0:
		return t.say.Say("digest."+name, "mean", t.say.Round(now), "step", t.say.Say("digest.more", "by", t.say.Round(step)))
	}
	return t.say.Say("digest."+name, "mean", t.say.Round(now), "step", t.say.Say("digest.less", "by", t.say.Round(-step)))
}

// mixLine is how hard and easy were mixed (rules.md b.12).
func (t *turn) mixLine(week, month looked) string {
	if week.easy+week.hard == 0 {
		return ""
	}
	line := t.say.Say("digest.mix", "easy", week.easy, "hard", week.hard)
	all := month.easy + month.hard
	harder := month.logged && month.hard > month.hardPlanned && float64(month.hard) > hardShare*float64(all)
	switch {
	case week.hard > hardMost || harder: // a plan that is hard itself is named where it is made
		line += " " + t.say.Say("digest.too_hard", "percent", math.Round(100*float64(month.easy)/float64(all)))
	case week.logged && week.rest > 0 && week.missed == 0:
		line += " " + t.say.Say("digest.as_planned")
	}
	return line
}

// changesLine is what changed against the plan.
func (t *turn) changesLine(week looked) string {
	if week.lowered == 0 {
		return ""
	}
	line := t.say.Count("digest.lowered", week.lowered)
	if week.kept > 0 {
		line += " " + t.say.Count("digest.kept", week.kept)
	}
	return line
}

// warnings are what is worth a thought: days too alike, more than planned,
// spirits that fall, and what the coming week lacks (claim 1).
func (t *turn) warnings(h restday.History, week looked, day restday.Day) []string {
	var lines []string
	if m := t.rules.Trend(t.facts(h, day)).Load.Monotony; m != nil && *m >= alike {
		lines = append(lines, t.say.Say("digest.alike"))
	}
	if week.planned > 0 && week.minutes > muchMore*week.planned {
		lines = append(lines, t.say.Say("digest.beyond", "percent", math.Round(100*(week.minutes/week.planned-1))))
	}
	if t.spiritsFall(h, day) {
		lines = append(lines, t.say.Say("digest.falling"))
	}
	if week.low(restday.Appetite) >= littleMost && week.low(restday.Fatigue) >= littleMost {
		lines = append(lines, t.say.Say("digest.appetite"))
	}
	if week.nightsOver(longNight) >= longNights && max(week.low(restday.Fatigue), week.low(restday.Mood)) >= longNights {
		lines = append(lines, t.say.Say("digest.long_nights"))
	}
	for _, words := range t.gapWords(t.season(h, 0).Days(day+1, 7)) {
		lines = append(lines, t.say.Say("digest.ahead", "words", words))
	}
	return lines
}

// spiritsFall tells whether two of mood, motivation and performance fell from
// one fortnight to the next (claim 45).
func (t *turn) spiritsFall(h restday.History, day restday.Day) bool {
	lately, before := t.lookAt(h, day-13, day), t.lookAt(h, day-27, day-14)
	n := 0
	for _, item := range []restday.Item{restday.Mood, restday.Motivation, restday.Performance} {
		now, known := lately.mean(item, 7)
		then, compared := before.mean(item, 7)
		if known && compared && now <= then-falling {
			n++
		}
	}
	return n >= 2
}
