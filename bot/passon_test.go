package bot_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"restday"
	"restday/bot"
	"restday/bot/bottest"
)

// moving is a store that sends what cannot be delivered to another chat.
type moving struct {
	*bottest.Memory
	to restday.Address
}

func (m *moving) Settle(ctx context.Context, receipts []restday.Receipt) (moved []restday.Outgoing, err error) {
	for _, r := range receipts {
		if r.Fate == restday.Unreachable {
			moved = append(moved, restday.Outgoing{ID: r.ID, To: m.to, Class: restday.Prompt})
		}
	}
	_, err = m.Memory.Settle(ctx, receipts)
	return moved, err
}

func TestWhatGoesToAnotherChatIsPassedOnOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		net := &network{limits: telegramLike}
		net.refuse = func(restday.Outgoing) error {
			return &bot.SendError{Reason: bot.Unreachable, Err: context.Canceled}
		}
		box := &moving{Memory: &bottest.Memory{}, to: restday.Address{Platform: "elsewhere", Chat: "1"}}
		box.Queue(message(person(1), restday.Prompt))
		courier := bot.NewCourier(net, box, time.Now, slog.New(slog.DiscardHandler))
		passed := make(chan restday.Outgoing, 10)
		courier.PassOnTo(func(out ...restday.Outgoing) {
			for _, o := range out {
				passed <- o
			}
		})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- courier.Run(ctx) }()
		synctest.Wait()
		if diff := cmp.Diff(restday.Outgoing{ID: 1, To: box.to, Class: restday.Prompt}, <-passed); diff != "" {
			t.Errorf("passed on (-want +got):\n%s", diff)
		}
		cancel()
		if err := <-done; err != nil || len(passed) > 0 {
			t.Errorf("passed on once more: %d; %v", len(passed), err)
		}
	})
}
