package bot

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)

// sends counts what a pace lets through in a span, if every send comes late.
func sends(p pace, span, late time.Duration) int {
	n := 0
	for now := noon; now.Before(noon.Add(span)); n++ {
		p.take(now)
		if p.next.After(now) {
			now = p.next.Add(late)
		}
	}
	return n
}

func TestPaceHoldsItsRate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pace pace
		late time.Duration
		want int // in 100 s
	}{
		"ten a second":               {newPace(10, 1), 0, 1000},
		"a burst of five first":      {newPace(10, 5), 0, 1004},
		"late timers cost":           {newPace(10, 1), 20 * time.Millisecond, 834},
		"late timers are made up":    {newPace(10, 1).forgiving(), 20 * time.Millisecond, 1000},
		"but not any lateness":       {newPace(10, 1).forgiving(), 100 * time.Millisecond, 667},
		"one every four seconds":     {newPace(0.25, 1), 0, 25},
		"a burst of none counts one": {newPace(10, 0), 0, 1000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := sends(c.pace, 100*time.Second, c.late); got < c.want-1 || got > c.want+1 {
				t.Errorf("%d sends, want %d", got, c.want)
			}
		})
	}
}

func TestNoPaceIsAlwaysFree(t *testing.T) {
	t.Parallel()
	p := newPace(0, 1)
	for range 3 {
		p.take(noon)
		if p.next.After(noon) {
			t.Fatalf("the next send is free at %s", p.next)
		}
	}
}

func TestARestedPaceHasItsBurstAgain(t *testing.T) {
	t.Parallel()
	p := newPace(1, 3)
	for range 3 {
		p.take(noon)
	}
	if got := p.next.Sub(noon); got != time.Second {
		t.Errorf("the fourth send is free after %s", got)
	}
	if got := p.rested().Sub(noon); got != 3*time.Second {
		t.Errorf("the burst is free again after %s", got)
	}
}

func TestRefusalsSlowAPaceForAWhile(t *testing.T) {
	t.Parallel()
	at := func(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }
	p := newPace(10, 1)
	check := func(when string, want time.Duration) {
		t.Helper()
		if p.every != want {
			t.Errorf("%s: one send every %s, want %s", when, p.every, want)
		}
	}
	p.slower(at(0), at(5))
	p.slower(at(1), at(6)) // was under way with the first
	check("after one refusal", 200*time.Millisecond)
	p.slower(at(6), at(10))
	check("after another", 400*time.Millisecond)
	p.ease(at(19))
	check("before the spell is over", 400*time.Millisecond)
	p.ease(at(20))
	check("after one quiet spell", 200*time.Millisecond)
	p.ease(at(60))
	check("long after", 100*time.Millisecond)
	for n := range 10 {
		p.slower(at(100+n), at(100+n))
	}
	check("after many", 800*time.Millisecond)
}
