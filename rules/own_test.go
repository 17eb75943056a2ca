package rules_test

import (
	"testing"

	"restday"
	"restday/rules"
)

func TestASquadsOwnNumbersLieOverTheRules(t *testing.T) {
	t.Parallel()
	base, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	own, err := base.Over("short_sleep: 7.5\nG1: off\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := own.Rule("G1"); ok || own.Numbers()["short_sleep"].Value != 7.5 || own.Version() == base.Version() {
		t.Error("the changes do not hold")
	}
	in := rules.Input{Day: 20524, Planned: &restday.Planned{Kind: restday.Easy},
		CheckIns: []restday.CheckIn{{Day: 20524, Values: map[restday.Item]float64{restday.SleepH: 7}}}}
	fired := func(l *rules.Library) (n int) {
		d := l.Decide(in, noCatalogue{})
		for _, c := range d.Checked {
			if (c.Rule == "N1" || c.Rule == "N2") && c.Fired {
				n++
			}
		}
		return n
	}
	if fired(base) != 0 || fired(own) == 0 {
		t.Errorf("seven hours are short for %d rules, and for %d with 7.5", fired(base), fired(own))
	}
	if same, err := base.Over(""); err != nil || same != base {
		t.Errorf("no changes: %v", err)
	}
}

type noCatalogue struct{}

func (noCatalogue) Session(kind restday.Kind, _ string, _, _ []string) restday.Advised {
	return restday.Advised{Kind: kind}
}

func TestASquadCannotTouchSafety(t *testing.T) {
	t.Parallel()
	base, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, changes := range []string{"S2: off", "short_sleep: 3", "nonsense: 1", "X9: off", "short_sleep: soon", "../S1: off"} {
		if _, err := base.Over(changes); err == nil {
			t.Errorf("%q is taken", changes)
		}
	}
}
