// Package conversation is what restday asks, what it understands and what it
// says. Flow decides one turn and touches nothing; Engine runs it inside one
// transaction of the store.
package conversation

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"restday"
)

// Store keeps what a conversation changes.
type Store interface {
	// Turn handles one event exactly once, in one transaction: it loads the
	// person, has think decide, and stores the change with the messages it
	// queues, which it returns. An Incoming.ID handled before changes nothing.
	Turn(ctx context.Context, in restday.Incoming, now time.Time,
		think func(restday.Person) (restday.Change, error)) ([]restday.Outgoing, error)
	// TeamTurn does the same for a whole team whose time has come.
	TeamTurn(ctx context.Context, id int64, now time.Time,
		think func(restday.TeamDay) (restday.TeamChange, error)) ([]restday.Outgoing, error)
}

// Engine answers events. It holds no state of any conversation.
type Engine struct {
	store  Store
	flow   *Flow
	now    func() time.Time
	report func(Morning)
}

// New returns an engine that decides with flow and keeps everything in store.
func New(store Store, flow *Flow, now func() time.Time) *Engine {
	return &Engine{store: store, flow: flow, now: now, report: func(Morning) {}}
}

// Morning is what became of a prompt that was due.
type Morning string

// What can become of a prompt.
const (
	NoMorning Morning = ""         // none was due
	Queued    Morning = "queued"   // it is on its way
	Missed    Morning = "missed"   // it was too late for it
	Needless  Morning = "needless" // the athlete was faster
)

// ReportTo has report called for each prompt that was due. It must return at
// once, and is set before the first Handle.
func (e *Engine) ReportTo(report func(Morning)) { e.report = report }

// Handle answers one event. The messages it returns are stored; the courier
// only has to send them.
func (e *Engine) Handle(ctx context.Context, in restday.Incoming) ([]restday.Outgoing, error) {
	now := e.now()
	var morning Morning
	out, err := e.store.Turn(ctx, in, now, func(p restday.Person) (restday.Change, error) {
		change, err := e.flow.Next(p, in, now)
		morning = morningOf(in, p, change)
		return change, err
	})
	if err != nil {
		return nil, fmt.Errorf("handle %s of %s: %w", in.Event, in.From.Platform, err)
	}
	if morning != NoMorning {
		e.report(morning)
	}
	return out, nil
}

// HandleTeam does what has become due for a team. The messages it returns are
// stored.
func (e *Engine) HandleTeam(ctx context.Context, id int64) ([]restday.Outgoing, error) {
	now := e.now()
	out, err := e.store.TeamTurn(ctx, id, now, func(d restday.TeamDay) (restday.TeamChange, error) { return e.flow.Team(d, now) })
	if err != nil {
		return nil, fmt.Errorf("handle a team: %w", err)
	}
	return out, nil
}

// morningOf says what a wake did about the day's prompt.
func morningOf(in restday.Incoming, p restday.Person, c restday.Change) Morning {
	switch {
	case in.Event != restday.Woken || c.State == nil || c.State.Prompted == p.State.Prompted:
		return NoMorning
	case slices.ContainsFunc(c.Outgoing, func(o restday.Outgoing) bool { return strings.HasPrefix(o.Key, promptKey) }):
		return Queued
	case c.State.Finished && c.State.Day == c.State.Prompted:
		return Needless
	default:
		return Missed
	}
}
