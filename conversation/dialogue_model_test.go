package conversation_test

import (
	"slices"
	"strings"
	"time"

	"restday"
)

// model is what must be stored, as far as the promises say it. It knows what was
// asked from what the athlete was shown, never from what the flow keeps.
type model struct {
	late      map[restday.Day]bool                            // answered when they were over
	rippled   bool                                            // a day before the finished one in hand was changed
	language  string                                          // of the athlete
	days      map[restday.Day]map[restday.Item]restday.Answer // the last word on each item
	day       restday.Day                                     // of the check-in in hand
	asked     restday.Item                                    // the question that was shown last
	offered   restday.Item                                    // the one that was offered with the summary just shown
	seen      map[restday.Item]bool                           // questions shown in the check-in in hand
	stopped   bool                                            // it was cancelled
	skipped   map[restday.Day]bool                            // "not today"
	unread    restday.Item                                    // the question to which no reply could be read
	finished  map[restday.Day]bool                            // or decided anew when it was over
	prompts   map[restday.Day]int
	nudges    map[restday.Day]int
	evenings  map[restday.Day]int
	bedtimes  map[restday.Day]int
	snoozed   bool                           // a question is put off
	invited   bool                           // to take a break, after silent mornings
	unsettled time.Time                      // when a setting changed last
	facts     map[restday.Day]string         // of the decisions that were replayed
	looked    map[restday.Day]string         // those decisions, and the answers of their days
	follows   map[restday.Day][]restday.Item // what the check-in of a day follows up
}

// What may be open besides the questions of a check-in.
const (
	nothingOpen restday.Item = ""
	aSetting    restday.Item = "a setting"
	whatToFix   restday.Item = "what to change"
)

func newModel() *model {
	return &model{
		days:     map[restday.Day]map[restday.Item]restday.Answer{},
		finished: map[restday.Day]bool{},
		prompts:  map[restday.Day]int{},
		nudges:   map[restday.Day]int{},
		evenings: map[restday.Day]int{},
		bedtimes: map[restday.Day]int{},
		seen:     map[restday.Item]bool{},
		late:     map[restday.Day]bool{},
		skipped:  map[restday.Day]bool{},
		facts:    map[restday.Day]string{},
		looked:   map[restday.Day]string{},
		follows:  map[restday.Day][]restday.Item{},
	}
}

// begin takes the check-in of another day in hand.
func (m *model) begin(day restday.Day) {
	m.day, m.asked, m.stopped, m.seen = day, nothingOpen, false, map[restday.Item]bool{}
}

// statement is what words or a button say without doubt.
type statement struct {
	answers []restday.Answer // of items that hold one value
	signs   []string         // symptoms
	well    []string         // symptoms that are no more
	toggles string           // a symptom's button
	malaise bool             // Done, with nothing chosen
	gone    []restday.Item   // answers taken back
	beside  bool             // a place that hurts is one more, not what was asked for
	follow  restday.Item     // the follow-up that is answered
	now     string           // … with this
	unsaid  bool             // it was never said
	typed   bool             // in words, not by a button
}

// hear stores a statement about a day: the last word counts.
func (m *model) hear(day restday.Day, s statement) {
	answers := m.days[day]
	if answers == nil {
		answers = map[restday.Item]restday.Answer{}
		m.days[day] = answers
	}
	s = m.resolved(day, s)
	m.hearSymptoms(day, s)
	for _, item := range s.gone {
		if item != restday.Symptoms && !m.goneAlready(day, s, item) {
			delete(answers, item)
		}
	}
	m.hearPainGone(day, s)
	m.forgetPainGone(day, s)
	for _, a := range m.placed(answers, s) {
		answers[a.Item] = a
	}
}

// isNews tells whether nothing of a statement was known, and nothing is taken back by it.
func (m *model) isNews(day restday.Day, s statement) bool {
	known := slices.ContainsFunc(s.answers, func(a restday.Answer) bool {
		return m.days[day][a.Item] == a || a.Item == restday.PainWhere && slices.ContainsFunc(strings.Split(a.Words, ", "), func(place string) bool {
			return slices.Contains(m.places(m.days[day]), place)
		})
	})
	signs := strings.Fields(m.days[day][restday.Symptoms].Words)
	had := slices.ContainsFunc(s.signs, func(sign string) bool { return slices.Contains(signs, sign) })
	return !known && !had && len(s.well)+len(s.gone) == 0 && !s.malaise
}

// unsay takes back what a message no longer says, unless another word came since.
// With its last place all of a pain goes. It tells whether that changes anything.
func (m *model) unsay(day restday.Day, was, is statement) bool {
	before := m.stored()[day]
	moved := m.moved(was, is)
	stays := func(i restday.Item) bool { return !moved || !slices.Contains(painItems, i) }
	var gone []restday.Item
	for _, a := range was.answers {
		again := stays(a.Item) && slices.ContainsFunc(is.answers, func(b restday.Answer) bool { return b.Item == a.Item })
		m.seen[a.Item] = m.seen[a.Item] || day == m.day // who takes an answer back need not be asked
		switch {
		case again:
		case a.Item == restday.PainWhere:
			gone = append(gone, m.unplace(day, a.Words)...)
		case m.days[day][a.Item] == a:
			gone = append(gone, a.Item)
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(is.answers), func(a restday.Answer) bool {
		return stays(a.Item) && slices.Contains(was.answers, a)
	})
	well := slices.DeleteFunc(slices.Clone(was.signs), func(sign string) bool { return slices.Contains(is.signs, sign) })
	m.hear(day, statement{answers: fresh, well: well, gone: gone, beside: true, unsaid: true})
	return !slices.Equal(before, m.stored()[day])
}

// symptoms are those known before, with what the statement says of them.
func (s statement) symptoms(signs []string) []string {
	signs = slices.DeleteFunc(signs, func(sign string) bool { return slices.Contains(s.well, sign) })
	for _, sign := range s.signs {
		if !slices.Contains(signs, sign) {
			signs = append(signs, sign)
		}
	}
	if i := slices.Index(signs, s.toggles); i >= 0 {
		return slices.Delete(signs, i, i+1)
	}
	if s.toggles != "" {
		signs = append(signs, s.toggles)
	}
	if s.malaise && len(signs) == 0 {
		signs = []string{"malaise"}
	}
	return signs
}

// stored is everything the database must hold, day by day.
func (m *model) stored() map[restday.Day][]restday.Answer {
	out := map[restday.Day][]restday.Answer{}
	for day, answers := range m.days {
		if len(answers) > 0 {
			out[day] = checkIn(day, answers).Answers()
		}
	}
	return out
}

func checkIn(day restday.Day, answers map[restday.Item]restday.Answer) restday.CheckIn {
	var list []restday.Answer
	for _, a := range answers {
		list = append(list, a)
	}
	return restday.CheckInOf(day, list)
}

// the values behind buttons, in the order in which they are shown
var (
	hoursByButton = []float64{4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9.5}
	painByButton  = []float64{2, 5, 8}
	kindByButton  = []string{"dull", "sharp", "bone"}
	placeByButton = []string{"foot", "ankle", "achilles", "calf", "shin", "knee", "thigh", "hip", "back", "shoulder"}
	signByButton  = []string{
		"runny_nose", "sore_throat", "sneezing", "fever", "aches", "chest_cough", "malaise", "vomiting", "diarrhoea",
		"chest_pain", "palpitations", "breathless_at_rest", "fainting", "heat_collapse", "head_injury", "dark_urine",
	}
)

// urgent symptoms are answered at once.
var urgent = signByButton[9:]

// pressed is what the n-th button of a question says, n from 1.
func pressed(item restday.Item, n int) statement {
	switch item {
	case restday.SleepH:
		return statement{answers: []restday.Answer{{Item: item, Value: hoursByButton[n-1]}}}
	case restday.PainLevel:
		return statement{answers: []restday.Answer{{Item: item, Value: painByButton[n-1]}}}
	case restday.PainWhere:
		return statement{answers: []restday.Answer{{Item: item, Words: placeByButton[n-1]}}}
	case stillIll:
		return statement{follow: item, now: []string{"gone", "same", "better", "worse"}[n-1]}
	case stillHurts:
		return statement{follow: item, now: []string{"gone", "better", "same", "worse"}[n-1]}
	case restday.Symptoms:
		return statement{toggles: signByButton[n-1]}
	case restday.PainKind:
		if n > len(kindByButton) {
			return statement{answers: []restday.Answer{{Item: restday.ChangesGait, Value: 1}}}
		}
		return statement{answers: []restday.Answer{{Item: item, Words: kindByButton[n-1]}}, gone: []restday.Item{restday.ChangesGait}}
	}
	return statement{answers: []restday.Answer{{Item: item, Value: float64(n)}}} // worst to best
}

// morning is what everybody is asked, further what athletes may choose.
var (
	morning      = []restday.Item{restday.SleepH, restday.Fatigue, restday.Soreness, restday.Mood}
	further      = []restday.Item{restday.SleepQuality, restday.Stress, restday.Motivation, restday.RHR, restday.HRV, restday.Performance, restday.Appetite}
	checkInItems = slices.Concat(morning, further, followUps, painItems, []restday.Item{restday.Symptoms, whatToFix})
)
