package discord

import (
	"net/http"
	"strings"
	"testing"

	"restday"
	"restday/bot/bottest"
)

func TestCommandsAreRegisteredOnlyWhenTheyChange(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.ready()
	r.await("the commands", func() bool { return r.Calls("register") == 1 })
	r.halt()
	r.ready()
	r.await("a look at the commands", func() bool { return r.Calls("commands") == 2 })
	r.Say(r.Person(1), secretWord)
	r.arrived(1)
	r.halt()
	if n := r.Calls("register"); n != 1 {
		t.Errorf("registered %d times", n)
	}
	p, ok := r.Platform(t).(*Platform)
	if !ok {
		t.Fatal("not our platform")
	}
	for i := range p.menus {
		p.menus[i].Commands = append(p.menus[i].Commands, Command{Name: "week", Description: "The week"})
	}
	if err := p.register(t.Context(), "900000000000000001"); err != nil || r.Calls("register") != 2 {
		t.Errorf("with a new command: %v, registered %d times", err, r.Calls("register"))
	}
}

func TestCommandsThatFailAreTriedAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.Reply("commands", 1, http.StatusBadGateway, "<html>", nil)
	r.Reply("register", 1, http.StatusTooManyRequests, `{"retry_after":0.1}`, nil)
	r.ready() // receiving does not wait for it
	r.await("the commands", func() bool { return r.Calls("register") == 2 })
}

// What is filled in beside a command arrives as it would be typed.
func TestOptionsArriveAsTyped(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.ready()
	r.Say(r.Person(1), "/checkin energy:5 note:left knee "+secretWord)
	in := r.arrived(1)[0]
	if in.Event != restday.Said || in.Text != "/checkin energy:5 note:left knee "+secretWord {
		t.Errorf("arrived: %+v", in)
	}
	r.mustSend(restday.Outgoing{ID: 1, To: in.From, Ack: in.Ack, Text: words("Noted")})
}

func TestDescribedSeesEveryDifference(t *testing.T) {
	t.Parallel()
	p := &Platform{menus: menus()}
	ours := strings.Join(described(p.applicationCommands()), "\n")
	for name, change := range map[string]func(m []Menu){
		"name":               func(m []Menu) { m[0].Commands[0].Name = "todax" },
		"description":        func(m []Menu) { m[0].Commands[0].Description = "?" },
		"translation":        func(m []Menu) { m[1].Commands[0].Description = "?" },
		"argument":           func(m []Menu) { m[0].Commands[1].Args = "?" },
		"no argument":        func(m []Menu) { m[0].Commands[1].Args = "" },
		"argument's":         func(m []Menu) { m[1].Commands[1].Args = "?" },
		"an option":          func(m []Menu) { m[0].Commands[2].Options[1].Name = "notes" },
		"its description":    func(m []Menu) { m[1].Commands[2].Options[1].Description = "?" },
		"a choice":           func(m []Menu) { m[0].Commands[2].Options[0].Choices[1].Data = "4" },
		"its translation":    func(m []Menu) { m[1].Commands[2].Options[0].Choices[1].Label = "?" },
		"fewer":              func(m []Menu) { m[0].Commands = m[0].Commands[:1] },
		"the posting":        func(m []Menu) { m[0].Words.Post = "?" },
		"another's language": func(m []Menu) { m[1].Language = "fr" },
	} {
		q := &Platform{menus: menus()}
		change(q.menus)
		if strings.Join(described(q.applicationCommands()), "\n") == ours {
			t.Errorf("a difference in %s is not seen", name)
		}
	}
	q := p.applicationCommands()
	q[0], q[1] = q[1], q[0]
	if strings.Join(described(q), "\n") != ours {
		t.Error("the order makes a difference")
	}
	q[0].Contexts = nil
	if strings.Join(described(q), "\n") == ours {
		t.Error("a difference in contexts is not seen")
	}
}
