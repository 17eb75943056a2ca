package main

import (
	"context"
	"fmt"
	"time"

	"restday"
	"restday/bot/terminal"
)

// tryCmd is the bot with the terminal as its only platform.
type tryCmd struct {
	At   time.Time `format:"2006-01-02T15:04" placeholder:"2026-03-12T07:00" help:"Stop the clock at this time, in the athlete's zone."`
	Lang string    `placeholder:"en" help:"The language to talk in."`
}

// Run begins the day's check-in and talks until the input ends.
func (cmd tryCmd) Run(ctx context.Context, p *program) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	flow, err := newFlow(c)
	if err != nil {
		return err
	}
	if err := flow.CheckLanguage(cmd.Lang); err != nil {
		return fmt.Errorf("--lang: %w", err)
	}
	s, err := p.open(ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()

	var me restday.Athlete
	err = s.ImportAthletes(ctx, []restday.Address{terminal.Me()}, func(_ int, a *restday.Athlete) error {
		fillAthlete(a, restday.Athlete{Language: cmd.Lang, PromptAt: noClock}, c, time.Now())
		me = *a
		return nil
	})
	if err != nil {
		return fmt.Errorf("enrol the terminal: %w", err)
	}
	now := cmd.clock(me.Location())
	var h *house
	h = newHouse(s, flow, now, p.log(), terminal.New(terminal.Config{
		In: p.stdin, Out: p.stdout, Interactive: isTerminal(p.stdin) && isTerminal(p.stdout),
		Settled: func(ctx context.Context) error { return h.settled(ctx) }, Now: now, Log: p.log(),
	}))
	if err := h.handle(ctx, restday.Incoming{From: terminal.Me(), Event: restday.Said, Text: "/checkin", At: now()}); err != nil {
		return err
	}
	return h.run(ctx)
}

// clock is the wall clock, or one that stands still where --at has put it.
func (cmd tryCmd) clock(zone *time.Location) func() time.Time {
	if cmd.At.IsZero() {
		return time.Now
	}
	y, m, d := cmd.At.Date()
	at := time.Date(y, m, d, cmd.At.Hour(), cmd.At.Minute(), 0, 0, zone)
	return func() time.Time { return at }
}
