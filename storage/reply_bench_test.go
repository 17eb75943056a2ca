package storage_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/conversation"
	"restday/plan"
	"restday/rules"
	"restday/storage"
	"restday/storage/storagetest"
)

// BenchmarkReply is the whole way of one reply through the store, for some
// athletes at once: the update is put, its turn taken by the real conversation,
// and what became of the answer settled.
func BenchmarkReply(b *testing.B) {
	for _, atOnce := range []int{1, 16, 256} {
		b.Run(fmt.Sprintf("sqlite/%d", atOnce), func(b *testing.B) { replies(b, open(b, file(b)), atOnce) })
	}
	for _, atOnce := range []int{1, 16} {
		b.Run(fmt.Sprintf("postgres/%d", atOnce), func(b *testing.B) { replies(b, open(b, storagetest.Postgres(b)), atOnce) })
	}
}

func replies(b *testing.B, s *storage.Store, atOnce int) {
	const perWorker = 4096 // athletes over all workers, so that histories stay as short as in the other sizes
	flow := newFlow(b)
	club := newClub(b, s, perWorker)
	work := make(chan struct{})
	var workers sync.WaitGroup
	for w := range atOnce {
		workers.Go(func() {
			for i := w; ; i = (i + atOnce) % perWorker {
				if _, more := <-work; !more {
					return
				}
				if err := club[i].reply(s, flow); err != nil {
					b.Error(err)
				}
			}
		})
	}
	began := cpuTime()
	for b.Loop() {
		work <- struct{}{}
	}
	close(work)
	workers.Wait()
	b.ReportMetric(float64((cpuTime()-began).Microseconds())/float64(b.N), "cpu-µs/op")
}

// updatesADay is how often a member writes on a day.
const updatesADay = 5

// member is an athlete who checks in, day after day: a command, then four taps.
type member struct {
	chat restday.Address
	said int // updates so far
}

// newClub stores athletes who are enrolled.
func newClub(tb testing.TB, s *storage.Store, n int) []*member {
	tb.Helper()
	club, chats := make([]*member, n), make([]restday.Address, n)
	for i := range club {
		chats[i] = chat(i)
		club[i] = &member{chat: chats[i]}
	}
	err := s.ImportAthletes(context.Background(), chats, func(_ int, a *restday.Athlete) error {
		a.Enrolled, a.Weekdays, a.Zone, a.PromptAt, a.Language = true, restday.EveryDay, "Europe/Berlin", 7*60, "en"
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return club
}

// now is the member's morning.
func (m *member) now() time.Time { return now.AddDate(0, 0, m.said/updatesADay) }

// next is what the member says next.
func (m *member) next() restday.Incoming {
	in := restday.Incoming{ID: fmt.Sprintf("%s.%d", m.chat.Chat, m.said), From: m.chat, At: m.now()}
	step := m.said % updatesADay
	if step == 0 {
		in.Event, in.Text = restday.Said, "/checkin"
		return in
	}
	item := []restday.Item{restday.SleepH, restday.Fatigue, restday.Soreness, restday.Mood}[step-1]
	in.Event, in.Ack = restday.Tapped, "ack"
	in.Choice = fmt.Sprintf("a:%s:%s:4", restday.DayOf(m.now()), item)
	return in
}

// reply takes one update all the way; the reply is what the network would get.
func (m *member) reply(s *storage.Store, flow *conversation.Flow) error {
	ctx := context.Background()
	in := m.next()
	if _, err := s.Put(ctx, []restday.Incoming{in}); err != nil {
		return err
	}
	out, err := conversation.New(s, flow, m.now).Handle(ctx, in)
	if err != nil {
		return err
	}
	if len(out) == 0 {
		return fmt.Errorf("update %d got no reply", m.said)
	}
	m.said++
	receipts := make([]restday.Receipt, len(out))
	for i, o := range out {
		receipts[i] = restday.Receipt{ID: o.ID, To: o.To, Fate: restday.Sent, Message: fmt.Sprint(o.ID)}
	}
	_, err = s.Settle(ctx, receipts)
	return err
}

func newFlow(tb testing.TB) *conversation.Flow {
	tb.Helper()
	library, err := rules.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	sessions, err := plan.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	flow, err := conversation.NewFlow(conversation.Settings{
		Zone: "Europe/Berlin", PromptAt: 7 * 60, Language: "en", Window: 4 * time.Hour, Late: 3 * time.Hour, Nudge: true,
	}, library, sessions)
	if err != nil {
		tb.Fatal(err)
	}
	return flow
}
