package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
	"restday/lang"
	"restday/plan"
	"restday/rules"
)

// mostIdeas is how many are offered at once.
const mostIdeas = 6

// tellIdeas offers what fits the day, each a button.
func (t *turn) tellIdeas() error {
	d, facts, err := t.decision(t.today())
	if err != nil {
		return err
	}
	if words := t.noIdeas(d); words != nil {
		t.queue(*words)
		return nil
	}
	ideas := t.sessions.Ideas(t.moment(d, facts))
	var choices []restday.Choice
	for _, i := range ideas[:min(len(ideas), mostIdeas)] {
		choices = append(choices, restday.Choice{Label: t.ideaWords(i, "title"), Data: "do:idea:" + i.ID})
	}
	key := "ideas.fit"
	if t.moment(d, facts).Unwell {
		key = "ideas.calm"
	}
	t.tell(t.say.Say(key), inRows(choices)...)
	return nil
}

// noIdeas is said instead to somebody whom a doctor or a coach should advise.
func (t *turn) noIdeas(d decided) *restday.Outgoing {
	switch {
	case d.Reasons[0].Rule == warningSign:
		out := t.answer(d)
		return &out
	case len(t.athlete.Restrictions) > 0:
		return &restday.Outgoing{Text: append(t.led(), restday.Span{Text: t.reason(d)})}
	}
	return nil
}

// tellIdea says one idea as every recovery answer goes: purpose, what, how long
// and a ceiling (founding article, claim 31), and what it is not for.
func (t *turn) tellIdea(id string) error {
	i, ok := t.sessions.Idea(id)
	if !ok {
		return t.tellIdeas()
	}
	d, facts, err := t.decision(t.today())
	if err != nil {
		return err
	}
	if words := t.noIdeas(d); words != nil {
		t.queue(*words)
		return nil
	}
	m := t.moment(d, facts)
	switch {
	case m.Unwell && !i.Still:
		t.mention(t.say.Say("ideas.not_now"))
		return t.tellIdeas()
	case i.Fresh && !m.Fresh:
		t.mention(t.say.Say("ideas.fresh"))
		return t.tellIdeas()
	}
	text := append(t.led(), bold(t.ideaWords(i, "title")), restday.Span{Text: t.say.Say("ideas.head", "minutes", minutesOf(i), "rpe", i.RPEMax)})
	for _, line := range t.ideaLines(i, m.Sore) {
		text = append(text, restday.Span{Text: "\n" + line})
	}
	t.queue(restday.Outgoing{Text: text, Choices: [][]restday.Choice{{{Label: t.say.Say("ideas.more"), Data: "do:ideas"}}}})
	return nil
}

func (t *turn) ideaLines(i plan.Idea, sore []string) []string {
	lines := []string{t.say.Say("ideas.purpose", "words", t.ideaWords(i, "purpose")), t.say.Say("ideas.what", "words", t.ideaWords(i, "what"))}
	for n, part := range t.sessions.Parts(i, sore) {
		line := t.say.Say("ideas.part", "title", t.ideaWords(part, "title"), "words", t.ideaWords(part, "what"))
		if n == 0 && part.EasesAny(sore) {
			line += " " + t.say.Say("ideas.gently")
		}
		lines = append(lines, line)
	}
	return append(lines, t.say.Say("ideas.not", "words", t.ideaWords(i, "not")))
}

// ideaWords says a part of an idea, whose English stands beside it.
func (t *turn) ideaWords(i plan.Idea, part string) string {
	return t.say.Or("idea."+i.ID+"."+part, i.English()[part])
}

// minutesOf writes how long an idea takes: "5", "10–15".
func minutesOf(i plan.Idea) string {
	v := i.Minutes
	if v[0] == v[1] {
		return strconv.Itoa(v[0])
	}
	return strconv.Itoa(v[0]) + "–" + strconv.Itoa(v[1])
}

// ideaWish finds the idea that words name; a single word may answer the open
// question.
func (t *turn) ideaWish(words []string) (command []string, is bool) {
	if len(words) == 0 || len(words) == 1 && t.question().Key != "" {
		return nil, false
	}
	text := lang.Fold(strings.Join(words, " "))
	if t.dates().is(text, "wish_ideas") {
		return []string{"ideas", ""}, true
	}
	for _, i := range t.sessions.EveryIdea() {
		for word := range strings.SplitSeq(t.ideaWords(i, "words"), ",") {
			if lang.Fold(strings.TrimSpace(word)) == text {
				return []string{"idea", i.ID}, true
			}
		}
	}
	return nil, false
}

// moment is what ideas are chosen by.
func (t *turn) moment(d decided, facts rules.Input) plan.Moment {
	kind := restday.Easy
	if s := d.Session; s != nil && (s.Kind == restday.Rest || s.Kind == restday.Recovery) {
		kind = s.Kind
	}
	today := dayIn(facts)
	low := lowItems(today)
	if d.headTired() {
		low = append(low, restday.Mood)
	}
	access := t.athlete.Access()
	if access == nil {
		access = restday.CrossTraining
	}
	return plan.Moment{
		Kind: kind, Sport: t.athlete.Sport, Access: access, Sore: today.Areas, Low: low,
		Fresh:  d.State == rules.Green && d.Outcome == rules.AsPlanned && !isHard(d.planned) && !t.hardOn(facts, d.Day-1),
		Unwell: d.safety, Irregular: t.athlete.Irregular,
	}
}

// dayIn is the check-in of the day that facts are about.
func dayIn(facts rules.Input) restday.CheckIn {
	for _, c := range facts.CheckIns {
		if c.Day == facts.Day {
			return c
		}
	}
	return restday.CheckIn{Day: facts.Day}
}

// hardOn tells whether a hard session was done on a day.
func (t *turn) hardOn(facts rules.Input, day restday.Day) bool {
	return slices.ContainsFunc(facts.Sessions, func(s restday.Session) bool { return s.Day == day && t.rules.Hard(s) })
}

// Below these nights are short, and very short (rules.md b.7).
const shortNight, veryShortNight = 7, 6

// lowItems are the answers of 2 or less, the lowest first; a short night is one.
func lowItems(c restday.CheckIn) []restday.Item {
	value := func(i restday.Item) float64 {
		v, known := c.Value(i)
		switch {
		case !known:
			return 5
		case i != restday.SleepH:
			return v
		case v < veryShortNight:
			return 1
		case v < shortNight:
			return 2
		}
		return 5
	}
	var low []restday.Item
	for limit := 1.0; limit <= 2; limit++ {
		for _, i := range []restday.Item{
			restday.SleepH, restday.SleepQuality, restday.Soreness, restday.Fatigue, restday.Mood, restday.Stress, restday.Motivation,
			restday.Appetite,
		} {
			if v := value(i); v <= limit && v > limit-1 {
				low = append(low, i)
			}
		}
	}
	return low
}
