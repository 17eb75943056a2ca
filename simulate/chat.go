package simulate

import (
	"fmt"
	"slices"
	"strings"

	"restday"
)

// chat is what an athlete sees of restday: the newest question and the newest
// answer. Buttons are read as people read them, by their words and their place;
// what a button is about stands in its data, as the conversation writes it.
type chat struct {
	question []restday.Choice // of the newest question; nil: none is open
	message  string           // the id of its message
	more     restday.Choice   // the button to tell more than was asked; zero: none
	offers   []restday.Choice // the buttons under the day's session
	answer   string           // the id of the message that tells it
}

// see takes in a new or edited message.
func (c *chat) see(o restday.Outgoing) {
	id := fmt.Sprint(o.ID)
	if o.Edits > 0 {
		id = fmt.Sprint(o.Edits)
	}
	if o.Edits == restday.NoRow {
		id = o.Target
	}
	choices := slices.Concat(o.Choices...)
	var asks bool
	for _, choice := range choices {
		asks = asks || strings.HasPrefix(choice.Data, "a:")
		if word, _ := parts(choice); word == "more" {
			c.more = choice
		}
		if strings.HasPrefix(choice.Data, "do:why:") {
			c.offers, c.answer = choices, id
		}
	}
	switch {
	case o.Strip:
	case asks:
		c.question, c.message = choices, id
	case id == c.message:
		c.question = nil
	}
}

// item is what the open question is about, "" when none is open.
func (c *chat) item() restday.Item {
	for _, choice := range c.question {
		if word, about := parts(choice); word == "a" {
			return about
		}
	}
	return ""
}

// parts are a button's word and, behind its day, what it is about.
func parts(c restday.Choice) (word string, about restday.Item) {
	p := append(strings.Split(c.Data, ":"), "", "")
	return p[0], restday.Item(p[2])
}

// button returns the first button with a word ("a": an answer) that fits.
func (c *chat) button(word string, fits func(restday.Choice) bool) (restday.Choice, bool) {
	i := slices.IndexFunc(c.question, func(choice restday.Choice) bool {
		w, _ := parts(choice)
		return w == word && fits(choice)
	})
	if i < 0 {
		return restday.Choice{}, false
	}
	return c.question[i], true
}

// offer returns the first button under the day's session that fits.
func (c *chat) offer(fits func(data string) bool) (restday.Choice, bool) {
	i := slices.IndexFunc(c.offers, func(choice restday.Choice) bool { return fits(choice.Data) })
	if i < 0 {
		return restday.Choice{}, false
	}
	return c.offers[i], true
}

func keepsPlan(data string) bool { return strings.HasPrefix(data, "do:keep:") }

// lightens tells whether a button begins lighter days; "no" and "back" do not.
func lightens(data string) bool {
	kind, ok := strings.CutPrefix(data, "lighter:")
	return ok && !strings.HasSuffix(kind, ":no") && !strings.HasSuffix(kind, ":back")
}

func labelled(label string) func(restday.Choice) bool {
	return func(c restday.Choice) bool { return c.Label == label }
}

func about(item restday.Item) func(restday.Choice) bool {
	return func(c restday.Choice) bool { _, a := parts(c); return a == item }
}

// scales are the words of the answers from 1 to 5.
var scales = map[restday.Item][]string{
	restday.Fatigue:  {"None", "Low", "Normal", "Good", "Full"},
	restday.Soreness: {"Very sore", "Sore", "Normal", "Good", "Great"},
	restday.Mood:     {"Very low", "Low", "Normal", "Good", "Great"},
}

// symptomWords are the words of symptoms.
var symptomWords = map[string]string{
	"runny_nose": "Runny nose", "sore_throat": "Sore throat", "fever": "Fever", "aches": "Body aches", "chest_cough": "Cough",
	"vomiting": "Vomiting", "diarrhoea": "Diarrhoea", "palpitations": "Racing heart",
}

// hoursWord is how a button writes hours of sleep.
func hoursWord(h float64) string {
	switch {
	case h < 5:
		return "<5"
	case h > 9:
		return "9+"
	case h != float64(int(h)):
		return fmt.Sprintf("%d½", int(h))
	}
	return fmt.Sprint(h)
}

// choose returns the button that an athlete taps who feels like m, and felt like
// before at the last check-in. It is false when none fits.
func (c *chat) choose(m, before morning, told map[restday.Item]bool) (restday.Choice, bool) {
	switch item := c.item(); item {
	case "still_ill":
		return c.button("a", labelled(illSince(m.symptoms, before.symptoms)))
	case "still_hurts":
		return c.button("a", labelled(hurtSince(m.pain.level, before.pain.level)))
	case restday.Symptoms:
		return c.symptom(m.symptoms)
	case restday.PainWhere:
		return c.button("a", func(choice restday.Choice) bool { return strings.EqualFold(choice.Label, m.pain.place) })
	case restday.PainLevel:
		return c.button("a", labelled(painWord(m.pain.level)))
	case restday.PainKind:
		kind := "Dull"
		if m.pain.sharp {
			kind = "Sharp"
		}
		return c.button("a", labelled(kind))
	case restday.SleepH:
		return c.button("a", labelled(hoursWord(m.values[item])))
	case restday.Mood:
		if len(m.symptoms) > 0 && !told[restday.Symptoms] {
			return c.button("open", about(restday.Symptoms))
		}
		if m.pain.level >= 1 && !told[restday.PainWhere] {
			return c.button("open", about(restday.PainWhere))
		}
		fallthrough
	default:
		words := scales[item]
		if words == nil {
			return restday.Choice{}, false
		}
		return c.button("a", labelled(words[int(m.values[item])-1]))
	}
}

// illSince compares symptoms with those that were told last.
func illSince(now, before []string) string {
	switch {
	case len(now) == 0:
		return "All gone"
	case slices.Equal(now, before):
		return "The same"
	}
	return "Worse or new"
}

func hurtSince(now, before float64) string {
	switch {
	case now < 1:
		return "Gone"
	case now <= before-1:
		return "Less"
	case now >= before+1:
		return "Worse"
	}
	return "The same"
}

func painWord(level float64) string {
	switch {
	case level <= 3:
		return "A little (1–3)"
	case level <= 6:
		return "Clearly (4–6)"
	}
	return "A lot (7–10)"
}

// symptom marks what is felt and unmarks what is not, one tap each, then is done.
func (c *chat) symptom(felt []string) (restday.Choice, bool) {
	words := map[string]bool{}
	for _, s := range felt {
		words[symptomWords[s]] = true
	}
	wrong := func(choice restday.Choice) bool {
		label, marked := strings.CutSuffix(choice.Label, " ✓")
		return words[label] != marked
	}
	if choice, ok := c.button("a", wrong); ok {
		return choice, true
	}
	word := "done"
	if len(felt) == 0 {
		word = "none"
	}
	return c.button(word, about(restday.Symptoms))
}

// sentence is a whole check-in in words.
func (m morning) sentence(told map[restday.Item]bool) string {
	words := func(item restday.Item) string { return strings.ToLower(scales[item][int(m.values[item])-1]) }
	text := fmt.Sprintf("slept %gh, energy %s, muscles %s, mood %s",
		m.values[restday.SleepH], words(restday.Fatigue), words(restday.Soreness), words(restday.Mood))
	if !told[restday.Symptoms] {
		for _, s := range m.symptoms {
			text += ", " + strings.ToLower(symptomWords[s])
		}
	}
	if m.pain.level >= 1 && !told[restday.PainWhere] {
		kind := "dull"
		if m.pain.sharp {
			kind = "sharp"
		}
		text += fmt.Sprintf(". My %s hurts, %s pain, %.0f/10", m.pain.place, kind, m.pain.level)
	}
	return text
}

// writesAt is the time of day at which those check in who also answer the evening
// question: one athlete in twenty.
const writesAt restday.Clock = 7 * 60

// kindWords are how athletes call what they did.
var kindWords = map[restday.Kind]string{
	restday.Recovery: "recovery run", restday.Easy: "easy run", restday.Key: "intervals", restday.Long: "long run", restday.Race: "race",
}

// logWords tell what was done.
func logWords(done []restday.Session) string {
	if len(done) == 0 {
		return "did nothing"
	}
	return fmt.Sprintf("%.0f min %s, effort %.0f", *done[0].Minutes, kindWords[done[0].Kind], *done[0].RPE)
}
