package conversation

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"restday"
	"restday/lang"
	"restday/plan"
)

// priorities of a race, the most important first.
var priorities = []string{"A", "B", "C"}

// raceDays is how far ahead a race may lie.
const raceDays = 366

// race lists the races to come, or takes one from the words: "on 19 April, A, 10 km".
func (t *turn) race(args string) error {
	date, do, _ := strings.Cut(args, " ")
	if _, err := restday.ParseDay(date); err == nil && t.in.Event == restday.Tapped {
		return t.raceStep(date, do)
	}
	if is, err := t.saidRace(args); is || err != nil {
		return err
	}
	if args != "" {
		t.mention(t.say.Say("race.how"))
	}
	return t.tellRaces()
}

// tellRaces lists the races to come.
func (t *turn) tellRaces() error {
	h, err := t.history(t.today())
	if err != nil {
		return err
	}
	if len(h.Races) == 0 {
		t.tell(t.say.Say("race.none"))
		return nil
	}
	lines := []string{t.say.Say("race.head")}
	var choices []restday.Choice
	for _, r := range h.Races {
		lines = append(lines, t.say.Count("race.line", int(r.Day-t.today()), "date", t.dated(r.Day), "race", t.raceName(r), "priority", r.Priority))
		choices = append(choices, restday.Choice{Label: t.say.Date(r.Day), Data: "do:race:" + r.Day.String()})
	}
	t.tell(strings.Join(append(lines, t.say.Say("race.another")), "\n"), inRows(choices)...)
	return nil
}

// raceName names a race with its distance: "race, 10 km".
func (t *turn) raceName(r restday.RaceDay) string {
	name := r.Title
	if name == "" {
		name = t.title("Race")
	}
	if r.DistanceKM != nil {
		name = t.say.Say("week.distance", "title", name, "km", t.say.Round(*r.DistanceKM))
	}
	return name
}

// raceStep shows one race, or gives it a priority, or takes it off.
func (t *turn) raceStep(date, do string) error {
	h, err := t.history(t.today())
	if err != nil {
		return err
	}
	day := t.dayIn(date)
	i := slices.IndexFunc(h.Races, func(r restday.RaceDay) bool { return r.Day == day })
	switch {
	case i < 0 || day < t.today():
		t.remark(t.say.Say("race.gone"))
		return nil
	case do == "off":
		return t.replan(restday.Replan{RaceDays: []restday.Day{day}}, t.say.Say("race.off", "race", t.raceName(h.Races[i]), "date", t.dated(day)))
	case slices.Contains(priorities, do):
		race := h.Races[i]
		race.Priority = do
		return t.setRace(race)
	}
	t.tell(t.raceWords(h.Races[i]), t.raceRows(h.Races[i])...)
	return nil
}

// setRace stores a race in place of the one on its day.
func (t *turn) setRace(r restday.RaceDay) error {
	change := restday.Replan{RaceDays: []restday.Day{r.Day}, Races: []restday.RaceDay{r}}
	return t.replan(change, t.raceWords(r), t.raceRows(r)...)
}

// raceWords say when a race is and what it changes before.
func (t *turn) raceWords(r restday.RaceDay) string {
	season := plan.Season{Races: []restday.RaceDay{r}}
	first := r.Day
	for season.PhaseOn(first-1).Name == plan.Taper {
		first--
	}
	text := t.say.Say("race.is", "race", t.raceName(r), "date", t.dated(r.Day))
	if first <= t.today() {
		return text + " " + t.say.Say("race."+r.Priority+"_now")
	}
	return text + " " + t.say.Say("race."+r.Priority, "first", t.dated(first))
}

// raceRows are the buttons of a race: its other priorities, and away with it.
func (t *turn) raceRows(r restday.RaceDay) [][]restday.Choice {
	var row []restday.Choice
	for _, p := range priorities {
		if p != r.Priority {
			row = append(row, restday.Choice{Label: t.say.Say("race.priority_" + p), Data: "do:race:" + r.Day.String() + " " + p})
		}
	}
	return [][]restday.Choice{row, {{Label: t.say.Say("race.remove"), Data: "do:race:" + r.Day.String() + " off"}}}
}

// saidRace reads a race, or that one is off, and tells whether the words name a day.
func (t *turn) saidRace(text string) (is bool, err error) {
	var race restday.RaceDay
	off := false
	for i, part := range strings.Split(strings.TrimRight(text, ".! "), ",") {
		words := strings.Fields(strings.Trim(part, " ."))
		off = off || slices.ContainsFunc(words, func(w string) bool { return t.isWord(strings.ToLower(w), "race_off") })
		km, measured := t.readDistance(part)
		days := t.daysIn(words, t.readRaceDay)
		priority := t.readPriority(words, i > 0)
		switch {
		case len(days) == 1:
			race.Day = days[0]
		case i > 0 && !measured && priority == "" && race.Title == "":
			race.Title = tidy(part, 40)
		}
		if measured {
			race.DistanceKM = &km
		}
		if priority != "" {
			race.Priority = priority
		}
	}
	switch {
	case race.Day == 0:
		return false, nil
	case race.Day <= t.today() || race.Day > t.today()+raceDays:
		t.tell(t.say.Say("race.when"))
		return true, nil
	case off:
		return true, t.raceStep(race.Day.String(), "off")
	case race.Priority == "":
		race.Priority = "B"
	}
	return true, t.setRace(race)
}

// wantsRace tells whether a reply is about a race to come and nothing else: "race
// on 19 April, A, 10 km", but not "race on Sunday was hard".
func (t *turn) wantsRace() bool {
	first, _, _ := strings.Cut(t.in.Text, ",")
	words := strings.Fields(distance.ReplaceAllString(strings.TrimRight(first, ".! "), " "))
	n := t.begins(words, "race_begins")
	if n == 0 {
		return false
	}
	days := 0
	for i := n; i < len(words); {
		_, taken := t.dayAt(words[i:], t.readRaceDay)
		if beside := t.isWord(strings.ToLower(words[i]), "race_beside"); taken == 0 && !beside && t.readPriority(words[i-1:i+1], true) == "" {
			return false
		}
		days += min(taken, 1)
		i += max(taken, 1)
	}
	return days == 1
}

// readRaceDay reads a date to come, within a year.
func (t *turn) readRaceDay(text string) (restday.Day, bool) {
	if day, ok := t.readPlanDay(text); ok {
		return day, true
	}
	if _, isWeekday := t.dates().readWeekday(text); isWeekday {
		return 0, false
	}
	return t.dates().readDate(text, t.today()+raceDays-notAllYear)
}

var distance = regexp.MustCompile(`(?i)(?:^|\s)(\d{1,3}(?:[.,]\d{1,2})?) ?(km|k|er|mi|miles?|meilen)(?:$|[\s.])`)

const (
	kmPerMile     = 1.609344
	marathon      = 42.2 // km
	halfMarathon  = 21.1 // km
	longestRaceKM = 500
)

// readDistance finds a distance among words: "10 km", "half marathon". In km.
func (t *turn) readDistance(text string) (km float64, ok bool) {
	if m := distance.FindStringSubmatch(text); m != nil {
		km, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
		if strings.HasPrefix(strings.ToLower(m[2]), "m") {
			km = math.Round(km*kmPerMile*10) / 10
		}
		return km, err == nil && km > 0 && km <= longestRaceKM
	}
	text = lang.Fold(strings.ToLower(text))
	switch {
	case t.mentions(text, "race_half"):
		return halfMarathon, true
	case t.mentions(text, "race_marathon"):
		return marathon, true
	}
	return 0, false
}

// mentions tells whether a text contains one of the phrases of a list.
func (t *turn) mentions(text, list string) bool {
	for phrase := range strings.SplitSeq(t.say.Say("typed."+list), ",") {
		if strings.Contains(" "+text+" ", " "+lang.Fold(strings.TrimSpace(phrase))+" ") {
			return true
		}
	}
	return false
}

// readPriority finds A, B or C among words. A small letter counts only where it
// stands alone: "a" is an article.
func (t *turn) readPriority(words []string, apart bool) string {
	for i, w := range words {
		w = strings.Trim(w, ".;:()")
		named := i > 0 && t.isWord(strings.ToLower(words[i-1]), "race_priority")
		if slices.Contains(priorities, strings.ToUpper(w)) && (w == strings.ToUpper(w) && (i > 0 || apart) || named || apart && len(words) == 1) {
			return strings.ToUpper(w)
		}
	}
	return ""
}
