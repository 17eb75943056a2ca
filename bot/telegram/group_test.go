package telegram_test

import (
	"context"
	"errors"
	"testing"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

// Only who is an admin of the group may decide about it.
func TestAdminsDecideAboutTheirGroup(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	club, admin, other := r.Group(1), r.Person(1), r.Person(2)
	r.MakeAdmin(admin)
	r.SayInGroup(admin, club, "/team@restday_bot bind")
	r.SayInGroup(other, club, "/team bind")
	r.SayInGroup(other, club, secret)
	r.SayInGroup(other, club, "/checkin")
	r.run()
	r.texts(3)
	for i, in := range r.inbox.Received() {
		from := []restday.Address{admin, other, other}[i]
		if in.From != from || in.Place != club || in.Admin != (i == 0) || !in.Away {
			t.Errorf("arrived: %+v", in)
		}
	}
}

func TestAGroupThatTurnedTheBotOutIsLost(t *testing.T) {
	t.Parallel()
	r := newRig(t, bottest.TelegramOptions{})
	club := r.Group(1)
	p := r.Platform(t)
	post := restday.Outgoing{ID: 1, To: club, Text: restday.Text{{Text: "Good morning."}}}
	if _, err := p.Send(context.Background(), post); err != nil {
		t.Fatal(err)
	}
	r.ThrowOut(club)
	r.run()
	r.texts(1)
	if in := r.inbox.Received()[0]; in.Event != restday.Left || in.From != club {
		t.Errorf("arrived: %+v", in)
	}
	var refused *bot.SendError
	if _, err := p.Send(context.Background(), post); !errors.As(err, &refused) || refused.Reason != bot.Unreachable {
		t.Errorf("sending there: %v", err)
	}
}
