package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"restday/storage"
)

// serveCmd runs the bot on the platforms that have a token.
type serveCmd struct{}

// Run serves until it is told to stop, and then finishes what is under way.
func (s serveCmd) Run(ctx context.Context, p *program) error {
	err := s.serve(ctx, p)
	if ctx.Err() != nil {
		return nil // told to stop, perhaps before anything had begun
	}
	return err
}

func (serveCmd) serve(ctx context.Context, p *program) error {
	c, err := p.config()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(p.stderr, nil))
	flow, err := newFlow(c)
	if err != nil {
		return err
	}
	platforms, err := c.platforms(flow, log)
	if err != nil {
		return err
	}
	s, err := storage.Open(ctx, c.Database, storage.Options{Log: log})
	if err != nil {
		return err
	}
	defer s.Close()
	unlock, err := s.Lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	watch, platforms := watched(c, platforms)
	h := newHouse(s, flow, wallClock, log, platforms...)
	tickers, err := h.observing(ctx, c, watch)
	if err != nil {
		return err
	}
	log.Info("serving", "platforms", strings.Join(h.names(), ","))
	if err := h.run(ctx, tickers...); err != nil {
		return fmt.Errorf("no platform is left: %w", err)
	}
	log.Info("stopped")
	return nil
}
