package discord

import (
	"context"
	"encoding/json"
	"time"

	"restday"
	"restday/bot"
)

// greeted handles READY and RESUMED. After READY nothing that happened before
// will be delivered: messages are fetched, taps are lost, and so the open
// questions are asked again once everything written has been stored.
func (p *Platform) greeted(ctx context.Context, inbox bot.Inbox, h heard) {
	before := p.arrived(ctx, inbox)
	if h.ready != "READY" {
		return
	}
	p.registerOnce.Do(func() { go p.registerUntilDone(ctx, h.app) })
	p.catchUp(ctx, inbox, p.cursors(ctx, inbox), func(ctx context.Context) {
		if before.IsZero() {
			return
		}
		p.insist(ctx, "ask the open questions again", func() error { return inbox.AskAgain(ctx, platformName) })
	})
}

// arrived notes that Discord was reached and returns when it was before.
func (p *Platform) arrived(ctx context.Context, inbox bot.Inbox) (before time.Time) {
	p.insist(ctx, "note that Discord is there", func() (err error) {
		before, err = inbox.Alive(ctx, platformName, p.now())
		return err
	})
	return before
}

func (p *Platform) cursors(ctx context.Context, inbox bot.Inbox) (cursors []restday.Cursor) {
	p.insist(ctx, "read where each chat was left", func() (err error) {
		cursors, err = inbox.Cursors(ctx, platformName)
		return err
	})
	return cursors
}

func (p *Platform) registerUntilDone(ctx context.Context, app string) {
	p.insist(ctx, "slash commands", func() error {
		if app == "" {
			// Old applications have an id of their own, new ones that of their bot.
			var me user
			if err := p.api.do(ctx, call{name: "users/@me", method: "GET", path: "/users/@me"}, &me); err != nil {
				return err
			}
			app = me.ID
		}
		return p.register(ctx, app)
	})
}

// insist tries until it succeeds or ctx ends.
func (p *Platform) insist(ctx context.Context, what string, try func() error) {
	wait := backOff{least: p.pace.least, most: p.pace.most}
	for ctx.Err() == nil {
		err := try()
		if err == nil {
			return
		}
		pause := wait.next()
		p.log.Error(what, "error", err, "again_in", pause)
		sleep(ctx, pause)
	}
}

// applicationOf reads the application's id from READY; "" when it is not said.
func applicationOf(ready []byte) string {
	var r struct {
		Application struct {
			ID string `json:"id"`
		} `json:"application"`
	}
	if json.Unmarshal(ready, &r) != nil {
		return ""
	}
	return r.Application.ID
}
