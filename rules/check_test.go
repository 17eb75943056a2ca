package rules

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheBuiltInRulesHaveNoProblem(t *testing.T) {
	t.Parallel()
	bad, untried := Problems()
	if err := errors.Join(bad...); err != nil || len(untried) > 0 {
		t.Errorf("%v; too large to be tried: %v", err, untried)
	}
}

// own is a rule with a condition, and the check-ins that make it fire and not.
func own(when, fires, silent string) string {
	return fmt.Sprintf(`id: Q
order: 0
when: %s
ceiling: easy
text: Easy today.
source: "[O]"
fires: {day: 2026-03-12, planned: {kind: key}, checkins: [%s]}
silent: {day: 2026-03-12, planned: {kind: key}, checkins: [%s]}
`, when, fires, silent)
}

const (
	shortNight = "{day: 2026-03-12, sleep_h: 4}"
	longNight  = "{day: 2026-03-12, sleep_h: 9}"
	nightOne   = "{day: 2026-03-11, symptoms: [fever]}"
)

// problemsOf looks at all rules at once; they are called Q1, Q2 … in their order.
func problemsOf(texts ...string) string {
	for i := range texts {
		texts[i] = strings.Replace(texts[i], "id: Q\norder: 0\n", fmt.Sprintf("id: Q%d\norder: %d\n", i+1, 900+i), 1)
	}
	found, _ := Problems(over(texts...))
	return errors.Join(append([]error{errors.New("")}, found...)...).Error()
}

func TestRulesThatAreAMistake(t *testing.T) {
	t.Parallel()
	never := func(when string) string { return own(when, shortNight, longNight) }
	got := problemsOf(
		never("sleep_hours < 5 and sleep_hours > 6"),
		never("sleep_hours < 5 and sleep_hours >= 5"),
		never(`planned_kind == "key" and planned_kind in ["easy", "long"]`),
		never("wellness_low and not wellness_low"),
		never("soreness < soreness_usual and soreness_usual < 2 and soreness > 2"),
		never("days_since_hard > 1 and days_since_hard < 2"),
		own("not (5 <= sleep_hours)", shortNight, longNight),
		own(`state == "unknown"`, nightOne, longNight),
		own("illness_day > 1", nightOne+", {day: 2026-03-12, symptoms: [fever]}", longNight),
		own("illness_day >= 2 and general_symptoms >= 0", nightOne+", {day: 2026-03-12, symptoms: [fever]}", longNight),
	)
	for _, want := range []string{
		"own/a.yaml:3: when: can never hold, whatever the facts; Q1 would never fire",
		"Q2 would never", "Q3 would never", "Q4 would never", "Q5 would never", "Q6 would never",
		"own/g.yaml:3: when: Q7 always fires together with N1 (N1.yaml): one of them is enough",
		"Q8 always fires together with U1 (U1.yaml)",
		"Q10 always fires together with Q9 (own/i.yaml)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "always fires"); n != 3 {
		t.Errorf("%d pairs:\n%s", n, got)
	}
}

func TestRulesThatAreNoMistake(t *testing.T) {
	t.Parallel()
	got := problemsOf(
		own("sleep_hours <= 5", shortNight, longNight),
		own("sleep_hours < 4.99", shortNight, longNight),
		own(`sleep_hours < 5 and planned_kind == "key"`, shortNight, longNight),
		own("sleep_hours < 0.01", "{day: 2026-03-12, sleep_h: 0}", longNight),
		own("soreness < 3 and (soreness_usual > soreness or checked_in)", "{day: 2026-03-12, soreness: 2}", longNight),
		own("illness_day > 1 and illness_day < 3", nightOne+", {day: 2026-03-12, symptoms: [fever]}", longNight),
		own("rhr_three_days >= rhr_limit or pain_level == 7.25", "{day: 2026-03-12, pain: {level: 7.25}}", longNight),
	)
	if got != "" {
		t.Error(got)
	}
}

func TestCasesThatNeverApply(t *testing.T) {
	t.Parallel()
	with := func(limit, cases string) string {
		return own("sleep_hours < "+limit, shortNight, longNight) + "cases:\n" + cases
	}
	got := problemsOf(
		with("5.1", "  - {name: long, when: sleep_hours > 8, text: Long.}\n"),
		with("5.2", "  - {name: four, when: sleep_hours < 4, text: Four.}\n  - {name: three, when: sleep_hours < 3, text: Three.}\n"),
		with("5.3", "  - {name: a, when: sleep_hours < 4, text: A.}\n  - {name: b, when: sleep_hours >= 4, text: B.}\n  - {name: c, when: checked_in, text: C.}\n"),
		with("5.4", "  - {name: three, when: sleep_hours < 3, text: Three.}\n  - {name: four, when: sleep_hours < 4, text: Four.}\n"),
	)
	for _, want := range []string{
		"own/a.yaml:10: cases[0].when: can never apply", "own/b.yaml:11: cases[1].when: can never apply",
		"own/c.yaml:12: cases[2].when: can never apply",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "can never apply"); n != 3 {
		t.Errorf("%d cases:\n%s", n, got)
	}
}

func TestEqualFilesGiveEqualFindings(t *testing.T) {
	t.Parallel()
	a, b := rand.New(rand.NewPCG(5, 6)), rand.New(rand.NewPCG(5, 6))
	for range 50 {
		if diff := cmp.Diff(anyDay(a), anyDay(b)); diff != "" {
			t.Fatal(diff)
		}
	}
}
