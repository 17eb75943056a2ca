// Package conversation is what restday asks, what it understands and what it
// says. Flow decides one turn and touches nothing; Engine runs it inside one
// transaction of the store.
package conversation

import (
	"context"
	"fmt"
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
}

// Engine answers events. It holds no state of any conversation.
type Engine struct {
	store Store
	flow  *Flow
	now   func() time.Time
}

// New returns an engine that decides with flow and keeps everything in store.
func New(store Store, flow *Flow, now func() time.Time) *Engine {
	return &Engine{store: store, flow: flow, now: now}
}

// Handle answers one event. The messages it returns are stored; the courier
// only has to send them.
func (e *Engine) Handle(ctx context.Context, in restday.Incoming) ([]restday.Outgoing, error) {
	now := e.now()
	out, err := e.store.Turn(ctx, in, now, func(p restday.Person) (restday.Change, error) {
		return e.flow.Next(p, in, now)
	})
	if err != nil {
		return nil, fmt.Errorf("handle %s of %s: %w", in.Event, in.From.Platform, err)
	}
	return out, nil
}
