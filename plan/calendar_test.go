package plan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEventsThatRepeat guards: a session stands on the days that a calendar
// program would show it on.
func TestEventsThatRepeat(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ first, rule, want string }{
		{"20260312", "FREQ=DAILY;COUNT=3", "03-12 03-13 03-14"},
		{"20260312", "FREQ=DAILY;BYDAY=SA,SU;COUNT=3", "03-14 03-15 03-21"},
		{"20260312", "FREQ=WEEKLY;INTERVAL=2;COUNT=3", "03-12 03-26 04-09"},
		{"20260312", "FREQ=MONTHLY;COUNT=3", "03-12 04-12 05-12"},
		{"20260131", "FREQ=MONTHLY;COUNT=3", "01-31 03-31 05-31"},
		{"20260301", "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=3", "03-01 03-15 04-01"},
		{"20260301", "FREQ=MONTHLY;BYDAY=1SU;COUNT=3", "03-01 04-05 05-03"},
		{"20260329", "FREQ=MONTHLY;BYDAY=-1SU;INTERVAL=2;UNTIL=20260801", "03-29 05-31 07-26"},
	} {
		got, err := Read([]byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:"+c.first+"\nRRULE:"+c.rule+"\nSUMMARY:Easy run\nEND:VEVENT\nEND:VCALENDAR\n"), berlin(t))
		var days []string
		for _, p := range got {
			days = append(days, strings.TrimPrefix(p.Day.String(), "2026-"))
		}
		if diff := cmp.Diff(c.want, strings.Join(days, " ")); err != nil || diff != "" {
			t.Errorf("%s from %s: %v %s", c.rule, c.first, err, diff)
		}
	}
}

// TestAMovedInstance guards: who moves or cancels one session of a series in their
// calendar finds it so in the plan, wherever it stands in the file.
func TestAMovedInstance(t *testing.T) {
	t.Parallel()
	moved := "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20260319T180000\nDTSTART:20260320T180000\nSUMMARY:Long run\nEND:VEVENT\n"
	gone := "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20260326T170000Z\nDTSTART:20260326T180000\nSTATUS:CANCELLED\nSUMMARY:Long run\nEND:VEVENT\n"
	series := "BEGIN:VEVENT\nUID:a\nDTSTART:20260312T180000\nRRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:Long run\nEND:VEVENT\n"
	other := "BEGIN:VEVENT\nUID:b\nDTSTART:20260319T070000\nSUMMARY:Easy run\nEND:VEVENT\n"
	for _, file := range []string{moved + series + gone + other, series + other + gone + moved} {
		got, err := Read([]byte("BEGIN:VCALENDAR\n"+file+"END:VCALENDAR\n"), berlin(t))
		var days []string
		for _, p := range got {
			days = append(days, p.Day.String()+" "+string(p.Kind))
		}
		want := []string{"2026-03-12 long", "2026-03-19 easy", "2026-03-20 long", "2026-04-02 long"}
		if diff := cmp.Diff(want, days); err != nil || diff != "" {
			t.Errorf("%v (-want +got): %s", err, diff)
		}
	}
}
