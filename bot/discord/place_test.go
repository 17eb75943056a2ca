package discord

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

func TestPostsInAChannelUntilItIsGone(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	r.ready()
	post := restday.Outgoing{ID: 1, To: r.Hall(), Text: restday.Text{{Text: "Good morning."}},
		Choices: [][]restday.Choice{{{Label: "Check in", Data: beginChoice}}}}
	if _, err := r.p.Send(context.Background(), post); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Good morning."}, r.InHall()); diff != "" {
		t.Error(diff)
	}
	r.ShutHall()
	post.ID = 2
	var refused *bot.SendError
	if _, err := r.p.Send(context.Background(), post); !errors.As(err, &refused) || refused.Reason != bot.Unreachable {
		t.Errorf("sending there: %v", err)
	}
}

// Only who manages the server may decide about its channel.
func TestWhoManagesTheServerDecidesAboutItsChannel(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.DiscordOptions{})
	admin, other := r.Person(1), r.Person(2)
	r.MakeAdmin(admin)
	r.ready()
	r.SayInServer(admin, "/team bind")
	r.SayInServer(other, "/team bind")
	for i, in := range r.arrived(2) {
		if in.Place != r.Hall() || in.Admin != (i == 0) || in.Text != "/team bind" {
			t.Errorf("arrived: %+v", in)
		}
	}
}
