package plan

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
)

func day(t testing.TB, s string) restday.Day {
	t.Helper()
	d, err := restday.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func ptr(v float64) *float64 { return &v }

func berlin(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestReadTable(t *testing.T) {
	t.Parallel()
	got, err := Read([]byte("\ufeffday,kind,title,minutes,distance_km,rpe\r\n2026-03-14,key,\"6 × 800 m, fast\",60,12.5,8\r\n2026-03-13,rest,,,,\r\n"), time.UTC)
	want := []restday.Planned{
		{Day: day(t, "2026-03-13"), Kind: restday.Rest},
		{Day: day(t, "2026-03-14"), Kind: restday.Key, Title: "6 × 800 m, fast", Minutes: ptr(60), DistanceKM: ptr(12.5), RPE: ptr(8)},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

// exported is a calendar as calendar programs write them: folded lines, zones,
// alarms, whole days, moments in UTC and events that repeat.
const exported = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Training//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTART;TZID="Europe/Berlin":20260312T183000
DTEND;TZID="Europe/Berlin":20260312T193000
SUMMARY:Track: 6 x 800 m\, jog
  back
BEGIN:VALARM
TRIGGER:-PT30M
SUMMARY:Dentist
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART:20260313T233000Z
DURATION:PT45M
SUMMARY:Easy run 8 km
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260316
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;VALUE=DATE:20260323
SUMMARY:Rest day
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260317
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;UNTIL=20260401
SUMMARY:Intervalle
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260317
SUMMARY:Yoga
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260318
STATUS:CANCELLED
SUMMARY:Long run
END:VEVENT
END:VCALENDAR
`

func TestReadCalendar(t *testing.T) {
	t.Parallel()
	got, err := Read([]byte(strings.ReplaceAll(exported, "\n", "\r\n")), berlin(t))
	want := []restday.Planned{
		{Day: day(t, "2026-03-12"), Kind: restday.Key, Title: "Track: 6 x 800 m, jog back", Minutes: ptr(60)},
		{Day: day(t, "2026-03-14"), Kind: restday.Easy, Title: "Easy run 8 km", Minutes: ptr(45), DistanceKM: ptr(8)},
		{Day: day(t, "2026-03-16"), Kind: restday.Rest, Title: "Rest day"},
		{Day: day(t, "2026-03-17"), Kind: restday.Key, Title: "Intervalle"},
		{Day: day(t, "2026-03-20"), Kind: restday.Key, Title: "Intervalle"},
		{Day: day(t, "2026-03-30"), Kind: restday.Rest, Title: "Rest day"},
		{Day: day(t, "2026-03-31"), Kind: restday.Key, Title: "Intervalle"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestBadPlansAreRefusedByLine(t *testing.T) {
	t.Parallel()
	event := func(lines string) string {
		return "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + lines + "\nEND:VEVENT\nEND:VCALENDAR\n"
	}
	for _, c := range []struct{ file, want string }{
		{"", "line 1: the header must be day,kind"},
		{"day,kind\n", "the file holds no sessions"},
		{"day,sort\n2026-03-12,key\n", `line 1: unknown column "sort"`},
		{"day,title\n2026-03-12,key\n", "line 1: the columns day and kind must be there"},
		{"day,kind\n2026-03-12,key\n12.3.2026,easy\n", `line 3: day: "12.3.2026" is not a date`},
		{"day,kind\n2026-03-12,sprint\n2026-03-12\n", "line 2: kind: \"sprint\" is none of rest, recovery, easy, key, long, race\nline 3: has 1 fields, the header 2"},
		{"day,kind,minutes\n2026-03-12,key,NaN\n", `line 2: minutes: "NaN" is not a number from 0 to 1440`},
		{"day,kind\n2026-03-12,key\n2026-03-12,easy\n", "line 3: day: 2026-03-12 has a session in line 2 already"},
		{"day,kind\n\"2026-03-12,key\n", "line 2: extraneous or missing"},
		{"day,kind\n\xff\n", "the file is not UTF-8 text"},
		{strings.Repeat("x", MaxFile+1), "the file is larger than 1024 kB"},
		{"day,kind\n" + strings.Repeat("x,y\n", 30), "and 40 more"},
		{event("SUMMARY:Easy run"), "line 2: DTSTART: is missing"},
		{event("DTSTART:tomorrow\nSUMMARY:Easy run"), `line 2: DTSTART: "tomorrow" is no date`},
		{event("DTSTART:20260312\nSUMMARY:Dentist"), `line 2: SUMMARY: "Dentist" says no kind of session`},
		{event("DTSTART:20260312\nRRULE:FREQ=YEARLY\nSUMMARY:Easy run"), `line 4: RRULE: repeats "YEARLY"`},
		{event("DTSTART:20260312\nRRULE:FREQ=DAILY;INTERVAL=0\nSUMMARY:Easy run"), `line 4: RRULE: "0" is no number`},
		{"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260312\nSUMMARY:Easy", "the file breaks off"},
		{"BEGIN:VCALENDAR\nEND:VCALENDAR", "the file holds no sessions"},
	} {
		rows, err := Read([]byte(c.file), time.UTC)
		if err == nil || !strings.Contains(err.Error(), c.want) || rows != nil {
			t.Errorf("%.60q: got %v, want %s", c.file, err, c.want)
		}
	}
}

func TestKindsAreReadFromTitles(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]restday.Kind{
		"Easy Run 5 mi": restday.Easy, "Langer Lauf 20 km": restday.Long, "Long Run": restday.Long, "Rest": restday.Rest, "Day off": restday.Rest,
		"Recovery run": restday.Recovery, "Regenerationslauf": restday.Recovery, "Tempo 5 miles": restday.Key, "6×800m": restday.Key,
		"Marathon pace 10 km": restday.Key, "Berlin Marathon": restday.Race, "Parkrun": restday.Race, "Lockerer Dauerlauf": restday.Easy,
		"Cross training": restday.Easy, "Run with strides": restday.Easy, "Schwellenlauf": restday.Key, "Ruhetag": restday.Rest, "Hill repeats": restday.Key,
	} {
		if got, ok := kindOf(title); !ok || got != want {
			t.Errorf("%q is %q, want %s", title, got, want)
		}
	}
	for _, title := range []string{"", "Dentist", "Meeting with Jo", "Zahnarzt"} {
		if got, ok := kindOf(title); ok {
			t.Errorf("%q was read as %s", title, got)
		}
	}
	if got := distanceIn("Easy Run 5 mi"); got == nil || *got != 8 {
		t.Errorf("5 miles are %v", got)
	}
	if got := distanceIn("3 x 1 km"); got != nil {
		t.Errorf("repetitions are a distance of %v", *got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("day,kind\n2026-03-12,key\n")
	f.Add(exported)
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := Read([]byte(text), time.UTC)
		if (err == nil) == (len(rows) == 0) {
			t.Errorf("%d rows and %v", len(rows), err)
		}
		for i, p := range rows {
			if i > 0 && rows[i-1].Day >= p.Day {
				t.Errorf("%s comes after %s", p.Day, rows[i-1].Day)
			}
		}
	})
}
