package bottest

import (
	"log/slog"
	"testing"

	"restday"
	"restday/bot"
)

// Run holds a platform to the contract: every platform passes it against its
// fake server. start returns a new server; every platform that the server's
// Fake.Platform makes must log to log, so that the contract can read along.
//
// Two things are asked of every Fake beyond its methods' own words. Fake.Chat
// shows what a person reads, with the network's markup resolved. Fake.Say of a
// text that begins with "/" is a command, typed the way the network has them.
func Run(t *testing.T, start func(t testing.TB, log *slog.Logger) Fake) {
	for _, c := range cases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, start)
			if why := r.exempt(c.name); why != "" {
				t.Logf("left out: %s", why)
				return
			}
			r.promise = c.promise
			c.check(r)
			r.finish()
		})
	}
}

// Some networks can do more, and some less. A Fake that implements these
// interfaces is asked for more, or for less.
type (
	// Exempter is a Fake of a network that cannot do all of the contract.
	Exempter interface {
		// Exempt maps the name of a case to why it makes no sense there.
		Exempt() map[string]string
	}
	// Secret is a Fake whose network knows the bot by a token.
	Secret interface{ Token() string }
	// Revoker is a Fake whose network can take the bot's token away: from
	// then on every request is refused for it.
	Revoker interface{ Revoke() }
	// Editor is a Fake of a network where people can change what they typed.
	Editor interface {
		// Edit has a person change the newest message in which they typed a text.
		Edit(who restday.Address, typed, text string)
	}
	// Sharer is a Fake of a network where people can send files.
	Sharer interface {
		// Share has a person send a file with words beside it.
		Share(who restday.Address, caption, name string, data []byte)
	}
	// Leaver is a Fake whose network tells the bot that a person blocked it.
	Leaver interface{ Leave(who restday.Address) }
)

// contractCase is one thing every platform does, and the promise it guards.
type contractCase struct {
	name    string
	promise string
	check   func(r *rig)
}

func cases() []contractCase {
	var all []contractCase
	all = append(all, incomingCases()...)
	all = append(all, outgoingCases()...)
	return append(all, faultCases()...)
}

// exempt returns why the network is excused from a case, "" if it is not.
func (r *rig) exempt(name string) string {
	e, ok := r.fake.(Exempter)
	if !ok {
		return ""
	}
	known := map[string]bool{}
	for _, c := range cases() {
		known[c.name] = true
	}
	for name, why := range e.Exempt() {
		if !known[name] || why == "" {
			r.t.Fatalf("the fake is excused from %q because %q: there is no such case or no reason", name, why)
		}
	}
	return e.Exempt()[name]
}

var _ interface {
	bot.Updates
	bot.Presence
	bot.Outbox
} = (*Memory)(nil)
