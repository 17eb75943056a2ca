package conversation

import (
	"restday"
)

// The words about what was done.

const (
	gentleRPE = 3 // a recovery session harder than this was none (rules.md a.13)
	steadyRPE = 6 // from here on a gentle session is no easy day any more (rules.md f.3)
	driftRPE  = 2 // this much above the plan is noted (rules.md a.23)
)

// doneLine is a session that was done, in one phrase: "easy session, 40 min,
// effort 3 of 10".
func (t *turn) doneLine(s restday.Session) string {
	return t.withFigures(t.sportly(t.say.Say("log.kind_"+string(s.Kind)), s), s)
}

// sportly adds a session's sport to its name where it is not the athlete's own.
func (t *turn) sportly(name string, s restday.Session) string {
	if s.Sport == "" || s.Sport == t.athlete.Sport {
		return name
	}
	sport := t.say.Say("start.sport_" + s.Sport)
	if s.Sport == "other" {
		sport = t.say.Say("log.sport_other")
	}
	return t.say.Say("log.what", "kind", name, "sport", sport)
}

// briefly is a session with no more than its minutes.
func (t *turn) briefly(s restday.Session) string {
	return t.sessionLine(restday.Advised{Title: t.say.Say("log.kind_" + string(s.Kind)), Minutes: s.Minutes, VolumeFactor: 1})
}

// withFigures adds the numbers of a session to its name.
func (t *turn) withFigures(what string, s restday.Session) string {
	what = t.sessionLine(restday.Advised{Title: what, Minutes: s.Minutes, VolumeFactor: 1})
	if s.DistanceKM != nil {
		what = t.say.Say("week.distance", "title", what, "km", t.say.Round(*s.DistanceKM))
	}
	if s.RPE != nil {
		what = t.say.Say("week.effort", "title", what, "rpe", *s.RPE)
	}
	return what
}

// notedWords say what is logged.
func (t *turn) notedWords(s restday.Session, a aim) string {
	switch {
	case s.Kind == restday.Rest && a.Kind == restday.Rest:
		return t.say.Say("log.rested")
	case s.Kind == restday.Rest:
		return t.say.Say("log.missed")
	case s.Day == t.today():
		return t.say.Say("log.noted", "what", t.doneLine(s))
	}
	return t.say.Say("log.noted_on", "day", t.pastDayWord(s.Day), "what", t.doneLine(s))
}

// pastDayWord is "yesterday", "Thursday" or "Thursday, 12 March".
func (t *turn) pastDayWord(d restday.Day) string {
	switch ago := t.today() - d; {
	case ago == 1:
		return t.say.Say("day.yesterday")
	case ago < 7:
		return t.say.Weekday(d)
	}
	return t.dated(d)
}

// remarksOn say what a session that was done deserves to be said of it.
func (t *turn) remarksOn(s restday.Session, a aim) (lines []string) {
	if s.RPE == nil || s.Kind == restday.Rest {
		return nil
	}
	gentle := s.Kind == restday.Recovery || a.Kind == restday.Recovery || a.Kind == restday.Rest
	switch {
	case gentle && t.rules.Hard(s):
		lines = append(lines, t.say.Say("log.no_recovery_hard"))
	case gentle && *s.RPE >= steadyRPE:
		lines = append(lines, t.say.Say("log.no_recovery_steady"))
	case gentle && *s.RPE > gentleRPE:
		lines = append(lines, t.say.Say("log.no_recovery"))
	case s.Kind == restday.Recovery:
		lines = append(lines, t.say.Say("log.recovered"))
	case a.trains() && a.RPE != nil && *s.RPE >= *a.RPE+driftRPE:
		lines = append(lines, t.say.Say("log.harder", "rpe", *s.RPE, "planned", *a.RPE))
	}
	if s.Day == t.today() && len(t.athlete.Restrictions) == 0 && (t.rules.Hard(s) || s.Kind == restday.Long) {
		lines = append(lines, t.say.Say("log.fuel"))
	}
	return lines
}
