package conversation

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"restday"
)

// says writes what was read of a session, for a table.
func (d done) says() string {
	var parts []string
	add := func(name string, v *float64) {
		if v != nil {
			parts = append(parts, fmt.Sprintf("%s %.4g", name, *v))
		}
	}
	if d.none {
		return "none"
	}
	if d.planned {
		parts = append(parts, "planned")
	}
	parts = append(parts, strings.Fields(string(d.kind)+" "+d.sport)...)
	add("min", d.minutes)
	add("km", d.km)
	add("rpe", d.rpe)
	if d.wrong != "" {
		parts = append(parts, "wrong "+d.limit)
	}
	if len(d.rest) > 0 {
		parts = append(parts, "beside "+strings.Join(d.rest, " "))
	}
	return strings.Join(parts, " ")
}

// TestReadDone holds what is read of words about a session that was done.
func TestReadDone(t *testing.T) {
	t.Parallel()
	const thursday = restday.Day(20524) // 2026-03-12
	for _, c := range []struct {
		language, text, want string
		day                  restday.Day
	}{
		{"en", "50 min easy run 8 km effort 4", "easy run min 50 km 8 rpe 4", thursday},
		{"en", "ran 10k in 52 minutes, hard", "run min 52 km 10 rpe 5", thursday},
		{"en", "1h20 bike, very hard", "bike min 80 rpe 7", thursday},
		{"en", "1:05 h swim", "swim min 65", thursday},
		{"en", "52:30 run", "run min 52", thursday},
		{"en", "an hour of yoga, very easy", "easy other min 60 rpe 1", thursday},
		{"en", "6 x 800 m in 45 min, 8/10", "key min 45 rpe 8", thursday},
		{"en", "swam 2000m", "swim km 2", thursday},
		{"en", "45m easy spin", "easy bike min 45 rpe 2", thursday},
		{"en", "long run 3.5 miles rpe 6", "long run km 5.63 rpe 6", thursday},
		{"en", "yesterday 40' recovery jog", "recovery run min 40", thursday - 1},
		{"en", "Tuesday: intervals, 8 out of 10", "key rpe 8", thursday - 2},
		{"en", "as planned", "planned", thursday},
		{"en", "did nothing", "none", thursday},
		{"en", "skipped it", "none", thursday},
		{"en", "2000 min run", "run wrong minutes", thursday},
		{"en", "30 min run effort 11", "run min 30 wrong rpe", thursday},
		{"en", "0 min run", "run wrong minutes", thursday},
		{"en", "600 km ride", "bike wrong km", thursday},
		{"en", "40 min run with Tom", "run min 40 beside tom", thursday},
		{"de", "45 min Rad locker", "easy bike min 45 rpe 2", thursday},
		{"de", "bin 7,5 km gelaufen in 40 Minuten, sehr anstrengend", "run min 40 km 7.5 rpe 7", thursday},
		{"de", "gestern anderthalb Stunden wandern, leicht", "easy other min 90 rpe 2", thursday - 1},
		{"de", "1 Std 15 min Dauerlauf Anstrengung 4", "run min 75 rpe 4", thursday},
		{"de", "Intervalle 50 min, 8 von 10", "key min 50 rpe 8", thursday},
		{"de", "nichts gemacht", "none", thursday},
		{"de", "wie geplant", "planned", thursday},
		{"de", "am Montag 30 min Schwimmen", "swim min 30", thursday - 3},
	} {
		calendar := speaking(t, c.language)
		tr := &turn{Flow: &Flow{zones: &zones{}}, say: calendar.Speaker, now: time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)}
		tr.athlete.Zone = "UTC"
		d := tr.readDone(c.text)
		if got := d.says(); got != c.want || d.day != c.day {
			t.Errorf("%q is %q on %s; want %q on %s", c.text, got, d.day, c.want, c.day)
		}
	}
}
