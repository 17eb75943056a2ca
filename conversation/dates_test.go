package conversation

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"restday"
	"restday/lang"
)

func speaking(t testing.TB, language string) calendar {
	t.Helper()
	book, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return calendar{book.Speaker(language)}
}

func on(days ...time.Weekday) (set restday.Weekdays) {
	for _, d := range days {
		set |= 1 << d
	}
	return set
}

func TestReadDays(t *testing.T) {
	t.Parallel()
	const none restday.Weekdays = 0
	have := restday.EveryDay
	for _, c := range []struct {
		language, text string
		want           restday.Weekdays
		ok             bool
	}{
		{"en", "Mon Wed Fri", on(1, 3, 5), true},
		{"en", "mon, wed & fri.", on(1, 3, 5), true},
		{"en", "on Mondays and Thursdays", on(1, 4), true},
		{"en", "Monday to Friday", workdays, true},
		{"en", "Mon-Fri", workdays, true},
		{"en", "Sat – Mon", on(6, 0, 1), true},
		{"en", "Mon-Wed, Sat", on(1, 2, 3, 6), true},
		{"en", "weekdays", workdays, true},
		{"en", "Every day", restday.EveryDay, true},
		{"en", "every day except Sunday", restday.EveryDay &^ on(0), true},
		{"en", "no weekends", workdays, true},
		{"en", "not on Friday or", none, false},
		{"en", "no", none, false},
		{"en", "no every day", none, true},
		{"en", "Monday to", none, false},
		{"en", "to Monday", none, false},
		{"en", "m", none, false},
		{"en", "wednesday is fine", none, false},
		{"en", "", none, false},
		{"de", "Mo Mi Fr", on(1, 3, 5), true},
		{"de", "am Mittwoch nicht", restday.EveryDay &^ on(3), true},
		{"de", "montags und donnerstags", on(1, 4), true},
		{"de", "Montag bis Freitag", workdays, true},
		{"de", "nicht am Wochenende", workdays, true},
		{"de", "täglich", restday.EveryDay, true},
		{"de", "jeden Tag außer So", restday.EveryDay &^ on(0), true},
	} {
		if got, ok := speaking(t, c.language).readDays(c.text, have); got != c.want || ok != c.ok {
			t.Errorf("%s %q: got %07b %v, want %07b %v", c.language, c.text, got, ok, c.want, c.ok)
		}
	}
}

// Whatever set of days is written is read back as that set.
func TestDaysAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "de"} {
		c := speaking(t, language)
		for set := restday.Weekdays(1); set <= restday.EveryDay; set++ {
			if got, ok := c.readDays(c.days(set), restday.EveryDay); !ok || got != set {
				t.Errorf("%s %q: got %07b %v, want %07b", language, c.days(set), got, ok, set)
			}
		}
	}
}

func TestReadUntil(t *testing.T) {
	t.Parallel()
	today, err := restday.ParseDay("2026-03-12") // a Thursday
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ language, text, want string }{
		{"en", "7d", "2026-03-19"}, {"en", "3 days", "2026-03-15"}, {"en", "two weeks", "2026-03-26"}, {"en", "for a week", "2026-03-19"},
		{"en", "for 2w", "2026-03-26"}, {"en", "a month", "2026-04-12"}, {"en", "until 3 May", "2026-05-03"}, {"en", "till May 3rd", "2026-05-03"},
		{"en", "until the 3rd of May", "2026-05-03"}, {"en", "until May 3, 2026", "2026-05-03"}, {"en", "2026-05-03", "2026-05-03"},
		{"en", "until Friday", "2026-03-13"}, {"en", "until next Thursday", "2026-03-19"}, {"en", "until Wed", "2026-03-18"}, {"en", "until tomorrow", "2026-03-13"},
		{"en", "until 3 January 2027", "2027-01-03"}, {"en", "until 3 January", ""}, {"en", "until 1 March", ""}, {"en", "until 12 March", ""},
		{"en", "until 30 February", ""}, {"en", "0 days", ""}, {"en", "400d", "2027-04-16"}, {"en", "2026-03-12", ""}, {"en", "2030-01-01", "2030-01-01"},
		{"en", "a while", ""}, {"en", "until", ""}, {"en", "", ""}, {"en", "3/5", ""}, {"en", "5", ""}, {"en", "-3d", ""},
		{"de", "bis 3. Mai", "2026-05-03"}, {"de", "bis zum 3.5.", "2026-05-03"}, {"de", "bis 03.05.2026", "2026-05-03"}, {"de", "eine Woche", "2026-03-19"},
		{"de", "für zwei Wochen", "2026-03-26"}, {"de", "bis Freitag", "2026-03-13"}, {"de", "bis nächsten Mo", "2026-03-16"}, {"de", "bis morgen", "2026-03-13"},
		{"de", "für fuenf Tage", "2026-03-17"}, {"de", "bis naechsten Mo", "2026-03-16"}, {"de", "bis 15. maerz", "2026-03-15"}, {"de", "bis 1. März", ""}, {"de", "bis 3.13.", ""}, {"de", "7d", "2026-03-19"},
	} {
		got, ok := speaking(t, c.language).readUntil(c.text, today)
		if !ok {
			got = 0
		}
		if got.String() != c.want {
			t.Errorf("%s %q: got %q, want %q", c.language, c.text, got, c.want)
		}
	}
}

// A date of the coming half year is read back as it is written, at the turn of
// a year too; nothing that is read lies in the past or more than a year ahead.
func TestDatesAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	c := speaking(t, "en")
	rapid.Check(t, func(rt *rapid.T) {
		today := restday.Day(rapid.IntRange(20000, 30000).Draw(rt, "today"))
		want := today + restday.Day(rapid.IntRange(1, notAllYear).Draw(rt, "ahead"))
		if got, ok := c.readUntil("until "+c.Date(want), today); !ok || got != want {
			rt.Errorf("%s on %s: got %s %v", c.Date(want), today, got, ok)
		}
		text := rapid.StringMatching(`(until |for )?[0-9]{0,4}[-. ]?(\pL{1,5}|[0-9]{2})?[-. ]?[0-9]{0,4}`).Draw(rt, "text")
		if got, ok := c.readUntil(text, today); ok && (got <= today || got > today+366) {
			rt.Errorf("%q on %s: %s", text, today, got)
		}
	})
}

func TestReadHours(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]restday.Hours{
		"22-6:30": {From: 1320, To: 390}, "from 10pm to 6am": {From: 1320, To: 360}, "21:30 – 5:30": {From: 1290, To: 330},
		"between 13:00 and 14:00": {From: -1}, "22 to 22": {From: -1}, "at night": {From: -1}, "22": {From: -1}, "25-3": {From: -1}, "none": {},
	} {
		got, ok := speaking(t, "en").readHours(text)
		if ok != (want.From >= 0) || ok && got != want {
			t.Errorf("%q: got %v %v, want %v", text, got, ok, want)
		}
	}
}

func TestReadWait(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		language, text string
		want           time.Duration // 0: none
	}{
		{"en", "remind me in an hour", time.Hour}, {"en", "in 20 minutes, please", 20 * time.Minute}, {"en", "in half an hour", 30 * time.Minute},
		{"en", "2h", 2 * time.Hour}, {"en", "ask again in 45min", 45 * time.Minute}, {"en", "later", 0}, {"en", "in 9 hours", 0}, {"en", "in 1 minute", 0},
		{"en", "hours", 0}, {"de", "in einer Stunde", time.Hour}, {"de", "in einer halben Stunde", 30 * time.Minute}, {"de", "erinnere mich in 10 Minuten", 10 * time.Minute},
	} {
		got, ok := speaking(t, c.language).readWait(c.text)
		if !ok {
			got = 0
		}
		if got != c.want {
			t.Errorf("%s %q: got %v, want %v", c.language, c.text, got, c.want)
		}
	}
}

func TestFindZone(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 12, 6, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"Paris": "Europe/Paris", "new york": "America/New_York", "buenos aires": "America/Buenos_Aires", "Berlin.": "Europe/Berlin",
		"europe/vienna": "Europe/Vienna", "UTC": "UTC", "7:05": "Europe/Berlin", "Local": "", "nowhere": "", "": "", "../etc": "",
	} {
		if got := findZone(text, now); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestFindDay(t *testing.T) {
	t.Parallel()
	thursday := restday.Day(20524) // 12 March 2026
	for _, c := range []struct {
		language, text string
		want           restday.Day // 0: none
		rest           string
	}{
		{"en", "yesterday", thursday - 1, ""},
		{"en", "the day before yesterday", thursday - 2, ""},
		{"en", "today", thursday, ""},
		{"en", "tomorrow", thursday + 1, ""},
		{"en", "Thursday", thursday, ""},
		{"en", "fri", thursday - 6, ""},
		{"en", "was Tuesday easy?", thursday - 2, "was easy?"},
		{"en", "rest on Sun", thursday - 4, "rest on"},
		{"en", "so easy", 0, ""},
		{"en", "was 3 March easy", thursday - 9, "was easy"},
		{"en", "March 3rd", thursday - 9, ""},
		{"en", "30 October", thursday - 133, ""},
		{"en", "1 June 2025", thursday - 284, ""},
		{"en", "2026-03-12", thursday, ""},
		{"en", "blursday", 0, ""},
		{"de", "so locker mit Dienstag", thursday - 2, "so locker mit"},
		{"de", "mit", thursday - 1, ""}, // alone it is Mittwoch
		{"de", "frei am Montag", thursday - 3, "frei am"},
		{"de", "vorgestern", thursday - 2, ""},
		{"de", "am 3. März so locker", thursday - 9, "am so locker"},
		{"de", "3.3.", thursday - 9, ""},
	} {
		calendar := speaking(t, c.language)
		tr := &turn{Flow: &Flow{zones: &zones{}}, say: calendar.Speaker, now: time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)}
		tr.athlete.Zone = "UTC"
		day, rest, ok := tr.findDay(strings.Fields(c.text), calendar.readPast)
		if day != c.want || ok != (c.want != 0) || strings.Join(rest, " ") != c.rest {
			t.Errorf("%s: %q is %s, and %q beside; want %s and %q", c.language, c.text, day, rest, c.want, c.rest)
		}
	}
}
