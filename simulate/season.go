// Package simulate lets synthetic athletes live through a season with restday:
// the real conversation, rules, storage and scheduler, under a clock that jumps
// from event to event. It counts what becomes of them, and names what should
// never happen.
package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"restday"
	"restday/conversation"
	"restday/plan"
	"restday/rules"
	"restday/scheduler"
	"restday/storage"
)

// Options are what a simulation is given.
type Options struct {
	Athletes, Days int
	Seed           uint64
	Store          *storage.Store // an empty one for everybody; nil: in memory, some athletes at a time
	Flow           *conversation.Flow
	Rules          *rules.Library
	Catalogue      *plan.Catalogue
	Log            *slog.Logger
	Replays        int    // of so many decisions one is decided again from its facts; 0: every one
	Lived          func() // called for each day of an athlete, from several goroutines
}

// together is how many athletes share a database in memory: few enough for it to
// stay small, many enough for opening it not to count.
const together = 16

// begin is the first day: a Monday, before the clocks change anywhere.
const begin = restday.Day(20458) // 2026-01-05

// Run lets everybody live their days and reports. Equal options give equal
// reports, however many databases and processors there are.
func Run(ctx context.Context, o Options) (Report, error) {
	if o.Store != nil {
		return o.live(ctx, o.Store, 0, o.Athletes)
	}
	groups := make([]Report, (o.Athletes+together-1)/together)
	errs := make([]error, len(groups))
	var workers sync.WaitGroup
	turn := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range turn {
				groups[i], errs[i] = o.liveInMemory(ctx, i*together, min((i+1)*together, o.Athletes))
			}
		})
	}
	for i := range groups {
		turn <- i
	}
	close(turn)
	workers.Wait()
	var all Report
	for i, r := range groups {
		if errs[i] != nil {
			return all, errs[i]
		}
		all.add(r)
	}
	return all, nil
}

func (o Options) liveInMemory(ctx context.Context, from, to int) (Report, error) {
	store, err := storage.Open(ctx, ":memory:", storage.Options{Log: o.Log})
	if err != nil {
		return Report{}, err
	}
	defer store.Close()
	return o.live(ctx, store, from, to)
}

// season is some athletes on one database.
type season struct {
	Options
	*storage.Store
	engine   *conversation.Engine
	tick     func(context.Context)
	now      time.Time
	athletes []*athlete
	by       map[restday.Address]*athlete
	report   Report
}

// live lets the athletes with some numbers live on one database.
func (o Options) live(ctx context.Context, store *storage.Store, from, to int) (Report, error) {
	s := &season{Options: o, Store: store, by: map[restday.Address]*athlete{}}
	clock := func() time.Time { return s.now }
	s.engine = conversation.New(s, o.Flow, clock)
	ticks := scheduler.Scheduler{Store: store, Handle: s.handle, Prune: store.Prune, Now: clock, Log: o.Log}
	s.tick = ticks.Tick
	for i := from; i < to; i++ {
		a := newAthlete(o.Seed, i+1, begin)
		s.athletes, s.by[a.from] = append(s.athletes, a), a
	}
	if err := s.enrol(ctx); err != nil {
		return s.report, fmt.Errorf("enrol the athletes: %w", err)
	}
	for s.advance() {
		if err := s.step(ctx); err != nil {
			return s.report, fmt.Errorf("at %s: %w", s.now.Format(time.RFC3339), err)
		}
	}
	return s.report, s.replay(ctx)
}

// enrol stores the athletes, and what is known of the plans of those who have one.
func (s *season) enrol(ctx context.Context) error {
	var chats []restday.Address
	for _, a := range s.athletes {
		chats = append(chats, a.from)
	}
	err := s.ImportAthletes(ctx, chats, func(i int, is *restday.Athlete) error {
		id := is.ID
		*is = s.athletes[i].settings()
		is.ID, s.athletes[i].wake = id, is.Wake
		return nil
	})
	if err != nil {
		return err
	}
	for _, a := range s.athletes {
		if err := s.storePlan(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// A plan is known for a few weeks, as coaches write it: planned days are added
// before anything looks beyond those that are there.
const (
	planDays  = 28
	lookAhead = 14
)

// storePlan stores what the athlete's plan has for the next weeks.
func (s *season) storePlan(ctx context.Context, a *athlete) error {
	if a.plan == nil {
		return nil
	}
	first := int(a.today - begin)
	if first > 0 {
		first += lookAhead
	}
	var rows []storage.PlanRow
	for n := first; n < int(a.today-begin)+planDays+lookAhead; n++ {
		rows = append(rows, storage.PlanRow{Chat: a.from, Planned: a.plan.on(begin+restday.Day(n), n)})
	}
	return s.ImportPlan(ctx, rows)
}

// Turn passes a turn on to the store and notes when the athlete is due next.
func (s *season) Turn(ctx context.Context, in restday.Incoming, now time.Time,
	think func(restday.Person) (restday.Change, error),
) ([]restday.Outgoing, error) {
	return s.Store.Turn(ctx, in, now, func(p restday.Person) (restday.Change, error) {
		c, err := think(p)
		if c.Athlete != nil {
			s.by[in.From].wake = c.Athlete.Wake
		}
		return c, err
	})
}

// advance moves the clock to the full minute at which something happens next.
// It is false when everybody has lived all days.
func (s *season) advance() bool {
	var next time.Time
	for _, a := range s.athletes {
		if at := a.next(); a.today < begin+restday.Day(s.Days) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	if next.IsZero() {
		return false
	}
	if earliest := s.now.Add(time.Minute); next.Before(earliest) {
		next = earliest
	}
	s.now = next.Add(time.Minute - 1).Truncate(time.Minute)
	return true
}

// step has everything happen that is due.
func (s *season) step(ctx context.Context) error {
	s.tick(ctx)
	for _, a := range s.athletes {
		if !a.visit.IsZero() && !a.visit.After(s.now) {
			a.visit = time.Time{}
			if err := s.checkIn(ctx, a); err != nil {
				return err
			}
		}
		if a.today < begin+restday.Day(s.Days) && !a.bed().After(s.now) {
			if err := s.endDay(ctx, a); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// handle answers an event and delivers what is said, as a courier does.
func (s *season) handle(ctx context.Context, in restday.Incoming) error {
	out, err := s.engine.Handle(ctx, in)
	if err != nil {
		return err
	}
	receipts := make([]restday.Receipt, len(out))
	for i, o := range out {
		receipts[i] = restday.Receipt{ID: o.ID, To: o.To, Fate: restday.Sent, Message: fmt.Sprint(o.ID)}
		s.by[in.From].see(o, s.now)
	}
	_, err = s.Settle(ctx, receipts)
	return err
}

// send has an athlete say or tap something.
func (s *season) send(ctx context.Context, a *athlete, in restday.Incoming) error {
	a.said++
	in.ID, in.From, in.At, in.Name, in.Language = fmt.Sprintf("%s-%d", a.from.Chat, a.said), a.from, s.now, "Athlete", "en"
	return s.handle(ctx, in)
}

func (s *season) say(ctx context.Context, a *athlete, text string) error {
	return s.send(ctx, a, restday.Incoming{Event: restday.Said, Text: text, Message: fmt.Sprint("said", a.said)})
}

func (s *season) tap(ctx context.Context, a *athlete, c restday.Choice, message string) error {
	return s.send(ctx, a, restday.Incoming{Event: restday.Tapped, Choice: c.Data, Message: message, Ack: "tap"})
}

const mostSteps = 40 // of one check-in; more, and it does not come to an end

// checkIn answers what is open on an athlete's phone, by taps or in words.
func (s *season) checkIn(ctx context.Context, a *athlete) error {
	if later, ok := a.phone.button("snooze", func(restday.Choice) bool { return true }); ok && a.snooze {
		return s.tap(ctx, a, later, a.phone.message)
	}
	told := map[restday.Item]bool{}
	for steps := 0; a.phone.item() != "" || a.untold(told); steps++ {
		if steps == mostSteps {
			s.breach(a, "the check-in does not come to an end at %s", a.phone.item())
			return nil
		}
		if err := s.answer(ctx, a, told); err != nil {
			return err
		}
	}
	a.day.answered, a.told = true, a.feels
	if a.race != 0 {
		if err := s.say(ctx, a, a.raceWords()); err != nil {
			return err
		}
		a.race = 0
	}
	return s.respond(ctx, a)
}

// respond decides what to make of the day's session, and of what is offered with it.
func (s *season) respond(ctx context.Context, a *athlete) error {
	a.day.follows = a.chance(a.follows)
	if lighter, ok := a.phone.offer(lightens); ok && a.day.follows {
		a.day.lighter = true
		return s.tap(ctx, a, lighter, a.phone.answer)
	}
	keep, ok := a.phone.offer(keepsPlan)
	if !ok || a.day.follows || !a.chance(a.keeps) {
		return nil
	}
	a.day.kept = true
	return s.tap(ctx, a, keep, a.phone.answer)
}

// answer answers one question, and notes what has been told with it.
func (s *season) answer(ctx context.Context, a *athlete, told map[restday.Item]bool) error {
	item := a.phone.item()
	if item == "" {
		return s.tap(ctx, a, a.phone.more, a.phone.message)
	}
	if _, morning := a.feels.values[item]; morning && a.talks && !told[item] {
		text := a.feels.sentence(told)
		for item := range a.feels.values {
			told[item] = true
		}
		told[restday.Symptoms], told[restday.PainWhere] = true, true
		return s.say(ctx, a, text)
	}
	choice, ok := a.phone.choose(a.feels, a.told, told)
	if !ok {
		return fmt.Errorf("athlete %s finds no button for %s", a.from.Chat, item)
	}
	switch item {
	case "still_ill", restday.Symptoms:
		told[restday.Symptoms] = true
	case "still_hurts", restday.PainWhere:
		told[restday.PainWhere] = true
	}
	if word, _ := parts(choice); a.talks && word == "a" && item != restday.Symptoms {
		return s.say(ctx, a, choice.Label)
	}
	return s.tap(ctx, a, choice, a.phone.message)
}

// log has an athlete answer the evening question in words, or else stores what was
// done as a host would.
func (s *season) log(ctx context.Context, a *athlete, done []restday.Session) error {
	if a.day.asked {
		return s.say(ctx, a, logWords(done))
	}
	rows := make([]storage.SessionRow, len(done))
	for i := range done {
		rows[i] = storage.SessionRow{Chat: a.from, Session: done[i]}
	}
	return s.ImportSessions(ctx, rows)
}

// endDay has an athlete train, and looks at what restday had to do with it.
func (s *season) endDay(ctx context.Context, a *athlete) error {
	p, err := s.Person(ctx, a.from)
	if err != nil {
		return err
	}
	h, err := p.History(a.today)
	if err != nil {
		return err
	}
	advice, err := adviceOf(p, a.today)
	if err != nil {
		return err
	}
	planned := a.planned(p.Athlete, h)
	done := a.does(planned, advice)
	if err := s.log(ctx, a, done); err != nil {
		return err
	}
	s.audit(a, p, planned, advice)
	a.day.rest = advice != nil && speaksOfRest(*advice)
	a.sleep(done)
	s.report.count(a.record[len(a.record)-1], advice)
	if s.Lived != nil {
		s.Lived()
	}
	if a.today == begin+restday.Day(s.Days) {
		s.review(a)
	}
	if (a.today-begin)%planDays == 0 {
		return s.storePlan(ctx, a)
	}
	return nil
}

// adviceOf is what was decided for a day, nil when nothing was.
func adviceOf(p restday.Person, day restday.Day) (*rules.Decision, error) {
	stored, err := p.Decided(day, day)
	if err != nil || len(stored) == 0 {
		return nil, err
	}
	var d rules.Decision
	if err := json.Unmarshal(stored[0].Result, &d); err != nil {
		return nil, fmt.Errorf("read the decision of %s: %w", day, err)
	}
	return &d, nil
}
