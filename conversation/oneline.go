package conversation

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"restday"
	"restday/lang"
)

// A check-in fits into one line, each answer behind its question's name and
// whatever else there is to say behind note:
//
//	/checkin sleep:7.5 energy:good muscles:very sore note:left knee hurts

// noteName stands before words that belong to no question.
const noteName = "note"

// Option is something that may be said with a command, under a name.
type Option struct {
	Name, Description string
	Choices           []restday.Choice // Data is what to type for a Label; nil: anything
}

// checkInOptions are the answers that /checkin takes of everybody, and a note.
func (f *Flow) checkInOptions(say lang.Speaker) []Option {
	var options []Option
	for _, q := range f.questions.usual.morning {
		o := Option{Name: q.shortName(), Description: q.asks(say)}
		if q.Kind == kindScale {
			for i, c := range q.Choices {
				value := strconv.FormatFloat(c.Value, 'f', -1, 64)
				o.Choices = append(o.Choices, restday.Choice{Label: q.label(say, i), Data: value})
			}
		}
		options = append(options, o)
	}
	return append(options, Option{Name: noteName, Description: say.Say("command.checkin_note")})
}

// shortName is the one word that names a question in a line.
func (q Question) shortName() string {
	for _, name := range q.Names {
		if !strings.Contains(name, " ") {
			return name
		}
	}
	return string(q.Key)
}

// checkInWith begins today's check-in, or goes on with it, with the answers
// that stand behind the command.
func (t *turn) checkInWith(line string) error {
	if err := t.begin(t.today()); err != nil {
		return err
	}
	m := t.readLine(line)
	t.keepAsked(&m)
	t.mentionUnclear(m)
	if m.Empty() {
		return t.startCheckIn()
	}
	return t.take(m)
}

// readLine reads answers with their names. What has no name is read as words
// are when no question is open.
func (t *turn) readLine(line string) Meaning {
	named, words := t.labelled(line)
	m := t.understand(words, Question{})
	m.Command = "" // it is /checkin already
	for _, n := range named {
		if a, ok := t.answerIn(n); ok {
			m.add(a)
		} else {
			m.Unclear = append(m.Unclear, n.question.shortName()+": "+n.words)
		}
	}
	return m
}

// answerIn reads words that can only answer their question.
func (t *turn) answerIn(n named) (a restday.Answer, ok bool) {
	for i := range n.question.Choices {
		if plainer(n.words) == plainer(n.question.label(t.say, i)) {
			return n.question.answer(i), true
		}
	}
	m := t.lexicon.Understand(n.words, n.question)
	if len(m.Answers) != 1 || m.Answers[0].Item != n.question.Key || len(m.Unclear) > 0 {
		return restday.Answer{}, false
	}
	return m.Answers[0], true
}

// named is what stands behind a question's name in a line.
type named struct {
	question Question
	words    string
}

// nameInLine is a word with a colon behind it.
var nameInLine = regexp.MustCompile(`(?:^|[\s,;])([\p{L}_]+):`)

// labelled cuts a line at the names it holds. A word before a colon that is no
// name belongs to what is said.
func (t *turn) labelled(line string) (answers []named, words string) {
	var question Question
	var free []string
	keep := func(said string) {
		said = strings.Trim(said, " \t\n,;")
		switch {
		case said == "":
		case question.Key != "":
			answers = append(answers, named{question, said})
		default:
			free = append(free, said)
		}
	}
	from := 0
	for _, at := range nameInLine.FindAllStringSubmatchIndex(line, -1) {
		q, ok := t.called(strings.ToLower(line[at[2]:at[3]]))
		if !ok {
			continue
		}
		keep(line[from:at[0]])
		question, from = q, at[1]
	}
	keep(line[from:])
	return answers, strings.Join(free, ". ")
}

// called returns the question with a name, the zero one for the note.
func (t *turn) called(name string) (q Question, ok bool) {
	if name == noteName {
		return Question{}, true
	}
	i := slices.IndexFunc(t.questions.morning, func(q Question) bool {
		return name == string(q.Key) || name == strings.ToLower(q.title(t.say)) || slices.Contains(q.Names, name)
	})
	if i < 0 {
		return Question{}, false
	}
	return t.questions.morning[i], true
}
