package conversation

import (
	"math"
	"strings"

	"restday/rules"
)

// tellTrend shows load, sleep and energy of late beside the athlete's own weeks
// before. The ratio of acute to chronic load is shown and decides nothing
// (rules.md b.3).
func (t *turn) tellTrend() error {
	_, facts, err := t.decision(t.today())
	if err != nil {
		return err
	}
	trend := t.rules.Trend(facts)
	lines := t.loadLines(trend, len(facts.Sessions) > 0)
	for _, c := range trend.Answers {
		lines = append(lines, t.say.Say("trend."+string(c.Item), "mean", t.say.Round(c.Mean), "usual", t.figure(c.Usual, t.say.Round), "n", c.Days))
	}
	if len(trend.Answers) == 0 {
		lines = append(lines, t.say.Say("trend.no_answers"))
	}
	ledger, err := t.ledger(t.today(), 1)
	if err != nil {
		return err
	}
	t.tell(strings.Join(appendLine(lines, ledger), "\n"))
	return nil
}

func (t *turn) loadLines(trend rules.Trend, logged bool) []string {
	if !logged {
		return []string{t.say.Say("trend.none")}
	}
	load, before := trend.Load, trend.Before
	if load.Week == nil {
		return []string{t.say.Say("trend.week_unknown")}
	}
	lines := []string{t.say.Say("trend.week", "week", t.figure(load.Week, t.whole), "usual", t.figure(before.Week, t.whole))}
	if load.Monotony == nil {
		lines = append(lines, t.say.Say("trend.alike"))
	} else {
		lines = append(lines, t.say.Say("trend.monotony",
			"monotony", t.figure(load.Monotony, t.say.Round), "usual", t.figure(before.Monotony, t.say.Round),
			"strain", t.figure(load.Strain, t.whole), "usual_strain", t.figure(before.Strain, t.whole)))
	}
	return append(lines, t.averages(load))
}

// averages are the exponentially weighted ones of about one and four weeks.
func (t *turn) averages(load rules.TrainingLoad) string {
	if load.AcuteEWMA == nil || load.ChronicEWMA == nil || *load.ChronicEWMA == 0 {
		return t.say.Say("trend.averages_later")
	}
	ratio := *load.AcuteEWMA / *load.ChronicEWMA
	averages := t.say.Say("trend.averages",
		"acute", t.whole(*load.AcuteEWMA), "chronic", t.whole(*load.ChronicEWMA), "ratio", t.say.Number(ratio))
	return strings.TrimSpace(averages + " " + t.onRequest("L3"))
}

// onRequest is what a rule says to those who ask; "" when a host has taken it away.
func (t *turn) onRequest(id string) string {
	r, ok := t.rules.Rule(id)
	switch {
	case !ok:
		return ""
	case r.Layer != "":
		return r.Text
	}
	return t.ruleWords(id, r.Text, nil)
}

func (t *turn) whole(v float64) string { return t.say.Number(math.Round(v)) }

// figure writes a number that may be unknown, then "".
func (t *turn) figure(v *float64, write func(float64) string) string {
	if v == nil {
		return ""
	}
	return write(*v)
}
