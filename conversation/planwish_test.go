package conversation

import (
	"strings"
	"testing"
	"time"

	"restday"
	"restday/plan"
	"restday/rules"
)

// TestPlanWishes guards: words change the plan only when they speak of days to
// come and of nothing else; all other words mean what they meant before.
func TestPlanWishes(t *testing.T) {
	t.Parallel()
	library, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	flow, err := NewFlow(Settings{Zone: "Europe/Berlin", Language: "en"}, library, sessions)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ language, text, want string }{
		{"en", "move Thursday's intervals to Saturday", "move"},
		{"en", "can I move the long run to Sunday?", "move"},
		{"en", "please move today to tomorrow", "move"},
		{"en", "swap Friday and Sunday", "swap"},
		{"en", "skip Thursday's run", "skip"},
		{"en", "skip today's session", "skip"},
		{"en", "race on 19 April, A, 10 km", "race"},
		{"en", "I have a race on 3 May", "race"},
		{"en", "my race is on Sunday", "race"},
		{"en", "no race on 19 April", "race"},
		{"en", "travelling until Sunday", "travel"},
		{"en", "ill until Friday", "sick"},
		{"en", "undo that", "undo"},
		{"en", "next week", "week"},
		{"en", "race on Sunday was hard", ""},
		{"en", "race went well, legs sore", ""},
		{"en", "swap", ""},
		{"en", "skip", ""},
		{"en", "move my bowels", ""},
		{"en", "travelling yesterday was tiring", ""},
		{"en", "ill since Friday", ""},
		{"en", "sick of this until Friday", ""},
		{"en", "move sore on Sunday", ""},
		{"de", "verschieb die Intervalle von Donnerstag auf Samstag", "move"},
		{"de", "kann ich den langen Lauf auf Sonntag legen?", "move"},
		{"de", "tausch Freitag und Sonntag", "swap"},
		{"de", "lass den Lauf am Donnerstag ausfallen", "skip"},
		{"de", "Wettkampf am 19. April, A, 10 km", "race"},
		{"de", "ich bin unterwegs bis Sonntag", "travel"},
		{"de", "krank bis Freitag", "sick"},
		{"de", "rückgängig", "undo"},
		{"de", "Wettkampf am Sonntag war hart", ""},
		{"de", "krank seit Freitag", ""},
		{"de", "lass mich in Ruhe", ""},
	} {
		athlete := restday.Athlete{Language: c.language, Zone: "Europe/Berlin", Enrolled: true}
		in := restday.Incoming{Event: restday.Said, Text: c.text}
		now := time.Date(2026, 3, 12, 7, 0, 0, 0, time.UTC)
		turn := flow.turn(restday.Person{Known: true, Athlete: athlete}, in, now)
		words := turn.lexicon.own.impolite(strings.FieldsFunc(plainer(c.text), func(r rune) bool { return strings.ContainsRune(" ,.!?;:", r) }))
		got := ""
		if command, is := turn.planWish(words); is {
			got = command[0]
		}
		if got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}
