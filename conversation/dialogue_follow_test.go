package conversation_test

import (
	"slices"
	"strings"

	"restday"
)

// The questions that follow up what was reported on the days before.
const (
	stillIll   restday.Item = "still_ill"
	stillHurts restday.Item = "still_hurts"
)

var followUps = []restday.Item{stillIll, stillHurts}

// reported is the last check-in of the two days before a day.
func (m *model) reported(day restday.Day) restday.CheckIn {
	for d := day - 1; d >= day-2; d-- {
		if len(m.days[d]) > 0 {
			return checkIn(d, m.days[d])
		}
	}
	return restday.CheckIn{}
}

// followedUp is what the check-in of a day asks of the days before: noted when it
// began, else what it would ask now.
func (m *model) followedUp(day restday.Day) []restday.Item {
	if follows, begun := m.follows[day]; begun {
		return follows
	}
	var follows []restday.Item
	c := m.reported(day)
	if len(c.Symptoms) > 0 {
		follows = append(follows, stillIll)
	}
	if c.Pain != nil && (c.Pain.Level == nil || *c.Pain.Level > 0) {
		follows = append(follows, stillHurts)
	}
	return follows
}

// resolved is what the answer to a follow-up says of a day.
func (m *model) resolved(day restday.Day, s statement) statement {
	c, now := m.reported(day), s.now
	pain := restday.Pain{}
	if c.Pain != nil {
		pain = *c.Pain
	}
	switch {
	case s.follow == stillIll && (now == "gone" || len(c.Symptoms) == 0):
		return statement{gone: []restday.Item{restday.Symptoms}}
	case s.follow == stillIll:
		return statement{signs: c.Symptoms}
	case s.follow == stillHurts && now == "gone":
		return statement{gone: painItems}
	case s.follow == stillHurts:
		return statement{answers: m.hurtsNow(pain, now)}
	}
	return s
}

// hurtsNow is a pain that is the same, better or worse.
func (m *model) hurtsNow(was restday.Pain, now string) []restday.Answer {
	is := was
	stops := was.Kind == "sharp" || was.Kind == "bone" || was.ChangesGait != nil && *was.ChangesGait
	step := map[string]float64{"better": -2, "worse": 2}[now]
	switch {
	case now == "same":
	case was.Level == nil:
		is = restday.Pain{Where: was.Where}
	default:
		level := min(10, max(1, *was.Level+step))
		is.Level = &level
		if now == "better" && stops {
			is.Kind, is.ChangesGait = "", nil
		}
	}
	return slices.DeleteFunc(restday.CheckIn{Pain: &is}.Answers(), func(a restday.Answer) bool {
		return a == restday.Answer{Item: restday.PainWhere}
	})
}

// hearSymptoms stores the symptoms that a statement leaves. While an illness is
// followed up, that there are none is an answer too.
func (m *model) hearSymptoms(day restday.Day, s statement) {
	answers := m.days[day]
	was, had := answers[restday.Symptoms]
	if s.unsaid && had && was.Words == "" {
		return
	}
	follows := !s.unsaid && slices.Contains(m.followedUp(day), stillIll)
	signs, denied := strings.Fields(was.Words), had || s.toggles != "" || slices.Contains(s.gone, restday.Symptoms)
	if slices.Contains(s.gone, restday.Symptoms) {
		signs = nil
	}
	if old := m.reported(day).Symptoms; follows && !had && without(old, s.well) < len(old) {
		signs, denied = old, true
	}
	s.malaise = s.malaise && (!follows || !had)
	signs = s.symptoms(signs)
	switch {
	case len(signs) > 0 || follows && denied:
		answers[restday.Symptoms] = restday.Answer{Item: restday.Symptoms, Words: strings.Join(signs, " ")}
	default:
		delete(answers, restday.Symptoms)
	}
}

// goneAlready tells whether words say once more of a pain that it is gone.
func (m *model) goneAlready(day restday.Day, s statement, item restday.Item) bool {
	level, known := m.days[day][restday.PainLevel]
	return s.typed && slices.Contains(painItems, item) && known && level.Value == 0
}

// hearPainGone stores that a pain which is followed up is gone.
func (m *model) hearPainGone(day restday.Day, s statement) {
	if s.unsaid || m.goneAlready(day, s, restday.PainWhere) || !slices.Contains(s.gone, restday.PainWhere) || !slices.Contains(m.followedUp(day), stillHurts) {
		return
	}
	if p := m.reported(day).Pain; p != nil && p.Where != "" {
		m.days[day][restday.PainWhere] = restday.Answer{Item: restday.PainWhere, Words: p.Where}
	}
	m.days[day][restday.PainLevel] = restday.Answer{Item: restday.PainLevel}
}

// forgetPainGone drops that a pain was gone when a new place hurts.
func (m *model) forgetPainGone(day restday.Day, s statement) {
	says := func(item restday.Item) bool {
		return slices.ContainsFunc(s.answers, func(a restday.Answer) bool { return a.Item == item })
	}
	if level, ok := m.days[day][restday.PainLevel]; ok && level.Value == 0 && says(restday.PainWhere) {
		for _, item := range painItems {
			delete(m.days[day], item)
		}
	}
}

// without counts the words that are not among others.
func without(words, others []string) (n int) {
	for _, w := range words {
		if !slices.Contains(others, w) {
			n++
		}
	}
	return n
}
