package observe_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/observe"
)

var (
	ana = restday.Address{Platform: "telegram", Chat: "1"}
	bo  = restday.Address{Platform: "discord", Chat: "2"}
)

// office is a desk whose operators are told only where the watch says it works.
type office struct {
	clock
	*observe.Watch
	*observe.Desk
	heard []string
}

func newOffice() *office {
	o := &office{clock: clock{dawn}}
	o.Watch, o.Desk = o.watch("telegram", "discord"), observe.NewDesk(ana, bo)
	return o
}

// look passes a minute on, in which the named platforms are reached.
func (o *office) look(up ...string) {
	o.forward(time.Minute)
	for _, p := range up {
		o.Reached(p)
	}
	o.Tell(o.Troubles(), func(to restday.Address, n observe.News) bool {
		if !o.Works(to.Platform) {
			return false
		}
		o.heard = append(o.heard, fmt.Sprintf("%s %s %s %s %t", to, n.Kind, n.Platform, n.Since.Format("15:04"), n.Over))
		return true
	})
}

func (o *office) expect(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, o.heard); diff != "" {
		t.Errorf("heard (-want +got):\n%s", diff)
	}
	o.heard = nil
}

func TestOperatorsAreToldOnceAndOnceThatItIsOver(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.look("telegram", "discord") // 6:01
	for range 9 {
		o.look("discord")
	}
	o.expect(t)
	for range 60 { // from 6:11 on it is trouble; who is on Telegram cannot be told
		o.look("discord")
	}
	o.expect(t, "discord:2 unreachable telegram 06:01 false")
	o.look("telegram", "discord")
	o.look("telegram", "discord")
	if len(o.heard) == 2 && o.heard[0] > o.heard[1] {
		o.heard[0], o.heard[1] = o.heard[1], o.heard[0]
	}
	o.expect(t, "discord:2 unreachable telegram 06:01 true", "telegram:1 unreachable telegram 06:01 true")
}

func TestARefusedPlatformIsNewsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.look("telegram", "discord")
	o.Stopped("telegram")
	o.Stopped("telegram") // it was tried again
	o.look("discord")
	o.expect(t, "discord:2 refused telegram 06:01 false")
	for range 30 {
		o.look("discord")
	}
	o.expect(t)
	if o.Works("telegram") || o.Ready() == nil {
		t.Error("a platform that refuses us is said to work")
	}
}

func TestNewsThatCannotBeToldWait(t *testing.T) {
	t.Parallel()
	o := newOffice()
	for range 20 { // both are down from the start
		o.look()
	}
	o.expect(t)
	o.look("discord")
	o.look("discord")
	want := map[string]bool{"discord:2 unreachable telegram 06:00 false": true, "discord:2 unreachable discord 06:00 true": true}
	got := map[string]bool{}
	for _, line := range o.heard {
		got[line] = true
	}
	if diff := cmp.Diff(want, got); diff != "" || len(o.heard) != 2 {
		t.Errorf("heard %q", o.heard)
	}
}
