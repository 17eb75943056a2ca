package discord

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"restday"
)

// expect remembers an interaction that has just come in and defers it when no
// answer is under way in time.
func (p *Platform) expect(ctx context.Context, in restday.Incoming) {
	a, ok := parseAck(in.Ack)
	if !ok {
		return
	}
	e := p.exchanges.take(a, in.From, p.now())
	p.pace.afterFunc(p.pace.deferral, func() { p.deferAnswer(ctx, e) })
}

// deferAnswer asks Discord for 15 minutes instead of 3 seconds. A button stops
// spinning by it, a command shows that the bot thinks.
func (p *Platform) deferAnswer(ctx context.Context, e *exchange) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stage != unanswered || ctx.Err() != nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	if err := p.respondSilently(ctx, e, deferring, e.flags()); err != nil {
		p.log.Warn("an interaction could not be deferred", "error", err)
	}
	if e.stage == answered {
		e.stage = deferred
	}
}

// respondSilently makes a first answer without words. A button shows nothing
// then, a command that the bot thinks.
func (p *Platform) respondSilently(ctx context.Context, e *exchange, row int64, flags discordgo.MessageFlags) error {
	if e.Button {
		return p.respond(ctx, e, row, discordgo.InteractionResponseDeferredMessageUpdate, nil, nil)
	}
	thinking := &message{Components: []discordgo.MessageComponent{}, Flags: flags & discordgo.MessageFlagsEphemeral}
	return p.respond(ctx, e, row, discordgo.InteractionResponseDeferredChannelMessageWithSource, thinking, nil)
}

// acknowledgeFirst stops the spinning without showing anything. A command has
// no such answer: it gets one that is taken away again.
func (p *Platform) acknowledgeFirst(ctx context.Context, e *exchange, row int64) error {
	err := p.respondSilently(ctx, e, row, discordgo.MessageFlagsEphemeral)
	if e.stage == repeated || e.stage == deferred {
		e.stage = answered
	}
	if err == nil && e.stage == answered && !e.Button {
		p.removeOriginal(ctx, e)
	}
	return err
}

// acknowledge stops the spinning of a tap or a command, with a notice that
// only this person sees if there is one.
func (p *Platform) acknowledge(ctx context.Context, e *exchange, notice string) error {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.stage == unanswered && notice == "":
		return p.acknowledgeFirst(ctx, e, 0)
	case e.stage == unanswered:
		body := private(notice)
		return p.respond(ctx, e, 0, discordgo.InteractionResponseChannelMessageWithSource, &body, nil)
	case e.stage == deferred:
		e.stage = answered
		return p.settleDeferred(ctx, e, notice)
	}
	return nil
}

func (p *Platform) settleDeferred(ctx context.Context, e *exchange, notice string) error {
	var err error
	switch {
	case notice == "" && e.Button:
	case notice == "":
		p.removeOriginal(ctx, e)
	case e.Button:
		_, err = p.followUp(ctx, e, private(notice))
	default:
		_, err = p.editAnswer(ctx, e, "@original", private(notice))
	}
	if gone(err) {
		return nil
	}
	return err
}

// private makes a message that only the person who tapped or typed will see.
func private(words string) message {
	m := render(restday.Outgoing{Text: restday.Text{{Text: words}}})
	m.Flags = discordgo.MessageFlagsSuppressEmbeds | discordgo.MessageFlagsEphemeral
	return m
}

// tellElsewhere tells a person who takes no direct messages how to open them:
// where out answers them, or in the server where they last did something, if that
// was minutes ago.
func (p *Platform) tellElsewhere(ctx context.Context, e *exchange, out restday.Outgoing) {
	if e == nil || !e.Away || !e.live(p.now()) {
		e = p.exchanges.lastAway(out.To, p.now())
	}
	if e == nil {
		return
	}
	words := restday.Outgoing{Text: out.Closed}
	if _, done, err := p.answer(ctx, e, words); err != nil || !done {
		p.log.Warn("a person with closed direct messages could not be told", "error", err)
	}
}
