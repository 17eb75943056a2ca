package conversation

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"restday"
	"restday/plan"
)

// chooseWord is the step that has a week pattern chosen, in three taps: how many
// days, which of them are hard or long, and which is for rest.
const chooseWord = "choose"

// hardChoices are the hard and long days that are offered, with the fewest days
// of training a week that leave enough of them easy. Our own choice.
var hardChoices = []struct {
	days   string // as writeHard writes them
	fewest int
}{
	{"2-", 3}, {"3-", 3}, {"2-6", 3}, {"3-0", 3}, {"-6", 3}, {"25-", 5}, {"25-0", 6}, {"-", 3},
}

// chooseStep asks for what is not known yet of a week, or takes it on.
func (t *turn) chooseStep(days, hard, rest string) error {
	n, _ := strconv.Atoi(days)
	demand, readable := readHard(hard)
	off, err := strconv.Atoi(rest)
	switch {
	case n == 7:
		t.askWeek(chooseWord, "choose.seven")
		return nil
	case n < 1 || n > 6:
		t.askWeek(chooseWord, "choose.days")
		return nil
	case !readable || len(strings.Trim(hard, "-")) > n:
		t.askWeek(chooseWord+":"+days, "choose.hard")
		return nil
	case err != nil || off < 0 || off > 6 || demand[off] != "":
		t.askWeek(strings.Join([]string{chooseWord, days, hard}, ":"), "choose.rest")
		return nil
	}
	return t.takeWeek(plan.Lay(demand, n, time.Weekday(off), t.athlete.Pattern))
}

func (t *turn) askWeek(step, words string) {
	t.openSetting(askPlan + ":" + step)
	t.tell(t.say.Say(words), t.chooseRows()...)
}

// chooseRows are the buttons of the open question about the week.
func (t *turn) chooseRows() [][]restday.Choice {
	step := strings.Split(t.open(), ":")
	var choices []restday.Choice
	add := func(label, value string) {
		choices = append(choices, restday.Choice{Label: label, Data: t.open() + ":" + value})
	}
	switch len(step) {
	case 2:
		for n := 3; n <= 6; n++ {
			add(t.say.Say("choose.n", "n", n), strconv.Itoa(n))
		}
	case 3:
		n, _ := strconv.Atoi(step[2])
		for _, c := range hardChoices {
			if n >= c.fewest {
				add(t.hardWords(c.days), c.days)
			}
		}
		return rowsOf(choices)
	case 4:
		demand, _ := readHard(step[3])
		for _, d := range week {
			if demand[d] == "" {
				add(t.dates().weekday(d), strconv.Itoa(int(d)))
			}
		}
	}
	return inRows(choices)
}

// rowsOf has each choice in a row of its own.
func rowsOf(choices []restday.Choice) (rows [][]restday.Choice) {
	for _, c := range choices {
		rows = append(rows, []restday.Choice{c})
	}
	return rows
}

// readHard reads "25-0": hard on Tuesday and Friday, long on Sunday.
func readHard(s string) (w restday.Week, ok bool) {
	hard, long, ok := strings.Cut(s, "-")
	for _, part := range []struct {
		days string
		kind restday.Kind
	}{{hard, restday.Key}, {long, restday.Long}} {
		for _, r := range part.days {
			if r < '0' || r > '6' {
				return w, false
			}
			w[r-'0'] = part.kind
		}
	}
	return w, ok
}

// writeHard writes what readHard reads.
func writeHard(hard, long restday.Weekdays) string {
	var b strings.Builder
	for _, set := range []restday.Weekdays{hard, long} {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if set.Has(d) {
				b.WriteString(strconv.Itoa(int(d)))
			}
		}
		b.WriteString("-")
	}
	return strings.TrimSuffix(b.String(), "-")
}

// hardWords name hard and long days: "Tue and Fri hard, Sun long".
func (t *turn) hardWords(s string) string {
	demand, _ := readHard(s)
	set := func(kind restday.Kind) string {
		var days restday.Weekdays
		for d, k := range demand {
			if k == kind {
				days |= 1 << d
			}
		}
		return t.dates().days(days)
	}
	hard, long := set(restday.Key), set(restday.Long)
	switch {
	case hard == "" && long == "":
		return t.say.Say("choose.none")
	case long == "":
		return t.say.Say("choose.only_hard", "hard", hard)
	case hard == "":
		return t.say.Say("choose.only_long", "long", long)
	}
	return t.say.Say("choose.both", "hard", hard, "long", long)
}

// saidChoice reads a typed answer to the open question about the week.
func (t *turn) saidChoice(text string) (value string, is bool) {
	c := t.dates()
	words := strings.Fields(strings.ToLower(strings.Trim(text, ".! ")))
	switch step := strings.Split(t.open(), ":"); {
	case len(words) == 0:
	case len(step) == 2:
		n, ok := c.readCount(words[0])
		return strconv.Itoa(n), ok && n >= 1 && n <= 7
	case len(step) == 3:
		return t.saidHard(words)
	case len(step) == 4:
		if d, ok := c.readWeekday(words[len(words)-1]); ok {
			return strconv.Itoa(int(d)), true
		}
	}
	return "", false
}

// saidHard reads "Tuesday and Friday, long Sunday" in small letters.
func (t *turn) saidHard(words []string) (value string, is bool) {
	c := t.dates()
	if t.typed(strings.Join(words, " "), "no") {
		return "-", true
	}
	words = slices.DeleteFunc(words, func(w string) bool { return t.isWord(strings.Trim(w, ","), "plan_key") })
	at := slices.IndexFunc(words, func(w string) bool { return t.isWord(strings.Trim(w, ","), "plan_long") })
	if at < 0 {
		days, ok := c.readDays(strings.Join(words, " "), 0)
		return writeHard(days, 0), ok
	}
	hard, okHard := c.readDays(strings.Join(words[:at], " "), 0)
	long, okLong := c.readDays(strings.Join(words[at+1:], " "), 0)
	if at == len(words)-1 { // "Sunday long"
		long, okLong, hard, okHard = hard, okHard, 0, true
	}
	return writeHard(hard&^long, long), okLong && (okHard || at == 0)
}

// takeWeek makes a week the athlete's own from today on, and points out kindly
// what it lacks.
func (t *turn) takeWeek(w restday.Week) error {
	lines := []string{t.say.Say("choose.done")}
	for _, d := range week {
		lines = append(lines, t.say.Say("choose.line", "day", t.dates().short(d), "kind", t.say.Say("choose.kind_"+string(w[d]))))
	}
	start := t.athlete.Start // a block that has begun goes on
	if start == 0 {
		start = monday(t.today())
	}
	season := plan.Season{Pattern: t.athlete.Pattern, Chosen: restday.Season{Week: w, Start: start}}
	lines = appendLine(lines, t.phaseWords(season, t.today()))
	lines = append(lines, t.gapWords(season.Days(monday(t.today()), 7))...)
	return t.replan(restday.Replan{Season: &season.Chosen}, strings.Join(lines, "\n"))
}

// gapWords point out what consecutive days, from a Monday on, lack.
func (t *turn) gapWords(days []restday.Planned) (lines []string) {
	for _, gap := range plan.Gaps(days) {
		lines = append(lines, t.say.Say("gap."+string(gap)))
	}
	return lines
}
